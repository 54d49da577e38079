"""X24: a term explained with the words of another level of government."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model import Budget
from generator.model.prose import Term
from generator.rules.text.passages import Sort, Texts

OTHER_LEVEL = Kind("X24", "名词解释说的是别一级政府", Level.WARNING)

_LEVELS = ("中央", "省级", "市级", "县级")
_WORDS = (
    re.compile(r"中央(?:各?部门|预算单位|单位|本级)"),
    re.compile(r"省直(?:属|各)?(?:部门|单位|机关)?|省(?:级|本级)(?:各?部门|预算单位|单位)|省本级"),
    re.compile(r"市直(?:属|各)?(?:部门|单位|机关)?|市(?:级|本级)(?:各?部门|预算单位|单位)|市本级"),
    re.compile(
        r"(?<!自治)[县区]直(?:属|各)?(?:部门|单位|机关)?|(?<!自治)[县区](?:级|本级)(?:各?部门|预算单位|单位)"
    ),
)
"""What is said of each of _LEVELS alone."""


def other_levels(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """The glossary speaks of the government the department belongs to."""
    own = level_of(disclosure.budget)
    unknown = False
    for passage in texts.of(Sort.NARRATIVE):
        if not isinstance(passage.written.owner, Term):
            continue
        for level, words in enumerate(_WORDS):
            match = words.search(passage.plain)
            if match and own is None:
                unknown = True
            elif match and level not in (own or ()):
                yield OTHER_LEVEL.at(
                    passage.at(*match.span()),
                    f"“{match[0]}”是{_LEVELS[level]}的说法，不适用于“{disclosure.budget.department.name}”",
                    "改成“本部门”“本级”这样的说法",
                    about=passage.about,
                )
    if unknown:
        yield OTHER_LEVEL.unchecked("从部门名称看不出是哪一级政府的部门")


def level_of(budget: Budget) -> tuple[int, ...] | None:
    """The levels of _LEVELS a department may belong to, by its name; None when that does not say."""
    name = budget.department.name
    if name.startswith(("中华人民共和国", "国家")) or "中央" in name:
        return (0,)
    if re.search(r"(?:经济|开发|高新|新|园|示范|合作|工业|管理)区", name):
        return (2, 3)
    if re.search(r"[县旗乡镇]|区", name.replace("自治区", "").replace("地区", "")):
        return (3,)
    if "市" in name.replace("市场", "").replace("城市", "").replace("市政", ""):
        return (2,)
    if "省" in name or "自治区" in name or name.endswith("厅"):
        return (1,)
    return None


RULES = (other_levels,)
