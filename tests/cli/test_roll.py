"""gongkai roll: the next year's budget, with what must be filled in marked."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.figures import disclose_folder
from generator.figures.rounding import plain
from generator.model import load_budget
from generator.model.base import UNFILLED
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.cli.conftest import Gongkai
from tests.many_units import CODES, NAMES, many_units
from tests.written import NAME

SAMPLES = Path(__file__).parents[2] / "budgets"

ONCE = re.sub(r"项目属性: .*", "项目属性: 一次性项目（1年结束）", CONSISTENT)
RICH = (
    ONCE.replace("三公经费:\n", "三公经费:  # 财政拨款\n")
    + """\
  - 项目: 乙
    项目属性: 跨年度项目
    项目期: 3年
    实施期资金: {市县: 900000}
    年度资金: {市县: 200000}
    总体目标: {实施期: 全部建成。, 年度: 完成一半。}
    指标:
      产出指标:
        数量指标: [{名称: 长度, 值: 9, 单位: 公里, 年度: 2}]
        质量指标:
          实施期: [{名称: 合格率, 值: 100}]
          年度: [{名称: 合格率, 值: 95}]
    填报日期: 2024-01-25
国有资产: {截至日期: 2024-01-01, 办公用房面积: 500}
政府采购: {货物: 1, 服务: 2}
说明:
  收入变动原因: 项目增加。
  政府采购说明: |
    第一段。
    第二段。
更正:
  - {金额: 1, 调出: 基本支出, 调入: 项目支出, 说明: 调剂。}
接受: [{代码: T99, 事项: 甲, 理由: 无}]
名词解释: [{名称: 甲, 解释: 乙}]
"""
)


@pytest.fixture
def rolled(gongkai: Gongkai, tmp_path: Path) -> str:
    """The next year of RICH."""
    written_to(tmp_path / "budgets" / "2024" / "某局", RICH)
    said = gongkai("roll", "budgets/2024/某局", "--to", "2025")
    assert said.code == 0, said.err
    assert "已建立 budgets/2025/某局，共 1 个文件" in said.out
    return bare((tmp_path / "budgets" / "2025" / "某局" / NAME).read_text(encoding="utf-8"))


def bare(text: str) -> str:
    """`text` without last year's amounts beside its lines."""
    return re.sub(r"(?m)(?<=\S)( +# |；)上年[ ：].*$", "", text)


def unfilled(folder: Path) -> list[str]:
    """The codes of all that keeps the budget in `folder` from being read, and the lines."""
    with pytest.raises(InputError) as caught:
        load_budget(folder)
    assert {finding.code for finding in caught.value.findings} == {"S16"}
    return [finding.place.excerpt()[0] for finding in caught.value.findings if finding.place]


