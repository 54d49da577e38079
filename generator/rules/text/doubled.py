"""X32, X33: a unit that a reference prints already, a unit, a sentence or an item that stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.rules.text.passages import AuthoredText, Sort, Texts

UNIT_TWICE = Kind("X32", "单位写了两遍", Level.WARNING)
SAID_TWICE = Kind("X33", "一句话、一项或一个名词写了两遍", Level.WARNING)

_AFTER = re.compile(r"\{\{[^{}]*\}\}\s*(?P<unit>万元|亿元|元|万(?=[，。；、]|$)|[%％]|平方米)")
_TWICE = re.compile(r"万元万?元|亿元万?元|元元(?![旦件素])|万万元|亿亿元|[%％]{2,}|平方米平方米")
_WORD_TWICE = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,8})(?P=word)")
_SPOKEN = frozenset(("研究", "讨论", "考虑", "商量", "一步", "一项", "一户", "一件"))
"""Words that may be said twice on end."""
_LONG = 10
"""Shorter sentences may be said twice, but not on end."""


def units_twice(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A reference prints its unit; no unit stands twice in what was typed."""
    for passage in texts.of(Sort.NARRATIVE, Sort.TASK):
        for match in _AFTER.finditer(passage.text) if "{{" in passage.text else ():
            message = f"引用的数印出时带单位，后面又写了“{match['unit']}”"
            hint = f"删去“{match['unit']}”"
            yield UNIT_TWICE.at(passage.at(*match.span("unit")), message, hint, about=passage.about)
    for passage, match in texts.find(_TWICE, Sort.NARRATIVE, Sort.TASK):
        message = f"“{match[0]}”里单位写了两遍"
        yield UNIT_TWICE.at(passage.at(*match.span()), message, "只写一遍", about=passage.about)


def said_twice(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A sentence of a text, an item of a list and a term of the glossary stand once."""
    first: set[tuple[object, ...]] = set()
    for passage in texts.of(Sort.NARRATIVE, Sort.NAME):
        if key := _listed(passage):
            if key in first:
                message = f"“{_short(passage.text)}”已经写过"
                yield SAID_TWICE.at(passage.at(), message, "删去重复的一项", about=passage.about)
            first.add(key)
    for passage in texts.of(Sort.NARRATIVE):
        said: set[str] = set()
        last = ""
        for match in re.finditer(r"[^。；！\n]+", passage.text):
            words = re.sub(r"\s", "", match[0])
            if words and (words == last or (len(words) >= _LONG and words in said)):
                message = f"“{_short(words)}”在这段话里写了两遍"
                yield SAID_TWICE.at(passage.at(*match.span()), message, "删去重复的一句", about=passage.about)
            said.add(words)
            last = words
    for passage, match in texts.find(_WORD_TWICE, Sort.NARRATIVE, Sort.TASK):
        word = match["word"]
        if word not in _SPOKEN and len(set(word)) > 1:
            place, message = passage.at(*match.span()), f"“{word}”连着写了两遍"
            yield SAID_TWICE.at(place, message, f"删去一个“{word}”", about=passage.about)


def indicators_twice(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """No indicator stands twice in its list with the same value."""
    seen: set[tuple[int, str, str]] = set()
    for one in texts.indicators:
        indicator = one.indicator
        key = (id(one.beside), indicator.name, f"{indicator.symbol}{indicator.value}{indicator.unit}")
        if key in seen:
            message = f"“{one.table.project}”的{one.group}里，“{indicator.name}”写了两遍"
            yield SAID_TWICE.at(indicator.place("名称"), message, "删去重复的一行", about=one.about)
        seen.add(key)


def _listed(passage: AuthoredText) -> tuple[object, ...] | None:
    """What must not be the same twice: an item within its list, the name of a term."""
    path, words = passage.written.path, re.sub(r"\s|[。；]$", "", passage.text)
    if passage.part.startswith("名词解释/") and path[0] == "名称":
        return ("名词", words)
    if (
        path[0] in ("条目", "内设机构", "所属单位", "其他说明")
        and len(path) > 1
        and not passage.written.is_key
    ):
        return (passage.part, path[0], words)
    return None


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}……"


RULES = (units_twice, said_twice, indicators_twice)
