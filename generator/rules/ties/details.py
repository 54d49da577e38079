"""T54, T55: lists that say in detail what is also given as a sum: 采购 by item, 上年支出 by 科目."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.figures.facts import written_last_year
from generator.findings import Finding, Kind
from generator.model import Source
from generator.rules.ties.sums import Ties, TieSide

PURCHASES = Kind("T54", "采购明细与政府采购不等")
LAST_YEAR = Kind("T55", "上年支出与上年数不等")


def purchases(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 采购 of 货物, 工程 and 服务 = what 政府采购 has for each, where both are written."""
    budget, ties = disclosure.budget, Ties(disclosure)
    if not budget.purchases:
        return
    for category in ("货物", "工程", "服务"):
        whole = disclosure.book[f"政府采购/{category}"]
        if not whole.unwritten:
            lines = ties.side(f"“采购”里的{category}", "采购", {"采购类别": category})
            right = ties.of(f"“政府采购”里的{category}", [whole])
            yield from ties.compare(PURCHASES, lines, right, "核对有没有漏列的品目", category)


def last_year(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 上年支出 of 一般公共预算 = 上年/一般公共预算支出, where an author writes both."""
    number = written_last_year(disclosure.budget).get("一般公共预算支出")
    name = "上年/一般公共预算支出"
    if disclosure.before or not disclosure.budget.last_expenditure or not number:
        return
    ties = Ties(disclosure)
    if name in disclosure.book:
        lines = ties.side("“上年支出”里的一般公共预算", "上年支出", {"资金": str(Source.GENERAL)})
        whole = TieSide("“上年”的一般公共预算支出", (disclosure.book[name],), ties.written_slack([number]))
        yield from ties.compare(LAST_YEAR, lines, whole, "核对有没有漏列的科目", "一般公共预算支出")


RULES = (purchases, last_year)
