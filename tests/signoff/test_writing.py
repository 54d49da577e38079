"""The reviewers' file: small, readable, and nothing in it is ever lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.signoff.comments import with_comments
from generator.signoff.writing import put
from tests.budgets import CONSISTENT, disclosed, spoiled
from tests.signoff.signing import read_back, signature

WRITTEN = """\
审核:
  - 内容: 表七
    审核人: 张三
    日期: 2024-03-01
    数:
      "103": {名称: 非税收入, 合计: 20.00}
      合计: {名称: 合, 合计: 20.00}
"""


def test_a_row_is_a_line() -> None:
    """A head, the signature, and one line for each row of the table, in its order."""
    disclosure = disclosed()
    text = put("", [signature(disclosure, "表三", note="与批复核对")])
    lines = text.splitlines()
    assert lines[2:8] == [
        "审核:",
        "  - 内容: 表三",
        "    审核人: 张三",
        "    日期: 2024-03-01",
        "    说明: 与批复核对",
        "    数:",
    ]
    assert lines[8] == "      合计: {合计: 137.00, 基本支出: 70.00, 项目支出: 67.00}"
    assert len(lines) == 8 + len(disclosure.tables["表三"].rows)


def test_the_same_signature_leaves_the_same_bytes() -> None:
    """Signing again changes nothing, whatever else there is."""
    disclosure = disclosed()
    signed = [signature(disclosure, about) for about in ("表三", "绩效目标/甲", "收入", "表三/合计/合计")]
    text = put(put("", signed), [signature(disclosure, "表三", "李四")])
    assert put(text, signed) == text
    assert put(text, [signature(disclosure, "表三", "李四")]) == text


def test_a_change_of_one_figure_is_one_line_of_the_diff() -> None:
    """What git shows of a new signature is what has changed."""
    before = put("", [signature(disclosed(), "表六")])
    after = put(before, [signature(disclosed(spoiled("30201, 金额: 7.00", "30201, 金额: 7.50")), "表六")])
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    assert [new.split(":")[0].strip() for old, new in pairs if old != new] == ["合计", '"302"', '"30201"']


COMMENTED = """\
# 第一行
审核:   # 都在这里

# 李四的
- 审核人: 李四     # 电话核实
  内容: 表三
  日期: 2024年2月1日
  # 只看了合计
  数:
    合计: {合计: 1.00}   # 与批复 #3 一致
    "999": {合计: 2.00}  # 没有的行

# 张三的
- 内容: "收入"
  审核人: 张三
  日期: 2024-02-01
  说明: "a # b"
  数: {一般公共预算: 100.00}  # 后面
# 最后一行
"""


def test_comments_and_other_signatures_are_kept() -> None:
    """A signature is written anew in its place; every comment is still there, and so is every other line."""
    disclosure = disclosed()
    text = put(COMMENTED, [signature(disclosure, "表三", "李四"), signature(disclosure, "收入", "王五")])
    comments = [line.partition("# ")[2] for line in COMMENTED.splitlines() if "# " in line]
    assert len(comments) == 11
    assert all(f"# {comment}" in text for comment in comments)
    assert "- 内容: 表三\n  审核人: 李四  # 电话核实\n  日期: 2024-03-01\n  # 只看了合计\n  数:\n" in text
    assert "    合计: {合计: 137.00, 基本支出: 70.00, 项目支出: 67.00}  # 与批复 #3 一致\n" in text
    assert "# 没有的行" in text
    assert '  说明: "a # b"\n  数: {一般公共预算: 100.00}  # 后面\n# 最后一行\n- 内容: 收入\n' in text


def test_two_signatures_of_one_person_become_one() -> None:
    """What was merged by hand: the first place stays, the comments of both do."""
    twice = COMMENTED + "- {内容: 表三, 审核人: 李四, 日期: 2024-01-01, 数: {合计: 1}}  # 又一次\n"
    text = put(twice, [signature(disclosed(), "表三", "李四")])
    assert text.count("审核人: 李四") == 1
    assert "# 又一次" in text


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        ("", "# 审核记录"),
        ("# 只有话\n", "# 只有话\n审核:\n  - 内容: 收入\n"),
        ("审核: []  # 还没有\n# 完\n", "审核:  # 还没有\n  - 内容: 收入\n"),
        ("审核:\n  []\n", "审核:\n  - 内容: 收入\n"),
        (WRITTEN.rstrip(), WRITTEN + "  - 内容: 收入\n"),
    ],
)
def test_it_begins_where_nothing_is(before: str, begins: str, tmp_path: Path) -> None:
    """An empty file, one of comments, an empty list, a last line without end."""
    text = put(before, [signature(disclosed(), "收入")])
    assert text.startswith(begins)
    assert read_back(tmp_path, text)[-1].about == "收入"


@pytest.mark.parametrize(
    "before",
    [
        "审核: [{内容: 表三, 审核人: 李四, 日期: 2024-03-01, 数: {合计: 1}}]\n",
        "{审核: []}\n",
        "审核:\n  - &a {内容: 表三, 审核人: 张三, 日期: 2024-03-01, 数: {合计: 1}}\n  - *a\n",
        WRITTEN + "...\n",
    ],
)
def test_what_cannot_be_changed_by_lines_is_refused(before: str) -> None:
    """With a sentence; nothing is guessed."""
    with pytest.raises(UsageError, match="请改成一行一个键"):
        put(before, [signature(disclosed(), "表三")])


def test_names_that_are_no_plain_yaml_are_quoted(tmp_path: Path) -> None:
    """Colons, braces, quotes and # in the names of projects, reviewers and notes."""
    disclosure = disclosed(CONSISTENT.replace("名称: 丙", '名称: "丙: {#1}, \\"a\\" \'b\'"'))
    made = signature(disclosure, "表十二", "张: #三", "说 # 明: [")
    (signed,) = read_back(tmp_path, put("", [made]))
    assert (signed.reviewer, signed.note) == ("张: #三", "说 # 明: [")
    assert signed.figures == made.figures


def test_a_figure_that_is_also_a_row_is_kept(tmp_path: Path) -> None:
    """年度资金/总额 is a figure, and 年度资金/总额/折合万元 stands below it."""
    made = signature(disclosed(), "绩效目标/甲/年度资金")
    assert set(made.figures) == {"", "总额"}
    (signed,) = read_back(tmp_path, put("", [made]))
    assert signed.figures == made.figures


def test_a_hash_in_quotes_is_no_comment() -> None:
    """Only what YAML takes for a comment is carried over."""
    old = ['- 说明: "甲 # 乙"  # 丙', "  数: a#b", "  名: '丁 # 戊'"]
    assert with_comments(["- 说明: 己", "  数: 1"], old) == ["- 说明: 己  # 丙", "  数: 1"]
