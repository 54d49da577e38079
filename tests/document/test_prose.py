"""The author's words: references become figures, and nothing in a text is ever code or markup."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import compose
from generator.document.prose import inline, paragraphs
from generator.figures import Book, Unit
from tests.budgets import CONSISTENT, disclosed, spoiled
from tests.html_tables import text_of


@pytest.fixture
def book() -> Book:
    book = Book()
    book.leaf("表三/合计/基本支出", Decimal("5360.79"), Unit.MONEY, None)
    book.leaf("项目/个数", Decimal(132), Unit.COUNT, None)
    book.leaf("占比", Decimal("11.458"), Unit.PERCENT, None)
    return book


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("安排{{ 表三.合计.基本支出 }}。", "安排5,360.79万元。"),
        ("{{表三/合计/基本支出}}", "5,360.79万元"),
        ("共{{ 项目.个数 }}个，占{{ 占比 }}", "共132个，占11.46%"),
        ("没有引用", "没有引用"),
        ("{ 项目.个数 }", "{ 项目.个数 }"),
        ("{{ 7*7 }}", "〔没有“7*7”这个数〕"),
        ("{{ book.__class__ }}", "〔没有“book.__class__”这个数〕"),
        ("{% if 1 %}甲{% endif %}{# 乙 #}", "{% if 1 %}甲{% endif %}{# 乙 #}"),
        ("{{ 项目.个数 | safe }}", "〔没有“项目.个数 | safe”这个数〕"),
    ],
)
def test_references_are_data(book: Book, text: str, printed: str) -> None:
    """A name is looked up in the book; nothing is evaluated, and an unknown name is said to be one."""
    assert text_of(inline(text, book)) == printed


def test_a_reference_carries_its_figure(book: Book) -> None:
    """What is printed is marked with the id of the figure it is."""
    assert 'data-figure="表三/合计/基本支出"' in inline("{{ 表三.合计.基本支出 }}", book)


@given(st.text(alphabet="<>&\"'{}%#甲 ", max_size=30))
def test_no_text_becomes_markup(text: str) -> None:
    """Whatever characters an author writes, they are printed as they stand."""
    if "{{" not in text:
        assert text_of(inline(text, Book())) == text
    assert "<i>" not in inline(f"<i>{text}", Book())


def test_every_line_is_a_paragraph(book: Book) -> None:
    """Blank lines make no empty paragraphs."""
    convert = paragraphs(book)
    assert convert("一<二\n\n  三\n") == "<p>一&lt;二</p>\n<p>三</p>"
    assert convert("") == ""


MARKUP = '<i class="x">{% raw %}&amp;'
WITH_MARKUP = f"""
说明: {{收入变动原因: '{MARKUP}', 公务接待费说明: '{MARKUP}', 机关运行经费说明: '{MARKUP}'}}
其他说明: ['{MARKUP}']
更正: [{{金额: 1, 调出: 基本支出, 调入: 项目支出, 说明: '{MARKUP}'}}]
名词解释: [{{名称: '{MARKUP}', 解释: '{MARKUP}'}}]
上年: {{收入总计: 1}}
购买服务目录:
  名称: '{MARKUP}'
  说明: '{MARKUP}'
  目录: [{{部门: '{MARKUP}', 条目: {{A: '{MARKUP}'}}}}]
  调整: [{{批次: 一, 部门: '{MARKUP}', 动作: 修改, 代码: A, 原名称: '{MARKUP}', 新名称: '{MARKUP}'}}]
"""


def test_no_part_of_a_budget_becomes_markup() -> None:
    """Names, reasons, indicators, the catalogue: what looks like HTML or Jinja is printed as it stands."""
    text = spoiled(" 名称: 某某局,", f" 名称: '{MARKUP}局', 简称: '{MARKUP}', ")
    text = spoiled("- {名称: 甲,", f"- {{名称: '{MARKUP}甲',", text)
    text = spoiled(
        "- 项目: 甲", f"- 项目: '{MARKUP}甲'\n    项目概况: '{MARKUP}'\n    负责人: '{MARKUP}'", text
    )
    text = spoiled("{名称: 数量, 值: 1,", f"{{名称: '{MARKUP}', 值: '{MARKUP}',", text)
    text = spoiled("职责: {概述: 负责某项工作。}", f"职责: {{概述: '{MARKUP}', 条目: ['{MARKUP}']}}", text)
    document = compose(disclosed(text + WITH_MARKUP))
    html = "".join(section.html for section in document.sections)
    assert html.count("&lt;i class=") > 25
    assert "<i " not in html
    assert "{% raw %}" in html
    assert document.sections
    assert CONSISTENT.count("<") == 0
