"""The 单位 of a workbook: the codes by which the rows of its tables are told apart, and what each one has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.exchange.importer.blocks import Block, Row, split_code
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.differences import OF_UNITS
from generator.exchange.importer.headings import Role
from generator.exchange.importer.log import Log
from generator.exchange.importer.totals import check_row, leaves_of
from generator.exchange.tree import Leaf, Node, Tree, items, mapping, text_at


@dataclass
class Units:
    """`known` are the names of units to codes; what tables say beside them is collected."""

    known: Mapping[str, str]
    new: dict[str, str] = field(default_factory=dict)
    """Names of units by code."""
    provisional: dict[str, str] = field(default_factory=dict)
    """Codes made up for units of which the tables have only names."""
    departments: dict[str, str] = field(default_factory=dict)
    """Names by code of what the tables sum units to."""

    @property
    def codes(self) -> list[str]:
        """All of them, those that are known first."""
        return list(dict.fromkeys((*self.known.values(), *self.new)))

    def code(self, row: Row, name: str, *, named: bool = False) -> str:
        """The code of the unit that a row is of; "" where no table gives it, unless `named` makes one up."""
        code = squeezed(row.texts.said(Role.UNIT_CODE)) or self.known.get(squeezed(name), "")
        if not code:
            code, rest = split_code(name, "")
            name = rest or name
        if not code and name and named:
            code = self._code_of(squeezed(name))
        if code and name and squeezed(name) not in self.known:
            self.new.setdefault(code, name)
        return code

    def _code_of(self, name: str) -> str:
        """The code that another table gives with the name, or one that is made up."""
        given = next((code for code, other in self.new.items() if squeezed(other) == name), "")
        return given or self.provisional.setdefault(name, f"{len(self.provisional) + 1:03d}")

    def of_rows(self, block: Block) -> list[tuple[str, Row]]:
        """Every row with its unit; "" for totals of all, and for all rows of a table without units.

        A row that names no unit is of the one named above it.
        """
        found: list[tuple[str, Row]] = []
        current = ""
        for row in block.rows:
            name = row.texts.get(Role.UNIT_NAME, "")
            labelled = bool(name or row.texts.get(Role.UNIT_CODE))
            if row.is_total and "小计" not in squeezed(row.name or name):
                found.append(("", row))
                continue
            if labelled and not row.is_total:
                row.texts.said(Role.UNIT_NAME)
                current = self.code(row, name, named=True)
            found.append((current, row))
        whole = _departments((*self.codes, *(unit for unit, _ in found)))
        self.departments |= {code: self.new.pop(code) for code in whole if code in self.new}
        return [("" if unit in whole else unit, row) for unit, row in found]


def _departments(codes: Iterable[str]) -> set[str]:
    """The codes that those of units begin with."""
    known = set(codes) - {""}
    return {code for code in known if any(other != code and other.startswith(code) for other in known)}


def parts_of(block: Block, units: Units, log: Log) -> list[tuple[str, Block]]:
    """`block` for each unit that its rows name, or the whole of it with "".

    A row of a unit that has no 科目 is its total; totals of all units are checked here.
    """
    rows = units.of_rows(block)
    named = list(dict.fromkeys(unit for unit, row in rows if unit and _is_line(row)))
    if not named:
        return [("", block)]
    rows = [(unit if unit in named else "", row) for unit, row in rows]
    coded = [row for unit, row in rows if unit and _is_line(row)]
    for unit, row in rows:
        if unit:
            continue
        if row.code:
            log.row(row.place, block.grid.row_text(row.index), "没有写是哪个单位的")
        else:
            check_row(block, row, leaves_of(coded), log)
    return [
        (code, replace(block, rows=[_of_unit(row) for unit, row in rows if unit == code])) for code in named
    ]


def _is_line(row: Row) -> bool:
    return bool(row.code or row.name) and not row.is_total


def _of_unit(row: Row) -> Row:
    """A row of the unit alone as the total that it is."""
    return row if row.code or row.name else replace(row, name="小计")


def units_across(block: Block, units: Units, log: Log) -> list[tuple[str, Block]]:
    """`block`, which has one row for a unit, for each of them; the whole of it with "" if it has one.

    Totals are checked here, and stay with "" where there is but one unit.
    """
    rows = units.of_rows(block)
    named = list(dict.fromkeys(unit for unit, row in rows if unit and not row.is_total))
    if not named:
        return [("", block)]
    own = [row for unit, row in rows if unit and not row.is_total]
    for unit, row in rows:
        if row.is_total or not unit:
            check_row(block, row, own, log)
    if len(named) == 1:
        return [("", block)]
    return [(code, replace(block, rows=[row for unit, row in rows if unit == code])) for code in named]


def of_unit(line: Node, unit: str) -> Node:
    """A line of a list with its unit, if it has one."""
    return {**line, "单位": Leaf(unit)} if unit and isinstance(line, dict) else line


class OfUnits:
    """What tables give each unit for itself (`parts`), brought into the tree when all are read."""

    def __init__(self, units: Units, known: Tree) -> None:
        self.units = units
        self.parts: dict[str, Tree] = {}
        written = {text_at(part, "单位") for part in items(known, "分单位")}
        self.first = next(iter(units.known.values()), "")
        self.apart = self.first in written

    def finish(self, tree: Tree, file: str, log: Log) -> None:
        """Enter units and their parts in `tree`; money of no unit is said to be the first one's."""
        made_up = self.units.provisional
        if set(made_up) == {squeezed(text_at(tree, "部门", "名称"))} and len(self.units.new) == 1:
            self.units.new.clear()
            made_up.clear()
        if made_up:
            log.assumed(file, f"表里没有单位代码，暂编为 {'、'.join(made_up.values())}")
        if len(self.units.departments) == 1 and not text_at(tree, "部门", "代码"):
            mapping(tree, "部门")["代码"] = Leaf(next(iter(self.units.departments)))
        if self.units.new:
            tree["单位"] = [{"名称": Leaf(name), "代码": Leaf(code)} for code, name in self.units.new.items()]
        if len(self.units.codes) > 1:
            self._enter(tree)
            self._tell(tree, file, log)
        else:
            _without_units(tree)

    def _enter(self, tree: Tree) -> None:
        parts: list[Node] = []
        for unit, part in self.parts.items():
            for key in part:
                tree.pop(key, None)
            if unit:
                parts.append({"单位": Leaf(unit), **part})
        if self.first and not self.apart:
            own = [part for part in parts if isinstance(part, dict) and text_at(part, "单位") == self.first]
            parts = [part for part in parts if part not in own]
            for part in own:
                tree.update({key: node for key, node in part.items() if key != "单位"})
        if parts:
            tree["分单位"] = parts

    def _tell(self, tree: Tree, file: str, log: Log) -> None:
        """Name what of the money no table gives to a unit."""
        if self.first:
            return
        whole = [key for key in ("收入", "三公经费") if mapping(tree, key)]
        listed = [key for key in ("支出", "基本支出") if any("单位" not in line for line in items(tree, key))]
        if whole or listed:
            said = "、".join((*whole, *listed))
            log.assumed(file, f"有几个单位，而 {said} 没有（都）写是哪个单位的，记在第一个单位名下")


def _without_units(tree: Tree) -> None:
    """Leave out of lines the unit that is the only one."""
    for key in OF_UNITS:
        for line in items(tree, key):
            line.pop("单位", None)
