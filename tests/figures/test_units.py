"""A department of many 预算单位: the department is the sum of its units, and each publishes for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import compose
from generator.errors import UsageError
from generator.figures import Disclosure, Unit, disclose, disclose_folder
from generator.figures.book import UnknownFigureError
from generator.findings import Level
from generator.model import load_budget, parse_budget
from generator.rules import apply_rules
from generator.source import Place
from tests.html_tables import text_of
from tests.many_units import CODES, NAMES, many_units
from tests.written import mapping


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return many_units(tmp_path_factory.mktemp("预算") / "2024" / "某局")


@pytest.fixture(scope="module")
def department(folder: Path) -> Disclosure:
    return disclose_folder(folder)


@pytest.fixture(scope="module")
def units(folder: Path) -> list[Disclosure]:
    return [disclose_folder(folder, code) for code in CODES]


def _words(disclosure: Disclosure) -> str:
    return text_of("".join(section.html for section in compose(disclosure).sections))


@pytest.mark.parametrize(
    "name",
    [
        *("机构/编制人数", "机构/在职人数", "上年/收入总计"),
        *("政府采购/合计", "国有资产/车辆/实有", "国有资产/办公用房面积", "整体绩效/单位数", "整体绩效/金额"),
        *("项目/个数", "项目/金额", "绩效目标/金额", "支出/基本支出", "支出/项目支出"),
    ],
)
def test_facts_add_up_too(department: Disclosure, units: list[Disclosure], name: str) -> None:
    """What the units buy, own and aim at."""
    assert department.book[name].value == sum(unit.book[name].value for unit in units) > 0


@pytest.mark.parametrize("number", ["表十一", "表十二", "表十三"])
def test_tables_by_unit_have_a_row_for_each(
    department: Disclosure, units: list[Disclosure], number: str
) -> None:
    """Every unit that has any, under its own name; the row says what that unit publishes as its total."""
    names = {row.cells[0].text for row in department.tables[number].rows}
    total = "部门合计" if number == "表十一" else "部门"
    for code, unit in zip(CODES, units, strict=True):
        if number == "表十一" and unit is not units[0]:
            assert unit.budget.department.name not in names
            continue
        assert unit.budget.department.name in names
        own = unit.book[f"{number}/{total}/合计"].value
        assert department.book[f"{number}/{code}/合计"].value == own > 0


def test_a_unit_prints_one_total_above_its_projects(units: list[Disclosure]) -> None:
    """Neither the department's row nor a second one of the unit."""
    rows = [row.cells[0].text for row in units[1].tables["表十二"].rows]
    assert rows == ["云岭县某中心", "中心—甲", "中心—乙"]
    assert units[1].tables["表十一"].printed_rows()[0][0] == "单位合计"


@pytest.mark.parametrize("index", range(3))
def test_a_unit_discloses_only_what_is_its_own(
    folder: Path, department: Disclosure, units: list[Disclosure], index: int
) -> None:
    """Every figure that was read stands in its own file or the department's, and no other unit is named."""
    own = f"单位/{index}-{NAMES[index]}.yaml"
    read = [figure for figure in units[index].book if isinstance(figure.origin, Place)]
    assert len(read) > 15
    for figure in read:
        if isinstance(figure.origin, Place) and figure.unit is not Unit.COUNT:
            assert figure.origin.source.inside == own
    words = _words(units[index])
    for other, name in enumerate(NAMES):
        assert (f"{name}—甲" in words) == (other == index)
        assert (f"{name}的原因" in words) == (other == index)
    assert "部门的原因" not in words


def test_a_unit_calls_itself_a_unit(department: Disclosure, units: list[Disclosure]) -> None:
    """部门 becomes 单位 in titles, headings and sentences; the 主管部门 keeps its name."""
    document = compose(units[1])
    words = _words(units[1])
    assert document.title == "云岭县某中心2024年度单位预算公开"
    for said in ("2024年度单位预算公开", "本单位收入总计", "单位名称：云岭县某中心", "101-云岭县某局"):
        assert said in words
    assert "本部门" not in words
    assert "部门预算" not in words.replace("部门预算支出", "")
    assert "本单位" not in _words(department)
    assert compose(department).title == "云岭县某局2024年度部门预算公开"


def test_a_unit_tells_its_own_duties_and_nature(units: list[Disclosure]) -> None:
    """Each unit its own 职责; what the department does is said by nobody else."""
    duties = [unit.budget.department.duties.summary for unit in units]
    assert duties == ["本级负责本级的工作。", "某中心提供某项服务。", "某站提供另一项服务。"]
    assert [unit.budget.department.nature for unit in units] == ["行政", "事业", "事业"]


def test_performance_tables_name_their_unit(department: Disclosure) -> None:
    """实施单位 is the unit of the project."""
    budget = department.budget
    names = [budget.carried_out_by(table) for table in budget.performance]
    assert names == ["云岭县某局本级", "云岭县某中心", "云岭县某站"]


def test_no_rule_finds_anything(folder: Path, department: Disclosure, units: list[Disclosure]) -> None:
    """What is consistent by construction is so for the department and for each unit."""
    for disclosure in (department, *units):
        found = [f for f in apply_rules(disclosure, folder) if f.level is Level.ERROR]
        assert found == []


