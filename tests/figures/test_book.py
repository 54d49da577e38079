"""The book (账): every figure once, and figures made from figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures import Book, Figure, Formula, Unit
from generator.figures.book import UnknownFigureError
from generator.source import Place, SourceText

PLACE = Place(SourceText("预算.yaml", "", "预算.yaml"), 3, 5)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=6)
SOME = st.decimals(min_value="0.01", max_value=10**9, places=2)


def _leaf(book: Book, value: str | Decimal, name: str = "甲") -> Figure:
    return book.leaf(name, Decimal(value), Unit.MONEY, PLACE)


def test_a_leaf_knows_where_it_was_written() -> None:
    """The origin of a number that an author wrote is its place."""
    book = Book()
    leaf = _leaf(book, "1.5")
    assert book["甲"] is leaf
    assert (leaf.value, leaf.unit, leaf.origin) == (Decimal("1.5"), Unit.MONEY, PLACE)


def test_leaves_of_one_name_are_all_kept() -> None:
    """Two lines for the same 科目 are two figures; the later ones get a number."""
    book = Book()
    names = [_leaf(book, value, "支出/2010350").id for value in ("1", "2", "3")]
    assert names == ["支出/2010350", "支出/2010350#2", "支出/2010350#3"]
    assert [figure.value for figure in book] == [1, 2, 3]


@given(st.lists(AMOUNTS))
def test_a_total_is_the_exact_sum(amounts: list[Decimal]) -> None:
    """Totals add exact values, not printed ones, and know their parts."""
    book = Book()
    parts = [_leaf(book, amount) for amount in amounts]
    total = book.total("合计", parts)
    assert total.value == sum(amounts)
    assert total.origin == (Formula("和", tuple(parts)) if parts else None)


def test_the_total_may_differ_from_the_sum_of_what_is_printed() -> None:
    """Each number is rounded on its own, so 0.005 + 0.005 prints as 0.01 below 0.01 and 0.01."""
    book = Book()
    parts = [_leaf(book, "0.005"), _leaf(book, "0.005")]
    assert [part.printed for part in [*parts, book.total("合计", parts)]] == ["0.01", "0.01", "0.01"]


@given(AMOUNTS, AMOUNTS)
def test_a_difference_is_exact(left: Decimal, right: Decimal) -> None:
    """左 − 右, with its sign."""
    book = Book()
    figure = book.difference(_leaf(book, left, "左"), _leaf(book, right, "右"))
    assert figure.value == left - right
    assert isinstance(figure.origin, Formula)
    assert figure.origin.operator == "差"


@given(AMOUNTS, SOME)
def test_a_share_is_in_per_cent(part: Decimal, whole: Decimal) -> None:
    """占比: the part in per cent of the whole, two decimals when printed."""
    book = Book()
    share = book.share(_leaf(book, part, "部分"), _leaf(book, whole, "整体"))
    assert share is not None
    assert share.unit is Unit.PERCENT
    assert abs(share.value * whole - part * 100) <= Decimal("1e-20") * max(part, whole, Decimal(1))


@pytest.mark.parametrize("part", ["0", "1"])
def test_there_is_no_share_of_nothing(part: str) -> None:
    """Where the whole is 0 there is nothing to say, as of a growth from 0."""
    book = Book()
    assert book.share(_leaf(book, part, "部分"), _leaf(book, "0", "整体")) is None


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        ("5360.79", "46785.10", "11.46"),
        ("2.60", "18300.70", "0.01"),
        ("1", "3", "33.33"),
        ("1", "1", "100.00"),
    ],
)
def test_known_shares(part: str, whole: str, printed: str) -> None:
    """Shares as published for 2024."""
    book = Book()
    share = book.share(_leaf(book, part, "部分"), _leaf(book, whole, "整体"))
    assert share is not None
    assert share.printed == printed


@pytest.mark.parametrize(
    ("now", "before", "printed"),
    [
        ("46785.10", "140956.35", "-66.81"),
        ("18300.70", "27503.04", "-33.46"),
        ("2", "1", "100.00"),
        ("1", "1", "0"),
    ],
)
def test_growth_is_against_last_year(now: str, before: str, printed: str) -> None:
    """增减率: the change in per cent of last year's figure."""
    book = Book()
    growth = book.growth(_leaf(book, now, "今年"), _leaf(book, before, "上年"))
    assert growth is not None
    assert growth.printed == printed


