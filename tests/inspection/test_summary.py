"""一图读懂: one page however much there is, every number a figure, nothing said that nobody wrote."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from weasyprint.formatting_structure import boxes

from generator.document import Document
from tests.budgets import CONSISTENT
from tests.html_tables import text_of
from tests.inspection.budgets import extreme, words
from tests.inspection.inspector import faults
from tests.inspection.paper import Paper
from tests.inspection.setting import composed, set_sections
from tests.written import DEPARTMENT, YEAR

SOURCES = ("一般公共预算", "政府性基金", "国有资本经营预算", "财政专户管理资金", "单位资金")
ITEMS = ("因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费")
CODES = (
    *("2010301", "2040201", "2050101", "2060101", "2070101", "2080101"),
    *("2100101", "2110101", "2120101", "2130101", "2240101", "2210201"),
)


def full(projects: int = 14) -> str:
    """A budget that has everything that the page can show, and more."""
    amounts = ", ".join(f"{source}: {number}000.5" for number, source in enumerate(SOURCES, 1))
    carried = "上年结转: {一般公共预算: 9}"
    spent = [f"  - {{科目: {code}, 性质: 项目支出, {amounts}, {carried}}}" for code in CODES]
    named = [
        f"  - {{名称: '{words(60)}{n}', 类别: 特定目标类, 一般公共预算: {n}00}}"
        for n in range(1, 1 + projects)
    ]
    items = [f"  {item}: {{一般公共预算: {n}5.5}}" for n, item in enumerate(ITEMS, 1)]
    before = ", ".join(f"{item}: {n}.5" for n, item in enumerate(ITEMS))
    return "\n".join(
        [
            YEAR + DEPARTMENT.rstrip("\n"),
            f"收入: {{{amounts}}}",
            *("支出:", *spent),
            *("项目:", *named),
            *("三公经费:", *items),
            f"上年: {{收入总计: 12345.67, 三公经费: {{{before}}}}}\n",
        ]
    )


def some(kinds: int, projects: int) -> str:
    """A budget that has as many 类 of expenditure and projects, the names as long as a line."""
    spent = [f"  - {{科目: {code}, 性质: 项目支出, 一般公共预算: 1000.5}}" for code in CODES[:kinds]]
    named = [
        f"  - {{名称: '{words(60)}{n}', 类别: 特定目标类, 一般公共预算: {n}00}}"
        for n in range(1, 1 + projects)
    ]
    lines = [YEAR + DEPARTMENT.rstrip("\n"), "收入: {一般公共预算: 1000.5}", "支出:", *spent, "项目:", *named]
    return "\n".join(lines) + "\n"


def least() -> str:
    """A budget that has one line of each."""
    spent = "[{科目: 2010301, 性质: 基本支出, 一般公共预算: 10}]"
    return YEAR + DEPARTMENT + f"收入: {{一般公共预算: 10}}\n支出: {spent}\n"


FEW = ((1, 1), (1, 4), (2, 1), (3, 9), (5, 5), (6, 2), (7, 1))
"""Kinds and projects: around where the page becomes roomier."""


def page_of(document: Document) -> Paper:
    """The page, without a fault."""
    [paper] = set_sections(document, "summary")
    assert faults([paper]) == []
    assert len(paper.painted) == 1
    return paper


def wide(amount: str = "999999999999.99") -> str:
    """The same in amounts of twelve digits."""
    return re.sub(r"(?<=: )\d+(?:000\.5|5\.5|\.5|00\b)", amount, full())


BUDGETS = {
    "full": full(),
    "twelve digits": wide(),
    "one project": full(1),
    "extreme": extreme(),
    "small": CONSISTENT,
    "least": least(),
}
BUDGETS |= {f"{kinds} kinds, {projects} projects": some(kinds, projects) for kinds, projects in FEW}


@pytest.mark.parametrize("text", BUDGETS.values(), ids=BUDGETS)
def test_it_is_one_page(text: str) -> None:
    """With all sources, twelve 类, four items of 三公, long names and amounts; and with next to nothing."""
    page_of(composed(text))


@pytest.mark.parametrize("text", BUDGETS.values(), ids=BUDGETS)
def test_no_bar_is_printed_over_a_word(text: str) -> None:
    """Bars stand beside or below names and numbers, and no number over another."""
    found = list(page_of(composed(text)).elements(0, boxes.Box))
    bars = [_edges(box) for box in found if "stroke" in _class(box)]
    said = [_edges(box) for box in found if isinstance(box, boxes.TextBox) and box.text.strip()]
    assert not [(one, two) for one in bars for two in said if _overlap(one, two)]
    assert not [(one, two) for one, two in combinations(said, 2) if _overlap(one, two)]


def _class(box: boxes.Box) -> str:
    return str(box.element.get("class", "")) if box.element is not None else ""


def _edges(box: boxes.Box) -> tuple[float, float, float, float]:
    """Left, top, right and bottom, of letters without the leading."""
    lead = box.height * 0.15 if isinstance(box, boxes.TextBox) else 0.0
    top = box.position_y + lead
    return box.position_x, top, box.position_x + box.width, box.position_y + box.height - lead


def _overlap(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    within = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
    return min(within) > 0.1


def test_every_number_is_a_figure() -> None:
    """What has digits and is no name is a figure of the book, or counted here."""
    [section] = [one for one in composed(full()).sections if one.key == "summary"]
    marked = r'<span class="figure"[^>]*>[^<]*</span>|<span data-ordinal="">\d+</span>|<h1.*?</h1>|\d{4}年'
    assert not re.search(r"\d", text_of(re.sub(marked, "", section.html)).replace(words(60), "").strip())


def test_ten_kinds_of_expenditure_at_most() -> None:
    """Of twelve 类 nine are named, the others added up; ten projects are shown, the largest first."""
    painted = page_of(composed(full())).painted[0].copied
    assert "其他3类支出" in painted
    assert painted.count("本项目按照") == 10
    assert "1,400.00" in painted
    assert "500.00" in painted
    assert "\n400.00" not in painted


def test_nothing_is_said_of_what_is_not_written() -> None:
    """Without last year's figures no change, without projects none; 三公 not written is not nil."""
    [section] = [one for one in composed(least()).sections if one.key == "summary"]
    said = text_of(section.html)
    assert "比上年" not in said
    assert "上年" not in said
    assert "项目支出0" in said.replace(" ", "")
    assert "没有安排" not in said
    assert "待填" in said
    assert "绩效" not in said
