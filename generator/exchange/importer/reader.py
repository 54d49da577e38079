"""The tables of a workbook that is not ours, read sheet by sheet and brought together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from itertools import product

from generator.classification import Classification, classification_of
from generator.errors import UsageError
from generator.exchange.importer.alike import as_one
from generator.exchange.importer.balance import read_balance, read_income_by_unit, sums_of_income
from generator.exchange.importer.blocks import Block, blocks_of, split_code
from generator.exchange.importer.cells import CellPlace, squeezed
from generator.exchange.importer.columns_of_units import by_unit
from generator.exchange.importer.details import Details
from generator.exchange.importer.expenditure import Expenditure, lines_of
from generator.exchange.importer.flat import (
    EconomicReader,
    read_items,
    read_revenue,
    read_running,
    running_across,
)
from generator.exchange.importer.form import is_form, read_forms
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Heading, heading_of
from generator.exchange.importer.log import Log
from generator.exchange.importer.mapping import FORM, LIST, UNUSED, Mapped
from generator.exchange.importer.mapping_text import Proposal
from generator.exchange.importer.performance import read_indicators, read_projects
from generator.exchange.importer.performance_list import list_head, read_list
from generator.exchange.importer.prior import Prior, follow
from generator.exchange.importer.projects import Projects
from generator.exchange.importer.recognition import TableKind, kind_of, scale_of
from generator.exchange.importer.repeated import enter, enter_lines
from generator.exchange.importer.sheets_of_units import units_given, whose
from generator.exchange.importer.units import OfUnits, Units, of_unit, parts_of, units_across
from generator.exchange.importer.whose import department_of, tell_others, year_of
from generator.exchange.tree import Leaf, Node, Tree, items, mapping, text_at
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.source.digits import whole


class NoYearError(UsageError):
    """A workbook does not say its year; `otherwise` is how it can be given where there are no options."""

    def __init__(self, file: str, otherwise: str = "请另写年度（例如 --year 2024）") -> None:
        super().__init__(f"“{file}”里没有写年度。{otherwise}，或在表的标题里写上“2024年预算支出总表”。")


class Reader:
    """Reads one sheet after the other; what they say together is put in order by `finish`."""

    def __init__(
        self,
        grids: list[Grid],
        file: str,
        known: Tree,
        log: Log,
        given: tuple[int | None, str],
        mapped: Sequence[Mapped] = (),
    ) -> None:
        """`given` are the year and the name of the department that the caller says, if any."""
        given_year, given_name = given
        self.grids = grids
        self.file = file
        self.log = log
        self.known = known
        self.tree: Tree = {}
        self.complete: set[str] = set()
        self.filled = False
        written = text_at(known, "部门", "名称")
        of_heads = whose(grids, given_name or written, [text_at(u, "名称") for u in items(known, "单位")])
        name = self._department(
            given_name or of_heads.department, guessed=of_heads.guessed and not given_name
        )
        year = text_at(known, "年度")
        self.year = given_year or (whole(year) or year_of(grids, file))
        if self.year is None or not 2000 <= self.year <= 2099:
            raise NoYearError(file)
        self.tree["年度"] = Leaf(str(self.year))
        self.codes: Classification = classification_of(self.year)
        self.names = {k: str(v.value) for k, v in mapping(known, "科目名称").items() if isinstance(v, Leaf)}
        self.units = Units({squeezed(text_at(u, "名称")): text_at(u, "代码") for u in items(known, "单位")})
        self.units.department = name or written
        self.of_units = OfUnits(self.units, known)
        for head in of_heads.units:
            place = head.grid.place(*head.cell)
            head.grid.unit, self.units.apart = self.units.named(head.name, place, head.code), True
        for one in mapped:
            if one.table.of_unit:
                one.read.unit, self.units.apart = self.units.stated(one.table.of_unit, one.place), True
                if all(other.table.of_unit for other in mapped if other.grid is one.grid):
                    one.grid.unit = one.grid.unit or one.read.unit
        self.others = tell_others(grids, self.year, name, log)
        of_year = [one for one in grids if one not in self.others]
        self.units.given, self.units.together = units_given(of_year, self.year)
        grouping = {squeezed(text) for text in (name, written, *self.units.known) if text}
        self.expenditure = Expenditure()
        self.projects = Projects(self.units, grouping)
        economic = {code: one.name for code, one in self.codes.economic.items() if len(code) == 5}
        self.details = Details(self.units, economic)
        self.performance: list[Tree] = []
        self.headings: dict[Grid, Heading] = {}
        self.unread_indicators: list[tuple[Grid, Heading]] = []
        self.proposal = Proposal()

    def _department(self, said: str, *, guessed: bool) -> str:
        """The name of the department, which is entered: that which is `said`, or stands above the tables."""
        name, grid, (row, column) = department_of(self.grids)
        if said:
            self.tree["部门"] = {"名称": Leaf(said)}
            if guessed:
                self.log.assumed(self.file, f"每张表上写的是单位，没有写部门的名称，记作“{said}”")
            return said
        if name and grid is not None:
            place, (code, plain) = grid.place(row, column), split_code(name, "")
            name = plain or name
            self.tree["部门"] = {"名称": Leaf(name, place), **({"代码": Leaf(code, place)} if code else {})}
            for label in range(column + 1):
                if label == column or "主管部门" in grid.text(row, label):
                    grid.use(row, label)
        return name

    def read(self, grid: Grid, *, of_year: bool = True) -> None:
        """Take in a sheet; one that is another year's is listed, no more."""
        self.filled = self.filled or any(grid.row_texts(row) for row in range(grid.height))
        if not of_year:
            self.log.unread += _lines(grid)
            self.proposal.unknown(grid, None)
        elif list_head(grid) is not None or is_form(grid):
            what = FORM if list_head(grid) is None else LIST
            scale = scale_of(grid, None, self.log)
            self._performance(grid, what, scale)
            self.proposal.add(grid, what, scale)
        elif heading := heading_of(grid, self.year):
            self.headings[grid] = heading
            self._table(grid, heading)
        if grid.name not in self.log.used and of_year and (rows := _lines(grid)):
            self.log.sheet(grid.name, rows)
            self.proposal.unknown(grid, self.headings.get(grid))

    def read_mapped(self, grid: Grid, entries: Sequence[Mapped]) -> None:
        """Take in a sheet as the mapping says."""
        self.filled = True
        blocks = [one.block for one in entries if one.block]
        for one in entries:
            self.log.use(grid.name, one.table.what)
            if one.block:
                self._block(one.block, TableKind(one.table.what))
            elif one.table.what == UNUSED:
                grid.dismissed.update(product(range(grid.height), range(grid.width)))
            else:
                self._performance(grid, one.table.what, one.scale)
        if blocks:
            columns = tuple(column for block in blocks for column in block.heading.columns)
            first, body = (min(getattr(block.heading, key) for block in blocks) for key in ("first", "body"))
            self.headings[grid] = Heading(first, body, (), columns)

    def _performance(self, grid: Grid, what: str, scale: Decimal) -> None:
        listed = list_head(grid) if what == LIST else None
        if listed is not None:
            tables = read_list(grid, listed, scale, self.log, self.year)
        else:
            tables = read_forms(grid, scale, self.log)
        for table in tables:
            self.performance.append({**table, "单位": Leaf(grid.unit)} if grid.unit else table)
        self.log.use(grid.name, what)

    def _table(self, grid: Grid, heading: Heading) -> None:
        words = {column.words for column in heading.columns}
        if {"项目", "期", "一级指标"} <= words:
            self.unread_indicators.append((grid, heading))
            self.log.use(grid.name, "绩效指标")
        elif {"项目", "实施期资金/总额", "总体目标/实施期"} <= words:
            scale = scale_of(grid, heading, self.log)
            named = [text_at(unit, "名称") for unit in items(self.known, "单位")]
            default = named[0] if named else text_at(self.known, "部门", "名称")
            self.performance += read_projects(grid, heading, default, scale, self.log)
            self.complete.add("绩效目标")
            self.log.use(grid.name, "绩效目标")
        else:
            self._blocks(grid, heading)

    def _blocks(self, grid: Grid, heading: Heading) -> None:
        """Read what is recognised of the tables side by side; of a sheet without any that is one message."""
        heard = Log()
        tables = [
            (block, kind)
            for view, own in by_unit(grid, heading, self.units)
            for block in blocks_of(view, own, partial(scale_of, grid, heading, Log()), heard)
            if (kind := kind_of(block)) is not None
        ]
        if tables:
            self.log.take(heard)
            scale_of(grid, heading, self.log)
        for block, kind in tables:
            self.log.use(grid.name, kind)
            self.proposal.block(block, kind, self.units.name(block.grid.unit))
            self._block(block, kind)

    def _block(self, block: Block, kind: TableKind) -> None:
        as_one(block, self.log)
        if not block.measures:
            return
        if kind is TableKind.BALANCE:
            tree = self.of_units.of(block.grid.unit, self.tree)
            read_balance(block, self.expenditure, self.codes, tree, self.log)
        elif kind is TableKind.INCOME:
            read_income_by_unit(block, self.units, self.of_units.parts, self.tree, self.log)
        elif kind is TableKind.EXPENDITURE:
            self.expenditure.add(block, self.units, self.log)
        elif kind is TableKind.DETAILS:
            self.details.add(block, self.log)
        elif kind is TableKind.PROJECTS:
            self.projects.add(block, self.log)
        elif kind is TableKind.ECONOMIC:
            read = EconomicReader(self.codes, self.names, self.log)
            self._lines("基本支出", block, read.lines)
        elif kind is TableKind.FUND_REVENUE:
            self._revenue("政府性基金收入", block)
        elif kind is TableKind.CAPITAL_REVENUE:
            self._revenue("国有资本经营收入", block)
        elif kind is TableKind.RUNNING:
            self._list("机关运行经费", read_running(block, self.units, self.log))
        else:
            for unit, part in units_across(block, self.units, self.log):
                tree = self.of_units.of(unit, self.tree)
                enter(tree, "三公经费", read_items(part, self.log), "三公经费", self.log)
                if running := running_across(part):
                    self._list("机关运行经费", [of_unit(running, unit)])

    def _revenue(self, key: str, block: Block) -> None:
        self._lines(key, block, lambda part: read_revenue(part, self.codes.revenue, self.log))

    def _lines(self, key: str, block: Block, read: Callable[[Block], list[Node]]) -> None:
        """What `read` makes of the rows of each unit, with the unit."""
        parts = parts_of(block, self.units, self.log)
        self._list(key, [of_unit(line, unit) for unit, part in parts for line in read(part)])

    def _list(self, key: str, lines: list[Node]) -> None:
        enter_lines(self.tree, key, lines, self.log)
        self.complete.add(key)

    def finish(self) -> Tree:
        """What all sheets say together."""
        if self.details.amounts:
            self._details()
        if not items(self.known, "支出"):
            for unit, part in {**self.of_units.parts, "": self.tree}.items():
                whole = self.expenditure.incomes.get(unit)
                self.expenditure.classes += sums_of_income(part, unit, whole)
            self.expenditure.classes += self.projects.sums()
        self._expenditure()
        if self.projects.found:
            self.tree["项目"] = self.projects.result()
            if {THIS_YEAR, CARRY_OVER} <= self.projects.periods:
                self.complete.add("项目")
        self.of_units.finish(self.tree, self.file, self.log)
        for grid, heading in self.unread_indicators:
            read_indicators(grid, heading, self.performance, self.log)
        if self.performance:
            self.tree["绩效目标"] = list(self.performance)
        self._own_names()
        return self.tree

    def _details(self) -> None:
        """What lists of details say, beside the tables."""
        self.expenditure.details += self.details.class_sums()
        self.expenditure.names = {**self.details.names, **self.expenditure.names}
        self.projects.add_details(self.details, self.log)
        key, lines = self.details.by_economic()
        if lines:
            self._list(key, lines)

    def _expenditure(self) -> None:
        lines = [_copied(line) for line in items(self.known, "支出")]
        several = len(self.units.codes) > 1
        first = self.units.codes[0] if several and self.expenditure.units_of() else ""
        prior = Prior(lines, first)
        units = self.expenditure.units_of(prior.pairs) if first else {}
        observations = self.expenditure.observations(units, self.log)
        if observations and lines:
            self.tree["支出"] = follow(prior, observations, self.log)
        elif observations:
            self.tree["支出"] = lines_of(observations, self.log)
            self.complete.add("支出")

    def _own_names(self) -> None:
        """科目 that the classification does not have or calls otherwise get the names of the tables."""
        names = {
            code: Leaf(name)
            for code, name in sorted(self.expenditure.names.items())
            if squeezed(self.names.get(code) or self.codes.functional.get(code, "")) != squeezed(name)
        }
        if names:
            self.tree["科目名称"] = {**names}


def _lines(grid: Grid) -> list[tuple[CellPlace, str]]:
    """The rows of a sheet that say something."""
    return [(grid.place(row, 0), text) for row in range(grid.height) if (text := grid.row_text(row))]


def _copied(line: Tree) -> Tree:
    return {key: dict(node) if isinstance(node, dict) else node for key, node in line.items()}
