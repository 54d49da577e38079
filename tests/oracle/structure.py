"""The tag tree made whole: one /Table per table, repeated heads and page furniture as artifacts.

WeasyPrint writes a /Table for every page of a table, repeats its head in each, and leaves the marks of
page margins without a place in the tree. Here the finished tree is mended before the file is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generator.press.boxes import descendants

_SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}


class TagTree:
    """The structure elements of a pydyf PDF whose pages were drawn from WeasyPrint `pages`."""

    def __init__(self, pdf: Any, pages: Sequence[Any]) -> None:
        self.pdf = pdf
        self.pages = pages

    def mend(self) -> None:
        """Join tables, scope their headers, and turn whatever has no place in the tree into artifacts."""
        for number, parts in enumerate(self._tables(), 1):
            self._join(number, parts)
        self._leaders()
        self._artifacts()

    def _object(self, reference: Any) -> Any:
        return self.pdf.objects[int(bytes(reference).split()[0])]

    def _tables(self) -> list[list[list[Any]]]:
        """Every table as its parts, one a page; a part is the list of its cell boxes."""
        from weasyprint.formatting_structure import boxes

        tables: dict[int, list[list[Any]]] = {}
        for page in self.pages:
            for table in descendants(page._page_box, boxes.TableBox):
                cells = [c for c in descendants(table, boxes.TableCellBox) if hasattr(c, "mark")]
                if cells:
                    tables.setdefault(id(table.element), []).append(cells)
        return list(tables.values())

    def _join(self, number: int, parts: list[list[Any]]) -> None:
        first_body = None
        columns: list[bytes] = []
        for index, cells in enumerate(parts):
            table, head, body = self._groups(cells)
            self._name(number, index, cells, head, columns)
            if first_body is None:
                first_body = body
            elif body is not None:
                for row in body["K"]:
                    self._object(row)["P"] = first_body.reference
                first_body["K"].extend(body["K"])
                parent = self._object(table["P"])
                parent["K"].remove(table.reference)

    def _groups(self, cells: list[Any]) -> tuple[Any, set[int], Any]:
        """(the /Table, numbers of the head's rows, the /TBody or what holds the rows) of a table's part."""
        head_rows: set[int] = set()
        table = body = None
        for cell in cells:
            row = self._object(cell.mark["P"])
            group = self._object(row["P"])
            table = self._object(group["P"]) if group["S"] in ("/THead", "/TBody") else group
            if group["S"] == "/THead":
                head_rows.add(row.number)
            else:
                body = group
        return table, head_rows, body

    def _name(self, number: int, part: int, cells: list[Any], head: set[int], columns: list[bytes]) -> None:
        """Ids unique in the document, scopes, and for every data cell the labels of its rows.

        `columns` are the ids of the head's cells: those of the first part, which all parts refer to.
        """
        names: dict[bytes, bytes] = {}
        of_head = iter(list(columns))
        labels: list[tuple[int, bytes]] = []
        rows: dict[int, int] = {}
        for cell in cells:
            row = self._object(cell.mark["P"]).number
            position = rows.setdefault(row, len(rows))
            mark = cell.mark
            if mark["S"] == "/TH":
                scope = _SCOPES.get(cell.element.attrib.get("scope", "col"), "/Column")
                mark["A"]["Scope"] = scope
                old = mark["ID"].data
                mark["ID"] = _string(f"t{number}-{part}-{_plain(old)}")
                names[old] = mark["ID"].data
                if row in head and part == 0:
                    columns.append(names[old])
                elif row in head:
                    names[old] = next(of_head)
                if scope == "/Row":
                    labels.append((position + cell.rowspan, mark["ID"].data))
            else:
                of_rows = [name for end, name in labels if position < end]
                own = [names[old] for old in map(_data, mark["A"].get("Headers", ())) if old in names]
                headers = list(dict.fromkeys(own + of_rows))
                mark["A"]["Headers"] = _array(headers)

    def _leaders(self) -> None:
        """Leave out what the style sheet adds to a line: the dots before a page number of the 目录."""
        for element in self.pdf.objects:
            if isinstance(element, dict) and element.get("S") == "/Span":
                kids = element["K"]
                kids[:] = [kid for kid in kids if not self._is_added(kid)]

    def _is_added(self, kid: Any) -> bool:
        return isinstance(kid, bytes) and bool(self._object(kid).get("S") == "/NonStruct")

    def _artifacts(self) -> None:
        """Marked content whose structure element cannot be reached from the root becomes an artifact."""
        root = self._object(self.pdf.catalog["StructTreeRoot"])
        reached = set(self._reach(root))
        numbers = self._object(root["ParentTree"])["Nums"]
        by_key = dict(zip(numbers[::2], numbers[1::2], strict=True))
        kids = [self.pdf.objects[n] for n in self.pdf.pages["Kids"][::3]]
        for page in kids:
            parents = by_key[page["StructParents"]]
            lost = {mcid for mcid, ref in enumerate(parents) if _number(ref) not in reached}
            for mcid in lost:
                self._object(parents[mcid]).clear()
                parents[mcid] = "null"
            _release(self._object(page["Contents"]).stream, lost)

    def _reach(self, element: Any) -> Iterator[int]:
        stack = [element]
        while stack:
            current = stack.pop()
            yield current.number
            for kid in current.get("K", ()):
                if isinstance(kid, bytes):
                    child = self._object(kid)
                    if child.get("Type") == "/StructElem":
                        stack.append(child)


def _release(operators: list[Any], lost: set[int]) -> None:
    """Turn the marks of the content numbers in `lost` into artifacts, in place."""
    for index, operator in enumerate(operators):
        if isinstance(operator, dict) and operator.get("MCID") in lost:
            operators[index - 1] = "/Artifact"
            operators[index] = "<</Type /Pagination>>"


def _number(reference: Any) -> int:
    return int(bytes(reference).split()[0])


def _data(value: Any) -> bytes:
    data: bytes = value if isinstance(value, bytes) else value.data
    return data


def _plain(data: bytes) -> str:
    return re.sub(r"[^0-9-]", "", data.decode("ascii", "ignore"))


def _string(text: str) -> Any:
    import pydyf

    return pydyf.String(text)


def _array(items: list[bytes]) -> Any:
    import pydyf

    return pydyf.Array(items)
