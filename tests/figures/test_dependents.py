"""Dependents: what follows from a figure, and by which way."""

from __future__ import annotations

from decimal import Decimal

from generator.figures import Book, Unit
from generator.figures.dependents import Dependents
from tests.budgets import disclosed


def test_what_follows_is_found_with_the_chain_between() -> None:
    """A sum of a sum has the sum between; the shortest way counts."""
    book = Book()
    one, other = (book.leaf(name, Decimal(1), Unit.MONEY, None) for name in ("甲", "乙"))
    whole = book.total("和", [one, other])
    share = book.share(one, whole)
    doubled = book.total("两倍", [whole, whole])
    assert Dependents(book).of(["甲"]) == {"和": (), share.id: (), doubled.id: ("和",)}
    assert Dependents(book).of(["乙"]) == {"和": (), share.id: ("和",), doubled.id: ("和",)}
    assert Dependents(book).of([share.id]) == {}


def test_a_count_follows_from_what_there_is_and_not_from_what_it_is_worth() -> None:
    """Another amount leaves the number of amounts as it was, and so all that follows from that number."""
    book = Book()
    one = book.leaf("甲", Decimal(1), Unit.MONEY, None)
    count, whole = book.count("数", [one]), book.total("和", [one])
    book.total("数之和", [count], Unit.COUNT)
    assert set(Dependents(book).of(["甲"])) == {"数", "和", "数之和"}
    assert set(Dependents(book).of(["甲"], values_only=True)) == {whole.id}


def test_every_cell_of_a_real_book_follows_from_its_parts() -> None:
    """Followed down and then back up, a cell is reached again."""
    disclosure = disclosed()
    dependents = Dependents(disclosure.book)
    cell = disclosure.book["表三/合计/合计"]
    leaves = [figure for figure in disclosure.book if figure.id.startswith("支出/2010350")]
    assert leaves
    assert all(cell.id in dependents.of([leaf.id]) for leaf in leaves)
