"""Foreign tables as other programs write them: rows are what stands beside each other, in whatever order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from generator.review.entry import Entry
from generator.review.foreign import foreign_entries
from generator.review.page_lines import page_lines
from generator.review.sheets import Sheets
from tests.review.foreign_tables import Row, told
from tests.review.test_foreign_layouts import page

LEFTS = (0, 60, 250, 340, 420)
Word = tuple[float, float, str]
"""Points from the left and from above, and what is written there."""


def sheet(words: Sequence[Word], lines: str = "") -> str:
    """A page with words at their places, listed in their order."""
    placed = "".join(f'<i style="left: {x}pt; top: {y}pt">{text}</i>' for x, y, text in words)
    css = "i { position: absolute; font: normal 10pt 'GW Song'; white-space: pre; line-height: 12pt }"
    box = "position: relative; height: 240mm; break-after: page"
    return f'<style>{css}</style><div style="{box}">{placed}{lines}</div>'


def row(top: float, cells: Row, below: float = 12, *, middle: bool = False) -> Iterator[Word]:
    """Cells at their columns; one of several lines has `|` in it, and others may stand beside its middle."""
    most = max(len(cell.split("|")) for cell in cells)
    for left, cell in zip(LEFTS, cells, strict=True):
        parts = cell.split("|")
        shift = (most - len(parts)) * below / 2 if middle else 0
        yield from ((left, top + shift + index * below, part) for index, part in enumerate(parts))


def rows(amount: str, name: str = "行政运行") -> list[Row]:
    """Rows of which one has the amount and the name that are given."""
    whole: list[Row] = [
        (f"20801{i:02}", f"虚构科目第{i}项", f"{i}1.50", f"{i}1.00", "0.50") for i in range(1, 9)
    ]
    whole[3] = (whole[3][0], name, amount, *whole[3][3:])
    return whole


def listed(cells: Sequence[Row], step: float = 20, *, middle: bool = False) -> list[Word]:
    """Rows below each other."""
    words: list[Word] = []
    top = 0.0
    for each in cells:
        words += row(top, each, middle=middle)
        top += step + 12 * (max(cell.count("|") for cell in each))
    return words


def compared(old: str, new: str) -> list[str]:
    """What is told of two bodies, without what only looks otherwise."""
    found: list[Entry] = foreign_entries(page(old), page(new))
    return told([entry for entry in found if entry.group != "图形"])


def _line(left: float, top: float, width: float, height: float) -> str:
    edges = f"left: {left}pt; top: {top}pt; width: {width}pt; height: {height}pt"
    return f'<b style="position: absolute; background: #000; {edges}"></b>'


FRAMED = "".join(
    [
        *(_line(left - 4, -4, 0.5, 200) for left in (*LEFTS, 480)),
        *(_line(-4, top, 484, 0.5) for top in (-4, 196)),
    ]
)
CHANGED = "改动 2080104行政运行[-5.00-]{+6.00+}41.000.50"


@pytest.mark.parametrize("lines", ["", FRAMED], ids=["bare", "framed"])
@pytest.mark.parametrize("by_column", [False, True], ids=["row by row", "column by column"])
def test_rows_without_lines_between_them_are_rows(lines: str, by_column: bool) -> None:
    """In a frame with lines between the columns, and in none; however the words are listed."""
    bodies = []
    for amount in ("5.00", "6.00"):
        words = listed(rows(amount))
        bodies.append(sheet(sorted(words, key=lambda word: word[0]) if by_column else words, lines))
    assert compared(*bodies) == [CHANGED]


@pytest.mark.parametrize("lines", ["", FRAMED], ids=["bare", "framed"])
@pytest.mark.parametrize("middle", [False, True], ids=["above", "in the middle"])
@pytest.mark.parametrize(
    "name", ["机关事业单位基本|养老保险缴费支出", "机关事业单位基本|养老保险缴费支出|以及其他支出"]
)
def test_lines_of_a_name_are_of_their_row(lines: str, middle: bool, name: str) -> None:
    """Where amounts stand beside the first of them or beside their middle."""
    old, new = (sheet(listed(rows(amount, name), middle=middle), lines) for amount in ("5.00", "6.00"))
    assert compared(old, new) == [CHANGED.replace("行政运行", name.replace("|", ""))]


def test_words_below_each_other_are_no_line() -> None:
    """A word alone that PDFium puts into the line of all that follows."""
    cells = [(str(i), f"虚构的第{i}项工程", "1.00", "2.00", "3.00") for i in range(1, 6)]
    words = [word for i, each in enumerate(cells) for word in row(20.0 * i, each)]
    lines = page_lines(page(sheet([(0, -20, "序号"), (60, -20, "项目"), *words])), 0)
    assert [line.texts[:2] for line in lines] == [("序号", "项目"), *(each[:2] for each in cells)]


def cut(amount: str, at: int, name: Sequence[str], amounts_at: int = 0) -> str:
    """Rows over two pages; the last of the first goes on with its name at the head of the second."""
    first, second = rows("1.00")[:3], rows("1.00")[3:]
    words = [word for i, each in enumerate(first) for word in row(20.0 * i, each)]
    pages: list[list[Word]] = [words, []]
    for index, part in enumerate(name):
        sheet_, top = (0, 60.0 + 12 * index) if index < at else (1, 12.0 * (index - at))
        pages[sheet_].append((LEFTS[1], top, part))
        if index == amounts_at:
            cells = ("2080199", amount, "7.00", "7.00")
            pages[sheet_] += [
                (left, top, cell) for left, cell in zip((LEFTS[0], *LEFTS[2:]), cells, strict=True)
            ]
    start = 12.0 * (len(name) - at) + 8
    pages[1] += [word for i, each in enumerate(second) for word in row(start + 20 * i, each)]
    return "".join(map(sheet, pages))


NAME = ("机关事业单位基本养老保险缴费支出以", "及其他很长的名称说明文字还有一些别", "的内容")


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("amounts_at", [0, 1])
def test_a_row_that_a_page_ends_in_is_one(at: int, amounts_at: int) -> None:
    """Whatever half has the amounts, and wherever it is cut in the other file; it is marked on both pages."""
    old, new = page(cut("5.00", at, NAME, amounts_at)), page(cut("6.00", 3 - at, NAME, amounts_at))
    entries = [entry for entry in foreign_entries(old, new) if entry.group != "图形"]
    assert told(entries) == [f"改动 2080199{''.join(NAME)}[-5.00-]{{+6.00+}}7.007.00"]
    gone = [entry for entry in foreign_entries(old, page("<p>说明</p>")) if "2080199" in str(entry.runs)]
    assert {box.page for box in gone[0].marks[0].boxes} == {0, 1}


def test_a_heading_at_the_head_of_a_page_is_its_own() -> None:
    """The row before ends with room in its column."""
    body = cut("5.00", 1, ("短的名称", "一、项目支出"))
    texts = [line.text for line in page_lines(page(body), 1)]
    assert texts[0] == "一、项目支出"
    assert compared(body, body.replace("一、项目支出", "一、基本支出")) == ["改动 一、[-项目-]{+基本+}支出"]


def test_a_note_right_below_the_last_row_is_its_own() -> None:
    """It stands nearer than rows do, and begins where no cell does."""
    words = [*listed(rows("5.00")), (50.0, 7 * 20 + 12.5, "注：本表无数据")]
    lines = page_lines(page(sheet(words)), 0)
    assert ["".join(line.texts) for line in lines][-2:] == ["".join(rows("5.00")[-1]), "注:本表无数据"]


def test_sheets_are_read_as_they_are() -> None:
    """The places are those of the words: a piece for each."""
    sheets: Sheets = page(sheet(listed(rows("5.00"))))
    assert ["".join(line.texts) for line in page_lines(sheets, 0)] == ["".join(each) for each in rows("5.00")]
