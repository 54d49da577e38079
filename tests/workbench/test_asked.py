"""What a form asks: nothing twice, nothing that cannot be, and zeros with one action."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.figures import disclose_folder
from generator.model.vocabulary import APPROPRIATIONS, DEFAULT
from generator.rules import apply_rules
from generator.rules.absence import UNWRITTEN
from generator.workbench.changes import Change
from generator.workbench.edits import apply, written_in
from generator.workbench.forms import AMOUNT, Changes, Form, Grid, form_of
from tests.budgets import CONSISTENT, written_to
from tests.many_units import CODES, many_units

ASSETS = """国有资产:
  截至日期: 2024-01-01
  办公用房面积: 20
  五十万元以上通用设备: 0
  一百万元以上专用设备: 0
  车辆: {编制: 2, 领导用车: 0, 机要通信用车: 0, 应急保障用车: 0, 执法执勤用车: 0, 特种专业技术用车: 0,
    事业单位业务用车: 0, 其他公务用车: 1}"""
BOUGHT = "采购: {货物: 2, 工程: 0, 服务: 0}"


def _form(folder: Path, key: str, whose: str = "") -> Form:
    return form_of(written_in(folder).mapping, key, DEFAULT, whose)


def _change(folder: Path, *changes: Change) -> None:
    apply(folder, written_in(folder).version, list(changes))


def _unwritten(folder: Path) -> list[str]:
    return [one.message for one in apply_rules(disclose_folder(folder), folder) if one.code == UNWRITTEN.code]


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("国有资产", ("国有资产", "车辆", "领导用车")),
        ("国有资产", ("国有资产", "五十万元以上通用设备")),
        ("政府采购", ("政府采购", "工程")),
        ("三公经费", ("三公经费", "公务用车购置费")),
    ],
)
def test_what_is_missed_where_there_is_none_is_one_action_away(
    tmp_path: Path, key: str, path: tuple[str, ...]
) -> None:
    """With 0 in the zeros of the form, as facts in the file, nothing is missed any more."""
    folder = written_to(
        tmp_path / "b", CONSISTENT.replace("国有资产: 无", ASSETS).replace("采购: 无", BOUGHT)
    )
    before = _unwritten(folder)
    _change(folder, Change(path, ""))
    assert _unwritten(folder) != before
    form, there = _form(folder, key), written_in(folder)
    made = Changes(form, there.mapping)
    made.type([(cell, "0") for cell in form.zeros])
    apply(folder, there.version, made.changes, made.rows, made.gone)
    assert _unwritten(folder) == before
    assert not form.zeros & _form(folder, key).zeros


def test_zeros_stand_in_empty_places_only(tmp_path: Path) -> None:
    """One in a row, and none where anything is written."""
    folder = written_to(tmp_path / "b", CONSISTENT)
    form = _form(folder, "三公经费")
    assert form.zeros == frozenset()
    assert [line.cells[0].text for line in form.grids[0].lines if line.cells[0]] == ["0", "3.00", "0", "0"]
    _change(folder, Change(("三公经费", "公务接待费"), ""))
    assert [path[1] for path in _form(folder, "三公经费").zeros] == ["公务接待费"]
    assert _form(folder, "收入").zeros == _form(folder, "上年支出").zeros == frozenset()


def _shown(form: Form) -> list[str]:
    [grid] = form.grids
    return [one.label for index, one in enumerate(grid.columns) if not grid.is_rare(index, 2)]


@pytest.mark.parametrize("key", ["三公经费", "机关运行经费"])
def test_what_is_paid_from_appropriations_has_no_other_source(tmp_path: Path, key: str) -> None:
    """Others are shown where something stands in them, so that it can be mended."""
    folder = many_units(tmp_path / "b")
    sources = set(DEFAULT.sources)
    assert sources & set(_shown(_form(folder, key))) <= set(APPROPRIATIONS)
    first = _form(folder, key).grids[0].lines[0].cells
    other = next(cell for cell in first if cell and cell.column.label == "单位资金")
    _change(folder, Change(other.path, "1"))
    assert "单位资金" in _shown(_form(folder, key))


def test_the_nature_of_units_is_asked(tmp_path: Path) -> None:
    """Though no unit has one yet: a 事业 unit of a 行政 department has to say it."""
    units = '单位: [{名称: 一, 代码: "001001"}, {名称: 二, 代码: "001002"}]\n'
    text = "".join(units if line.startswith("单位:") else line for line in CONSISTENT.splitlines(True))
    assert "性质" in _shown(_form(written_to(tmp_path / "b", text), "单位"))


def test_the_unit_of_a_project_is_known(tmp_path: Path) -> None:
    """A new performance table has it; of a project of several units it is still to be chosen."""
    folder = many_units(tmp_path / "b")
    there = written_in(folder)
    form = form_of(there.mapping, "绩效目标", DEFAULT)
    assert "中心—乙" in form.addable
    made = Changes(form, there.mapping)
    made.add_table("中心—乙")
    assert made.rows[0].cells[("单位",)] == '"101002"' or made.rows[0].cells[("单位",)] == "101002"
    _change(folder, Change(("项目", 1, "名称"), "中心—乙"))
    there = written_in(folder)
    made = Changes(form_of(there.mapping, "绩效目标", DEFAULT), there.mapping)
    made.add_table("中心—乙")
    assert ("单位",) not in made.rows[0].cells


def test_who_has_written_nothing_is_told(tmp_path: Path) -> None:
    """By key where each unit has its own, by line where the unit is named; not where there is none at all."""
    folder = many_units(tmp_path / "b")
    assert _form(folder, "收入").silent == _form(folder, "支出").silent == frozenset()
    (folder / "单位" / "1-中心.yaml").write_text(f'本单位: "{CODES[1]}"\n收入: 待填\n', encoding="utf-8")
    for key in ("收入", "三公经费", "支出", "基本支出"):
        assert _form(folder, key).silent == {CODES[1]}, key
    assert _form(folder, "国有资本经营收入").silent == frozenset()
    assert all(isinstance(part, Grid) for part in _form(folder, "收入").parts)


@pytest.mark.parametrize("key", ["收入", "三公经费"])
def test_what_the_first_unit_says_in_its_own_file_is_shown(tmp_path: Path, key: str) -> None:
    """And changed there."""
    folder = many_units(tmp_path / "b")
    form = _form(folder, key)
    [first, *_] = [cell for cell in form.cells if cell.text not in ("", "0")]
    _change(folder, Change(first.path, "77.5"))
    assert "77.5" in (folder / "单位" / "0-本级.yaml").read_text(encoding="utf-8")
    assert [cell.text for cell in _form(folder, key).cells if cell.path == first.path] == ["77.5"]


@pytest.mark.parametrize("key", ["政府采购", "国有资产", "整体绩效"])
def test_what_is_said_of_the_whole_does_not_go_into_the_file_of_a_unit(tmp_path: Path, key: str) -> None:
    """Where it would be the unit's, or be there twice."""
    folder = many_units(tmp_path / "b")
    amount = next(cell for cell in _form(folder, key).cells if cell.column.kind == AMOUNT)
    [changed] = apply(folder, written_in(folder).version, [Change(amount.path, "1")])
    assert changed.name == "部门.yaml"
