"""Figures and their formulas in words, wherever people ask for them."""

from __future__ import annotations

from decimal import Decimal

from generator.figures.figure import Figure, Formula, Unit
from generator.figures.rounding import plain


def operation(formula: Formula) -> str:
    """What is done with the operands: 3 项之和."""
    count = len(formula.operands)
    if formula.operator in ("和", "个数"):
        return f"{count} 项之{'和' if formula.operator == '和' else '数'}"
    return {
        "差": "前一项减后一项",
        "占比": "前一项占后一项的百分比",
        "增减率": "前一项比后一项增减的百分比",
        "折合万元": "元折合万元",
    }[formula.operator]


def with_unit(figure: Figure) -> str:
    """`figure` as it is printed, with its unit."""
    return f"{figure.printed}{'' if figure.unit is Unit.COUNT else figure.unit_printed}"


def unrounded(figure: Figure) -> str:
    """The exact amount in the unit in which it is printed, where rounding has changed it; else ""."""
    if figure.unit is not Unit.MONEY or figure.value == figure.rounded:
        return ""
    return plain(figure.value * figure.form.factor)


def id_and_amount(figure: Figure) -> str:
    """Its id, what is printed, and the exact amount where rounding has changed it."""
    exact = unrounded(figure)
    printed = f"{figure.id}  {with_unit(figure)}"
    return f"{printed}（未舍入 {exact}）" if exact else printed


def exact(amount: Decimal, unit: str) -> str:
    """`amount`, which is in 万元, exactly, in the `unit` (万元, 元) that a budget is written in."""
    if unit == Unit.YUAN:
        return f"{Decimal(plain(amount * 10000)):,f} 元"
    return f"{amount:,f} 万元"


def as_printed(figure: Figure, unit: str) -> str:
    """An amount with its unit: as sentences print it, or exactly where the author writes 元."""
    return exact(figure.value, unit) if unit == Unit.YUAN else f"{figure.printed} {figure.unit_printed}"
