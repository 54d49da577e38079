"""One fact that is wrong in a department of three units is one finding, at its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.figures import disclose_folder
from generator.findings import Finding, Level
from generator.rules import apply_rules
from tests.budgets import CONSISTENT, SHANGHAI
from tests.many_units import CODES, DEPARTMENT, NAMES, unit_text

FILES = {"部门.yaml": DEPARTMENT} | {f"{name}.yaml": unit_text(index) for index, name in enumerate(NAMES)}
Edit = tuple[str, str, str]
"""A file, what stands there, and what is put in its place."""

PROJECT = "  - {名称: 中心—乙, 类别: 特定目标类, 政府性基金: 21}\n"
SUBJECT = "  - {科目: 2010399, 性质: 项目支出, 一般公共预算: 60.66, 上年结转: {一般公共预算: 1.5}}\n"
MISTAKES: dict[str, tuple[str, str, list[Edit]]] = {
    "科目 of another budget": ("T67", "本级.yaml", [("本级.yaml", "2080505", "2120801")]),
    "元 for 万元": ("T01", "中心.yaml", [("中心.yaml", "一般公共预算: 59.25}", "一般公共预算: 592500}")]),
    "a line of another unit": (
        "T01",
        "站.yaml",
        [("中心.yaml", SUBJECT, ""), ("站.yaml", "\n支出:\n", f"\n支出:\n{SUBJECT}")],
    ),
    "a project of another unit": (
        "T02",
        "站.yaml",
        [("中心.yaml", PROJECT, ""), ("站.yaml", "项目:\n", f"项目:\n{PROJECT}")],
    ),
    "性质 of a line of two periods": (
        "T02",
        "中心.yaml",
        [("中心.yaml", SUBJECT, SUBJECT.replace("项目支出", "基本支出"))],
    ),
    "a line twice": ("T01", "中心.yaml", [("中心.yaml", SUBJECT, SUBJECT * 2)]),
    "a project twice": ("S21", "中心.yaml", [("中心.yaml", PROJECT, PROJECT * 2)]),
    "a project that is missing": (
        "S22",
        "中心.yaml",
        [
            (
                "中心.yaml",
                "  - {名称: 中心—甲, 类别: 特定目标类, 一般公共预算: 60.66, 上年结转: {一般公共预算: 1.5}}\n",
                "",
            )
        ],
    ),
    "性质 of a unit": (
        "T13",
        "中心.yaml",
        [("部门.yaml", '"101002"\n    性质: 事业', '"101002"\n    性质: 行政')],
    ),
    "the only project with its amounts": (
        "T02",
        "站.yaml",
        [("站.yaml", "政府性基金: 22}\n绩", "单位资金: 22}\n绩")],
    ),
    "last year's total": ("T23", "站.yaml", [("站.yaml", "支出总计: 162.24", "支出总计: 16.24")]),
    "a source that the unit has no income of": (
        "T01",
        "站.yaml",
        [("站.yaml", "性质: 基本支出, 一般公共预算: 61.25", "性质: 基本支出, 国有资本经营预算: 61.25")],
    ),
    "a line that nothing else has": ("T01", "中心.yaml", [("中心.yaml", SUBJECT, "")]),
    "机关运行经费 that is not there": (
        "T13",
        "本级.yaml",
        [("本级.yaml", "[{一般公共预算: 7}]", "[{一般公共预算: 0}]")],
    ),
    "机关运行经费 of another unit": (
        "T14",
        "中心.yaml",
        [
            ("本级.yaml", "[{一般公共预算: 7}]", "[]"),
            ("中心.yaml", "机关运行经费: []", "机关运行经费: [{一般公共预算: 7}]"),
        ],
    ),
    "codes exchanged": (
        "T14",
        "本级.yaml",
        [
            ("本级.yaml", f'本单位: "{CODES[0]}"', f'本单位: "{CODES[1]}"'),
            ("中心.yaml", f'本单位: "{CODES[1]}"', f'本单位: "{CODES[0]}"'),
        ],
    ),
    "科目 of two lines exchanged": (
        "T67",
        "中心.yaml",
        [
            ("中心.yaml", "科目: 2010350, 性质: 基本支出", "科目: 2120801, 性质: 基本支出"),
            ("中心.yaml", "科目: 2120801, 性质: 项目支出", "科目: 2010350, 性质: 项目支出"),
        ],
    ),
    "收入 exchanged": (
        "T01",
        "中心.yaml",
        [
            (
                "中心.yaml",
                "收入: {一般公共预算: 129.91, 政府性基金: 21}",
                "收入: {一般公共预算: 162.24, 政府性基金: 22}",
            ),
            (
                "站.yaml",
                "收入: {一般公共预算: 162.24, 政府性基金: 22}",
                "收入: {一般公共预算: 129.91, 政府性基金: 21}",
            ),
        ],
    ),
}


def _found(folder: Path, *edits: Edit) -> list[Finding]:
    files = dict(FILES)
    for name, right, wrong in edits:
        assert files[name].count(right) == 1, (name, right)
        files[name] = files[name].replace(right, wrong)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = apply_rules(disclose_folder(folder), folder)
    return [one for one in found if one.level is not Level.UNCHECKED]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_fact_is_one_finding(tmp_path: Path, mistake: str) -> None:
    """Whatever else differs for it; what is found in the department without it stays as it is."""
    code, file, edits = MISTAKES[mistake]
    before = {(one.code, one.about) for one in _found(tmp_path / "1" / "2024" / "某局")}
    found = _found(tmp_path / "2" / "2024" / "某局", *edits)
    [new] = [one for one in found if (one.code, one.about) not in before]
    assert new.code == code
    assert new.place is not None
    assert new.place.source.inside == file


def test_a_file_under_the_code_of_another_unit_is_told_once(tmp_path: Path) -> None:
    """S17, with all keys that both have."""
    with pytest.raises(InputError) as caught:
        _found(tmp_path / "2024" / "某局", ("中心.yaml", f'本单位: "{CODES[1]}"', f'本单位: "{CODES[2]}"'))
    [finding] = caught.value.findings
    assert finding.code == "S17"
    assert "“收入”、“三公经费”、“政府采购”" in finding.message
    assert "写错了单位的代码" in finding.hint


def test_two_units_that_lack_the_same_are_two_findings(tmp_path: Path) -> None:
    """No line was moved from one to the other: the income of neither says so."""
    before = {(one.code, one.about) for one in _found(tmp_path / "1" / "2024" / "某局")}
    lacking = ("中心.yaml", "{经济科目: 30108, 金额: 10}", "{经济科目: 30108, 金额: 0}")
    spent = "{科目: 2080505, 性质: 基本支出, 一般公共预算: 10}"
    found = _found(tmp_path / "2" / "2024" / "某局", lacking, ("站.yaml", spent, spent.replace("10}", "0}")))
    assert sorted(one.code for one in found if (one.code, one.about) not in before) == ["T01", "T03"]


LOST: dict[str, tuple[str, str]] = {
    "收入": ("T01", "没有写“收入”，而“支出”有"),
    "支出": ("T01", "没有写“支出”，而“收入”有"),
    "基本支出": ("T03", "没有写“基本支出”，而“支出”里的基本支出有"),
    "项目": ("T02", "没有写“项目”，而“支出”里的项目支出有"),
}


def _without(text: str, key: str) -> str:
    return re.sub(rf"^{key}:.*\n(?: .*\n)*", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("key", LOST)
def test_a_kind_that_a_unit_does_not_write_is_told_once(tmp_path: Path, key: str) -> None:
    """Not each sum that lacks it, nor each table of its projects."""
    code, message = LOST[key]
    text = FILES["中心.yaml"]
    before = {(one.code, one.about) for one in _found(tmp_path / "1" / "2024" / "某局")}
    found = _found(tmp_path / "2" / "2024" / "某局", ("中心.yaml", text, _without(text, key)))
    [new] = [one for one in found if (one.code, one.about) not in before]
    assert new.code == code
    assert new.message.startswith(f"“云岭县某中心”：{message}")
    assert f"给这个单位写上 {key}: " in new.hint


def test_income_of_the_first_unit_may_stand_in_the_file_of_the_department(tmp_path: Path) -> None:
    """It is written, whatever the sums are."""
    head = f'本单位: "{CODES[0]}"\n'
    text = FILES["本级.yaml"].replace(head, "").replace("一般公共预算: 57.25}", "一般公共预算: 58.25}")
    keys = ("三公经费", "政府采购", "国有资产", "整体绩效", "上年", "说明")
    own = head + "".join(m[0] for key in keys for m in re.finditer(rf"^{key}:.*\n(?: .*\n)*", text, re.M))
    for key in keys:
        text = _without(text, key)
    folder = tmp_path / "2024" / "某局"
    found = _found(
        folder, ("本级.yaml", FILES["本级.yaml"], own), ("部门.yaml", "名词解释", f"{text}名词解释")
    )
    [told] = [one for one in found if one.code in ("T01", "T03")]
    assert "没有写" not in told.message


def test_the_only_project_of_a_unit_in_the_file_of_another_is_told_there(tmp_path: Path) -> None:
    """What one unit lacks is what the other has too much."""
    both = re.search(r"项目:\n((?:  - .*\n)+)绩效目标", FILES["站.yaml"])
    assert both
    first, second = both[1].splitlines(keepends=True)
    text = (
        FILES["站.yaml"]
        .replace(second, "")
        .replace("  - {科目: 2120801, 性质: 项目支出, 政府性基金: 22}\n", "")
    )
    text = text.replace(", 政府性基金: 22}", "}").replace("[{科目: 1030148, 金额: 22}]", "[]")
    base = ("站.yaml", FILES["站.yaml"], text)
    assert not [one for one in _found(tmp_path / "1" / "2024" / "某局", base) if one.code == "T02"]
    moved = ("站.yaml", FILES["站.yaml"], text.replace(f"项目:\n{first}", ""))
    there = ("中心.yaml", "\n项目:\n", f"\n项目:\n{first}")
    [told] = [one for one in _found(tmp_path / "2" / "2024" / "某局", moved, there) if one.code == "T02"]
    assert told.message.startswith("“云岭县某站”：没有写“项目”")
    assert told.place is not None
    assert told.place.source.inside == "中心.yaml"


def test_projects_that_nobody_writes_are_told_once(tmp_path: Path) -> None:
    """Of the department: sums, tables of projects, references to them, and what was accepted of them."""
    files = [f"{name}.yaml" for name in NAMES]
    edits = [(name, FILES[name], _without(FILES[name], "项目")) for name in files]
    accepted = "接受: [{代码: X36, 事项: 本级—甲, 理由: 原表是空的}]\n"
    said = '说明: {支出变动原因: "项目支出{{ 项目.本级—甲.一般公共预算 }}。"}\n'
    reason = ("部门.yaml", "说明: {收入变动原因: 部门的原因。}\n", f"{accepted}{said}")
    found = _found(tmp_path / "2024" / "某局", *edits, reason)
    told = [one for one in found if one.code in ("T02", "T08", "S22", "S23", "S31")]
    assert [one.code for one in told] == ["T02"]
    assert told[0].message.startswith("没有写“项目”，而“支出”里的项目支出有")


def test_a_unit_without_a_word_is_told_once(tmp_path: Path) -> None:
    """Its file is not there: not each block that it does not give, of itself or of last year."""
    folder = tmp_path / "2024" / "某局"
    folder.mkdir(parents=True)
    for name in ("部门.yaml", "本级.yaml", "站.yaml"):
        (folder / name).write_text(FILES[name], encoding="utf-8")
    found = apply_rules(disclose_folder(folder), folder)
    [lacking] = [one for one in found if one.code in ("T41", "T42", "T43") and "中心" in one.message]
    assert lacking.message == "单位“云岭县某中心”什么都没有写"
    assert '第一行写 本单位: "101002"' in lacking.hint


def test_units_that_are_not_listed_are_told_once(tmp_path: Path) -> None:
    """S25: no 单位 at all, or one that is not there, however many lines name it."""
    text = FILES["部门.yaml"]
    found = _found(tmp_path / "2024" / "某局", ("部门.yaml", text, _without(text, "单位")))
    [told] = [one for one in found if one.code == "S25"]
    assert told.message == "没有写“单位”，而有 3 处写了单位的代码：101001、101002、101003"
    assert '{名称: …, 代码: "101002"}' in told.hint


def test_what_another_profile_allows_is_not_told_beside_a_lost_file(tmp_path: Path) -> None:
    """The file that says 样式 is not there: keys and words of that profile are not wrong."""
    for path in SHANGHAI.glob("*.yaml"):
        if path.name != "部门.yaml":
            (tmp_path / path.name).write_text(path.read_text("utf-8"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        disclose_folder(tmp_path)
    [told] = caught.value.findings
    assert told.message == "预算缺少“年度”、“部门”"


def _denied(text: str, key: str) -> str:
    return re.sub(rf"^{key}:.*\n(?: .*\n)*", f"{key}: 无\n", text, flags=re.MULTILINE)


@pytest.mark.parametrize("key", LOST)
def test_a_kind_that_a_unit_denies_is_told_where_it_does(tmp_path: Path, key: str) -> None:
    """It is written, be it in a list that other files go on with: the sums are compared, and told as one."""
    code, message = LOST[key]
    text = FILES["中心.yaml"]
    before = {(one.code, one.about) for one in _found(tmp_path / "1" / "2024" / "某局")}
    found = _found(tmp_path / "2" / "2024" / "某局", ("中心.yaml", text, _denied(text, key)))
    [new] = [one for one in found if (one.code, one.about) not in before]
    assert new.code == code
    assert new.message.startswith(
        f"“云岭县某中心”：{message.replace(f'没有写“{key}”', f'“{key}”写的是没有')}"
    )
    assert new.place is not None
    assert new.place.excerpt()[0] == f"{key}: 无"


@pytest.mark.parametrize("key", LOST)
def test_a_budget_that_denies_what_others_have_is_told_once(tmp_path: Path, key: str) -> None:
    """Of every source, period and 科目."""
    (tmp_path / "预算.yaml").write_text(_denied(CONSISTENT, key), encoding="utf-8")
    found = apply_rules(disclose_folder(tmp_path), tmp_path)
    [told] = [one for one in found if one.level is Level.ERROR]
    assert (told.code, told.place and told.place.excerpt()[0]) == (LOST[key][0], f"{key}: 无")


@pytest.mark.parametrize(("key", "code"), [("收入", "T01"), ("项目", "T02")])
def test_what_is_copied_from_another_unit_is_told_once(tmp_path: Path, key: str, code: str) -> None:
    """Line by line the same as there: whose it is, is said."""
    blocks = [re.search(rf"^{key}:.*\n(?: .*\n)*", FILES[name], re.M) for name in ("中心.yaml", "站.yaml")]
    own, other = (block[0] for block in blocks if block)
    before = {(one.code, one.about) for one in _found(tmp_path / "1" / "2024" / "某局")}
    found = _found(tmp_path / "2" / "2024" / "某局", ("中心.yaml", own, other))
    [new] = [one for one in found if (one.code, one.about) not in before]
    assert new.code == code
    assert f"“云岭县某中心”的“{key}”和“云岭县某站”的完全一样" in new.hint
