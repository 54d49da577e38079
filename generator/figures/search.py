"""Finding figures as people name them: by id, by printed words, or by a number that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from generator.figures.asked import NUMBER, as_typed, asked_otherwise, nearest_amounts, without_years
from generator.figures.book import Book, UnknownFigureError
from generator.figures.disclosure import Disclosure
from generator.figures.figure import Figure, Unit
from generator.source.nearest import close_matches

_AMOUNT = ("金额", "合计", "总计", "小计", "总额", "预算数")
"""Words for the one amount of a row."""
_COMPUTED = re.compile(r"\w+\([^,]+, ")
"""The name of what is computed from two figures, whose names it holds: 比重(…, …)."""


def find_figures(disclosure: Disclosure, text: str) -> list[Figure]:
    """The figures that `text` means, in the order of the book.

    `text` is an id (号/2010350/基本支出), its parts parted by points or blanks, a number as it is printed
    (5360.79 or 5,360.79), or words: those of the ids, and what is printed beside a cell, the title of its
    table, the name of its row, the head of its column. Raises UnknownFigureError.
    """
    book, name = disclosure.book, text.strip()
    for way in dict.fromkeys((name, as_typed(name))):
        if found := _found(disclosure, way):
            return found
    names = "\n".join(_vocabulary(disclosure))
    if found := asked_otherwise(book, disclosure.budget.year, name, partial(by_words, disclosure), names):
        return found
    try:
        return [book[name]]
    except UnknownFigureError as error:
        plain = without_years(name)
        own = [plain] if plain and plain != as_typed(name) and by_words(disclosure, plain.split()) else []
        close = own or nearest_amounts(book, name) or _nearest(disclosure, plain.split()) or error.close
        raise UnknownFigureError(name, close, as_they_are=True) from None


def _found(disclosure: Disclosure, name: str) -> list[Figure]:
    """The figures of that id, number or words; none where there are none."""
    book = disclosure.book
    if (number := NUMBER.fullmatch(name.replace(",", ""))) and (
        found := _printed_with_unit(book, *number.groups())
    ):
        return found
    for candidate in (name, re.sub(r"\s+", "/", name)):
        if candidate in book or candidate.replace(".", "/") in book:
            return [book[candidate]]
    return by_words(disclosure, name.split()) if name else []


def _printed_with_unit(book: Book, number: str, unit: str) -> list[Figure]:
    """Every figure that is printed as `number` in `unit`; what is counted has whatever unit words give it."""
    found = printed_as(book, number)
    known = {str(one) for one in Unit} - {Unit.COUNT}
    if not unit:
        return found
    return [
        figure
        for figure in found
        if figure.unit_printed == unit or (unit not in known and figure.unit is Unit.COUNT)
    ]


def by_words(disclosure: Disclosure, words: list[str]) -> list[Figure]:
    """The figures that all `words` are said of; where each is a whole name of some, those alone.

    What is computed from figures has their names in its own, and is found where they are not.
    """
    beside = printed_beside(disclosure)
    holding: list[Figure] = []
    exact: list[Figure] = []
    for figure in disclosure.book:
        names = {*figure.id.split("/"), *beside.get(figure.id, ())}
        if all(word in figure.id or any(word in name for name in names) for word in words):
            holding.append(figure)
            exact += [figure] if names.issuperset(words) else []
    plain = [figure for figure in holding if not _COMPUTED.match(figure.id)]
    return exact or _amount_of_row(disclosure, words, beside) or plain or holding


def _amount_of_row(disclosure: Disclosure, words: list[str], beside: dict[str, set[str]]) -> list[Figure]:
    """The cell of the row that `words` name, where they call its amount otherwise than the column's head."""
    *row, last = words
    if not row or last not in _AMOUNT:
        return []
    named = (figure for figure in disclosure.book if figure.id in beside)
    found = [f for f in named if {*f.id.split("/"), *beside[f.id]}.issuperset(row)]
    amounts = [figure for figure in found if figure.id.rpartition("/")[2] in _AMOUNT]
    return amounts if len(amounts) == 1 and len({_row_of(figure) for figure in found}) == 1 else []


def _row_of(figure: Figure) -> str:
    return figure.id.rpartition("/")[0]


def columns_beside(disclosure: Disclosure, words: list[str]) -> tuple[str, list[str]] | None:
    """(words of a row or a table, its columns), where one more of `words` is none of these.

    None where what is left without one of `words` is in no table, or in several.
    """
    beside = printed_beside(disclosure)
    for number in reversed(range(len(words))):
        row = [*words[:number], *words[number + 1 :]]
        found = [figure for figure in by_words(disclosure, row) if figure.id in beside] if row else []
        if found and len({figure.id.partition("/")[0] for figure in found}) == 1:
            return " ".join(row), list(dict.fromkeys(f.id.rpartition("/")[2] for f in found))
    return None


def printed_beside(disclosure: Disclosure) -> dict[str, set[str]]:
    """What is printed beside every cell, by the id of its figure."""
    beside: dict[str, set[str]] = {}
    for table in disclosure.tables.values():
        for row in table.rows:
            texts: list[str] = []
            complete = False
            for column, cell in zip(table.columns, row.cells, strict=True):
                if cell.figure is None:
                    texts = [] if complete else texts
                    complete = False
                    texts += [cell.text] if cell.text else []
                    continue
                complete = True
                names = beside.setdefault(cell.figure.id, set())
                names.update((table.title, *texts, *(head.replace("/", "") for head in column.path)))
    return beside


def _nearest(disclosure: Disclosure, words: list[str]) -> list[str]:
    """`words` with those that are said of no figure replaced by names like them."""
    known = dict.fromkeys(_vocabulary(disclosure))
    found = [""]
    for word in words:
        close = [word] if by_words(disclosure, [word]) else close_matches(word, known, n=3, cutoff=0.5)
        found = [f"{before} {one}".strip() for before in found for one in close][:9]
    return [phrase for phrase in found if phrase.split() != words and by_words(disclosure, phrase.split())][
        :3
    ]


def _vocabulary(disclosure: Disclosure) -> Iterator[str]:
    yield from disclosure.tables
    for figure in disclosure.book:
        if not _COMPUTED.match(figure.id):
            yield from figure.id.split("/")
    for names in printed_beside(disclosure).values():
        yield from sorted(names)


def printed_as(book: Book, number: str) -> list[Figure]:
    """Every figure that is printed as `number` (without thousands separators, sign left out).

    Where there is none, every figure that is printed as another writing of it: 18300.7 for 18300.70.
    """
    wanted = number.lstrip("-")
    printed = [
        (figure.printed.replace(",", "").lstrip("-"), figure) for figure in book if not figure.unwritten
    ]
    found = [figure for text, figure in printed if text == wanted]
    return found or [figure for text, figure in printed if Decimal(text) == Decimal(wanted)]


def example_of(book: Book) -> str:
    """The id of a figure, to show how one is written: a total of 基本支出 if a table has one."""
    ids = [figure.id for figure in book if figure.id.count("/") == 2]
    return next((name for name in ids if name.endswith("/合计/基本支出")), ids[0] if ids else "政府采购/合计")


def reference_to(name: str) -> str:
    """The figure `name` as an author refers to it."""
    return f"{{{{ {name.replace('/', '.')} }}}}"
