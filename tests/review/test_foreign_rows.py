"""Tables of PDFs that are not ours: row by row, each changed row once, and nothing that stayed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.review.folding import folded, folded_runs
from generator.review.foreign import foreign_entries
from generator.review.sheets import Sheets
from tests.review.foreign_tables import Row, Style, differences, table, told

TABLES = Path(__file__).parent / "foreign"
STYLES = [Style(), Style(ruled=False)]


def rows(count: int, first: int = 0) -> list[Row]:
    """Rows of different codes, names and amounts."""
    return [
        (f"208{number:02}01", f"虚构科目第{number}项支出", f"{number}1,234.56", f"{number}1,000.00", "234.56")
        for number in range(first, first + count)
    ]


def changed(row: Row, **cells: str) -> Row:
    """`row` with other cells: code, name, sum."""
    places = {"code": 0, "name": 1, "sum": 2, "other": 4}
    new = list(row)
    for key, value in cells.items():
        new[places[key]] = value
    return tuple(new)


def test_two_tables_of_other_years() -> None:
    """Sixty rows with new amounts, two paragraphs more, another year in the title, and nothing else."""
    old, new = (Sheets((TABLES / f"ta{number}.pdf").read_bytes()) for number in (1, 2))
    found = told(foreign_entries(old, new))
    assert found[:3] == [
        "改动 [-2024-]{+2025+}年部门收入预算总表",
        "增加 {+编制说明：本年略有调整。+}",
        "增加 {+第二段。+}",
    ]
    assert len(found) == 63
    assert found[3] == "改动 2080000虚构科目第0项支出[-5,443,012-]{+958,774+}[-5,443,012-]{+958,774+}0"
    for number, text in enumerate(found[3:]):
        assert text.startswith(f"改动 208{number // 10:02}{number % 10:02}虚构科目第{number}项支出[-")


@pytest.mark.parametrize("style", STYLES, ids=["ruled", "bare"])
@pytest.mark.parametrize("count", [5, 90])
def test_each_kind_of_change_is_told_once(style: Style, count: int) -> None:
    """An amount, a name, a code; a row that came, one that went, one that moved and says the same."""
    old = rows(count)
    new = list(old)
    new[0] = changed(old[0], sum="7.00")
    new[1] = changed(old[1], name="改了名的支出")
    new[2] = ("2299901", "新增加的支出", "5.00", "5.00", "0.00")
    found = told(differences(table(old, style), table(new, style)))
    assert sorted(found) == sorted(
        [
            "改动 2080001虚构科目第0项支出[-01,234.56-]{+7.00+}01,000.00234.56",
            "改动 2080101[-虚构科目第1项支出-]{+改了名的支出+}11,234.5611,000.00234.56",
            "减少 [-2080201虚构科目第2项支出21,234.5621,000.00234.56-]",
            "增加 {+2299901新增加的支出5.005.000.00+}",
        ]
    )


@pytest.mark.parametrize("style", STYLES, ids=["ruled", "bare"])
def test_a_row_that_moved_and_says_the_same_is_no_change(style: Style) -> None:
    """Nor are all rows on other pages, under repeated heads."""
    old = rows(80)
    assert differences(table(old, style), table([*old[5:], *old[:5]], style)) == []


def test_prose_between_tables() -> None:
    """Each table is compared with its own: the same code in another table is another row."""
    style = Style()
    one, other = rows(40), [changed(row, sum="9.99") for row in rows(40)]
    middle = "<p>以下是第二张表的说明，本年没有变化。</p>"
    old = table(one, style) + middle + table(other, style)
    new = table(one[1:], style) + middle + "<p>又写了一段。</p>" + table([*other, one[0]], style)
    assert told(differences(old, new)) == [
        "减少 [-2080001虚构科目第0项支出01,234.5601,000.00234.56-]",
        "增加 {+又写了一段。+}",
        "增加 {+2080001虚构科目第0项支出01,234.5601,000.00234.56+}",
    ]


def test_an_amount_with_a_sign_changes_whole() -> None:
    """No sign stays behind, nor a bracket that stands for one."""
    old = [
        ("2080501", "养老支出", "-5.00", "(6.00)", "-7.00"),
        ("2080502", "年金支出", "-1.00", "2.00", "0.00"),
    ]
    new = [
        ("2080501", "养老支出", "-4.00", "(9.00)", "7.00"),
        ("2080502", "年金支出", "1.00", "－2.00", "0.00"),
    ]
    assert told(differences(table(old, Style()), table(new, Style()))) == [
        "改动 2080501养老支出[--5.00-]{+-4.00+}[-(6.00)-]{+(9.00)+}[--7.00-]{+7.00+}",
        "改动 2080502年金支出[--1.00-]{+1.00+}[-2.00-]{+－2.00+}0.00",
    ]


def test_compatibility_forms_are_no_change() -> None:
    """Full-width letters, compatibility ideographs and radicals are what they look like."""
    old = [("2080501", "二页见长（甲）", "1,000.00", "0.00", "1%")]
    new = [("２０８０５０１", "二页见长(甲)", "１,０００．００", "0.00", "１％")]
    found = differences(table(old, Style()), table(new, Style()))
    assert {entry.group for entry in found} <= {"图形"}
    assert folded("⼀⻚⻅⻓⻋ 豈") == folded("一页见长车豈")
    assert folded_runs("⼀⻚，共㎡；甲", "一页,共m2;乙") == [("同", "一页,共m2;"), ("删", "甲"), ("增", "乙")]


def test_an_amount_on_a_line_of_its_own_is_no_page_number() -> None:
    """Where a name is broken over lines, its amounts stand alone; they are compared all the same."""
    name = "机关事业单位基本养老保险缴费支出以及其他很长的名称说明文字" * 2
    for old, new in (("12.00", "13.00"), ("12", "13")):
        one, other = ([("2080501", name, amount, amount, "0.00")] for amount in (old, new))
        (text,) = told(differences(table(one, Style()), table(other, Style())))
        assert f"[-{old}" in text
        assert f"{{+{new}" in text


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[Row], list[Row], list[str]]:
    """Rows, the same with some of them changed, gone or come, and the texts of what is to be told."""
    old = rows(draw(st.integers(3, 40)))
    if draw(st.booleans()):
        old = [("", *row[1:]) for row in old]
    blank = draw(st.sets(st.integers(0, len(old) - 1), max_size=3))
    old = [(*row[:2], "", "", "") if index in blank else row for index, row in enumerate(old)]
    new: list[Row] = []
    expected = []
    fresh = iter(rows(60, first=100))
    for row in old:
        kind = draw(st.sampled_from(["same"] * 6 + ["amounts", "gone", "come"]))
        if kind == "gone":
            expected.append(f"减少 {''.join(row)}")
            continue
        if kind == "come":
            added = next(fresh)
            new.append(added)
            expected.append(f"增加 {''.join(added)}")
        if kind == "amounts" and row[2]:
            new.append(changed(row, sum="8,888.80", other="6.60"))
            expected.append(f"改动 {''.join(row)}")
        else:
            new.append(row)
    return old, new, expected


@pytest.mark.parametrize("style", STYLES, ids=["ruled", "bare"])
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=edits())
def test_what_changed_is_told_and_nothing_else(
    style: Style, case: tuple[list[Row], list[Row], Sequence[str]]
) -> None:
    """Whatever rows came, went or changed, over however many pages: each once."""
    old, new, expected = case
    body = "<h2>2024年支出表</h2>{}<p>注：本表按单位填列。</p>"
    found = differences(body.format(table(old, style)), body.format(table(new, style)))
    assert sorted(plain(found_text) for found_text in told(found)) == sorted(expected)


def plain(text: str) -> str:
    """An entry in words as the old row, or the new where there is no old one."""
    import re

    if text.startswith("增加"):
        return re.sub(r"\{\+|\+\}", "", text)
    return re.sub(r"\[-|-\]", "", re.sub(r"\{\+.*?\+\}", "", text))
