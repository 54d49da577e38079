"""X30 in any text: words that say that the whole budget rose or fell, and from what to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.figures import Disclosure, Figure
from generator.figures.told import as_printed
from generator.findings import Finding
from generator.rules.text.directions import DIRECTION, EXPLAINED, compared, figures_called
from generator.rules.text.passages import AuthoredText, Sort, Texts

_RISE, _FALL = "增加|增长|上升|提高|增至", "减少|下降|降低|压减|降至"
_TREND = re.compile(
    r"(?:(?<![^，。；：\n])|全年|年度|20\d\d年|今年|总|本年(?=预算|总)|本部门|本单位)"
    r"(?P<what>收入|支出|预算)(?:预算|总计|总额|合计|总量|规模)?[比较与和同](?:上年|去年|20\d\d年)(?:度|预算数?)?"
    rf"[^，。；\d不未没无基大]{{0,6}}?(?P<word>{_RISE}|{_FALL}|持平)"
)
_ITEM_TREND = re.compile(
    r"(?P<what>“?三公”?经费|因公出国（境）费|公务接待费|公务用车购置费|公务用车运行维护费|机关运行经费)(?:预算|支出|总额|合计){0,2}"
    r"(?:为|是|共计?)?\s{0,40}(?:\d[\d,.]{0,15}(?:万元|元))?，?[比较与和同](?:上年|去年)(?:度|预算数?)?"
    rf"[^，。；\d不未没无基大]{{0,6}}?(?P<word>{_RISE}|{_FALL}|持平)"
)
_NUMBER = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_FROM_TO = re.compile(
    rf"[由从](?:上年|去年|20\d\d年|原来)?(?:预算)?的?(?P<before>{_NUMBER})(?P<unit>亿元|万元|元|[%％人个辆])"
    rf"(?P<word>增加|增长|上升|提高|减少|下降|降低|压减|核减)(?:到|至|为)(?P<now>{_NUMBER})(?P=unit)"
)


def trends(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What is said of the whole budget, wherever it is said, goes with the totals of both years."""
    unit = disclosure.budget.unit
    for passage, match in (*texts.find(_TREND, Sort.NARRATIVE), *texts.find(_ITEM_TREND, Sort.NARRATIVE)):
        names, word = figures_called(match["what"]), match["word"]
        known = [pair for name in names if (pair := compared(disclosure, name))]
        by_its_key = passage.part == "说明" and EXPLAINED.get(passage.key) in names
        if by_its_key or not known or any(_agrees(word, *pair) for pair in known):
            continue
        if not texts.of_whole(passage) or texts.of_a_unit(passage, match.start("what")):
            continue
        now, before = known[0]
        amounts = f"上年 {as_printed(before, unit)}，本年 {as_printed(now, unit)}"
        yield _told(passage, match, f"这里说“{word}”，而数不是：{amounts}", (now.id, before.id))


def from_to(_: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What rises from one amount to another rises to more."""
    for passage, match in texts.find(_FROM_TO, Sort.NARRATIVE, Sort.TASK):
        before, now = (Decimal(match[key].replace(",", "")) for key in ("before", "now"))
        if now <= before if match["word"] in _RISE.split("|") else now >= before:
            message = f"这里说“{match['word']}”，而从 {match['before']} 到 {match['now']} 不是"
            yield _told(passage, match, message, ())


def _agrees(word: str, now: Figure, before: Figure) -> bool:
    if word == "持平":
        return now.rounded == before.rounded
    return now.rounded > before.rounded if word in _RISE.split("|") else now.rounded < before.rounded


def _told(passage: AuthoredText, match: re.Match[str], message: str, figures: tuple[str, ...]) -> Finding:
    hint = "核对两年的数有没有写颠倒；数是对的，改写这句话"
    return DIRECTION.at(passage.at(*match.span("word")), message, hint, figures, about=passage.about)


RULES = (trends, from_to)
