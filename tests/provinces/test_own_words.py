"""The twelve tables of another province: words of its own for people and units, last year beside this one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.document import compose
from generator.document.trial import tried
from generator.errors import InputError, ProfileError
from generator.figures import disclose_folder, load_profile
from generator.findings import Level
from generator.model.correction import Correction
from generator.model.department import Organisation, Unit
from generator.workbench.forms.columns import TEXT, columns_of
from tests.html_tables import text_of
from tests.provinces.test_twelve_tables import HERE, PROFILE, changed, found_in

OWN_FACTS = "  人员: [离退休人数]\n  单位类别: [公益一类, 公益二类]\n  设备: "
OVERVIEW = """
<p>离退休{{ fig("机构/离退休人数") | number }}人。{% for unit in budget.units %}
{{- unit.name }}{{ unit.unit_class or "行政" }}
{%- if known("机构/离退休人数/" ~ unit.code) -%}
（{{ fig("机构/离退休人数/" ~ unit.code) | number }}人）{% endif %}
{%- endfor %}</p>
"""
RETIRED = '代码: "128002", 性质: 事业, 类别: 公益一类, 机构: {离退休人数: 7}}'


def _with_own_facts(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy whose profile counts who has retired, and has classes of units."""
    budget = changed(folder, "  设备: ", OWN_FACTS, PROFILE) / "预算.yaml"
    template = folder / "样式" / "十二表-2025" / "explain.html.j2"
    template.write_text(template.read_text(encoding="utf-8") + OVERVIEW, encoding="utf-8")
    text = budget.read_text(encoding="utf-8").replace('代码: "128002", 性质: 事业}', RETIRED)
    for old, new in (("机构: {", "机构: {离退休人数: 12, "), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    budget.write_text(text, encoding="utf-8")
    return budget.parent


def test_facts_of_units_that_only_the_profile_knows(tmp_path: Path) -> None:
    """Who has retired, of department and unit, and the class of a unit; a trial finds them printed."""
    disclosure = disclose_folder(_with_own_facts(tmp_path))
    told = text_of("".join(section.html for section in compose(disclosure).sections))
    assert "离退休12人。某省文旅局本级行政某省图书馆公益一类（7人）" in told
    assert [f for f in tried(disclosure.profile) if f.level is not Level.NOTE] == []
    own = disclose_folder(tmp_path / "2025" / "文旅局", "128002")
    assert own.book["机构/离退休人数"].value == 7
    assert own.budget.department.unit_class == "公益一类"


@pytest.mark.parametrize(
    ("old", "new", "word", "said"),
    [
        ("类别: 公益一类", "类别: 三类", "三类", "公益一类、公益二类"),
        ("离退休人数: 7", "离休人数: 7", "离休人数", "离退休人数"),
        ("离退休人数: 7", "离退休人数: 七个", "七个", "只写数字"),
    ],
)
def test_wrong_facts_of_units_are_told(tmp_path: Path, old: str, new: str, word: str, said: str) -> None:
    """At the word, with what may stand there."""
    with pytest.raises(InputError) as caught:
        disclose_folder(_with_own_facts(tmp_path, (old, new)))
    [finding] = caught.value.findings
    assert finding.place is not None
    assert finding.place.source.line(finding.place.line)[finding.place.column - 1 :].startswith(word)
    assert said in finding.message + finding.hint


def test_own_facts_without_a_sentence_are_told(tmp_path: Path) -> None:
    """Declared and printed nowhere."""
    changed(tmp_path, "  设备: ", OWN_FACTS, PROFILE)
    lost = {f.about for f in tried(load_profile("十二表-2025", tmp_path)) if f.code == "S75"}
    assert lost == {"机构/离退休人数", "类别"}


def test_a_form_asks_for_what_the_profile_has(tmp_path: Path) -> None:
    """A class of units where there are classes, and who has retired where they are counted."""
    changed(tmp_path, "  设备: ", OWN_FACTS, PROFILE)
    for folder, there in ((HERE, False), (tmp_path, True)):
        words = load_profile("十二表-2025", folder).vocabulary
        assert (("类别",) in {column.path for column in columns_of(Unit, words)}) == there
        assert (("离退休人数",) in {column.path for column in columns_of(Organisation, words)}) == there


LAST = (
    '          - {键: 预算数, 表头: ["{年度}年预算数"]}\n',
    '          - {键: 预算数, 表头: ["{年度}年预算数"]}\n'
    "          - {键: 上年, 记录: 上年三公经费, 表头: [上年预算数]}\n"
    "          - {键: 增减, 差: [预算数, 上年], 表头: [增减]}\n",
)
BESIDE = """\
“三公”经费合计|40.50|40.00|0.50
1.因公出国（境）费用|20.00|18.00|2.00
2.公务接待费|8.00|9.00|-1.00
3.公务用车购置及运行维护费|12.50|13.00|-0.50
其中：公务用车购置费|||
公务用车运行维护费|12.50|13.00|-0.50
会议费|15.00|16.00|-1.00
培训费|9.80|10.00|-0.20
合计|65.30|66.00|-0.70"""


def test_a_form_offers_the_words_of_a_correction() -> None:
    """What is moved is mostly a 性质 of the profile; another may be typed."""
    columns = {one.path: one for one in columns_of(Correction, load_profile("秦省-2025", HERE).vocabulary)}
    moved = columns["调出",]
    assert (moved.kind, moved.words) == (TEXT, ("基本支出", "项目支出", "单位预留"))


def _seven(folder: Path) -> list[str]:
    return ["|".join(row) for row in disclose_folder(folder).tables["表七"].printed_rows()]


def test_last_year_stands_beside_every_item(tmp_path: Path) -> None:
    """As it is written, or from last year's folder; a trial finds nothing empty."""
    folder = changed(tmp_path, *LAST, PROFILE)
    assert _seven(folder) == BESIDE.splitlines()
    found = [*tried(load_profile("十二表-2025", tmp_path)), *found_in(folder)]
    assert [f for f in found if f.level in (Level.ERROR, Level.WARNING) and not f.accepted] == []
    last = shutil.copytree(folder, tmp_path / "2024" / "文旅局") / "预算.yaml"
    text = last.read_text(encoding="utf-8").replace("年度: 2025", "年度: 2024")
    last.write_text(
        text.replace("公务接待费: {一般公共预算: 8}", "公务接待费: {一般公共预算: 11}"), encoding="utf-8"
    )
    assert _seven(folder)[2] == "2.公务接待费|8.00|11.00|-3.00"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("记录: 上年三公经费", "记录: 上年三公", "不能是“上年三公”，只能写：.*上年三公经费"),
        ("记录: 上年三公经费", "记录: 上年三公经费, 取: {资金: 一般公共预算}", "“上年三公经费”没有“资金”"),
        ("  三公经费/会议费: 表七/会议费/预算数\n", "", "“上年”里没有“三公经费/会议费”"),
    ],
)
def test_a_wrong_column_of_last_year_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A kind that is none, a property that it lacks, an item of which nobody knows where it was published."""
    changed(tmp_path, *LAST, PROFILE)
    file = tmp_path / PROFILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProfileError, match=rf"profile\.yaml:\d+:\d+ .*{said}"):
        load_profile("十二表-2025", tmp_path)


def test_an_item_of_last_year_that_is_not_written_is_asked(tmp_path: Path) -> None:
    """Its cell is 待填, and so are the sums that have it."""
    changed(tmp_path, *LAST, PROFILE)
    file = tmp_path / "2025" / "文旅局" / "预算.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(", 会议费: 16", ""), encoding="utf-8")
    assert _seven(file.parent)[6].split("|")[2] == "待填"
    [told] = [f for f in found_in(file.parent) if f.level is Level.ERROR]
    assert (told.code, told.about) == ("T42", "上年/三公经费")
    assert "没有写“会议费”" in told.message
