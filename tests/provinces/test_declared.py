"""What another province prints beside its tables, declared in 样式: no line of Python."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.document import compose
from generator.document.trial import tried
from generator.errors import InputError, ProfileError
from generator.figures import Disclosure, disclose_folder, load_profile
from generator.findings import Level
from generator.rules import apply_rules
from tests.html_tables import text_of
from tests.inspection.inspector import faults
from tests.inspection.setting import set_sections
from tests.provinces.test_twelve_tables import BUDGET, HERE, PROFILE, TRUTH

BY_ECONOMIC = """\
  - 号: 表十四
    标题: "{年度}年{主体}支出预算表（按经济科目）"
    标识: 公开13表
    横向: 是
    栏:
      - 记录: 支出经济分类
        列:
          - {键: 编码, 是: 编码, 表头: [科目编码]}
          - {键: 名称, 是: 名称, 表头: [科目名称]}
          - {键: 合计, 表头: [合计]}
          - {键: 人员, 表头: [基本支出, 人员经费], 取: {性质: 基本支出, 组别: 人员经费}}
          - {键: 公用, 表头: [基本支出, 公用经费], 取: {性质: 基本支出, 组别: 公用经费}}
          - {键: 项目, 表头: [项目支出], 取: {性质: [项目支出, 单位预留机动经费, 事业单位经营支出]}}
          - {键: 拨款, 表头: [财政拨款], 取: {资金: [一般公共预算, 政府性基金, 国有资本经营预算]}}
          - {键: 结转, 表头: [上年结转], 取: {期: 上年结转}}
        行:
          - {名: 合计, 样: 合计}
          - {每: 经济科目}
"""
LINES = """\
支出经济分类:
  - {经济科目: 30101, 性质: 基本支出, 一般公共预算: 2000}
  - {经济科目: 30201, 性质: 基本支出, 一般公共预算: 400}
  - {经济科目: 30227, 性质: 项目支出, 一般公共预算: 950, 政府性基金: 50, 上年结转: {一般公共预算: 20}}
  - {经济科目: 30299, 性质: 单位预留机动经费, 一般公共预算: 50}
  - {经济科目: 30101, 单位: "128002", 性质: 基本支出, 一般公共预算: 900, 事业收入: 80.25}
  - {经济科目: 30201, 单位: "128002", 性质: 基本支出, 一般公共预算: 100.5, 专户资金: 30, 其他收入: 2}
  - {经济科目: 31002, 单位: "128002", 性质: 项目支出, 一般公共预算: 200}
  - {经济科目: 30299, 单位: "128002", 性质: 事业单位经营支出, 事业单位经营收入: 12}
"""
BASIC = "基本支出: [{经济科目: 30101, 金额: %d}, {经济科目: 30201, 金额: %d}]\n"
PRINTED = """\
合计||4794.75|2980.25|532.50|1282.00|4670.50|20.00
301|工资福利支出|2980.25|2980.25|||2900.00|
30101|基本工资|2980.25|2980.25|||2900.00|
302|商品和服务支出|1614.50||532.50|1082.00|1570.50|20.00
30201|办公费|532.50||532.50||500.50|
30227|委托业务费|1020.00|||1020.00|1020.00|20.00
30299|其他商品和服务支出|62.00|||62.00|50.00|
310|资本性支出|200.00|||200.00|200.00|
31002|办公设备购置|200.00|||200.00|200.00|"""

WHOLE = """\
整体绩效:
  总体目标: 保障全省公共文化服务。
  主要任务: [{名称: 图书采购, 内容: 采购三万册。, 金额: 200}, {名称: 艺术创作, 内容: 创作两台戏。}]
  指标:
    产出指标: {数量指标: [{名称: 采购册数, 符号: ≥, 值: 30000, 单位: 册, 权重: 60}]}
    效益指标: {社会效益指标: [{名称: 借阅人次, 符号: ≥, 值: 20, 单位: 万人次, 权重: 40}]}
"""
NUMBERS = "  - 整体绩效/单位数\n  - 整体绩效/金额\n"


def _copy(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """A copy of the budget and its profile with (file, old, new) edits; the budget's folder."""
    shutil.copytree(HERE / "样式", folder / "样式")
    shutil.copytree(BUDGET, folder / "2025" / "文旅局")
    for name, old, new in edits:
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "2025" / "文旅局"


YAML = "2025/文旅局/预算.yaml"


def _codes(folder: Path, *levels: Level) -> list[tuple[str, str]]:
    found = apply_rules(disclose_folder(folder), folder)
    return [
        (f.code, f.about)
        for f in found
        if f.level in (levels or (Level.ERROR, Level.WARNING)) and not f.accepted
    ]


def _by_economic(folder: Path, lines: str = LINES) -> Path:
    """With all expenditure by 经济科目, and without 基本支出, which follows from it."""
    text = (BUDGET / "预算.yaml").read_text(encoding="utf-8")
    basic = text[text.index("基本支出:\n") : text.index("上年支出:\n")]
    edits = ((PROFILE, "表:\n", "表:\n" + BY_ECONOMIC), (YAML, basic, lines))
    return _copy(folder, *edits)


