"""Bad input: a Chinese message at its place, the line with a caret, a hint; and no file is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.source.place import display_width
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.cli.conftest import Gongkai, Said
from tests.written import NAME

GOOD = b"the last good file"


def _at(text: str, there: str) -> tuple[int, int]:
    """Line and column where the text says `there`, which it says once."""
    assert text.count(there) == 1
    before = text[: text.index(there)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


DEFECTS = [
    pytest.param("{名称: 某某局, ", "{名称: [某某局, ", "S01", "}\n单位", "方括号或花括号没有写完", id="语法-括号"),
    pytest.param("  政府性基金: 20.00", "\t政府性基金: 20.00", "S01", "\t政府", "不能用 Tab", id="语法-Tab"),
    pytest.param("年度: 2024", "年度：2024", "S01", ": {名称: 某某局", "全角冒号", id="语法-全角冒号"),
    pytest.param("公务接待费:", "公务招待费:", "S10", "公务招待费", "不认识的键“公务招待费”", id="不认识的键"),
    pytest.param(', 代码: "001", ', ", ", "S11", "部门: {", "“部门”缺少“代码”", id="缺少的键"),
    pytest.param("支出:\n  - {科目: 2010350", "年度: 2025\n支出:\n  - {科目: 2010350", "S03", "年度: 2025", "键“年度”重复，第 1 行已经写过", id="重复的键"),
    pytest.param("国有资本经营收入: [{科目: 1030601, 金额: 5.00}]", "国有资本经营收入: 5.00", "S12", "5.00\n三公", "国有资本经营收入", id="形式-列表"),
    pytest.param("  公务接待费: {一般公共预算: 3.00}", "  公务接待费: 3.00", "S12", "3.00\n项目", "“公务接待费”应是一组“键: 值”", id="形式-键值"),
    pytest.param("金额: 50.00", "金额: 五十", "S13", "五十", "“五十”不是数", id="不是数"),
    pytest.param("金额: 50.00", "金额: 50.00万元", "S13", "50.00万元", "不要写单位“万元”", id="数带单位"),
    pytest.param("金额: 50.00", "金额: 5O.00", "S13", "5O.00", "字母 O", id="字母O"),
    pytest.param("金额: 50.00", "金额: -50.00", "S13", "-50.00", "金额不能是负数", id="负数"),
    pytest.param("金额: 50.00", '金额: "5,0.00"', "S13", '"5,0.00"', "逗号的位置不对", id="逗号"),
    pytest.param("金额: 50.00", "金额: 50。00", "S13", "50。00", "不是数", id="全角句号"),
    pytest.param("金额: 50.00", "金额: ~", "S13", "金额: ~", "“金额”后面没有写数", id="没有数"),
    pytest.param("性质: 事业}", "性质: 企业}", "S14", "企业", "只能写：行政、参公事业、事业", id="不在范围"),
    pytest.param("年度: 2024", "年度: 二〇二四", "S14", "二〇二四", "不是年度", id="年度"),
    pytest.param("年度: 2024", "年度: 2024\n样式: 没有", "S27", "没有", "没有样式“没有”", id="样式"),
    pytest.param("{科目: 2080505", "{科目: 2080550", "S20", "2080550", "2024 年的功能分类科目里没有“2080550”", id="科目"),
    pytest.param("{名称: 丙,", "{名称: 乙,", "S21", "乙, 类别: 其他", "项目“乙”已经写过", id="项目重名"),
    pytest.param("- 项目: 甲", "- 项目: 子", "S22", "子\n", "“项目”里没有“子”", id="绩效的项目"),
    pytest.param("政府性基金收入:", "其他说明: ['{{ 没有 }}']\n政府性基金收入:", "S23", "'{{", "引用的数“没有”不存在", id="引用"),
    pytest.param("年度: 2024", "年度: 2024\n附件: [{标题: 一, 文件: 没有.pdf}]", "S24", "没有.pdf", "找不到附件“没有.pdf”", id="附件"),
    pytest.param("{名称: 丙,", '{名称: 丙, 单位: "9",', "S25", '"9"', "没有代码为“9”的单位", id="单位"),
    pytest.param("年度: 2024", "---\n年度: 2024\n---\n甲: 1", "S05", "---\n甲", "一个文件里只能有一份文档", id="两份文档"),
    pytest.param("  一般公共预算: 100.00", "  一般公共预算: 99.99", "T01", "99.99", "相差 0.01 万元", id="合计不等"),
    pytest.param("30101, 金额: 50.00", "30101, 金额: 49.00", "T03", "49.00", "相差 1.00 万元", id="基本支出不等"),
]  # fmt: skip


def _built(gongkai: Gongkai, tmp_path: Path) -> Said:
    """A build over the last good file; whatever it says, that file stays and no other is there."""
    good = tmp_path / "out" / "2024" / "某某局.json"
    good.parent.mkdir(parents=True)
    good.write_bytes(GOOD)
    said = gongkai("build", "某某局", "-o", "out", "--format", "json")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == [good]
    assert good.read_bytes() == GOOD
    return said


@pytest.mark.parametrize(("old", "new", "code", "there", "message"), DEFECTS)
def test_a_defect_is_told_at_its_place(
    gongkai: Gongkai, tmp_path: Path, old: str, new: str, code: str, there: str, message: str
) -> None:
    """Code, file:line:column, message, the line with a caret below it, and a hint; exit 2, or 1 for rules."""
    text = spoiled(old, new)
    line, column = _at(text, there)
    written_to(tmp_path / "某某局", text)
    checked = gongkai("check", "某某局")
    assert checked.code == (1 if code.startswith("T") else 2)
    assert checked.err == ""
    lines = checked.out.splitlines()
    [head] = [
        index
        for index, said in enumerate(lines)
        if said.startswith(f"某某局/{NAME}:{line}:{column}: 错误 {code} ")
    ]
    shown, caret, hint = lines[head + 1 : head + 4]
    source = text.splitlines()[line - 1].expandtabs(1)
    assert shown == f"{line:>5} | {source.rstrip()}"
    assert caret == f"      | {' ' * display_width(source[: column - 1])}^"
    assert hint.startswith("      提示：")
    assert message in lines[head] + hint
    assert lines[-1].startswith("共 1 处错误")


@pytest.mark.parametrize(("old", "new", "code", "there", "message"), DEFECTS)
def test_a_defect_touches_no_file(
    gongkai: Gongkai, tmp_path: Path, old: str, new: str, code: str, there: str, message: str
) -> None:
    """`build` says the same, makes nothing, and leaves what the last build made."""
    text = spoiled(old, new)
    line, column = _at(text, there)
    written_to(tmp_path / "某某局", text)
    built = _built(gongkai, tmp_path)
    assert built.code == (1 if code.startswith("T") else 2)
    assert f"某某局/{NAME}:{line}:{column}: 错误 {code} " in built.err
    assert message in built.err
    assert built.err.endswith("某某局：有错误，没有生成文件。\n")


@pytest.mark.parametrize("amount", ["5０.００", "５０．００", '"50.00"', "50", "+ 50.00"])
def test_what_is_clear_is_accepted(gongkai: Gongkai, tmp_path: Path, amount: str) -> None:
    """Full-width digits and points say what they mean; a blank or a plus sign does not."""
    written_to(tmp_path / "某某局", spoiled("金额: 50.00", f"金额: {amount}"))
    assert gongkai("check", "某某局").code == (2 if "+" in amount else 0)


@pytest.mark.parametrize("amount", ["1,000.00", "１，０００.00"])
def test_separators_in_their_places_are_accepted(gongkai: Gongkai, tmp_path: Path, amount: str) -> None:
    """A comma that separates thousands is clear, in either width."""
    text = CONSISTENT.replace("2.00", f'"{amount}"')
    written_to(tmp_path / "某某局", text)
    assert CONSISTENT.count("2.00") == 3
    assert gongkai("check", "某某局").code == 0


def test_a_gbk_file_is_said_to_be_one(gongkai: Gongkai, tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused with its likely encoding and what to do."""
    folder = written_to(tmp_path / "某某局")
    (folder / NAME).write_bytes(CONSISTENT.encode("gbk"))
    said = gongkai("check", "某某局")
    assert said.code == 2
    assert f"某某局/{NAME}:1:1: 错误 S02 文件不是 UTF-8 编码，看起来是 GBK（ANSI）编码" in said.out
    assert "    1 | 年度: 2024" in said.out
    assert "另存为" in said.out
    assert _built(gongkai, tmp_path).code == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("没有", "找不到文件夹“没有”"),
        ("空的", "文件夹“空的”里没有预算文件（*.yaml）"),
        ("文件.yaml", "“文件.yaml”不是文件夹"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_that_is_no_budget_is_said(
    gongkai: Gongkai, tmp_path: Path, command: str, name: str, said: str
) -> None:
    """A folder that is missing or empty, or a file in its place: exit 2, and what to do."""
    (tmp_path / "空的" / "更空的").mkdir(parents=True)
    (tmp_path / "文件.yaml").write_text(CONSISTENT, encoding="utf-8")
    answer = gongkai(command, name)
    assert answer.code == 2
    assert answer.err.startswith(f"错误：{said}。")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["", "# 只有说明\n", "~\n"])
