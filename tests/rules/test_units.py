"""A department's check finds what is wrong in each unit, names the unit, and says nothing twice."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import InputError
from generator.figures import disclose_folder
from generator.findings import Finding, Level
from generator.rules import apply_rules
from generator.rules.formats import to_json, to_sarif
from tests.departments import Department, Project, departments, in_folder
from tests.many_units import CODES, many_units


def _found(folder: Path, unit: str = "") -> list[Finding]:
    return apply_rules(disclose_folder(folder, unit), folder)


def _is_in(finding: Finding, whole: list[Finding], name: str) -> bool:
    """Whether the department's findings hold that of the unit called `name`; S70 and X23 are one for all."""
    same = [other for other in whole if other.code == finding.code]
    return any(
        finding.code in ("S70", "X23")
        or (other.place == finding.place and (finding.message in other.message or name in other.message))
        for other in same
    )


@settings(max_examples=20, deadline=None)
@given(departments(), st.data())
def test_a_unit_finds_nothing_that_the_department_did_not(
    department: Department, data: st.DataObject
) -> None:
    """Whatever amount of whatever line is another, all that --unit would say is said at once."""
    files = department.files
    name = f"{data.draw(st.sampled_from(department.units)).code}.yaml"
    # Why not 上年结转: it stands on both sides, and nothing else says how much there is.
    tied = re.compile(r"(?!三公|机关)(?!.*结转: \{).*: \d+\.\d{4}")
    with_money = [index for index, line in enumerate(files[name]) if tied.match(line)]
    index = data.draw(st.sampled_from(with_money))
    files[name][index] = re.sub(r": (\d+\.\d{4})", r": 7\1", files[name][index], count=1)
    with in_folder(files) as folder:
        whole = _found(folder)
        for unit in department.units:
            for finding in _found(folder, unit.code):
                assert _is_in(finding, whole, unit.name), finding
    assert any(finding.level is Level.ERROR for finding in whole)


@settings(max_examples=20, deadline=None)
@given(departments())
def test_consistent_units_are_not_found_fault_with(department: Department) -> None:
    """Neither in the whole nor in any unit: all sums agree by construction."""
    with in_folder(department.files) as folder:
        assert [f for f in _found(folder) if f.level is Level.ERROR] == []


@settings(max_examples=20, deadline=None)
@given(departments(), st.data())
def test_what_is_moved_to_another_unit_is_found(department: Department, data: st.DataObject) -> None:
    """A project or an economic line in another unit's file is told once, with both units, where it stands."""
    giver, taker = data.draw(st.permutations(department.units))[:2]
    for unit, names, amount in ((giver, "戊己", 5), (taker, "庚辛", 6)):
        unit.projects = [replace(project, subject="") for project in unit.projects]
        unit.projects += [Project(name, {"一般公共预算": 5}, {}, "") for name in names]
        unit.economic.append(("30103", "", amount))
        unit.basic["2010301"] = unit.basic.get("2010301", 0) + amount
    files = department.files
    code, key, begins = data.draw(
        st.sampled_from((("T03", "基本支出:", "  - {经济科目: 30103"), ("T02", "项目:", "  - {名称: 戊")))
    )
    source, target = (files[f"{unit.code}.yaml"] for unit in (giver, taker))
    line = next(line for line in source if line.startswith(begins))
    source.remove(line)
    target.insert(target.index(key) + 1, line)
    with in_folder(files) as folder:
        found = [finding for finding in _found(folder) if finding.code in ("T02", "T03")]
    [finding] = found
    assert finding.code == code
    assert finding.place is not None
    assert finding.place.source.inside == f"{taker.code}.yaml"
    assert finding.message.startswith(f"“{taker.name}”：")
    assert f"“{giver.name}”正好少这么多" in finding.hint


