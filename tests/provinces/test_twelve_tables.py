"""Twelve tables of another province without a line of Python: every cell against sums made by hand."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from generator.document import compose
from generator.document.trial import tried
from generator.errors import InputError, ProfileError
from generator.figures import Disclosure, disclose_folder, load_profile
from generator.findings import Finding, Level
from generator.rules import apply_rules
from tests.html_tables import text_of

HERE = Path(__file__).parent
BUDGET = HERE / "2025" / "文旅局"

TRUTH = {
    "表一": """\
一、一般公共预算拨款收入|4600.50|一、文化旅游体育与传媒支出|4794.75|一、基本支出|3512.75
二、政府性基金预算拨款收入|50.00|||人员经费|2980.25
三、国有资本经营预算拨款收入||||日常公用经费|532.50
四、专户资金收入|30.00|||二、项目支出|1220.00
五、事业收入|80.25|||三、单位预留机动经费|50.00
六、事业单位经营收入|12.00|||四、事业单位经营支出|12.00
七、上级补助收入|||||
八、附属单位上缴收入|||||
九、其他收入|5.50||||
本年收入合计|4778.25|本年支出合计|4794.75|本年支出合计|4794.75
上年结转|20.00|结转下年|3.50|结转下年|3.50
收入总计|4798.25|支出总计|4798.25|支出总计|4798.25""",
    "表二": """\
合计||4778.25|4778.25|4600.50|50.00||30.00|80.25|12.00|||5.50|20.00|20.00
128001|某省文旅局本级|3450.00|3450.00|3400.00|50.00||||||||20.00|20.00
128002|某省图书馆|1328.25|1328.25|1200.50|||30.00|80.25|12.00|||5.50||""",
    "表五": """\
合计||3900.00|4620.50|3400.50|1220.00|720.50|18.5
207|文化旅游体育与传媒支出|3900.00|4620.50|3400.50|1220.00|720.50|18.5
20701|文化和旅游|3900.00|4620.50|3400.50|1220.00|720.50|18.5
2070101|行政运行|1900.00|2450.00|2400.00|50.00|550.00|28.9
2070104|图书馆|1010.00|1200.50|1000.50|200.00|190.50|18.9
2070199|其他文化和旅游支出|990.00|970.00||970.00|-20.00|-2.0""",
    "表六": """\
合计|||3400.50|2900.00|500.50
301||工资福利支出|2900.00|2900.00|
301|01|基本工资|2900.00|2900.00|
302||商品和服务支出|500.50||500.50
302|01|办公费|500.50||500.50""",
    "表七": """\
“三公”经费合计|40.50
1.因公出国（境）费用|20.00
2.公务接待费|8.00
3.公务用车购置及运行维护费|12.50
其中：公务用车购置费|
公务用车运行维护费|12.50
会议费|15.00
培训费|9.80
合计|65.30""",
    "表十": """\
合计|||||1220.00|1150.00|50.00||||20.00
某省文旅局本级||小计|||1020.00|950.00|50.00||||20.00
|部门专项|艺术创作|2070199|其他文化和旅游支出|620.00|600.00|||||20.00
|专项转移支付|旅游推广|2070199|其他文化和旅游支出|400.00|350.00|50.00||||
某省图书馆||小计|||200.00|200.00|||||
|运转类|图书采购|2070104|图书馆|200.00|200.00|||||""",
    "表十一": """\
合计|||||186.00|186.00||
某省文旅局本级||小计|||66.00|66.00||
|货物|台式计算机||12台|6.00|6.00||
|服务|物业管理服务|||60.00|60.00||
某省图书馆||小计|||120.00|120.00||
|货物|图书|图书采购|3000册|120.00|120.00||""",
    "表十二": """\
