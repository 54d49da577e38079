"""Columns and rows that only other provinces have, declared in 样式 without a line of Python."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from generator.document import compose
from generator.errors import ProfileError
from generator.figures import Disclosure, disclose_folder, load_profile
from generator.figures.rounding import rounded
from generator.findings import Level
from generator.rules import apply_rules
from tests.html_tables import text_of

HERE = Path(__file__).parent
BUDGET = HERE / "2025" / "某局"


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclose_folder(BUDGET)


def _expected(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("number", ["表一", "表四"])
def test_every_cell(disclosure: Disclosure, number: str) -> None:
    """Three blocks side by side; merged units; differences, rates and shares, computed in every row."""
    assert disclosure.tables[number].printed_rows() == _expected(f"{number}.csv")


def test_the_budget_is_right(disclosure: Disclosure) -> None:
    """Neither an error nor a warning: words of the profile are words of all rules."""
    found = apply_rules(disclosure, BUDGET)
    assert [finding for finding in found if finding.level in (Level.ERROR, Level.WARNING)] == []


def test_notes_are_filled_and_merged_cells_have_no_line_above(disclosure: Disclosure) -> None:
    """What stands under a table names the publisher; of equal words below each other the first is printed."""
    html = "".join(section.html for section in compose(disclosure).sections)
    assert "注：部门的收支按批复数列示，某局没有调整。" in text_of(html)
    rows = disclosure.tables["表四"].rows
    assert [row.cells[0].joined for row in rows] == [False, *[True] * 4, False, *[True] * 3, False]
    assert html.count(' joined"') == 7


def test_what_is_computed_is_so_from_the_cells_of_its_row(disclosure: Disclosure) -> None:
    """Every one is a figure that tells how it is made, in exact numbers."""
    book = disclosure.book
    for row in ("201001", "201001/201", "201001/2010301", "合计"):
        whole, part = book[f"表四/{row}/合计"], book[f"表四/{row}/项目"]
        assert book[f"表四/{row}/本年减结转"].value == whole.value - part.value
        assert rounded(book[f"表四/{row}/增减"].value) == rounded(whole.value * 100 / part.value - 100)
        assert book[f"表四/{row}/占"].origin is not None
    assert "表四/201002/增减" not in book


COLUMN = "{键: 差, 表头: [差], %s}"
PROFILE = """\
名称: 某市-2025
基于: shanxi-2024
表:
  - 号: 表十四
    标题: 甲
    标识: 乙
    栏:
      - 记录: 支出
        列:
          - {键: 科目, 是: 名称, 表头: [科目]}
          - {键: 合计, 表头: [合计]}
          - %s
        行: [{每: 科目}]
"""


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("{键: 差, 表头: [差], 差: [合计, 上年]}", "没有“上年”这一栏金额，可以写：合计"),
        ("{键: 差, 表头: [差], 差: [合计, 科目]}", "没有“科目”这一栏金额"),
        ("{键: 差, 表头: [差], 差: [合计]}", "写两栏的键"),
        ("{键: 差, 表头: [差], 差: [合计, 合计], 占比: [合计, 合计]}", "由别的栏算出来的"),
        ("{键: 差, 表头: [差], 差: [合计, 合计], 取: {期: 本年}}", "由别的栏算出来的"),
        ("{键: 差, 表头: [差], 合并: 是}", "只有文字的栏可以合并"),
        ("{键: 差, 表头: [差], 是: 没有}", "不能是“没有”"),
    ],
)
def test_columns_that_can_never_be_printed_are_told(tmp_path: Path, column: str, said: str) -> None:
    """With file, line and column, before anything is made."""
    folder = tmp_path / "样式" / "某市-2025"
    folder.mkdir(parents=True)
    (folder / "profile.yaml").write_text(PROFILE % column, encoding="utf-8")
    with pytest.raises(ProfileError, match=rf"profile\.yaml:12:\d+ .*{said}"):
        load_profile("某市-2025", tmp_path)
