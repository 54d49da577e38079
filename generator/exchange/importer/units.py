"""The 单位 of a workbook: the codes by which the rows of its tables are told apart, and what each one has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise, zip_longest

from generator.exchange.importer.blocks import TOTAL, Block, Labels, Row
from generator.exchange.importer.cells import CellPlace, squeezed
from generator.exchange.importer.differences import IDENTITY, OF_UNITS
from generator.exchange.importer.headings import Role
from generator.exchange.importer.kinds import too_much
from generator.exchange.importer.log import Log
from generator.exchange.importer.totals import check_row, compare, leaves_of
from generator.exchange.importer.whose import UNIT, called_almost
from generator.exchange.tree import Leaf, Node, Path, Tree, items, leaves, mapping, text_at
from generator.model.base import UNFILLED
from generator.source import limits

_CODED = re.compile(r"[\[(]?(\d{3,12})[\])]?[-_、.:]*(\D.*)?")


@dataclass
class Units:
    """`known` are the names of units to codes; what tables say beside them is collected."""

    known: Mapping[str, str]
    new: dict[str, str] = field(default_factory=dict)
    """Names of units by code."""
    provisional: dict[str, str] = field(default_factory=dict)
    """Codes made up for units of which the tables have only names."""
    department: str = ""
    """Its name."""
    apart: bool = False
    """Whether each unit has sheets of its own."""
    departments: dict[str, str] = field(default_factory=dict)
    """Names by code of what the tables sum units to."""
    given: Mapping[str, str] = field(default_factory=dict, init=False)
    """Codes by squeezed names, as some table has both; it may be read later."""
    together: Sequence[set[str]] = field(default=(), init=False)
    """The squeezed names in each table."""
    alike: dict[str, str] = field(default_factory=dict, init=False)
    """Names, to the codes of the units that other tables call almost so."""
    _by_name: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._ours = frozenset(self.known.values())

    @property
    def codes(self) -> list[str]:
        """All of them, those that are known first."""
        return list(dict.fromkeys((*self.known.values(), *self.new)))

    def code(self, row: Row, name: str, *, named: bool = False) -> str:
        """The code of the unit that a row is of; "" where no table gives it, unless `named` makes one up."""
        code = self._written_code(row, self.known.get(squeezed(name), ""))
        if not code:
            code, rest = coded(name)
            name = rest or name
        if not code and name and named:
            code = self._code_of(squeezed(name))
            if squeezed(name) in self.alike:
                return code
        if not name and re.fullmatch(r"\d{3,12}", code) and code not in self._ours:
            self._enter(code, "", row.place)
        if code and name and squeezed(name) not in self.known:
            taken = self._enter(code, name, row.place)
            if squeezed(taken) != squeezed(name):
                row.texts.grid.contrary.add(row.texts.cells.get(Role.UNIT_NAME, (row.index, 0)))
        return code

    def _written_code(self, row: Row, known: str) -> str:
        """The code that a row gives, or the `known` one of its name: it wins over one that no unit has."""
        code = squeezed(row.texts.said(Role.UNIT_CODE))
        if code and known and code != known:
            ours = code in self._ours
            role = Role.UNIT_NAME if ours else Role.UNIT_CODE
            row.texts.grid.contrary.add(row.texts.cells.get(role, (row.index, 0)))
            return code if ours else known
        return code or known

    def named(self, name: str, place: CellPlace, code: str = "") -> str:
        """The code of the unit whose name stands above a table, at `place`, with its code or without."""
        if code not in self._ours:
            code = self.known.get(name) or code
        found = code or self._code_of(name)
        if name not in self.known and name not in self.alike:
            self._enter(found, name, place)
        return found

    def name(self, code: str) -> str:
        """The name of the unit with this code; "" where it has none."""
        known = {number: name for name, number in self.known.items()}
        return known.get(code) or self.new.get(code, "")

    def stated(self, said: str, place: CellPlace) -> str:
        """The code of the unit that a mapping names: by its name, its code or both (101002 某中心)."""
        code, name = coded(said)
        if not name and code in self._ours:
            return code
        return self.named(name or code, place, code)

    def _code_of(self, name: str) -> str:
        """The code that another table gives with the name, or one that is made up."""
        given, made_up = self._by_name.get(name, ""), set(self.provisional.values())
        if given in self.new or name in self.given:
            return given if given in self.new else self.given[name]
        called = {**self.given, **self._by_name, **self.known}
        like = {called[one] for one in called_almost(name, called, self.together)} - made_up
        if len(like) == 1:
            return self.alike.setdefault(name, like.pop())
        return self.provisional.setdefault(name, f"{len(self.provisional) + 1:03d}")

    def _enter(self, code: str, name: str, place: CellPlace) -> str:
        """Note a unit that is not known yet; the name that its code has. Raises InputError for too many."""
        taken = self.new[code] = self.new.get(code) or name
        if len(self.codes) > limits.UNITS.most:
            raise too_much(place, f"预算单位超过 {limits.UNITS.said}", "按单位分成几个工作簿导入")
        if taken:
            self._by_name.setdefault(squeezed(taken), code)
        return taken

    def of_all(self, row: Row) -> None:
        """Note what a row that sums all units is called, but the names of totals and of the department."""
        known = {squeezed(self.department), *self.departments}
        for role in (Role.UNIT_CODE, Role.UNIT_NAME, Role.NAME):
            text = squeezed(row.texts.get(role, ""))
            if text and text not in known and not TOTAL.fullmatch(text):
                row.texts.grid.contrary.add(row.texts.cells[role])

    def departments_among(self, codes: Iterable[str]) -> set[str]:
        """The codes of departments, which are no units any longer: those that others begin with."""
        whole = _departments((*self.codes, *codes))
        self.departments |= {code: self.new.pop(code) for code in whole if code in self.new}
        return whole

    def of_rows(self, block: Block) -> list[tuple[str, Row]]:
        """Every row with its unit; "" for totals of all, and for all rows of a table without units.

        A row that names no unit is of the one named above it, or of that whose sheet it is.
        """
        found: list[tuple[str, Row]] = []
        current = block.grid.unit
        rows = _with_names_beside(block)
        for row, below in zip_longest(rows, rows[1:]):
            name = row.texts.get(Role.UNIT_NAME, "")
            labelled = bool(name or row.texts.get(Role.UNIT_CODE))
            if (row.is_total and "小计" not in squeezed(row.name or name)) or self._sums_units(row, below):
                found.append((block.grid.unit, row))
                continue
            if labelled and not TOTAL.fullmatch(squeezed(name)):
                row.texts.said(Role.UNIT_NAME)
                current = self.code(row, name, named=True)
            found.append((current, row))
        whole = self.departments_among(unit for unit, _ in found)
        return [("" if unit in whole else unit, row) for unit, row in found]

    def _sums_units(self, row: Row, below: Row | None) -> bool:
        """Whether a row without any code is called as the department is, above the name of a unit."""
        plain = squeezed(row.texts.get(Role.UNIT_NAME, ""))
        uncoded = not row.code and Role.UNIT_CODE not in row.texts
        named = uncoded and bool(plain) and plain == squeezed(self.department)
        return named and below is not None and not below.code and Role.UNIT_NAME in below.texts


def coded(said: str) -> tuple[str, str]:
    """Code and squeezed name of a unit from one text: 101002-某中心."""
    match = _CODED.fullmatch(squeezed(said))
    return (match[1], match[2] or "") if match else ("", squeezed(said))


def _departments(codes: Iterable[str]) -> set[str]:
    """The codes that those of units begin with."""
    ordered = sorted(set(codes) - {""})
    return {code for code, after in pairwise(ordered) if after.startswith(code)}


def parts_of(block: Block, units: Units, log: Log) -> list[tuple[str, Block]]:
    """`block` for each unit that its rows name, or the whole of it with "".

    A row of a unit that has no 科目 is its total; totals of all units are checked here.
    """
    rows = units.of_rows(_with_named_units(block))
    named = list(dict.fromkeys(unit for unit, row in rows if unit and _is_line(row)))
    if not named:
        return [(block.grid.unit, block)]
    own: dict[str, list[Row]] = {unit: [] for unit in named}
    for unit, row in rows:
        if unit in own:
            own[unit].append(_of_unit(row))
    coded = leaves_of([row for unit, row in rows if unit in own and _is_line(row)])
    for unit, row in rows:
        if unit in own:
            continue
        if row.code:
            log.row(row.place, block.grid.row_text(row.index), "没有写是哪个单位的")
        else:
            units.of_all(row)
            check_row(block, row, coded, log)
    return [(unit, replace(block, rows=some)) for unit, some in own.items()]


def _with_named_units(block: Block) -> Block:
    """`block`, where names of units stand between its lines, with these as what the rows are: 某中心 75.

    They must look like names of units; one at least is blank, or the sum of the lines below it.
    """
    if any(column.role in (Role.UNIT_NAME, Role.UNIT_CODE) for column in block.columns) or block.grid.unit:
        return block
    heads = [
        number for number, row in enumerate(block.rows) if not row.code and UNIT.fullmatch(coded(row.name)[1])
    ]
    if len(heads) < 2 or any(row.code for row in block.rows[: heads[0]]):
        return block
    rows, agree = list(block.rows), False
    for head, end in zip(heads, [*heads[1:], len(rows)], strict=True):
        row = rows[head]
        below = leaves_of([one for one in rows[head + 1 : end] if one.code])
        agree = agree or all(
            row.amounts.get(column.index, Decimal(0)) == block.summed(below, column)
            for column in (block.measures if row.amounts else ())
        )
        texts = Labels(block.grid)
        texts.put(Role.UNIT_NAME, row.name, row.texts.cells.get(block.naming, (row.index, row.place.column)))
        rows[head] = replace(row, name="", texts=texts)
    return replace(block, rows=rows) if agree else block


def _with_names_beside(block: Block) -> Sequence[Row]:
    """The rows of `block`, where units have codes and their names stand among 科目: 单位名称（科目）.

    A name without 科目 is that of the unit whose code stands beside it, or else in the next row that has one.
    """
    roles = {column.role for column in block.columns}
    if Role.UNIT_CODE not in roles or Role.UNIT_NAME in roles or Role.NAME not in roles:
        return block.rows
    coded_rows = any(row.code for row in block.rows)
    rows, below = list(block.rows), ""
    for number, row in reversed(list(enumerate(rows))):
        own = row.texts.get(Role.UNIT_CODE, "")
        alone = coded_rows and not own and bool(UNIT.fullmatch(squeezed(row.name)))
        if not row.code and not row.is_total and row.name and (own or (alone and below)):
            texts = Labels(block.grid)
            cell = row.texts.cells[Role.NAME]
            texts.put(Role.UNIT_NAME, row.name, cell)
            texts.put(Role.UNIT_CODE, own or below, row.texts.cells.get(Role.UNIT_CODE, cell))
            rows[number], below = replace(row, name="", texts=texts), ""
        else:
            below = own or below
    return rows


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
        return [(block.grid.unit, block)]
    own = [row for unit, row in rows if unit and not row.is_total]
    for unit, row in rows:
        if row.is_total or not unit:
            units.of_all(row)
            check_row(block, row, own, log)
    if len(named) == 1:
        rows = [(unit, row) for unit, row in rows if unit or row.is_total]
        return [(block.grid.unit and named[0], replace(block, rows=[row for _, row in rows]))]
    each: dict[str, list[Row]] = {unit: [] for unit in named}
    for unit, row in rows:
        if unit in each:
            each[unit].append(row)
    return [(unit, replace(block, rows=some)) for unit, some in each.items()]


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

    def of(self, unit: str, tree: Tree) -> Tree:
        """What is entered of `unit`; the whole `tree` of none."""
        return self.parts.setdefault(unit, {}) if unit else tree

    def finish(self, tree: Tree, file: str, log: Log) -> None:
        """Enter units and their parts in `tree`; money of no unit is said to be the first one's."""
        made_up = self.units.provisional
        if set(made_up) == {squeezed(text_at(tree, "部门", "名称"))} and len(self.units.new) == 1:
            self.units.new.clear()
            made_up.clear()
        if list(self.units.new.values()) == [""]:
            self.units.new.clear()
        for name, like in self.units.alike.items():
            log.assumed(file, f"表里的“{name[:30]}”当作“{self.units.name(like)[:30]}”（{like}）")
        if made_up:
            said = "、".join(f"{code}（{name[:30]}）" for name, code in made_up.items())
            log.assumed(file, f"表里没有代码的单位，暂编为 {said}")
        if len(self.units.departments) == 1 and not text_at(tree, "部门", "代码"):
            mapping(tree, "部门")["代码"] = Leaf(next(iter(self.units.departments)))
        if self.units.new:
            named = ((code, name or UNFILLED) for code, name in self.units.new.items())
            tree["单位"] = [{"名称": Leaf(name), "代码": Leaf(code)} for code, name in named]
        if len(self.units.codes) > 1:
            without_wholes(tree, log)
            self._enter(tree, log)
            self._tell(tree, file, log)
        else:
            _without_units(tree)

    def _enter(self, tree: Tree, log: Log) -> None:
        parts: list[Node] = []
        for key in dict.fromkeys(key for part in self.parts.values() for key in part):
            _agree([tree.pop(key, {})], [part[key] for part in self.parts.values() if key in part], key, log)
        for unit, part in self.parts.items():
            if unit:
                parts.append({"单位": Leaf(unit), **part})
        if self.first and not self.apart:
            own = self.parts.get(self.first, {})
            parts = [part for part in parts if isinstance(part, dict) and text_at(part, "单位") != self.first]
            tree.update(own)
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


