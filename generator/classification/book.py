"""科目表/<year>.csv: the official book of a year, as the finance bureau gave it, beside the budgets.

It wins over what the package knows: its names are printed, its codes are known.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.source import limits
from generator.source.gate import MissingError, Sort, content_within

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
    """Its codes and names. Lines that are none are left out: `codes import` writes none."""
    text = book.data.decode("utf-8-sig", "replace")
    rows = csv.reader(io.StringIO(text))
    return {row[0].strip(): row[1].strip() for row in rows if len(row) > 1 and row[0].strip().isdecimal()}


def book_text(names: Iterable[tuple[str, str]]) -> str:
    """A book with these codes and names, by code."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(sorted(names))
    return out.getvalue()
