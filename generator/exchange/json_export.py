"""The disclosure as JSON: every figure with its origin, every table as printed."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from generator.figures import Disclosure, Figure, Formula
from generator.source import Place

EXACT = Decimal("0.000000000001")


def to_json(disclosure: Disclosure) -> bytes:
    """UTF-8 JSON: `figures` by id (value as printed, exact value, unit, origin) and `tables` as printed.

    What is not written has null for a value.
    """
    budget = disclosure.budget
    data = {
        "部门": budget.department.name,
        "年度": budget.year,
        "样式": budget.profile,
        "figures": {figure.id: _figure(figure) for figure in disclosure.book},
        "tables": {
            number: {
                "title": table.title,
                "unit": table.unit,
                "header": [column.title for column in table.columns],
                "rows": table.printed_rows(),
            }
            for number, table in disclosure.tables.items()
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _figure(figure: Figure) -> dict[str, Any]:
    exponent = figure.value.as_tuple().exponent
    long = isinstance(exponent, int) and exponent < -12
    exact = figure.value.quantize(EXACT) if long else figure.value
    return {
        "value": None if figure.unwritten else f"{figure.rounded:f}",
        "exact": None if figure.unwritten else f"{exact:f}",
        "unit": str(figure.unit),
        "origin": _origin(figure),
    }


def _origin(figure: Figure) -> dict[str, Any] | None:
    origin = figure.origin
    if isinstance(origin, Place):
        return {"file": origin.source.inside, "line": origin.line, "column": origin.column}
    if isinstance(origin, Formula):
        return {"operator": origin.operator, "operands": [operand.id for operand in origin.operands]}
    return None
