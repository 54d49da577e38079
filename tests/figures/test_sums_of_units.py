"""Whatever the units of a department are: every cell and sentence of it is the sum of theirs."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings

from generator.figures import Disclosure, disclose_folder
from tests.departments import Department, departments, in_folder

Key = tuple[str, int, tuple[str, ...], str]
Cells = dict[Key, Decimal]

SENTENCES = (
    *("支出/基本支出", "支出/项目支出", "项目/个数", "项目/金额", "绩效目标/个数", "绩效目标/金额"),
    *("项目类别/特定目标类/个数", "项目类别/特定目标类/金额"),
    *("绩效目标类别/特定目标类/个数", "绩效目标类别/特定目标类/金额"),
)
TOTALS = {"表十一": "部门合计", "表十二": "部门", "表十三": "部门"}


def _cells(disclosure: Disclosure) -> Cells:
    """What cells are worth, by table, block, the words of the row, and column; without rows of units."""
    codes = {unit.code for unit in disclosure.budget.units}
    found: Cells = defaultdict(Decimal)
    for number, table in disclosure.tables.items():
        for row in table.rows:
            words: list[str] = []
            block, amounts = -1, True
            for column, cell in zip(table.columns, row.cells, strict=True):
                if not column.numeric:
                    words, block = ([], block + 1) if amounts else (words, block)
                    words.append(cell.text)
                elif cell.figure is not None:
                    _, *key, _ = cell.figure.id.split("/")
                    named = ["合计"] if TOTALS.get(number) == key[-1] else words
                    if key[-1] not in codes:
                        found[number, block, tuple(named), column.title] += cell.figure.value
                amounts = column.numeric
    return found


@settings(max_examples=60, deadline=None)
@given(departments())
def test_every_cell_is_the_sum_of_the_units(department: Department) -> None:
    """Rows are the same, by their words, and each amount is the sum of the units' in that row."""
    with in_folder(department.files) as folder:
        whole = disclose_folder(folder)
        units = [disclose_folder(folder, unit.code) for unit in department.units]
    total: Cells = defaultdict(Decimal)
    for unit in units:
        for key, value in _cells(unit).items():
            total[key] += value
    assert dict(_cells(whole)) == dict(total)
    assert {key[0] for key in total} == set(whole.tables)
    for name in SENTENCES:
        assert whole.book[name].value == sum(unit.book[name].value for unit in units), name


@settings(max_examples=30, deadline=None)
@given(departments())
def test_rows_of_a_unit_are_what_it_publishes(department: Department) -> None:
    """表十一 to 表十三: the unit's row is its total, and each of its projects has a row with its amounts."""
    with in_folder(department.files) as folder:
        whole = disclose_folder(folder)
        units = {unit.code: disclose_folder(folder, unit.code) for unit in department.units}
    for code, unit in units.items():
        for number, total in TOTALS.items():
            for cell in (cell for row in unit.tables[number].rows for cell in row.cells if cell.figure):
                assert cell.figure is not None
                _, key, column = cell.figure.id.split("/")
                own = code if key in (total, code) else f"{code}/{key}"
                name = f"{number}/{own}/{column}"
                value = whole.book[name].value if name in whole.book else Decimal(0)
                assert value == cell.figure.value, name


@settings(max_examples=30, deadline=None)
@given(departments())
def test_each_pair_of_subjects_has_one_row(department: Department) -> None:
    """表六: no two rows say the same two names, and those of a 款 add up to it."""
    with in_folder(department.files) as folder:
        whole = disclose_folder(folder)
    rows = whole.tables["表六"].rows
    assert len({row.name for row in rows}) == len(rows)
    for code in {record.properties["科目"] for record in whole.records if record.kind == "基本支出"}:
        pairs = [row for row in rows if row.keys[0].startswith(f"{code}/")]
        figures = [whole.book[f"表六/{row.keys[0]}/合计"].value for row in pairs]
        assert sum(figures) == whole.book[f"表六/{code}/合计"].value > 0
