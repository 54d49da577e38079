"""A share (占比) is of something: of a base that is nil no sentence, bar or cell gives a part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from generator.document import compose
from generator.document.writer import Writer
from generator.figures import Disclosure, Formula, disclose
from generator.model import parse_budget
from tests.html_tables import text_of
from tests.written import mapping

PROFILES = {"shanxi-2024": "特定目标类", "shanghai-2025": "编报绩效目标的项目"}
"""Profiles that are shipped, each with a category of projects."""
BASES = {
    "收入": ("收入: {一般公共预算: 10}", "收入: {一般公共预算: 0}"),
    "基本支出": (
        "支出: [{科目: 2010301, 性质: 基本支出, 一般公共预算: 6}",
        "支出: [{科目: 2010301, 性质: 基本支出, 一般公共预算: 0}",
    ),
    "项目支出": (
        ", {科目: 2010302, 性质: 项目支出, 一般公共预算: 4}]",
        ", {科目: 2010302, 性质: 项目支出, 一般公共预算: 0}]",
    ),
    "三公": ("三公经费: {公务接待费: {一般公共预算: 3}, 公务用车购置费: {一般公共预算: 2}}", "三公经费: 无"),
    "项目": ("一般公共预算: 4", "一般公共预算: 0"),
    "目标": ("市县: 40000", "市县: 0"),
}
"""Amounts that shares are of, and of which they are, each as there is some and as there is none."""
CASES = list(product(PROFILES, product((0, 1), repeat=len(BASES))))


def _disclosed(profile: str, nil: tuple[int, ...]) -> Disclosure:
    income, basic, projects, items, project, goals = (
        BASES[name][none] for name, none in zip(BASES, nil, strict=True)
    )
    text = f"""\
年度: {profile[-4:]}
样式: {profile}
部门: {{名称: 某局, 代码: "007", 性质: 行政}}
{income}
{basic}{projects}
基本支出: [{{经济科目: 30101, 金额: 6}}]
{items}
项目:
- {{名称: 甲, 类别: {PROFILES[profile]}, {project}}}
- {{名称: 乙, 类别: {PROFILES[profile]}, 一般公共预算: 0}}
绩效目标: [{{项目: 甲, 年度资金: {{{goals}}}, 总体目标: {{实施期: 做成。}}, 指标: {{}}}}]
"""
    return disclose(parse_budget(mapping(text)))


def _shares(disclosure: Disclosure, html: str) -> Iterator[Formula]:
    for name in re.findall(r'data-figure="(占比[^"]+)"', html):
        origin = disclosure.book[name].origin
        assert isinstance(origin, Formula)
        yield origin


@pytest.mark.parametrize(("profile", "nil"), CASES, ids=str)
def test_no_share_of_nil_is_printed(profile: str, nil: tuple[int, ...]) -> None:
    """Every base with some and with none, in both profiles: no share, and no words that lead to one."""
    disclosure = _disclosed(profile, nil)
    html = "".join(section.html for section in compose(disclosure).sections)
    shares = list(_shares(disclosure, html))
    assert all(share.operands[1].value for share in shares)
    said = re.findall(r"占(?![有用])[^，。；\n]*", text_of(html))
    assert all("%" in words for words in said), said
    if not any(nil):
        assert len(shares) >= 4


def test_a_template_that_does_not_ask_prints_a_dash() -> None:
    """A county's own template may give a share without asking: of nil it says that there is none."""
    disclosure = _disclosed("shanxi-2024", (1,) * len(BASES))
    writer = Writer(disclosure)
    nil = disclosure.book["表一/收入总计/金额"]
    assert writer._environment.filters["percent"](disclosure.book.share(nil, nil)) == "—"