合计|||3400.50
501||机关工资福利支出|2000.00
501|01|工资奖金津补贴|2000.00
502||机关商品和服务支出|400.00
502|01|办公经费|400.00
505||对事业单位经常性补助|1000.50
505|01|工资福利支出|900.00
505|02|商品和服务支出|100.50""",
}


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclose_folder(BUDGET)


@pytest.mark.parametrize("number", TRUTH)
def test_every_cell(disclosure: Disclosure, number: str) -> None:
    """Nine sources, 用途 beside 类, last year and %, 政府经济科目, 小计 that say nothing of one line."""
    printed = ["|".join(row) for row in disclosure.tables[number].printed_rows()]
    assert printed == TRUTH[number].splitlines()


def test_the_profile_and_the_budget_are_right(disclosure: Disclosure) -> None:
    """A trial loses nothing; what the profile does not print is not asked for."""
    found = [*tried(load_profile("十二表-2025", HERE)), *apply_rules(disclosure, BUDGET)]
    assert [f for f in found if f.level in (Level.ERROR, Level.WARNING) and not f.accepted] == []
    assert not {f.code for f in found} & {"X23", "X36"}


def test_indicators_have_weights(disclosure: Disclosure) -> None:
    """In a table of the profile's own, with levels of funds that are its words."""
    html = "".join(s.html for s in compose(disclosure).sections if s.key.startswith("绩效"))
    assert "采购册数≥25000册40" in text_of(html)
    assert disclosure.book["绩效目标/128002/图书采购/年度资金/财政资金"].value == 2000000


def changed(folder: Path, old: str, new: str, name: str = "2025/文旅局/预算.yaml") -> Path:
    """A copy of the budget and its profile in which one thing is written otherwise; the budget's folder."""
    shutil.copytree(HERE / "样式", folder / "样式")
    shutil.copytree(BUDGET, folder / "2025" / "文旅局")
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "2025" / "文旅局"


def found_in(folder: Path) -> list[Finding]:
    return apply_rules(disclose_folder(folder), folder)


