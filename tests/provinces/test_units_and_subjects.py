"""Tables with 单位 above their 科目, parts of codes in columns, 类 without numbers: a province of its own.

What is printed was compared with sums that a script of its own made of the YAML.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.document import compose
from generator.document.trial import tried
from generator.errors import ProfileError
from generator.figures import Disclosure, disclose_folder, load_profile
from generator.findings import Level
from generator.rules import apply_rules
from tests.html_tables import text_of

HERE = Path(__file__).parent
BUDGET = HERE / "2025" / "林草局"
PROFILE = Path("样式", "川省-2025", "profile.yaml")

TRUTH = {
    "表1-1": """\
|合    计|3229.25|53.00|3010.50|80.00||67.50|12.00|8.00|1.25|3.00||6.00
144001|川省林业和草原局机关|2435.75|45.25|2310.50|80.00||||||||
144002|川省林业调查院|793.50|7.75|700.00|||67.50|12.00|8.00|1.25|3.00||6.00""",
    "表1-2": """\
||||合    计|3218.75|2316.75|899.00|3.00|
|||144001|川省林业和草原局机关|2425.25|1700.00|725.25||
208|05|05|144001|机关事业单位基本养老保险缴费支出|200.00|200.00|||
208|08|06|144001|农村籍退役士兵老年生活补助|80.00||80.00||
213|02|01|144001|行政运行|1500.00|1500.00|||
213|02|07|144001|森林资源管理|645.25||645.25||
|||144002|川省林业调查院|793.50|616.75|173.75|3.00|
208|05|05|144002|机关事业单位基本养老保险缴费支出|60.00|60.00|||
213|02|04|144002|事业机构|559.75|556.75||3.00|
213|02|07|144002|森林资源管理|173.75||173.75||""",
    "表2-1": """\
|||合    计|3125.25|3000.00|2260.00|740.00|80.00||45.25
||144001|川省林业和草原局机关|2425.25|2300.00|1700.00|600.00|80.00||45.25
301||144001|工资福利支出|1100.00|1100.00|1100.00||||
301|01|144001|基本工资|900.00|900.00|900.00||||
301|08|144001|机关事业单位基本养老保险缴费|200.00|200.00|200.00||||
302||144001|商品和服务支出|1095.25|1050.00|450.00|600.00|||45.25
302|01|144001|办公费|400.00|400.00|400.00||||
302|17|144001|公务接待费|20.00|20.00|20.00||||
302|27|144001|委托业务费|645.25|600.00||600.00|||45.25
302|31|144001|公务用车运行维护费|30.00|30.00|30.00||||
303||144001|对个人和家庭的补助|230.00|150.00|150.00||80.00||
303|02|144001|退休费|150.00|150.00|150.00||||
303|05|144001|生活补助|80.00||||80.00||
||144002|川省林业调查院|700.00|700.00|560.00|140.00|||
301||144002|工资福利支出|460.00|460.00|460.00||||
301|01|144002|基本工资|400.00|400.00|400.00||||
301|08|144002|机关事业单位基本养老保险缴费|60.00|60.00|60.00||||
302||144002|商品和服务支出|240.00|240.00|100.00|140.00|||
302|01|144002|办公费|95.00|95.00|95.00||||
302|17|144002|公务接待费|5.00|5.00|5.00||||
302|27|144002|委托业务费|140.00|140.00||140.00|||""",
    "表3": """\
||||合    计|3045.25|3000.00|2260.00|740.00|45.25||45.25
|||144001|川省林业和草原局机关|2345.25|2300.00|1700.00|600.00|45.25||45.25
208|05|05|144001|机关事业单位基本养老保险缴费支出|200.00|200.00|200.00||||
213|02|01|144001|行政运行|1500.00|1500.00|1500.00||||
213|02|07|144001|森林资源管理|645.25|600.00||600.00|45.25||45.25
|||144002|川省林业调查院|700.00|700.00|560.00|140.00|||
208|05|05|144002|机关事业单位基本养老保险缴费支出|60.00|60.00|60.00||||
213|02|04|144002|事业机构|500.00|500.00|500.00||||
213|02|07|144002|森林资源管理|140.00|140.00||140.00|||""",
    "表3-1": """\