@pytest.mark.parametrize("name", ["xinzhou-etdz", "yunling-archive"])
def test_what_is_not_filled_is_all_that_is_wrong(gongkai: Gongkai, tmp_path: Path, name: str) -> None:
    """After roll, `check` lists every 待填 with its place, nothing else, and returns 2."""
    shutil.copytree(SAMPLES / "2024" / name, tmp_path / "budgets" / "2024" / name)
    assert gongkai("roll", f"budgets/2024/{name}", "--to", "2025").code == 0
    folder = tmp_path / "budgets" / "2025" / name
    lines = unfilled(folder)
    marks = sum(
        line.partition("#")[0].count(UNFILLED)
        for path in folder.rglob("*.yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    assert len(lines) == marks > 10
    said = gongkai("check", "budgets/2025", "--all")
    assert (said.code, said.out.count("错误 S16 ")) == (2, marks)


@pytest.mark.parametrize("year", ["2025年", "２０２５", "2025年度"])
def test_a_year_may_be_written_as_people_do(gongkai: Gongkai, tmp_path: Path, year: str) -> None:
    """With 年 behind it, or in wide digits."""
    shutil.copytree(SAMPLES / "2024" / "yunling-archive", tmp_path / "budgets" / "2024" / "某馆")
    assert gongkai("roll", "budgets/2024/某馆", "--to", year).code == 0
    assert (tmp_path / "budgets" / "2025" / "某馆").is_dir()


def test_a_filled_budget_is_compared_with_last_year(gongkai: Gongkai, tmp_path: Path) -> None:
    """Last year's figures come from last year's folder, without having been copied."""
    shutil.copytree(SAMPLES / "2024" / "yunling-archive", tmp_path / "budgets" / "2024" / "某馆")
    assert gongkai("roll", "budgets/2024/某馆", "--to", "2025").code == 0
    file = tmp_path / "budgets" / "2025" / "某馆" / "预算.yaml"
    text = file.read_text(encoding="utf-8")
    assert "上年数从 budgets/2024/某馆 自动取得" in text
    text = re.sub(rf"^(\w+): {UNFILLED}", r"\1: 无", text, flags=re.MULTILINE)
    file.write_text(text.replace(UNFILLED, "1"), encoding="utf-8")
    disclosure = disclose_folder(file.parent)
    assert disclosure.budget.year == 2025
    assert str(disclosure.book["上年/收入总计"].value) == "96.40"


def test_elsewhere_last_year_is_written(gongkai: Gongkai, tmp_path: Path) -> None:
    """In a folder that does not find last year's, its figures are written as 上年."""
    written_to(tmp_path / "budgets" / "2024" / "某局")
    assert gongkai("roll", "budgets/2024/某局", "--to", "2025", "-o", "新的").code == 0
    text = (tmp_path / "新的" / NAME).read_text(encoding="utf-8")
    assert "上年:\n  收入总计: 137.00\n  支出总计: 137.00\n  一般公共预算支出: 100.00\n" in text.replace(
        "137\n", "137.00\n"
    ).replace("100\n", "100.00\n")
    assert "三公经费: {因公出国（境）费: 0, 公务接待费: 3" in text


def test_units_have_their_own_last_year(gongkai: Gongkai, tmp_path: Path) -> None:
    """Where last year's folder is not found, every unit's figures are written into its own file."""
    folder = many_units(tmp_path / "2024" / "某局")
    assert gongkai("roll", "2024/某局", "--to", "2025", "-o", "新的").code == 0
    for unit, name in (
        ("", "部门.yaml"),
        *zip(CODES, ("单位/0-本级.yaml", "单位/1-中心.yaml"), strict=False),
    ):
        total = plain(disclose_folder(folder, unit).book["表一/收入总计/金额"].value)
        text = (tmp_path / "新的" / name).read_text(encoding="utf-8")
        assert f"上年:\n  收入总计: {total}\n" in text
        assert text.count("\n上年:") == 1
    assert unfilled(tmp_path / "新的")


def test_facts_and_comments_stay(rolled: str) -> None:
    """Names, structure, glossary and comments are as they were; what is owned is so as of a day."""
    for kept in (
        '部门: {职责: {概述: 负责某项工作。}, 机构: {内设机构: 无}, 名称: 某某局, 代码: "001", 性质: 事业}\n',
        "三公经费:  # 财政拨款\n  公务接待费: {一般公共预算: 待填}\n  因公出国（境）费: 待填\n",
        "  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 待填}\n",
        "  - {经济科目: 30101, 金额: 待填}\n",
        "国有资产: {截至日期: 待填, 办公用房面积: 待填}\n",
        "政府采购: {货物: 待填, 服务: 待填}\n",
        "名词解释: [{名称: 甲, 解释: 乙}]\n",
    ):
        assert kept in rolled
    assert rolled.startswith("年度: 2025\n")


def test_projects_that_ended_are_named_and_left_out(rolled: str) -> None:
    """A one-year project is gone, with its 绩效目标; one of several years and one without a table go on."""
    assert "# 上年的一次性项目没有带过来：\n#   甲\n项目:\n  - {名称: 乙, " in rolled
    assert "  - {名称: 丙, 类别: 其他运转类, 国有资本经营预算: 待填}\n" in rolled
    assert "项目: 甲" not in rolled
    assert "绩效目标:\n  - 项目: 乙\n" in rolled


def test_a_project_of_several_years_keeps_its_whole_and_loses_its_year(rolled: str) -> None:
    """实施期 money, goal and indicators stay; those of the year are to be filled in."""
    assert "实施期资金: {市县: 900000}\n    年度资金: {市县: 待填}\n" in rolled
    assert "总体目标: {实施期: 全部建成。, 年度: 待填}\n" in rolled
    assert "[{名称: 长度, 值: 9, 单位: 公里, 年度: 待填}]" in rolled
    assert "实施期: [{名称: 合格率, 值: 100}]\n          年度: [{名称: 合格率, 值: 待填}]\n" in rolled
    assert "填报日期: 待填\n" in rolled


def test_reasons_are_to_be_written_anew(rolled: str) -> None:
    """Last year's words stand above as comments."""
    assert "说明:\n  # 上年：项目增加。\n  收入变动原因: 待填\n" in rolled
    assert "  # 上年：第一段。\n  # 上年：第二段。\n  政府采购说明: 待填\n更正" in rolled.replace(
        "# ", "", 0
    ).replace("# 更正是上年的，没有带过来：\n# ", "")


def test_what_was_this_years_alone_becomes_a_comment(rolled: str) -> None:
    """更正 and 接受 are not in force, and can be looked up."""
    assert "# 更正是上年的，没有带过来：\n# 更正:\n#   - {金额: 1, " in rolled
    assert "\n# 接受: [{代码: T99, 事项: 甲, 理由: 无}]\n" in rolled


def test_lists_within_a_line_lose_what_ended(gongkai: Gongkai, tmp_path: Path) -> None:
    """Of a list in brackets too only what goes on stays, and is to be filled in."""
    lines = ONCE.splitlines(keepends=True)
    start = lines.index("项目:\n")
    inline = "项目: [" + ", ".join(line.strip()[2:] for line in lines[start + 1 : start + 5]) + "]\n"
    text = "".join([*lines[:start], inline, *lines[start + 5 :]])
    for index, gone in enumerate("甲乙丁"):
        folder = f"某局{index}"
        swapped = text.replace("项目: 甲", f"项目: {gone}")
        written_to(tmp_path / "2024" / folder, swapped)
        assert gongkai("roll", f"2024/{folder}", "--to", "2025").code == 0
        made = (tmp_path / "2025" / folder / NAME).read_text(encoding="utf-8")
        (line,) = [line for line in bare(made).splitlines() if line.startswith("项目:")]
        assert line.count("{名称") == 3
        assert f"名称: {gone}," not in line
        assert not any(char.isdigit() for char in line)


def test_an_existing_folder_is_refused(gongkai: Gongkai, tmp_path: Path) -> None:
    """What is there stays as it was."""
    written_to(tmp_path / "budgets" / "2024" / "某局")
    there = written_to(tmp_path / "budgets" / "2025" / "某局", "年度: 2025\n")
    said = gongkai("roll", "budgets/2024/某局", "--to", "2025")
    assert said.code == 2
    assert "“budgets/2025/某局”已经存在" in said.err
    assert (there / NAME).read_text(encoding="utf-8") == "年度: 2025\n"


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        (CONSISTENT, ("--to", "2026"), "只能建立下一年的"),
        (CONSISTENT, ("--to", "2024"), "只能建立下一年的"),
        (spoiled("代码: \"001\", 性质", "代码: 待填, 性质"), ("--to", "2025"), "还没有填"),
        (CONSISTENT + "其他说明: [&a 甲, *a]\n", ("--to", "2025"), "别名"),
        ("{" + ", ".join(line for line in ("年度: 2024",)) + "}", ("--to", "2025"), "缺少“部门”"),
    ],
)  # fmt: skip
def test_what_cannot_be_rolled_is_said(
    gongkai: Gongkai, tmp_path: Path, text: str, arguments: tuple[str, ...], said: str
) -> None:
    """A sentence, exit code 2, and nothing is made."""
    written_to(tmp_path / "budgets" / "2024" / "某局", text)
    done = gongkai("roll", "budgets/2024/某局", *arguments)
    assert done.code == 2
    assert said in done.all
    assert [path.name for path in (tmp_path / "budgets").iterdir()] == ["2024"]


