"""Whatever a cell says in words, or a sheet is called: the files that an import writes pass reading."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.exchange.importer.grid import Grid
from generator.exchange.importer.workbook import Given, Imported, read_grids
from generator.exchange.importer.writing import files_of, write_files
from generator.exchange.tree import items, text_at
from generator.source import Mapping, read_folder

UNSEEN = [chr(code) for code in (*range(1, 9), *range(11, 32), 0x7F, 0x85, 0xAD, 0x200B, 0x200E, 0x2028)]
UNSEEN += [chr(code) for code in (0x202E, 0x2060, 0x2066, 0xFEFF, 0xFFFE)]
OTHERS = ["\t", "\n", "\u00a0", "\u2003", "\u3000", "\ue000", "\ufffd", "\U0001f600"]
SIGNS = [
    *("null", "~", "yes", "0x10", "1e3", "2024-01-01", "12:30:45", "<<", "=", "|", ">", "- 甲", "? 甲"),
    *("! 甲", "&a", "*a", "@", "`", "%", '"', "'", "“甲”", '"甲', '甲"', "{{ 甲 }}", "{ 甲", "[甲]", "甲,乙"),
    *("甲，乙", "甲；乙：丙", "＃甲", "甲 ＃乙", "#甲", "甲 # 乙", "甲：", "甲:", "•甲", "1. 甲", "（1）甲"),
    *("<<<<<<< 甲", "=======", "---", "...", "%YAML", "甲\\n", "“甲", "甲”", "‘甲’", "「甲」", "年度: 2025"),
    *("１２３甲", "＂甲＂", "甲 乙", ".5甲", "5.甲", "+5甲", "甲" * 300, "{{ 甲", "甲 }}"),
]
TEXTS = [
    *SIGNS,
    *(text.format(char) for char in (*UNSEEN, *OTHERS) for text in ("甲{}乙", "甲\n{}乙", "甲 #{}")),
]
HEAD = ["单位编码", "单位名称", "项目类别", "项目名称", "功能科目编码", "功能科目名称"]
HEAD += ["部门经济科目编码", "资金来源", "金额"]


def _imported(texts: list[str], sheet: str = "明细") -> Imported:
    """Texts as the names of units, projects and 科目."""
    rows: list[list[object]] = [["2025年项目支出明细表"], ["编制部门：某局"], ["单位：万元"], [*HEAD]]
    for number, text in enumerate(texts):
        line = [f"101{number:03}", f"{number}{text}", "特定目标类", f"{number}{text}", f"2{number:06}", text]
        rows.append([*line, "30201", "一般公共预算", number + 1])
    return read_grids([Grid("表.xlsx", sheet, rows)], Path("表.xlsx"), given=Given(2025))


def _read_again(result: Imported) -> Mapping:
    with TemporaryDirectory() as folder:
        files, _ = files_of(result, "表.xlsx")
        write_files(Path(folder) / "某局", files)
        value, found = read_folder(Path(folder) / "某局")
    assert [(one.code, one.message, one.place and str(one.place)) for one in found] == []
    return value


def test_what_cells_say_passes_reading() -> None:
    """Names of every kind; characters that nobody sees are left out, which is told once."""
    result = _imported(TEXTS)
    value = _read_again(result)
    names = [text_at(one, "名称") for one in items(result.tree, "项目")]
    assert [one["名称"] for one in value["项目"]] == names  # type: ignore[index, union-attr, call-overload]
    assert len(names) == len(TEXTS)
    assert not [name for name in names if set(name) & set(UNSEEN)]
    assert sum("看不见的字符，去掉了" in one.message for one in result.log.findings) == 1


@pytest.mark.parametrize(
    "sheet", ["甲\n乙", "甲\u2028乙", "甲\u202e乙", "甲\x01", "甲 #乙", "＃甲", "“甲”", "甲: 乙"]
)
def test_what_sheets_are_called_passes_reading(sheet: str) -> None:
    """Their names stand in comments."""
    _read_again(_imported(["甲"], sheet))