def test_a_spoiled_unit_spoils_itself_and_the_department(tmp_path: Path) -> None:
    """A wrong amount is found in the department's disclosure and in that unit's, not in another's."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("30101, 金额: 51.25", "30101, 金额: 52.25"))
    codes = [
        {f.code for f in apply_rules(disclose_folder(folder, unit), folder) if f.level is Level.ERROR}
        for unit in ("", *CODES)
    ]
    assert codes == [{"T03"}, set(), {"T03"}, set()]


def test_last_year_of_a_unit_is_its_own(folder: Path, tmp_path: Path) -> None:
    """As its file says; from last year's folder where there is one. The department has the sum."""
    unit = disclose_folder(folder, CODES[2])
    assert unit.book["上年/收入总计"].value == unit.book["表二/合计/一般公共预算"].value
    whole = disclose_folder(folder).book["上年/收入总计"].value
    assert whole == sum(disclose_folder(folder, code).book["上年/收入总计"].value for code in CODES)
    many_units(tmp_path / "2024" / "某局")
    after = many_units(tmp_path / "2025" / "某局")
    for file in after.rglob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("年度: 2024", "年度: 2025"))
    assert (
        disclose_folder(after, CODES[2]).book["上年/收入总计"].value == unit.book["表一/收入总计/金额"].value
    )


def test_an_acceptance_holds_where_it_was_written(tmp_path: Path) -> None:
    """In a unit's file for that unit, elsewhere for the department."""
    folder = many_units(tmp_path / "2024" / "某局")
    for name in ("部门.yaml", "单位/1-中心.yaml"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"接受: [{{代码: T99, 事项: {name}, 理由: 无}}]\n")
    about = []
    for unit in ("", *CODES):
        found = apply_rules(disclose_folder(folder, unit), folder)
        about.append([f.place.source.inside for f in found if f.code == "S31" and f.place])
    assert about == [["单位/1-中心.yaml", "部门.yaml"], [], ["单位/1-中心.yaml"], []]


def test_an_unknown_unit_is_refused(folder: Path) -> None:
    """With those there are."""
    with pytest.raises(UsageError, match="没有代码为“9”的单位。现有的单位：101001、101002、101003"):
        load_budget(folder, "9")


def test_table_six_follows_the_nature_of_each_lines_own_unit() -> None:
    """An office and an institution with one 款: two rows, as each has it in its own disclosure."""
    whole = disclose(parse_budget(mapping(MIXED)))
    rows = [row[:3] for row in whole.tables["表六"].printed_rows()]
    assert rows[2:] == [
        ["基本工资", "工资奖金津补贴", "30.00"],
        ["基本工资", "办公经费", "1.00"],
        ["基本工资", "工资福利支出", "4.00"],
        ["伙食补助费", "工资福利支出", "6.00"],
        ["商品和服务支出", "", "3.00"],
        ["公务接待费", "公务接待费", "3.00"],
    ]
    assert whole.book["表六/30101/合计"].value == 35
    assert whole.book["表六/30101/50201/合计"].value == 1


MIXED = """\
年度: 2024
部门: {名称: 测试局, 代码: "000", 性质: 行政}
单位: [{名称: 测试局本级, 代码: "000001"}, {名称: 测试中心, 代码: "000002", 性质: 事业}]
收入: {一般公共预算: 44}
支出:
  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 33}
  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 11, 单位: "000002"}
基本支出:
  - {经济科目: 30101, 金额: 30}
  - {经济科目: 30101, 金额: 1, 政府经济科目: 50201, 单位: "000002"}
  - {经济科目: 30101, 金额: 4, 单位: "000002"}
  - {经济科目: 30106, 金额: 6, 单位: "000002"}
  - {经济科目: 30217, 金额: 2}
  - {经济科目: 30217, 金额: 1, 单位: "000002"}
"""


def test_a_correction_keeps_its_number_whatever_other_units_write(tmp_path: Path) -> None:
    """In the department's document and the unit's: what a text refers to is never another unit's amount."""
    folder = many_units(tmp_path / "2024" / "某局")
    said = "更正: [{{金额: {}, 调出: 基本支出, 调入: 项目支出, 说明: '调整{{{{ 更正.{}1.金额 }}}}。'}}]\n"
    for code, path, amount in zip(CODES, sorted((folder / "单位").iterdir()), (2, 3, 4), strict=True):
        path.write_text(path.read_text(encoding="utf-8") + said.format(amount, f"{code}."), encoding="utf-8")
    department = disclose_folder(folder)
    assert [f for f in apply_rules(department, folder) if f.level is Level.ERROR] == []
    for code, amount in zip(CODES, (2, 3, 4), strict=True):
        unit = disclose_folder(folder, code)
        assert unit.book["更正.1.金额"].value == unit.book[f"更正.{code}.1.金额"].value == amount
        assert department.book[f"更正.{code}.1.金额"].value == amount
        assert f"调整{amount}.00万元。" in _words(unit)
        assert f"调整{amount}.00万元。" in _words(department)
    with pytest.raises(UnknownFigureError):
        department.book["更正.1.金额"]
