"""Sections set in type by themselves: a few pages in a moment, for the inspection."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.document import Document, Section, compose
from generator.figures import disclose
from generator.model import parse_budget
from tests.inspection.letters import read_letters
from tests.inspection.paper import Paper
from tests.oracle.layout import lay_out, lay_out_section
from tests.oracle.printer import write
from tests.press.small import engine
from tests.written import mapping


def composed(text: str) -> Document:
    """The document of the budget that the YAML `text` says."""
    return compose(disclose(parse_budget(mapping(text))))


def set_sections(document: Document, *keys: str) -> list[Paper]:
    """The sections `keys` of `document` on their pages, laid out."""
    wanted = tuple(section for section in document.sections if section.key in keys)
    assert [section.key for section in wanted] == list(keys)
    laid_out = lay_out(replace(document, sections=wanted), engine(), lambda done, total, what: None)
    return [_printed(part.section.key, part.section.classes, part.rendered) for part in laid_out]


def set_as_printed(section: Section, number: int) -> list[Any]:
    """The engine's pages of `section`, which begins with page `number` of the book."""
    return list(lay_out_section(engine(), section, number).pages)


def set_html(html: str, classes: str) -> Paper:
    """`html` on its pages, laid out once."""
    return _printed("html", classes, engine().lay_out(html, classes, 1))


def _printed(key: str, classes: str, laid_out: Any) -> Paper:
    return Paper(key, classes, laid_out.pages, read_letters(write(engine(), laid_out)))
