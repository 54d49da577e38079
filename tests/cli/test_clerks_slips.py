"""Slips that clerks made: one message at the character, and what to do; nothing else is said of the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.classification import classification_of
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.cli.conftest import Gongkai
from tests.written import NAME, unmarked

DUTIES = "  职责:\n    概述: 负责全县水资源的开发利用、节约保护和水旱灾害防御等工作。\n"
BLOCK = CONSISTENT.replace(
    '部门: {职责: {概述: 负责某项工作。}, 机构: {内设机构: 无}, 名称: 某某局, 代码: "001", 性质: 事业}\n',
    f'部门:\n  名称: 某某局\n  代码: "001"\n  性质: 事业\n  机构: {{内设机构: 无}}\n{DUTIES}',
)
CASES = [
    ("类别: 其他运转类, 国有资本经营预算: 5.00", "类别: 其他运转类, 国有资本经营预算▸：5.00", "S52"),
    ("类别: 其他运转类, 国有资本经营预算: 5.00", "类别: 其他运转类, 国有资本经营预算▸:5.00", "S56"),
    ("  - 项目: 甲\n", "  - 项目▸:\u3000甲\n", "S51"),
    ("  性质: 事业\n", "  ▸性质:\n", "S11"),
    ("  名称: 某某局\n", '  名称: ▸某某局"\n', "S14"),
    ('  代码: "001"\n', "  代码: ▸“001”\n", "S54"),
    ("  性质: 事业\n", "  性质:▸\u00a0事业\n", "S51"),
    ("  性质: 事业\n", "  性质: 事业▸\u200b\n", "S50"),
    ("概述: 负责全县水资源的开发利用", "概述: 负责全县水资源的\n▸开发利用", "S55"),
    ("{经济科目: 30201, 金额", "{经济科目: ▸30282, 金额", "S20"),
    ("{科目: 2010350, 性质", "{科目: ▸2010530, 性质", "S20"),
    ("{经济科目: 30217, 金额", "{经济科目: ▸30271, 金额", "S20"),
]  # fmt: skip
HINTS = {"30282": "30228（工会经费）", "2010530": "2010350（事业运行）", "30271": "30217（公务接待费）"}


@pytest.mark.parametrize(("old", "new", "code"), CASES)
def test_a_clerks_slip_is_told_at_the_character(
    gongkai: Gongkai, tmp_path: Path, old: str, new: str, code: str
) -> None:
    """The one error of its line; a 科目 that one slip leads back to is suggested."""
    text, (line, column) = unmarked(spoiled(old, new, BLOCK))
    written_to(tmp_path / "某局", text)
    said = gongkai("check", "某局")
    assert said.code == 2
    errors = [one for one in said.out.splitlines() if f"某局/{NAME}:{line}:" in one and "错误 S" in one]
    assert [one.split(" ")[:3] for one in errors] == [[f"某局/{NAME}:{line}:{column}:", "错误", code]]
    for wrong, meant in HINTS.items():
        assert wrong not in new or meant in said.out


WORDS = [
    ("机构: {内设机构: 无}", "机构: {内设机构: 无, 在职人数: ▸14名}", "S13", "写单位“名”", "只写数字：14"),
    ("  代码: \"001\"\n", "  代码: ▸00１\n", "S52", "用了全角数字", "改成半角的 001"),
    ("  代码: \"001\"\n", "  代码: ▸一三七\n", "S14", "只能由字母、数字和 - 组成", "检查是否混入"),
    ("机构: {内设机构: 无}", "机构: ▸没有", "S12", "应是一组“键: 值”，现在是“没有”", "没有的，删去这一行"),
    ("国有资产: 无", "国有资产: ▸不涉及", "S12", "现在是“不涉及”", "没有的写 无"),
    ("机构: {内设机构: 无}", "机构: {内设机构: ▸暂无}", "S12", "现在是“暂无”", "没有的写 []"),
    ("机构: {内设机构: 无}", "机构: {内设机构: ▸甲科、乙科}", "S12", "是“甲科、乙科”", "写成 [甲科, 乙科]"),
    ("国有资产: 无", "国有资产: ▸无。", "S12", "现在是“无。”", "没有的写 无"),
    ("名词解释: []", "名词解释:\n  ▸-{名称: 甲, 解释: 乙}", "S56", "“-”后面缺一个空格", "在“-”后面加"),
    ("机构: {内设机构: 无}", "机构: {▸编制: 4}", "S10", "“机构”里没有它", "是否想写“编制人数”？不是的话"),
    ("  性质: 事业\n", "  性质: ▸%\n", "S01", "以“%”开头的内容要加引号", '写成 "%"'),
    ("  性质: 事业\n", "  性质: ▸>=\n", "S01", "以“>=”开头的内容要加引号", '写成 ">="'),
    ("负责全县水资源", "负责▸{{ 机构.在职人数 }全县水资源", "S57", "缺“}}”", "写成 {{ 机构.在职人数 }}"),
    ("负责全县水资源", "负责▸{ 机构.在职人数 }全县水资源", "S57", "不在两层", "写成 {{ 机构.在职人数 }}"),
    ("负责全县水资源", "负责▸｛｛机构.在职人数｝｝全县水资源", "S57", "不在两层", "写成 {{ 机构.在职人数 }}"),
    ("负责全县水资源", "负责▸｛ 更正.1.金额 ｝全县水资源", "S57", "不在两层", "写成 {{ 更正.1.金额 }}"),
    ("负责全县水资源", "负责{ 机构.在职人数 ▸}}全县水资源", "S57", "没有“{{”", "写成 {{ 机构.在职人数 }}"),
]  # fmt: skip
"""What a word stands in the place of, or a sign: what it is, and what to write."""


@pytest.mark.parametrize(("old", "new", "code", "message", "hint"), WORDS)
def test_a_word_in_the_place_of_something_else_is_told_with_what_to_write(
    gongkai: Gongkai, tmp_path: Path, old: str, new: str, code: str, message: str, hint: str
) -> None:
    """At the word, in one message that repeats it."""
    known = BLOCK if old in BLOCK else BLOCK + f"{old}\n"
    text, (line, column) = unmarked(spoiled(old, new, known))
    written_to(tmp_path / "某局", text)
    said = gongkai("check", "某局")
    (told,) = [one for one in said.out.splitlines() if f"某局/{NAME}:{line}:" in one]
    assert told.startswith(f"某局/{NAME}:{line}:{column}: 错误 {code} ")
    assert message in told
    assert f"提示：{hint}" in said.out


def test_a_file_of_a_unit_that_does_not_say_so(gongkai: Gongkai, tmp_path: Path) -> None:
    """Its keys stand in two files: what is missing is the line that says whose they are."""
    folder = written_to(tmp_path / "某局")
    (folder / "中心.yaml").write_text("收入: {一般公共预算: 5}\n", encoding="utf-8")
    said = gongkai("check", "某局")
    assert "S08" in said.out
    assert "最前面写一行“本单位: 单位的代码”" in said.out


@pytest.mark.parametrize("quoted", ['"\\""', '"某某局\'"', "'某某局\"'", '"\\u67d0\u67d0局\'"'])
def test_a_quote_within_quotes_is_part_of_the_value(gongkai: Gongkai, tmp_path: Path, quoted: str) -> None:
    written_to(tmp_path / "某局", spoiled("  名称: 某某局\n", f"  名称: {quoted}\n", BLOCK))
    assert "前面没有另一半" not in gongkai("check", "某局").out


@pytest.mark.parametrize("said", ["0", "不公开", "{}", ""])
@pytest.mark.parametrize("name", ["甲.yaml", "预算单位.yaml"])
def test_what_is_no_list_beside_the_lists_of_other_files_is_told_of_it_alone(
    gongkai: Gongkai, tmp_path: Path, name: str, said: str
) -> None:
    """Whichever of the files is read first."""
    written_to(tmp_path / "某局", CONSISTENT)
    (tmp_path / "某局" / name).write_text(f"其他说明: {said}\n", encoding="utf-8")
    (tmp_path / "某局" / "丙.yaml").write_text("其他说明: [表中数据四舍五入。]\n", encoding="utf-8")
    found = gongkai("check", "某局")
    assert found.code == 2
    told = [one for one in found.out.splitlines() if "错误 S" in one]
    assert len(told) == 1
    assert told[0].startswith(f"某局/{name}:1:")
    assert " S12 “其他说明”" in told[0]


LAST = "上年: {{收入总计: {0}, 支出总计: {0}, 一般公共预算支出: {1}, 三公经费: 无}}\n"
REASON = "说明: {收入变动原因: 新增人员和项目，经费增加。}\n"
MISTAKES = [
    ("支出写了两遍", "  - {科目: 2080505, 性质: 基本支出, 一般公共预算: 10.00}\n", 2, "T01", "写了两遍"),
    ("项目写成元", "名称: 甲, 类别: 特定目标类, 一般公共预算: 30▸0000.00", 1, "T02", "元和万元弄混了"),
    ("三公写成元", "  公务接待费: {一般公共预算: 3▸0000.00}", 1, "T12", "元和万元弄混了"),
    ("上年写成元", LAST.format("1300000", "1000000"), 1, "T45", "收入总计"),
    ("原因相反", LAST.format("150", "110") + REASON, 1, "X30", "这里说“新增”"),
    ("延续性项目一年", "    项目属性: ▸延续性项目\n    项目期: 1年\n", 1, "T47", "延续性项目"),
    ("绩效文字全空", "  - 项目: 甲\n", 1, "X36", "都没有写"),
]


@pytest.mark.parametrize(("written", "times", "code", "words"), [case[1:] for case in MISTAKES])
def test_a_clerks_mistake_is_told(
    gongkai: Gongkai, tmp_path: Path, written: str, times: int, code: str, words: str
) -> None:
    """What a whole budget has wrong that every line of it could have right, in the line that is wrong."""
    changed = written.replace("▸", "")
    known = {
        "T02": "名称: 甲, 类别: 特定目标类, 一般公共预算: 30.00",
        "T12": "  公务接待费: {一般公共预算: 3.00}",
        "T47": "    项目属性: 跨年度项目\n    项目期: 2年\n",
    }
    old = known.get(code, changed if changed in CONSISTENT else "")
    text = CONSISTENT.replace(old, changed * times) if old else CONSISTENT + changed
    written_to(tmp_path / "某局", text)
    said = gongkai("check", "某局", "--all")
    [told] = [one for one in said.out.splitlines() if f" {code} " in one]
    hint = said.out[said.out.index(told) :]
    assert words in hint[: hint.find("\n\n")]
    line = int(told.split(":")[1])
    start = text[: text.index(changed)].count("\n") + 1
    assert start <= line <= start + (changed * times).count("\n")


def test_the_subjects_of_water_are_known() -> None:
    """Of 2025, those of 水利 among them."""
    known = classification_of(2025)
    used = ("2130301", "2130304", "2130305", "2130306", "2130310", "2130311", "2130314", "2130316", "2130335")
    assert [code for code in used if code not in known.functional] == []
