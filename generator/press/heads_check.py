"""What those hear who cannot see a table: every amount with the names of its row and of its columns.

The finished file is read: the header cells that a cell names, and the words in them. They are compared with
what the table itself says, not with what was meant to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.document.tables import head_of, label_columns, row_heads
from generator.figures import Table
from generator.press.reading import Pdf, Stream, unescaped

_LITERAL = rb"\((?:\\[\s\S]|[^\\()])*+\)"
_SHOWN = re.compile(
    rb"/MCID (\d+)|/([^\s/]+) [\d.]+ Tf|\[((?:" + _LITERAL + rb"|[^\[\](])*+)\]\s?TJ|\b(EMC)\b", re.DOTALL
)
_PIECE = re.compile(rb"<([0-9a-fA-F\s]*+)>|(" + _LITERAL + rb")")
_FURNITURE = -1
_CHARACTER = re.compile(rb"^<([0-9a-f]{4})> <([0-9a-f]+)>$", re.MULTILINE)


def heads_problems(
    pdf: Pdf, elements: Sequence[dict[str, Any]], tables: Mapping[int, Sequence[Table]]
) -> Iterator[str]:
    """The cells of `tables`, by the index of their first page, whose heads are not those that they have."""
    waiting = {number: list(those) for number, those in tables.items()}
    pages = list(pdf.pages())
    numbers = {id(page): index for index, page in enumerate(pages)}
    words = Words(pdf)
    names = {element["ID"]: element for element in elements if "ID" in element}
    for element in elements:
        number = numbers.get(id(pdf.of(element.get("Pg"))))
        if element["S"] == "/Table" and number is not None and waiting.get(number):
            table = waiting[number].pop(0)
            found = [[_heads(pdf, cell, names, words) for cell in row] for row in _rows(pdf, element)]
            yield from _differences(table, found)
    for those in waiting.values():
        yield from (f"{table.number}不在标签树里" for table in those)


def _differences(table: Table, found: Sequence[Sequence[Sequence[str] | None]]) -> Iterator[str]:
    expected = list(_expected(table))
    body = found[-len(expected) :] if expected else []
    if len(found) != len(head_of(table)) + table.numbered + len(expected):
        yield f"{table.number}在标签树里有 {len(found)} 行"
        return
    for row, heads, said in zip(table.rows, expected, body, strict=True):
        if len(said) != len(heads):
            yield f"{table.number}“{row.name}”一行在标签树里有 {len(said)} 格"
            continue
        for column, (wanted, have) in enumerate(zip(heads, said, strict=True)):
            if wanted != have:
                title = table.columns[column].title
                yield f"{table.number}“{row.name}”一行“{title}”的表头读作“{'、'.join(have or ())}”"


def _expected(table: Table) -> Iterator[list[list[str] | None]]:
    """The words of the heads of every cell, as the table has them; None for a cell that is a head itself."""
    begins = {run[0]: run[-1] + 1 for run in label_columns(table)}
    for row, labels in zip(table.rows, row_heads(table), strict=True):
        heads: list[list[str] | None] = []
        label: list[str] = []
        for index, column in enumerate(table.columns):
            if index in labels:
                label = [_plain(row.cells[index].printed)]
                heads.append(None)
                continue
            if index in begins and labels & set(range(index, begins[index])):
                label = []
            ordinal = [str(index + 1)] if table.numbered else []
            heads.append([*label, *(_plain(part.replace("/", "")) for part in column.path), *ordinal])
        yield heads


def _rows(pdf: Pdf, table: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    for kid in _below(pdf, table):
        if kid["S"] == "/TR":
            yield list(_below(pdf, kid))
        else:
            yield from _rows(pdf, kid)


def _heads(
    pdf: Pdf, cell: dict[str, Any], names: Mapping[str, dict[str, Any]], words: Words
) -> list[str] | None:
    if cell["S"] == "/TH":
        return None
    headers = pdf.of(pdf.of(cell.get("A", {})).get("Headers", []))
    return [_plain(words.of(names[name])) for name in headers if name in names]


def _below(pdf: Pdf, element: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The elements directly below."""
    for kid in pdf.of(element.get("K", [])):
        target = pdf.of(kid)
        if isinstance(target, dict) and "S" in target:
            yield target


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


class Words:
    """The words that the marks of pages show, read from their content."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self._pages: dict[int, dict[int, str]] = {}
        self._fonts: dict[int, dict[bytes, str]] = {}

    def of(self, element: dict[str, Any]) -> str:
        """The words of an element and of all below it."""
        shown = []
        for kid in self.pdf.of(element.get("K", [])):
            target = self.pdf.of(kid)
            if isinstance(target, int):
                shown.append(self._on(self.pdf.of(element["Pg"])).get(target, ""))
            elif "S" in target:
                shown.append(self.of(target))
        return "".join(shown)

    def _on(self, page: dict[str, Any]) -> dict[int, str]:
        """Mark → words, of one page."""
        if id(page) not in self._pages:
            self._pages[id(page)] = dict(self._read(page))
        return self._pages[id(page)]

    def _read(self, page: dict[str, Any]) -> Iterator[tuple[int, str]]:
        fonts = self.pdf.of(self.pdf.of(page["Resources"])["Font"])
        mark, font, shown = _FURNITURE, b"", ""
        for number, name, pieces, end in _SHOWN.findall(self.pdf.content(page)):
            if number:
                mark, shown = int(number), ""
            elif name:
                font = name
            elif end:
                yield mark, shown
                mark = _FURNITURE
            else:
                letters = self._letters(self.pdf.of(fonts[font.decode()]))
                shown += "".join(letters.get(glyph, "") for glyph in _glyphs(pieces))

    def _letters(self, font: dict[str, Any]) -> dict[bytes, str]:
        """Glyph → characters of a font."""
        if id(font) not in self._fonts:
            listed: Stream = self.pdf.of(font["ToUnicode"])
            self._fonts[id(font)] = {
                glyph: bytes.fromhex(chars.decode()).decode("utf-16-be")
                for glyph, chars in _CHARACTER.findall(listed.data)
            }
        return self._fonts[id(font)]


def _glyphs(pieces: bytes) -> Iterator[bytes]:
    for digits, literal in _PIECE.findall(pieces):
        shown = unescaped(literal[1:-1]).hex().encode() if literal else digits.lower()
        for start in range(0, len(shown), 4):
            yield shown[start : start + 4]
