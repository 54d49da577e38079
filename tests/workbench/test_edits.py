"""Forms write what was typed, where it belongs, and touch nothing else."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.classification.initials import initials
from generator.errors import UsageError
from generator.figures import disclose_folder
from generator.findings import Level
from generator.model.vocabulary import DEFAULT
from generator.rolling.beginning import BLANK, begin
from generator.rules import apply_rules
from generator.source import Scalar
from generator.workbench.edits import (
    Change,
    Changed,
    MovedError,
    Path_,
    Row,
    _plain,
    apply,
    path_of,
    value_at,
    written_in,
)
from generator.workbench.forms import (
    AMOUNT,
    TOPICS,
    Cell,
    Changes,
    Column,
    Form,
    Grid,
    form_of,
    subjects_of,
    written,
)
from generator.workbench.forms.columns import CODE, LINES, PROSE, TEXT, WORD
from tests.budgets import CONSISTENT, written_to
from tests.built_sample import BUDGET
from tests.workbench.asked import ask, post
from tests.workbench.conftest import KEY, Bench

BLOCK = """\
支出:
  - 科目: 2010350  # 事业运行
    性质: 基本支出
    一般公共预算: 60.00
    上年结转:
      一般公共预算: 1.00
  # 一个注释
  - {科目: 2010399, 性质: 项目支出, 一般公共预算: 30.00, 上年结转: {一般公共预算: 3.00}}
"""


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUDGET, tmp_path / "budget"))


def _form(folder: Path, key: str) -> Form:
    return form_of(written_in(folder).mapping, key, DEFAULT)


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))}


def _different(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that went or came, with their signs."""
    found = []
    for name in before:
        lines = difflib.ndiff(before[name].splitlines(), after[name].splitlines())
        found += [line for line in lines if line[0] in "+-"]
    return found


def _cells(form: Form) -> list[Cell]:
    """Those of two rows of every grid, and of all questions."""
    found: list[Cell] = []
    for part in form.parts:
        lines = part.lines[:2] if isinstance(part, Grid) else []
        found += [cell for line in lines for cell in line.cells if cell and cell.open]
        found += [] if isinstance(part, Grid) else [cell for cell in part.cells if cell.open]
    return found


def _write(
    folder: Path,
    key: str,
    cells: list[tuple[Path_, str]] | None = None,
    rows: list[list[tuple[tuple[str, ...], str]]] | None = None,
    gone: list[Path_] | None = None,
) -> list[Changed]:
    """What a request does."""
    there = written_in(folder)
    made = Changes(form_of(there.mapping, key, DEFAULT), there.mapping)
    made.type(cells or [])
    if rows:
        made.add(0, rows)
    made.take_out(gone or [])
    return apply(folder, there.version, made.changes, made.rows, made.gone)


WITHOUT = ("国有资本经营收入", "机关运行经费", "采购", "上年支出", "绩效目标", "更正", "上年", "其他说明")
"""Forms in which the sample writes nothing, or what other tests are about."""
TYPED = {AMOUNT: "1,234.50", CODE: "2010301", TEXT: "新的名称", PROSE: "第一段。\n第二段：甲, 乙。"}
OF_DAYS = {"截至日期": "2024-03-01", "年度": "2025"}


@pytest.mark.parametrize("key", [key for key in TOPICS if key not in WITHOUT])
def test_every_cell_of_every_form_can_be_written(tmp_path: Path, key: str) -> None:
    """All cells at once, of grids those of two rows: what they say changes, and nothing else."""
    folder = _copy(tmp_path)
    form, before = _form(folder, key), _texts(folder)
    cells = [
        (cell.path, OF_DAYS.get(cell.column.label) or TYPED.get(cell.column.kind) or cell.column.words[-1])
        for cell in _cells(form)
        if cell.column.kind != LINES
    ]
    changed = _write(folder, key, cells)
    assert [file.before for file in changed] == [before[Path(file.name).name] for file in changed]
    assert _different(before, _texts(folder))
    mapping = written_in(folder).mapping
    for path, text in cells:
        said = value_at(mapping, path)
        assert str(said).rstrip("\n") == (text.replace(",", "") if text == TYPED[AMOUNT] else text)


