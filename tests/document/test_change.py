"""Words follow the figures: 增加, 减少, 持平, and what is said when last year was 0 or is unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.document import compose
from generator.document.change import change
from generator.document.wording import magnitude, ordinal
from generator.figures import Book, Unit
from tests.budgets import disclosed, spoiled
from tests.html_tables import text_of


def _income_sentence(last: str, reason: str = "") -> str:
    """The printed sentence on 收入总计, which is 137.00, against `last`."""
    text = spoiled("\n收入:\n", f"\n上年: {{{last}}}\n说明: {{收入变动原因: {reason or '~'}}}\n收入:\n")
    text = text.replace("说明: {收入变动原因: ~}\n", "")
    html = next(s for s in compose(disclosed(text)).sections if s.key == "explanations-1").html
    return next(line for line in text_of(html).splitlines() if "上年结转收入" in line)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("收入总计: 100.00", "收入总计137.00万元，比上年增加37.00万元，增长37.00%。"),
        ("收入总计: 1370.00", "收入总计137.00万元，比上年减少1,233.00万元，下降90.00%。"),
        ("收入总计: 137.00", "收入总计137.00万元，与上年持平。"),
        ("收入总计: 0", "收入总计137.00万元，上年没有预算，比上年增加137.00万元。"),
        ("支出总计: 1.00", "上年结转收入7.00万元。"),
        ("收入总计: 136.99", "收入总计137.00万元，比上年增加0.01万元，增长0.01%。"),
    ],
)
def test_the_words_follow_the_figures(last: str, words: str) -> None:
    """The sign decides the words; from 0 there is no percentage; equal is 持平; unknown is not compared."""
    assert _income_sentence(last).endswith(words)


def test_the_reason_follows_the_change() -> None:
    """The author gives the reason, after the words 主要原因是."""
    assert _income_sentence("收入总计: 100.00", "人员增加。").endswith("增长37.00%，主要原因是人员增加。")


def test_what_prints_the_same_has_not_changed() -> None:
    """Two years that print the same figure are 持平, whatever their digits below the cent."""
    assert _income_sentence("收入总计: 136.9999").endswith("收入总计137.00万元，与上年持平。")


@pytest.mark.parametrize(
    ("now", "before", "difference", "growth", "words"),
    [
        ("3", "2", "1.00", "50.00", ("增加", "增长")),
        ("1", "2", "-1.00", "-50.00", ("减少", "下降")),
        ("1", "0", "1.00", None, ("增加", "增长")),
    ],
)
def test_a_change_has_its_figures(
    now: str, before: str, difference: str, growth: str | None, words: tuple[str, str]
) -> None:
    """Difference and growth are figures like any other."""
    book = Book()
    this = book.leaf("今年", Decimal(now), Unit.MONEY, None)
    book.leaf("上年", Decimal(before), Unit.MONEY, None)
    moved = change(book, this, "上年")
    assert moved is not None
    assert not moved.none
    assert moved.difference.printed == difference
    assert (moved.growth.printed if moved.growth else None) == growth
    assert (moved.direction, moved.rate_direction) == words
    assert moved.difference.id in book


def test_an_unknown_last_year_is_no_change() -> None:
    """Without last year's figure there is nothing to say."""
    book = Book()
    assert change(book, book.leaf("今年", Decimal(1), Unit.MONEY, None), "上年") is None


def test_a_magnitude_has_no_sign() -> None:
    """减少 is said in words, so the number stands without a minus."""
    book = Book()
    left, right = (
        book.leaf(name, Decimal(value), Unit.MONEY, None) for name, value in (("甲", "1"), ("乙", "2000"))
    )
    assert text_of(magnitude(book.difference(left, right))) == "1,999.00万元"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (30, "三十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_ordinals(number: int, written: str) -> None:
    """一 to 九千九百九十九, as items are numbered."""
    assert text_of(ordinal(number)) == written


def test_ordinals_differ() -> None:
    """No two numbers are written the same."""
    assert len({ordinal(number) for number in range(1, 10_000)}) == 9_999
