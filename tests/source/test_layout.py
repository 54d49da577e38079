"""Lines that stand wrong below the others are told at the character, once, and the hint mends them."""

from __future__ import annotations

import re

import pytest

from generator.errors import InputError
from generator.findings import Finding
from tests.written import at, read, refused

BUDGET = """\
年度: 2024
部门:
  名称: 某局
  代码: "108"
  职责:
    概述: 负责水资源的管理。
    条目:
      - 管水。
      - 治水，
        护水。
      - 节水。
  机构:
    编制人数: 8
支出:
  - {科目: 2130301, 一般公共预算: 30.00}
  - 科目: 2130311
    一般公共预算: 15.00
  - {科目: 2130399, 一般公共预算: 5.00}
说明:
  变动原因: |
    人员增加。
    业务增加。
  其他: 无
"""
LINES = BUDGET.splitlines()


def _findings(text: str) -> list[Finding]:
    try:
        return read(text)[1]
    except InputError:
        return refused(text)


SLIPS = [
    # a line's number, what it becomes, the column of the message, words of it, and of the hint
    (4, ' 代码: "108"', 2, "“代码”前面有 1 个空格", "空 2 个，与“名称”左对齐；或空 0 个，与“部门”左对齐"),
    (4, '   代码: "108"', 4, "“代码”前面有 3 个空格", "前面空 2 个，与“名称”左对齐"),
    (4, '代码: "108"', 1, "“代码”前面有 0 个空格", "前面空 2 个，与“名称”左对齐"),
    (4, '  - 代码: "108"', 3, "多了“-”", "删去“- ”，与上面的“名称”左对齐"),
    (9, "       - 治水，", 8, "没有与上一项的对齐", "与上一项的一样多"),
    (9, "     - 治水，", 6, "前面有 5 个空格，同一列表的前面是 6 个", "改成 6 个空格"),
    (9, "      治水，", 7, "没有键，前面也没有“-”", "前面写“- ”"),
    (8, "      管水。", 7, "第一项前面没有“-”", "在这里写“- ”"),
    (7, "    条目：", 7, "冒号“：”是全角的", "半角冒号"),
    (7, "    条目;", 7, "应是冒号，现在是“;”", "半角冒号"),
    (12, "  机构：", 5, "冒号“：”是全角的", "半角冒号"),
    (8, "      1. 管水。", 7, "写了编号", "换成半角的 -"),
    (10, "      护水。", 7, "没有键，前面也没有“-”", "接到上一行末尾"),
    (13, "    - 编制人数: 8", 0, "", ""),
    (14, "支出: 本年", 0, "", ""),
    (15, "  {科目: 2130301, 一般公共预算: 30.00}", 0, "", ""),
    (
        15,
        "  - 科目: 2130301, 一般公共预算: 30.00",
        5,
        "没有用花括号括起来",
        "写成 {科目: 2130301, 一般公共预算: 30.00}",
    ),
    (
        15,
        "  - 科目: 2130301，一般公共预算: 30.00",
        5,
        "没有用花括号括起来",
        "写成 {科目: 2130301, 一般公共预算: 30.00}",
    ),
    (15, "  - （科目: 2130301, 一般公共预算: 30.00）", 5, "应是花括号", "{ }"),
    (15, "  - {科目: 2130301 一般公共预算: 30.00}", 18, "“一般公共预算”前面缺一个逗号", "逗号"),
    (15, "  - {科目: 2130301; 一般公共预算: 30.00}", 17, "“;”是全角的", "逗号"),
    (15, "  - {科目 2130301, 一般公共预算 30.00}", 8, "“科目”后面缺少冒号", "加半角冒号"),
    (15, "  - {2130301, 30.00}", 6, "“2130301”没有写成“键: 值”", "方括号"),
    (15, '  - {"科目: 2130301", 一般公共预算: 30.00}', 6, "引号把冒号也括进去了", "引号"),
    (15, "  - {科目: 2130301, 一般公共预算: 30.00]", 32, "“]”应是“}”", "改成“}”"),
    (15, "  - {科目: 2130301, 一般公共预算: 30.00）", 32, "“）”应是“}”", "改成“}”"),
    (15, "  - {科目: 2130301, 一般公共预算: 30.00},", 33, "“}”后面多了“,”", "删去它"),
    (15, "  - {科目: 2130301, 一般公共预算: 30.00} 运行", 34, "“}”后面多了“运行”", "前面写“ # ”"),
    (15, "  - {科目: 2130301, 一般公共预算: 30.00 # 运行}", 37, "“}”在“#”后面", "移到“#”的前面"),
    (15, "  －{科目: 2130301, 一般公共预算: 30.00}", 3, "“-”写成了“－”", "半角"),
    (18, "  ➢ {科目: 2130399, 一般公共预算: 5.00}", 3, "“-”写成了“➢”", "半角"),
    (18, "  * {科目: 2130399, 一般公共预算: 5.00}", 3, "“-”写成了“*”", "半角"),
    (18, "  \uf0b7 {科目: 2130399, 一般公共预算: 5.00}", 3, "“-”写成了", "半角"),
    (18, "  -- {科目: 2130399, 一般公共预算: 5.00}", 3, "写了几个", "留下一个"),
    (18, "  {科目: 2130399, 一般公共预算: 5.00}", 3, "前面没有“-”", "前面写“- ”"),
    (
        18,
        "    - {科目: 2130399, 一般公共预算: 5.00}",
        5,
        "前面有 4 个空格，同一列表的前面是 2 个",
        "2 个空格",
    ),
    (17, "  一般公共预算: 15.00", 3, "列表里的“一般公共预算”前面没有“-”", "前面空 4 个空格，与“科目”左对齐"),
    (17, "    一般公共预算∶ 15.00", 11, "应是冒号，现在是“∶”", "半角冒号"),
    (17, "    一般公共预算= 15.00", 11, "应是冒号，现在是“=”", "半角冒号"),
    (17, '    "一般公共预算”: 15.00', 12, "后面是“”", "半角引号"),
    (21, "  人员增加。", 3, "“|”下面的文字往里空得不够", "前面空 4 个空格"),
    (22, "   业务增加。", 4, "“|”下面的文字往里空得不够", "前面空 4 个空格"),
    (6, "    概述: 负责水资源的管理，\n    和开发。", 5, "没有键，像是上一行断开的", "前面空 6 个空格"),
    (6, "    概述:\n      负责管理。\n      其中: 水。", 7, "上一行是一句话", "给整句加引号"),
    (6, "    概述: > 负责管理。", 9, "以“>”开头", '写成 "> 负责管理。"'),
    (6, "    概述: *负责管理。", 9, "以“*”开头", '写成 "*负责管理。"'),
    (6, "    概述: &a 负责管理。", 9, "“&a”被当作标记", "给整句加引号"),
    (6, "    概述: !a 负责管理。", 9, "“!a”被当作标记", "给整句加引号"),
    (6, "    概述: !!a 负责管理。", 9, "“!!a”被当作标记", "给整句加引号"),
    (6, "    概述: !重要 负责管理。", 9, "以“!”开头的内容要加引号", '写成 "!'),
    (6, "    概述: !!重要 负责管理。", 9, "以“!!”开头的内容要加引号", '写成 "!'),
    (6, "    概述: !急!办 负责管理。", 9, "以“!”开头的内容要加引号", '写成 "!'),
    (6, "    概述: !a!b 负责管理。", 9, "以“!”开头的内容要加引号", '写成 "!'),
    (6, "    概述: !<急> 负责管理。", 9, "以“!<”开头的内容要加引号", '写成 "!'),
    (6, "    概述: *a", 9, "“*a”被当作引用", "给整句加引号"),
    (6, "    概述: [水] 的管理。", 13, "“]”后面多了", "给整句加引号"),
    (6, "    概述: - 负责管理。", 9, "不应出现“-”", "给整句加引号"),
]


