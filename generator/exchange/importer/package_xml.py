"""What no reader of values tells: formulas without a result, errors in cells, how far a sheet reaches."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION = re.compile(r"\}id$")


@dataclass
class SheetFacts:
    """`broken` has the cells whose value cannot be used, with what they say ("" = never calculated)."""

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0


class TooMuchError(Exception):
    """The sheets reach too far, or are too many; the words go on after the name of the file."""


def sheet_facts(archive: zipfile.ZipFile, cells: int, sheets: int) -> dict[str, SheetFacts]:
    """The facts of every sheet, by name; at most so many `cells` and `sheets` in all.

    Raises TooMuchError, and anything for a damaged file.
    """
    root = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    targets = {
        item.get("Id", ""): posixpath.normpath(posixpath.join("xl", item.get("Target", "").lstrip("/")))
        if not item.get("Target", "").startswith("/")
        else item.get("Target", "").lstrip("/")
        for item in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    facts = {}
    for sheet in root.iter():
        if sheet.tag in (f"{_MAIN}sheet", f"{_STRICT}sheet"):
            relation = next((value for key, value in sheet.attrib.items() if _RELATION.search(key)), "")
            part = targets.get(relation, "")
            if part in archive.namelist() and "worksheets/" in part:
                name = sheet.get("name", "")
                facts[name] = _facts(archive, part, cells, name)
                cells -= facts[name].rows * facts[name].columns
            if len(facts) > sheets:
                raise TooMuchError(f" 里的工作表超过 {sheets} 张")
    return facts


def _facts(archive: zipfile.ZipFile, part: str, cells: int, name: str) -> SheetFacts:
    facts = SheetFacts()
    with archive.open(part) as file:
        for row, column, cell in _cells(file):
            facts.rows, facts.columns = max(facts.rows, row + 1), max(facts.columns, column + 1)
            if facts.rows * facts.columns > cells:
                raise TooMuchError(f":{name} 这张表占用的范围太大了")
            children = {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
            if cell.get("t") == "e":
                facts.broken[row, column] = children.get("v", "")
            elif "f" in children and not children.get("v") and cell.get("t") != "str":
                facts.broken[row, column] = ""
    return facts


def _cells(file: IO[bytes]) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """(row, column, element) of every cell, a row at a time so that memory stays small."""
    for _, element in ElementTree.iterparse(file):
        if element.tag.rpartition("}")[2] != "row":
            continue
        for cell in element:
            match = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7})", cell.get("r", ""))
            if match:
                yield int(match[2]) - 1, _column(match[1].upper()), cell
        element.clear()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
