"""Rows that come and go, and lists of texts: those that stay are not touched."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.model.vocabulary import DEFAULT
from generator.workbench.changes import Change, Gone, value_at
from generator.workbench.edits import _plain, apply, written_in
from generator.workbench.forms import Changes, form_of
from tests.budgets import CONSISTENT, written_to
from tests.workbench.typed import copied, form_in, texts_in, write

ROWS = """\
项目:
  - {名称: 甲, 类别: 特定目标类}  # 第一个
  # 一个注释
  - 名称: 乙
    类别: 特定目标类
  - {名称: 丙, 类别: 特定目标类}
"""
INLINE = f"项目: [{', '.join(f'{{名称: {name}, 类别: 特定目标类}}' for name in '甲乙丙')}]  # 三个\n"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sets(st.integers(0, 2), min_size=1), st.sampled_from([ROWS, INLINE]))
def test_any_rows_are_taken_out(tmp_path: Path, gone: set[int], text: str) -> None:
    """Those that stay stay as they are, with comments; of a list without rows [] is left."""
    shutil.rmtree(tmp_path / "b", ignore_errors=True)
    whole = re.sub(r"^项目:\n(  - .*\n)+", "", CONSISTENT, flags=re.M)
    folder = written_to(tmp_path / "b", f"{whole}{text}")
    write(folder, "项目", gone=[("项目", index) for index in gone])
    left = [line.cells[0].text for line in form_in(folder, "项目").grids[0].lines if line.cells[0]]
    assert left == [name for index, name in enumerate("甲乙丙") if index not in gone]
    after = texts_in(folder)["预算.yaml"]
    assert after.startswith(whole)
    assert ("# 一个注释" if text is ROWS else "# 三个") in after


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["甲科", "乙科", "丙: 科", "丁科"]), max_size=5, unique=True), st.booleans())
def test_a_list_of_texts_becomes_any_other(tmp_path: Path, new: list[str], flow: bool) -> None:
    """One item in a line: in brackets, or in lines of its own."""
    shutil.rmtree(tmp_path / "b", ignore_errors=True)
    lists = "[甲科, 乙科]" if flow else "\n      - 甲科  # 注\n      - 乙科"
    own = f"部门:\n  名称: 某局\n  机构:\n    内设机构: {lists}\n    编制人数: 3\n"
    folder = written_to(tmp_path / "b", re.sub(r"^部门: .*\n", lambda _: own, CONSISTENT, flags=re.M))
    path = ("部门", "机构", "内设机构")
    write(folder, "部门", [(path, "\n".join(new))])
    assert list(value_at(written_in(folder).mapping, path) or ()) == new


def test_indicators_are_rows_of_one_grid(tmp_path: Path) -> None:
    """Each lies in the list of its 二级指标; a new one begins that list where there is none."""
    folder = copied(tmp_path)
    there = written_in(folder)
    form = form_of(there.mapping, "绩效目标", DEFAULT, item=1)
    [grid] = form.grids
    levels = (("一级指标",), "效益指标"), (("二级指标",), "新的指标"), (("名称",), "甲"), (("值",), "≥ 5")
    made = Changes(form, there.mapping)
    with pytest.raises(UsageError, match="应是"):
        made.add(0, [levels])
    made.add(0, [[levels[0], (("二级指标",), grid.columns[1].words[-1]), *levels[2:]]])
    made.take_out([grid.lines[0].path])
    apply(folder, there.version, made.changes, made.rows, made.gone)
    [after] = form_of(written_in(folder).mapping, "绩效目标", DEFAULT, item=1).grids
    assert len(after.lines) == len(grid.lines)
    named = {line.cells[2].text for line in after.lines if line.cells[2]}
    assert "甲" in named


def test_a_unit_says_its_own(tmp_path: Path) -> None:
    """In a part of its own, which is begun when there is none."""
    units = '单位: [{名称: 一, 代码: "001001"}, {名称: 二, 代码: "001002"}]\n'
    folder = written_to(tmp_path / "b", re.sub(r"^单位: .*\n", units, CONSISTENT, flags=re.M))
    for key, column in (("收入", "一般公共预算"), ("政府采购", "货物")):
        there = written_in(folder)
        form = form_of(there.mapping, key, DEFAULT, "001002")
        assert [code for code, _ in form.whoever][-1] == "001002"
        made = Changes(form, there.mapping)
        made.type([((*form.base, column), "5")])
        apply(folder, there.version, made.changes, made.rows, made.gone)
    [part] = written_in(folder).mapping["分单位"]  # type: ignore[misc]
    assert _plain(part) == {"单位": "001002", "收入": {"一般公共预算": "5"}, "政府采购": {"货物": "5"}}


def test_the_only_table_of_a_unit_is_taken_out(tmp_path: Path) -> None:
    """Of a file that says nothing else of its unit: [] is left, which says that the unit has none."""
    units = '单位: [{名称: 一, 代码: "001001"}, {名称: 二, 代码: "001002"}]\n'
    folder = written_to(tmp_path / "b", re.sub(r"^单位: .*\n", units, CONSISTENT, flags=re.M))
    (folder / "二.yaml").write_text('本单位: "001002"\n绩效目标:\n  - {项目: 甲}\n', encoding="utf-8")
    there = written_in(folder)
    tables = there.mapping["绩效目标"]
    assert tables is not None
    last = [value_at(table, ("项目",)) for table in tables].index("甲")  # type: ignore[arg-type]
    apply(folder, there.version, [], [], [Gone(("绩效目标", last))])
    assert texts_in(folder)["二.yaml"] == '本单位: "001002"\n绩效目标: []\n'
    (change,) = apply(folder, written_in(folder).version, [Change(("部门", "名称"), "新局")])
    assert change.name == "预算.yaml"
