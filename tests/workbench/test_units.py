"""The units of a department, each with pages, findings, signatures and files of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.model.load import NOT_FILLED
from generator.model.vocabulary import DEFAULT
from generator.rules.text.reasons import NO_REASON
from generator.signoff.file import read_sign_offs
from generator.workbench.app import make_app
from generator.workbench.changes import scalars
from generator.workbench.desk import Desk
from generator.workbench.edits import version_of
from generator.workbench.fields import field_of, fields_in
from generator.workbench.forms import Cell, Grid, Questions, form_of
from generator.workbench.guard import Gate
from generator.workbench.making import make_all, path_of_pdf
from generator.workbench.office import Office
from generator.workbench.shelf import Shelf
from generator.workbench.summary import FinishedPdf, pdf_state
from tests.budgets import mapping
from tests.many_units import CODES, many_units
from tests.workbench.asked import HOST, TOKEN, ask, post
from tests.workbench.conftest import Bench

KEY = "2024/某局"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A workbench of one department with three units."""
    top = tmp_path / "budgets"
    folder = many_units(top / KEY)
    office = Office(Shelf([top]), tmp_path / "out", None)
    return Bench(make_app(office, Gate(frozenset({HOST}), TOKEN, False)), office, folder)


def _open(bench: Bench, unit: str = "") -> Desk:
    desk = bench.office.open(f"{KEY}@{unit}" if unit else KEY)
    assert desk is not None
    assert desk.read()
    return desk


def test_each_unit_has_a_desk_of_its_own(bench: Bench) -> None:
    """It says what the unit discloses; who writes through one is waited for by the other."""
    whole, unit = _open(bench), _open(bench, CODES[1])
    assert whole.shown is not None
    assert unit.shown is not None
    assert whole.shown.disclosure.budget.department.name == "云岭县某局"
    assert unit.shown.disclosure.budget.department.name == "云岭县某中心"
    assert [code for code, _ in whole.units] == [code for code, _ in unit.units] == list(CODES)
    assert (unit.whole, unit.unit) == (KEY, CODES[1])
    assert whole.writing is unit.writing
    assert bench.office.open(f"{KEY}@") is None
    assert bench.office.open("2024/没有@101001") is None


def test_no_unit_no_pages(bench: Bench) -> None:
    """A code that no unit has is told; nothing is shown."""
    desk = bench.office.open(f"{KEY}@999")
    assert desk is not None
    assert not desk.read()
    assert desk.reading is not None
    assert "没有代码为“999”的单位" in desk.reading.trouble


def test_what_a_unit_lacks_leads_to_its_form(bench: Bench) -> None:
    """What is not written has no line in any file; its form is that of the unit."""
    path = bench.folder / "单位" / "1-中心.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("^政府采购: .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    desk = _open(bench, CODES[1])
    assert desk.reading is not None
    lacking = next(one for one in desk.reading.findings if one.code == "T42" and one.about == "政府采购")
    field = field_of(lacking, desk.fields, desk.unit)
    assert field is not None
    assert (field.key, field.whose) == ("政府采购", CODES[1])
    shown = ask(bench.app, f"/b/{KEY}@{CODES[1]}/-/findings").text
    assert 'data-form="政府采购"' in shown
    assert f'data-whose="{CODES[1]}"' in shown


ON_LINES = """\
部门: {名称: 某局, 机构: {编制人数: 待填, 在职人数: 待填}}
单位:
  - {名称: 甲, 代码: "101001", 职责: {概述: 待填, 条目: [待填, 待填]}, 机构: {编制人数: 待填}}
  - {名称: 乙, 代码: "101002"}
收入: {一般公共预算: 待填, 单位资金: 待填}
支出: [{科目: "2070201", 性质: 基本支出, 单位: "101001", 一般公共预算: 待填}]
政府采购: 待填
绩效目标: [{项目: 甲, 总体目标: {实施期: 好}}, {项目: 乙, 项目期: 待填, 总体目标: {实施期: 待填}}]
分单位:
  - {单位: "101002", 收入: {一般公共预算: 待填}, 三公经费: {公务接待费: {一般公共预算: 待填}}, 政府采购: 待填}
  - {单位: "101001", 国有资产: 待填}
"""


def test_what_is_not_filled_in_leads_to_its_cell() -> None:
    """Whatever else stands on the line, as in what `roll` and the forms themselves write."""
    there = mapping(ON_LINES)
    fields, gaps = fields_in(there), [(path, one) for path, one in scalars(there) if one == "待填"]
    assert len(gaps) > 15
    for path, scalar in gaps:
        field = field_of(NOT_FILLED.at(scalar.place, "还没有填", ""), fields, "")
        assert field is not None
        form = form_of(there, field.key, DEFAULT, field.whose, field.item)
        cells = [cell for part in form.parts for line in lines_of(part) for cell in line if cell]
        near = [cell for cell in cells if cell.path == field.path[: len(cell.path)]]
        assert field.path == path
        assert near or form.base == path, path
        assert path[0] not in ("单位", "分单位") or form.whose, path