def test_one_cause_is_told_once(tmp_path: Path) -> None:
    """A wrong amount of one unit is the unit's finding, not the department's as well."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("30101, 金额: 51.25", "30101, 金额: 52.25"), encoding="utf-8")
    (finding,) = [f for f in _found(folder) if f.code == "T03"]
    assert finding.message.startswith("“云岭县某中心”：按经济科目的基本支出合计 70.25 万元")
    assert finding.place is not None
    assert finding.place.source.inside == "单位/1-中心.yaml"


def test_what_could_not_be_checked_is_told_once_with_the_units(tmp_path: Path) -> None:
    """The units that lack something stand behind it; what the whole lacks too is said of the whole."""
    folder = many_units(tmp_path / "2024" / "某局")
    said = [f.message for f in _found(folder) if f.level is Level.UNCHECKED]
    assert len(said) == len(set(said))
    assert sum("没有上年的预算文件夹" in message for message in said) <= 2
    for code in CODES:
        for finding in _found(folder, code):
            assert any(finding.message in message for message in said) or finding.level is not Level.UNCHECKED


def test_a_unit_accepts_for_itself_and_the_department_for_all(tmp_path: Path) -> None:
    """A warning of a unit is accepted in its own file or in the department's; of another it stands."""
    folder = many_units(tmp_path / "2024" / "某局")
    for file in (folder / "单位").iterdir():
        text = file.read_text(encoding="utf-8").replace("名称: 数量, 值: 1", '名称: 数量, 符号: "≥", 值: 0')
        file.write_text(text, encoding="utf-8")
    codes = {f.code for f in _found(folder, CODES[1]) if f.about == "绩效目标/中心—甲/数量"}
    assert codes
    code = min(codes)
    for name, accepted in (("单位/1-中心.yaml", 1), ("部门.yaml", 3)):
        own = folder / name
        before = own.read_text(encoding="utf-8")
        own.write_text(f'{before}接受: [{{代码: {code}, 事项: "*", 理由: 看过}}]\n', encoding="utf-8")
        assert sum(bool(f.accepted) for f in _found(folder)) == accepted
        assert sum(bool(f.accepted) for f in _found(folder, CODES[1])) == 1
        assert "S31" not in {f.code for unit in ("", *CODES) for f in _found(folder, unit)}
        own.write_text(before, encoding="utf-8")


def test_a_finding_of_a_unit_has_its_code(tmp_path: Path) -> None:
    """Of whoever a message names first; what is of the whole has none. So have JSON and SARIF."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    text = file.read_text("utf-8").replace("30101, 金额: 51.25", "30101, 金额: 52.25")
    file.write_text(re.sub("  公务接待费: .*\n", "", text).replace("领导用车: 0, ", ""), "utf-8")
    found, names = _found(folder), {unit.name: unit.code for unit in disclose_folder(folder).budget.units}
    for finding in found:
        named = re.match("(?:单位)?“(.*?)”(?:：|的)", finding.message)
        of = named and names.get(named[1])
        assert finding.units == ((of,) if of else ()) or finding.level is Level.UNCHECKED, finding
    assert {f.code for f in found if f.units == ("101002",)} >= {"T03", "T42", "X08"}
    told = json.loads(to_json([("某局", found)]))["findings"]
    assert [tuple(one["units"]) for one in told] == [finding.units for finding in found]
    results = json.loads(to_sarif([("某局", found)]))["runs"][0]["results"]
    said = [finding.units for finding in found if finding.level is not Level.UNCHECKED]
    assert [tuple(one.get("properties", {}).get("units", ())) for one in results] == said


def test_it_does_not_matter_whose_file_is_first(tmp_path: Path) -> None:
    """The files of a folder are read by name; the first may be any unit's."""
    folder = many_units(tmp_path / "2024" / "某局")
    before = [(f.code, f.message) for f in _found(folder)]
    (folder / "单位" / "0-本级.yaml").rename(folder / "单位" / "9-本级.yaml")
    assert sorted((f.code, f.message) for f in _found(folder)) == sorted(before)


def test_last_year_that_only_some_units_give_is_told(tmp_path: Path) -> None:
    """Who does not give it is named, until the department gives its own: their sum is not that."""
    folder = many_units(tmp_path / "2024" / "某局")
    first, second = folder / "单位" / "0-本级.yaml", folder / "单位" / "1-中心.yaml"
    first.write_text(first.read_text("utf-8").replace("上年: {", "上年: {机关运行经费: 6.5, "), "utf-8")
    second.write_text(re.sub("上年: .*\n", "", second.read_text("utf-8")), "utf-8")
    told = [f.message for f in _found(folder) if f.code == "T41"]
    assert [message.partition("，部门")[0] for message in told] == [
        "上年的收入总计、支出总计、一般公共预算支出：有的单位写了，云岭县某中心没有写",
        "上年的机关运行经费：有的单位写了，云岭县某中心、云岭县某站没有写",
    ]
    own = "上年: {收入总计: 500, 支出总计: 500, 一般公共预算支出: 400, 机关运行经费: 7}\n"
    (folder / "部门.yaml").write_text((folder / "部门.yaml").read_text("utf-8") + own, "utf-8")
    assert not [f for f in _found(folder) if f.code == "T41"]


