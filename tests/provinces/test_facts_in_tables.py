"""People, 国有资产 and last year's “三公” of each unit as declared tables; groups by 另列; 结余分配.

All 785 cells were compared with sums that a script of its own made of the YAML; seven tables are here.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.document import compose
from generator.document.trial import tried
from generator.errors import ProfileError
from generator.figures import Disclosure, disclose_folder, load_profile
from generator.figures.figure import Formula
from generator.findings import Finding, Level
from generator.rules import apply_rules
from generator.source import Place
from tests.exchange.test_import_round_trip import changed
from tests.exchange.workbooks import Book
from tests.html_tables import text_of

HERE = Path(__file__).parent
BUDGET = HERE / "2025" / "教育厅"
PROFILE = Path("样式", "秦省-2025", "profile.yaml")

TRUTH = {
    "表1": """\
一、部门预算|7,583.35|五、教育支出|7,157.58|1、人员经费和公用经费支出|5,140.00|机关工资福利支出|2,010.00
1、财政拨款|6,870.35|八、社会保障和就业支出|210.00|（1）人员经费|4,310.00|机关商品和服务支出|1,498.35
（1）一般公共预算拨款|6,620.35|二十五、其他支出|250.00|（2）公用经费|830.00|机关资本性支出|1,200.00
（2）政府性基金拨款|250.00|||2、专项业务经费支出|2,399.23|对事业单位经常性补助|2,710.00
（3）国有资本经营预算收入||||商品和服务支出|1,000.00|对事业单位资本性补助|199.23
2、教育收费|360.00|||资本性支出|1,399.23||
3、事业收入|45.00|||3、单位预留|78.35||
4、附属单位上缴收入|8.00||||||
5、债务收入|300.00||||||
本年收入合计|7,583.35|本年支出合计|7,617.58|本年支出合计|7,617.58|本年支出合计|7,617.58
||结余分配|5.00|结余分配|5.00|结余分配|5.00
上年结转|51.23|结转下年|12.00|结转下年|12.00|结转下年|12.00
收入总计|7,634.58|支出总计|7,634.58|支出总计|7,634.58|支出总计|7,634.58""",
    "表5": """\
|||合计|6230.000001|6658.345653|428.345652|6.88
205|||教育支出|6030.000001|6448.345653|418.345652|6.94
205|01||教育管理事务|3650.000001|3948.345653|298.345652|8.17
205|01|01|行政运行|2150.000000|2220.000078|70.000078|3.26
205|01|02|一般行政管理事务|0|78.345550|78.345550|
205|01|99|其他教育管理事务支出|1500.000001|1650.000025|150.000024|10.00
205|02||普通教育|2380.000000|2500.000000|120.000000|5.04
205|02|04|高中教育|2380.000000|2500.000000|120.000000|5.04
208|||社会保障和就业支出|200.000000|210.000000|10.000000|5.00
208|05||行政事业单位养老支出|200.000000|210.000000|10.000000|5.00
208|05|05|机关事业单位基本养老保险缴费支出|200.000000|210.000000|10.000000|5.00""",
    "表8": """\
|合计||||2,399.23|2,050.00|
|秦省教育厅机关||小计||2,200.00|1,900.00|
||办学条件|小计||1,700.00|1,400.00|
1|||校舍安全工程|专用项目|950.00|650.00|全省中小学校舍维修加固。
2|||数字校园|专用项目|500.00|500.00|教育专网和平台。
3|||青少年体育设施|专用项目|250.00|250.00|彩票公益金建设的运动场。
||队伍建设|小计||500.00|500.00|
4|||教师培训|通用项目|500.00|500.00|省级骨干教师培训。
|秦省实验学校||小计||199.23|150.00|
||办学条件|小计||199.23|150.00|
5|||实验室建设|专用项目|199.23|150.00|理化实验室。""",
    "表10": """\
合计|||880,000
公共教育服务|小计||880,000
|教师培训服务|师范院校|600,000
|教育督导评估|评估机构|280,000""",
    "表11": """\
合计|590.50|15.00|13.50|48.00|30.00|484.00|591.58|15.00|11.08||30.00|31.00|504.50|1.08|0.18
秦省教育厅机关|579.00|15.00|12.00|42.00|30.00|480.00|579.88|15.00|9.88||24.00|31.00|500.00|0.88|0.15
秦省实验学校|11.50||1.50|6.00||4.00|11.70||1.20||6.00||4.50|0.20|1.74""",
    "表12": """\
|合计|300|282|3|138|2|18|94.00
205001|秦省教育厅机关|90|84|3|61|2|6|93.33
205002|秦省实验学校|210|198||77||12|94.29""",
    "表13": """\
