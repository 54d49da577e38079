"""X46: words that say how many times last year's amount this year's is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.figures import Disclosure, Figure
from generator.figures.told import as_printed
from generator.findings import Finding, Kind, Level
from generator.rules.text.directions import EXPLAINED, compared, figures_called, of_last_year
from generator.rules.text.passages import AuthoredText, Sort, Texts

MULTIPLE = Kind("X46", "话里说的倍数与数不符", Level.WARNING)

_DIGITS = {word: Decimal(value) for value, word in enumerate("零一二三四五六七八九十")} | {"两": Decimal(2)}
_N = r"(?:\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十])"
_TIMES = re.compile(
    r"(?<![^，。；：、\n])(?:本年度?|20\d\d年度?|全年|本部门|本单位)?，?"
    r"(?P<what>收入|支出|预算|“?三公”?经费|因公出国（境）费|公务接待费|公务用车购置费|公务用车运行维护费|机关运行经费"
    r"|政府采购)?(?:预算|总计|总额|合计|总量|规模)?[比较与和同]?(?:上年|去年)?度?(?:预算数?)?(?:相比)?"
    r"(?:将|已|约|近|大幅|实现)?(?P<said>"
    rf"(?:增长|增加|提高|扩大|上升)(?:了|约|近)?(?P<more>{_N})倍|翻了?(?P<doubled>[一两二三])?番"
    rf"|(?:是|为|达到|增长到|增加到|增至)(?:上年|去年)度?(?:预算)?的(?P<times>{_N})倍"
    r"|(?:减少|下降|压减)(?:了|约|近)?(?:一半|(?P<half>五成))|减半)"
)
_SLACK = Decimal("0.1")
"""How far 翻一番 and 减半 may be from the truth."""


def multiples(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What is said to have doubled has: of the whole, of an item, or of what the text explains."""
    unit = disclosure.budget.unit
    for passage, match in texts.find(_TIMES, Sort.NARRATIVE):
        known = [pair for name in _names(passage, match) if (pair := compared(disclosure, name))]
        if not known or not texts.of_whole(passage) or (match["what"] and _only_last(passage, match)):
            continue
        least, most = _ratios(match)
        if any(least * before.value <= now.value <= most * before.value for now, before in known):
            continue
        now, before = known[0]
        yield _told(passage, match, now, before, unit)


def _only_last(passage: AuthoredText, match: re.Match[str]) -> bool:
    """Whether the words tell what happened last year."""
    return not re.search("上年|去年", match[0]) and of_last_year(passage, match.start("said"))


def _names(passage: AuthoredText, match: re.Match[str]) -> tuple[str, ...]:
    """The figures that the words may be about, as 上年 names them."""
    if match["what"]:
        return figures_called(match["what"])
    own = EXPLAINED.get(passage.key, "") if passage.part == "说明" else ""
    return (own,) if own else ()


def _ratios(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """The least and the most that this year's amount is of last year's."""
    if number := match["more"] or match["times"]:
        value = _DIGITS.get(number) or Decimal(number)
        half = Decimal(5).scaleb(-1 - len(number.partition(".")[2]))
        value += 1 if match["more"] else 0
        return value - half, value + half
    right = Decimal("0.5")
    if "番" in match["said"]:
        right = Decimal(2) ** int(_DIGITS[match["doubled"] or "一"])
    return right * (1 - _SLACK), right * (1 + _SLACK)


def _told(passage: AuthoredText, match: re.Match[str], now: Figure, before: Figure, unit: str) -> Finding:
    actual = f"，是上年的 {now.value / before.value:.2f} 倍" if before.value else ""
    message = (
        f"这里说“{match['said']}”，而上年 {as_printed(before, unit)}，本年 {as_printed(now, unit)}{actual}"
    )
    hint = "改正倍数，或只说增减；“增长1倍”“翻一番”是上年的 2 倍，“是上年的 2 倍”是增长 1 倍"
    place = passage.at(*match.span("said"))
    return MULTIPLE.at(place, message, hint, (now.id, before.id), passage.about)


RULES = (multiples,)
