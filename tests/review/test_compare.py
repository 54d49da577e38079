"""diff: what changed, grouped under why, never by page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from generator.cli import main
from generator.errors import UsageError
from generator.review.changes import as_json, as_markdown, as_text
from generator.review.comparison import What
from generator.review.side import open_side
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.review.conftest import compared


def test_the_same_budget_has_no_changes(tmp_path: Path) -> None:
    """Nothing is reported where nothing differs."""
    comparison = compared(tmp_path, CONSISTENT, CONSISTENT)
    assert comparison.empty
    assert as_text(comparison) == "没有变化。\n"


def test_one_amount_is_one_cause(tmp_path: Path) -> None:
    """One edited amount is named with its line, and all that prints differently stands under it."""
    comparison = compared(tmp_path, CONSISTENT, spoiled("金额: 7.00", "金额: 7.01"))
    assert [cause.change.id for cause in comparison.causes] == ["基本支出/30201"]
    cause = comparison.causes[0]
    assert cause.change.place is not None
    assert cause.change.place.line == 1 + CONSISTENT[: CONSISTENT.index("金额: 7.00")].count("\n")
    assert {effect.change.id for effect in cause.effects} == {
        f"表六/{row}/{column}" for row in ("合计", "302", "30201") for column in ("合计", "公用经费")
    }
    assert comparison.others == ()
    assert [finding.code for finding in comparison.appeared] == ["T03"]


def test_a_change_that_does_not_show_is_no_effect(tmp_path: Path) -> None:
    """Digits below the printed ones change the input, and no figure that prints the same."""
    comparison = compared(tmp_path, CONSISTENT, spoiled("金额: 7.00", "金额: 7.0001"))
    assert [len(cause.effects) for cause in comparison.causes] == [0]


def test_a_project_that_only_moved_is_a_moved_row(tmp_path: Path) -> None:
    """Another order of projects changes no figure; the row that moved is named."""
    lines = CONSISTENT.splitlines()
    index = next(i for i, line in enumerate(lines) if "名称: 甲" in line)
    lines[index], lines[index + 1] = lines[index + 1], lines[index]
    comparison = compared(tmp_path, CONSISTENT, "\n".join(lines) + "\n")
    assert comparison.causes == comparison.others == ()
    assert {row.what for row in comparison.rows} == {What.MOVED}


def test_a_renamed_project_is_one_project(tmp_path: Path) -> None:
    """A project whose name was mended is not one gone and one new."""
    long = spoiled("{名称: 乙,", "{名称: 建设部—道路工程补助资金(上级),")
    mended = spoiled("{名称: 乙,", "{名称: 建设部—道路工程补助资金（上级）,")
    comparison = compared(tmp_path, long, mended)
    assert comparison.renamed == (("建设部—道路工程补助资金(上级)", "建设部—道路工程补助资金（上级）"),)
    assert comparison.causes == comparison.rows == ()


def test_a_renamed_figure_that_is_printed_in_two_ways_has_not_changed(tmp_path: Path) -> None:
    """2000.00 in a table and 2,000.00 in a sentence are the same figure's before the renaming and after."""
    name = "道路工程补助资金（上级）"
    text = spoiled(
        "{名称: 乙, 类别: 特定目标类, 政府性基金: 20", f"{{名称: {name}, 类别: 特定目标类, 政府性基金: 2000"
    )
    text = spoiled("项目期: 2年", f"项目期: 2年\n    项目概况: 另有{{{{ 表十二/{name}/合计 }}}}。", text)
    comparison = compared(tmp_path, text, text.replace("上级", "上级款"))
    assert comparison.renamed
    assert comparison.others == comparison.causes == ()


def test_a_finding_about_a_renamed_project_stays(tmp_path: Path) -> None:
    """What is wrong with a project is neither new nor mended when the project has another name."""
    named = spoiled("{名称: 乙,", "{名称: 道路工程补助资金(上级),")
    renamed = spoiled("{名称: 乙,", "{名称: 道路工程补助资金(上级款),")
    comparison = compared(tmp_path, named, renamed)
    assert comparison.renamed
    assert [finding.message for finding in (*comparison.appeared, *comparison.gone)] == []


def test_a_term_less_is_not_all_the_following_numbers(tmp_path: Path) -> None:
    """Items that are counted on the page are not changed by those before them."""
    one, *rest = (f"  - {{名称: {name}名词, 解释: 指{name}。}}\n" for name in "甲乙丙丁")
    fewer = f"{CONSISTENT}名词解释:\n{''.join(rest)}"
    comparison = compared(tmp_path, fewer.replace(rest[0], one + rest[0]), fewer)
    (gone,) = comparison.texts
    assert (gone.what, gone.passage.text) == (What.REMOVED, "一、甲名词：指甲。")


