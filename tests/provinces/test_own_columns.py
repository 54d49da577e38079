"""Expenditure by 科目 beside 用途, columns of words that only this province has, 机关运行经费 by 经济科目.

What is printed was compared with sums that a script of its own made of the YAML.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.document import compose
from generator.document.measures import measures
from generator.document.shapes import shape_of
from generator.document.trial import tried
from generator.errors import InputError, ProfileError
from generator.figures import Disclosure, disclose_folder, load_profile
from generator.findings import Level
from generator.model.lines import Project
from generator.model.vocabulary import Vocabulary
from generator.rules import apply_rules
from generator.workbench.forms.columns import TEXT, columns_of
from tests.html_tables import text_of

HERE = Path(__file__).parent
BUDGET = HERE / "2025" / "水利厅"
PROFILE = Path("样式", "苏省-2025", "profile.yaml")

TRUTH = {
    "公开01表": """\
一、一般公共预算拨款收入|6,010.75|十二、城乡社区支出|312.25|一、基本支出|3,832.40
二、政府性基金预算拨款收入|300.00|十三、农林水支出|6,049.05|人员经费|3,130.00
三、国有资本经营预算拨款收入||二十、住房保障支出|190.00|公用经费|702.40
四、财政专户管理资金收入|15.00|||二、项目支出|2,709.90
五、事业收入|66.60|||三、事业单位经营支出|9.00
六、事业单位经营收入|9.00||||
七、其他收入|2.40||||
本年收入合计|6,403.75|本年支出合计|6,551.30|本年支出合计|6,551.30
上年结转结余|168.30|结转下年|20.75|结转下年|20.75
其中：一般公共预算|150.50||||
收入总计|6,572.05|支出总计|6,572.05|支出总计|6,572.05""",
    "公开02表": """\
合计||6,572.05|6,403.75|6,010.75|300.00||15.00|66.60|9.00|2.40|168.30|150.50|17.80
126001|苏省水利厅本级|5,673.50|5,510.75|5,210.75|300.00||||||162.75|150.50|12.25
126002|苏省水文局|898.55|893.00|800.00|||15.00|66.60|9.00|2.40|5.55||5.55""",
    "公开05表": """\
合计||5,810.00|6,140.50|3,090.00|700.00|2,350.50|330.50|5.69
213|农林水支出|5,625.00|5,950.50|2,900.00|700.00|2,350.50|325.50|5.79
21303|水利|5,625.00|5,950.50|2,900.00|700.00|2,350.50|325.50|5.79
2130301|行政运行|2,970.00|3,000.00|2,400.00|600.00||30.00|1.01
2130305|水利工程建设|1,800.00|2,150.50|||2,150.50|350.50|19.47
2130313|水文测报|780.00|800.00|500.00|100.00|200.00|20.00|2.56
2130314|防汛|75.00|||||-75.00|-100.00
221|住房保障支出|185.00|190.00|190.00|||5.00|2.70
22102|住房改革支出|185.00|190.00|190.00|||5.00|2.70
2210201|住房公积金|185.00|190.00|190.00|||5.00|2.70""",
    "公开07表": """\
“三公”经费合计|96.00|92.00|-4.00
其中：|||
一、因公出国（境）费|||
二、公务接待费|31.00|27.00|-4.00
三、公务用车购置及运行维护费|65.00|65.00|
公务用车购置费|||
公务用车运行维护费|65.00|65.00|
会议费|32.00|30.00|-2.00
培训费|20.00|20.00|""",
    "公开09表": """\
合计||600.00
302|商品和服务支出|600.00
30201|办公费|300.00
30205|水费|40.00
30211|差旅费|120.00
30215|会议费|30.00
30216|培训费|20.00
30217|公务接待费|25.00
30231|公务用车运行维护费|65.00""",
    "公开10表": """\
合计||||||2,709.90|2,200.00|300.00|41.60|168.30
苏省水利厅本级||小计||||2,462.75|2,000.00|300.00||162.75
|一次性项目|小计||||1,962.75|1,500.00|300.00||162.75
||中小河流治理|《苏省“十四五”水利发展规划》（苏政办发〔2021〕53号）|2024-2026|水利工程建设|1,650.50|1,500.00|||150.50
||农村基础设施建设|省政府专题会议纪要第12号|2025|农村基础设施建设支出|312.25||300.00||12.25
|经常性项目|小计||||500.00|500.00|||
||水利工程运行维护|苏省水利工程管理条例|每年|水利工程建设|500.00|500.00|||
苏省水文局||小计||||247.15|200.00||41.60|5.55
|经常性项目|小计||||247.15|200.00||41.60|5.55
||水文测报|中华人民共和国水文条例|每年|水文测报|247.15|200.00||41.60|5.55""",
    "公开11表": """\
合计|||||||1,650,000.00|1,605,000.00|45,000.00
货物||小计|||||765,000.00|720,000.00|45,000.00
货物||苏省水利厅本级|||||120,000.00|120,000.00|
货物|水利工程运行维护|台式计算机|询价|集中采购|20台|0.6万元|120,000.00|120,000.00|
货物||苏省水文局|||||645,000.00|600,000.00|45,000.00
货物|水文测报|水文仪器|公开招标|集中采购|5套|12.9万元|645,000.00|600,000.00|45,000.00
服务||小计|||||885,000.00|885,000.00|
服务||苏省水利厅本级|||||885,000.00|885,000.00|
服务||物业管理服务|公开招标|分散采购|||885,000.00|885,000.00|""",
}


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclose_folder(BUDGET)


@pytest.mark.parametrize("number", TRUTH)
def test_every_cell(disclosure: Disclosure, number: str) -> None:
    """类 with the year's numbers, groups within groups with 小计 or their names, amounts in 元 and 万元."""
    assert ["|".join(row) for row in disclosure.tables[number].printed_rows()] == TRUTH[number].splitlines()