|||合    计|2260.00|1710.00|550.00
||144001|川省林业和草原局机关|1700.00|1250.00|450.00
301||144001|工资福利支出|1100.00|1100.00|
301|01|144001|基本工资|900.00|900.00|
301|08|144001|机关事业单位基本养老保险缴费|200.00|200.00|
302||144001|商品和服务支出|450.00||450.00
302|01|144001|办公费|400.00||400.00
302|17|144001|公务接待费|20.00||20.00
302|31|144001|公务用车运行维护费|30.00||30.00
303||144001|对个人和家庭的补助|150.00|150.00|
303|02|144001|退休费|150.00|150.00|
||144002|川省林业调查院|560.00|460.00|100.00
301||144002|工资福利支出|460.00|460.00|
301|01|144002|基本工资|400.00|400.00|
301|08|144002|机关事业单位基本养老保险缴费|60.00|60.00|
302||144002|商品和服务支出|100.00||100.00
302|01|144002|办公费|95.00||95.00
302|17|144002|公务接待费|5.00||5.00""",
    "表3-2": """\
||||合    计|785.25
|||144001|川省林业和草原局机关|645.25
213|02|07|144001|森林资源管理|645.25
213|02|07|144001|森林资源监测|465.25
213|02|07|144001|林长制工作|180.00
|||144002|川省林业调查院|140.00
213|02|07|144002|森林资源管理|140.00
213|02|07|144002|森林资源监测|140.00""",
    "表3-3": """\
|合    计|70.00|15.00|30.00||30.00|25.00
144001|川省林业和草原局机关|65.00|15.00|30.00||30.00|20.00
144002|川省林业调查院|5.00|||||5.00""",
    "表4": """\
||||合    计|80.00||80.00
|||144001|川省林业和草原局机关|80.00||80.00
208|08|06|144001|农村籍退役士兵老年生活补助|80.00||80.00""",
}
IN_ALL = {
    "表1": """\
一、一般公共预算拨款收入|3010.50|一、一般公共服务支出|
四、事业收入|67.50|四、公共安全支出|
八、其他收入|1.25|八、社会保障和就业支出|340.00
||十三、农林水支出|2878.75
本 年 收 入 合 计|3170.25|本 年 支 出 合 计|3218.75
九、用事业基金弥补收支差额|6.00|三十一、事业单位结余分配|
十、上年结转|53.00|三十二、结转下年|10.50
收 入 总 计|3229.25|支 出 总 计|3229.25""",
    "表2": """\
一、本年收入|3090.50|一、本年支出|3125.25|3045.25|80.00|
一般公共预算拨款收入|3010.50|一般公共服务支出||||
政府性基金预算拨款收入|80.00|外交支出||||
国有资本经营预算拨款收入||国防支出||||
二、上年结转|45.25|公共安全支出||||
一般公共预算拨款收入|45.25|教育支出||||
||社会保障和就业支出|340.00|260.00|80.00|
||农林水支出|2785.25|2785.25||
||二、结转下年|10.50|10.50||
收 入 总 计|3135.75|支 出 总 计|3135.75|3055.75|80.00|""",
}


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclose_folder(BUDGET)


@pytest.mark.parametrize("number", TRUTH)
def test_every_cell(disclosure: Disclosure, number: str) -> None:
    """单位, then its 项 with their codes in parts, then its projects; a 合计 with what was carried over."""
    assert ["|".join(row) for row in disclosure.tables[number].printed_rows()] == TRUTH[number].splitlines()


@pytest.mark.parametrize("number", IN_ALL)
def test_rows_of_classes(disclosure: Disclosure, number: str) -> None:
    """All 类 of the year, with numbers or without; rows that have a name only."""
    printed = ["|".join(row) for row in disclosure.tables[number].printed_rows()]
    assert [row for row in printed if row in IN_ALL[number].splitlines()] == IN_ALL[number].splitlines()
    assert len(printed) == {"表1": 34, "表2": 33}[number]


def test_the_profile_and_the_budget_are_right(disclosure: Disclosure) -> None:
    """Nothing is lost or always empty; 离退休费 has no 科目 of its own here, which is a warning."""
    found = [*tried(load_profile("川省-2025", HERE)), *apply_rules(disclosure, BUDGET)]
    wrong = [f for f in found if f.level in (Level.ERROR, Level.WARNING) and not f.accepted]
    assert [f.code for f in wrong] == ["T10"]
    assert all(table.empty == (number in ("表4-1", "表5")) for number, table in disclosure.tables.items())


def test_reasons_by_their_keys(disclosure: Disclosure) -> None:
    """A template asks for them as an author writes them."""
    told = text_of("".join(section.html for section in compose(unit_of(disclosure)).sections))
    assert "比上年减少6.50万元，下降0.81%，主要原因是经费减少。" in told


def test_indicators_of_all_projects_in_one_table(disclosure: Disclosure) -> None:
    """A template of the profile's own writes it; nothing of it is told to be lost."""
    [section] = [one for one in compose(disclosure).sections if one.key == "goals"]
    assert "森林资源监测4,200,000完成监测。产出指标数量指标样地≥500个50" in text_of(section.html)
    assert "绩效目标" not in [f.about for f in tried(load_profile("川省-2025", HERE))]


