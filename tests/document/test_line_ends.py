"""No single character is left over for the last line of a cell or a paragraph."""

from __future__ import annotations

import pytest

from generator.document.line_ends import kept, value, with_sentence_ends


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("可持续影响指标", "指标"),
        ("服务对象满意度指标", "满意度指标"),
        ("满意度指标", "指标"),
        ("保证项目实施的制度、措施", "制度、措施"),
        ("山西忻州经济开发区管理委员会", "委员会"),
        ("装修、办公家具采购完成及时性", "及时性"),
        ("稳定、可持续", "可持续"),
        ("补贴数量准确率（%）", "（%）"),
        ("新增高新技术企业数量", "数量"),
        ("某某项目经费。", "经费。"),
        ("274840.64m²", "m²"),
    ],
)
def test_the_end_is_not_broken(text: str, end: str) -> None:
    """A word, a short bracket, what follows a mark, or at least two characters stay together."""
    assert kept(text) == f'{text.removesuffix(end)}<span class="kept">{end}</span>'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "性",
        "有效",
        "100%",
        "123456789元",
        "1,234,567,890元",
        "≥、123",
        "abcdefghijklmn",
        "{{ 表三.合计.合计 }}万元的项目",
    ],
)
def test_what_has_no_such_end_is_left(text: str) -> None:
    """Short texts, values that end with a sign, and texts with references stay as they are."""
    assert kept(text) == text


def test_what_fits_on_a_line_is_left() -> None:
    """A text that is no longer than a line needs no care."""
    assert kept("可持续影响指标", 7) == "可持续影响指标"
    assert kept("可持续影响指标", 6) != "可持续影响指标"


@pytest.mark.parametrize("number", ["12345678", "≥123456.78", "234,567.8%", "12345678.90"])
def test_a_number_that_fits_is_not_broken(number: str) -> None:
    """A sign before it is as wide as a character, a figure about half as wide."""
    assert (
        value(f"不超过{number}元整", 6)
        == f'不超过<span class="kept">{number}</span><span class="kept">元整</span>'
    )


@pytest.mark.parametrize(
    ("number", "size"), [("≤12345678.90元", 76), ("±1234567890.1元", 71), ("123,456,789,000.00元", 59)]
)
def test_a_number_that_is_wider_than_its_cell_is_set_smaller(number: str, size: int) -> None:
    """It is never broken, and never stands out of the cell."""
    kept_whole = f'<span class="kept" style="font-size: {size}%">{number}</span>'
    assert value(f"不超过{number}", 6) == f"不超过{kept_whole}"


def test_a_unit_of_one_character_stays_with_its_number() -> None:
    """At the end of a value no character is left over."""
    assert value("合计5892781.07度", 7) == '合计<span class="kept">5892781.07度</span>'


def test_what_an_author_writes_is_escaped() -> None:
    """Markup in a name is text."""
    assert kept("<b>某某项目经费") == '&lt;b&gt;某某项目<span class="kept">经费</span>'


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("供查阅对照。", "对照。"),
        ("不低于95%。", ""),
        ("好。", ""),
        ("对照。", ""),
        ('共<span class="unit">万元</span>。', ""),
        ('<span class="unit">万元</span>，与上年持平。', "持平。"),
    ],
)
def test_the_end_of_a_sentence(text: str, end: str) -> None:
    """Two Chinese characters and the full stop, when more stands before them."""
    kept_end = f'<span class="kept">{end}</span>' if end else ""
    assert with_sentence_ends(f"<p>{text}</p>") == f"<p>{text.removesuffix(end)}{kept_end}</p>"
