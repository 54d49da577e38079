"""A workbook as a reader finds it: values by calamine, everything else from the XML."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from generator.figures import Table

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEAD_ROW = 3
"""The first row of a table's head; rows and columns are counted from 0."""


@dataclass(frozen=True)
class Style:
    """How a cell looks."""

    number: str
    bold: bool
    size: float
    align: str
    indent: int
    border: bool


class Book:
    """All sheets of a workbook."""

    def __init__(self, data: bytes) -> None:
        self._calamine = CalamineWorkbook.from_filelike(BytesIO(data))
        self.archive = zipfile.ZipFile(BytesIO(data))
        self.names: list[str] = self._calamine.sheet_names

    def sheet(self, name: str) -> Sheet:
        """The sheet `name`."""
        raw = self._calamine.get_sheet_by_name(name)
        merged = [(first, last) for first, last in raw.merged_cell_ranges or []]
        xml = self.xml(f"xl/worksheets/sheet{self.names.index(name) + 1}.xml")
        return Sheet(raw.to_python(skip_empty_area=False), merged, xml, self.styles)

    def xml(self, part: str) -> ElementTree.Element:
        """The XML of one `part`."""
        return ElementTree.fromstring(self.archive.read(part))

    @cached_property
    def styles(self) -> list[Style]:
        """The cell styles, by number."""
        root = self.xml("xl/styles.xml")
        formats = {item.get("numFmtId"): item.get("formatCode") for item in root.iter(f"{MAIN}numFmt")}
        fonts = root.findall(f"{MAIN}fonts/{MAIN}font")
        borders = root.findall(f"{MAIN}borders/{MAIN}border")
        return [
            self._style(xf, formats, fonts[int(xf.get("fontId", 0))], borders[int(xf.get("borderId", 0))])
            for xf in root.findall(f"{MAIN}cellXfs/{MAIN}xf")
        ]

    def _style(
        self, xf: ElementTree.Element, formats: dict[Any, Any], font: ElementTree.Element, border: Any
    ) -> Style:
        alignment = xf.find(f"{MAIN}alignment")
        place = {} if alignment is None else alignment.attrib
        size = font.find(f"{MAIN}sz")
        assert size is not None
        return Style(
            formats.get(xf.get("numFmtId"), "General"),
            font.find(f"{MAIN}b") is not None,
            float(size.get("val", 0)),
            place.get("horizontal", ""),
            int(place.get("indent", 0)),
            border.find(f"{MAIN}left").get("style") == "thin",
        )

    def print_titles(self) -> dict[str, str]:
        """What repeats on every page, by sheet."""
        names = self.xml("xl/workbook.xml").iter(f"{MAIN}definedName")
        return {
            self.names[int(item.get("localSheetId", 0))]: item.text or ""
            for item in names
            if item.get("name") == "_xlnm.Print_Titles"
        }


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet, and its XML."""

    rows: list[list[Any]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    xml: ElementTree.Element
    styles: list[Style]

    def style(self, row: int, column: int) -> Style:
        """The style of a cell that must be written."""
        cell = self.xml.find(f".//{MAIN}c[@r='{reference(row, column)}']")
        assert cell is not None
        return self.styles[int(cell.get("s", 0))]

    def spread(self) -> list[list[Any]]:
        """The rows with the text of a merged cell in every place that it covers."""
        rows = [list(row) for row in self.rows]
        for (top, left), (bottom, right) in self.merged:
            for row in range(top, bottom + 1):
                rows[row][left : right + 1] = [self.rows[top][left]] * (right - left + 1)
        return rows

    def part(self, tag: str) -> dict[str, str]:
        """The attributes of the one element `tag`."""
        found = self.xml.findall(f".//{MAIN}{tag}")
        assert len(found) == 1
        return found[0].attrib


def reference(row: int, column: int) -> str:
    """A1 for (0, 0); the tables have fewer than 27 columns."""
    return f"{chr(ord('A') + column)}{row + 1}"


def body_row(table: Table) -> int:
    """The first row below the head of `table`."""
    return HEAD_ROW + max(len(column.path) for column in table.columns) + table.numbered


def exact(value: float) -> Decimal:
    """The decimal that a number in a cell stands for."""
    return Decimal(repr(value))


def shown(value: float | str) -> str:
    """What Excel shows of a cell whose number format is 0.00."""
    if isinstance(value, str):
        return value
    return f"{exact(value).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"
