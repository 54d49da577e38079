"""Importing into a budget that is there: what differs, as changes of its text that keep all the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.classification import classification_of
from generator.errors import InputError, UsageError
from generator.exchange.files import IN_PLACE, write_all
from generator.exchange.importer.cells import CellPlace, plain_number
from generator.exchange.importer.differences import OF_UNITS, Difference, differences, is_nil, says_none
from generator.exchange.importer.kinds import NOT_PATCHED
from generator.exchange.importer.scalars import number, scalar
from generator.exchange.importer.unified import unified
from generator.exchange.importer.workbook import Given, Imported, read_workbook
from generator.exchange.importer.writing import subject_names
from generator.exchange.importer.yaml_text import YamlWriter
from generator.exchange.tree import Leaf, Node, Tree, leaves, text_at, tree_of
from generator.exchange.tree import Path as TreePath
from generator.model import Budget, load_budget, parse_budget
from generator.model.units import OWN_UNIT, spread
from generator.source import Mapping, Place, SourceText, Value, read_folder
from generator.source import Sequence as Items
from generator.source.copying import as_if
from generator.source.editing.edits import Edits
from generator.source.editing.places import add_key, append_item, append_lines, span_of
from generator.source.gate import YAML, content_within

_BOM = b"\xef\xbb\xbf"


PLAIN_TEXT = ("类别", "单位", "科目")
"""Keys whose words may be changed by an import; prose is never changed."""


@dataclass
class Patch:
    """`files` are (path in the folder, old text, new text)."""

    imported: Imported
    files: list[tuple[str, str, str]]

    def text(self) -> str:
        """The patch as a unified diff."""
        return "".join(line for file in self.files for line in unified(*file))


def patch_of(workbook: Path, folder: Path, mapped: Path | None = None) -> Patch:
    """What importing `workbook`, read as the file `mapped` says, changes in the budget in `folder`.

    Raises InputError when either cannot be read, UsageError when they are of different years.
    """
    of_units: set[str] = set()

    def prepare(file: Mapping) -> None:
        if OWN_UNIT in file:
            of_units.add(file.place.source.inside)
        spread(file)

    mapping, findings = read_folder(folder, prepare)
    if findings:
        raise InputError(findings)
    budget = parse_budget(mapping, folder=folder)
    tree = tree_of(budget)
    imported = read_workbook(workbook, tree, Given(mapping=mapped, folder=folder))
    if imported.year != budget.year:
        raise UsageError(
            f"“{workbook.name}”是 {imported.year} 年的，“{folder}”是 {budget.year} 年的预算，没有导入。"
        )
    patcher = _Patcher(budget, mapping, tree, imported, of_units)
    patcher.run()
    files = list(patcher.edits.results())
    _verify(folder, files)
    return Patch(imported, files)


class _Patcher:
    def __init__(
        self, budget: Budget, mapping: Mapping, tree: Tree, imported: Imported, of_units: set[str]
    ) -> None:
        self.of_units = of_units
        self.mapping = mapping
        self.imported = imported
        self.tree = tree
        self.edits = Edits()
        self.unit = budget.unit
        self.units = [unit.code for unit in budget.units] or [budget.department.code]
        self.writer = YamlWriter(budget.unit, subject_names({**tree, **_years(imported)}))
        self.known = classification_of(budget.year).functional

    def run(self) -> None:
        """Enter an edit for every difference, or say why there can be none."""
        exact = self.imported.has_data
        old, new = (with_units(tree, self.units) for tree in (self.tree, self.imported.tree))
        for change in differences(old, new, exact=exact):
            if self._concerns(change) and not self._edit(change):
                self._tell(change)

    def _concerns(self, change: Difference) -> bool:
        if self.imported.has_data:
            return change.path[0] != "年度"
        if change.path[0] in ("年度", "金额单位", "样式") or change.path[:2] == ("部门", "名称"):
            return False
        if change.path[0] == "科目名称":
            return change.old is None and change.path[-1] not in self.known
        if change.new is None:
            return (
                change.path[0] in self.imported.complete and change.old is not None and not is_nil(change.old)
            )
        return True

    def _edit(self, change: Difference) -> bool:
        if change.new is None:
            return False
        if change.old is not None:
            return self._replace(change)
        parent = self._value(change.path[:-1])
        key = change.path[-1]
        if isinstance(key, int) and isinstance(parent, Items):
            lines = list(self.writer.item(change.new, change.path, 0))
            return append_item(self.edits, parent, self.writer.flow(change.new, change.path), lines)
        if isinstance(key, str) and isinstance(parent, Mapping) and len(change.path) > 1:
            text = f"{scalar(key, flow=True)}: {self.writer.flow(change.new, change.path)}"
            lines = list(self.writer.entry(key, change.new, change.path, 0))
            return add_key(self.edits, parent, text, lines)
        if isinstance(key, str) and len(change.path) == 1:
            lines = list(self.writer.entry(key, change.new, change.path, 0))
            append_lines(self.edits, self._home(), lines)
            return True
        return False

    def _replace(self, change: Difference) -> bool:
        old, new = change.old, change.new
        if not isinstance(old, Leaf) or not isinstance(old.origin, Place):
            return False
        source, span = old.origin.source, span_of(old.origin)
        if span is None or "\n" in source.text[span.start : span.end]:
            return False
        if isinstance(new, dict) and says_none(old):
            self.edits.add(source, *span[:2], self.writer.flow(new, change.path))
            return True
        if not isinstance(new, Leaf):
            return False
        if isinstance(old.value, Decimal) and isinstance(new.value, Decimal):
            self.edits.add(source, *span[:2], number(new.value, change.path, self.unit))
            return True
        changeable = change.path[-1] in PLAIN_TEXT or self.imported.has_data
        if changeable and isinstance(new.value, str) and isinstance(old.value, str):
            self.edits.add(source, *span[:2], scalar(new.value, flow=True))
            return True
        return False

    def _value(self, path: TreePath) -> Value:
        """What stands at `path` in the files; a plain list of indicators may be written below 实施期."""
        value: Value = self.mapping
        for key in path:
            if isinstance(value, Mapping) and isinstance(key, int):
                value = value.get("实施期")
            if isinstance(value, Mapping) and isinstance(key, str):
                value = value.get(key)
            elif isinstance(value, Items) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return None
        return value

    def _home(self) -> SourceText:
        """The file that new top-level keys go into: that of 支出, but never one that is a unit's."""
        places = self.mapping.key_places
        sources = [places[key].source for key in ("支出", "部门", *places) if key in places]
        return next((s for s in sources if s.inside not in self.of_units), sources[0])

    def _tell(self, change: Difference) -> None:
        about = "/".join(str(key) for key in change.path if isinstance(key, str))
        about = f"{change.about}（{about}）" if change.about else about
        log = self.imported.log
        if change.new is None:
            place = _where(change.old)
            log.add(NOT_PATCHED, place, f"{about}：预算里有，Excel 里没有，没有删去", "确实不要时请自己删去")
            return
        place = str(first_place(change.new) or "")
        was = f"预算里是 {said(change.old)}，" if change.old is not None else ""
        message = f"{about}：{was}Excel 里是 {said(change.new)}，不能自动改"
        where = _where(change.old)
        log.add(NOT_PATCHED, place, message, f"请自己改 {where}" if where else "请自己改")


