"""Every slip, at every place of a small budget where it can be made, is told there and never kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from generator.errors import InputError
from generator.findings import Finding
from generator.model import Budget, parse_budget
from generator.source import Mapping
from tests.document.test_references_everywhere import EVERYTHING
from tests.written import at, read, refused

BUDGET = """\
年度: 2025    # 一年一个文件夹
部门:
  名称: 某县水务局
  代码: "108"
  性质: 行政
  职责:
    概述: >-
      负责全县水资源的统一管理。
  机构:
    内设机构:
      - 办公室
      - 水政股
收入: {一般公共预算: 45.00}
支出:
  - {科目: 2130301, 性质: 基本支出, 一般公共预算: 30.00}    # 行政运行
  - 科目: 2130311
    性质: 项目支出
    一般公共预算: 15.00
项目:
  - {名称: 节约用水, 类别: 特定目标类, 科目: 2130311, 一般公共预算: 15.00}
说明:
  收入变动原因: 人员增加
"""
LINES = BUDGET.splitlines()
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _each(line: str, pattern: str, new: str) -> Iterator[str]:
    for match in re.finditer(pattern, line):
        yield line[: match.start()] + match.expand(new) + line[match.end() :]


def _slips(line: str) -> Iterator[tuple[str, str]]:
    code, hash_, words = line.partition("    #")
    rest = hash_ + words
    for name, pattern, new in (
        ("全角冒号", ": ?", "："),
        ("冒号后面没有空格", r": (?=\S)", ":"),
        ("冒号后面是全角空格", r": (?=\S)", ":\u3000"),
        ("冒号后面是不间断空格", r": (?=\S)", ":\u00a0"),
        ("横线后面没有空格", r"(?<=^)( *)- ", r"\1-"),
        ("全角横线", r"(?<=^)( *)-(?= )", r"\1－"),
        ("Word 的横线", r"(?<=^)( *)-(?= )", r"\1—"),
        ("Word 的圆点", r"(?<=^)( *)-(?= )", r"\1•"),
        ("短横线", r"(?<=^)( *)-(?= )", r"\1–"),
        ("全角逗号", ", ", "，"),
        ("弯引号", r"(?<=: )([^\"{}>,]+)(?=[,}]|$)", r"“\1”"),
        ("弯引号代替半角", r"\"(\d+)\"", r"“\1”"),
        ("右边是弯引号", r"\"(\d+)\"", r'"\1”'),
        ("零宽空格", r"(?<=[\u4e00-\u9fff])(?=[:\u4e00-\u9fff,}])", "\u200b"),
        ("空着", r"^( *(?:- )?[^ :{}]+:) [^{}>]+$", r"\1"),
        ("Tab 缩进", "^ +", "\t"),
        ("全角缩进", "^ +(?=[^ ])", "\u3000"),
    ):
        for changed in _each(code, pattern, new):
            yield name, changed + rest
    for match in re.finditer(r"\d[\d.]+", code):
        yield "全角数字", code[: match.start()] + match[0].translate(_WIDE) + code[match.end() :] + rest
    if rest:
        yield "全角井号", code + rest.replace("#", "＃")


SLIPS = [
    pytest.param(number, changed, id=f"{name}-{number}-{index}")
    for number, line in enumerate(LINES, 1)
    for index, (name, changed) in enumerate(_slips(line))
]


def _read(text: str) -> tuple[Budget | None, list[Finding]]:
    findings: list[Finding] = []
    try:
        value, findings = read(text)
        assert isinstance(value, Mapping)
        return parse_budget(value), findings
    except InputError as error:
        return None, [*findings, *error.findings]


def test_the_budget_is_right() -> None:
    """What the slips are made in has none."""
    assert _read(BUDGET)[1] == []


@pytest.mark.parametrize(("number", "changed"), SLIPS)
def test_a_slip_is_told_at_its_line(number: int, changed: str) -> None:
    """There is a finding at the line or the very next, in Chinese; or the slip changes no value at all."""
    assert _told(LINES, number, changed, repr(_read(BUDGET)[0]))


def _told(lines: list[str], number: int, changed: str, meant: str) -> bool:
    """Whether a line `changed` is told there or on the next, in Chinese; or says what was `meant`."""
    budget, findings = _read("\n".join([*lines[: number - 1], changed, *lines[number:]]) + "\n")
    if not findings:
        return unicodedata.normalize("NFKC", repr(budget)) == meant
    chinese = not any(re.search("[a-z]{4,}", f"{f.message}{f.hint}") for f in findings)
    return chinese and bool({at(finding.place)[0] for finding in findings} & {number, number + 1})


def test_a_slip_anywhere_in_a_whole_budget_is_told() -> None:
    """In 绩效目标, 说明, 名词解释 and the catalogue too, every second of more than a thousand."""
    lines = EVERYTHING.splitlines()
    meant = unicodedata.normalize("NFKC", repr(_read(EVERYTHING)[0]))
    slips = [(n, changed) for n, line in enumerate(lines, 1) for _, changed in _slips(line)]
    assert len(slips) > 1500
    assert [slip for slip in slips[::2] if not _told(lines, *slip, meant)] == []


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("项目:\n  - {名称: 甲, 一般公共预算：45.00}\n", "S52", (2, 19)),
        ("项目:\n  - {名称: 甲, 一般公共预算:45.00}\n", "S56", (2, 19)),
        ("项目:\n  - {名称: 甲，一般公共预算: 45.00}\n", "S52", (2, 11)),
        ("项目:\n  - {名称: 甲，类别：乙, 一般公共预算: 1}\n", "S52", (2, 11)),
        ("条目: [甲，乙]\n", "S52", (1, 7)),
        ("项目:\n  - 名称:　某项目\n    类别: 甲\n", "S51", (2, 7)),
        ("性质:\u00a0行政\n", "S51", (1, 4)),
        ("性质: 行政\u200b\n", "S50", (1, 7)),
        ("性质: 行政 ＃ 说明\n", "S52", (1, 8)),
        ("代码: “108”\n", "S54", (1, 5)),
        ("代码: ＂108＂\n", "S54", (1, 5)),
        ("概述: 负责水资源的\n开发利用、节约保护。\n", "S55", (2, 1)),
        ("<<<<<<< HEAD\n年度: 2024\n=======\n年度: 2025\n>>>>>>> main\n", "S53", (1, 1)),
        ("年度: 2024\n>>>>>>> main\n部门: 甲\n", "S53", (2, 1)),
        ("性质:\u202f行政\n", "S51", (1, 4)),
        ("\u3000年度: 2024\n部门: 甲\n", "S51", (1, 1)),
        ("名称: 「某局」\n", "S54", (1, 5)),
        ("基本支出:\n  - {经济科目: 30101, 金额: 50.00}}\n  - {经济科目: 30102, 金额: 1}\n", "S01", (2, 29)),
        ("车辆: {编制: 1, 其中: [甲]]}\n", "S01", (1, 20)),
        ("收入：{一般公共预算: 1}\n年度: 2024\n", "S52", (1, 3)),
        ("内设机构： [甲]\n年度: 2024\n", "S52", (1, 5)),
        ("支出:\n  1. {科目: 2010301, 性质: 基本支出}\n", "S01", (2, 3)),
        ("支出:\n  （1）{科目: 2010301, 性质: 基本支出}\n", "S01", (2, 3)),
    ],
)
def test_each_slip_has_its_message_at_the_character(text: str, code: str, place: tuple[int, int]) -> None:
    """The caret stands under the very character that is wrong."""
    findings = [*_findings(text)]
    assert [(finding.code, at(finding.place)) for finding in findings] == [(code, place)]


def _findings(text: str) -> list[Finding]:
    try:
        return read(text)[1]
    except InputError:
        return refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "内设机构: [办公室, 业务科（含信息股）、信息科]\n",
        "内设机构: [业务科（含信息、档案）]\n",
        "条目: [贯彻方针，执行政策。]\n",
        "条目: [贯彻方针，执行政策, 完成上级交办、临时的任务]\n",
        "条目: [学习《甲、乙》]\n",
        "概述: “三公”经费是指三项经费\n",
        "概述: 主要职责：一是管水；二是治水\n",
        "概述: |\n  　　第一段。\n  ——第二段\n",
        "概述: 负责\n  其中：一是管水\n",
        "金额: -5\n",
        "时间: 08:30\n",
        "网址: http://example.gov.cn\n",
        '名称: "“甲”"\n',
        "姓名: 张　三\n",
        "甲: 1 # 复制来的\u00a0说明\n",
        "概述: |\n  第一段。\n  =======\n  第二段。\n",
        "车辆: {编制: {甲: 1,\n  乙: 2}, 丙: {丁: 1}}\n",
        "名称: 「甲」和「乙」\n",
        "概述: |\n  1. 一是管水；2. 二是治水。\n",
    ],
)
def test_what_is_no_slip_is_left_alone(text: str) -> None:
    """Full-width signs belong in sentences."""
    assert read(text)[1] == []


@pytest.mark.parametrize("amount", ["５０", "５０.００", "５０．００", "１，２３４"])
def test_an_amount_in_full_width_digits_is_that_amount(amount: str) -> None:
    """With decimals or without; a code is refused, be it a value or a key."""
    plain = unicodedata.normalize("NFKC", amount)
    budgets = [
        _read(BUDGET.replace("    一般公共预算: 15.00", f'    一般公共预算: "{text}"'))
        for text in (amount, plain)
    ]
    assert [findings for _, findings in budgets] == [[], []]
    values = [b.expenditure[1].amounts for b, _ in budgets if b]
    assert repr(values[0]) == repr(values[1])
    for old, new in (
        ('"108"', '"１０８"'),
        ("2130311, 一般", "２１３０３１１, 一般"),
        ("项目:\n", '科目名称: {"２１３": 某}\n项目:\n'),
    ):
        assert BUDGET.count(old) == 1
        assert [finding.code for finding in _read(BUDGET.replace(old, new))[1]] == ["S52"]


SPOILT = [
    ("S50", "  性质: 行政\u200b\n"),
    ("S51", "  性质:\u00a0行政\n"),
    ("S53", "<<<<<<< 甲\n  性质: 行政\n=======\n  性质: 事业\n>>>>>>> 乙\n"),
]


@pytest.mark.parametrize(("code", "spoilt"), SPOILT)
def test_what_spoils_a_file_hides_nothing_else(code: str, spoilt: str) -> None:
    """Other faults of the file are told with it, at their places."""
    text = BUDGET.replace("  性质: 行政\n", spoilt)
    assert len(_read(text)[1]) == 1
    wrong = text.replace("类别: 特定目标类", "类别：特定目标类").replace("15.00\n项", "1五\n项")
    found = {finding.code: at(finding.place)[0] for finding in _read(wrong)[1]}
    shift = spoilt.count("\n") - 1
    assert set(found) - {"S11"} == {code, "S52", "S13"}, "the 类别 that the comma took"
    assert (found["S52"], found["S13"]) == (20 + shift, 18 + shift)