def test_an_amount_changes_one_line(tmp_path: Path) -> None:
    """Its comment stays, and what stands beside it."""
    folder = _copy(tmp_path)
    before = _texts(folder)
    _write(folder, "支出", [(("支出", 0, "一般公共预算"), "4,861.07")])
    assert _different(before, _texts(folder)) == [
        "-   - {科目: 2010350, 性质: 基本支出, 一般公共预算: 4861.0650}  # 印 4861.07，分以下由各表合计推定",
        "+   - {科目: 2010350, 性质: 基本支出, 一般公共预算: 4861.07}  # 印 4861.07，分以下由各表合计推定",
    ]


AMOUNTS = st.sampled_from(["", "0", "1", "2.50"])
PATHS = [
    ("支出", row, *below)
    for row in (0, 1)
    for below in (
        ("一般公共预算",),
        ("政府性基金",),
        ("单位资金",),
        ("上年结转", "一般公共预算"),
        ("上年结转", "政府性基金"),
        ("上年结转", "单位资金"),
    )
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(PATHS), AMOUNTS, min_size=1), st.booleans())
def test_any_cells_are_written_together(
    tmp_path: Path, cells: dict[tuple[str | int, ...], str], flow: bool
) -> None:
    """New, changed and emptied ones, in braces and in lines of their own; other values and comments stay."""
    shutil.rmtree(tmp_path / "b", ignore_errors=True)
    text = CONSISTENT
    if not flow:
        start, end = text.index("支出:\n"), text.index("基本支出:\n")
        text = text[:start] + BLOCK + text[end:]
    folder = written_to(tmp_path / "b", text)
    before = written_in(folder)
    _write(folder, "支出", list(cells.items()))
    after = written_in(folder).mapping
    for path in PATHS:
        was = value_at(before.mapping, path)
        assert (value_at(after, path) or "") == cells.get(path, was or "")
    assert [key for key in after if key != "支出"] == [key for key in before.mapping if key != "支出"]
    assert flow or "# 一个注释" in _texts(folder)["预算.yaml"]


@pytest.mark.parametrize(
    "there", ["机关运行经费: []", "机关运行经费: 无", "机关运行经费:\n  - {一般公共预算: 1}", ""]
)
def test_rows_are_added_wherever_a_list_may_be_written(tmp_path: Path, there: str) -> None:
    """To a list, to an empty one, in the place of 无, and where nothing was written."""
    text = CONSISTENT.replace("机关运行经费: []\n", f"{there}\n" if there else "")
    folder = written_to(tmp_path / "b", text)
    rows = [[(("单位",), "001001"), (("一般公共预算",), "2.5")], [(("一般公共预算",), "3")]]
    _write(folder, "机关运行经费", rows=rows)
    mapping = written_in(folder).mapping
    assert [dict(row) for row in mapping["机关运行经费"]][-2:] == [  # type: ignore[union-attr, arg-type]
        {"单位": "001001", "一般公共预算": "2.5"},
        {"一般公共预算": "3"},
    ]