@pytest.mark.parametrize("key", ["三公经费", "政府采购", "国有资产", "整体绩效"])
def test_what_a_unit_lacks_is_told_once(tmp_path: Path, key: str) -> None:
    """One fault, one message: of the department where that lacks it too, else that the unit lacks it.

    Asked for itself, the unit points to a file of its own.
    """
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    blocks = re.split(r"\n(?=[^ \n])", file.read_text(encoding="utf-8"))
    kept = [block for block in blocks if not block.startswith(f"{key}:")]
    assert len(kept) == len(blocks) - 1
    file.write_text("\n".join(kept), encoding="utf-8")
    whole = _found(folder)
    told = [f for f in whole if f.code in ("T42", "T43") and key in f.message]
    assert len(told) == 1, told
    assert f"“云岭县某中心”没有写“{key}”" in told[0].message
    assert told[0].place is not None
    assert told[0].place.source.inside == "单位/1-中心.yaml"
    assert len([f for f in whole if f.code == "X23"]) == 1
    for finding in _found(folder, "101002"):
        if finding.code == "T42":
            assert finding.place is not None
            assert finding.place.source.inside == "单位/1-中心.yaml"


@pytest.mark.parametrize("unit", ["", *CODES])
@pytest.mark.parametrize("wrong", ["101009", "云岭县某中心", "101002 "])
def test_a_wrong_code_of_a_unit_is_all_that_is_told(tmp_path: Path, unit: str, wrong: str) -> None:
    """A file of no unit that is known: what would follow from that is not told beside it, of any unit."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    file.write_text(file.read_text("utf-8").replace('本单位: "101002"', f'本单位: "{wrong}"'), "utf-8")
    try:
        found = _found(folder, unit)
    except InputError as error:
        found = list(error.findings)
    [told] = found
    assert told.code == "S25"
    assert ("写它的代码：101002" in told.hint) == (wrong == "云岭县某中心")


def test_what_is_not_printed_is_told_where_it_is_written(tmp_path: Path) -> None:
    """A unit's file that wrote it, and no other's (T51, T64)."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    text = file.read_text("utf-8").replace("收入: {", "收入: {单位资金: 5, ")
    file.write_text(
        f"{text}结余分配: {{单位资金: 5}}\n采购: [{{品目: A01, 类别: 货物, 一般公共预算: 2}}]\n", "utf-8"
    )
    told = [(f.code, f.place and f.place.source.inside) for f in _found(folder) if f.code in ("T51", "T64")]
    assert told == [("T64", "单位/1-中心.yaml"), ("T51", "单位/1-中心.yaml")]
    for other in {*folder.glob("单位/*.yaml")} - {file}:
        other.write_text(f"{other.read_text('utf-8')}采购: []\n", "utf-8")
    assert [f.place and f.place.source.inside for f in _found(folder) if f.code == "T51"] == [
        "单位/1-中心.yaml"
    ]


@pytest.mark.parametrize("lacking", [(0, 1, 2), (0, 1), (2,)])
@pytest.mark.parametrize("key", ["领导用车", "编制", "其他公务用车", "五十万元以上通用设备", "工程"])
def test_what_units_lack_is_told_by_its_key(tmp_path: Path, key: str, lacking: tuple[int, ...]) -> None:
    """Whoever else lacks it: those units and this key, and with 0 in its place nothing lacks (T42)."""
    folder = many_units(tmp_path / "2024" / "某局")
    files = [sorted((folder / "单位").iterdir())[index] for index in lacking]
    for file in files:
        text = file.read_text("utf-8")
        file.write_text(re.sub(rf"\n  {key}: \d+(?=\n)|\b{key}: \d+(, |(?=\}}))", "", text), "utf-8")
    [told] = [f for f in _found(folder) if f.code == "T42"]
    names = [f"云岭县某{('局本级', '中心', '站')[index]}" for index in lacking]
    assert told.message.startswith("单位" + "、".join(f"“{name}”" for name in names))
    assert told.message.endswith(f"里没有写“{key}”")
    assert told.place is not None
    assert told.place.source.inside == f"单位/{files[0].name}"
    assert f"没有的写 0：{key}: 0；" in told.hint


def test_units_that_lack_other_keys_are_told_apart(tmp_path: Path) -> None:
    """No unit is said to lack what it writes."""
    folder = many_units(tmp_path / "2024" / "某局")
    for name, key in (("0-本级", "领导用车"), ("1-中心", "机要通信用车"), ("2-站", "领导用车")):
        file = folder / "单位" / f"{name}.yaml"
        file.write_text(file.read_text("utf-8").replace(f"{key}: 0, ", ""), "utf-8")
    told = [f.message for f in _found(folder) if f.code == "T42"]
    assert told == [
        "单位“云岭县某局本级”、“云岭县某站”的“车辆”里没有写“领导用车”",
        "单位“云岭县某中心”的“车辆”里没有写“机要通信用车”",
    ]


def test_lists_that_only_some_units_write_are_compared_with_their_own(tmp_path: Path) -> None:
    """采购 of one unit is no more than the department's 政府采购, and all of the unit's (T54)."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    text = file.read_text("utf-8")
    for amount, found in ((2, []), (1.5, ["单位/1-中心.yaml"]), (9, ["单位/1-中心.yaml"])):
        file.write_text(f"{text}采购: [{{品目: A01, 类别: 货物, 一般公共预算: {amount}}}]\n", "utf-8")
        assert [f.place and f.place.source.inside for f in _found(folder) if f.code == "T54"] == found


def test_what_is_not_written_is_compared_with_nothing(tmp_path: Path) -> None:
    """Of an item that is not written T42 alone speaks (T06, T12, T49 take it for no nil)."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    text = file.read_text("utf-8").replace("  公务接待费: {一般公共预算: 2}\n", "")
    text = text.replace("30201, 金额: 8", "30217, 金额: 8").replace("中心—乙", "中心公务接待费")
    file.write_text(text, "utf-8")
    assert {f.code for f in _found(folder) if f.level is Level.ERROR or f.code == "T49"} == {"T42"}


def test_words_of_the_department_and_of_its_unit_are_told_both(tmp_path: Path) -> None:
    """One amount, two disclosures, in each of which a reason is missing (X08) or says the opposite (X30)."""
    folder = many_units(tmp_path / "2024" / "某局")
    for name in ("部门", "单位/0-本级"):
        file = folder / f"{name}.yaml"
        text = re.sub("上年: .*\n|说明: .*\n", "", file.read_text("utf-8"))
        year = "上年: {收入总计: 97.58, 支出总计: 97.58, 一般公共预算支出: 97.58, 机关运行经费: 3}\n"
        file.write_text(f"{text}{year}说明: {{收入变动原因: 收入减少。}}\n", "utf-8")
    found = _found(folder)
    for about in ("机关运行经费说明", "收入变动原因"):
        told = [f.place and f.place.source.inside for f in found if f.about == f"说明/{about}"]
        assert told == ["单位/0-本级.yaml", "部门.yaml"]


def test_a_correction_of_a_unit_is_told_once_and_what_another_unit_has_by_whose_it_is(tmp_path: Path) -> None:
    """T24 of a unit stands for the department's; a project of another unit is no project that nobody has."""
    folder = many_units(tmp_path / "某局")
    for name in ("0-本级", "1-中心"):
        path = folder / "单位" / f"{name}.yaml"
        one = "{金额: 2, 调出: 基本支出, 调入: 项目支出, 说明: 甲。}"
        path.write_text(f"{path.read_text(encoding='utf-8')}更正: [{one}]\n", encoding="utf-8")
    path = folder / "部门.yaml"
    other = "{按: 项目, 金额: 2, 调出: 中心—甲, 调入: 中心—乙, 说明: 甲。}"
    path.write_text(f"{path.read_text(encoding='utf-8')}更正: [{other}]\n", encoding="utf-8")
    found = _found(folder)
    assert [finding.units for finding in found if finding.code == "T24"] == [("101001",), ("101002",)]
    (strange,) = {finding.message for finding in found if finding.code == "T25"}
    assert strange.endswith("更正的“调出”写的是项目“中心—甲”，更正所属的单位没有")
    (hint,) = {finding.hint for finding in found if finding.code == "T25"}
    assert "101002" in hint


def test_a_goal_of_nobody_knows_which_unit_is_printed_in_none(tmp_path: Path) -> None:
    """S40 asks whose it is, in the department and each unit that has the project; nothing else is said."""
    folder = many_units(tmp_path / "某局")
    for name in ("0-本级", "1-中心"):
        path = folder / "单位" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8").replace(f"{name[2:]}—甲", "同名")
        head, _, rest = text.partition("绩效目标:\n")
        goal, _, tail = rest.partition("政府采购:")
        path.write_text(f"{head}政府采购:{tail}", encoding="utf-8")
        (folder / "绩效.yaml").write_text(f"绩效目标:\n{goal}", encoding="utf-8")
    found = _found(folder)
    (asked,) = (finding for finding in found if finding.code == "S40")
    assert "T07" not in {finding.code for finding in found}
    for code in CODES[:2]:
        with pytest.raises(InputError) as refused:
            disclose_folder(folder, code)
        assert list(refused.value.findings) == [asked]
    assert disclose_folder(folder, CODES[2])