def test_a_reason_that_a_unit_lacks_leads_to_its_own_texts() -> None:
    """It is told at an amount, and of the unit."""
    there = mapping(ON_LINES)
    lacking = NO_REASON.at(there.key_places["收入"], "没写原因", about="说明/收入变动原因")
    field = field_of(replace(lacking, units=("101002",)), fields_in(there), "")
    assert field is not None
    assert (field.key, field.whose, field.path[-1]) == ("说明", "101002", "收入变动原因")


def lines_of(part: Grid | Questions) -> Iterator[tuple[Cell | None, ...]]:
    """The cells of a part of a form, line by line."""
    yield from (line.cells for line in part.lines) if isinstance(part, Grid) else (part.cells,)


def test_the_form_of_units_asks_one_of_them_for_all_it_says(bench: Bench) -> None:
    """The grid has names and codes; of one unit there are questions, down to its 职责."""
    desk = _open(bench)
    assert desk.reading is not None
    assert desk.reading.disclosure is not None
    written = desk.reading.disclosure.budget.written
    vocabulary = desk.reading.disclosure.profile.vocabulary
    assert written is not None
    form = form_of(written, "单位", vocabulary, CODES[2])
    said = {cell.path: cell.text for cell in form.cells}
    assert said["单位", 2, "职责", "概述"] == "某站提供另一项服务。"
    assert not form.grids
    assert form_of(written, "单位", vocabulary).grids


def test_signatures_of_a_unit_are_its_own(bench: Bench) -> None:
    """Those of the department stand beside them in the file."""
    unit = _open(bench, CODES[1])
    assert unit.shown is not None
    version = version_of(unit.shown.disclosure.budget.sources)
    sent = {"version": version, "by": "王芳", "names": ["表一"]}
    assert post(bench.app, f"/b/{KEY}@{CODES[1]}/-/sign", sent).status == 200
    assert [(one.about, one.unit) for one in read_sign_offs(bench.folder)] == [("表一", CODES[1])]
    unit.read()
    _open(bench)
    assert "王芳" in ask(bench.app, f"/b/{KEY}@{CODES[1]}/-/steps").text
    assert "王芳" not in ask(bench.app, f"/b/{KEY}/-/steps").text


def test_the_files_of_a_unit_have_its_code(tmp_path: Path) -> None:
    """And are no older and no newer than what the unit says."""
    output = tmp_path / "out"
    assert path_of_pdf(output, 2024, Path("某局"), "101002") == output / "2024" / "某局-101002.pdf"
    assert pdf_state(output / "某局.pdf", None, tmp_path, "101002") is FinishedPdf.NONE


def test_one_that_cannot_be_made_keeps_no_other_from_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are told of, each with what it lacks; while they are made, how many are."""
    from generator.workbench import making

    asked: list[str] = []

    def made(folder: Path, output: Path, workshop: object, progress: object, unit: str) -> list[Path]:
        asked.append(unit)
        if unit == CODES[0]:
            raise making.GongkaiError("不行。")
        return [Path("某.pdf")]

    monkeypatch.setattr(making, "_make", made)
    desk = _open(bench)
    units = {"": "部门"} | {code: f"单位 {code}" for code in CODES}
    steps: list[tuple[int, int, str]] = []
    told = make_all(bench.folder, units, Path("out"), desk.bench, lambda *step: steps.append(step))
    assert steps == [(index, 4, called) for index, called in enumerate(units.values())]
    assert asked == ["", *CODES]
    assert not told.good
    assert told.said == "部门和各单位的公开文件，3 份已生成。"
    assert told.failed == ((CODES[0], f"单位 {CODES[0]}", "不行。"),)
    desk.made = told
    link = f'<a href="/b/{quote(f"{KEY}@{CODES[0]}")}/">单位 {CODES[0]}</a>：不行。'
    assert link in ask(bench.app, f"/b/{KEY}/-/outputs").text


def test_the_files_of_units_are_downloaded_where_they_are_made(bench: Bench) -> None:
    """On the department's page, without opening the units one by one."""
    desk = _open(bench)
    path = path_of_pdf(bench.office.output, 2024, bench.folder, CODES[1])
    address = f"/b/{KEY}@{CODES[1]}/-/download/pdf"
    assert quote(address, safe="/") not in ask(bench.app, f"/b/{KEY}/-/outputs").text
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF-1.7 ...")
    assert desk.units
    assert quote(address, safe="/") in ask(bench.app, f"/b/{KEY}/-/outputs").text
    assert ask(bench.app, address).body == b"%PDF-1.7 ..."
