"""Amounts as people write them in cells: texts, dashes, too many digits, no numbers at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.sheets import BODY, EXPECTED, Value, imported, lines, said, sheet


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234.56", "1234.56"), ("１２３．５", "123.5"), (" 70 ", "70"), ("0.10", "0.1")],
)
def test_numbers_written_as_texts(tmp_path: Path, text: str, value: str) -> None:
    """Numbers stored as texts are numbers, with separators and in full width."""
    result = imported(tmp_path, sheet([["2010350", "事业运行", text, text, "－"]]))
    assert lines(result, "支出")[0]["一般公共预算"] == Decimal(value)


@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize(
    ("text", "value"), [("70万元", "70"), ("1,100.50 万元", "1100.5"), ("70000元", "7"), ("７千元", "0.7")]
)
def test_an_amount_that_says_its_unit_is_in_that(tmp_path: Path, text: str, value: str, unit: str) -> None:
    """Whatever the table is in."""
    result = imported(tmp_path, sheet([["2010350", "事业运行", text, text, None]], f"单位：{unit}"))
    assert lines(result, "支出")[0]["一般公共预算"] == Decimal(value)
    assert said(result) == []


@pytest.mark.parametrize("nil", ["", "-", "－", "—", "——", 0, None, " "])
def test_nothing_is_written_in_many_ways(tmp_path: Path, nil: Value) -> None:
    """A dash or a blank is no amount and no complaint."""
    result = imported(tmp_path, sheet([["2010350", "事业运行", 70, 70, nil]]))
    assert lines(result, "支出") == EXPECTED[:1]
    assert said(result) == []


def test_binary_noise_is_no_part_of_an_amount(tmp_path: Path) -> None:
    """0.1 + 0.2 is 0.3, not 0.30000000000000004."""
    result = imported(tmp_path, sheet([["2010350", "事业运行", 0.1 + 0.2, 0.1 + 0.2, None]]))
    assert lines(result, "支出")[0]["一般公共预算"] == Decimal("0.3")


def test_more_decimals_than_an_amount_has_are_rounded_and_told(tmp_path: Path) -> None:
    """A third of something is no amount: it is rounded to a cent and the cell is named."""
    result = imported(tmp_path, sheet([["2010350", "事业运行", None, 1 / 3, None], *BODY[4:]]))
    assert lines(result, "支出")[0]["一般公共预算"] == Decimal("0.333333")
    assert any(line.startswith("E11 表.xlsx:支出!D4 小数太多") for line in said(result))


@pytest.mark.parametrize(
    ("text", "what"), [(1e300, "位数太多"), ("七十", "不是数"), ("约70万", "不是数"), (-5, "不能是负数")]
)
def test_what_is_no_amount_is_said_with_its_cell(tmp_path: Path, text: Value, what: str) -> None:
    """Nothing is guessed: the cell is named."""
    result = imported(tmp_path, sheet([["2010350", "事业运行", None, text, None], *BODY[4:]]))
    assert any(line.startswith("E05 表.xlsx:支出!D4") and what in line for line in said(result))