def test_the_profile_and_the_budget_are_right(disclosure: Disclosure) -> None:
    """Nothing is lost or always empty; of the columns what a line does not say is told once."""
    found = [*tried(load_profile("苏省-2025", HERE)), *apply_rules(disclosure, BUDGET)]
    assert [f for f in found if f.level in (Level.ERROR, Level.WARNING)] == []
    [blank] = [f for f in found if f.code == "T70"]
    assert (blank.about, blank.level) == ("采购/单价", Level.NOTE)
    assert "有 1 行没有写“单价”" in blank.message


def test_last_year_is_of_the_same_items(disclosure: Disclosure) -> None:
    """会议费 and 培训费 stand beside the “三公”经费, and are not in their sum of last year."""
    told = text_of("".join(section.html for section in compose(disclosure).sections))
    assert "“三公”经费92.00万元，比上年减少4.00万元，下降4.17%" in told
    assert disclosure.book["上年/三公经费/合计"].value == 96


def test_short_words_stay_in_one_line(disclosure: Disclosure) -> None:
    """Beside long ones, as 2024-2026 beside 立项依据: what is short is not made narrower with the rest."""
    table, own = disclosure.tables["公开10表"], measures(disclosure.profile)
    shape = shape_of(table, own)
    needed = {index: max(one.needed for one in of) for index, of in shape.columns.names.items()}
    whole = [index for index, width in needed.items() if width <= shape.columns.widths[index]]
    heads = [table.columns[index].path[-1] for index in whole]
    assert heads == ["单位名称", "项目类别", "项目名称", "起止/年度"]
    assert sum(shape.columns.widths) == pytest.approx(own.text_height)


def test_a_table_that_a_template_writes(disclosure: Disclosure) -> None:
    """国有资产 of the department and of each unit, set like other tables."""
    [section] = [one for one in compose(disclosure).sections if one.key == "assets"]
    assert section.classes == "table"
    assert [heading.text for heading in section.headings] == ["公开12表 国有资产占有使用情况表"]
    assert "二、办公用房面积平方米6100.55200.5900" in text_of(section.html)


def test_forms_ask_for_the_columns(disclosure: Disclosure) -> None:
    """As texts, where the profile has them."""
    paths = {column.path: column.kind for column in columns_of(Project, disclosure.profile.vocabulary)}
    assert paths["另列", "立项依据"] == TEXT
    assert not any(path[0] == "另列" for path in _paths(load_profile("shanxi-2024").vocabulary))


def _paths(vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    return [column.path for column in columns_of(Project, vocabulary)]


def _changed(folder: Path, name: str | Path, old: str, new: str) -> Path:
    shutil.copytree(HERE / "样式", folder / "样式")
    shutil.copytree(BUDGET, folder / "2025" / "水利厅")
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "2025" / "水利厅"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("是: 采购方式", "是: 采购方法", "不能是“采购方法”，可以写：.*采购方式、组织形式"),
        ("是: 立项依据", "是: 采购方式", "不能是“采购方式”，可以写：.*立项依据"),
        ("项目另列: [立项依据", "项目另列: [资金", "“项目另列”里的“资金”已经另有意思"),
    ],
)
def test_wrong_columns_are_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    """With file, line and column."""
    _changed(tmp_path, PROFILE, old, new)
    with pytest.raises(ProfileError, match=rf"profile\.yaml:\d+:\d+ .*{said}"):
        load_profile("苏省-2025", tmp_path)


def test_a_column_that_no_table_shows_is_told(tmp_path: Path) -> None:
    _changed(tmp_path, PROFILE, "采购另列: [", "采购另列: [付款方式, ")
    assert "采购/付款方式" in [f.about for f in tried(load_profile("苏省-2025", tmp_path)) if f.code == "S75"]


def test_a_word_that_is_no_column_is_told(tmp_path: Path) -> None:
    folder = _changed(tmp_path, "2025/水利厅/本级.yaml", "采购方式: 询价", "采购方法: 询价")
    with pytest.raises(InputError) as caught:
        disclose_folder(folder)
    assert "是否想写“采购方式”" in caught.value.findings[0].hint


def test_all_of_it_comes_back_and_goes_on(tmp_path: Path) -> None:
    """Import of our own workbook, and next year: 另列 of a project lasts, of a purchase it does not."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    assert main(["build", str(BUDGET), "--format", "xlsx", "-o", str(tmp_path / "out")]) == 0
    again = tmp_path / "2025" / "水利厅"
    assert main(["import", str(tmp_path / "out" / "2025" / "水利厅.xlsx"), "-o", str(again)]) == 0
    tables = disclose_folder(again).tables
    assert [t.printed_rows() for t in tables.values()] == [
        t.printed_rows() for t in disclose_folder(BUDGET).tables.values()
    ]
    assert main(["roll", str(BUDGET), "--to", "2026", "-o", str(tmp_path / "2026" / "水利厅")]) == 0
    text = (tmp_path / "2026" / "水利厅" / "本级.yaml").read_text(encoding="utf-8")
    assert "另列: {采购方式: 待填, 组织形式: 待填, 单价: 待填}" in text
    assert "另列采购方式 询价、另列组织形式 集中采购、另列单价 0.6万元" in text
    assert "另列: {立项依据: 苏省水利工程管理条例, 起止年度: 每年}" in text
