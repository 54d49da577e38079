"""YAML → workbook → YAML: the same figures; what was changed in Excel is followed and told."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from generator.errors import InputError
from generator.exchange import to_xlsx
from generator.exchange.importer.differences import differences
from generator.exchange.importer.workbook import Imported, read_workbook
from generator.exchange.importer.writing import files_of, write_files
from generator.exchange.tree import Leaf, tree_of
from generator.figures import Disclosure, disclose, disclose_folder
from generator.model import load_budget
from tests.budgets import CONSISTENT, disclosed
from tests.exchange.sheets import lines, said

BUDGETS = Path(__file__).parents[2] / "budgets" / "2024"
SAMPLE = BUDGETS / "xinzhou-etdz"
IN_YUAN = (
    re.sub(r"(?<=[:] )(\d+)\.00", r"\g<1>0000.50", CONSISTENT)
    .replace("年度: 2024", "年度: 2024\n金额单位: 元")
    .replace("总体目标: {实施期: 完成项目。}", "总体目标: {实施期: '完成 {{ 表三.合计.合计 }}。'}")
)
TWO_UNITS = CONSISTENT.replace(
    '单位: [{名称: 某某局本级, 代码: "001001"}]',
    '单位: [{名称: 某某局本级, 代码: "001001"}, {名称: 某某中心, 代码: "001002"}]',
).replace(
    "  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 60.00}",
    "  - {科目: 2010350, 性质: 基本支出, 单位: '001001', 一般公共预算: 40.00}\n"
    "  - {科目: 2010350, 性质: 基本支出, 单位: '001002', 一般公共预算: 20.00}",
)


def figures(disclosure: Disclosure) -> dict[str, tuple[Decimal, str]]:
    """All figures by id, exact."""
    return {figure.id: (figure.value, str(figure.unit)) for figure in disclosure.book}


def printed(disclosure: Disclosure) -> dict[str, list[list[str]]]:
    """All tables as printed."""
    return {number: table.printed_rows() for number, table in disclosure.tables.items()}


def saved(folder: Path, disclosure: Disclosure) -> Path:
    """The workbook of `disclosure`."""
    path = folder / "公开.xlsx"
    path.write_bytes(to_xlsx(disclosure))
    return path


def back(folder: Path, disclosure: Disclosure) -> tuple[Imported, Disclosure]:
    """What an import reads from the workbook of `disclosure`, and the budget that it writes."""
    result = read_workbook(saved(folder, disclosure))
    files, missing = files_of(result, "公开.xlsx")
    assert missing == []
    target = folder / "2024" / "新"
    write_files(target, files)
    return result, disclose(load_budget(target))


@pytest.mark.parametrize("name", ["xinzhou-etdz", "yunling-archive"])
def test_a_budget_comes_back_with_the_same_figures(tmp_path: Path, name: str) -> None:
    """Every id, every exact value, every printed cell; nothing to complain of."""
    before = disclose_folder(BUDGETS / name)
    result, after = back(tmp_path, before)
    assert figures(after) == figures(before)
    assert list(figures(after)) == list(figures(before))
    assert printed(after) == printed(before)
    assert said(result) == []


@pytest.mark.parametrize("text", [CONSISTENT, IN_YUAN, TWO_UNITS])
def test_so_do_budgets_in_yuan_and_of_two_units(tmp_path: Path, text: str) -> None:
    """The unit, the units and references in prose survive."""
    before = disclosed(text)
    _, after = back(tmp_path, before)
    assert figures(after) == figures(before)
    assert after.budget.unit == before.budget.unit
    first, second = ({**tree_of(d.budget), "金额单位": Leaf("")} for d in (before, after))
    assert not list(differences(first, second))
    assert not list(differences(second, first))


def test_lines_say_the_cells_that_they_came_from(tmp_path: Path) -> None:
    """An amount is commented with the sheet and cell of the table that prints it."""
    files, _ = files_of(read_workbook(saved(tmp_path, disclosed())), "公开.xlsx")
    assert "一般公共预算: 60.00}  # 事业运行；表五!D9" in files["收支.yaml"]
    assert "表十二!C9、表十三!C9" in files["项目.yaml"]


def changed(
    path: Path,
    *edits: tuple[str, str, str],
    without: str = "",
    beside: tuple[str, int, str, str] | None = None,
) -> Path:
    """`path` with cells (sheet, cell, value) changed, one put at the end of a row, a sheet emptied."""
    names = CalamineWorkbook.from_path(path).sheet_names
    target = path.with_name("改.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.namelist():
            text = old.read(item).decode() if item.endswith(".xml") else ""
            for sheet, cell, value in edits:
                if item == f"xl/worksheets/sheet{names.index(sheet) + 1}.xml":
                    shown = f"<v>{value}</v>" if value else ""
                    pattern = rf'(<c r="{cell}" s="\d+")(?: t="s")?(?:/>|>.*?</c>)'
                    text, count = re.subn(pattern, rf"\g<1>>{shown}</c>", text)
                    assert count == 1
            if beside and item == f"xl/worksheets/sheet{names.index(beside[0]) + 1}.xml":
                _, row, column, value = beside
                more = rf'\g<1><c r="{column}{row}"><v>{value}</v></c></row>'
                text = re.sub(rf'(<row r="{row}"(?:(?!</row>).)*)</row>', more, text)
            if without and item == f"xl/worksheets/sheet{names.index(without) + 1}.xml":
                text = re.sub("<sheetData>.*</sheetData>", "<sheetData/>", text, flags=re.DOTALL)
            new.writestr(item, text.encode() if text else old.read(item))
    return target


def test_tables_alone_say_almost_everything(tmp_path: Path) -> None:
    """Without 数据, 支出 follows from the tables, and what was assumed or is missing is said."""
    result = read_workbook(changed(saved(tmp_path, disclose_folder(SAMPLE)), without="数据"))
    known = read_workbook(saved(tmp_path, disclose_folder(SAMPLE)))
    for key in ("支出", "基本支出", "政府性基金收入"):
        assert lines(result, key) == lines(known, key)
    assert {line[:3] for line in said(result)} == {"E12"}
    _, missing = files_of(result, "公开.xlsx")
    assert any("部门/代码" in item for item in missing)


def test_a_cell_changed_in_excel_wins_over_the_data(tmp_path: Path) -> None:
    """The new amount is taken and told, once; cells that still say the old one are counted."""
    path = saved(tmp_path, disclosed())
    result = read_workbook(changed(path, ("表五", "D9", "61")))
    found = lines(result, "支出")
    assert found[0] == {"科目": "2010350", "性质": "基本支出", "一般公共预算": Decimal(61)}
    assert found[1:] == lines(read_workbook(path), "支出")[1:]
    first, second = said(result)
    assert first.startswith("E09 改.xlsx:表五!D9")
    assert "61.00" in first
    assert "60.00" in first
    assert second.startswith("E12 改.xlsx 改了的数在 ")


def test_two_cells_that_say_different_things_are_told(tmp_path: Path) -> None:
    """One amount, changed in two tables to two numbers: the first is taken, the other one named."""
    path = saved(tmp_path, disclosed())
    told = said(read_workbook(changed(path, ("表五", "D9", "61"), ("表三", "D9", "62"))))
    assert len([line for line in told if line.startswith("E07 改.xlsx:表")]) == 1
    assert len(told) == 3


def test_a_total_that_excel_added_up_anew_is_no_edit(tmp_path: Path) -> None:
    """What the changed amount makes of the sums is expected."""
    path = saved(tmp_path, disclosed())
    edits = [("表五", "D9", "61"), ("表五", "D6", "71"), ("表五", "C6", "101"), ("表五", "C9", "61")]
    told = said(read_workbook(changed(path, *edits)))
    assert [line[:3] for line in told] == ["E09", "E12"]


def test_data_changed_and_the_tables_not(tmp_path: Path) -> None:
    """Nobody touched the tables, so what was changed is meant: there is nothing to compare."""
    path = saved(tmp_path, disclosed())
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("数据").to_python()
    row = next(number for number, row in enumerate(rows, 1) if row[0] == "支出/#1/一般公共预算")
    result = read_workbook(changed(path, ("数据", f"B{row}", "61")))
    assert lines(result, "支出")[0]["一般公共预算"] == Decimal(61)
    assert said(result) == []


def test_a_cell_cleared_in_excel_is_nil(tmp_path: Path) -> None:
    """A blank cell where 数据 has an amount takes the amount away."""
    result = read_workbook(changed(saved(tmp_path, disclosed()), ("表十三", "C9", "")))
    assert "上年结转" not in lines(result, "项目")[0]
    assert any(line.startswith("E09 改.xlsx:表十三!C9") for line in said(result))


def test_a_change_that_could_be_of_two_amounts_is_not_guessed(tmp_path: Path) -> None:
    """A sum of two sources that was changed says which sum, and changes nothing."""
    path = saved(tmp_path, disclosed())
    result = read_workbook(changed(path, ("表三", "E10", "40")))
    assert lines(result, "支出") == lines(read_workbook(path), "支出")
    assert any(line.startswith("E08 改.xlsx:表三!E10") for line in said(result))


def test_formulas_that_were_not_calculated_say_nothing(tmp_path: Path) -> None:
    """Programs that do not calculate save totals without results; they are counted, and no amount is lost."""
    path, target = saved(tmp_path, disclose_folder(SAMPLE)), tmp_path / "没有算.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.namelist():
            new.writestr(item, re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1<v></v>", old.read(item)))
    result = read_workbook(target)
    assert files_of(result, "公开.xlsx") == files_of(read_workbook(path), "公开.xlsx")
    [told] = said(result)
    assert re.match(r"E12 没有算.xlsx \d{3,} 格合计的公式没有存下算出的数", told)


def test_what_stands_beside_the_data_is_named(tmp_path: Path) -> None:
    """A fifth column, or a text beside a number: neither is a value."""
    path = saved(tmp_path, disclosed())
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("数据").to_python()
    row = next(number for number, row in enumerate(rows, 1) if row[0] == "支出/#1/一般公共预算")
    told = said(read_workbook(changed(path, ("数据", f"D{row}", "3"), beside=("数据", row, "F", "4"))))
    assert [line.partition("”")[0] for line in told] == [
        f"E10 改.xlsx:数据!D{row} “3",
        f"E10 改.xlsx:数据!F{row} “4",
    ]


def test_a_number_of_the_data_that_cannot_be_read_stops_the_import(tmp_path: Path) -> None:
    """Without it the budget would be another one, and its tables would be followed to wrong amounts."""
    path = saved(tmp_path, disclosed())
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("数据").to_python()
    row = next(number for number, row in enumerate(rows, 1) if row[0] == "支出/#1/一般公共预算")
    with pytest.raises(InputError) as caught:
        read_workbook(changed(path, ("数据", f"B{row}", "-61")))
    assert [finding.code for finding in caught.value.findings] == ["E05"]


def test_the_sheet_of_data_is_deterministic_and_has_numbers(tmp_path: Path) -> None:
    """The same budget gives the same bytes; amounts are numbers, codes are texts."""
    disclosure = disclosed()
    assert to_xlsx(disclosure) == to_xlsx(replace(disclosure))
    rows = CalamineWorkbook.from_path(saved(tmp_path, disclosure)).get_sheet_by_name("数据").to_python()
    found = {row[0]: row for row in rows}
    assert found["支出/#1/一般公共预算"][1:3] == [60.0, "万元"]
    assert found["支出/#1/科目"][3] == "2010350"
    assert found["绩效目标/#1/年度资金/市县"][1:3] == [200000.0, "元"]
    assert "gongkai import" in str(rows[1][0])
