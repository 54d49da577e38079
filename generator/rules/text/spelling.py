"""X34, X35: frequent slips of official texts, old names of ministries and 科目; both are lists in CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.rules.text.passages import Sort, Texts

TYPO = Kind("X34", "常见的错别字", Level.WARNING)
OLD_NAME = Kind("X35", "机构、科目的旧名称", Level.WARNING)

_OWN = (Sort.NARRATIVE, Sort.TASK, Sort.NAME)
_HISTORY = re.compile(r"(?:原|原来的|前)$")
_TITLE_END = re.compile(r"^[^《]*》")


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _any_of(name: str, key: str) -> re.Pattern[str]:
    rows = sorted(_rows(name), key=lambda row: len(row[key]), reverse=True)
    return re.compile("|".join(_alone(row[key], row.get("前不是"), row.get("后不是")) for row in rows))


def _alone(word: str, before: str | None, after: str | None) -> str:
    """A word beside which certain characters must not stand: with them it is a part of other, right words.

    What stands before it is looked at behind its first character: a search is fast when every word begins
    with one.
    """
    first = f"{word[0]}(?<![{before}]{word[0]})" if before else word[0]
    return f"{first}{word[1:]}{f'(?![{after}])' if after else ''}"


def typos(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """No word of the list of frequent slips."""
    right = {row["错"]: row["对"] for row in _rows("typos.csv")}
    for passage, match in texts.find(_any_of("typos.csv", "错"), *_OWN):
        message = f"“{match[0]}”应写作“{right[match[0]]}”"
        yield TYPO.at(passage.at(*match.span()), message, f"改成“{right[match[0]]}”", about=passage.about)


def old_names(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A ministry has its name of the budget's year; titles of documents and “原…” keep the old one."""
    names = {row["旧名"]: row for row in _rows("old_names.csv")}
    year = disclosure.budget.year
    for passage, match in texts.find(_any_of("old_names.csv", "旧名"), Sort.NARRATIVE, Sort.TASK):
        row, before, after = names[match[0]], passage.before(match.start()), passage.behind(match.end())
        quoted = _TITLE_END.match(after) or after.startswith(("令", "门", "分", "件", "文", "发", "公告"))
        part = re.search(r"[\u4e00-\u9fff]$", before) and not re.search(
            rf"[由按照经与和对据向从到受是，、{row['前可是'] or ''}]$", before
        )
        if year >= int(row["自何年起"]) and not (quoted or part or _HISTORY.search(before)):
            message = f"“{match[0]}”{row['自何年起']}年起不再用这个名称，现在是“{row['今名']}”"
            yield OLD_NAME.at(
                passage.at(*match.span()), message, "改成现在的名称；说的是过去，写“原…”", about=passage.about
            )


RULES = (typos, old_names)