def test_twenty_rows_come_at_once(tmp_path: Path) -> None:
    """As from a paste: in one write, in their order."""
    folder = _copy(tmp_path)
    row = [("名称", "项目 {n}：甲, 乙"), ("类别", "特定目标类"), ("一般公共预算", "1,0{n:02}.50")]
    rows = [[((key,), text.format(n=n)) for key, text in row] for n in range(20)]
    [changed] = _write(folder, "项目", rows=rows)
    assert changed.name == "项目.yaml"
    items = _form(folder, "项目").grids[0].lines[-20:]
    assert [line.cells[0].text for line in items if line.cells[0]] == [f"项目 {n}：甲, 乙" for n in range(20)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((AMOUNT, text) for text in ("1.2.3", "12万元", "1,23", "{}", "许多")),
        *((CODE, text) for text in ("20103a", "２０１")),
        *((TEXT, text) for text in ("两\n行", "长" * 1001)),
        (WORD, "别的"),
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused(kind: str, text: str) -> None:
    """With a sentence that names the cell."""
    with pytest.raises(UsageError, match="某栏"):
        written(text, Column(("某栏",), kind, words=("甲", "乙")))


@pytest.mark.parametrize(
    "path", [("支出", 99, "科目"), ("支出", 0, "没有"), ("部门", "名称"), ("支出", 0), ("支出",), ()]
)
def test_only_cells_of_the_form_are_written(tmp_path: Path, path: tuple[str | int, ...]) -> None:
    """Whatever a request says; and only rows of it are taken out."""
    folder = _copy(tmp_path)
    with pytest.raises(UsageError, match="不在表里"):
        _write(folder, "支出", [(path, "1")])
    if path != ("支出", 0):
        with pytest.raises(UsageError, match="不在表里"):
            _write(folder, "支出", gone=[path])


def test_what_every_row_needs_is_asked_for(tmp_path: Path) -> None:
    """In a new row and in an old one."""
    folder = _copy(tmp_path)
    with pytest.raises(UsageError, match="第 1 行的“科目”不能空着"):
        _write(folder, "支出", [(("支出", 0, "科目"), " ")])
    with pytest.raises(UsageError, match="新的一行里“性质”不能空着"):
        _write(folder, "支出", rows=[[(("科目",), "2010350")]])


def test_a_form_of_other_files_writes_nothing(tmp_path: Path) -> None:
    """What was made from a version is written on that version."""
    folder = _copy(tmp_path)
    before = _texts(folder)
    with pytest.raises(MovedError):
        apply(folder, "x", [Change(("收入", "一般公共预算"), "1")])
    assert _texts(folder) == before


@pytest.mark.parametrize("text", ["1}, {x: 2", "1\n别的: 2", "[", "&a 1", "1 # 注"])
def test_a_change_that_does_more_is_refused(tmp_path: Path, text: str) -> None:
    """However it came about: what would be read is compared with what was asked for."""
    folder = written_to(tmp_path / "b")
    before = _texts(folder)
    with pytest.raises(UsageError):
        apply(folder, written_in(folder).version, [Change(("支出", 0, "一般公共预算"), text)], [])
    with pytest.raises(UsageError):
        apply(folder, written_in(folder).version, [], [Row(("支出",), {("科目",): text})])
    assert _texts(folder) == before


def test_codes_come_with_their_names(tmp_path: Path) -> None:
    """Those of the year's tables, and those that the budget names itself."""
    folder = written_to(tmp_path / "b", CONSISTENT + '科目名称: {"2010351": 档案馆}\n')
    mapping = written_in(folder).mapping
    names = subjects_of(mapping, folder)
    form = _form(folder, "支出")
    assert form.grids[0].columns[0].table == "支出功能分类科目"
    assert names["支出功能分类科目"]["2010350"] == "事业运行"
    assert names["支出功能分类科目"]["2010351"] == "档案馆"
    assert "2010351" not in names["收入分类科目"]


@pytest.mark.parametrize("key", TOPICS)
def test_every_topic_has_a_form_whatever_is_written(tmp_path: Path, key: str) -> None:
    """Of the sample and of a blank budget; every cell is there once, and 无 can be said where it may."""
    blank = tmp_path / "2025" / "某局"
    begin(blank, 2025, "某局", "shanxi-2024", BLANK)
    for folder in (_copy(tmp_path), blank):
        form = _form(folder, key)
        assert form.parts or key == "绩效目标"
        paths = [cell.path for cell in form.cells if cell.open]
        assert len(paths) == len(set(paths))
        if form.nothing:
            _write(folder, key, [(form.nothing.path, "无")])
            assert _form(folder, key).stands == "无"


def test_a_blank_budget_is_filled_by_forms_alone(tmp_path: Path) -> None:
    """Where 待填 or nothing stands for a list or a block, what is typed takes its place."""
    folder = tmp_path / "2025" / "某局"
    begin(folder, 2025, "某局", "shanxi-2024", BLANK)
    _write(folder, "收入", [(("收入", "一般公共预算"), "120")])
    _write(folder, "三公经费", [(("三公经费", "公务接待费", "一般公共预算"), "1.5")])
    _write(
        folder, "支出", rows=[[(("科目",), "2010350"), (("性质",), "基本支出"), (("一般公共预算",), "120")]]
    )
    offices = [(("部门", "机构", "内设机构"), "办公室\n业务科"), (("部门", "代码"), "012")]
    _write(folder, "部门", offices)
    _write(folder, "说明", [(("说明", "收入变动原因"), "甲。\n乙：丙。")])
    mapping = written_in(folder).mapping
    assert value_at(mapping, ("收入", "一般公共预算")) == "120"
    assert value_at(mapping, ("三公经费", "公务接待费", "一般公共预算")) == "1.5"
    assert value_at(mapping, ("支出", 0, "科目")) == "2010350"
    assert value_at(mapping, ("部门", "代码")) == "012"
    assert list(value_at(mapping, ("部门", "机构", "内设机构")) or ()) == ["办公室", "业务科"]
    texts = _texts(folder)
    assert "  收入变动原因: |\n    甲。\n    乙：丙。\n" in texts["说明.yaml"]
    assert "支出:\n  - {科目: 2010350" in texts["收支.yaml"]


ROWS = """\
项目:
  - {名称: 甲, 类别: 特定目标类}  # 第一个
  # 一个注释
  - 名称: 乙
    类别: 特定目标类
  - {名称: 丙, 类别: 特定目标类}
"""
INLINE = f"项目: [{', '.join(f'{{名称: {name}, 类别: 特定目标类}}' for name in '甲乙丙')}]  # 三个\n"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sets(st.integers(0, 2), min_size=1), st.sampled_from([ROWS, INLINE]))
def test_any_rows_are_taken_out(tmp_path: Path, gone: set[int], text: str) -> None:
    """Those that stay stay as they are, with comments; of a list without rows [] is left."""
    shutil.rmtree(tmp_path / "b", ignore_errors=True)
    whole = re.sub(r"^项目:\n(  - .*\n)+", "", CONSISTENT, flags=re.M)
    folder = written_to(tmp_path / "b", f"{whole}{text}")
    _write(folder, "项目", gone=[("项目", index) for index in gone])
    left = [line.cells[0].text for line in _form(folder, "项目").grids[0].lines if line.cells[0]]
    assert left == [name for index, name in enumerate("甲乙丙") if index not in gone]
    after = _texts(folder)["预算.yaml"]
    assert after.startswith(whole)
    assert ("# 一个注释" if text is ROWS else "# 三个") in after


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["甲科", "乙科", "丙: 科", "丁科"]), max_size=5, unique=True), st.booleans())
def test_a_list_of_texts_becomes_any_other(tmp_path: Path, new: list[str], flow: bool) -> None:
    """One item in a line: in brackets, or in lines of its own."""
    shutil.rmtree(tmp_path / "b", ignore_errors=True)
    lists = "[甲科, 乙科]" if flow else "\n      - 甲科  # 注\n      - 乙科"
    own = f"部门:\n  名称: 某局\n  机构:\n    内设机构: {lists}\n    编制人数: 3\n"
    folder = written_to(tmp_path / "b", re.sub(r"^部门: .*\n", lambda _: own, CONSISTENT, flags=re.M))
    path = ("部门", "机构", "内设机构")
    _write(folder, "部门", [(path, "\n".join(new))])
    assert list(value_at(written_in(folder).mapping, path) or ()) == new