PROFILE = "样式/十二表-2025/profile.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code", "about"),
    [
        ("附属单位上缴收入, 其他收入]\n", "附属单位上缴收入, 其他收入, 债务]\n", "S96", "表一/债务"),
        ("表一/收入总计/预算数", "表一/收入总计/金额", "S97", "上年/收入总计"),
        ("  - 绩效目标/负责人\n", "", "S75", "绩效目标/负责人"),
        ("  - 绩效目标/填报日期\n", "", "S75", "绩效目标/填报日期"),
        ("  - {内容: 绩效目标表}\n", "", "S75", "绩效目标"),
    ],
)
def test_a_trial_tells_what_is_wrong(tmp_path: Path, old: str, new: str, code: str, about: str) -> None:
    """A source without a row, a figure of last year that is none, a key that no template prints."""
    changed(tmp_path, old, new, PROFILE)
    found = {
        (f.code, f.about) for f in tried(load_profile("十二表-2025", tmp_path)) if f.level is Level.ERROR
    }
    assert found == {(code, about)}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{键: 数量, 是: 数量, 表头", "{键: 数量, 是: 编码, 表头", "“采购”没有“科目”"),
        ("政府经济科目沿用款名: []", "政府经济科目沿用款名: ['30217']", "沿用部门科目名的款"),
    ],
)
def test_what_can_never_be_right_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A column that no record has anything for; names of one classification in rows of another."""
    changed(tmp_path, old, new, PROFILE)
    with pytest.raises(ProfileError, match=rf"profile\.yaml:\d+:\d+ .*{said}"):
        load_profile("十二表-2025", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    项目期: 1年\n", "", "T42"),
        ("单位: 册, 权重: 40", "单位: 册, 权重: 30", "S98"),
        ("单位: 册, 权重: 40", "单位: 册, 权重: 40.5", "S98"),
        ("    年度资金: {财政资金: 2000000}", "    负责人: 张三\n    年度资金: {财政资金: 2000000}", "T51"),
    ],
)
def test_a_performance_table_is_what_the_profile_prints(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    """What is printed is asked for, what is not is told when it is written; weights add up to 100."""
    assert code in {finding.code for finding in found_in(changed(tmp_path, old, new))}


def test_a_project_without_the_subject_of_its_row_is_told(tmp_path: Path) -> None:
    """Where projects stand by 科目 one without is in no row, and in the total all the same."""
    rows = "        行:\n          - {名: 合计, 样: 合计}\n          - {每: 单位和项目}"
    changed(tmp_path, rows, rows.replace("单位和项目", "科目"), PROFILE)
    file = tmp_path / "2025" / "文旅局" / "预算.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("类别: 运转类, 科目: 2070104,", "类别: 运转类,"), encoding="utf-8")
    [finding] = [f for f in found_in(file.parent) if f.code == "S95"]
    assert (finding.level, finding.figures) == (Level.ERROR, ("项目/128002/图书采购/一般公共预算",))
    assert finding.place is not None
    assert "表十没有一行是这 200 万元的" in finding.message


def test_a_list_that_is_not_written_is_not_nothing(tmp_path: Path) -> None:
    """A draft prints 待填 for last year and for purchases, in the totals and beside every 科目."""
    text = (BUDGET / "预算.yaml").read_text(encoding="utf-8")
    lists = text[text.index("上年支出:") : text.index("三公经费:\n")]
    folder = changed(tmp_path, lists, "")
    file = folder / "预算.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("采购:\n  -")] + text[text.index("上年: {") :], encoding="utf-8")
    tables = disclose_folder(folder).tables
    assert {row[2] for row in tables["表五"].printed_rows()} == {"待填"}
    assert {row[6] for row in tables["表五"].printed_rows()} == {"待填"}
    assert tables["表十一"].printed_rows()[0][5] == "待填"
    assert not tables["表十一"].empty


def test_last_years_lines_are_those_of_last_years_folder(tmp_path: Path) -> None:
    """The folder's are printed: lines that say something else are told, those that agree not."""
    folder = changed(tmp_path, "年度: 2025", "年度: 2025")
    last = shutil.copytree(folder, tmp_path / "2024" / "文旅局") / "预算.yaml"
    text = last.read_text(encoding="utf-8").replace("年度: 2025", "年度: 2024")
    last.write_text(text, encoding="utf-8")
    told = {f.about for f in found_in(folder) if f.code == "T22" and f.about.startswith("上年支出")}
    assert "上年支出/2070101/基本支出" in told
    lines = text[text.index("支出:\n  -") + len("支出:\n") : text.index("项目:\n")]
    now = (folder / "预算.yaml").read_text(encoding="utf-8")
    start, end = now.index("上年支出:\n") + len("上年支出:\n"), now.index("三公经费:\n")
    plain = "".join(line.partition(", 上年结转")[0].rstrip("}") + "}\n" for line in lines.splitlines())
    (folder / "预算.yaml").write_text(now[:start] + plain + now[end:], encoding="utf-8")
    found = [f for f in found_in(folder) if f.code == "T22" and f.about.startswith("上年支出")]
    assert [f.about for f in found] == ["上年支出/2070199/项目支出"]
    assert "相差 20" in found[0].message


CORRECTED = (
    "更正:\n  - {金额: %s, 调出: %s, 调入: 项目支出, 说明: '更正后{{ 更正.1.调整后.项目支出 }}。'}\n说明:\n"
)


def test_what_is_moved_is_of_any_nature_of_the_profile(tmp_path: Path) -> None:
    """Each is what it would be afterwards, those that nothing is moved from or to as well."""
    folder = changed(tmp_path, "\n说明:\n", f"\n{CORRECTED % (20, '单位预留机动经费')}")
    disclosure = disclose_folder(folder)
    after = {
        nature: disclosure.book[f"更正/1/调整后/{nature}"].value
        for nature in disclosure.profile.vocabulary.natures
    }
    assert after == {
        "基本支出": Decimal("3512.75"),
        "项目支出": 1240,
        "单位预留机动经费": 30,
        "事业单位经营支出": 12,
    }
    [told] = [f for f in apply_rules(disclosure, folder) if f.code in ("T24", "T25")]
    assert (told.code, told.level) == ("T24", Level.WARNING)
    assert "单位预留机动经费更正后 30.00 万元，各表印 50.00 万元" in told.message


