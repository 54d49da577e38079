"""S75–S79: a profile is tried with a budget in which everything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document.full_budget import full_budget
from generator.document.trial import tried
from generator.errors import ProfileError
from generator.figures import disclose, load_profile
from generator.findings import Level
from generator.model.kinds import KINDS
from generator.rules import apply_rules
from tests.tie_outs import NOWHERE

SHIPPED = ["shanxi-2024", "shanghai-2025"]


def _tried(folder: Path, more: str, base: str = "shanxi-2024") -> dict[str, set[str]]:
    """What each code is told about, of a profile that is `base` but for `more`."""
    profile = folder / "样式" / "某省-2026"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "profile.yaml").write_text(f"名称: 某省-2026\n基于: {base}\n{more}", encoding="utf-8")
    found: dict[str, set[str]] = {}
    for finding in tried(load_profile("某省-2026", folder)):
        assert finding.place is not None
        assert finding.hint
        found.setdefault(finding.code, set()).add(finding.about)
    return found


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_prints_all_that_may_be_written(name: str) -> None:
    """No column is empty, nothing is lost, both sides are worth the same."""
    assert [finding for finding in tried(load_profile(name)) if finding.level is not Level.NOTE] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_the_full_budget_is_full_and_in_balance(name: str) -> None:
    """It has records of every kind, with every word of the profile, and income is what is spent."""
    profile = load_profile(name)
    disclosure = disclose(full_budget(profile))
    beside = {"结余分配"} - profile.measured  # only where a table prints it: 收支 would not be level
    assert {record.kind for record in disclosure.records} == set(KINDS) - beside
    words = {value for record in disclosure.records for value in record.properties.values()}
    vocabulary = profile.vocabulary
    assert words >= {*vocabulary.sources, *vocabulary.natures, *vocabulary.items, *vocabulary.categories}
    codes = {finding.code for finding in apply_rules(disclosure, NOWHERE)}
    assert not codes & {"T01", "T42", "S73", "S74"}


def test_what_is_left_out_leaves_the_form(tmp_path: Path) -> None:
    """A key in 不印 has no row that would stay empty: nothing is told of it."""
    assert "S76" not in _tried(tmp_path, "不印: [绩效目标/必要性, 绩效目标/填报日期, 绩效目标/权重]")


def test_a_style_sheet_of_before_is_told(tmp_path: Path) -> None:
    """It lacks measures that tables are set with; one that is only copied lacks none."""
    sheet = (load_profile("shanxi-2024").folder / "style.css").read_text(encoding="utf-8")
    for name, text in (("old", sheet.replace("--dense-type: 9pt;", "")), ("new", sheet)):
        profile = tmp_path / name / "样式" / "某省-2026"
        profile.mkdir(parents=True)
        (profile / "style.css").write_text(text, encoding="utf-8")
    assert _tried(tmp_path / "old", "")["P30"] == {"style.css"}
    assert "P30" not in _tried(tmp_path / "new", "")


COLUMNS = "列: [{键: 项目, 是: 名称, 表头: [项目]}, {键: 金额, 表头: [金额]}"
ROW = "行: [{名: 合计, 样: 合计}]"
TABLE = "表: [{号: 表十四, 标题: 甲, 标识: 乙, 栏: [{记录: 支出, %s, %s}]}]\n"
NEVER = "取: {期: 上年结转, 性质: 单位预留}"


@pytest.mark.parametrize(
    ("more", "code", "about"),
    [
        ("词汇: {三公经费: [公务接待费, 会议费]}\n不用表: [表十]\n", "", ""),
        ("章节: [{模板: cover.html.j2, 版式: 封面}, {内容: 报表}]\n", "S75", "说明/收入变动原因"),
        ("章节: [{模板: cover.html.j2, 版式: 封面}, {内容: 报表}]\n", "S75", "国有资产/车辆/编制"),
        ("章节: [{模板: cover.html.j2, 版式: 封面}]\n", "S75", "表"),
        ("词汇: {文字: {口号: 一段}}\n", "S75", "说明/口号"),
        ("不印: [机构/编制人数]\n", "S79", "机构/编制人数"),
        ("不印: [说明/收入变动原因]\n", "S79", "说明/收入变动原因"),
        (
            "词汇: {资金: [一般公共预算, 政府性基金, 国有资本经营预算, 财政专户管理资金, 单位资金, 债务]}\n",
            "S78",
            "债务",
        ),
        (TABLE % (f"{COLUMNS}, {{键: 空, 表头: [空], 取: {{资金: []}}}}]", ROW), "S76", "表十四/空"),
        (TABLE % (f"{COLUMNS}]", "行: [{名: 甲, 取: {资金: []}}, {名: 合计}]"), "S76", "表十四/甲"),
    ],
)
def test_what_is_lost_or_empty_is_told(tmp_path: Path, more: str, code: str, about: str) -> None:
    """At its place, with a hint; what templates miss stops the trial."""
    if not code:
        with pytest.raises(ProfileError, match=r"模板 shanxi-2024/\S+\.html\.j2:\d+:\d+ 提到不存在的数“表十"):
            _tried(tmp_path, more)
        return
    assert about in _tried(tmp_path, more)[code]


FORM = ("负责人", "项目概况", "项目期", "填报日期", "实施期资金")


def test_the_form_of_a_project_leaves_out_what_is_not_printed(tmp_path: Path) -> None:
    """Nobody has to copy its template for that; what a profile of its own prints all the same is told."""
    found = _tried(tmp_path, f"不印: [{', '.join(f'绩效目标/{key}' for key in (*FORM, '权重'))}]\n")
    assert "S79" not in found
    own = "{{ heading(3, '表') }}<p>{{ table.overview }}{{ table.duration }}{{ rows[0].period.name }}</p>"
    (tmp_path / "样式" / "某省-2026" / "performance.html.j2").write_text(own, encoding="utf-8")
    found = _tried(tmp_path, "不印: [绩效目标/项目概况, 绩效目标/权重]\n")
    assert found["S79"] == {"绩效目标/项目概况"}


def test_words_that_only_a_department_of_one_unit_prints_are_told(tmp_path: Path) -> None:
    """A template that asks for a project's words by its id finds none where ids have the code of a unit."""
    texts = (
        "词汇: {文字: {项目情况: 按项目}}\n章节: [{模板: cover.html.j2}, {模板: own.html.j2}, {内容: 报表}]\n"
    )
    loop = (
        "{% for one in budget.projects %}<p>{{ budget.explanations.said('项目情况', NAME) }}</p>{% endfor %}"
    )
    folder = tmp_path / "样式" / "某省-2026"
    folder.mkdir(parents=True)
    for name, lost in (("budget.label_of(one)", True), ("one.name", False)):
        (folder / "own.html.j2").write_text(loop.replace("NAME", name), encoding="utf-8")
        assert ("说明/项目情况" in _tried(tmp_path, texts)["S75"]) == lost


