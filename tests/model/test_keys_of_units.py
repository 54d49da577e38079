"""Every key in a unit's file changes that unit's budget, or is refused at its place; nothing is ignored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.figures import disclose_folder
from generator.findings import Finding
from generator.model import Budget, load_budget
from generator.rules import apply_rules
from tests.many_units import CODES, many_units

KEYS = {field.alias: field for field in Budget.model_fields.values() if field.alias}
OTHER = {
    "年度": 2023,
    "样式": "shanxi-2025",
    "金额单位": "元",
    "字体": {"标题": "没有.ttf"},
    "单位": [{"名称": "另一个", "代码": "101009"}],
    "分单位": [{"单位": "101002", "年终结转": {"一般公共预算": 1}}],
    "绩效目标": [],
    "机关运行经费": [{"一般公共预算": 8}],
    "接受": [{"代码": "T99", "事项": "没有", "理由": "看过"}],
}
"""Values where the example would be what is there, or what is not complete by itself."""


def _without(text: str, key: str) -> str:
    """The text of a file without what it says at `key`."""
    kept, inside = [], False
    for line in text.splitlines(keepends=True):
        inside = line.startswith(f"{key}:") or (inside and line.startswith((" ", "-")))
        kept += [] if inside else [line]
    return "".join(kept)


def _found(folder: Path, unit: str = "") -> list[Finding]:
    try:
        return apply_rules(disclose_folder(folder, unit), folder)
    except InputError as error:
        return list(error.findings)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_in_a_units_file_works_or_is_refused(tmp_path: Path, key: str) -> None:
    """It changes what the unit's own budget says, or a finding stands at the key in that file."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    before = load_budget(folder, CODES[1])
    examples = KEYS[key].examples
    assert examples
    value = OTHER.get(key, examples[0])
    text = _without(file.read_text(encoding="utf-8"), key)
    file.write_text(f"{text}{key}: {json.dumps(value, ensure_ascii=False)}\n", encoding="utf-8")
    line = 1 + text.count("\n")
    try:
        after = load_budget(folder, CODES[1])
    except InputError:
        after = before
    told = [
        f
        for f in _found(folder)
        if f.place and (f.place.source.inside, f.place.line) == ("单位/1-中心.yaml", line)
    ]
    assert after != before or told, key
    if told:
        assert all(finding.message and finding.hint for finding in told)


@pytest.mark.parametrize("key", ["说明", "其他说明", "名词解释", "上年", "接受", "科目名称"])
def test_in_a_budget_of_one_unit_what_is_the_units_is_the_whole(tmp_path: Path, key: str) -> None:
    """A file with 本单位 says the same as one without, for the department and for --unit."""
    (tmp_path / "部门.yaml").write_text(
        '年度: 2024\n部门: {名称: 某局, 代码: "101", 性质: 事业}\n单位: [{名称: 某局, 代码: "101001"}]\n'
        "收入: {一般公共预算: 1}\n支出: [{科目: 2010399, 性质: 基本支出, 一般公共预算: 1}]\n",
        encoding="utf-8",
    )
    examples = KEYS[key].examples
    assert examples
    said = []
    for head in ("# 没有写本单位\n", '本单位: "101001"\n'):
        own = f"{head}{key}: {json.dumps(examples[0], ensure_ascii=False)}\n"
        (tmp_path / "另.yaml").write_text(own, encoding="utf-8")
        for unit in ("", "101001"):
            budget = load_budget(tmp_path, unit)
            assert budget.parts == []
            name = next(name for name, field in Budget.model_fields.items() if field.alias == key)
            said.append(str(getattr(budget, name)).replace("unit='101001'", "unit=None"))
    assert len(set(said)) == 1
    assert said[0] not in ("[]", "{}")


def test_a_unit_has_its_own_words_terms_and_attachments(tmp_path: Path) -> None:
    """And the department's are not printed by the unit, nor the unit's by the department."""
    folder = many_units(tmp_path / "2024" / "某局")
    with (folder / "部门.yaml").open("a", encoding="utf-8") as file:
        file.write("其他说明: [部门的话。]\n附件: [{标题: 部门的, 文件: 甲.pdf}]\n")
    with (folder / "单位" / "1-中心.yaml").open("a", encoding="utf-8") as file:
        file.write("其他说明: [中心的话。]\n附件: [{标题: 中心的, 文件: 乙.pdf}]\n")
        file.write("名词解释: [{名称: 中心, 解释: 就是中心。}]\n")
    whole, unit, other = (load_budget(folder, code) for code in ("", CODES[1], CODES[2]))
    assert (whole.remarks, unit.remarks, other.remarks) == (["部门的话。"], ["中心的话。"], [])
    assert [[a.title for a in one.attachments] for one in (whole, unit, other)] == [
        ["部门的"],
        ["中心的"],
        [],
    ]
    assert [[t.name for t in one.terms] for one in (whole, unit, other)] == [
        ["基本支出"],
        ["中心"],
        ["基本支出"],
    ]
    lost = [f.message for f in _found(folder) if f.code == "S24"]
    assert any("甲.pdf" in message for message in lost)
    assert any("乙.pdf" in message for message in lost)


def test_units_may_name_subjects(tmp_path: Path) -> None:
    """For the whole budget; two names of one 科目 are refused."""
    folder = many_units(tmp_path / "2024" / "某局")
    for index, name in ((1, "甲"), (2, "乙")):
        with next((folder / "单位").glob(f"{index}-*")).open("a", encoding="utf-8") as file:
            file.write(f'科目名称: {{"2010350": {name}, "201035{index}": 新}}\n')
    (finding,) = [f for f in _found(folder) if f.code == "S43"]
    assert finding.message == "科目 2010350 已经叫“甲”，这里写的是“乙”"
