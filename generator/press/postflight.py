"""Post-flight (印后核对): the finished PDF is read back and proved. What fails here must not leave the house.

Proved: every figure stands on its page as text inside its cell, and is heard with the heads of its row and
columns; nothing runs out of its cell or the page; the 目录 names the right pages; fonts are embedded and
ours; every mark has its place in the tag tree; no page is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generator.document import Document
from generator.errors import PressError
from generator.figures import Table
from generator.foreign.pdfium import ALONE
from generator.press.layout import NumberedSection, begin_of
from generator.press.tag_check import tag_problems

MOST_SHOWN = 8
_OPEN = 4
"""Pages that are open at a time."""


def inspect(
    data: bytes, document: Document, sections: Sequence[NumberedSection], *, overprint: str = ""
) -> None:
    """Raise PressError, naming pages and places, unless the PDF in `data` is what the document says.

    `overprint` are characters printed across every page, which may therefore turn up in any cell.
    """
    with ALONE:
        problems = _problems(data, document, sections, overprint)
    if problems:
        more = f"\n  ……另有 {len(problems) - MOST_SHOWN} 处" if len(problems) > MOST_SHOWN else ""
        listed = "\n  ".join(problems[:MOST_SHOWN])
        raise PressError(f"印后核对没有通过，未生成文件：\n  {listed}{more}")


def _problems(
    data: bytes, document: Document, sections: Sequence[NumberedSection], overprint: str
) -> list[str]:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        problems = [*_counts(pdf, sum(len(section.pages) for section in sections))]
        if not problems:
            texts = _Texts(pdf)
            problems += _figures(document, sections, texts, overprint)
            problems += _faults(sections)
            problems += _contents(sections, texts, overprint)
            problems += _empty_pages(sections, texts)
            ours = [index for index, bound in _indexes(sections) if not bound]
            problems += tag_problems(data, ours, _tables(document, sections))
    finally:
        pdf.close()
    return problems


class _Texts:
    """What pages say, read when it is asked for: most pages that others drew never are.

    Few pages are open at a time: half a megabyte each, of a thousand they would be half of a build's memory.
    """

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._words: dict[int, str] = {}
        self._open: dict[int, Any] = {}

    def words(self, page: int) -> str:
        """All words of a page."""
        if page not in self._words:
            self._words[page] = self._opened(page).get_text_range()
        return self._words[page]

    def inside(self, page: int, left: float, bottom: float, right: float, top: float) -> str:
        """The words within a box of a page."""
        found: str = self._opened(page).get_text_bounded(left, bottom, right, top)
        self.words(page)  # while it is open
        return found

    def _opened(self, page: int) -> Any:
        if page not in self._open:
            if len(self._open) >= _OPEN:
                del self._open[next(iter(self._open))]
            self._open[page] = self._pdf[page].get_textpage()
        return self._open[page]


def _tables(document: Document, sections: Sequence[NumberedSection]) -> dict[int, list[Table]]:
    """The tables of figures in their order, by the index of the page that they begin on."""
    found: dict[int, list[Table]] = {}
    for first, section in _with_first_pages(sections):
        for part in section.section.parts or (section.section,):
            if part.key in document.disclosure.tables:
                page = first + begin_of(part, section.print)
                found.setdefault(page, []).append(document.disclosure.tables[part.key])
    return found


def _counts(pdf: Any, pages: int) -> Iterator[str]:
    if len(pdf) != pages:
        yield f"排版 {pages} 页，文件里却有 {len(pdf)} 页"


def _figures(
    document: Document, sections: Sequence[NumberedSection], texts: _Texts, overprint: str
) -> Iterator[str]:
    """Every figure that should be printed is on paper, with its value, inside its box."""
    disclosure = document.disclosure
    in_cells = {
        cell.figure.id: cell.printed
        for table in disclosure.tables.values()
        for row in table.rows
        for cell in row.cells
        if cell.figure
    }
    seen = set()
    for first, section in _with_first_pages(sections):
        for printed in section.print.figures:
            said = disclosure.book.said(disclosure.book[printed.figure]).printed.lstrip("-")
            expected = in_cells[printed.figure] if printed.cell else said
            seen.add(printed.figure)
            height = section.pages[printed.page].height
            left, top, right, bottom = printed.box
            found = texts.inside(first + printed.page, left, height - bottom, right, height - top)
            left_over = re.sub(rf"[\s{overprint}]", "", found)
            if expected not in left_over or (printed.cell and expected != left_over):
                where = f"第 {first + printed.page + 1} 页：{printed.figure}"
                yield f"{where} 应印“{expected}”，印出的是“{found.strip()}”"
    for name in in_cells:
        if name not in seen:
            yield f"{name} 没有印出来"


def _faults(sections: Sequence[NumberedSection]) -> Iterator[str]:
    """What the layout itself has shown to be wrong."""
    for first, section in _with_first_pages(sections):
        for page, fault in section.print.faults:
            yield f"第 {first + page + 1} 页：{fault}"


def _with_first_pages(sections: Sequence[NumberedSection]) -> Iterator[tuple[int, NumberedSection]]:
    """Every section with the index of its first page in the file."""
    first = 0
    for section in sections:
        yield first, section
        first += len(section.pages)


def _contents(sections: Sequence[NumberedSection], texts: _Texts, overprint: str) -> Iterator[str]:
    """Every heading of the 目录 stands on the page that the 目录 names."""
    starts = {section.section.key: first for first, section in _with_first_pages(sections)}
    contents = [s for s in sections if s.section.key == "contents"]
    pages = (starts["contents"] + i for s in contents for i in range(len(s.pages)))
    listed = "".join(_squeezed(texts.words(page), overprint) for page in pages)
    for section in sections:
        for heading in section.section.headings:
            if not heading.in_contents:
                continue
            number = section.page_of(heading)
            where = starts[section.section.key] + number - section.first_page
            words = _squeezed(heading.text.removeprefix(heading.label), overprint)
            if words not in _squeezed(texts.words(where), overprint):
                yield f"第 {where + 1} 页没有标题“{heading.text}”"
            entry = re.escape(_squeezed(heading.text, overprint))
            if contents and not re.search(rf"{entry}[·.…]*{number}(?!\d)", listed):
                yield f"目录里“{heading.text}”的页码不是 {number}"


def _empty_pages(sections: Sequence[NumberedSection], texts: _Texts) -> Iterator[str]:
    """Every page says more than its number, but for one that is left blank."""
    blank = [page.blank for section in sections for page in section.pages]
    for index, bound in _indexes(sections):
        if not bound and not blank[index] and len(re.sub(r"[—\s\d]", "", texts.words(index))) < 2:
            yield f"第 {index + 1} 页是空白页"


def _indexes(sections: Sequence[NumberedSection]) -> Iterator[tuple[int, bool]]:
    """(index, whether a foreign page is drawn on it) for every page."""
    kinds = [section.section.classes == "bound" for section in sections for _ in section.pages]
    return enumerate(kinds)


def _squeezed(text: str, overprint: str) -> str:
    """`text` without blanks, and without the characters that a draft has over every page."""
    return re.sub(rf"[\s{overprint}]", "", text)