def test_a_budget_outside_a_years_folder_needs_a_name(gongkai: Gongkai, tmp_path: Path) -> None:
    """Where the next year's folder should lie is not guessed."""
    written_to(tmp_path / "某局")
    said = gongkai("roll", "某局", "--to", "2025")
    assert (said.code, "-o" in said.err) == (2, True)


def test_the_editor_is_served_next_year_too(gongkai: Gongkai, tmp_path: Path) -> None:
    """A budget that `new` made keeps its first lines, and gets a schema of its own."""
    assert gongkai("new", "budgets/2024/某局", "--year", "2024", "--name", "某局").code == 0
    assert gongkai("roll", "budgets/2024/某局", "--to", "2025").code == 0
    folder = tmp_path / "budgets" / "2025" / "某局"
    assert (folder / ".gongkai" / "schema.json").is_file()
    assert (folder / "收支.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: ")


def test_a_project_of_one_unit_ends_and_that_of_another_goes_on(gongkai: Gongkai, tmp_path: Path) -> None:
    """They have one name: what ends is left out of its own unit's file alone."""
    folder = many_units(tmp_path / "2024" / "某局")
    for file in (folder / "单位").iterdir():
        text = file.read_text(encoding="utf-8")
        for name in NAMES:
            text = text.replace(f"{name}—甲", "同名项目")
        if file.name.startswith("1-"):
            text = text.replace("项目属性: 跨年度项目", "项目属性: 一次性项目")
        file.write_text(text, encoding="utf-8")
    assert gongkai("roll", "2024/某局", "--to", "2025").code == 0
    made = sorted((tmp_path / "2025" / "某局" / "单位").iterdir())
    rolled = [file.read_text(encoding="utf-8") for file in made]
    assert [text.count("名称: 同名项目") + text.count("项目: 同名项目") for text in rolled] == [2, 0, 2]
    assert ["上年的一次性项目没有带过来" in text for text in rolled] == [False, True, False]


