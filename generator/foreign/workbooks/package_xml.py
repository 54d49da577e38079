"""What no reader of values tells: formulas without a result, errors in cells, how far a sheet reaches."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

from generator.foreign.workbooks.raw_sheet import TooMuchError
from generator.source import limits

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION = re.compile(r"\}id$")
_CELL = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_COLUMNS = 16_384
"""Columns that a sheet can have."""


@dataclass
class SheetFacts:
    """`broken` has the cells whose value cannot be used, with what they say ("" = never calculated)."""

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    scaled: dict[tuple[int, int], int] = field(default_factory=dict)
    """Cells whose number format shows them so many times smaller: 1.2346 for 12346 with 0!.0000."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    notes: list[tuple[int, int, str]] = field(default_factory=list)
    """Comments on cells, with what they say."""


def sheet_facts(archive: zipfile.ZipFile, cells: int, sheets: int) -> dict[str, SheetFacts]:
    """The facts of every sheet, by name; at most so many `cells` and `sheets` in all.

    Raises TooMuchError, and anything for a damaged file.
    """
    root = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    targets = {name: part for name, _, part in _related(archive, "xl/workbook.xml")}
    facts = {}
    factors = _factors(archive)
    for sheet in root.iter():
        if sheet.tag in (f"{_MAIN}sheet", f"{_STRICT}sheet"):
            relation = next((value for key, value in sheet.attrib.items() if _RELATION.search(key)), "")
            part = targets.get(relation, "")
            if part in archive.namelist() and "worksheets/" in part:
                name = sheet.get("name", "")
                facts[name] = _facts(archive, part, cells, name, factors)
                cells -= facts[name].rows * facts[name].columns
            if len(facts) > sheets:
                raise TooMuchError(f" 里的工作表超过 {sheets} 张")
    return facts


def _related(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """What a part names: the name, its sort, and the part that it is."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return
    for item in ElementTree.fromstring(archive.read(relations)):
        target = posixpath.normpath(posixpath.join(f"/{folder}", item.get("Target", "")))
        yield item.get("Id", ""), item.get("Type", "").rpartition("/")[2], target.lstrip("/")


def _notes(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    """The comments on the cells of a sheet."""
    for _, sort, target in _related(archive, part):
        if sort != "comments" or target not in archive.namelist():
            continue
        for item in ElementTree.fromstring(archive.read(target)).iter():
            cell = _CELL.fullmatch(item.get("ref", "")) if _is(item, "comment") else None
            if cell:
                said = "".join(below.text or "" for below in item.iter() if _is(below, "t"))
                yield int(cell[2]) - 1, _column(cell[1].upper()), said


def _factors(archive: zipfile.ZipFile) -> dict[str, int]:
    """How many times smaller than they are numbers are shown, by the style of their cells."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iter() if _is(item, "numFmt")}
    styles = [one for item in root.iter() if _is(item, "cellXfs") for one in item if _is(one, "xf")]
    found = {str(index): factor_of(codes.get(one.get("numFmtId"), "")) for index, one in enumerate(styles)}
    return {index: factor for index, factor in found.items() if factor != 1}


def factor_of(code: str) -> int:
    """How many times smaller than it is a number format shows a number: 0!.0000 10,000, 0.0,, a million."""
    code = code.partition(";")[0]
    point = re.search(r'(?:[!\\]\.|"\.")([0#?]+)', code)
    thousands = re.search(r"[0#?.](,+)(?![0#?,.])", re.sub(r'"[^"]{0,99}"|[!\\].|\[[^\]]{0,99}\]', " ", code))
    return (10 ** len(point[1]) if point else 1) * (1000 ** len(thousands[1]) if thousands else 1)


def _is_set(element: ElementTree.Element, name: str) -> bool:
    return element.get(name, "0") in ("1", "true")


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _facts(archive: zipfile.ZipFile, part: str, cells: int, name: str, factors: dict[str, int]) -> SheetFacts:
    facts = SheetFacts(notes=list(_notes(archive, part)))
    with archive.open(part) as file:
        for row, column, cell in _cells(file, facts):
            facts.rows, facts.columns = max(facts.rows, row + 1), max(facts.columns, column + 1)
            if facts.rows * facts.columns > cells:
                place = cell.get("r", "").upper()
                raise TooMuchError(f":{name}!{place} 到这一格，行数乘列数一共超过 {limits.XLSX_CELLS.said}")
            if cell.get("s", "") in factors and cell.get("t", "n") == "n":
                facts.scaled[row, column] = factors[cell.get("s", "")]
            children = {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
            if cell.get("t") == "e":
                facts.broken[row, column] = children.get("v", "")
            elif "f" in children and not children.get("v") and cell.get("t") != "str":
                facts.broken[row, column] = ""
    return facts


def _cells(file: IO[bytes], facts: SheetFacts) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """(row, column, element) of every cell, a row at a time so that memory stays small.

    What is hidden goes into `facts`.
    """
    for _, element in ElementTree.iterparse(file):
        if _is(element, "col") and _is_set(element, "hidden"):
            first, last = int(element.get("min", 1)), int(element.get("max", 1))
            facts.hidden_columns.update(range(max(first, 1) - 1, min(last, _COLUMNS)))
        if not _is(element, "row"):
            continue
        if _is_set(element, "hidden") and element.get("r", "").isdigit():
            facts.hidden_rows.append(int(element.get("r", "")) - 1)
        for cell in element:
            match = _CELL.fullmatch(cell.get("r", ""))
            if match:
                yield int(match[2]) - 1, _column(match[1].upper()), cell
        element.clear()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
