"""Sentences about nothing, one, some and all: what is said of several is not said of one."""

from __future__ import annotations

import re

import pytest

from generator.document import compose
from generator.figures import disclose
from generator.model import parse_budget
from tests.html_tables import text_of
from tests.written import mapping

TABLE = """\
  - 项目: {0}
    年度资金: {{市县: 100000}}
    总体目标: {{实施期: 做好。}}
    指标: {{产出指标: {{数量指标: [{{名称: 数量, 值: 1}}]}}}}
"""
LINE = "  - {{名称: {0}, 类别: {1}, 一般公共预算: 10}}\n"


def _said(profile: str, category: str, offices: str, projects: str, tables: str) -> str:
    lines = "".join(LINE.format(name, category) for name in projects)
    published = "".join(TABLE.format(name) for name in tables)
    text = (
        f"年度: 2025\n样式: {profile}\n"
        '部门: {名称: 某局, 代码: "007", 性质: 行政, '
        f"机构: {{内设机构: [{offices}], 所属单位: [{offices}]}}}}\n"
        f"收入: {{一般公共预算: {10 * len(projects) or 1}}}\n支出: []\n"
        + (f"项目:\n{lines}" if lines else "项目: []\n")
        + (f"绩效目标:\n{published}" if published else "绩效目标: []\n")
    )
    return "".join(
        text_of(section.html) for section in compose(disclose(parse_budget(mapping(text)))).sections
    )


@pytest.mark.parametrize(
    ("offices", "projects", "tables", "has", "lacks"),
    [
        ("甲股", "", "", ["内设机构1个，是甲股。", "没有公开的项目绩效目标表"], ["分别是", "附后"]),
        (
            "甲股",
            "甲",
            "甲",
            ["该项目的绩效目标表附后", "公开这个项目的绩效目标"],
            ["各项目", "其中1个", "分别是"],
        ),
        (
            "甲股, 乙股",
            "甲乙",
            "甲",
            ["分别是：甲股、乙股", "该项目的绩效目标表附后", "公开其中1个的"],
            ["各项目"],
        ),
        ("甲股, 乙股", "甲乙", "甲乙", ["各项目的绩效目标表附后", "公开全部2个的绩效目标"], ["其中2个的"]),
    ],
)
def test_what_is_said_of_several_is_not_said_of_one(
    offices: str, projects: str, tables: str, has: list[str], lacks: list[str]
) -> None:
    """Of 内设机构, 所属单位, 项目 and 绩效目标."""
    said = re.sub(r"\s", "", _said("shanxi-2024", "特定目标类", offices, projects, tables))
    assert [words for words in has if words not in said] == []
    assert [words for words in lacks if words in said] == []


@pytest.mark.parametrize(
    ("projects", "said"), [("甲", "编报绩效目标的项目1个，涉及预算资金10"), ("甲乙", "，其中：甲10")]
)
def test_projects_that_are_listed_with_their_sum(projects: str, said: str) -> None:
    """One has the sum as its amount, which is not printed twice."""
    text = re.sub(r"[\s,]", "", _said("shanghai-2025", "编报绩效目标的项目", "甲股", projects, projects))
    assert said in text
    assert ("是甲。" in text) == (projects == "甲")