def test_nothing_grows_from_nothing() -> None:
    """Where last year was 0 there is no percentage."""
    book = Book()
    assert book.growth(_leaf(book, "1", "今年"), _leaf(book, "0", "上年")) is None


def test_yuan_become_wan_yuan_exactly() -> None:
    """元 ÷ 10000, to the last 分."""
    book = Book()
    figure = book.in_wan_yuan(book.leaf("年度资金", Decimal("2734251"), Unit.YUAN, PLACE))
    assert (figure.value, figure.unit, figure.printed) == (Decimal("273.4251"), Unit.MONEY, "273.43")


def test_a_count_counts() -> None:
    """个数: how many operands, each of them known."""
    book = Book()
    parts = [_leaf(book, "5"), _leaf(book, "7")]
    count = book.count("项目/个数", parts)
    assert (count.printed, count.unit) == ("2", Unit.COUNT)
    assert count.origin == Formula("个数", tuple(parts))


def test_the_same_formula_is_the_same_figure() -> None:
    """A share asked for twice, in a sentence and in a chart, is one figure."""
    book = Book()
    part, whole = _leaf(book, "1", "部分"), _leaf(book, "3", "整体")
    assert book.share(part, whole) is book.share(part, whole)


@pytest.mark.parametrize("name", ["表三/合计/基本支出", "表三.合计.基本支出", "表三.合计/基本支出"])
def test_names_may_have_points(name: str) -> None:
    """Authors write points where ids have slashes."""
    book = Book()
    leaf = _leaf(book, "1", "表三/合计/基本支出")
    assert book[name] is leaf


def test_a_name_with_a_point_in_it_is_found() -> None:
    """An id that has a point itself, as project names do, is found either way."""
    book = Book()
    leaf = _leaf(book, "1", "项目/V2.0升级/金额")
    assert book["项目/V2.0升级/金额"] is book["项目.V2.0升级.金额"] is leaf


def test_an_unknown_name_suggests_close_ones() -> None:
    """A slip of the pen is answered with the figures most like it."""
    book = Book()
    _leaf(book, "1", "表三/合计/基本支出")
    with pytest.raises(UnknownFigureError) as caught:
        book["表三.合计.基本支岀"]
    assert caught.value.name == "表三.合计.基本支岀"
    assert caught.value.close == ["表三/合计/基本支出"]
    assert "表三/合计/基本支岀" not in book


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("46785.1", Unit.MONEY, "46,785.10"),
        ("0", Unit.MONEY, "0"),
        ("11.458", Unit.PERCENT, "11.46"),
        ("2734251", Unit.YUAN, "2,734,251"),
        ("2734251.5", Unit.YUAN, "2,734,251.50"),
        ("0", Unit.YUAN, "0"),
        ("132", Unit.COUNT, "132"),
        ("5000", Unit.AREA, "5000"),
        ("1234.50", Unit.AREA, "1234.5"),
    ],
)
def test_a_figure_prints_by_its_unit(value: str, unit: Unit, printed: str) -> None:
    """Money and shares have two decimals, 元 only separators, counts and areas neither."""
    assert Figure("数", Decimal(value), unit).printed == printed


def test_two_values_never_share_a_name() -> None:
    """A second total of the same name is the same figure only if it is worth the same."""
    book = Book()
    one, other = _leaf(book, "1", "一"), _leaf(book, "2", "二")
    assert book.total("合计", [one]) is book.total("合计", [one])
    second = book.total("合计", [other])
    assert (second.id, second.value, book["合计"].value) == ("合计#2", 2, 1)
    assert book["合计#2"] is second


def test_the_same_number_in_another_unit_is_another_figure() -> None:
    """One name, one value, but 万元 here and a count there: both are kept."""
    book = Book()
    one = _leaf(book, "1", "一")
    money, number = book.total("合计", [one]), book.total("合计", [one], Unit.COUNT)
    assert (money.id, money.unit, number.id, number.unit) == ("合计", Unit.MONEY, "合计#2", Unit.COUNT)


def test_what_is_less_than_half_alike_is_not_suggested() -> None:
    """Two names of which half of the characters agree are close; fewer are a guess."""
    book = Book()
    _leaf(book, "1", "甲乙丙丁")
    for wrong, close in (("甲乙戊己", ["甲乙丙丁"]), ("甲戊己庚", [])):
        with pytest.raises(UnknownFigureError) as caught:
            book[wrong]
        assert caught.value.close == close
