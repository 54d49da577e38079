"""本单位: what a unit's file says belongs to the unit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.findings import Finding
from generator.model import load_budget
from tests.many_units import CODES, many_units, unit_text


def test_lines_without_a_unit_get_that_of_their_file(tmp_path: Path) -> None:
    """A line that names a unit itself keeps it."""
    folder = many_units(tmp_path / "某局")
    with (folder / "单位" / "1-中心.yaml").open("a", encoding="utf-8") as file:
        file.write('国有资本经营收入: [{科目: 1030601, 金额: 1}, {科目: 1030601, 金额: 1, 单位: "101003"}]\n')
    budget = load_budget(folder)
    assert [line.unit for line in budget.capital_revenue] == ["101002", "101003"]
    assert {line.unit for line in budget.expenditure} == set(CODES)
    assert [part.unit for part in budget.parts] == list(CODES)


def test_a_file_without_it_is_the_first_units(tmp_path: Path) -> None:
    """The department's file may hold the 本级; then the 本级 needs no file of its own."""
    folder = many_units(tmp_path / "某局")
    first = folder / "单位" / "0-本级.yaml"
    first.unlink()
    own = unit_text(0).replace(f'本单位: "{CODES[0]}"\n', "").partition("上年:")[0]
    with (folder / "部门.yaml").open("a", encoding="utf-8") as file:
        file.write(own)
    whole, unit = load_budget(folder), load_budget(folder, CODES[0])
    assert len(whole.parts) == 2
    assert unit.income == whole.income
    assert len(unit.expenditure) == 4
    assert unit.explanations.income_change == ""


def _refused(folder: Path) -> list[Finding]:
    with pytest.raises(InputError) as caught:
        load_budget(folder)
    return list(caught.value.findings)


def test_what_a_unit_says_twice_is_refused(tmp_path: Path) -> None:
    """It would be added twice: in two files of the unit, or in its file and the department's."""
    folder = many_units(tmp_path / "某局")
    (folder / "单位" / "再.yaml").write_text(f'本单位: "{CODES[1]}"\n收入: {{一般公共预算: 1}}\n')
    with (folder / "部门.yaml").open("a", encoding="utf-8") as file:
        file.write("三公经费: {}\n")
    found = _refused(folder)
    assert [finding.code for finding in found] == ["S17", "S17"]
    assert "单位“101001”的“三公经费”已经写在" in found[0].message
    assert "单位“101002”的“收入”已经写在" in found[1].message


def test_without_income_anywhere_it_is_missing(tmp_path: Path) -> None:
    """收入 may be left to the units, but not left out."""
    folder = many_units(tmp_path / "某局")
    for file in folder.rglob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if not line.startswith("收入:")), encoding="utf-8")
    assert [(finding.code, finding.message) for finding in _refused(folder)] == [("S11", "预算缺少“收入”")]


@pytest.mark.parametrize("written", ["[101002]", "{代码: 1}", ""])
def test_a_unit_is_named_by_its_code(tmp_path: Path, written: str) -> None:
    """Anything else is refused at its place."""
    folder = many_units(tmp_path / "某局")
    (folder / "单位" / "再.yaml").write_text(f"本单位: {written}\n", encoding="utf-8")
    (finding,) = _refused(folder)
    assert (finding.code, finding.place and finding.place.line) in {("S10", 1), ("S12", 1)}


def test_mistakes_in_a_units_file_are_told_in_their_place(tmp_path: Path) -> None:
    """Line and column of the unit's own file."""
    folder = many_units(tmp_path / "某局")
    file = folder / "单位" / "2-站.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("公务接待费: {一般公共预算: 3}", "公务接待费: 3")
    )
    (finding,) = _refused(folder)
    assert finding.place is not None
    assert (finding.place.source.inside, finding.place.line) == ("单位/2-站.yaml", 15)


@pytest.mark.parametrize(("own", "given"), [("", False), ("绩效目标: []\n", True), ("绩效目标: 无\n", True)])
def test_that_others_publish_does_not_say_that_a_unit_publishes_nothing(
    tmp_path: Path, own: str, given: bool
) -> None:
    """Of a unit with projects but without 绩效目标 nobody said that there are none, unless its file does."""
    folder = many_units(tmp_path / "某局")
    file = folder / "单位" / "1-中心.yaml"
    text = file.read_text()
    file.write_text(re.sub(r"(?m)^绩效目标:\n(?: .*\n)+", own, text))
    whole, unit = load_budget(folder), load_budget(folder, CODES[1])
    assert (bool(whole.performance), unit.performance, unit.gives("绩效目标")) == (True, [], given)