def test_expenditure_by_economic_subject_of_every_source(tmp_path: Path) -> None:
    """Every cell; and the tables of 基本支出 are what they are where that is written."""
    folder = _by_economic(tmp_path)
    tables = disclose_folder(folder).tables
    printed = {number: ["|".join(row) for row in tables[number].printed_rows()] for number in tables}
    assert printed["表十四"] == PRINTED.splitlines()
    assert printed["表六"] == TRUTH["表六"].splitlines()
    assert printed["表十二"] == TRUTH["表十二"].splitlines()
    assert _codes(folder) == []
    assert [f for f in tried(load_profile("十二表-2025", tmp_path)) if f.level is not Level.NOTE] == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("950, 政府性基金: 50", "949, 政府性基金: 50", [("T62", "项目支出/一般公共预算/本年")]),
        ("{一般公共预算: 20}", "{一般公共预算: 21}", [("T62", "项目支出/一般公共预算/上年结转")]),
        (LINES, "", [("T42", "支出经济分类"), ("T03", "基本支出/没有写")]),
        ("支出经济分类:\n", f"{BASIC % (2000, 400)}支出经济分类:\n", []),
    ],
)
def test_both_classifications_agree(tmp_path: Path, old: str, new: str, found: list[tuple[str, str]]) -> None:
    """With 支出 by 性质, source and period; with 基本支出 where a unit writes that, too."""
    folder = _by_economic(tmp_path, LINES.replace(old, new, 1))
    told = [one for one in _codes(folder, Level.ERROR) if one[0] in ("T03", "T42", "T62", "T63")]
    assert set(told) == set(found)


def test_two_lines_of_basic_expenditure_are_one_fault(tmp_path: Path) -> None:
    """T63 of both 款 goes with T53 of their groups."""
    folder = _by_economic(
        tmp_path, LINES.replace("支出经济分类:\n", f"{BASIC % (1999, 401)}支出经济分类:\n", 1)
    )
    [finding] = [f for f in apply_rules(disclose_folder(folder), folder) if f.level is Level.ERROR]
    assert (finding.code, finding.about) == ("T53", "人员经费")
    assert "T63 也不相符" in finding.message


def _whole(folder: Path, own: str = WHOLE) -> Disclosure:
    """With the 整体支出绩效目标表 of the department."""
    section = "  - {内容: 绩效目标表}\n"
    return disclose_folder(
        _copy(
            folder,
            (PROFILE, section, "  - {内容: 整体绩效目标表}\n" + section),
            (PROFILE, "  - 整体绩效\n", NUMBERS),
            (YAML, "名词解释:", own + "名词解释:"),
        )
    )


def test_the_whole_has_goals_and_indicators(tmp_path: Path) -> None:
    """A page without a fault: money by source and 性质 from the budget, goals, tasks, weighed indicators."""
    document = compose(_whole(tmp_path))
    [section] = [one for one in document.sections if one.key == "整体绩效目标表"]
    assert [heading.text for heading in section.headings] == ["部门整体支出绩效目标表"]
    said = text_of(section.html).replace("\n", "")
    money = ("支出总额4,794.75", "其中：一般公共预算4,620.50", "项目支出1,220.00", "采购三万册。200.00")
    assert [words for words in money if words not in said] == []
    assert "采购册数≥30000册60" in said
    assert faults(set_sections(document, "整体绩效目标表")) == []
    assert _codes(tmp_path / "2025" / "文旅局") == []
    assert [f for f in tried(load_profile("十二表-2025", tmp_path)) if f.level is not Level.NOTE] == []


@pytest.mark.parametrize(
    ("own", "found", "printed"),
    [
        ("", [("T42", "整体绩效")], False),
        ("整体绩效: 无\n", [], False),
        ("整体绩效: {总体目标: 保障服务。}\n", [("T42", "整体绩效/指标")], True),
        (WHOLE.replace("权重: 40", "权重: 30"), [("S98", "整体绩效")], True),
    ],
)
def test_the_whole_is_asked_for_where_it_is_printed(
    tmp_path: Path, own: str, found: list[tuple[str, str]], printed: bool
) -> None:
    """Goals and indicators, or 无; weights add up to 100."""
    disclosure = _whole(tmp_path, own)
    assert _codes(tmp_path / "2025" / "文旅局") == found
    assert ("整体绩效目标表" in [one.key for one in compose(disclosure).sections]) == printed


def test_a_profile_that_does_not_print_the_whole_says_so(tmp_path: Path) -> None:
    """What is written all the same is told, as a note; a trial tells a section that is left out."""
    folder = _copy(tmp_path, (YAML, "名词解释:", WHOLE + "名词解释:"))
    assert ("T51", "整体绩效") in _codes(folder, Level.NOTE)
    file = tmp_path / PROFILE
    file.write_text(file.read_text(encoding="utf-8").replace("  - 整体绩效\n", NUMBERS), encoding="utf-8")
    lost = {f.about for f in tried(load_profile("十二表-2025", tmp_path)) if f.code == "S75"}
    own = {f"整体绩效/{key}" for key in ("总体目标", "主要任务", "主要任务/1/金额", "指标")}
    assert lost == own | {"说明/整体绩效说明"}


