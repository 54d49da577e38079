"""What a tired clerk says wrongly of three units is told once, where it stands; the truth is not.

Each case spoils one file of a consistent department; all that is new in `check` is listed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.figures import disclose_folder
from generator.findings import Finding
from generator.rules import apply_rules
from tests.many_units import many_units

CENTRE, STATION = "单位/1-中心.yaml", "单位/2-站.yaml"
REASON = "说明: {收入变动原因: 中心的原因。"
DUTIES = "概述: 某中心提供某项服务。"
YEAR = "收入总计: 129.91, 支出总计: 129.91"


def _found(folder: Path) -> list[Finding]:
    return apply_rules(disclose_folder(folder), folder)


def _said(key: str, words: str) -> tuple[str, str, str]:
    """The centre's 说明 with one text more."""
    return CENTRE, REASON, f"{REASON}, {key}: {words}"


def _remark(words: str) -> tuple[str, str, str]:
    """One more text of the centre's, of no key."""
    return CENTRE, REASON, f"其他说明: [{words}]\n{REASON}"


def _new(tmp_path: Path, edits: tuple[tuple[str, str, str], ...]) -> list[tuple[str, str]]:
    """Code and, from where it is shown, the rest of the line, of what is found only with the edits."""
    folder = many_units(tmp_path / "2024" / "某局")
    before = {(f.code, f.about) for f in _found(folder)}
    for name, old, new in edits:
        file = folder / name
        text = file.read_text("utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), "utf-8")
    found = [f for f in _found(folder) if (f.code, f.about) not in before]
    return [(f.code, f.place.excerpt()[0][f.place.column - 1 :] if f.place else "") for f in found]


FALSE = {
    "全部比上年增长": (
        ("部门.yaml", DUTIES, "概述: 某中心提供某项服务，本年预算比上年减少。"),
        "X30",
        "减少",
    ),
    "支出在别处说": (_remark("全年支出比上年下降。"), "X30", "下降"),
    "全部持平": (_remark("全年支出与上年持平。"), "X30", "持平"),
    "没有采购": (
        _remark("本单位2024年没有政府采购预算。"),
        "X31",
        "没有政府采购",
    ),
    "总计是别的数": (_remark("本年支出总计129.91万元。"), "X45", "129.91"),
    "由多到少": (_said("一般公共预算变动原因", "人员支出由129.91万元减少到152.41万元。"), "X30", "减少到"),
    "翻一番": (_remark("全年支出比上年翻一番。"), "X46", "翻一番"),
    "几倍": (_said("一般公共预算变动原因", "比上年增长2倍。"), "X46", "增长2倍"),
    "是上年的几倍": (_remark("支出预算是上年的3倍。"), "X46", "是上年的3倍"),
    "安排的项目": (_remark("全年共安排项目9个。"), "X13", "9个"),
    "共有的项目": (_remark("本单位共有9个项目，都经过评审。"), "X13", "9个"),
    "没有的项目": (_said("一般公共预算变动原因", "新增“智慧水务平台”项目。"), "X47", "“智慧水务平台”项目"),
    "单位的名称写错": (("部门.yaml", "[某中心, 某站]", "[云岭县某中心, 某站]"), "T68", "所属单位"),
    "没有安排基金": (_remark("本单位未安排一般公共预算。"), "X31", "未安排一般"),
    "别的车": (_said("国有资产说明", "其中应急保障用车9辆。"), "X13", "9辆"),
    "编制人数": (("部门.yaml", DUTIES, "概述: 某中心编制12人。"), "X13", "12人"),
    "下属单位": (("部门.yaml", "某局负责某项工作", "某局下属5个预算单位"), "X13", "5个预算单位"),
    "车辆": (_said("国有资产说明", "本单位共有车辆5辆。"), "X13", "5辆"),
    "款的名称": (_said("一般公共预算变动原因", "30101津贴补贴调整。"), "X43", "30101津贴"),
    "项的名称": (
        _said("一般公共预算变动原因", "2080505机关事业单位职业年金缴费支出调整。"),
        "X43",
        "2080505",
    ),
    "截至日期": (_said("国有资产说明", "截至2023年1月1日，共有车辆1辆。"), "X44", "截至2023"),
    "没有基金": (_said("一般公共预算变动原因", "本单位没有政府性基金预算支出。"), "X31", "没有政府性"),
    "没有使用": (_remark("本单位没有使用政府性基金预算拨款安排的支出。"), "X31", "没有使用"),
    "性质": (_said("一般公共预算变动原因", "本单位是行政单位。"), "X39", "本单位是"),
    "单位的名称": ((CENTRE, '"101002"', '"云岭县某中心"'), "S25", '"云岭县'),
    "别人的绩效目标": ((CENTRE, "  - 项目: 中心—甲", "  - 项目: 站—甲"), "S22", "站—甲"),
    "填错的日期": ((CENTRE, "2024-01-01", "2025-12-31"), "T50", "2025"),
    "多打的人数": (("部门.yaml", "在职人数: 6", "在职人数: 60"), "T20", "60"),
    "实施期写成万元": (
        (CENTRE, "实施期资金: {市县: 606600}", "实施期资金: {市县: 60.66}"),
        "T15",
        "实施期资金",
    ),
    "不同的截至日期": ((CENTRE, "2024-01-01", "2023-12-31"), "T42", "2023-12-31"),
}


@pytest.mark.parametrize("case", FALSE)
def test_what_is_false_is_told_once_where_it_stands(tmp_path: Path, case: str) -> None:
    """One wrong fact, one message, at the words or the number that is wrong."""
    edit, code, shown = FALSE[case]
    [(told, rest)] = _new(tmp_path, (edit,))
    assert told == code
    assert rest.startswith(shown)


TRUE = (
    _remark("本年支出总计152.41万元，上年支出总计129.91万元。"),
    _remark("全年支出比上年增加。"),
    ("部门.yaml", "某局负责某项工作", "云岭县某中心编制6人，某中心收入总计152.41万元"),
    ("部门.yaml", "[某中心, 某站]", "[云岭县某中心, 云岭县某站, 某事务所]"),
    _remark("支出预算是上年的1.2倍，是否翻一番要看今后几年。"),
    _remark("上年新增“智慧水务平台”项目，本年不再安排。"),
    _remark("新增“中心—甲”项目。"),
    _said("一般公共预算变动原因", "人员支出由129.91万元增加到152.41万元。"),
    _said("一般公共预算变动原因", "项目支出比上年减少，人员支出比上年增加。"),
    _said("一般公共预算变动原因", "30101基本工资调整，2080505机关事业单位基本养老保险缴费调整。"),
    _said("一般公共预算变动原因", "本单位是事业单位，没有国有资本经营预算支出。"),
    _said("国有资产说明", "截至2024年1月1日，共有车辆1辆。"),
    ("部门.yaml", DUTIES, "概述: 某中心编制6人，本年预算比上年增加。"),
    ("部门.yaml", "某局负责某项工作", "某局下属2个预算单位，预算单位共3个"),
)


@pytest.mark.parametrize("edit", TRUE, ids=lambda edit: str(edit[2])[-24:])
def test_what_is_true_is_not(tmp_path: Path, edit: tuple[str, str, str]) -> None:
    """The same said rightly, of the unit and of the department."""
    assert [told for told in _new(tmp_path, (edit,)) if re.match("[XS]", told[0])] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("接待批次增加，经费增加。", ["X30"]),
        ("压减接待，比上年减少。", ["X30"]),
        ("接待批次增加，单次标准降低，与上年持平。", []),
        ("接待人数增加，用餐支出减少。", []),
        ("压减一般性接待。", []),
    ],
)
def test_of_what_did_not_change_no_change_is_told(tmp_path: Path, words: str, told: list[str]) -> None:
    """2.00 万元 in both years."""
    items = "三公经费: {公务接待费: 2, 因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行维护费: 0}"
    edits = ((CENTRE, "上年: {", f"上年: {{{items}, "), _said("公务接待费说明", words))
    assert [code for code, _ in _new(tmp_path, edits) if code != "T41"] == told


def test_last_year_in_another_unit_is_one_fault(tmp_path: Path) -> None:
    """T45 alone, and no reason for such a change is asked for."""
    old = f"{YEAR}, 一般公共预算支出: 129.91"
    edit = (CENTRE, old, old.replace("129.91", "1299100"))
    found = _new(tmp_path, (edit,))
    assert [code for code, _ in found] == ["T45"]
