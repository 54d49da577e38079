"""科目表/<year>.csv: the official book of a year, as the finance bureau gave it, beside the budgets.

It wins over what the package knows: its names are printed, its codes are known.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.source import limits
from generator.source.gate import MissingError, RefusedError, Sort, content_within

BOOKS = "科目表"
HEAD = ("代码", "名称")
CSV = Sort("科目表（CSV）", limits.SUBJECT_BOOK)


class FoundBook(NamedTuple):
    """A book, read once, and where it lies."""

    path: Path
    data: bytes


def find_book(folder: Path, year: int) -> FoundBook | None:
    """The book of `year` for the budget in `folder`: in it, beside it, or beside the folders of the years."""
    above = Path(os.path.realpath(folder))
    for place in (above, *above.parents[:2]):
        with contextlib.suppress(MissingError):
            name = f"{BOOKS}/{year}.csv"
            return FoundBook(place / name, content_within(place, name, CSV))
    return None


def read_book(book: FoundBook) -> dict[str, str]:
    """Its codes and names. Lines that are none are left out: `codes import` writes none.

    Raises RefusedError where there are no lines to be found.
    """
    rows = rows_of(book.data.decode("utf-8-sig", "replace"), str(book.path))
    return {row[0].strip(): row[1].strip() for row in rows if len(row) > 1 and row[0].strip().isdecimal()}


def rows_of(text: str, name: str, mark: str = ",") -> Iterator[list[str]]:
    """The rows of a CSV file that people know as `name`, whose cells `mark` parts.

    Raises RefusedError for one that is none.
    """
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        yield from lines
    except csv.Error:
        why = f"的第 {lines.line_num} 行读不出来：有一格太长，多半是少了一个引号"
        raise RefusedError(why, "改正后再试", name) from None


def book_text(names: Iterable[tuple[str, str]]) -> str:
    """A book with these codes and names, by code."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(sorted(names))
    return out.getvalue()
