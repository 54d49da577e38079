"""What was changed in the tables of our own workbook, followed to what the cells show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.exchange.importer.cells import CellPlace, plain_number
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.kinds import ASSUMED, EDITED, NOT_UNDERSTOOD, TABLES_DISAGREE, UNDECIDED
from generator.exchange.importer.log import Log
from generator.exchange.importer.source import TreeText
from generator.exchange.tree import Key, Leaf, Node, Path, Tree
from generator.exchange.xlsx_data import without_noise
from generator.exchange.xlsx_sheet import Sheet
from generator.figures import Figure, Formula
from generator.model.references import REFERENCE
from generator.source import Place
from generator.source.stretches import stretches

ZERO = Decimal(0)


@dataclass(frozen=True)
class Shown:
    """A cell of a table with an amount: the `parts` that it sums, and what it said and says now, in 万元."""

    place: CellPlace
    parts: frozenset[Path]
    was: Decimal
    now: Decimal
    blank: bool = False


class Editor:
    """Changes `tree` as the tables say; what cannot be followed is logged with its cell."""

    def __init__(self, tree: Tree, source: TreeText, log: Log) -> None:
        self.tree = tree
        self.source = source
        self.log = log
        self.shown: list[Shown] = []
        self.changed: dict[Path, tuple[Decimal, CellPlace]] = {}
        self._without_result: list[CellPlace] = []
        self._parts: dict[int, frozenset[Path] | None] = {}

    def place(self, sheets: Sequence[Sheet], grids: Sequence[Grid]) -> None:
        """Say of every amount which cell shows it alone: the last one that is no total."""
        known = {grid.name: grid for grid in grids}
        for sheet in sheets:
            for (row, column), source in sheet.sources.items():
                parts = self._of(source) if isinstance(source, Figure) else None
                if not parts or len(parts) != 1 or (row, 0) in sheet.totals or sheet.name not in known:
                    continue
                (path,) = parts
                leaf, there = at(self.tree, path), known[sheet.name].said(row, column)
                # Where lines were added to 数据, the tables are as they were before.
                if isinstance(leaf, Leaf) and leaf.value and same(sheet.values.get((row, column), ""), there):
                    put(self.tree, path, Leaf(leaf.value, known[sheet.name].place(row, column)))

    def follow(self, sheets: Sequence[Sheet], grids: Sequence[Grid]) -> None:
        """Compare every cell with what was written, and take over what was changed."""
        known = {grid.name: grid for grid in grids}
        for sheet in sheets:
            grid = known.pop(sheet.name, None)
            if grid is None:
                message = "没有这张工作表，它的数按“数据”表导入"
                self.log.add(EDITED, f"{self.source.text.name.partition(':')[0]}:{sheet.name}", message)
                continue
            self.log.use(grid.name, "与“数据”表核对")
            for expected, row in aligned(sheet, grid):
                self._row(sheet, grid, expected, row)
        for grid in known.values():
            rows = [(grid.place(row, 0), text) for row in range(grid.height) if (text := grid.row_text(row))]
            if rows:
                self.log.sheet(grid.name, rows)
        self.place(sheets, grids)
        self._amounts()

    def _row(self, sheet: Sheet, grid: Grid, expected: int | None, row: int | None) -> None:
        if expected is None:
            assert row is not None
            if grid.row_texts(row):
                hint = "这一行是后来添的，表里分不清它的全部内容；添在“数据”表里，或导入以后写进 YAML"
                self.log.unread.append((grid.place(row, 0), grid.row_text(row)))
                self.log.add(NOT_UNDERSTOOD, grid.place(row, 0), f"“{grid.row_text(row)[:40]}”没有导入", hint)
            return
        columns = {column for r, column in sheet.values if r == expected} if row is None else set()
        if row is None:
            words = " ".join(str(sheet.values[expected, c]) for c in sorted(columns))
            if words:
                message = f"表里没有“{words[:40]}”这一行，“数据”表里有，照“数据”表导入"
                hint = "添在“数据”表里的不用管；确实不要的在“数据”表里删去"
                self.log.add(EDITED, f"{grid.file}:{sheet.name}", message, hint)
            return
        for column in range(max(grid.width, sheet.width)):
            self._cell(sheet, grid, (expected, column), (row, column))

    def _cell(self, sheet: Sheet, grid: Grid, expected: tuple[int, int], cell: tuple[int, int]) -> None:
        if cell in grid.broken:
            # Why not nil: programs that do not calculate save our formulas without a result.
            if expected in sheet.formulas:
                self._without_result.append(grid.place(*cell))
            else:
                grid.amount(*cell, self.log)
            return
        was, now = sheet.values.get(expected, ""), grid.said(*cell)
        source = sheet.sources.get(expected)
        if isinstance(source, Figure) and (isinstance(now, Decimal) or now == ""):
            parts = self._of(source)
            scale = sheet.scales.get(expected, 1)
            value = now / scale if isinstance(now, Decimal) else ZERO
            said = was / scale if isinstance(was, Decimal) else ZERO
            if (
                isinstance(was, Decimal)
                and isinstance(now, Decimal)
                and without_noise(was) == without_noise(now)
            ):
                value = said
            if parts is not None:
                self.shown.append(Shown(grid.place(*cell), parts, said, value, now == ""))
                return
        if same(was, now):
            return
        place = grid.place(*cell)
        if isinstance(source, tuple):
            self._written(source, now, place)
        elif now == "":
            self.log.add(EDITED, place, f"“{str(was)[:30]}”不在了，照“数据”表导入")
        else:
            instead = f"改成了“{str(now)[:30]}”" if was != "" else f"添了“{str(now)[:30]}”"
            hint = "表里只能改数；名称、科目、单位在“数据”表或 YAML 里改"
            self.log.unread.append((place, str(now)))
            self.log.add(NOT_UNDERSTOOD, place, f"{instead}，没有导入", hint)

    def _written(self, path: Path, now: str | Decimal, place: CellPlace) -> None:
        """A text or an amount of 绩效目标 that stands in the YAML as the cell has it."""
        old = at(self.tree, path)
        before = old.value if isinstance(old, Leaf) else ""
        if isinstance(before, str) and REFERENCE.search(before):
            hint = "在“数据”表或 YAML 里改，引用才留得住"
            self.log.add(NOT_UNDERSTOOD, place, "这段话里有引用的数，改动没有导入", hint)
            return
        amount = isinstance(before, Decimal) or path[-2:-1] in (("实施期资金",), ("年度资金",))
        if amount and not isinstance(now, Decimal) and now != "":
            self.log.add(TABLES_DISAGREE, place, f"“{now[:30]}”不是数，没有导入", "只写数字")
            return
        if not amount and isinstance(now, Decimal):
            now = f"{now:f}"
        said = "空的" if now == "" else _said(now)
        was = "空的" if before == "" else _said(before)
        self.log.add(EDITED, place, f"{name(path)}：表里是{said}，“数据”表里是{was}，按表里的导入")
        put(self.tree, path, None if now == "" else Leaf(now, place))

    def _of(self, figure: Figure) -> frozenset[Path] | None:
        """The amounts of the YAML that `figure` sums; None when it is no sum."""
        if id(figure) not in self._parts:
            self._parts[id(figure)] = self._sum(figure)
        return self._parts[id(figure)]

    def _sum(self, figure: Figure) -> frozenset[Path] | None:
        if isinstance(figure.origin, Place):
            path = self.source.path_of(figure.origin)
            return None if path is None else frozenset((path,))
        if figure.origin is None:
            return frozenset()
        if not isinstance(figure.origin, Formula) or figure.origin.operator != "和":
            return None
        found: set[Path] = set()
        for operand in figure.origin.operands:
            parts = self._of(operand)
            if parts is None:
                return None
            found |= parts
        return frozenset(found)

    def _value(self, path: Path) -> Decimal:
        leaf = at(self.tree, path)
        return leaf.number if isinstance(leaf, Leaf) else ZERO

    def _amounts(self) -> None:
        """Give every amount what its cell says, and tell which cells then say something else."""
        before = {path: self._value(path) for one in self.shown for path in one.parts}
        edits = [one for one in self.shown if one.was != one.now]
        weight = {id(one): sum(1 for path in one.parts if before[path]) for one in edits}
        for one in sorted(edits, key=lambda one: (weight[id(one)], len(one.parts))):
            self._change(one, before)
        told: list[frozenset[Path]] = []
        stale: list[CellPlace] = []
        for one in sorted(self.shown, key=lambda one: len(one.parts)):
            due = one.was + sum(
                (self.changed[path][0] - before[path] for path in one.parts if path in self.changed), ZERO
            )
            if one.now == due:
                continue
            if one.now == one.was:
                stale.append(one.place)
            elif not any(parts <= one.parts for parts in told):
                told.append(one.parts)
                self._tell(one, due)
        for path, (value, place) in self.changed.items():
            put(self.tree, path, Leaf(value, place))
        self.tell_lost(self._without_result)
        if stale:
            message = f"改了的数在 {len(stale)} 格里还是原来的（{stale[0].short} 等），按改后的导入"
            self.log.in_full.append(("改了的数还是原来的", [place.short for place in stale]))
            self.log.add(ASSUMED, stale[0].file, message, "重新生成 Excel 就都是新的")

    def tell_lost(self, places: Sequence[CellPlace]) -> None:
        """Say which sums have no result: programs that do not calculate save our formulas so."""
        if places:
            what = f"{len(places)} 格合计的公式没有存下算出的数（{places[0].short} 等）"
            message = f"{what}，照“数据”表和改过的明细导入"
            listed = [place.short for place in places]
            self.log.in_full.append(("合计的公式没有存下算出的数的", listed))
            hint = "在这些格里直接改了数的，用 Excel 打开、保存以后再导入"
            self.log.add(ASSUMED, places[0].file, message, hint)

    def _change(self, one: Shown, before: dict[Path, Decimal]) -> None:
        """Change the one amount that a cell shows; a blank cell takes away all that it sums."""
        full = [path for path in one.parts if before[path]] or list(one.parts)
        now = sum((self.changed.get(path, (before[path], None))[0] for path in one.parts), ZERO)
        if one.now == now or (len(full) != 1 and not one.blank):
            return
        if any(path in self.changed for path in full):
            return
        for path in full:
            self.changed[path] = (one.now if len(full) == 1 else ZERO, one.place)
            was, value = plain_number(before[path], 2), plain_number(self.changed[path][0], 2)
            self.log.add(EDITED, one.place, f"{name(path)}：表里是 {value}，“数据”表里是 {was}，按表里的导入")

    def _tell(self, one: Shown, due: Decimal) -> None:
        was, now = plain_number(one.was, 2), plain_number(one.now, 2)
        if not one.parts:
            hint = "在“数据”表里添上它的键和数，或导入以后写进 YAML"
            self.log.unread.append((one.place, now))
            self.log.add(UNDECIDED, one.place, f"原来是空的，添了 {now}，分不清它的全部内容，没有导入", hint)
        elif any(path in self.changed for path in one.parts):
            others = sorted({self.changed[path][1].short for path in one.parts if path in self.changed})
            there = "、".join(others[:3])
            message = f"这里是 {now} 万元，而按改过的 {there} 应是 {plain_number(due, 2)} 万元"
            self.log.add(TABLES_DISAGREE, one.place, message, "核对哪一格是对的")
        else:
            count = len(one.parts)
            message = f"这个数由 {was} 改成了 {now} 万元，它是 {count} 个数之和，分不清改的是哪一个，没有改"
            self.log.add(UNDECIDED, one.place, message, "改明细的那一格，或在“数据”表、YAML 里改")


def aligned(sheet: Sheet, grid: Grid) -> Iterator[tuple[int | None, int | None]]:
    """Rows that were written and rows that are there, paired by their words; None for one side only."""
    expected = [sheet.words(row) for row in range(sheet.height)]
    there = [_words(grid, row) for row in range(grid.height)]
    if expected == there[: len(expected)] and not any(map(any, there[len(expected) :])):
        yield from ((row, row) for row in range(len(expected)))
        return
    left: list[int] = []
    more: list[int] = []
    for _, first, end, start, stop in stretches(expected, there):
        if end - first == stop - start:
            pairs = list(zip(range(first, end), range(start, stop), strict=True))
            same = [
                one for one in pairs if expected[one[0]] == there[one[1]] or _same_amounts(sheet, grid, *one)
            ]
            yield from same
            left += [row for row in range(first, end) if row not in {one for one, _ in same}]
            more += [row for row in range(start, stop) if row not in {one for _, one in same}]
        else:
            left += range(first, end)
            more += range(start, stop)
    # What was moved has the same words elsewhere.
    moved = {there[row]: row for row in more if there[row] and there.count(there[row]) == 1}
    found = {row: moved[expected[row]] for row in left if expected[row] in moved}
    found = {row: at for row, at in found.items() if expected.count(expected[row]) == 1}
    yield from ((row, found.get(row)) for row in left)
    yield from ((None, row) for row in more if row not in found.values())


def _same_amounts(sheet: Sheet, grid: Grid, expected: int, row: int) -> bool:
    """Whether a row called otherwise has the amounts that were written, and so is that row.

    A word of it may have become a number: 12 that was typed over a text.
    """
    columns = range(max(grid.width, sheet.width))
    cells = [(expected, column) for column in columns if (row, column) not in grid.broken]
    cells = [cell for cell in cells if isinstance(sheet.values.get(cell, ZERO), Decimal)]
    was = [value for cell in cells if isinstance(value := sheet.values.get(cell, ""), Decimal)]
    now = [value for _, column in cells if isinstance(value := grid.said(row, column), Decimal)]
    return bool(was) and list(map(without_noise, was)) == list(map(without_noise, now))


def _words(grid: Grid, row: int) -> tuple[str, ...]:
    values = (grid.said(row, column) for column in range(grid.width))
    return tuple(" ".join(value.split()) for value in values if isinstance(value, str) and value)


def same(was: str | Decimal, now: str | Decimal) -> bool:
    """Whether a cell still says what was written; a code may have become a number."""
    if isinstance(was, Decimal) and isinstance(now, Decimal):
        return without_noise(was) == without_noise(now)
    return _plain(was) == _plain(now)


def _plain(value: str | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else " ".join(value.split())


def _said(value: str | Decimal) -> str:
    return f" {plain_number(value)} " if isinstance(value, Decimal) else f"“{value[:20]}”"


def name(path: Path) -> str:
    """A path in the words of the messages."""
    return "/".join(f"第{key + 1}项" if isinstance(key, int) else key for key in path)


def at(tree: Tree, path: Sequence[Key]) -> Node | None:
    """What stands at `path`."""
    node: Node | None = tree
    for key in path:
        if isinstance(node, dict):
            node = node.get(str(key))
        elif isinstance(node, list) and isinstance(key, int) and key < len(node):
            node = node[key]
        else:
            return None
    return node


def put(tree: Tree, path: Path, leaf: Leaf | None) -> None:
    """Set what stands at `path`, with mappings above it where there are none; None takes it away."""
    node: Node = tree
    for key in path[:-1]:
        if isinstance(node, dict):
            node = node.setdefault(str(key), {})
        elif isinstance(node, list) and isinstance(key, int):
            node = node[key]
    last = path[-1]
    if isinstance(node, list) and isinstance(last, int) and leaf is not None:
        node[last] = leaf
    elif isinstance(node, dict) and leaf is not None:
        node[str(last)] = leaf
    elif isinstance(node, dict):
        node.pop(str(last), None)
