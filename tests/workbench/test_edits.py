"""Forms write what was typed, where it belongs, and touch nothing else."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.figures import disclose_folder
from generator.findings import Level
from generator.model.vocabulary import DEFAULT
from generator.rules import apply_rules
from generator.source import Scalar
from generator.workbench.edits import Change, MovedError, Row, apply, path_of, value_at, written_in
from generator.workbench.forms import (
    AMOUNT,
    CODE,
    LISTS,
    TEXT,
    TOPICS,
    WORD,
    Cell,
    Column,
    Form,
    changes_of,
    form_of,
    rows_of,
    subjects_of,
    written,
)
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
    return [cell for line in form.lines[:2] for cell in line.cells if cell and cell.open]


@pytest.mark.parametrize("key", [key for key in TOPICS if key not in ("国有资本经营收入", "机关运行经费")])
def test_every_cell_of_every_form_can_be_written(tmp_path: Path, key: str) -> None:
    """All cells of two rows at once: their lines change and no other. The sample has no row of two lists."""
    folder = _copy(tmp_path)
    form, before = _form(folder, key), _texts(folder)
    typed = {AMOUNT: "1,234.50", CODE: "2010301", TEXT: "新的名称"}
    cells = [(cell.path, typed.get(cell.column.kind) or cell.column.words[-1]) for cell in _cells(form)]
    changed = apply(folder, written_in(folder).version, changes_of(form, cells))
    assert [file.before for file in changed] == [before[Path(file.name).name] for file in changed]
    different = _different(before, _texts(folder))
    assert different
    assert sum(line.startswith("-") for line in different) <= len({path[:2] for path, _ in cells})
    mapping = written_in(folder).mapping
    for path, text in cells:
        assert value_at(mapping, path) == text.replace(",", "")


def test_an_amount_changes_one_line(tmp_path: Path) -> None:
    """Its comment stays, and what stands beside it."""
    folder = _copy(tmp_path)
    form, before = _form(folder, "支出"), _texts(folder)
    [cell] = [c for c in _cells(form) if c.path == ("支出", 0, "一般公共预算")]
    apply(folder, written_in(folder).version, changes_of(form, [(cell.path, "4,861.07")]))
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
    form, before = _form(folder, "支出"), written_in(folder)
    apply(folder, before.version, changes_of(form, list(cells.items())))
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
    form = _form(folder, "机关运行经费")
    rows = rows_of(form, [[(("单位",), "001001"), (("一般公共预算",), "2.5")], [(("一般公共预算",), "3")]])
    apply(folder, written_in(folder).version, [], rows)
    mapping = written_in(folder).mapping
    assert [dict(row) for row in mapping["机关运行经费"]][-2:] == [  # type: ignore[union-attr, arg-type]
        {"单位": "001001", "一般公共预算": "2.5"},
        {"一般公共预算": "3"},
    ]


def test_twenty_rows_come_at_once(tmp_path: Path) -> None:
    """As from a paste: in one write, in their order."""
    folder = _copy(tmp_path)
    form = _form(folder, "项目")
    row = [("名称", "项目 {n}：甲, 乙"), ("类别", "特定目标类"), ("一般公共预算", "1,0{n:02}.50")]
    rows = [[((key,), text.format(n=n)) for key, text in row] for n in range(20)]
    [changed] = apply(folder, written_in(folder).version, [], rows_of(form, rows))
    assert changed.name == "项目.yaml"
    items = _form(folder, "项目").lines[-20:]
    assert [line.cells[0].text for line in items if line.cells[0]] == [f"项目 {n}：甲, 乙" for n in range(20)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((AMOUNT, text) for text in ("1.2.3", "12万元", "1,23", "{}", "待填")),
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
    "path", [("支出", 99, "科目"), ("支出", 0, "没有"), ("部门", "名称"), ("支出", 0), ()]
)
def test_only_cells_of_the_form_are_written(tmp_path: Path, path: tuple[str | int, ...]) -> None:
    """Whatever a request says."""
    form = _form(_copy(tmp_path), "支出")
    with pytest.raises(UsageError, match="不在表里"):
        changes_of(form, [(path, "1")])


def test_what_every_row_needs_is_asked_for(tmp_path: Path) -> None:
    """In a new row and in an old one."""
    form = _form(_copy(tmp_path), "支出")
    with pytest.raises(UsageError, match="第 1 行的“科目”不能空着"):
        changes_of(form, [(("支出", 0, "科目"), " ")])
    with pytest.raises(UsageError, match="新的一行里“性质”不能空着"):
        rows_of(form, [[(("科目",), "2010350")]])


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
        apply(folder, written_in(folder).version, [], [Row("支出", {("科目",): text})])
    assert _texts(folder) == before


def test_codes_come_with_their_names(tmp_path: Path) -> None:
    """Those of the year's tables, and those that the budget names itself."""
    folder = written_to(tmp_path / "b", CONSISTENT + '科目名称: {"2010351": 档案馆}\n')
    mapping = written_in(folder).mapping
    names = subjects_of(mapping, folder)
    form = _form(folder, "支出")
    assert form.columns[0].table == "支出功能分类科目"
    assert names["支出功能分类科目"]["2010350"] == "事业运行"
    assert names["支出功能分类科目"]["2010351"] == "档案馆"
    assert "2010351" not in names["收入分类科目"]
    assert all(form_of(mapping, key, DEFAULT).columns for key in LISTS)


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