@pytest.mark.parametrize(
    ("amount", "nature", "code", "said"),
    [
        (60, "单位预留机动经费", "T25", "大于各表的单位预留机动经费 50 万元"),
        (1, "预留", "S14", "基本支出、项目支出、单位预留机动经费、事业单位经营支出"),
    ],
)
def test_a_correction_that_cannot_be_is_told(
    tmp_path: Path, amount: int, nature: str, code: str, said: str
) -> None:
    """More than there is, and what is no 性质 of the profile, each at its word."""
    folder = changed(tmp_path, "\n说明:\n", f"\n{CORRECTED % (amount, nature)}")
    try:
        found = found_in(folder)
    except InputError as error:
        found = list(error.findings)
    [told] = [f for f in found if f.code == code]
    assert said in told.message + told.hint
    assert told.place is not None
    assert told.place.source.line(told.place.line)[told.place.column - 1 :].startswith((str(amount), nature))


@pytest.mark.parametrize(
    ("name", "near"),
    [("表一/收入总记/预算数", "是否想写 “表一/收入总计/预算数”"), ("甲乙丙丁戊己", "数的名称是 表号/行/栏")],
)
def test_a_figure_that_a_template_misnames_is_told(tmp_path: Path, name: str, near: str) -> None:
    """With the file, the line and the column, and the name that was meant."""
    template = tmp_path / "样式" / "十二表-2025" / "explain.html.j2"
    folder = changed(tmp_path, "年度: 2025", "年度: 2025")
    text = template.read_text(encoding="utf-8")
    template.write_text(f"{text}\n<p>共 {{{{ fig({name!r}) | money }}}}。</p>\n", encoding="utf-8")
    line = text.count("\n") + 2
    told = re.escape(f"十二表-2025/explain.html.j2:{line}:14 提到不存在的数“{name}”。{near}")
    with pytest.raises(ProfileError, match=told):
        compose(disclose_folder(folder))


@pytest.mark.parametrize(
    ("old", "new", "money", "code", "said"),
    [
        (
            "附属单位上缴收入, 其他收入]",
            "附属单位上缴收入, 其他收入, 债务]",
            ("其他收入: ", "债务: "),
            "S96",
            "表一的“本年收入合计”里有资金“债务”的钱，没有一行是它的",
        ),
        (
            "机动, 经营支出]",
            "机动]",
            None,
            "T64",
            "表一里印出的收入总计 1,328.25 万元，支出总计 1,316.25 万元",
        ),
    ],
)
def test_what_a_trial_tells_is_told_of_the_budget_that_has_it(
    tmp_path: Path, old: str, new: str, money: tuple[str, str] | None, code: str, said: str
) -> None:
    """Nobody need have tried the profile: a table whose rows are not its total is not made in silence."""
    folder = changed(tmp_path, old, new, PROFILE)
    if money:
        text = (folder / "预算.yaml").read_text(encoding="utf-8")
        (folder / "预算.yaml").write_text(text.replace(*money), encoding="utf-8")
    assert any(f.code == code and said in f.message for f in found_in(folder) if f.level is Level.ERROR)


def test_last_year_taken_from_a_cell_that_is_none(tmp_path: Path) -> None:
    """Told where the profile says it, as soon as there is a last year."""
    folder = changed(tmp_path, "表一/收入总计/预算数", "表一/收入总计/金额", PROFILE)
    assert "S97" not in {f.code for f in found_in(folder)}
    shutil.copytree(folder, tmp_path / "2024" / "文旅局")
    text = (folder / "预算.yaml").read_text(encoding="utf-8")
    (tmp_path / "2024" / "文旅局" / "预算.yaml").write_text(
        text.replace("年度: 2025", "年度: 2024"), encoding="utf-8"
    )
    [told] = [f for f in found_in(folder) if f.code == "S97"]
    assert told.place is not None
    assert (told.about, told.place.name) == ("上年/收入总计", "样式/十二表-2025/profile.yaml")
