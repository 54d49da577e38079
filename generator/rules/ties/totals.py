"""收入 against 支出."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind
from generator.model.kinds import LEFT_OVER
from generator.model.lines import THIS_YEAR
from generator.rules.ties.sums import Ties

CONTROL_TOTAL = Kind("T01", "收入与支出不等")


def control_totals(disclosure: Disclosure) -> Iterator[Finding]:
    """收入.source = Σ 支出.source of this year + what is left of it, for every source (so also in total).

    Left is what 年终结转 and 结余分配 have.

    上年结转 stands on both sides: it is both income and expenditure, and is written once.
    """
    ties = Ties(disclosure)
    incomes = [holder.income for holder in disclosure.budget.holders() if holder.income]
    written = [(source, number) for income in incomes for source, number in income.amounts()]
    for source in disclosure.profile.vocabulary.sources:
        numbers = [number for own, number in written if own == source]
        name = f"{source.removesuffix('收入')}收入"
        income = ties.control(name, "收入", {"资金": source}, numbers)
        spent = ties.side(f"{source}支出（本年）", "支出", {"资金": source, "期": THIS_YEAR})
        for kind in LEFT_OVER:
            spent += ties.side("", kind, {"资金": source})
        yield from ties.compare(CONTROL_TOTAL, income, spent, "核对批复的收入数和各科目的支出数", str(source))


RULES = (control_totals,)