def with_units(tree: Tree, units: Sequence[str]) -> Tree:
    """`tree` with the unit of every line: the first one where none is written; an only one is left out."""
    result: Tree = {}
    for key, node in tree.items():
        lines = node if isinstance(node, list) and key in OF_UNITS else None
        result[key] = node if lines is None else [_with_unit(line, units) for line in lines]
    return result


def _with_unit(line: Node, units: Sequence[str]) -> Node:
    if not isinstance(line, dict):
        return line
    if len(units) > 1:
        return {**line, "单位": line.get("单位", Leaf(units[0]))}
    return {key: node for key, node in line.items() if key != "单位" or text_at(line, key) not in units}


def said(node: Node) -> str:
    """A leaf in words."""
    if not isinstance(node, Leaf):
        return "……"
    return plain_number(node.value, 2) if isinstance(node.value, Decimal) else f"“{node.value[:20]}”"


def first_place(node: Node | None) -> CellPlace | None:
    """The first cell that something came from."""
    if node is None:
        return None
    return next((leaf.origin for _, leaf in leaves(node) if isinstance(leaf.origin, CellPlace)), None)


def _years(imported: Imported) -> Tree:
    return {"年度": Leaf(str(imported.year))}


def _where(node: Node | None) -> str:
    if isinstance(node, Leaf):
        return str(node.origin or "")
    below: Iterator[Node] = iter(())
    if isinstance(node, dict):
        below = iter(node.values())
    elif isinstance(node, list):
        below = iter(node)
    return next((where for item in below if (where := _where(item))), "")


def _verify(folder: Path, files: Sequence[tuple[str, str, str]]) -> None:
    """Read the budget as it would be: a patch that cannot be read is never shown."""
    if not files:
        return
    with as_if(folder, {inside: new for inside, _, new in files}) as copy:
        load_budget(copy, home=folder)


def apply_patch(folder: Path, patch: Patch) -> None:
    """Change the files, all written before the first one is replaced; a mark at their beginning stays."""
    files: dict[Path, bytes] = {}
    for inside, _, new in patch.files:
        old = content_within(folder, inside, YAML)
        files[folder / inside] = (_BOM if old.startswith(_BOM) else b"") + new.encode()
    write_all(files, IN_PLACE)
