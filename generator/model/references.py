"""References such as {{ 政府采购.合计 }} in the author's prose. They are data: nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.base import Written
from generator.model.texts import NAMES_OF_FILES, WrittenText, texts_of_whole
from generator.source import Place

REFERENCE = re.compile(r"\{\{\s*+([^{}\s]*+(?:\s++[^{}\s]++)*+)\s*+\}\}")
"""What stands in the braces, without the blanks around it; possessive, so that no text makes it try twice."""


_OPENING = re.compile(r"\{\{")
_BRACES = re.compile(r"\{\{|\}\}")
_ALMOST = re.compile(r"[{｛]{1,2}\s*+([^\W\d][^{}｛｝\s.]*+\.[^{}｛｝\s]++)\s*+[}｝]{1,2}")
"""The name of a figure in one brace only, or in full-width ones."""


def prose_references(model: Written) -> Iterator[tuple[str, Place | None]]:
    """Every (name, place) that any text below `model` refers to, in the order of the models' fields."""
    for written in texts_of_whole(model):
        if written.is_prose and not written.is_key:
            for match in REFERENCE.finditer(written.text):
                yield match[1], written.place


def stray_braces(model: Written) -> Iterator[tuple[WrittenText, int]]:
    """Every text with {{ in it that refers to nothing, and where: a name, or prose without its }} or {{."""
    for written in texts_of_whole(model):
        if written.path[0] in NAMES_OF_FILES or not _BRACES.search(written.text):
            continue
        prose = written.is_prose and not written.is_key
        rest = REFERENCE.sub(lambda match: " " * len(match[0]), written.text) if prose else written.text
        if stray := (_BRACES if prose else _OPENING).search(rest):
            yield written, stray.start()


def almost_references(model: Written) -> Iterator[tuple[WrittenText, int, str]]:
    """Every prose text with the name of a figure in braces that make no reference: where, and the name."""
    for written in texts_of_whole(model):
        if written.is_prose and not written.is_key:
            rest = REFERENCE.sub(lambda match: " " * len(match[0]), written.text)
            for match in _ALMOST.finditer(rest):
                if "{{" not in match[0] and "}}" not in match[0]:
                    yield written, match.start(), match[1]
