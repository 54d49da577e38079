"""What was typed into a form (填写的内容), as changes of the files; what cannot stand there is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from generator.errors import UsageError
from generator.exchange.importer.scalars import quoted, scalar
from generator.model.base import UNFILLED
from generator.model.kinds import UNIT
from generator.model.number import parse_number
from generator.model.paths import annotation_of
from generator.source import Mapping
from generator.source import Sequence as Items
from generator.source.editing.places import is_flow
from generator.source.stretches import stretches
from generator.workbench.changes import Change, Gone, Path_, Row, said, value_at
from generator.workbench.forms.columns import AMOUNT, CODE, LINES, PROSE, WORD, Column
from generator.workbench.forms.parts import Cell, Form, Grid

Typed = tuple[tuple[str, ...], str]
"""The path of a cell below its row, and what was typed."""
LONGEST = 1000


class CellError(UsageError):
    """What was typed cannot stand where it was typed: at `path`, below the new row `row` of a grid."""

    def __init__(self, said: str, path: Path_, row: tuple[int, int] | None = None) -> None:
        super().__init__(said)
        self.path, self.row = path, row


def written(text: str, column: Column, row: str = "") -> str:
    """`text` as a person typed it, as YAML; "" stays. Raises UsageError for what cannot stand there.

    A cell whose column has no name is called by its `row`.
    """
    text = text.strip()
    if not text or text == UNFILLED:
        return text
    name = "—".join(column.path) or row or "这一格"
    if column.kind == AMOUNT:
        try:
            number = parse_number(text)
        except PydanticCustomError as error:
            raise UsageError(f"{name}：{error.message()}。") from None
        return f"{Decimal(number.value):f}"
    if column.kind == CODE:
        if not text.isascii() or not text.isdigit():
            how = "，或打几个字，从列出的科目里选" if column.table else ""
            raise UsageError(f"{name}：“{text}”不是代码，代码只由半角数字组成{how}。")
        return scalar(text, flow=True)
    if column.kind == WORD and text not in column.words:
        raise UsageError(f"{name}：“{text}”不行，应是{'、'.join(column.words)}。")
    if column.kind == PROSE:
        return _prose(text)
    if len(text) > LONGEST or "\n" in text:
        raise UsageError(f"{name}：太长，或有几行，请到“文件”里写。")
    if column.field is not None and (why := _refused(text, column.field)):
        raise UsageError(f"{name}：{why}。")
    return quoted(text) if not text.isprintable() else scalar(text, flow=True)


def _refused(text: str, field: FieldInfo) -> str:
    """Why the model does not take a text, in its own words; "" when it does."""
    try:
        adapter: TypeAdapter[object] = TypeAdapter(annotation_of(field))
        adapter.validate_python(text)
    except ValidationError as error:
        return next((one["msg"] for one in error.errors() if "url" not in one), "")
    return ""


def _prose(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    joined = "\n".join(line for line in lines if line)
    return quoted(joined) if "\n" in joined or not joined.isprintable() else scalar(joined, flow=True)


class Changes:
    """What is to be changed: values, new rows, rows that go."""

    def __init__(self, form: Form, mapping: Mapping) -> None:
        self.form, self._mapping = form, mapping
        self.changes: list[Change] = []
        self.rows: list[Row] = []
        self.gone: list[Gone] = []

    def type(self, cells: Sequence[tuple[Path_, str]]) -> None:
        """New texts of cells; those that stay are left out. Raises UsageError."""
        known = {cell.path: cell for cell in self.form.cells}
        for path, text in cells:
            try:
                self._type(known.get(path), text)
            except UsageError as error:
                raise CellError(f"{_row_of(self.form, path)}{error}", path) from None

    def _type(self, cell: Cell | None, text: str) -> None:
        if cell is None or not cell.open or (cell is self.form.nothing and text != "无"):
            raise UsageError("这一格不在表里。")
        if cell.column.required and not text.strip():
            raise UsageError(f"“{cell.column.path[-1]}”不能空着。")
        if cell.column.kind == LINES:
            self._lines(cell.path, text)
        elif text.strip() != cell.text and (text.strip() or value_at(self._mapping, cell.path) is not None):
            self._change(cell.path, written(text, cell.column, str(cell.path[-1])))

    def _change(self, path: Path_, text: str) -> None:
        """A change; of a unit that has said nothing yet, a part of its own."""
        part = path[:2]
        if part[0] == "分单位" and value_at(self._mapping, part) is None:
            if not text:
                return
            below = tuple(str(key) for key in path[2:])
            for row in self.rows:
                if row.path == ("分单位",):
                    row.cells[below] = text
                    return
            self.rows.append(Row(("分单位",), {("单位",): scalar(self.form.whose, flow=True), below: text}))
            return
        self.changes.append(Change(path, text))

    def _lines(self, path: Path_, text: str) -> None:
        """A list of texts: those that stay are not touched."""
        new = [line.strip() for line in text.split("\n") if line.strip()]
        there = value_at(self._mapping, path)
        old = [str(one) for one in there] if isinstance(there, Items) else []
        if not new and old:
            self.gone += [Gone((*path, index)) for index in range(len(old))]
        elif new == ["无"] or new == [UNFILLED]:
            self._change(path, new[0])
        elif new and not old and path[0] == "分单位":
            self._change(path, f"[{', '.join(scalar(one, flow=True) for one in new)}]")
        else:
            self._merge(path, [one.strip() for one in old], new)

    def _merge(self, path: Path_, old: list[str], new: list[str]) -> None:
        blocks = stretches(old, new)
        inserted = any(kind == "insert" and a < len(old) for kind, a, *_ in blocks)
        uneven = any(kind == "replace" and b - a < d - c and b < len(old) for kind, a, b, c, d in blocks)
        if inserted or uneven:  # what comes in between: all that follows is written anew
            blocks = [("replace", 0, len(old), 0, len(new))]
        for kind, a, b, c, d in blocks:
            if kind == "equal":
                continue
            for index in range(a, b):
                if index - a < d - c:
                    text = new[c + index - a]
                    if text != old[index]:
                        self.changes.append(Change((*path, index), scalar(text, flow=True)))
                else:
                    self.gone.append(Gone((*path, index)))
            self.rows += [Row(path, {(): scalar(text, flow=True)}) for text in new[c + (b - a) : d]]

    def add(self, number: int, rows: Sequence[Sequence[Typed]]) -> None:
        """New rows of the grid `number`. Raises UsageError for one that lacks what every row needs."""
        grids = self.form.grids
        if not 0 <= number < len(grids) or not grids[number].list:
            raise UsageError("这张表不能添行。")
        grid = grids[number]
        for index, row in enumerate(rows):
            try:
                made = _row(grid, row)
                if grid.keys:
                    self._add_key(grid, made)
                else:
                    self.rows.append(made)
            except CellError as error:
                which = f"第 {index + 1} " if len(rows) > 1 else "一"
                raise CellError(f"新的{which}行里{error}", error.path, (number, index)) from None

    def _add_key(self, grid: Grid, row: Row) -> None:
        """A key and its value, in the item that the first cell names, or in a new one."""
        *heads, (at, key), (_, text) = row.cells.items()
        there = value_at(self._mapping, grid.list)
        for index, item in enumerate(there if isinstance(there, Items) else ()):
            if all(scalar(str(value_at(item, path)), flow=True) == named for path, named in heads):
                path = (*grid.list, index, grid.keys, said(key))
                if value_at(self._mapping, path) is not None or any(path == one.path for one in self.changes):
                    raise CellError(f"“{said(key)}”已经有了。", at)
                self.changes.append(Change(path, text))
                return
        rows = (one for one in self.rows if one.path == grid.list)
        new = next((one for one in rows if all(one.cells.get(path) == named for path, named in heads)), None)
        if new is None:
            new = Row(grid.list, dict(heads))
            self.rows.append(new)
        if (grid.keys, said(key)) in new.cells:
            raise CellError(f"“{said(key)}”写了两遍。", at)
        new.cells[(grid.keys, said(key))] = text

    def take_out(self, paths: Sequence[Path_]) -> None:
        """Rows that go. Raises UsageError for what is no row of the form."""
        known = {line.path for grid in self.form.grids for line in grid.lines if line.path}
        if self.form.items:
            known.add((*self.form.base, self.form.item))
        for path in paths:
            if path not in known:
                raise UsageError("这一行不在表里。")
        self.changes = [one for one in self.changes if not _below(one.path, paths)]
        self.gone += [Gone(path) for path in paths if isinstance(path[-1], int)]
        self.changes += [Change(path, "") for path in paths if isinstance(path[-1], str)]
        if any(row.path == path[:-1] for row in self.rows for path in paths) and self._empties(paths):
            raise UsageError("原来的行全部删去、又添新行的，请先保存删去的，再添新的。")

    def _empties(self, paths: Sequence[Path_]) -> bool:
        there = value_at(self._mapping, paths[0][:-1])
        return isinstance(there, Items) and len(paths) == len(there) and is_flow(there.place)

    def add_table(self, project: str) -> None:
        """A performance table of a project, everything that it needs as 待填. Raises UsageError."""
        if project not in self.form.addable:
            raise UsageError(f"“项目”里没有“{project}”，或它已经有绩效目标表。")
        cells: dict[tuple[str, ...], str] = {("项目",): scalar(project, flow=True)}
        units = {str(line.get(UNIT) or "") for line in self._lines_of(project)}
        if len(units) == 1 and (unit := units.pop()).isdecimal():
            cells[(UNIT,)] = scalar(unit, flow=True)
        for name in ("项目属性", "项目期"):
            cells[(name,)] = UNFILLED
        cells |= {("实施期资金", "市县"): UNFILLED, ("年度资金", "市县"): UNFILLED}
        cells |= {("总体目标", "实施期"): UNFILLED}
        cells[("指标",)] = "{}"
        self.rows.append(Row(self.form.base, cells))

    def _lines_of(self, project: str) -> Iterator[Mapping]:
        there = self._mapping.get("项目")
        for line in there if isinstance(there, Items) else ():
            if isinstance(line, Mapping) and str(line.get("名称")) == project:
                yield line


def _below(path: Path_, above: Sequence[Path_]) -> bool:
    return any(path[: len(one)] == one for one in above)


def _row(grid: Grid, row: Sequence[Typed]) -> Row:
    known = {column.path: column for column in grid.columns}
    cells: dict[tuple[str, ...], str] = {}
    for path, text in row:
        if path in known and text.strip():
            try:
                cells[path] = written(text, known[path])
            except UsageError as error:
                raise CellError(str(error), path) from None
    for path, column in known.items():
        if column.required and path not in cells:
            raise CellError(f"“{path[-1]}”不能空着。", path)
    into = tuple(said for name in grid.into if (said := cells.pop((name,), "")))
    return Row((*grid.list, *into), {path: cells[path] for path in known if path in cells})


def _row_of(form: Form, path: Path_) -> str:
    """Which row of a list a cell stands in, as the form numbers them."""
    for grid in form.grids:
        for number, line in enumerate(grid.lines, 1):
            if grid.list and any(cell and cell.path == path for cell in line.cells):
                return f"第 {number} 行的"
    return ""
