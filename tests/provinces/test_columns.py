"""Columns and rows that only other provinces have, declared in 样式 without a line of Python."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.document import compose
from generator.document.trial import tried
from generator.errors import ProfileError
from generator.figures import Disclosure, disclose_folder, load_profile
from generator.figures.dependents import Inputs
from generator.figures.rounding import rounded
from generator.findings import Level
from generator.rules import apply_rules
from tests.html_tables import text_of
from tests.repository import commit

HERE = Path(__file__).parent
BUDGET = HERE / "2025" / "某局"


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclose_folder(BUDGET)


def _expected(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("number", ["表一", "表四", "表五", "表六"])
def test_every_cell(disclosure: Disclosure, number: str) -> None:
    """Three blocks side by side; merged units; differences, rates and shares, computed in every row."""
    assert disclosure.tables[number].printed_rows() == _expected(f"{number}.csv")


def test_the_budget_is_right(disclosure: Disclosure) -> None:
    """Neither an error nor a warning: words of the profile are words of all rules."""
    found = apply_rules(disclosure, BUDGET)
    assert [finding for finding in found if finding.level in (Level.ERROR, Level.WARNING)] == []


def test_notes_are_filled_and_merged_cells_have_no_line_above(disclosure: Disclosure) -> None:
    """What stands under a table names the publisher; of equal words below each other the first is printed."""
    sections = {section.key: section.html for section in compose(disclosure).sections}
    html = "".join(sections.values())
    assert "注：部门的收支按批复数列示，某局没有调整。" in text_of(html)
    rows = disclosure.tables["表四"].rows
    assert [row.cells[0].joined for row in rows] == [False, *[True] * 4, False, *[True] * 3, False]
    assert sections["表四"].count(' joined"') == 7


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
        (
            "{键: 差, 表头: [差], 是: 数量}",
            "“支出”没有“数量”，可以写：名称、编码、类",
        ),
    ],
)
def test_columns_that_can_never_be_printed_are_told(tmp_path: Path, column: str, said: str) -> None:
    """With file, line and column, before anything is made."""
    folder = tmp_path / "样式" / "某市-2025"
    folder.mkdir(parents=True)
    (folder / "profile.yaml").write_text(PROFILE % column, encoding="utf-8")
    with pytest.raises(ProfileError, match=rf"profile\.yaml:12:\d+ .*{said}"):
        load_profile("某市-2025", tmp_path)


def test_a_trial_finds_nothing_lost() -> None:
    """What the sections do not say is declared; what only sums have is told, and no more."""
    assert {finding.code for finding in tried(load_profile("某省-2025", HERE))} <= {"S78"}


def test_last_years_folder_gives_last_years_lines(tmp_path: Path) -> None:
    """Where there is one, 上年支出 need not be written; where there is none, it is asked for."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    now = shutil.copytree(BUDGET, tmp_path / "2025" / "某局") / "预算.yaml"
    text = now.read_text(encoding="utf-8")
    start, end = text.index("上年支出:"), text.index("采购:")
    now.write_text(text[:start] + text[end:], encoding="utf-8")
    missing = [f for f in apply_rules(disclose_folder(now.parent), now.parent) if f.code == "T42"]
    assert [finding.about for finding in missing] == ["上年支出"]
    last = tmp_path / "2024" / "某局" / "预算.yaml"
    last.parent.mkdir(parents=True)
    last.write_text(text.replace("年度: 2025", "年度: 2024"), encoding="utf-8")
    disclosure = disclose_folder(now.parent)
    assert [f.about for f in apply_rules(disclosure, now.parent) if f.code == "T42"] == []
    figure = disclosure.book["表五/2010301/上年"]
    assert figure.value == disclosure.book["表五/2010301/本年"].value == 130
    assert disclosure.tables["表五"].printed_rows()[2][2:] == ["130.00", "130.00", "", ""]
    assert {input_.figure.origin.source.inside for input_ in Inputs(disclosure.book).of(figure).values()}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("组别: 公用经费, ", "", "T52"),
        ("组别: 公用经费", "组别: 人员经费", "T53"),
        ("采购:\n", "政府采购: {货物: 7.74, 工程: 0, 服务: 12}\n采购:\n", ""),
        ("采购:\n", "政府采购: {货物: 7.74, 工程: 0, 服务: 12.01}\n采购:\n", "T54"),
        ("上年支出:\n", "上年: {一般公共预算支出: 148}\n上年支出:\n", ""),
        ("上年支出:\n", "上年: {一般公共预算支出: 149}\n上年支出:\n", "T55"),
    ],
)
def test_what_is_given_twice_must_agree(tmp_path: Path, old: str, new: str, code: str) -> None:
    """Details and sums; 组别 by 科目 and by 经济科目."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    file = shutil.copytree(BUDGET, tmp_path / "2025" / "某局") / "预算.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = {f.code for f in apply_rules(disclose_folder(file.parent), file.parent)}
    assert found & {"T52", "T53", "T54", "T55"} == ({code} if code else set())


def test_lines_of_other_provinces_roll_over(tmp_path: Path) -> None:
    """What says what money is for stays; amounts are to be filled in; last year's lines are left behind."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    rolled = tmp_path / "2026" / "某局"
    assert main(["roll", str(BUDGET), "--to", "2026", "-o", str(rolled)]) == 0
    text = (rolled / "预算.yaml").read_text(encoding="utf-8")
    assert "性质: 基本支出, 组别: 人员经费, 一般公共预算: 待填" in text
    assert "品目: 打印机, 类别: 货物, 数量: 待填, 一般公共预算: 待填" in text
    assert "# 上年支出" in text
    assert "\n上年支出:" not in text


def test_our_own_workbook_comes_back(tmp_path: Path) -> None:
    """With a profile that lies beside the budget, where the imported one will lie too."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    assert main(["build", str(BUDGET), "--format", "xlsx", "-o", str(tmp_path / "out")]) == 0
    again = tmp_path / "2025" / "某局"
    assert main(["import", str(tmp_path / "out" / "2025" / "某局.xlsx"), "-o", str(again)]) == 0
    tables = disclose_folder(again).tables
    assert [t.printed_rows() for t in tables.values()] == [
        t.printed_rows() for t in disclose_folder(BUDGET).tables.values()
    ]


def test_a_revision_has_its_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git has of the profile beside the budgets counts for what it has of the budget."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    file = shutil.copytree(BUDGET, tmp_path / "2025" / "某局") / "预算.yaml"
    commit(tmp_path, "建立预算")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("一般公共预算: 6.04", "一般公共预算: 6.50"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["diff", "HEAD:2025/某局", "2025/某局"]) == 1
    assert "6.04 → 6.50" in capsys.readouterr().out
