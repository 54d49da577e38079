"""The course of a budget says what is known, and what can be picked is what can be written."""

from __future__ import annotations

import pytest

from tests.workbench.asked import ask, post
from tests.workbench.conftest import KEY, Bench


def _state(bench: Bench) -> str:
    """What stands beside 填写."""
    assert bench.desk.read()
    said = ask(bench.app, f"/b/{KEY}/-/steps").text
    return said.partition("<h2>填写")[2].partition(">")[2].partition("<")[0]


def test_that_all_is_filled_in_is_said_only_where_it_is_known(bench: Bench) -> None:
    """Lines of units that there are not hide what is still to be written."""
    assert _state(bench) == "都填了"
    path = bench.folder / "预算.yaml"
    text = path.read_text(encoding="utf-8")
    line = "{经济科目: 30201, 金额: 4.20}"
    assert line in text
    path.write_text(text.replace(line, "{经济科目: 30201, 单位: 099, 金额: 4.20}"), encoding="utf-8")
    assert _state(bench) == "改好错误以后才知道"


@pytest.mark.parametrize(
    "table", ["收入分类科目", "支出功能分类科目", "部门预算支出经济分类科目", "政府预算支出经济分类科目"]
)
def test_codes_that_are_offered_are_taken(bench: Bench, table: str) -> None:
    """None is longer or shorter than lines are written by, such as 103015001."""
    found = ask(bench.app, f"/b/{KEY}/-/subjects", f"table={table}").data
    assert len(found) > 20
    assert len({len(code) for code, *_ in found}) == 1
    wanted = {"收入分类科目": "1030150"}.get(table, found[0][0])
    assert wanted in {code for code, *_ in found}


@pytest.mark.parametrize("route", ["import", "mapping"])
def test_what_is_no_workbook_is_told_with_what_to_do(bench: Bench, route: str) -> None:
    """A table as text, say: the hint of the message is in the answer, and it names no option."""
    table = "科目编码,合计\n2130301,486.75\n".encode("gbk")
    told = ask(bench.app, f"/-/{route}", "file=支出.csv", "POST", table)
    assert told.status == 422
    assert "这是文本文件（CSV），不是 Excel（" in told.text
    assert "--" not in told.text


def test_the_profile_is_chosen_from_those_that_there_are(bench: Bench) -> None:
    """Nobody knows their names by heart; a new budget from a workbook has had none to choose."""
    asked = "key=年度和样式"
    form = ask(bench.app, f"/b/{KEY}/-/form", asked).text
    said = form.partition("样式</label>")[2].partition("</select>")[0]
    assert "<option>shanghai-2025</option>" in said
    version = form.partition('data-version="')[2].partition('"')[0]
    sent = {"version": version, "key": "年度和样式", "whose": "", "item": 0, "rows": {}, "gone": []}
    told = post(bench.app, f"/b/{KEY}/-/cells", {**sent, "cells": [[["样式"], "没有-2020"]]})
    assert told.status == 422
    told = post(bench.app, f"/b/{KEY}/-/cells", {**sent, "cells": [[["样式"], "shanghai-2025"]]})
    assert told.status == 200
    assert "样式: shanghai-2025" in (bench.folder / "预算.yaml").read_text(encoding="utf-8")