def test_a_row_that_is_written_elsewhere_is_told_where_it_is_named(tmp_path: Path) -> None:
    """*total is in two tables, and lacks a part in the second alone; an amount that is nil nobody misses."""
    table = "  - {号: %s, 标题: 甲, 标识: 乙, 栏: [{记录: 支出, %s], 行: [%s]}]}\n"
    parts = "{名: 甲, 取: {性质: 基本支出}}, {名: 乙, 取: {性质: 项目支出}}"
    rows = ("&total {名: 合计, 样: 合计}, {名: 甲, 取: {性质: 基本支出}}", f"*total, {parts}")
    tables = "".join(table % (f"表十{n}", COLUMNS, row) for n, row in zip("四五", rows, strict=True))
    _tried(tmp_path, f"词汇: {{性质: [基本支出, 项目支出, 机动]}}\n表:\n{tables}")
    [told] = [one for one in tried(load_profile("某省-2026", tmp_path)) if one.code == "S96"]
    assert told.place is not None
    assert (told.place.line, told.about) == (6, "表十五/机动")


PARTS = ["{%s: 甲, %s取: {性质: 基本支出}}", "{%s: 乙, %s取: {性质: []}}"]


@pytest.mark.parametrize("code", ["S96", "S78"])
def test_two_parts_are_enough_to_miss_one(tmp_path: Path, code: str) -> None:
    """Rows, or columns, that part money by a property and lack a word of it; one alone says less than all."""
    for count in (1, 2):
        rows = "".join(f", {part % ('名', '')}" for part in PARTS[:count])
        columns = "".join(f", {part % ('键', '表头: [甲], ')}" for part in PARTS[:count])
        more = (f"{COLUMNS}]", f"{ROW[:-1]}{rows}]") if code == "S96" else (f"{COLUMNS}{columns}]", ROW)
        told = _tried(tmp_path / str(count), TABLE % more).get(code, ())
        assert ("表十四/项目支出" in told) == (count == 2)


def test_the_third_block_is_weighed_too(tmp_path: Path) -> None:
    """支出 by 用途 beside 支出 by 类: a 性质 that its sum leaves out is missing on that side alone."""
    parts = "{名: 基本, 取: {性质: 基本支出}}, {名: 项目, 取: {性质: 项目支出}}"
    block = "{记录: 支出, 列: [{键: %s, 是: 名称, 表头: [支]}, {键: 数%s, 表头: [支]}], 行: [%s]}"
    income = "{记录: 收入, 列: [{键: 收, 是: 名称, 表头: [收]}, {键: 金额, 表头: [收]}], 行: [{名: 本年}],"
    income += " 尾: [{名: 结转, 记录: 支出, 取: {期: 上年结转}}, {名: 总计, 和: [本年, 结转]}]}"
    rows = "{名: 支出}, {名: 留, 记录: 年终结转}, {名: 支出总计, 和: [支出, 留]}"
    for whole, told in (("基本, 项目, 留下", False), ("基本, 留下", True)):
        third = f"{parts}, {{名: 留下, 记录: 年终结转}}, {{名: 用途总计, 和: [{whole}]}}"
        blocks = ", ".join((income, block % ("甲", 1, rows), block % ("乙", 2, third)))
        found = _tried(tmp_path, f"表: [{{号: 表十四, 标题: 甲, 标识: 乙, 栏: [{blocks}]}}]\n")
        assert ("S77" in found) == told


def test_a_total_that_lacks_a_source_is_told(tmp_path: Path) -> None:
    """收入总计 without 上年结转 is not what is spent."""
    sides = (
        "{记录: 收入, 列: [{键: 收, 是: 名称, 表头: [收]}, {键: 金额, 表头: [收]}], 行: [{名: 本年收入}],"
        " 尾: [{名: 上年结转, 记录: 支出, 取: {期: 上年结转}}, {名: 收入总计, 和: %s}]},"
        " {记录: 支出, 列: [{键: 支, 是: 名称, 表头: [支]}, {键: 合计, 表头: [支]}], 行: [{名: 本年支出}],"
        " 尾: [{名: 年终结转, 记录: 年终结转}, {名: 支出总计, 和: [本年支出, 年终结转]}]}"
    )
    table = "表: [{号: 表十四, 标题: 甲, 标识: 乙, 栏: [%s]}]\n"
    whole = _tried(tmp_path / "1", table % (sides % "[本年收入, 上年结转]"))
    assert "S77" not in whole
    assert _tried(tmp_path / "2", table % (sides % "[本年收入]"))["S77"] == {"表十四"}
