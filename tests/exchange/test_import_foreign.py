"""A budget laid out as strangers lay theirs out is read back right, or what is not is told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from generator.exchange.importer.workbook import Imported, read_grids
from generator.exchange.tree import items, leaves, mapping, text_at
from tests.exchange.foreign_books import Book, Key, books, summed


def units_of(result: Imported, book: Book) -> dict[str, str]:
    """The names of units by the code that the budget gives them; "" for the only one."""
    named = {text_at(unit, "代码"): text_at(unit, "名称") for unit in items(result.tree, "单位")}
    return named if len(named) > 1 else {"": book.named[0]}


def read_back(result: Imported, book: Book) -> Book:
    """The amounts that an import gave, as those that were laid out."""
    names, tree = units_of(result, book), result.tree

    def amounts(key: str, *told: str) -> Iterator[tuple[Key, Decimal]]:
        for line in items(tree, key):
            unit = names.get(text_at(line, "单位"), "？")
            for path, leaf in leaves(line):
                if isinstance(leaf.value, Decimal):
                    said = () if path[-1] == "金额" else (str(path[-1]),)
                    yield (unit, *(text_at(line, one) for one in told), *said), leaf.value

    def of_items() -> Iterator[tuple[Key, Decimal]]:
        parts = [(text_at(part, "单位"), part) for part in items(tree, "分单位")]
        for code, part in parts or [("", tree)]:
            for item, node in mapping(part, "三公经费").items():
                for _, leaf in leaves(node):
                    yield (names.get(code, "？"), str(item)), leaf.number

    return Book(
        book.units,
        summed(amounts("支出", "科目", "性质")),
        summed(amounts("项目", "名称")),
        summed(amounts("基本支出", "经济科目")),
        summed(of_items()),
    )


def check(book: Book) -> None:
    """Raise AssertionError where an amount was lost in silence."""
    if not book.grids:
        return
    result = read_grids(book.grids, Path("2024.xlsx"))
    found = read_back(result, book)
    told = [f"{one.code} {one.message}" for one in result.log.findings if one.code != "E12"]
    told += [str(one) for one in result.log.unused]
    for key in ("money", "projects", "economic", "items"):
        got, wanted = getattr(found, key), getattr(book, key)
        assert got == wanted or told, (key, got, wanted, told)
    assert not told or book.unlike, told


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(books())
def test_a_strangers_workbook_is_read_back(book: Book) -> None:
    """Whatever the words and the order of its columns, however units are told apart."""
    check(book)