def test_a_performance_table_that_moved_is_told_once(tmp_path: Path) -> None:
    """Another order of the tables changes no word; the one that passed the others is named."""
    head, tables = CONSISTENT.split("绩效目标:\n")
    one, two, three = (tables.replace("项目: 甲", f"项目: {name}") for name in "甲乙丙")
    comparison = compared(
        tmp_path, f"{head}绩效目标:\n{one}{two}{three}", f"{head}绩效目标:\n{two}{three}{one}"
    )
    assert [(text.what, text.passage.section) for text in comparison.texts] == [(What.MOVED, "绩效目标表/甲")]
    assert "移动 绩效目标表/甲：整节，共 " in as_text(comparison)


def test_prose_is_compared_by_characters(tmp_path: Path) -> None:
    """Only the characters that changed are marked."""
    comparison = compared(tmp_path, CONSISTENT, spoiled("完成项目。", "完成全部项目。"))
    told = [("同", "完成"), ("增", "全部"), ("同", "项目。")]
    assert [list(text.runs) for text in comparison.texts] == [told]
    assert "{+全部+}" in as_text(comparison)
    assert "**全部**" in as_markdown(comparison)


def test_reports_tell_the_same(tmp_path: Path) -> None:
    """Text, JSON and Markdown name the cause and its place."""
    comparison = compared(tmp_path, CONSISTENT, spoiled("金额: 7.00", "金额: 7.01"))
    data = json.loads(as_json(comparison))
    assert data["causes"][0]["id"] == "基本支出/30201"
    assert data["causes"][0]["difference"] == "0.01"
    assert f"{data['causes'][0]['file']}:{data['causes'][0]['line']}" in as_markdown(comparison)
    assert f"{data['causes'][0]['file']}:{data['causes'][0]['line']}" in as_text(comparison)


def test_a_revision_of_git_is_a_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REVISION:FOLDER is the budget as it was committed."""
    folder = written_to(tmp_path / "budgets" / "2024" / "局")
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=甲", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "预算"], check=True)
    file = next(folder.glob("*.yaml"))
    file.write_text(spoiled("金额: 7.00", "金额: 8.00"), encoding="utf-8")
    assert main(["diff", "HEAD:budgets/2024/局", "budgets/2024/局"]) == 1
    assert main(["diff", "HEAD:budgets/2024/局", "HEAD:budgets/2024/局"]) == 0


@pytest.mark.parametrize("name", ["没有的文件夹", "HEAD~999:budgets/没有", "没有.pdf"])
def test_what_is_not_there_is_said(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A side that does not exist is a wrong usage with a sentence."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError), open_side(name):
        pass


def test_another_name_of_a_row_is_told(tmp_path: Path) -> None:
    """The words of a row that both sides have are compared too, in each table that prints them."""
    named = CONSISTENT + '科目名称: {"2010350": 事业运行二}\n'
    comparison = compared(tmp_path, CONSISTENT, named)
    changed = [row for row in comparison.rows if row.what is What.CHANGED]
    assert {row.table for row in changed} == {"表二", "表三", "表五"}
    assert {(row.was, row.name) for row in changed} == {("2010350 事业运行", "2010350 事业运行二")}
    assert "改动 2010350 事业运行 → 2010350 事业运行二" in as_text(comparison)


def test_a_figure_that_is_mentioned_once_more_has_not_changed(tmp_path: Path) -> None:
    """A sentence prints it otherwise than a cell; the words around it are what changed."""
    mentioned = CONSISTENT + "其他说明: ['共{{ 表三.合计.合计 }}。']\n"
    comparison = compared(tmp_path, CONSISTENT, mentioned)
    assert comparison.others == comparison.causes == comparison.joint == ()
    assert any("共" in text.passage.text for text in comparison.texts)


def test_a_change_of_direction_keeps_its_sign(tmp_path: Path) -> None:
    """Sentences say the sign in words; a list of figures has to write it."""
    old, new = (CONSISTENT + f"上年: {{收入总计: {amount}}}\n" for amount in ("100.00", "150.00"))
    difference = "差(表一/收入总计/金额, 上年/收入总计)"
    told = as_text(compared(tmp_path, old, new))
    assert f"{difference}：37.00 → -13.00（-50.00" in told


def test_trailing_zeros_are_no_change(tmp_path: Path) -> None:
    """The same amount is printed the same, however it is written."""
    written = spoiled("市县: 400000}", "市县: 400000.00}")
    assert compared(tmp_path, CONSISTENT, written).empty


def test_markdown_holds_no_tags_of_an_author(tmp_path: Path) -> None:
    """A name or a sentence with < in it is shown as it is, wherever the report is read."""
    changed = spoiled("{名称: 乙,", "{名称: <img src=x>|乙,", spoiled("完成项目。", "完成<script>项目。"))
    said = as_markdown(compared(tmp_path, CONSISTENT, changed))
    assert "&lt;" in said
    assert "<script>" not in said
    assert "<img" not in said
