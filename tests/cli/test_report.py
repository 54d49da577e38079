"""Findings of one rule are grouped: the first places and a count; --all has everything, JSON always."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest

from generator.cli.report import FIRST, print_findings
from generator.findings import Finding, Kind, Level, some_of
from generator.source import Place, SourceText
from tests.budgets import CONSISTENT, written_to
from tests.cli.conftest import Gongkai

PROJECTS = 900


def _budget() -> str:
    rows = [f"  - {{名称: 第{n}号（一)路, 类别: 特定目标类, 单位资金: 0}}" for n in range(PROJECTS)]
    return CONSISTENT.replace("机关运行经费: []\n", "\n".join(rows) + "\n机关运行经费: []\n")


def test_nine_hundred_projects_print_no_thousands_of_lines(gongkai: Gongkai, tmp_path: Path) -> None:
    """One slip in every project: the first are shown, then how many there are; the sum counts all."""
    written_to(tmp_path / "某某局", _budget())
    said = gongkai("check", "某某局")
    assert said.out.count("警告 X07 ") == FIRST
    assert f"X07 共 {PROJECTS} 处，其余 {PROJECTS - FIRST} 处没有列出；用 --all 全部列出" in said.out
    assert f"{PROJECTS + 1} 处警告" in said.out, "and one performance table without its texts"
    assert said.out.count("\n") < 120
    every = gongkai("check", "某某局", "--all")
    assert every.out.count("警告 X07 ") == PROJECTS
    assert "没有列出" not in every.out
    listed = json.loads(gongkai("check", "某某局", "--format", "json").out)["findings"]
    assert [finding["code"] for finding in listed].count("X07") == PROJECTS


@pytest.mark.parametrize(("count", "shown"), [(FIRST, FIRST), (FIRST + 1, FIRST + 1), (FIRST + 2, FIRST)])
def test_one_more_is_shown_rather_than_counted(count: int, shown: int) -> None:
    """A line that says “one more” is as long as the finding."""
    findings = [Finding("X99", Level.WARNING, f"第{n}处") for n in range(count)]
    findings += [Finding("T99", Level.ERROR, "另一条")]
    stream = StringIO()
    print_findings(findings, stream, everything=False)
    said = stream.getvalue()
    assert said.count(" X99 第") == shown
    assert ("没有列出" in said) == (shown < count)
    assert "错误 T99 另一条" in said


def _printed(findings: list[Finding], everything: bool) -> list[str]:
    stream = StringIO()
    print_findings(findings, stream, everything=everything)
    return stream.getvalue().splitlines()


def test_what_was_accepted_stands_last_and_short() -> None:
    """A line for every reason with its count; with --all every place, after what is still open."""
    findings = [
        Finding("T98", Level.WARNING, "一处", accepted="另一个理由"),
        *(Finding("X99", Level.WARNING, f"第{n}处", accepted="照原表公开") for n in range(30)),
        Finding("T99", Level.ERROR, "另一条"),
    ]
    assert _printed(findings, everything=False) == [
        "错误 T99 另一条",
        "",
        "已接受 T98 1 处：另一个理由",
        "已接受 X99 30 处：照原表公开",
        "已接受的各在哪里，用 --all 列出",
        "共 1 处错误，31 处已接受。",
    ]
    every = _printed(findings, everything=True)
    assert every[0] == "错误 T99 另一条"
    assert sum(line.startswith("已接受 X99 第") for line in every) == 30
    assert every.count("      理由：照原表公开") == 30


def test_rules_that_lack_the_same_stand_in_one_line() -> None:
    """What could not be checked for one reason is said once, unless all is asked for."""
    findings = [
        Kind(code, title, Level.WARNING).unchecked("没有绩效目标")
        for code, title in (("T96", "甲"), ("T97", "乙"))
    ]
    findings.append(Finding("T95", Level.UNCHECKED, "丙：没有上年数"))
    told = ["未检查 T96、T97 没有绩效目标", "未检查 T95 丙：没有上年数", "共 3 处未检查。"]
    assert sorted(_printed(findings, everything=False)) == sorted(told)
    assert "未检查 T96 甲：没有绩效目标" in _printed(findings, everything=True)


def test_a_message_lists_a_few_names() -> None:
    """And how many there are."""
    names = [f"“{n}”" for n in range(55)]
    assert some_of(names) == "“0”、“1”、“2”、“3”、“4”等 55 个"
    assert some_of(names[:5]) == "、".join(names[:5])
    assert some_of([]) == ""


def test_one_slip_all_over_a_file_is_told_once() -> None:
    """With the lines; what has other words, or stands in another file, is told for itself."""
    here, there = SourceText("甲.yaml", "甲\n" * 20), SourceText("乙.yaml", "甲\n")
    findings = [Finding("S99", Level.ERROR, "全角冒号", Place(here, line, 1)) for line in range(1, 13)]
    findings += [Finding("S99", Level.ERROR, "全角冒号", Place(there, 1, 1))]
    findings += [Finding("S99", Level.ERROR, "全角逗号", Place(here, 3, 1))]
    said = "\n".join(_printed(findings, everything=False))
    assert said.count("错误 S99") == 3
    assert "同样的还有 11 处，在第 2、3、4、5、6、7、8、9、10、11 等 11 行。" in said
    assert "没有列出" not in said
    assert "\n".join(_printed(findings, everything=True)).count("错误 S99") == 14
