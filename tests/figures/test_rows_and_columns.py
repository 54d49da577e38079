"""Rows and columns as other provinces print them: what is not nil, codes in parts, one row of two kinds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.figures import Disclosure, Table, disclose_folder
from generator.model.kinds import MEASURED
from generator.model.vocabulary import Vocabulary
from tests.budgets import CONSISTENT, spoiled

PROFILE = """\
名称: 某省-2025
基于: shanxi-2024
不用表: [表二, 表三]
表:
  - 号: 表一
    标题: 收支
    标识: 附表1
    空表注: "注：{部门}{年度}年没有收支，{主体}本表为空表。"
    栏:
      - 记录: 收入
        列:
          - {键: 收入项目, 是: 名称, 表头: [项目]}
          - {键: 金额, 表头: [金额]}
        行:
          - {名: 一般公共预算, 取: {资金: 一般公共预算}}
          - {名: 国有资本经营预算, 取: {资金: 国有资本经营预算}, 印: 有数}
        尾:
          - {名: 本年收入, 印: 否}
          - {名: 上年结转, 记录: 支出, 取: {期: 上年结转}, 印: 有数}
          - {名: 收入总计, 和: [本年收入, 上年结转], 样: 合计}
      - 记录: 支出
        列:
          - {键: 支出项目, 是: 名称, 表头: [项目]}
          - {键: 合计, 表头: [合计]}
        行:
          - {每: 类, 印: 有数}
        尾:
          - {名: 支出总计, 样: 合计}
  - 号: 表五
    标题: 一般公共预算
    标识: 附表5
    栏:
      - 记录: 支出
        列:
          - {键: 类, 是: 类, 表头: [编码, 类]}
          - {键: 款, 是: 款, 表头: [编码, 款]}
          - {键: 项, 是: 项, 表头: [编码, 项]}
          - {键: 名称, 是: 名称, 表头: [名称]}
          - {键: 合计, 表头: [合计]}
        行:
          - {每: 科目}
          - {名: 合计, 样: 合计}
  - 号: 表十
    标题: “三公”经费和机关运行经费
    标识: 附表10
    栏:
      - 记录: 三公经费
        列:
          - {键: 单位, 是: 名称, 表头: [单位]}
          - {键: 用车, 表头: [用车], 取: {事项: [公务用车购置费, 公务用车运行维护费]}}
          - {键: 机关运行经费, 记录: 机关运行经费, 表头: [机关运行经费]}
        行:
          - {键: 合计, 名: 合计}
          - {每: 单位}
