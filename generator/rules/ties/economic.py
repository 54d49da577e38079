"""支出经济分类: all of the 支出 by 经济科目, against the 支出 by 功能科目 and the 基本支出."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.model.vocabulary import APPROPRIATIONS
from generator.rules.ties.sums import Ties

BY_ECONOMIC = Kind("T62", "支出经济分类合计与支出不等")
TWO_BASICS = Kind("T63", "支出经济分类与基本支出不等")

_KIND, _BASIC = "支出经济分类", "基本支出"


def by_economic(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 支出经济分类 of a 性质, source and period = Σ 支出 of these."""
    if not disclosure.budget.economic:
        return
    ties, words = Ties(disclosure), disclosure.profile.vocabulary
    hint = f"核对“{_KIND}”各款和“支出”"
    for nature in words.natures:
        for source in words.sources:
            for period in (THIS_YEAR, CARRY_OVER):
                same = {"性质": nature, "资金": source, "期": period}
                about = f"{nature}/{source}/{period}"
                left = ties.side(f"按经济科目的{nature}（{source}，{period}）合计", _KIND, same)
                right = ties.side("按功能科目的合计", "支出", same)
                yield from ties.compare(BY_ECONOMIC, left, right, hint, about)


def two_basics(disclosure: Disclosure) -> Iterator[Finding]:
    """Where 基本支出 is written beside 支出经济分类, both say the same of every 款."""
    budget = disclosure.budget
    if not (budget.economic and budget.basic):
        return
    ties = Ties(disclosure)
    same = {"性质": _BASIC, "资金": APPROPRIATIONS[0], "期": THIS_YEAR}
    codes = {*(line.subject for line in budget.basic), *(line.subject for line in budget.economic)}
    for code in sorted(codes):
        left = ties.side(f"“{_KIND}”里 {code} 的基本支出", _KIND, {**same, "科目": code})
        right = ties.side("“基本支出”里的", _BASIC, {"科目": code})
        hint = "两处写的是同一笔钱；只写“支出经济分类”的，“基本支出”由它得出"
        yield from ties.compare(TWO_BASICS, left, right, hint, code)


RULES = (by_economic, two_basics)
