"""年终结转: what is left of this year's income is in every total of income, and is said where it belongs."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from generator.document import compose
from generator.figures import Disclosure, disclose, disclose_folder
from generator.model import parse_budget
from tests.budgets import CONSISTENT, written_to
from tests.html_tables import text_of
from tests.written import mapping

LEFT = "年终结转: {一般公共预算: 1.50}\n"


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Disclosure:
    assert CONSISTENT.count("  一般公共预算: 100.00\n") == 1
    text = CONSISTENT.replace("  一般公共预算: 100.00\n", "  一般公共预算: 101.50\n") + LEFT
    return disclose_folder(written_to(tmp_path_factory.mktemp("b") / "b", text))


def test_tables_of_income_have_one_total(left: Disclosure) -> None:
    """The one by source, and the one by 科目, where it stands in a row of its own."""
    book = left.book
    whole = book["表二/合计/合计"].value + book["表二/合计/上年结转"].value
    assert whole == book["表一/收入总计/金额"].value == book["表一/支出总计/合计"].value
    names = [row.name for row in left.tables["表二"].rows]
    assert [name for name in names if "年终结转" in name] == ["年终结转"]
    assert names[0] == "合计"


def test_sentences_add_up(left: Disclosure) -> None:
    """What income consists of is all of it; 本年预算安排 is not what is left."""
    text = text_of("".join(section.html for section in compose(left).sections))
    parts = re.search(r"预算收入([\d.]+)万元，其中：(.*?)。(?!\d)", text)
    assert parts
    amounts = [Decimal(one) for one in re.findall(r"([\d.]+)万元", parts[2])]
    assert sum(amounts) == Decimal(parts[1])
    spent = re.search(
        r"支出总计([\d.]+)万元，其中：本年预算安排([\d.]+)万元，上年结转支出([\d.]+)万元，年终结转([\d.]+)万元",
        text,
    )
    assert spent
    whole, *own = map(Decimal, spent.groups())
    assert whole == sum(own)
    assert own[-1] == Decimal("1.50")


def test_the_summary_says_it_beside_the_total(left: Disclosure) -> None:
    """支出总计 is more than what is spent, of which the shares below it are: what is left is said."""
    [summary] = [s for s in compose(left).sections if s.key == "summary"]
    assert "支出总计138.50万元，其中年终结转1.50万元" in text_of(summary.html)


@pytest.mark.parametrize("left", [0, 2])
def test_sentences_of_other_profiles_add_up(left: int) -> None:
    """In Shanghai it is 结转下年: what 财政拨款支出 consists of is all of it."""
    text = f"""\
年度: 2025
样式: shanghai-2025
部门: {{名称: 某局, 代码: "007", 性质: 行政}}
收入: {{一般公共预算: {10 + left}}}
支出: [{{科目: 2010301, 性质: 基本支出, 一般公共预算: 10}}]
年终结转: {{一般公共预算: {left}}}
"""
    said = text_of(
        "".join(section.html for section in compose(disclose(parse_budget(mapping(text)))).sections)
    )
    whole = re.search(r"财政拨款支出([\d.]+)万元", said)
    parts = re.search(r"财政拨款支出中，(.*)", said)
    assert whole
    assert parts
    assert Decimal(whole[1]) == sum(map(Decimal, re.findall(r"([\d.]+)万元", parts[1]))) == 10 + left
    assert ("结转下年" in parts[1]) is bool(left)


def test_nothing_of_it_is_printed_when_nothing_is_left(tmp_path: Path) -> None:
    nothing = disclose_folder(written_to(tmp_path / "b", CONSISTENT))
    assert not any("年终结转" in row.name for row in nothing.tables["表二"].rows)
    [summary] = [s for s in compose(nothing).sections if s.key == "summary"]
    assert "年终结转" not in summary.html
