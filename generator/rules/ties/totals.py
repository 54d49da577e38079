"""收入 against 支出: source by source as it is written, and in total as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.figures import Disclosure
from generator.figures.rounding import ZERO
from generator.findings import Finding, Kind
from generator.model.kinds import LEFT_OVER
from generator.model.lines import THIS_YEAR
from generator.rules.ties.sums import Ties, TieSide
from generator.source import Place

CONTROL_TOTAL = Kind("T01", "收入与支出不等")
AS_PRINTED = Kind("T64", "印出的收入总计与支出总计不等")


def control_totals(disclosure: Disclosure) -> Iterator[Finding]:
    """收入.source = Σ 支出.source of this year + what is left of it, for every source (so also in total).

    Left is what 年终结转 and 结余分配 have.

    上年结转 stands on both sides: it is both income and expenditure, and is written once.
    """
    ties = Ties(disclosure)
    for source, income, spent in of_sources(disclosure, ties):
        yield from ties.compare(CONTROL_TOTAL, income, spent, "核对批复的收入数和各科目的支出数", source)


def totals_as_printed(disclosure: Disclosure) -> Iterator[Finding]:
    """收入总计 = 支出总计 as they are printed, where what is written agrees (T01).

    They differ where no table prints what is left.
    """
    ties, profile = Ties(disclosure), disclosure.profile
    names = [profile.last_year.get(name, "") for name in ("收入总计", "支出总计")]
    sides = list(of_sources(disclosure, ties))
    slack = sum((one.slack + other.slack for _, one, other in sides), ZERO)
    agree = all(ties.agree(one, other) for _, one, other in sides)
    if not agree or disclosure.budget.unfilled or any(name not in disclosure.book for name in names):
        return
    income, spent = (disclosure.book[name] for name in names)
    if abs(income.value - spent.value) <= slack:
        return
    unprinted: dict[str, Place | None] = {}
    for kind, place in _left_over(disclosure):
        if not profile.prints(kind):
            unprinted.setdefault(kind, place)
    apart = ties.exact(abs(income.value - spent.value))
    message = f"印出的收入总计 {ties.exact(income.value)}，支出总计 {ties.exact(spent.value)}，相差 {apart}"
    hint = "核对样式里这两行加的是哪些行"
    if unprinted:
        kinds = "、".join(f"“{kind}”" for kind in unprinted)
        message += f"：样式“{profile.name}”没有一张表印{kinds}"
        hint = f"改用印{kinds}的样式；确实没有的，删去，再核对收入"
    place = next(iter(unprinted.values()), None) or disclosure.budget.place("收入")
    yield AS_PRINTED.at(place, message, hint, (income.id, spent.id), "收入总计")


def of_sources(disclosure: Disclosure, ties: Ties) -> Iterator[tuple[str, TieSide, TieSide]]:
    """Every source of money, with what comes and what is spent or left of it."""
    incomes = [holder.income for holder in disclosure.budget.holders() if holder.income]
    written = [(source, number) for income in incomes for source, number in income.amounts()]
    for source in disclosure.profile.vocabulary.sources:
        numbers = [number for own, number in written if own == source]
        name = f"{source.removesuffix('收入')}收入"
        income = ties.control(name, "收入", {"资金": source}, numbers)
        spent = ties.side("支出（本年）", "支出", {"资金": source, "期": THIS_YEAR})
        left = [ties.side(kind, kind, {"资金": source}) for kind in LEFT_OVER]
        named = [one.name for one in (spent, *left) if one.value] or [spent.name]
        name = f"{source}{'、'.join(named)}{'合计' if len(named) > 1 else ''}"
        yield str(source), income, replace(sum(left, spent), name=name)


def _left_over(disclosure: Disclosure) -> Iterator[tuple[str, Place | None]]:
    """The kinds of what is left that have an amount, each with where the first stands."""
    for record in disclosure.records:
        if record.kind in LEFT_OVER and record.figure.value:
            origin = record.figure.origin
            yield record.kind, origin if isinstance(origin, Place) else None


RULES = (control_totals, totals_as_printed)