def test_indicators_are_rows_of_one_grid(tmp_path: Path) -> None:
    """Each lies in the list of its 二级指标; a new one begins that list where there is none."""
    folder = _copy(tmp_path)
    there = written_in(folder)
    form = form_of(there.mapping, "绩效目标", DEFAULT, item=1)
    [grid] = form.grids
    levels = (("一级指标",), "效益指标"), (("二级指标",), "新的指标"), (("名称",), "甲"), (("值",), "≥ 5")
    made = Changes(form, there.mapping)
    with pytest.raises(UsageError, match="应是"):
        made.add(0, [levels])
    made.add(0, [[levels[0], (("二级指标",), grid.columns[1].words[-1]), *levels[2:]]])
    made.take_out([grid.lines[0].path])
    apply(folder, there.version, made.changes, made.rows, made.gone)
    [after] = form_of(written_in(folder).mapping, "绩效目标", DEFAULT, item=1).grids
    assert len(after.lines) == len(grid.lines)
    named = {line.cells[2].text for line in after.lines if line.cells[2]}
    assert "甲" in named


def test_a_unit_says_its_own(tmp_path: Path) -> None:
    """In a part of its own, which is begun when there is none."""
    units = '单位: [{名称: 一, 代码: "001001"}, {名称: 二, 代码: "001002"}]\n'
    folder = written_to(tmp_path / "b", re.sub(r"^单位: .*\n", units, CONSISTENT, flags=re.M))
    for key, column in (("收入", "一般公共预算"), ("政府采购", "货物")):
        there = written_in(folder)
        form = form_of(there.mapping, key, DEFAULT, "001002")
        assert [code for code, _ in form.whoever][-1] == "001002"
        made = Changes(form, there.mapping)
        made.type([((*form.base, column), "5")])
        apply(folder, there.version, made.changes, made.rows, made.gone)
    [part] = written_in(folder).mapping["分单位"]  # type: ignore[misc]
    assert _plain(part) == {"单位": "001002", "收入": {"一般公共预算": "5"}, "政府采购": {"货物": "5"}}


