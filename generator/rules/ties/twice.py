"""T60: a line written twice; where sums were made from the lines, every one of them agrees all the same."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model.base import Written
from generator.source import Mapping, Place, Scalar, Sequence, Value

TWICE = Kind("T60", "一行写了两遍", Level.WARNING)


def lines_twice(disclosure: Disclosure) -> Iterator[Finding]:
    """No two lines of a unit in 支出, 基本支出 or a list of revenue say the same, amounts and all."""
    budget = disclosure.budget
    lists: tuple[tuple[str, str, list[Written]], ...] = (
        ("支出", "科目", [*budget.expenditure]),
        ("基本支出", "经济科目", [*budget.basic]),
        ("政府性基金收入", "科目", [*budget.fund_revenue]),
        ("国有资本经营收入", "科目", [*budget.capital_revenue]),
    )
    for key, code, lines in lists:
        first: dict[tuple[object, ...], Place | None] = {}
        for line in lines:
            if not line.written:
                continue
            said = (getattr(line, "unit", None), _plain(line.written))
            if said not in first:
                first[said] = line.place(code)
                continue
            before = first[said]
            where = f"{before.source.inside or before.name} 第 {before.line} 行" if before else "前面"
            subject = line.written[code]
            message = f"“{key}”里 {subject} 的这一行与{where}完全相同，金额也相同"
            hint = "写重了的，删去一行，再核对合计；确是两笔的，合成一行"
            yield TWICE.at(line.place(code), message, hint, about=f"{key}/{subject}")


def _plain(value: Value) -> object:
    if isinstance(value, Mapping):
        return frozenset((key, _plain(below)) for key, below in value.items() if key != "单位")
    if isinstance(value, Sequence):
        return tuple(_plain(below) for below in value)
    return value.strip() if isinstance(value, Scalar) else value


RULES = (lines_twice,)