@pytest.mark.parametrize("name", ["xinzhou-etdz", "yunling-archive"])
def test_last_years_words_stand_beside_every_gap(gongkai: Gongkai, tmp_path: Path, name: str) -> None:
    """In a comment on its line, or above it."""
    shutil.copytree(SAMPLES / "2024" / name, tmp_path / "2024" / name)
    assert gongkai("roll", f"2024/{name}", "--to", "2025").code == 0
    lines = [
        line
        for path in (tmp_path / "2025" / name).rglob("*.yaml")
        for line in (["", *path.read_text(encoding="utf-8").splitlines()])
    ]
    gaps = [(above, line) for above, line in pairwise(lines) if UNFILLED in line]
    assert len(gaps) > 10
    assert not [line for above, line in gaps if "上年" not in line.partition("#")[2] + above]


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("政府采购: {货物: 1, 服务: 2}\n", "政府采购: {货物: 待填, 服务: 待填}  # 上年：货物 1、服务 2\n"),
        (
            '分单位: [{单位: "001001", 年终结转: {单位资金: 1}, 整体绩效: 无}]\n',
            "整体绩效: 待填}]  # 上年：单位资金 1、整体绩效 无\n",
        ),
        ("政府采购: {货物: 1}   # 办公室\n", "政府采购: {货物: 待填}   # 办公室；上年 1\n"),
        ("政府采购: {货物: 1}  # 办公室；上年 5\n", "政府采购: {货物: 待填}  # 办公室；上年 1\n"),
        ("政府采购: {货物: 1}  # 上年：货物 5\n", "政府采购: {货物: 待填}  # 上年 1\n"),
        (
            "政府采购: {货物: 1,\n  服务: 2}\n",
            "政府采购: {货物: 待填,  # 上年 1\n  服务: 待填}  # 上年 2\n",
        ),
    ],
)
def test_the_note_beside_a_gap(gongkai: Gongkai, tmp_path: Path, line: str, made: str) -> None:
    """Behind a comment that is there, with names where there are several, in place of an older note."""
    written_to(tmp_path / "2024" / "某局", CONSISTENT + line)
    assert gongkai("roll", "2024/某局", "--to", "2025").code == 0
    assert made in (tmp_path / "2025" / "某局" / NAME).read_text(encoding="utf-8")


def test_no_note_within_a_text(gongkai: Gongkai, tmp_path: Path) -> None:
    """Behind a line that ends within a quoted text a comment would become part of it."""
    text = CONSISTENT.replace("国有资本经营收入: [{科目", "国有资本经营收入: [{金额: 5.00, 科目").replace(
        ", 金额: 5.00}]", "}]"
    )
    text = text.replace("{金额: 5.00, 科目: 1030601}", '{金额: 5.00, 科目: "1030601\n"}')
    written_to(tmp_path / "2024" / "某局", text)
    assert gongkai("roll", "2024/某局", "--to", "2025").code == 0
    rolled = (tmp_path / "2025" / "某局" / NAME).read_text(encoding="utf-8")
    assert '国有资本经营收入: [{金额: 待填, 科目: "1030601\n"}]' in rolled


@pytest.mark.parametrize(
    ("duration", "after"),
    [
        ("1年", "1年"),
        ("3年", "3年"),
        ("长期", "长期"),
        ("2024年", "2025年"),
        ("2024年1月—2024年12月", "2025年1月—2025年12月"),
        ("2023—2025年", "2023—2025年"),
        ("2022—2024年", UNFILLED),
    ],
)
def test_a_project_that_goes_on_is_counted_on(
    gongkai: Gongkai, tmp_path: Path, duration: str, after: str
) -> None:
    """A 延续性 project stays, of one year too; a year that it names is the next, one that ended is asked."""
    text = CONSISTENT.replace("跨年度项目", "延续性项目").replace("2年", duration)
    written_to(tmp_path / "2024" / "某局", text)
    assert gongkai("roll", "2024/某局", "--to", "2025").code == 0
    assert f"项目期: {after}\n" in (tmp_path / "2025" / "某局" / NAME).read_text(encoding="utf-8")
