"""Dependents: what follows from a figure, and by which way."""

from __future__ import annotations

from decimal import Decimal

from generator.figures import Book, Unit
from generator.figures.dependents import Dependents, Inputs
from generator.source import Place, SourceText
from tests.budgets import disclosed

HERE = Place(SourceText("局/预算.yaml", ""), 1, 1)


def test_what_follows_is_found_with_the_chain_between() -> None:
    """A sum of a sum has the sum between; the shortest way counts."""
    book = Book()
    one, other = (book.leaf(name, Decimal(1), Unit.MONEY, None) for name in ("甲", "乙"))
    whole = book.total("和", [one, other])
    share = book.share(one, whole)
    assert share is not None
    doubled = book.total("两倍", [whole, whole])
    assert Dependents(book).of(["甲"]) == {"和": (), share.id: (), doubled.id: ("和",)}
    assert Dependents(book).of(["乙"]) == {"和": (), share.id: ("和",), doubled.id: ("和",)}
    assert Dependents(book).of([share.id]) == {}


def test_a_count_follows_from_what_there_is_and_not_from_what_it_is_worth() -> None:
    """Another amount leaves the number of amounts as it was, and so all that follows from that number."""
    book = Book()
    one = book.leaf("甲", Decimal(1), Unit.MONEY, HERE)
    count, whole = book.count("数", [one]), book.total("和", [one])
    counted = book.total("数之和", [count], Unit.COUNT)
    inputs = Inputs(book)
    assert set(Dependents(book).of(["甲"])) == {"数", "和", "数之和"}
    assert inputs.of(whole) == inputs.of(one) == {"甲": (one, Decimal(1), "")}
    assert inputs.of(count) == inputs.of(counted) == {"甲": (one, None, "")}
    share = book.share(whole, count)
    assert share is not None
    assert inputs.of(share) == {"甲": (one, Decimal(1), "01")}


def test_last_years_figures_are_not_this_years() -> None:
    """A figure of last year's book has an id that this year's may have too; it is another figure."""
    before, book = Book(), Book()
    last = before.leaf("甲", Decimal(2), Unit.MONEY, HERE)
    now = book.leaf("甲", Decimal(1), Unit.MONEY, HERE)
    taken = book.total("上年/甲", [before.total("和", [last])])
    both = book.difference(now, taken)
    assert set(Dependents(book).of(["甲"])) == {both.id}
    assert dict(Inputs(book).of(both)) == {
        "甲": (now, Decimal(1), "0"),
        "上年预算/甲": (last, Decimal(2), "1"),
    }


def test_every_cell_of_a_real_book_follows_from_its_parts() -> None:
    """Followed down and then back up, a cell is reached again."""
    disclosure = disclosed()
    dependents = Dependents(disclosure.book)
    cell = disclosure.book["表三/合计/合计"]
    leaves = [figure for figure in disclosure.book if figure.id.startswith("支出/2010350")]
    assert leaves
    assert {leaf.id for leaf in leaves} <= set(Inputs(disclosure.book).of(cell))
    assert all(cell.id in dependents.of([leaf.id]) for leaf in leaves)