MOVED = "更正: [{金额: 20, 按: %s, 调出: %s, 调入: %s, 说明: '更正后{{ 更正.1.调整后.%s }}。'}]\n名词解释:"


@pytest.mark.parametrize(
    ("by", "one", "other", "after"),
    [
        ("项目", "艺术创作", "旅游推广", (600, 420)),
        ("科目", "2070199", "2070104", (1000, 1344.75)),
        ("科目", "20701", "2080505", (4774.75, 20)),
        ("资金", "政府性基金", "一般公共预算", (30, 4640.5)),
        ("单位", "128001", "128002", (3450, 1344.75)),
        ("经济科目", "30201", "30101", (480.5, 2920)),
        ("组别", "公用经费", "人员经费", (512.5, 3000.25)),
    ],
)
def test_what_is_moved_is_of_any_property(
    tmp_path: Path, by: str, one: str, other: str, after: tuple[float, float]
) -> None:
    """Both sides have their figures before and afterwards; that tables print those before is told."""
    folder = _copy(tmp_path, (YAML, "名词解释:", MOVED % (by, one, other, one)))
    book = disclose_folder(folder).book
    assert [float(book[f"更正/1/调整后/{side}"].value) for side in (one, other)] == list(after)
    assert float(book[f"更正/1/调整前/{one}"].value) == after[0] + 20
    assert ("T24", "更正/1") in _codes(folder, Level.WARNING)
    assert _codes(folder, Level.ERROR) == []


@pytest.mark.parametrize(
    ("by", "one", "other", "said"),
    [
        ("项目", "没有的项目", "旅游推广", "更正的“调出”写的是项目“没有的项目”，这份预算没有"),
        ("科目", "2070199", "9999999", "更正的“调入”写的是科目“9999999”，这份预算没有"),
        ("资金", "政府性基金", "其他", "更正的“调入”写的是资金“其他”，这份预算没有"),
        ("项目", "艺术创作", "艺术创作", "等于没有更正"),
        ("资金", "国有资本经营预算", "一般公共预算", "大于各表的资金“国有资本经营预算” 0 万元"),
    ],
)
def test_what_cannot_be_moved_is_told(tmp_path: Path, by: str, one: str, other: str, said: str) -> None:
    """Sides that the budget does not have, or that are the same; more than there is."""
    folder = _copy(tmp_path, (YAML, "名词解释:", MOVED % (by, one, other, one)))
    told = [f for f in apply_rules(disclose_folder(folder), folder) if f.code == "T25"]
    assert [said in f.message for f in told] == [True]


def test_a_property_that_is_none_is_told(tmp_path: Path) -> None:
    """With those there are."""
    folder = _copy(tmp_path, (YAML, "名词解释:", MOVED % ("用途", "甲", "乙", "甲")))
    with pytest.raises(InputError) as caught:
        disclose_folder(folder)
    assert "科目、性质" in caught.value.findings[0].message + caught.value.findings[0].hint


COUNTY = "名称: 某县-2025\n基于: shanxi-2024\n"


def _county(folder: Path, more: str) -> None:
    (folder / "样式" / "某县-2025").mkdir(parents=True)
    (folder / "样式" / "某县-2025" / "profile.yaml").write_text(COUNTY + more, encoding="utf-8")


def test_a_table_is_changed_without_being_written_anew(tmp_path: Path) -> None:
    """Three lines change three titles; what a table does not say is as it was."""
    tables = "  - {号: 表五, 标题: 一般公共预算支出表, 空行: 否}\n  - {号: 表一, 标识: 附表一}\n"
    _county(tmp_path, f"表:\n{tables}")
    own, base = (load_profile(name, tmp_path) for name in ("某县-2025", "shanxi-2024"))
    assert [table.number for table in own.tables] == [table.number for table in base.tables]
    assert (own.tables[4].title, own.tables[4].label) == ("一般公共预算支出表", "预算公开表5")
    assert own.tables[0].title == base.tables[0].title
    assert own.tables[4].blocks == base.tables[4].blocks


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("表: [{号: 表五, 空着: 否}]\n", r"profile\.yaml:3:\d+ .*不认识的键“空着”"),
        ("表: [{号: 表九十, 标题: 甲}]\n", "缺少“标识”"),
        (
            "章节: [{内容: 报表, 接排: 是}]\n",
            r"profile\.yaml:3:\d+ .*只有文字的模板和.*可以接排",
        ),
    ],
)
def test_wrong_changes_are_told(tmp_path: Path, more: str, said: str) -> None:
    """A key that is none, a table that is nowhere, what cannot run on."""
    _county(tmp_path, more)
    with pytest.raises(ProfileError, match=said):
        load_profile("某县-2025", tmp_path)