def without_wholes(tree: Tree, log: Log) -> None:
    """Leave out lines of the department of what units have too; they must be the sums of theirs."""
    for key in OF_UNITS - {"支出"}:
        lines = items(tree, key)
        told = [one for one in IDENTITY[key] if one != "单位"]
        by_name: dict[tuple[str, ...], tuple[list[Node], list[Node]]] = {}
        for line in lines:
            said = tuple(text_at(line, one) for one in told)
            by_name.setdefault(said, ([], []))["单位" in line].append(line)
        both = {said: (whole, own) for said, (whole, own) in by_name.items() if whole and own}
        for said, (whole, own) in both.items():
            _agree(whole, own, "/".join((key, *said)), log)
        if both:
            dropped = {id(line) for whole, _ in both.values() for line in whole}
            tree[key] = [line for line in lines if id(line) not in dropped]


def _agree(wholes: list[Node], parts: list[Node], about: str, log: Log) -> None:
    """Tell what of the `wholes` together is not the sum of their `parts`."""
    sums = _amounts(parts)
    for path, own in _amounts(wholes).items():
        place = own[0].origin
        stated, summed = (
            sum((leaf.number for leaf in some), Decimal(0)) for some in (own, sums.get(path, []))
        )
        if isinstance(place, CellPlace):
            compare(place, "/".join((about, *map(str, path))), stated, summed, len(sums.get(path, [])), log)


def _amounts(nodes: list[Node]) -> dict[Path, list[Leaf]]:
    """The amounts of several mappings by path, nil ones left out."""
    found: dict[Path, list[Leaf]] = {}
    for path, leaf in (one for node in nodes for one in leaves(node)):
        if isinstance(leaf.value, Decimal) and leaf.value:
            found.setdefault(path, []).append(leaf)
    return found


def _without_units(tree: Tree) -> None:
    """Leave out of lines the unit that is the only one."""
    for key in OF_UNITS:
        for line in items(tree, key):
            line.pop("单位", None)