def test_an_empty_file_is_said(gongkai: Gongkai, tmp_path: Path, text: str) -> None:
    """A budget whose only file says nothing is an error in that file."""
    written_to(tmp_path / "某某局", text)
    said = gongkai("check", "某某局")
    assert said.code == 2
    assert f"某某局/{NAME}:1:1: 错误 S06 " in said.out


def test_a_key_in_two_files_is_said(gongkai: Gongkai, tmp_path: Path) -> None:
    """Lists are joined over files; any other key stands in one, and the message names the other place."""
    folder = written_to(tmp_path / "某某局")
    (folder / "收支.yaml").write_text("项目: []\n年度: 2025\n", encoding="utf-8")
    said = gongkai("check", "某某局")
    assert said.code == 2
    assert "某某局/预算.yaml:1:1: 错误 S08 键“年度”已经写在 某某局/收支.yaml 第 2 行" in said.out


def test_all_errors_are_told_together(gongkai: Gongkai, tmp_path: Path) -> None:
    """One run tells everything: several in a file, in several files, and in several budgets."""
    text = spoiled("金额: 50.00", "金额: 五十", spoiled("性质: 事业}", "性质: 企业}"))
    folder = written_to(tmp_path / "budgets" / "甲局", spoiled("30108, 金额: 10.00", "30108, 金额: x", text))
    (folder / "乱.yaml").write_text("没有: [\n", encoding="utf-8")
    (folder / "重.yaml").write_text("其他说明: []\n其他说明: []\n", encoding="utf-8")
    written_to(tmp_path / "budgets" / "乙局", spoiled("  一般公共预算: 100.00", "  一般公共预算: 1.00"))
    said = gongkai("check")
    assert said.code == 2
    for code in ("budgets/甲局/乱.yaml:2:1: 错误 S01", "budgets/甲局/重.yaml:2:1: 错误 S03", "错误 T01"):
        assert code in said.out
    (folder / "乱.yaml").unlink()
    (folder / "重.yaml").unlink()
    said = gongkai("check")
    assert [said.out.count(f"错误 {code} ") for code in ("S13", "S14", "T01")] == [2, 1, 1]
    assert said.out.splitlines()[-1].startswith("共 4 处错误")


def test_a_good_budget_is_built_beside_a_bad_one(gongkai: Gongkai, tmp_path: Path) -> None:
    """One that fails does not keep the others from being built; the exit code is that of the worst."""
    written_to(tmp_path / "budgets" / "2024" / "坏局", spoiled("30101, 金额: 50.00", "30101, 金额: 51.00"))
    written_to(tmp_path / "budgets" / "2024" / "好局")
    said = gongkai("build", "--format", "json")
    assert said.code == 1
    assert [path.name for path in (tmp_path / "out" / "2024").iterdir()] == ["好局.json"]
    assert "坏局：有错误，没有生成文件。" in said.err
