"""A project is known by its unit and its name; a performance table finds its own."""

from __future__ import annotations

from pathlib import Path

from generator.document import compose
from generator.figures import disclose, disclose_folder
from generator.findings import Finding
from generator.model import load_budget, parse_budget
from generator.rules import apply_rules
from tests.html_tables import text_of
from tests.many_units import CODES, many_units
from tests.written import mapping

TWO = """\
年度: 2024
部门: {名称: 某局, 代码: "101", 性质: 事业}
单位: [{名称: 本级, 代码: "101001"}, {名称: 中心, 代码: "101002"}]
收入: {一般公共预算: 30}
支出: [{科目: 2010399, 性质: 项目支出, 一般公共预算: 30}]
项目:
  - {名称: 甲, 类别: 特定目标类, 一般公共预算: 10}
  - {名称: 甲, 类别: 其他运转类, 一般公共预算: 20, 单位: "101002"}
  - {名称: 乙, 类别: 其他运转类, 一般公共预算: 0, 单位: "101002"}
绩效目标:
"""
TABLE = """\
  - 项目: %s
    项目属性: 跨年度项目
    项目期: 2年
    实施期资金: {市县: 400000}
    年度资金: {市县: %s}
    总体目标: {实施期: 完成。}
    指标: {}
"""


def _same_name(folder: Path) -> Path:
    """The department of three units, whose 甲 all have one name."""
    many_units(folder)
    for file in (folder / "单位").iterdir():
        text = file.read_text(encoding="utf-8")
        for name in ("本级", "中心", "站"):
            text = text.replace(f"{name}—甲", "甲")
        file.write_text(text, encoding="utf-8")
    return folder


def test_projects_of_one_name_stand_apart(tmp_path: Path) -> None:
    """Rows, figures, performance tables and who carries them out are each unit's own, and no rule minds."""
    folder = _same_name(tmp_path / "2024" / "某局")
    whole = disclose_folder(folder)
    rows = [row.cells[0].text for row in whole.tables["表十二"].rows]
    assert rows.count("甲") == 3
    for index, code in enumerate(CODES):
        own = disclose_folder(folder, code)
        for name in ("表十二/{}甲/合计", "绩效目标/{}甲/年度资金/总额", "项目/{}甲/金额"):
            assert whole.book[name.format(f"{code}/")].value == own.book[name.format("")].value > 0
        assert whole.budget.carried_out_by(whole.budget.performance[index]) == whole.budget.units[index].name
    assert [finding.code for finding in apply_rules(whole, folder) if finding.code == "S21"] == []
    words = "".join(section.html for section in compose(whole).sections)
    for index in range(3):
        assert f"{30.33 * (index + 1) * 10000:,.0f}" in text_of(words)


def test_a_table_says_whose_project_it_is_of() -> None:
    """By 单位, or by a name that one unit alone has; one that might be two units' is refused."""
    known = TWO + TABLE % ('甲\n    单位: "101002"', 200000) + TABLE % ("乙", 0)
    disclosure = disclose(parse_budget(mapping(known)))
    assert [disclosure.budget.owner_of(table) for table in disclosure.budget.performance] == ["101002"] * 2
    assert disclosure.book["绩效目标类别/其他运转类/个数"].value == 2
    found = apply_rules(disclose(parse_budget(mapping(TWO + TABLE % ("甲", 200000)))), Path())
    (finding,) = [f for f in found if f.code == "S40"]
    assert finding.message == "2 个单位都有项目“甲”：101001、101002"
    wrong = TWO + TABLE % ('乙\n    单位: "101001"', 0)
    finding = next(f for f in apply_rules(disclose(parse_budget(mapping(wrong))), Path()) if f.code == "S22")
    assert finding.message == "单位“101001”没有项目“乙”，有的是101002"


def test_a_units_file_has_its_own_tables(tmp_path: Path) -> None:
    """A table in a file with 本单位 is that unit's, in its budget and in no other."""
    folder = _same_name(tmp_path / "2024" / "某局")
    for code in CODES:
        (table,) = load_budget(folder, code).performance
        assert (table.project, table.owner) == ("甲", code)


def test_a_reference_to_a_units_project_holds_in_both_disclosures(tmp_path: Path) -> None:
    """Without the code of the unit or with it; where two units have the name, it must be said whose."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    text = file.read_text(encoding="utf-8")
    said = '"安排{{ 表十二.中心—甲.合计 }}，即{{ 表十二.101002.中心—甲.合计 }}。"'
    file.write_text(text.replace("总体目标:", f"项目概况: {said}\n    总体目标:"), encoding="utf-8")
    for unit in ("", CODES[1]):
        disclosure = disclose_folder(folder, unit)
        assert [f.code for f in apply_rules(disclosure, folder) if f.code == "S23"] == []
        words = text_of("".join(section.html for section in compose(disclosure).sections))
        assert "安排60.66万元，即60.66万元。" in words
    same = _same_name(tmp_path / "2023" / "某局")
    (finding,) = _told(same, "{{ 表十二.甲.合计 }}")
    assert "表十二.101001.甲.合计、表十二.101002.甲.合计、表十二.101003.甲.合计" in finding.hint


def _told(folder: Path, reference: str) -> list[Finding]:
    """What is said of a `reference` in the department's own words."""
    file = folder / "部门.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("部门的原因。", f'"{reference}"'), encoding="utf-8")
    return [f for f in apply_rules(disclose_folder(folder), folder) if f.code == "S23"]