def test_the_budget_is_right() -> None:
    """What is spoilt below has no fault."""
    assert _findings(BUDGET) == []


@pytest.mark.parametrize(("number", "changed", "column", "said", "hint"), [one for one in SLIPS if one[2]])
def test_a_line_out_of_place_is_told_once(
    number: int, changed: str, column: int, said: str, hint: str
) -> None:
    """One finding, at the character, in Chinese, that says what to write."""
    found = _findings("\n".join([*LINES[: number - 1], changed, *LINES[number:]]) + "\n")
    assert len(found) == 1, [f"{finding.message} {finding.hint}" for finding in found]
    (finding,) = found
    assert said in finding.message
    assert hint in finding.hint
    assert at(finding.place) == (number + changed.count("\n"), column)
    assert not re.search("[a-z]{4,}", finding.message + finding.hint)


def _blanks() -> list[tuple[int, str]]:
    """Every line with one or two blanks more, or less."""
    changed = [
        (number, " " * count + line.lstrip())
        for number, line in enumerate(LINES, 1)
        for count in range(len(line) - len(line.lstrip()) + 3)
    ]
    return [(number, line) for number, line in changed if line != LINES[number - 1]]


@pytest.mark.parametrize(("number", "changed"), _blanks())
def test_a_line_that_moved_is_told_there_or_just_below(number: int, changed: str) -> None:
    """Whatever cannot be read, or is read as words of the line above, is told within a line of it."""
    text = "\n".join([*LINES[: number - 1], changed, *LINES[number:]]) + "\n"
    found = _findings(text)
    if found:
        assert len(found) == 1
        first = LINES[number - 1].endswith(("条目:", "|"))  # the first of its kind: what follows looks moved
        assert first or abs(at(found[0].place)[0] - number) <= 1, found[0].message
        assert not re.search("缩进对不齐|不应出现冒号", found[0].message), found[0].message
    else:
        assert " - " not in repr(read(text)[0])