"""

Make = Callable[..., Disclosure]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    def make(profile: str = PROFILE, budget: str = CONSISTENT) -> Disclosure:
        folder = tmp_path / "样式" / "某省-2025"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "profile.yaml").write_text(profile, encoding="utf-8")
        (tmp_path / "预算.yaml").write_text(f"样式: 某省-2025\n{budget}", encoding="utf-8")
        return disclose_folder(tmp_path)

    return make


def _rows(table: Table) -> list[list[str]]:
    return table.printed_rows()


def test_only_the_classes_with_amounts_are_numbered_anew(made: Make) -> None:
    """Each once, 一、二、三…; they are those of the table, and their sum is the total."""
    disclosure = made()
    names = [row[2] for row in _rows(disclosure.tables["表一"]) if row[2]]
    having = {r.properties["科目"][:3] for r in disclosure.records if r.kind == "支出" and r.figure.value}
    assert len(having) > 1
    ordinals = "一二三四五六七八九十"[: len(having)]
    assert [name.split("、")[0] for name in names[:-1]] == list(ordinals)
    codes = {row.keys[1] for row in disclosure.tables["表一"].rows if row.keys[1]}
    assert codes == {*having, "支出总计"}


@pytest.mark.parametrize("each", ["资金", "性质", "期", "单位和资金"])
def test_words_are_in_the_order_of_the_vocabulary(made: Make, each: str) -> None:
    """However the lines are ordered in which they stand."""
    profile = PROFILE.replace("{每: 科目}", f"{{每: {each}}}")
    head, _, rest = CONSISTENT.partition("支出:\n")
    lines, _, rest = rest.partition("基本支出:\n")
    turned = "\n".join(reversed(lines.splitlines()))
    known = MEASURED["支出"].values(each.rpartition("和")[2], Vocabulary())
    for text in (CONSISTENT, f"{head}支出:\n{turned}\n基本支出:\n{rest}"):
        keys = [row.keys[0] for row in made(profile, text).tables["表五"].rows]
        words = [key.rpartition("/")[2] for key in keys if key.rpartition("/")[2] in known]
        assert len(words) > 1
        assert words == [word for word in known if word in words]


def test_a_row_is_printed_when_it_is_not_nil(made: Make) -> None:
    """Both ways; what is not printed is a figure all the same, and the ends of both sides stay level."""
    budget = CONSISTENT
    table = made(budget=budget).tables["表一"]
    assert any(row[0] == "上年结转" for row in _rows(table))
    assert _rows(table)[-1][0] == "收入总计"
    assert _rows(table)[-1][2] == "支出总计"
    assert "本年收入" not in {row[0] for row in _rows(table)}
    without = "\n".join(line for line in budget.split("\n") if "上年结转" not in line)
    disclosure = made(budget=without)
    rows = _rows(disclosure.tables["表一"])
    assert "上年结转" not in {row[0] for row in rows}
    assert disclosure.book["表一/上年结转/金额"].value == 0
    assert rows[-1][0] == "收入总计"
    assert rows[-1][2] == "支出总计"
    assert rows[-1][1] == disclosure.book["表一/本年收入/金额"].printed


def test_codes_in_parts_make_the_code(made: Make) -> None:
    """类, 款 and 项 side by side are the code of the row; the sum at the foot has its name before them."""
    table = made().tables["表五"]
    parts = [row[:3] for row in _rows(table)]
    assert ["".join(part) for part in parts[:-1]] == [row.keys[0] for row in table.rows[:-1]]
    assert {tuple(map(len, part)) for part in parts[:-1]} == {(3, 0, 0), (3, 2, 0), (3, 2, 2)}
    assert parts[-1] == ["合计", "", ""]
    assert all(column.code for column in table.columns[:3])


def test_a_column_measures_another_kind_in_the_same_row(made: Make) -> None:
    """“三公” and 机关运行经费 in one row: each cell is the sum of its own kind."""
    budget = spoiled('代码: "001001"}]', '代码: "001001"}, {名称: 某某中心, 代码: "001002"}]')
    budget = spoiled("运行维护费: 0", "运行维护费: {一般公共预算: 2.00}", budget)
    lines = '  - {一般公共预算: 6}\n  - {单位: "001002", 一般公共预算: 4}'
    disclosure = made(budget=spoiled("机关运行经费: []", f"机关运行经费:\n{lines}", budget))
    whole = disclosure.book["表十/合计/机关运行经费"].value
    assert whole == sum(r.figure.value for r in disclosure.records if r.kind == "机关运行经费") > 0
    cars = ("公务用车购置费", "公务用车运行维护费")
    wanted = sum(r.figure.value for r in disclosure.records if r.properties.get("事项") in cars)
    assert disclosure.book["表十/合计/用车"].value == wanted > 0
    assert disclosure.tables["表十"].printed_rows() == [
        ["合计", "2.00", "10.00"],
        ["某某局本级", "2.00", "6.00"],
        ["某某中心", "", "4.00"],
    ]


def test_a_row_of_another_kind_has_nothing_of_a_third(made: Make) -> None:
    """Where both say what they measure, the cell is neither's: blank, as all that is made of it."""
    more = ("{名: 结余, 记录: 年终结转}", "{名: 总, 和: [合计, 结余]}")
    profile = PROFILE + "".join(f"          - {row}\n" for row in more)
    disclosure = made(profile, spoiled("机关运行经费: []", "机关运行经费: [{一般公共预算: 6}]"))
    printed = {row[0]: row[1:] for row in disclosure.tables["表十"].printed_rows()}
    assert printed["合计"] == ["", "6.00"]
    assert printed["结余"] == printed["总"] == ["", ""]
    assert "表十/结余/机关运行经费" not in disclosure.book


def test_tables_of_the_base_may_be_left_out(made: Make) -> None:
    """The others stay in their order."""
    assert list(made().tables)[:3] == ["表一", "表四", "表五"]


def test_the_note_of_an_empty_table_names_who_and_when(made: Make) -> None:
    """部门, 年度 and 主体 are filled in."""
    assert made().tables["表一"].note == "注：某某局2024年没有收支，部门本表为空表。"


WRONG = [
    ("不用表: [表二, 表三]", "不用表: [表二, 表三十]", "没有“表三十”这张表"),
    ("记录: 机关运行经费, 表头", "记录: 机关运行费, 表头", "不能是“机关运行费”"),
    (
        "记录: 机关运行经费, 表头: [机关运行经费]",
        "记录: 机关运行经费, 表头: [x], 取: {事项: 公务接待费}",
        "没有“事项”",
    ),
    ("- {每: 单位}", "- {每: 科目}", "的记录不能按“科目”分行"),
    ("和: [本年收入, 上年结转]", "和: [本年收入, 结转]", "要加上“结转”，但前面没有这一行"),
    ("是: 款", "是: 目", "不能是“目”，可以写：名称、编码、类、款、项"),
    ("印: 否", "印: 也许", "“印”不能是“也许”"),
    ("{名: 本年收入, 印: 否}", "{印: 有数}", "空行没有数"),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG, ids=[said for _, _, said in WRONG])
def test_what_can_never_be_printed_is_told(made: Make, old: str, new: str, said: str) -> None:
    """At its line of profile.yaml."""
    assert old in PROFILE
    with pytest.raises(InputError) as caught:
        made(PROFILE.replace(old, new, 1))
    message = caught.value.findings[0].message
    assert said in message
    assert "profile.yaml:" in message
