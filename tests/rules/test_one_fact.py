"""One fact that is wrong in a department of three units is one finding, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InputError
from generator.figures import disclose_folder
from generator.findings import Finding, Level
from generator.rules import apply_rules
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