def unit_of(disclosure: Disclosure) -> Disclosure:
    return disclose_folder(BUDGET, disclosure.budget.units[1].code)


def test_names_are_set_in_below_what_they_are_part_of(disclosure: Disclosure) -> None:
    """As far as rows stand within rows; not where 单位 have a column of their own."""
    levels = [row.cells[4].level for row in disclosure.tables["表3-2"].rows]
    assert levels == [0, 0, 1, 2, 2, 0, 1, 2]
    assert (
        disclosure.book["表3-2/144001/森林资源监测/金额"].value
        == disclosure.book["项目/144001/森林资源监测/金额"].value
    )


def test_projects_stand_below_the_last_level_that_is_printed(tmp_path: Path) -> None:
    """None is lost where 项 have no rows."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    shutil.copytree(BUDGET, tmp_path / "2025" / "林草局")
    text = (tmp_path / PROFILE).read_text(encoding="utf-8")
    old, new = "{每: 单位和科目和项目, 层: [项]}", "{每: 科目和项目, 层: [款]}"
    (tmp_path / PROFILE).write_text(text.replace(old, new), encoding="utf-8")
    rows = disclose_folder(tmp_path / "2025" / "林草局").tables["表3-2"].printed_rows()
    assert [(row[4], row[5]) for row in rows[1:]] == [
        ("林业和草原", "785.25"),
        ("森林资源监测", "465.25"),
        ("林长制工作", "180.00"),
        ("森林资源监测", "140.00"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("每: 单位和经济科目", "每: 单位和科目", "“支出经济分类”的记录不能按“科目”分行，可以写：经济科目"),
        ("每: 单位和经济科目", "每: 单位和单位", "“单位”写了两次"),
        ("每: 单位和科目和项目", "每: 项目和科目", "“项目”下面不能再分"),
        ("{每: 单位和经济科目}", "{每: 单位和经济科目, 层: [项]}", "没有这一层，可以写：类、款"),
        ("{每: 单位}", "{每: 单位, 层: [项]}", "只有按科目分的行才有"),
        ("键: 结余分配, 数: 否", "键: 结余分配, 数: 否, 和: [弥补]", "不带数的一行只写“名”"),
        ("名在: 名称", "名在: 金额", "没有“金额”这一栏文字，可以写：类、款"),
        ("和: [上年结转, 一般,", "和: [上年结余, 一般,", "没有“上年结余”这一栏金额"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    """With file, line and column."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    text = (tmp_path / PROFILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / PROFILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProfileError, match=rf"profile\.yaml:\d+:\d+ .*{said}"):
        load_profile("川省-2025", tmp_path)


def test_a_text_that_nobody_can_write_is_told(tmp_path: Path) -> None:
    """Not printed as nothing."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    template = tmp_path / PROFILE.parent / "explain.html.j2"
    template.write_text(
        template.read_text(encoding="utf-8").replace("收入变动原因", "收入变化原因"), encoding="utf-8"
    )
    with pytest.raises(ProfileError, match=r"explain\.html\.j2:5 .*没有“收入变化原因”"):
        tried(load_profile("川省-2025", tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (", 部分: 第三部分 名词解释", "", "两个部分都是“第四部分”"),
        ("explain.html.j2, 角色", "explain.html.j2, 部分: 第二部分 说明, 角色", "“第二部分 说明”没有印"),
    ],
)
def test_titles_of_parts(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A number that is there twice; a title that the template does not print."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    text = (tmp_path / PROFILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / PROFILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    [told] = [f for f in tried(load_profile("川省-2025", tmp_path)) if f.code == "P40"]
    assert said in told.message


def test_our_own_workbook_comes_back(tmp_path: Path) -> None:
    """Rows within rows, sums of columns: no cell is taken for another amount."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    assert main(["build", str(BUDGET), "--format", "xlsx", "-o", str(tmp_path / "out")]) == 0
    again = tmp_path / "2025" / "林草局"
    assert main(["import", str(tmp_path / "out" / "2025" / "林草局.xlsx"), "-o", str(again)]) == 0
    tables = disclose_folder(again).tables
    assert [t.printed_rows() for t in tables.values()] == [
        t.printed_rows() for t in disclose_folder(BUDGET).tables.values()
    ]
