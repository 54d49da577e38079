"""X30 in any text: words that say that the whole budget rose or fell, and from what to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.figures import Disclosure, Figure
from generator.figures.told import as_printed
from generator.findings import Finding
from generator.rules.text.directions import DIRECTION, EXPLAINED, compared
from generator.rules.text.passages import AuthoredText, Sort, Texts

_RISE, _FALL = "增加|增长|上升|提高|增至", "减少|下降|降低|压减|降至"
_TREND = re.compile(
    r"(?:(?<![^，。；：\n])|全年|年度|20\d\d年|今年|总|本年(?=预算|总)|本部门|本单位)"
    r"(?P<what>收入|支出|预算)(?:预算|总计|总额|合计|总量|规模)?(?:比|较)(?:上年|去年|20\d\d年)(?:度|预算数?)?"
    rf"[^，。；\d不未没无]{{0,6}}?(?P<word>{_RISE}|{_FALL})"
)
_NUMBER = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_FROM_TO = re.compile(
    rf"[由从](?:上年|去年|20\d\d年|原来)?(?:预算)?的?(?P<before>{_NUMBER})(?P<unit>亿元|万元|元|[%％人个辆])"
    rf"(?P<word>增加|增长|上升|提高|减少|下降|降低|压减|核减)(?:到|至|为)(?P<now>{_NUMBER})(?P=unit)"
)
_TOTALS = {"收入": ("收入总计",), "支出": ("支出总计",), "预算": ("收入总计", "支出总计")}


def trends(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What is said of the whole budget, wherever it is said, goes with the totals of both years."""
    unit = disclosure.budget.unit
    for passage, match in texts.find(_TREND, Sort.NARRATIVE):
        known = [pair for name in _TOTALS[match["what"]] if (pair := compared(disclosure, name))]
        rose = match["word"] in _RISE.split("|")
        by_its_key = passage.part == "说明" and EXPLAINED.get(passage.key) in _TOTALS[match["what"]]
        if (
            by_its_key
            or not texts.of_whole(passage)
            or not known
            or not all(_against(*pair, rose=rose) for pair in known)
        ):
            continue
        now, before = known[0]
        word = "减少" if rose else "增加"
        message = f"这里说“{match['word']}”，而数没有{match['word'][:2]}：上年 {as_printed(before, unit)}，"
        yield _told(passage, match, f"{message}本年 {as_printed(now, unit)}", word, (now.id, before.id))


def from_to(_: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What rises from one amount to another rises to more."""
    for passage, match in texts.find(_FROM_TO, Sort.NARRATIVE, Sort.TASK):
        before, now = (Decimal(match[key].replace(",", "")) for key in ("before", "now"))
        if now <= before if match["word"] in _RISE.split("|") else now >= before:
            message = f"这里说“{match['word']}”，而从 {match['before']} 到 {match['now']} 不是"
            yield _told(passage, match, message, "变动", ())


def _against(now: Figure, before: Figure, *, rose: bool) -> bool:
    return now.rounded <= before.rounded if rose else now.rounded >= before.rounded


def _told(
    passage: AuthoredText, match: re.Match[str], message: str, word: str, figures: tuple[str, ...]
) -> Finding:
    hint = f"核对两年的数有没有写颠倒；数是对的，写{word}的原因"
    return DIRECTION.at(passage.at(*match.span("word")), message, hint, figures, about=passage.about)


RULES = (trends, from_to)
