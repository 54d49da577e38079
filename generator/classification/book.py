"""科目表/<year>.csv: the official book of a year, as the finance bureau gave it, beside the budgets.

It wins over what the package knows: its names are printed, its codes are known.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

BOOKS = "科目表"
HEAD = ("代码", "名称")
MAX_BYTES = 4 * 1024 * 1024


def find_book(folder: Path, year: int) -> Path | None:
    """The book of `year` for the budget in `folder`: in it, beside it, or beside the folders of the years."""
    above = folder.resolve()
    for place in (above, *above.parents[:2]):
        path = place / BOOKS / f"{year}.csv"
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            return path
    return None


def read_book(path: Path) -> dict[str, str]:
    """Its codes and names. Lines that are none are left out: `codes import` writes none."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    rows = csv.reader(io.StringIO(text))
    return {row[0].strip(): row[1].strip() for row in rows if len(row) > 1 and row[0].strip().isdecimal()}


def book_text(names: Iterable[tuple[str, str]]) -> str:
    """A book with these codes and names, by code."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(sorted(names))
    return out.getvalue()
