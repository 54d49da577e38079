"""Numbers: what is clear is read exactly, what is not is refused with the reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generator.model import Number
from generator.model.number import parse_number
from tests.written import SMALLEST, at, budget, refused_budget

_AMOUNTS = st.decimals(min_value=0, max_value=999_999_999, places=6, allow_nan=False) | st.decimals(
    min_value=-999_999_999_999, max_value=999_999_999_999, places=2, allow_nan=False
)
_FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


@given(_AMOUNTS)
def test_a_decimal_is_read_back_exactly(value: Decimal) -> None:
    """No digit is lost or gained, and trailing zeros are kept."""
    number = parse_number(f"{value:f}")
    assert number.value == value
    assert f"{number.value:f}".removeprefix("-") == f"{value:f}".removeprefix("-")


@given(_AMOUNTS)
def test_thousands_separators_do_not_change_a_number(value: Decimal) -> None:
    """1,234,567.80 is 1234567.80."""
    assert parse_number(f"{value:,f}").value == value


@given(_AMOUNTS)
def test_full_width_digits_do_not_change_a_number(value: Decimal) -> None:
    """What a Chinese keyboard writes, commas and point included, is the same number."""
    assert parse_number(f"{value:,f}".translate(_FULL_WIDTH)).value == value


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    """Only digits with a sign, a point and commas become a number; nothing but a refusal is raised."""
    try:
        number = parse_number(text)
    except PydanticCustomError:
        return
    plain = text.strip().translate({full: half for half, full in _FULL_WIDTH.items()})
    assert number.value == Decimal(plain.replace("−", "-").replace(",", ""))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", "0"),
        ("0.00", "0.00"),
        (" 12.50 ", "12.50"),
        ("-3.5", "-3.5"),
        ("−3.5", "-3.5"),
        ("１２．５０", "12.50"),
        ("1，234", "1234"),
        ("1,234,567.891", "1234567.891"),
    ],
)
def test_what_is_clear_is_accepted(written: str, value: str) -> None:
    """The value has the decimals that were written."""
    number = parse_number(written).value
    assert (number, str(number)) == (Decimal(value), value)


@pytest.mark.parametrize("written", ["-0", "-0.00", "－０"])
def test_nothing_has_no_sign(written: str) -> None:
    """A minus before zero is not printed."""
    assert not parse_number(written).value.is_signed()


REFUSALS: dict[str, list[object]] = {
    "number_missing": ["", "  ", None],
    "number_shape": [["1"], {"a": "1"}],
    "number_unit": [
        "5元",
        "5 万元",
        "3亿元",
        "12个",
        "100㎡",
        "100平方米",
        "95%",
        "95％",
        "５人",
        "100万",
        "1.5亿",
        "3千元",
    ],
    "number_comma": ["1,23", "12,34,567", "1,2345", "1234,567", "1,234,5", "1.234,56", "，5", "-1,23"],
    "number_zero": ["012", "00", "007.5", "０１２"],
    "number_letter": ["1O.5", "l0", "2o24", "I5"],
    "number_long": ["1234567890123456", "1" * 400, "12345678901234.56"],
    "number_sign": ["￥96.40", "¥5", "人民币5", "$5"],
    "number_capital": ["壹佰贰拾", "叁万元", "柒", "一百五十", "五十万", "两百元", "十"],
    "number_none": ["-", "—", "/", "无", "N/A", "……"],
    "number_unknown": ["?", "待定", "同上"],
    "number_about": ["约100", "100左右", "100多万", "≥5", "不超过5"],
    "number_several": ["100-200", "100～200", "3+5", "2×3"],
    "number_point": ["50。00", ".5", "5.", "50·5"],
    "number_plus": ["+5"],
    "number_brackets": ["（5）", "(5)"],
    "number_quotes": ["5”", "“5"],
    "number_blank": ["1 234"],
    "number_bad": [
        "甲",
        "1e3",
        "1_000",
        "0x1F",
        "--1",
        "5²",
        "①",
        "1٣",
        "½",
        "1.2.3",
        "。5",
        "万元",
        "贰零贰肆",
    ],
}
REFUSED = [(kind, written) for kind, examples in REFUSALS.items() for written in examples]


def test_every_refusal_has_examples() -> None:
    """The examples below are there, for every kind of refusal."""
    assert len(REFUSALS) == 19
    assert all(REFUSALS.values())


@pytest.mark.parametrize(("kind", "written"), REFUSED)
def test_what_is_not_clear_is_refused_with_the_reason(kind: str, written: object) -> None:
    """Each refusal has its own reason, in Chinese, and shows what was written."""
    with pytest.raises(PydanticCustomError) as caught:
        parse_number(written)
    assert caught.value.type == kind
    if isinstance(written, str) and written.strip():
        assert f"“{written}”" in caught.value.message()


def test_a_number_knows_where_it_stands() -> None:
    """The origin of a figure is the line and column of its digits."""
    number = budget("上年: {收入总计: '1,234.50'}\n").last_year.income
    assert number is not None
    assert number.value == Decimal("1234.50")
    assert at(number.place) == (5, 12)


@pytest.mark.parametrize(
    ("written", "decimals"), [("5", 0), ("5.0", 1), ("5.25", 2), ("0.000001", 6), ("1200", 0)]
)
def test_decimals_are_counted_as_written(written: str, decimals: int) -> None:
    """The precision of a figure is that of its text."""
    assert Number.of(written).decimals == decimals


def test_a_number_without_a_file_has_no_place() -> None:
    """Numbers that the program makes stand nowhere."""
    assert Number.of(0) == Number(Decimal(0), None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("上年: {收入总计: -1.00}\n", "金额不能是负数：-1.00"),
        ("上年: {收入总计: 1.1234567}\n", "小数超过 6 位"),
        ("国有资产: {截至日期: 2024-01-01, 车辆: {编制: 1.5}}\n", "“1.5”应是不小于 0 的整数"),
        ("国有资产: {截至日期: 2024-01-01, 车辆: {编制: -1}}\n", "“-1”应是不小于 0 的整数"),
    ],
)
def test_amounts_and_counts_have_their_limits(line: str, said: str) -> None:
    """Money is not negative and not finer than a cent of 万元; things are counted in whole numbers."""
    (finding,) = refused_budget(SMALLEST + line)
    assert finding.code == "S13"
    assert said in finding.message
    assert at(finding.place)[0] == 5


def test_limits_include_themselves() -> None:
    """Six decimals, fifteen digits, nothing at all, and a whole number with a point are within the limits."""
    assert budget(
        "上年: {收入总计: 1.123456, 支出总计: 999999999999.999, 一般公共预算支出: 0}\n"
    ).last_year.general
    assets = budget("国有资产: {截至日期: 2024-01-01, 车辆: {编制: 3.0}}\n").assets
    assert assets is not None
    assert assets.vehicles.quota is not None
    assert assets.vehicles.quota.value == 3
