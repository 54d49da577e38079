"""The whole workbook: every sheet recognised and read, then brought together with what is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import InputError, UsageError
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.continued import as_one_table
from generator.exchange.importer.data_sheet import is_data
from generator.exchange.importer.grid import Grid, refuse_crowded
from generator.exchange.importer.kinds import BY_MAPPING, NO_RESULT, NO_TABLES
from generator.exchange.importer.leftovers import leftovers, without_unseen
from generator.exchange.importer.log import Log
from generator.exchange.importer.mapping import read_mapping
from generator.exchange.importer.mapping_text import MappedTable
from generator.exchange.importer.opening import open_workbook
from generator.exchange.importer.own import read_own
from generator.exchange.importer.reader import Reader
from generator.exchange.importer.sections import sections_of
from generator.exchange.importer.unseen import lines_read, tell_unseen
from generator.exchange.tree import Tree, text_at
from generator.exchange.xlsx_export import CONTENTS
from generator.findings import Finding

PROSE_SHEETS = frozenset((CONTENTS, "封面"))


@dataclass
class Imported:
    """What a workbook says: `tree` in the shape of the YAML, money in 万元; `year` None when unknown."""

    tree: Tree
    log: Log
    year: int | None
    complete: set[str] = field(default_factory=set)
    """Keys of lists of which the workbook has every item."""
    proposal: str = ""
    """The mapping that says what was taken for what."""
    before: Tree | None = None
    """Of our own workbook, which has all that was written in the YAML: what last year's budget gave it."""

    @property
    def has_data(self) -> bool:
        """Whether the workbook is our own."""
        return self.before is not None


class NoTablesError(InputError):
    """Nothing in a workbook is recognised; `proposal` is the mapping that the user may fill in."""

    def __init__(self, findings: list[Finding], proposal: str) -> None:
        super().__init__(findings)
        self.proposal = proposal


@dataclass(frozen=True)
class Given:
    """What the caller says of a workbook: the year and the name of the department, the file of a mapping.

    `folder` is where the budget lies, or will: its profile may lie beside it.
    """

    year: int | None = None
    name: str = ""
    mapping: Path | None = None
    folder: Path | None = None


def read_workbook(path: Path, existing: Tree | None = None, given: Given | None = None) -> Imported:
    """All that the workbook at `path` says. `existing` is the budget it is imported into, if there is one.

    Raises UsageError or InputError when it cannot be read, or when nothing in it is recognised.
    """
    log = Log()
    grids = open_workbook(path, log)
    for grid in grids:
        head = is_data(grid)
        if head is not None and given and (given.year or given.name):
            raise UsageError(f"“{path.name}”里有年度和名称，不要另写（--year、--name）。")
        if head is not None and given and given.mapping:
            raise UsageError(f"“{path.name}”是 gongkai 生成的，用不着映射，不要写 --mapping。")
        if head is not None:
            log.use(grid.name, "预算数据")
            tree, before = read_own(grids, grid, head, log, given.folder if given else None)
            log.tell_disagreements()
            tell_unseen((one for one in grids if one.name in log.used), log)
            return Imported(tree, log, int(text_at(tree, "年度")), set(tree), before=before)
    return read_grids(grids, path, existing, log, given)


def read_grids(
    grids: list[Grid],
    path: Path,
    existing: Tree | None = None,
    log: Log | None = None,
    given: Given | None = None,
) -> Imported:
    """What the sheets of a workbook say that is not ours; raises as `read_workbook` does."""
    log = log or Log()
    reader = _all_read(grids, path.name, existing or {}, log, given or Given())
    if broken := [finding for finding in log.findings if finding.code == NO_RESULT.code]:
        raise InputError(broken)
    if not log.used:
        message = f"{path.name} 没有认出任何一张表" if reader.filled else f"{path.name} 工作簿是空的"
        hint = (
            "表头要有“科目编码”“项目名称”“合计”这样的字样，写在前十行里；"
            f"不能改表的，{BY_MAPPING}写明；"
            "用命令的，加上 --mapping 映射.yaml 得到一份，照使用手册第十二节写明，再用它导入"
        )
        found = [NO_TABLES.at(None, message, hint), *log.findings]
        raise NoTablesError(found, reader.proposal.text(path.name))
    tree = reader.finish()
    bodies = {grid: heading.body for grid, heading in reader.headings.items()}
    read = lines_read((grid, bodies.get(grid, 0)) for grid in reader.grids)
    known = {*log.used, *(grid.name for grid in reader.others)}
    tell_unseen((grid for grid in grids if grid.name in known), log, read)
    log.tell_disagreements()
    unread = log.rows_unread()
    for grid in reader.grids:
        if grid.name in log.used:
            log.unused += leftovers(grid, reader.headings.get(grid), log.named, unread)
    return Imported(tree, log, reader.year, reader.complete, reader.proposal.text(path.name))


def proposed(path: Path, given: Given) -> list[MappedTable]:
    """What every sheet of the workbook at `path` is taken for, none where it is our own.

    Raises UsageError or InputError when it cannot be read.
    """
    log = Log()
    grids = open_workbook(path, log)
    if any(is_data(grid) is not None for grid in grids):
        return []
    return _all_read(grids, path.name, {}, log, given).proposal.entries


def _all_read(grids: list[Grid], file: str, known: Tree, log: Log, given: Given) -> Reader:
    """What has read every table, in the order of the sheets."""
    grids = [without_unseen(grid, log) for grid in grids]
    refuse_crowded(grids)
    grids = as_one_table(grids, log)
    mapped = read_mapping(given.mapping, grids, log) if given.mapping else []
    grids = sections_of(grids, given.year, {one.grid for one in mapped})
    reader = Reader(grids, file, known, log, (given.year, given.name), mapped)
    for grid in grids:
        entries = [one for one in mapped if one.grid is grid]
        if entries:
            reader.read_mapped(grid, entries)
        elif squeezed(grid.name) in PROSE_SHEETS:
            said = [grid.row_text(row) for row in range(grid.height)]
            log.in_full.append((f"{grid.name}，没有读的", [text for text in said if text]))
        else:
            reader.read(grid, of_year=grid not in reader.others)
    return reader
