"""The disclosure as JSON: every figure with its origin, every table as printed, and all that is said."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from generator.document import Document
from generator.exchange.json_sections import sections
from generator.figures import Figure, Formula, Table
from generator.source import Place

EXACT = Decimal("0.000000000001")
VERSION = 2
"""Of the form that the JSON has; another one when something is taken away or means another thing, not when
something is only added."""


def to_json(document: Document) -> bytes:
    """UTF-8 JSON in the form of docs/公开数据.schema.json.

    `figures` by id (value as printed, exact value, unit, origin), `tables` as printed, `sections` with all
    words in the order of the document. What is not written has null for a value.
    """
    disclosure = document.disclosure
    budget = disclosure.budget
    data = {
        "版本": VERSION,
        "部门": budget.department.name,
        "代码": budget.department.code,
        "年度": budget.year,
        "样式": budget.profile,
        "标题": document.title,
        "figures": {figure.id: _figure(figure) for figure in disclosure.book},
        "tables": {number: _table(table) for number, table in disclosure.tables.items()},
        "sections": sections(document),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    """A table: `rows` are the printed cells; `levels`, `totals` and `figures` go with them row by row."""
    return {
        "title": table.title,
        "unit": table.unit,
        "header": [column.title for column in table.columns],
        "head": [list(column.path) for column in table.columns],
        "rows": table.printed_rows(),
        "levels": [max((cell.level for cell in row.cells), default=0) for row in table.rows],
        "totals": [row.style == "合计" for row in table.rows],
        "figures": [[cell.figure.id if cell.figure else None for cell in row.cells] for row in table.rows],
    }


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
