"""Ordinary content at its largest: it is printed, and nobody is told to shorten it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import compose
from generator.document.passages import passages
from generator.press import print_pdf
from generator.proof.publish import publish
from generator.proof.published import published_in
from generator.review.side import open_side
from tests.budgets import CONSISTENT, disclosed, spoiled, written_to
from tests.press.foreign import foreign_pdf
from tests.press.small import small

VALUE = "{名称: 数量, 值: 1, 单位: 项}"
FUNDS = "年度资金: {市县: 200000, 省级: 100000}"
FORM = ("cover", "绩效1")
CATALOGUE = """
购买服务目录:
  名称: 某某县人民政府办公室关于印发县级部门政府购买服务指导性目录（第三批）所附目录的通知
  目录:
    - {部门: 档案馆, 条目: {%s}}
"""


@pytest.mark.parametrize(
    "value", ["123456789", "1234567890", '"12345678.90"', "abcdefghijklmn", '"123,456,789,000.00"']
)
def test_any_number_fits_the_value_of_an_indicator(value: str) -> None:
    """However long it is, it is broken inside its cell."""
    print_pdf(small(spoiled(VALUE, f"{{名称: 成本, 符号: ≤, 值: {value}, 单位: 元}}"), FORM))


@pytest.mark.parametrize("amount", ["123456789.12", "1234567890.1", "123456789000.00"])
def test_any_amount_fits_the_funds_of_a_project(amount: str) -> None:
    """A thousand millions with cents, and more; cents are printed as two digits."""
    document = small(spoiled(FUNDS, f"年度资金: {{市县: {amount}}}"), FORM)
    print_pdf(document)
    printed = f"{float(amount):,.2f}".removesuffix(".00")
    assert any(printed in passage.text for passage in passages(document))


def test_a_long_name_of_a_catalogue_stays_between_the_margins() -> None:
    """The head of the pages on which it goes on takes a second line."""
    entries = ", ".join(f"A{number:02}: 公共服务{number}" for number in range(60))
    print_pdf(small(CONSISTENT + CATALOGUE % entries, ("cover", "catalogue")))


def test_a_draft_may_have_attachments(tmp_path: Path) -> None:
    """The mark across the 目录 is no part of its entries."""
    listed = ", ".join(f"{{标题: 批复{number}, 文件: {number}.pdf}}" for number in range(4))
    folder = written_to(tmp_path / "局", f"{CONSISTENT}附件: [{listed}]\n")
    for number in range(4):
        foreign_pdf(folder / f"{number}.pdf")
    with open_side(str(folder)) as side:
        made, _ = publish(side.disclosure, folder, [], draft=True)
    assert "批复3" in "".join(published_in(made.data, "草稿").paper.words)


def test_text_goes_on_where_there_are_no_performance_tables() -> None:
    """The sections before and after them are one text, with no page turned between."""
    text = f"{CONSISTENT.partition('绩效目标:')[0]}其他说明: []\n"
    with_tables, without = disclosed(CONSISTENT), disclosed(text)
    names = [[section.name for section in compose(side).sections] for side in (with_tables, without)]
    assert "explanations-2" in names[0]
    assert "explanations-2" not in names[1]
    said = [passage.text for passage in passages(compose(without)) if passage.section == "explanations-1"]
    assert any(text.startswith("十一、") for text in said)
    assert any(text.startswith("十二、") for text in said)
