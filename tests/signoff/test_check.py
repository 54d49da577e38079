"""Findings of family R, and a reviewers' file that cannot be read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.findings import Finding, Level
from generator.rules.pages import page_text
from generator.signoff.check import check_sign_offs, command
from generator.signoff.writing import put
from generator.source.workspace import SIGN_OFFS
from tests.budgets import CONSISTENT, disclosed, spoiled
from tests.signoff.signing import signature
from tests.written import at


def _found(folder: Path, written: str | bytes, text: str = CONSISTENT) -> list[Finding]:
    (folder / SIGN_OFFS).write_bytes(written.encode() if isinstance(written, str) else written)
    return check_sign_offs(folder, disclosed(text))


def test_nothing_is_said_without_a_file_or_a_change(tmp_path: Path) -> None:
    """No file, an empty one, and one that still holds."""
    assert check_sign_offs(tmp_path, disclosed()) == []
    assert _found(tmp_path, "") == []
    assert _found(tmp_path, put("", [signature(disclosed(), "表三")])) == []


def test_a_change_is_a_warning_at_the_signature(tmp_path: Path) -> None:
    """Who, when, the first changes with both values, how many, and the command to sign anew."""
    written = put("", [signature(disclosed(), "表六"), signature(disclosed(), "表三")])
    (finding,) = _found(tmp_path, written, spoiled("30101, 金额: 50.00", "30101, 金额: 50.01"))
    assert (finding.code, finding.level) == ("R01", Level.WARNING)
    assert finding.message == (
        "张三 2024-03-01 审核的“表六”有 6 处改动：表六/合计/合计 70.00 → 70.01；"
        "表六/合计/人员经费 60.00 → 60.01；表六/301/合计 60.00 → 60.01；等 6 处"
    )
    assert finding.hint.endswith(" 表六 --by 张三")
    assert len(finding.figures) == 6
    assert at(finding.place) == (4, 9)


@pytest.mark.parametrize(
    "reviewer",
    ["张三", "张 三", "张三（科长）", "$(touch 坏)", "`touch 坏`", '"; touch 坏; "', "'张'", "张\n三", "#张"],
)
def test_the_command_is_safe_to_paste(reviewer: str, tmp_path: Path) -> None:
    """A shell takes every name as one word, whatever stands in it, and runs nothing else."""
    said = command(signature(disclosed(), "表三", reviewer), Path("局"))
    shown = ["sh", "-c", f"printf '%s\\0' {said}"]
    words = subprocess.run(shown, cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    assert words.split("\0")[:-1] == ["gongkai", "sign", "局", "表三", "--by", reviewer]
    assert list(tmp_path.iterdir()) == []


def test_what_is_gone_is_said_with_the_nearest(tmp_path: Path) -> None:
    """A project that was renamed, and one that is like no other."""
    written = put("", [signature(disclosed(), "绩效目标/甲")])
    renamed = CONSISTENT.replace("名称: 甲", "名称: 甲乙").replace("项目: 甲", "项目: 甲乙")
    (finding,) = _found(tmp_path, written, renamed)
    assert finding.code == "R02"
    assert "“绩效目标/甲乙”" in finding.hint
    (finding,) = _found(tmp_path, written.replace("绩效目标/甲", "xyz"))
    assert finding.code == "R02"
    assert "改名" not in finding.hint


def test_a_signature_written_twice_is_said(tmp_path: Path) -> None:
    """By the same person of the same thing; another person, or another unit, is no second time."""
    one = "  - {内容: 表三/合计/合计, 审核人: 张三, 日期: 2024-03-01, 数: 137.00}\n"
    others = one.replace("张三", "李四") + one.replace("日期", '单位: "001001", 日期')
    (finding,) = _found(tmp_path, f"审核:\n{one}{others}{one}")
    assert (finding.code, at(finding.place)) == ("R03", (5, 10))
    assert "第 2 行" in finding.message


@pytest.mark.parametrize("code", ["R01", "R02", "R03"])
def test_the_example_of_the_page_fires(code: str, tmp_path: Path) -> None:
    """What the page shows is found."""
    assert code in {finding.code for finding in _found(tmp_path, page_text(code).example)}


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("- 甲\n", "S07", (1, 1)),
        ("字\n", "S07", (1, 1)),
        ("审核: [\n", "S01", (1, 5)),
        ("审核:\n", "S12", (1, 1)),
        ("审批: []\n", "S10", (1, 1)),
        ("审核: []\n审核: []\n", "S03", (2, 1)),
        ("审核:\n  - {内容: 表三, 审核人: 张三, 日期: 三月一日, 数: {合计: 1}}\n", "S14", (2, 27)),
        ("审核:\n  - {内容: 表三, 审核人: 张三, 日期: 2024-03-01, 数: []}\n", "S12", (2, 39)),
        ("审核:\n  - {内容: 表三, 审核人: 张三, 日期: 2024-03-01, 数: {合计: [1]}}\n", "S12", (2, 43)),
        ("审核:\n  - {内容: 表三, 审核人: 张三, 日期: 2024-03-01, 数: {合计: {合计: 1x}}}\n", "S13", (2, 52)),
        ("审核:\n  - {内容: 表三, 审核人: 张三, 日期: 2024-03-01, 数: 很多}\n", "S13", (2, 42)),
        ("审核:\n  - {内容: 表三, 日期: 2024-03-01, 数: {合计: 1}}\n", "S11", (2, 5)),
        ("# 审核\n".encode("gbk"), "S02", (1, 1)),
    ],
)
def test_a_broken_file_is_told_by_place(
    written: str | bytes, code: str, place: tuple[int, int], tmp_path: Path
) -> None:
    """As an author's file would be; a column of a Chinese line counts characters."""
    (finding,) = _found(tmp_path, written)
    assert (finding.code, at(finding.place)) == (code, place)
    assert finding.place is not None
    assert finding.place.name.endswith(SIGN_OFFS)


def test_a_folder_of_that_name_cannot_be_read(tmp_path: Path) -> None:
    """And is said to be so, without a stack trace."""
    (tmp_path / SIGN_OFFS).mkdir()
    assert [finding.code for finding in check_sign_offs(tmp_path, disclosed())] == ["S09"]
