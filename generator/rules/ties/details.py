"""T54, T55: lists that say in detail what is also given as a sum: 采购 by item, 上年支出 by 科目."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.figures import Disclosure
from generator.figures.facts import written_last_year
from generator.findings import Finding, Kind
from generator.model import Budget, Source
from generator.model.lines import PurchaseLine, SubjectLine
from generator.rules.ties.sums import Ties, TieSide

PURCHASES = Kind("T54", "采购明细与政府采购不等")
LAST_YEAR = Kind("T55", "上年支出与上年数不等")


def purchases(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 采购 of 货物, 工程 and 服务 = what 政府采购 has for each, where both are written.

    Where only some units list theirs, it is at most that."""
    budget, ties = disclosure.budget, Ties(disclosure)
    if not budget.purchases:
        return
    for category in ("货物", "工程", "服务"):
        whole = disclosure.book[f"政府采购/{category}"]
        if not whole.unwritten:
            lines = ties.side(f"“采购”里的{category}", "采购", {"采购类别": category})
            right = ties.of(f"“政府采购”里的{category}", [whole])
            compare = ties.at_most if _of_some_units(budget, budget.purchases) else ties.compare
            yield from compare(PURCHASES, lines, right, "核对有没有漏列的品目", category)


def last_year(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 上年支出 of 一般公共预算 = 上年/一般公共预算支出, where an author writes both."""
    budget, name = disclosure.budget, "上年/一般公共预算支出"
    number = written_last_year(budget).get("一般公共预算支出")
    if disclosure.before or not budget.last_expenditure or not number:
        return
    ties = Ties(disclosure)
    if name in disclosure.book:
        lines = ties.side("“上年支出”里的一般公共预算", "上年支出", {"资金": str(Source.GENERAL)})
        whole = TieSide("“上年”的一般公共预算支出", (disclosure.book[name],), ties.written_slack([number]))
        compare = ties.at_most if _of_some_units(budget, budget.last_expenditure) else ties.compare
        yield from compare(LAST_YEAR, lines, whole, "核对有没有漏列的科目", "一般公共预算支出")


def _of_some_units(budget: Budget, lines: Sequence[PurchaseLine] | Sequence[SubjectLine]) -> bool:
    """Whether every line says whose it is, and some unit, which may have written no list, has none."""
    return budget.has_many_units and {line.unit for line in lines} < {unit.code for unit in budget.units}


RULES = (purchases, last_year)
