"""Twelve tables of a bureau of four units (行政, 参公, 公益一类, 公益二类): every cell of it and of them.

`市监局.txt` was computed from the facts by a script that knows nothing of this program.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.document import compose
from generator.document.tables import head_of
from generator.document.trial import tried
from generator.figures import Disclosure, disclose_folder, load_profile
from generator.figures.disclosure import unit_disclosures
from generator.findings import Level
from generator.rules import apply_rules
from generator.signoff.printed import print_of
from tests.html_tables import text_of
from tests.provinces.test_twelve_tables import HERE

BUDGET = HERE / "2026" / "市监局"
UNITS = ("301001", "301002", "301003", "301004")


def _truth() -> dict[tuple[str, str], list[str]]:
    """The rows of every table, by who publishes and 号."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in (HERE / "市监局.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            _, whose, number = line.split()
            rows = found.setdefault((whose, number), [])
        else:
            rows.append(line)
    return found


TRUTH = _truth()


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclose_folder(BUDGET)


@pytest.mark.parametrize("whose", ["部门", *UNITS])
def test_every_cell(disclosure: Disclosure, whose: str) -> None:
    """元 and 万元, nil as a blank, 0.00 and -, three levels of heads, 采购 by item, last year by 科目."""
    own = dict(zip(UNITS, unit_disclosures(disclosure), strict=True)).get(whose, disclosure)
    assert [number for of, number in TRUTH if of == whose] == list(own.tables)
    for number, table in own.tables.items():
        assert ["|".join(row) for row in table.printed_rows()] == TRUTH[whose, number], number


def test_the_profile_and_the_budget_are_right(disclosure: Disclosure) -> None:
    """A trial loses nothing, of one unit and of more."""
    found = [*tried(disclosure.profile), *apply_rules(disclosure, BUDGET)]
    assert [f for f in found if f.level in (Level.ERROR, Level.WARNING)] == []


def test_heads_that_are_the_same_below_each_other_are_one_cell(disclosure: Disclosure) -> None:
    """Whether a profile writes 单位名称 once or at every level of its head."""
    tall = {cell.text: cell.rowspan for row in head_of(disclosure.tables["公开4表"]) for cell in row}
    assert [tall[text] for text in ("会议费", "单位代码", "公务/接待费", "购置费")] == [3, 2, 2, 1]


def test_a_mark_for_nil_is_no_number(disclosure: Disclosure) -> None:
    """Who signs a table signs its numbers; a cell with - is as one that is blank."""
    printed = print_of(disclosure, "公开3表")
    assert printed is not None
    assert printed.rows["301"] == {"名称": "工资福利支出", "总计": "17,738,068", "人员": "17,738,068"}


def test_words_of_projects_of_a_department_of_units(disclosure: Disclosure) -> None:
    """They are called by its name alone; what is 不印 has neither a heading nor a 0."""
    told = text_of("".join(section.html for section in compose(disclosure).sections))
    assert "经营主体登记实施内容：用于经营主体登记。" in told
    assert "年度资金总额1,200,000" in told
    assert not [word for word in ("实施期资金", "项目概况", "负责人") if word in told]


COUNTY = """\
名称: 渝县-2026
基于: 渝-2026
表: [{号: 公开3表, 标题: "{部门}基本支出表", 格式: {零: 空, 千分位: 否}}]
"""


def test_a_county_says_what_differs_in_three_lines(tmp_path: Path) -> None:
    """Of one table the title and the format; everything else is the province's."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    (tmp_path / "样式" / "渝县-2026").mkdir()
    (tmp_path / "样式" / "渝县-2026" / "profile.yaml").write_text(COUNTY, encoding="utf-8")
    budget = shutil.copytree(BUDGET, tmp_path / "2026" / "市监局")
    file = budget / "部门.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("渝-2026", "渝县-2026"), encoding="utf-8")
    assert [f for f in tried(load_profile("渝县-2026", tmp_path)) if f.level is not Level.NOTE] == []
    tables = disclose_folder(budget).tables
    assert tables["公开3表"].title == "渝州区市场监督管理局基本支出表"
    for number, table in tables.items():
        rows = TRUTH["部门", number]
        if number == "公开3表":
            rows = [row.replace(",", "").replace("-", "") for row in rows]
        assert ["|".join(row) for row in table.printed_rows()] == rows


def test_our_own_workbook_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With marks for nil in its number formats."""
    for folder in ("样式", "2026"):
        shutil.copytree(HERE / folder, tmp_path / "budgets" / folder)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "budgets/2026/市监局", "--format", "xlsx"]) == 0
    shutil.copytree("budgets/样式", "again/样式")
    assert main(["import", "out/2026/市监局.xlsx", "-o", "again/2026/市监局"]) == 0
    assert main(["diff", "budgets/2026/市监局", "again/2026/市监局"]) == 0


def test_next_year_compares_with_what_was_published(tmp_path: Path) -> None:
    """Last year's columns are this year's; the year has no table of codes of its own, which is told once."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    last = shutil.copytree(BUDGET, tmp_path / "2026" / "市监局")
    this = shutil.copytree(last, tmp_path / "2027" / "市监局")
    for file in this.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8").replace("年度: 2026", "年度: 2027")
        kept = [line for line in text.splitlines(keepends=True) if not line.startswith("上年: ")]
        start = next((n for n, line in enumerate(kept) if line.startswith("上年支出")), len(kept))
        end = next((n for n, line in enumerate(kept) if line.startswith("基本支出")), start)
        file.write_text("".join((*kept[:start], *kept[end:])), encoding="utf-8")
    disclosure = disclose_folder(this)
    for row in disclosure.tables["公开2表"].printed_rows():
        assert row[4:6] == [row[5], row[5]], row
        assert row[10:] == ["", ""]
    codes = [finding.code for finding in apply_rules(disclosure, this)]
    assert codes.count("S26") == 1
    assert not {"S20", "T42", "T22"} & set(codes)