def test_subjects_are_found_by_their_first_letters() -> None:
    """A character that is read in two ways has both."""
    assert initials("事业运行") == "s y y hx"
    assert initials("“三公”经费A") == "s g j f a"


def _ask_form(bench: Bench) -> str:
    page = ask(bench.app, f"/b/{KEY}/-/form", "key=支出").text
    return page.split('data-version="')[1].split('"')[0]


def test_an_amount_is_written_where_it_was_read(bench: Bench) -> None:
    """From the answer of a figure."""
    mapping = written_in(bench.folder).mapping
    value = value_at(mapping, ("支出", 0, "一般公共预算"))
    assert isinstance(value, Scalar)
    place = {"file": value.place.source.inside, "line": value.place.line, "column": value.place.column}
    assert path_of(mapping, tuple(place.values())) == ("支出", 0, "一般公共预算")  # type: ignore[arg-type]
    data = {"version": _ask_form(bench), **place, "text": "80"}
    told = post(bench.app, f"/b/{KEY}/-/amount", data)
    assert (told.status, len(told.data["files"])) == (200, 1)
    assert post(bench.app, f"/b/{KEY}/-/amount", data).status == 409
    wrong = {**data, "version": _ask_form(bench), "text": "许多"}
    assert post(bench.app, f"/b/{KEY}/-/amount", wrong).status == 422
    assert value_at(written_in(bench.folder).mapping, ("支出", 0, "一般公共预算")) == "80"


def test_a_warning_can_be_accepted_with_a_reason(bench: Bench) -> None:
    """It is written into 接受, and then it is accepted."""
    shutil.rmtree(bench.folder)
    shutil.copytree(BUDGET, bench.folder, ignore=shutil.ignore_patterns("接受*"))
    found = apply_rules(disclose_folder(bench.folder), bench.folder)
    warnings = [finding for finding in found if finding.about and finding.level is Level.WARNING][:2]
    reason = "核对: 过, 是 [对] 的"
    for one in warnings:
        data = {"version": _ask_form(bench), "code": one.code, "about": one.about, "reason": reason}
        assert post(bench.app, f"/b/{KEY}/-/accept", {**data, "reason": " "}).status == 422
        assert post(bench.app, f"/b/{KEY}/-/accept", data).status == 200
    after = apply_rules(disclose_folder(bench.folder), bench.folder)
    accepted = [(finding.code, finding.about) for finding in after if finding.accepted == reason]
    assert accepted == [(finding.code, finding.about) for finding in warnings]
    assert len(accepted) == 2
