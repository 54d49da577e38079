"""Tables as CSV for everybody: UTF-8 with the mark by which Excel knows it, one line of heads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from generator.figures import Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool]) -> bytes:
    """A file; words that a spreadsheet would take for a formula stand behind an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_harmless(head) for head in heads])
    for row in rows:
        writer.writerow([cell if n else _harmless(cell) for cell, n in zip(row, numeric, strict=True)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def table_csv(table: Table) -> bytes:
    """A table as printed, totals and all; amounts without separators, and blank where a mark says 0."""
    numeric = [column.numeric for column in table.columns]
    rows = (
        [_number(cell) if n else cell for cell, n in zip(row, numeric, strict=True)]
        for row in table.printed_rows()
    )
    return to_csv(table_heads(table), rows, numeric)


def _number(cell: str) -> str:
    return cell.replace(",", "") if any(letter.isdigit() for letter in cell) else ""


def table_heads(table: Table) -> list[str]:
    """One head for each column, each once: all that stands over it."""
    heads: list[str] = []
    for column in table.columns:
        head = " ".join(part.replace("/", "") for part in column.path)
        same = sum(other == head or other.startswith(f"{head}#") for other in heads)
        heads.append(f"{head}#{same + 1}" if same else head)
    return heads
