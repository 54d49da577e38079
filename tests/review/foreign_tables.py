"""Tables as other programs print them: ruled or not, over pages with repeated heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from generator.figures import load_profile
from generator.press.engine import Engine
from generator.review.entry import Entry
from generator.review.foreign import foreign_entries
from generator.review.sheets import Sheets
from tests.oracle.printer import write

HEAD = ("科目编码", "科目名称", "合计", "财政拨款", "其他收入")
Row = tuple[str, ...]


@dataclass(frozen=True)
class Style:
    """How tables are printed."""

    ruled: bool = True
    size: str = "12pt"


@cache
def engine() -> Engine:
    """One for all tests."""
    return Engine(load_profile("shanxi-2024").folder)


def table(rows: Sequence[Row], style: Style, head: Sequence[str] = HEAD) -> str:
    """A table with a head that every page repeats."""
    line = "1px solid #000" if style.ruled else "none"
    cell = f'style="border: {line}; padding: 1mm 3mm; text-align: left; font-size: {style.size}"'
    body = "".join("<tr>" + "".join(f"<td {cell}>{text}</td>" for text in row) + "</tr>" for row in rows)
    heads = "".join(f"<th {cell}>{text}</th>" for text in head)
    return (
        '<table style="border-collapse: collapse">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def paper(body: str) -> Sheets:
    """`body` printed, with nothing inside that says where it comes from."""
    return Sheets(write(engine(), engine().lay_out(body, "text", 1)))


def differences(old: str, new: str) -> list[Entry]:
    """What is told of two printed bodies."""
    return foreign_entries(paper(old), paper(new))


def told(entries: Sequence[Entry]) -> list[str]:
    """Entries in words: [-gone-]{+come+}, blanks left out."""
    signs = {"同": "{}", "删": "[-{}-]", "增": "{{+{}+}}"}
    words = ("".join(signs[kind].format("".join(run.split())) for kind, run in e.runs) for e in entries)
    return [f"{entry.title[:2]} {text}" for entry, text in zip(entries, words, strict=True)]