一、公务用车|辆|5
其中：应急保障用车|辆|2
离退休干部服务用车|辆|1
其他用车|辆|2
车辆编制|辆|8
二、办公用房|平方米|9,623.95
三、单价二十万元以上设备|台（套）|19
四、本年安排的采购|万元|305.00""",
}


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclose_folder(BUDGET)


def _copied(folder: Path) -> Path:
    shutil.copytree(HERE / "样式", folder / "样式")
    shutil.copytree(BUDGET, folder / "2025" / "教育厅")
    return folder / "2025" / "教育厅"


def _changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _found(folder: Path, code: str) -> list[Finding]:
    return [finding for finding in apply_rules(disclose_folder(folder), folder) if finding.code == code]


@pytest.mark.parametrize("number", TRUTH)
def test_every_cell(disclosure: Disclosure, number: str) -> None:
    """Four blocks side by side; six decimals beside percentages of two; counts, areas and money of facts."""
    assert ["|".join(row) for row in disclosure.tables[number].printed_rows()] == TRUTH[number].splitlines()


def test_the_profile_and_the_budget_are_right(disclosure: Disclosure) -> None:
    """Nothing is lost or always empty, and 基本支出 that nobody wrote is not said to be printed nowhere."""
    found = [*tried(load_profile("秦省-2025", HERE)), *apply_rules(disclosure, BUDGET)]
    assert [f for f in found if f.level in (Level.ERROR, Level.WARNING)] == []
    assert "T51" not in {f.code for f in found}


def test_what_is_not_in_a_table_is_not_asked_for_its_columns(disclosure: Disclosure) -> None:
    """承接主体 stands in the table of 购买服务 only: what is bought otherwise has none."""
    asked = {f.about for f in apply_rules(disclosure, BUDGET) if f.code == "T70"}
    assert asked == {"采购/备注"}


def test_a_table_without_money_has_no_unit_of_money(disclosure: Disclosure) -> None:
    """单位：万元 stands above amounts."""
    assert [number for number, table in disclosure.tables.items() if not table.unit] == ["表12"]
    html = {section.key: section.html for section in compose(disclosure).sections}
    assert "单位：" not in text_of(html["表12"]).replace("单位：秦省", "")


def test_each_figure_leads_to_its_line(disclosure: Disclosure) -> None:
    """A count of a unit is what that unit wrote."""
    cell = disclosure.book["表12/205001/编制"]
    assert (cell.printed, cell.unit_printed) == ("90", "个")
    assert isinstance(cell.origin, Formula)
    [written] = cell.origin.operands
    assert written.id == "机构/编制人数/205001"
    assert isinstance(written.origin, Place)
    assert written.origin.line == 11


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    budget = _copied(folder)
    assert main(["build", str(budget), "--format", "xlsx,json", "-o", str(folder / "out")]) == 0
    return folder


def test_facts_are_in_the_json(built: Path) -> None:
    """Their table is there as others are, with the figures of its cells."""
    written = json.loads((built / "out" / "2025" / "教育厅.json").read_text(encoding="utf-8"))
    assert "表12/205002/缺编" in json.dumps(written, ensure_ascii=False)


def test_a_count_that_is_changed_in_excel_is_imported(built: Path) -> None:
    """In the sheet of the table, in which it is a whole number, and an area has its decimals."""
    source = built / "out" / "2025" / "教育厅.xlsx"
    book = Book(source.read_bytes())
    assert book.sheet("表12").rows[7][:4] == ["205002", "秦省实验学校", 210.0, 198.0]
    assert book.sheet("表12").style(7, 3).number == "#,##0"
    assert book.sheet("表13").rows[9][2] == 9623.95
    assert book.sheet("表13").style(9, 2).number == "#,##0.00"
    again = built / "2025" / "再来"
    assert main(["import", str(changed(source, ("表12", "D8", "205"))), "-o", str(again)]) == 0
    left, right = disclose_folder(built / "2025" / "教育厅").tables, disclose_folder(again).tables
    assert right["表12"].printed_rows()[2][:4] == ["205002", "秦省实验学校", "210", "205"]
    others = [number for number in left if number != "表12"]
    assert [left[one].printed_rows() for one in others] == [right[one].printed_rows() for one in others]


def test_last_years_items_are_each_units(tmp_path: Path) -> None:
    """From last year's folder as from what units write; what a unit has of it is not another's increase."""
    this = _copied(tmp_path)
    last = tmp_path / "2024" / "教育厅"
    shutil.copytree(BUDGET, last)
    _changed(last / "预算.yaml", "年度: 2025", "年度: 2024")
    printed = disclose_folder(this).tables["表11"].printed_rows()
    last_year, this_year = ([1, 2, 3, 4, 5, 6], [7, 8, 9, 11, 12, 13])  # no 公务用车 is bought
    assert [[row[index] for index in last_year] for row in printed] == [
        [row[index] for index in this_year] for row in printed
    ]
    assert printed[1][1] == "579.88"


def test_a_unit_with_another_code_last_year_has_no_row_of_it(tmp_path: Path) -> None:
    """What it had is in the total, is told once, and stops nothing; this year's 上年 of units goes before."""
    this = _copied(tmp_path)
    for file in (this / "机关.yaml", this / "学校.yaml"):  # what units write of last year
        text = file.read_text(encoding="utf-8")
        start = text.index("三公经费", text.index("\n上年: "))
        end = text.index("}", start) + 1
        file.write_text(text[: start - 2] + text[end:], encoding="utf-8")
    last = tmp_path / "2024" / "教育厅"
    shutil.copytree(this, last)
    _changed(last / "预算.yaml", "年度: 2025", "年度: 2024")
    for file in last.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("205002", "205009"), encoding="utf-8")
    [total, office, school] = disclose_folder(this).tables["表11"].printed_rows()
    assert (total[1], office[1], school[1]) == ("591.58", "579.88", "")
    assert _found(this, "S95") == []
    [told] = _found(this, "S94")
    assert (told.level, told.about) == (Level.WARNING, "表11")
    assert "表11没有一行是上年的这 117,000 元的" in told.message
    shutil.rmtree(this)
    shutil.copytree(BUDGET, this)
    rows = disclose_folder(this).tables["表11"].printed_rows()
    assert [row[1] for row in rows] == ["590.50", "579.00", "11.50"]
    assert _found(this, "S94") == []


