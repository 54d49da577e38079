"""Tables whose leaves are single amounts: 经济科目, 政府性基金收入, 国有资本经营收入, 三公, 机关运行经费."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.classification import Classification
from generator.exchange.importer.balance import row_name
from generator.exchange.importer.blocks import Block, Row
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.headings import Column, Role
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import GROUPS, Measure
from generator.exchange.importer.recognition import TableKind, measure_in
from generator.exchange.importer.repeated import enter
from generator.exchange.importer.solver import ZERO
from generator.exchange.importer.totals import (
    WHOLE,
    check_across,
    check_row,
    check_tree,
    check_wholes,
    compare,
    leaves_of,
)
from generator.exchange.importer.units import Units, of_unit
from generator.exchange.tree import Leaf, Node, Tree
from generator.model import SOURCES, Source
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.model.vocabulary import NATURES

ITEMS = (
    (r"因公出国", "因公出国（境）费"),
    (r"公务接待", "公务接待费"),
    (r"公务(用车|车)购置(费用?)?$|公务(用车|车)购置费|^购置费", "公务用车购置费"),
    (r"运行维护费|运行(维护)?(费用?|经费)?$", "公务用车运行维护费"),
)
_ITEM_TOTAL = re.compile(r"购置(及|和|与)运行|公务(用车|车)(费用?|经费)?$")


def item_of(words: str) -> str:
    """The “三公” item that `words` name, as the YAML calls it; "" for sums of them and for others."""
    if sums_items(words) or "机关运行" in words:
        return ""
    return next((item for pattern, item in ITEMS if re.search(pattern, words)), "")


def sums_items(words: str) -> bool:
    """Whether `words` name both items of cars together."""
    return bool(_ITEM_TOTAL.search(words))


class EconomicReader:
    """Reads tables by 经济科目; `names` are those that the budget gives 科目 itself, by code."""

    def __init__(self, known: Classification, names: Mapping[str, str], log: Log) -> None:
        self.log = log
        self.known = {code: subject.name for code, subject in known.economic.items()}
        self.by_name: dict[str, list[str]] = {}
        for code, name in self.known.items():
            self.by_name.setdefault(squeezed(name), []).append(code)
        for code, name in names.items():
            self.by_name.setdefault(squeezed(name), []).insert(0, code)

    def lines(self, block: Block) -> list[Node]:
        """基本支出 by 款; rows without codes are found by name below their 类."""
        column = _basic_column(block)
        if column is None:
            why = "没有写是基本支出，项目支出可能也在里面"
            self.log.row(block.grid.place(block.heading.first, 0), block.words, why)
            return []
        self._name_codes(block)
        check_tree(block, self.log)
        _tell_names(block, self.known)
        groups = [one for one in block.measures if GROUPS.search(one.words)]
        lines: list[Node] = []
        for row in leaves_of(block.rows):
            if len(row.code) < 5:
                self.log.row(row.place, block.grid.row_text(row.index), "下面没有款")
                continue
            lines.append({"经济科目": Leaf(row.code), "金额": amount_leaf(block, row, column)})
            if any(one.index in row.amounts for one in groups) and column not in groups:
                check_across(block, row, column, groups, self.log)
        return lines

    def _name_codes(self, block: Block) -> None:
        """Give rows that have only names their codes."""
        above = ""
        for index, row in enumerate(block.rows):
            if row.code or row.is_total:
                continue
            codes = self.by_name.get(squeezed(row.name), [])
            below = [code for code in codes if len(code) == 5 and above and code.startswith(above)]
            classes = [code for code in codes if len(code) == 3]
            has_beside = bool(row.texts.said(Role.GOVERNMENT))
            found = classes if classes and not (has_beside and below) else below
            if not found:
                of = self.known.get(above, above)
                why = f"“{row.name}”不是“{of}”的款" if above else "不知道是哪一类的款"
                self.log.row(row.place, block.grid.row_text(row.index), why)
                continue
            above = found[0][:3]
            block.rows[index] = Row(row.index, found[0], row.name, row.texts, row.amounts, row.place)
        block.rows = [row for row in block.rows if row.code or row.is_total]


def _basic_column(block: Block) -> Column | None:
    """The column of all 基本支出; None where neither title nor head says that it is that, and no mapping.

    Where a column that nobody knows stands beside 人员经费 and 公用经费, their sum is that, and not 合计.
    """
    basic = [c for c in block.measures if c.measure.natures == frozenset(NATURES[:1])]
    if len(basic) == 1 and block.unknown:
        return basic[0]
    if basic and not all(GROUPS.search(column.last) for column in basic):
        return total_column(block, [column for column in basic if not GROUPS.search(column.last)])
    said = basic or not block.heading.titled or "基本支出" in block.title
    return total_column(block) if said else None


def _tell_names(block: Block, known: Mapping[str, str]) -> None:
    """Names of 科目 that are not those of their codes say something that nobody uses."""
    for row in block.rows:
        if row.code and squeezed(row.name) != squeezed(known.get(row.code, "")):
            block.grid.contrary.add(row.texts.cells.get(Role.NAME, (row.index, 0)))


def read_revenue(block: Block, known: Mapping[str, str], log: Log) -> list[Node]:
    """政府性基金收入 or 国有资本经营收入 by 目; `known` are the names of 收入 科目 by code."""
    check_tree(block, log)
    _tell_names(block, known)
    column = total_column(block)
    for row in block.rows:
        if not row.code and not row.is_total:
            log.row(row.place, block.grid.row_text(row.index), "没有科目编码")
    return [
        {"科目": Leaf(row.code), "金额": amount_leaf(block, row, column)} for row in leaves_of(block.rows)
    ]


def read_items(block: Block, log: Log) -> Tree:
    """“三公”经费, with a row for every item or a column for every item."""
    across = [column for column in block.measures if column.is_item]
    if len(across) > 1:
        return _items_across(block, across, log)
    found: Tree = {}
    for row in block.rows:
        name = re.sub(r"^[①②③\d.、()（）]+|其中:", "", row_name(row))
        item = item_of(name)
        if sums_items(name) or row.is_total or re.search("[三“]公|合计", name):
            continue
        if not item:
            log.row(row.place, block.grid.row_text(row.index), "不是“三公”经费的项目")
            continue
        enter(found, item, by_source(block, row, log), item, log)
    _check_items(block, found, log)
    return found


def _items_across(block: Block, across: list[Column], log: Log) -> Tree:
    row = _row_across(block)
    found: Tree = {}
    for column in across if row else ():
        if row and (item := item_of(column.last)):
            found[item] = {str(Source.GENERAL): amount_leaf(block, row, column)}
    if found and row:
        _check_totals_across(block, row, found, log)
        log.assumed(block.grid.place(block.heading.first, 0), "“三公”经费全部记作一般公共预算")
    return found


def _check_totals_across(block: Block, row: Row, found: Tree, log: Log) -> None:
    """合计 is all items, 小计 the two of cars."""
    for column in block.measures:
        last = column.last
        whole = bool(re.search("合计|总计", last))
        if "机关运行" in column.words or not (whole or "小计" in last):
            continue
        parts = [leaf for _, item in ITEMS[0 if whole else 2 :] for _, leaf in _below(found, item)]
        summed = sum((leaf.number for leaf in parts if isinstance(leaf, Leaf)), ZERO)
        compare(block.place(row, column), last, block.amount(row, column), summed, len(parts), log)


def running_across(block: Block) -> Tree:
    """机关运行经费 that stands in a column beside the “三公” items; empty when there is none, or nil."""
    column = next((c for c in block.measures if "机关运行" in c.words), None)
    row = _row_across(block)
    if column is None or row is None or not row.amounts.get(column.index):
        return {}
    return {str(Source.GENERAL): amount_leaf(block, row, column)}


def _row_across(block: Block) -> Row | None:
    """The row of a table with a column for every item: the total, or the only one."""
    rows = [row for row in block.rows if row.amounts]
    return next((row for row in rows if row.is_total), rows[0] if rows else None)


def _check_items(block: Block, found: Tree, log: Log) -> None:
    for row in block.rows:
        name = row_name(row)
        wanted = [item for _, item in ITEMS] if row.is_total else [item for _, item in ITEMS[2:]]
        if not row.is_total and not sums_items(name):
            continue
        for column in block.measures:
            sources = {str(source) for source in column.measure.sources}
            parts = [
                leaf.number
                for item in wanted
                for source, leaf in _below(found, item)
                if source in sources and isinstance(leaf, Leaf)
            ]
            place, stated = block.place(row, column), block.amount(row, column)
            compare(place, row.name, stated, sum(parts, ZERO), len(parts), log)


def _below(tree: Tree, key: str) -> list[tuple[str, Node]]:
    node = tree.get(key, {})
    return list(node.items()) if isinstance(node, dict) else []


def read_running(block: Block, units: Units, log: Log) -> list[Node]:
    """机关运行经费 by unit; of a table by 经济科目 the sum."""
    if any(row.code for row in block.rows):
        return [of_unit(_summed(block, log), block.grid.unit)]
    rows = [row for row in block.rows if not row.is_total]
    for row in block.rows:
        if row.is_total and rows:
            check_row(block, row, rows, log)
    lines: list[Node] = []
    for row in rows:
        if not row.amounts:
            continue
        name = row.name or row.texts.said(Role.UNIT_NAME)
        code = block.grid.unit
        if Role.UNIT_CODE in row.texts or squeezed(name) in units.known or (len(rows) > 1 and not code):
            several = len(rows) > 1 and block.naming is Role.UNIT_NAME
            code = units.code(row, name, named=several) or code
        line: Tree = {"单位": Leaf(code, row.place)} if code else {}
        if not code and len(rows) > 1:
            log.row(row.place, block.grid.row_text(row.index), "不知道这个单位的代码")
            continue
        lines.append({**line, **by_source(block, row, log)})
    return lines


def _summed(block: Block, log: Log) -> Tree:
    """The sums of the lines of a table, by source."""
    check_tree(block, log)
    found: Tree = {}
    for row in leaves_of(block.rows):
        for source, leaf in by_source(block, row, log).items():
            before = found.get(source, Leaf(ZERO))
            assert isinstance(leaf, Leaf)
            assert isinstance(before, Leaf)
            found[source] = Leaf(before.number + leaf.number, before.origin or leaf.origin)
    return found


def by_source(block: Block, row: Row, log: Log) -> Tree:
    """The amounts of a row by source, nil ones too; a table without sources is 一般公共预算."""
    columns = [column for column in block.measures if len(column.measure.sources) == 1]
    if not columns:
        return {str(Source.GENERAL): amount_leaf(block, row, total_column(block))}
    check_wholes(block, row, columns, log)
    return {
        str(source): amount_leaf(block, row, column)
        for column in columns
        for source in SOURCES
        if source in column.measure.sources
    }


def amount_leaf(block: Block, row: Row, column: Column) -> Leaf:
    """An amount with its place, nil when the cell is blank."""
    return Leaf(block.amount(row, column), block.place(row, column))


def total_column(block: Block, among: Sequence[Column] = ()) -> Column:
    """The column of the whole amount, of those `among` which it is: 合计, or the only one."""
    columns = among or block.measures
    named = [c for c in columns if WHOLE.search(c.last)]
    whole = [c for c in columns if not GROUPS.search(c.words)]
    return (named or whole or columns)[0]


Sourced = tuple[Column, Source, str]
"""A column with amounts of one source, and the period that they are of."""


def sourced(block: Block, kind: TableKind, row: Row, log: Log) -> list[Sourced]:
    """The columns of a row that have one source; 上年结转 without one is of that which the row has."""
    measures = [(column, measure_in(block, column, kind)) for column in block.measures]
    found = _narrowest(
        [(one, next(iter(of.sources)), period_of(of)) for one, of in measures if len(of.sources) == 1]
    )
    if not found or any(period == CARRY_OVER for _, _, period in found):
        return found
    own = {source for column, source, _ in found if row.amounts.get(column.index)}
    source = next(iter(own)) if len(own) == 1 else Source.GENERAL
    for column in (one for one, of in measures if period_of(of) == CARRY_OVER):
        if row.amounts.get(column.index):
            place = block.place(row, column)
            log.assumed(place, f"“{column.words}”没有写明资金来源，记作“{source}”")
        found.append((column, source, CARRY_OVER))
    return found


def _narrowest(found: Sequence[Sourced]) -> list[Sourced]:
    """Without whole amounts beside columns that split them by 性质, or say of what source they are."""

    def says(column: Column) -> tuple[bool, bool]:
        return len(column.measure.natures) == 1, column.measure != Measure()

    most: dict[tuple[Source, str], tuple[bool, bool]] = {}
    for column, source, period in found:
        most[source, period] = max(says(column), most.get((source, period), (False, False)))
    return [one for one in found if says(one[0]) == most[one[1:]]]


def period_of(measure: Measure) -> str:
    """The one period of a column; this year where it may have several."""
    return next(iter(measure.periods)) if len(measure.periods) == 1 else THIS_YEAR
