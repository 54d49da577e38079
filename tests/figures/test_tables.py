"""Tables made of records: rows by declaration, totals, names of 科目."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import ProfileError
from generator.figures import Disclosure, disclose_folder
from generator.source import limits
from generator.source.limits import Limit
from tests.budgets import CONSISTENT, disclosed, spoiled


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclosed()


def test_classes_are_printed_even_when_empty(disclosure: Disclosure) -> None:
    """表一 lists the thirty 类 of the year, each numbered."""
    names = [row[2] for row in disclosure.tables["表一"].printed_rows()]
    assert names[0] == "一、一般公共服务支出"
    assert names[29] == "三十、抗疫特别国债安排的支出"
    assert names[30:] == ["本年支出合计", "年终结转", "支出总计"]


def test_a_level_is_the_sum_of_what_is_below(disclosure: Disclosure) -> None:
    """In 表三 every 类 and 款 is the sum of its 项, in code order."""
    rows = disclosure.tables["表三"].printed_rows()[1:]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    amounts = {row[0]: Decimal(row[2]) for row in rows}
    for code, amount in amounts.items():
        below = [other for other in amounts if other.startswith(code) and len(other) == len(code) + 2]
        assert not below or sum(amounts[other] for other in below) == amount
    assert {len(code) for code in amounts} == {3, 5, 7}


def test_totals_add_exact_values() -> None:
    """Ten lines of 0.004 print as 0.00, and their total as 0.04."""
    lines = "\n".join("  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 0.004}" for _ in range(10))
    text = spoiled("  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 60.00}", lines)
    rows = disclosed(text).tables["表三"].printed_rows()
    assert next(row for row in rows if row[0] == "2010350")[2] == "0.04"


def test_income_and_carry_over_make_the_total(disclosure: Disclosure) -> None:
    """表一: 本年收入合计 + 上年结转 = 收入总计 = 支出总计."""
    rows = {row[0]: row for row in disclosure.tables["表一"].printed_rows() if row[0]}
    assert [rows[name][1] for name in ("本年收入合计", "上年结转", "收入总计")] == [
        "130.00",
        "7.00",
        "137.00",
    ]
    assert rows["收入总计"][2:] == ["支出总计", "137.00", "130.00", "7.00"]


def test_table_four_has_appropriations_only(disclosure: Disclosure) -> None:
    """财政拨款 is G, F and K; 财政专户管理资金 and 单位资金 stay out."""
    last = disclosure.tables["表四"].printed_rows()[-1]
    assert last == ["收入总计", "132.00", "支出总计", "132.00", "103.00", "24.00", "5.00"]


def test_table_five_has_every_row_of_table_two(disclosure: Disclosure) -> None:
    """表五 prints the 科目 of 表二, blank where there is no 一般公共预算 of this year."""
    five, two = (disclosure.tables[number].printed_rows() for number in ("表五", "表二"))
    assert [row[:2] for row in five] == [row[:2] for row in two]
    assert next(row for row in five if row[0] == "2120801")[2:] == ["", "", ""]


def test_economic_subjects_have_their_government_names(disclosure: Disclosure) -> None:
    """表六: a 款 has the 政府经济科目 of a 事业单位 beside it, or its own name where the profile keeps it."""
    beside = {row[0]: row[1] for row in disclosure.tables["表六"].printed_rows()}
    assert beside["基本工资"] == "工资福利支出"
    assert beside["公务接待费"] == "公务接待费"
    assert beside["工资福利支出"] == ""


def test_an_administration_has_other_government_names() -> None:
    """The column beside follows 性质."""
    rows = disclosed(spoiled("性质: 事业}", "性质: 行政}")).tables["表六"].printed_rows()
    assert next(row for row in rows if row[0] == "基本工资")[1] == "工资奖金津补贴"


def test_a_government_subject_that_is_given_goes_first() -> None:
    """政府经济科目 on the line decides the name beside it."""
    text = spoiled("{经济科目: 30201, 金额: 7.00}", "{经济科目: 30201, 政府经济科目: 50201, 金额: 7.00}")
    rows = disclosed(text).tables["表六"].printed_rows()
    assert next(row for row in rows if row[0] == "办公费")[1] == "办公经费"


def test_names_of_the_budget_go_first() -> None:
    """科目名称 overrides the year's classification, and names what it does not have."""
    text = CONSISTENT + '科目名称: {"2010350": 机关服务}\n'
    rows = disclosed(text).tables["表三"].printed_rows()
    assert next(row for row in rows if row[0] == "2010350")[1] == "机关服务"


@pytest.mark.parametrize(("number", "empty"), [("表九", False), ("表十一", True), ("表七", False)])
def test_a_table_knows_whether_it_is_empty(disclosure: Disclosure, number: str, empty: bool) -> None:
    """A table without any amount is published all the same, and says that it is empty."""
    assert disclosure.tables[number].empty is empty
    assert disclosure.tables[number].rows


def test_projects_stand_below_their_units() -> None:
    """表十二: the department, then each unit that has projects, then its projects in file order."""
    text = spoiled(
        '单位: [{名称: 某某局本级, 代码: "001001"}]',
        '单位: [{名称: 某某局本级, 代码: "001001"}, {名称: 某某中心, 代码: "001002"}]',
    )
    text = spoiled("{名称: 甲,", '{名称: 甲, 单位: "001002",', text)
    names = [row[0] for row in disclosed(text).tables["表十二"].printed_rows()]
    assert names == ["某某局", "某某局本级", "乙", "丙", "丁", "某某中心", "甲"]


@pytest.mark.parametrize("name", ["部门", "合计", "001001", "某某局", "其他运转类"])
def test_a_project_may_be_called_anything(name: str) -> None:
    """A project that has the name of a row or of a group is printed with its own amounts all the same."""
    rows = disclosed(spoiled("{名称: 丙,", f"{{名称: {name},")).tables["表十二"].printed_rows()
    assert rows[0] == ["某某局", "60.00", "30.00", "20.00", "5.00", "2.00", "3.00"]
    assert rows[4] == [name, "5.00", "", "", "5.00", "", ""]


def _wide(folder: Path, lines: int) -> Path:
    """A budget with `lines` of one 科目, and a table in which every one of 900 cells looks through them."""
    columns = "".join(f"          - {{键: 栏{n}, 表头: [栏]}}\n" for n in range(30))
    rows = "".join(f"          - {{名: 行{n}}}\n" for n in range(30))
    table = (
        f"  - 号: 表十四\n    标题: 支出\n    标识: 附表\n    栏:\n      - 记录: 支出\n        列:\n{columns}"
    )
    profile = folder / "样式" / "某省-2025"
    profile.mkdir(parents=True)
    text = f"名称: 某省-2025\n基于: shanxi-2024\n表:\n{table}        行:\n{rows}"
    (profile / "profile.yaml").write_text(text, encoding="utf-8")
    line = "  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 60.00}\n"
    (folder / "预算.yaml").write_text(f"样式: 某省-2025\n{spoiled(line, line * lines)}", encoding="utf-8")
    return folder


def test_what_is_looked_through_counts_as_what_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells over many records take long: the limit that holds for what tables make bounds that, too."""
    disclose_folder(_wide(tmp_path / "few", 10))
    monkeypatch.setattr(limits, "TABLE_CELLS", Limit("格", 10_000, "格"))
    disclose_folder(tmp_path / "few")
    with pytest.raises(ProfileError, match="一共超过 10,000 格"):
        disclose_folder(_wide(tmp_path / "many", 1000))