def test_last_years_lines_of_a_department_that_is_one_unit_now_are_its_own(tmp_path: Path) -> None:
    """Whatever units there were."""
    this = _copied(tmp_path)
    last = tmp_path / "2024" / "教育厅"
    shutil.copytree(this, last)
    _changed(last / "预算.yaml", "年度: 2025", "年度: 2024")
    (this / "学校.yaml").unlink()
    text = (this / "预算.yaml").read_text(encoding="utf-8")
    others = ("  - {名称: 秦省实验学校", "说明:")
    lines = [line for line in text.splitlines() if not line.startswith(others)]
    (this / "预算.yaml").write_text("\n".join(lines), encoding="utf-8")
    disclosure = disclose_folder(this)
    units = {r.properties["单位"] for r in disclosure.records if r.kind in ("上年支出", "上年三公经费")}
    assert units == {"205001"}


def test_what_is_nobodys_is_told(tmp_path: Path) -> None:
    """Where the department alone says how many people there are, no row of a unit has them."""
    budget = _copied(tmp_path)
    _changed(budget / "预算.yaml", "编制人数: 90, ", "")
    rows = disclose_folder(budget).tables["表12"].printed_rows()
    assert [row[2] for row in rows] == ["待填", "", ""]
    _changed(budget / "预算.yaml", "[秦省实验学校]", "[秦省实验学校], 编制人数: 300")
    [told] = _found(budget, "S95")
    assert "表12没有一行是这 300 个的" in told.message
    assert disclose_folder(budget).tables["表12"].printed_rows()[0][2] == "300"


def test_surplus_is_weighed_with_what_is_spent(tmp_path: Path) -> None:
    """结余分配 is no expenditure, and income that goes there is not missing."""
    budget = _copied(tmp_path)
    _changed(
        budget / "学校.yaml",
        "结余分配: {纳入预算外专户的事业收入: 50000}",
        "结余分配: {纳入预算外专户的事业收入: 40000}",
    )
    [found] = _found(budget, "T01")
    assert "纳入预算外专户的事业收入" in found.about


