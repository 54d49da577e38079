"""收入 against 支出: source by source as it is written, and in total as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.figures import Book, Disclosure, Figure
from generator.figures.profile_specs import RowSpec, TableSpec
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

    They differ where no table prints what is left. Where 支出 stands beside 收入 more than once, by 用途
    and by 类, each of its ends is held against that of 收入.
    """
    ties, profile = Ties(disclosure), disclosure.profile
    sides = list(of_sources(disclosure, ties))
    slack = sum((one.slack + other.slack for _, one, other in sides), ZERO)
    agree = all(ties.agree(one, other) for _, one, other in sides)
    if not agree or disclosure.budget.unfilled:
        return
    names = [profile.last_year.get(name, "") for name in ("收入总计", "支出总计")]
    ends = [("", [disclosure.book[name] for name in names if name in disclosure.book])]
    for spec in profile.tables:
        ends.append((f"{spec.number}里", [figure for _, figure in ends_of(spec, disclosure.book)]))
    for where, (income, *others) in ((where, figures) for where, figures in ends if figures):
        if any(figure.unwritten for figure in (income, *others)):
            continue
        for spent in (one for one in others if abs(income.value - one.value) > slack):
            yield _apart(disclosure, ties, where, income, spent)
            return


def ends_of(spec: TableSpec, book: Book) -> list[tuple[RowSpec, Figure]]:
    """The last rows of 收入 and 支出 side by side, however often; none where a table has anything else."""
    kinds = [block.kind for block in spec.blocks]
    if kinds[:2] != ["收入", "支出"] or set(kinds) != {"收入", "支出"}:
        return []
    ends: list[tuple[RowSpec, Figure]] = []
    for block in spec.blocks:
        rows = [row for row in block.of_rows if row.name or row.key]
        column = next((column for column in block.columns if not column.shows), None)
        last = rows[-1] if rows else None
        name = f"{spec.number}/{(last.key or last.name) if last else ''}/{column.key if column else ''}"
        if last is None or name not in book:
            return []
        ends.append((last, book[name]))
    return ends


def _apart(disclosure: Disclosure, ties: Ties, where: str, income: Figure, spent: Figure) -> Finding:
    profile = disclosure.profile
    unprinted: dict[str, Place | None] = {}
    for kind, place in _left_over(disclosure):
        if not profile.prints(kind):
            unprinted.setdefault(kind, place)
    apart = ties.exact(abs(income.value - spent.value))
    sides = f"收入总计 {ties.exact(income.value)}，支出总计 {ties.exact(spent.value)}"
    message = f"{where}印出的{sides}，相差 {apart}"
    hint = "核对样式里这两行加的是哪些行"
    if unprinted:
        kinds = "、".join(f"“{kind}”" for kind in unprinted)
        message += f"：样式“{profile.name}”没有一张表印{kinds}"
        hint = f"改用印{kinds}的样式；确实没有的，删去，再核对收入"
    place = next(iter(unprinted.values()), None) or disclosure.budget.place("收入")
    return AS_PRINTED.at(place, message, hint, (income.id, spent.id), "收入总计")


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
