"""Charts: every item that is not nil, largest first, with amount and share in figures and in words."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from generator.document.charts import Bar, alternative_text, bars
from generator.document.charts import chart as chart_of
from generator.document.measures import measures
from generator.figures import Book, Unit, load_profile
from tests.html_tables import text_of

MEASURES = measures(load_profile("shanxi-2024"))
AMOUNTS = st.lists(st.decimals(min_value=0, max_value=10**6, places=2), max_size=20)


def chart(title: str, items: list[Bar]) -> str:
    """The chart of `items`."""
    return chart_of(title, bars(items), MEASURES)


def _items(amounts: list[Decimal], name: str = "项目") -> list[Bar]:
    book = Book()
    leaves = [book.leaf(f"{name}{index}", value, Unit.MONEY, None) for index, value in enumerate(amounts)]
    whole = book.total("合计", leaves)
    return [Bar(leaf.id, leaf, book.share(leaf, whole)) for leaf in leaves]


@given(AMOUNTS)
def test_every_item_has_a_bar(amounts: list[Decimal]) -> None:
    """None is lost but those that are nil, and the longest stands first."""
    shown = bars(_items(amounts))
    values = [bar.amount.value for bar in shown]
    assert values == sorted((amount for amount in amounts if amount), reverse=True)


@given(AMOUNTS)
def test_no_bar_is_too_long_or_vanishes(amounts: list[Decimal]) -> None:
    """Bars lie within the chart, in proportion, and even one of 0.01 % can be seen."""
    drawn = chart("图", _items(amounts))
    if len(set(amounts) - {0}) < 2:
        assert drawn == ""
        return
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"[^>]*fill="#6', drawn)]
    assert len(widths) == len([amount for amount in amounts if amount])
    assert all(0.1 < width < 156 for width in widths)
    assert widths == sorted(widths, reverse=True)


def test_a_chart_says_its_numbers() -> None:
    """Title, names, amounts and shares stand in it."""
    said = text_of(chart("结构图", _items([Decimal("0.01"), Decimal("99.99")])))
    for part in ("结构图", "项目0", "项目1", "99.99万元", "99.99%", "0.01万元", "0.01%"):
        assert part in said


def test_a_chart_has_its_words() -> None:
    """What it shows is also said in words, for those who cannot see it."""
    items = _items([Decimal(1), Decimal(3), Decimal(0)])
    assert alternative_text("图", bars(items)) == "图：项目13.00万元，占75.00%；项目01.00万元，占25.00%。"
    assert alternative_text("图", bars(items)) in text_of(chart("图", items))


def test_nothing_makes_no_chart() -> None:
    """Where all items are nil, or there is nothing to compare them with, there is no chart."""
    assert chart("图", _items([Decimal(5)])) == ""
    assert chart("图", _items([Decimal(5)] * 3)) == ""
    assert chart("图", _items([Decimal(0)])) == ""
    assert chart("图", []) == ""


def test_names_are_not_markup() -> None:
    """A name with signs of markup is printed as it stands."""
    drawn = chart("<b>图</b>", _items([Decimal(1), Decimal(2)], "<i>甲&乙"))
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "<i>甲&乙0" in text_of(drawn)


def test_a_small_share_is_not_nothing() -> None:
    """What is not nil is not told as 0.00 %."""
    assert "<0.01%" in text_of(chart("图", _items([Decimal("0.01"), Decimal(1000000)])))


def test_what_is_said_of_a_bar_stands_at_its_end() -> None:
    """Each amount begins right of its bar, and the last words of the longest end within the chart."""
    drawn = chart("图", _items([Decimal(3), Decimal(1)]))
    ends = [
        float(x) + float(w) for x, w in re.findall(r'<rect x="([\d.]+)"[^>]*width="([\d.]+)"[^>]*#6b', drawn)
    ]
    begins = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*start', drawn)]
    assert [round(begin - end, 3) for begin, end in zip(begins[::2], ends, strict=True)] == [2.0, 2.0]
    assert max(begins) < 150


def test_charts_are_whole_lines_high() -> None:
    """Of the pitch of the style sheet exactly: a hair more would push a line off the page."""
    for count in range(2, 26):
        drawn = chart("图", _items([Decimal(number + 1) for number in range(count)]))
        [height] = re.findall(r'height="([\d.]+)mm"', drawn)
        assert Decimal(height) % Decimal(str(MEASURES.pitch)) == 0