def test_surplus_that_is_not_printed_is_told(tmp_path: Path) -> None:
    _copied(tmp_path)
    text = (tmp_path / PROFILE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "记录: 结余分配" not in line]
    (tmp_path / PROFILE).write_text(
        "\n".join(lines).replace("本年支出合计, 结余分配,", "本年支出合计,"), encoding="utf-8"
    )
    [told] = _found(tmp_path / "2025" / "教育厅", "T64")
    assert "没有一张表印“结余分配”" in told.message
    assert told.place is not None
    assert told.place.source.inside == "学校.yaml"
    assert _found(tmp_path / "2025" / "教育厅", "T51") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "取: {事项: 编制人数}",
            "取: {事项: 编制}",
            r"“事项”里没有“编制”，可以写：编制人数、在职人数、离休人数",
        ),
        (
            "字: {计量: 平方米}, 取: {事项: 办公用房面积}",
            "字: {计量: 平方米}, 取: {事项: [办公用房面积, 车辆/编制]}",
            "“国有资产”的这些数单位不同（个数、平方米），不能加在一起",
        ),
        (
            "          - {名: 四、本年安排的采购",
            "          - {名: 共计, 和: [车辆, 房屋]}\n          - {名: 四、本年安排的采购",
            "“车辆”“房屋”的这些数单位不同（个数、平方米），不能加在一起",
        ),
        (
            "{键: 数量, 表头: [数量]}\n        行:\n",
            "{键: 数量, 取: {事项: 车辆/编制}, 表头: [甲]}\n"
            "          - {键: 面积, 取: {事项: 办公用房面积}, 表头: [乙]}\n"
            "          - {键: 共计, 和: [数量, 面积], 表头: [丙]}\n        行:\n          - {名: 全部}\n",
            "“数量”“面积”的这些数单位不同（个数、平方米），不能加在一起",
        ),
        (
            "{键: 数量, 表头: [数量]}",
            "{键: 数量, 取: {事项: 车辆/编制}, 表头: [甲]}\n"
            "          - {键: 采购, 记录: 采购, 表头: [乙]}\n"
            "          - {键: 占比, 占比: [数量, 采购], 表头: [丙]}",
            "“数量”“采购”的这些数单位不同（个数、金额），.*也不能相比",
        ),
        ("字: {计量: 平方米}", "字: {单位: 平方米}", "“单位”不是“是: 字”的一栏，可以写：计量"),
        ("每: 单位和一级项目和项目", "每: 单位和一级和项目", "不能按“一级”分行，可以写：.*一级项目"),
        (
            "每: 单位和一级项目和项目",
            "每: 单位和项目和一级项目",
            "不能再分，可以写：单位和一级项目和项目",
        ),
    ],
)
def test_wrong_tables_of_facts_are_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    """With file, line and column."""
    _copied(tmp_path)
    _changed(tmp_path / PROFILE, old, new)
    with pytest.raises(ProfileError, match=rf"profile\.yaml:\d+:\d+ .*{said}"):
        load_profile("秦省-2025", tmp_path)


def test_a_cell_of_different_units_is_refused_whatever_its_rows_are(tmp_path: Path) -> None:
    """Rows of 每 are known with the budget only: a sum of 辆 and 平方米 is refused then, by its name."""
    budget = _copied(tmp_path)
    text = (tmp_path / PROFILE).read_text(encoding="utf-8")
    start = text.index("          - {名: 一、公务用车")
    rows = ["每: 事项", "名: 共计, 和: [车辆/编制, 办公用房面积]"]
    made = "".join(f"          - {{{row}}}\n" for row in rows)
    (tmp_path / PROFILE).write_text(text[:start] + made, encoding="utf-8")
    with pytest.raises(ProfileError, match="“表13/共计/数量”由单位不同的数（个、平方米）算出来"):
        disclose_folder(budget)
    made = made.replace(", 办公用房面积]", ", 单价二十万元以上设备]")
    (tmp_path / PROFILE).write_text(text[:start] + made, encoding="utf-8")
    assert disclose_folder(budget).tables["表13"].printed_rows()[-1][-1] == "27"


def test_own_columns_are_asked_for_where_a_row_has_other_records_than_its_block(tmp_path: Path) -> None:
    """A block of 支出 with rows of 项目 shows 另列 of projects, as one of 项目 does."""
    budget = _copied(tmp_path)
    _changed(budget / "机关.yaml", ", 项目简介: 教育专网和平台。", "")
    [told] = [f for f in _found(budget, "T70") if f.about == "项目/项目简介"]
    text = (tmp_path / PROFILE).read_text(encoding="utf-8")
    above, table = text[: (start := text.index("  - 号: 表8"))], text[start:]
    table = table.replace("记录: 项目", "记录: 支出", 1)
    table = table.replace("{每: 单位和一级项目和项目", "{记录: 项目, 每: 单位和一级项目和项目", 1)
    (tmp_path / PROFILE).write_text(above + table, encoding="utf-8")
    assert [f.message for f in _found(budget, "T70") if f.about == "项目/项目简介"] == [told.message]


def test_a_row_that_takes_only_some_lines_asks_only_these(tmp_path: Path) -> None:
    """What stands in none of the rows that show a column needs nothing there."""
    budget = _copied(tmp_path)
    _changed(budget / "机关.yaml", ", 项目简介: 教育专网和平台。", "")
    _changed(
        tmp_path / PROFILE, "{每: 单位和一级项目和项目", "{取: {类别: 通用项目}, 每: 单位和一级项目和项目"
    )
    assert not [f for f in _found(budget, "T70") if f.about == "项目/项目简介"]


def test_a_group_by_words_of_the_profile_tells_who_has_none(tmp_path: Path) -> None:
    """A project without its 一级项目 is in the total and in no row: that is told."""
    budget = _copied(tmp_path)
    _changed(budget / "机关.yaml", "一级项目: 队伍建设, ", "")
    assert {f.message for f in _found(budget, "S95")} == {"表8没有一行是这 5,000,000 元的，它只在合计里"}
