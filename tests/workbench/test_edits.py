"""Forms write what was typed, where it belongs, and touch nothing else."""

from __future__ import annotations

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
from generator.rolling.beginning import BLANK, begin
from generator.rules import apply_rules
from generator.source import Scalar
from generator.workbench.changes import Change, Row, path_of, value_at
from generator.workbench.edits import MovedError, apply, written_in
from generator.workbench.forms import (
    AMOUNT,
    TOPICS,
    Column,
    subjects_of,
    written,
)
from generator.workbench.forms.columns import CODE, LINES, PROSE, TEXT, WORD
from tests.budgets import CONSISTENT, copied_to, written_to
from tests.built_sample import BUDGET
from tests.workbench.asked import ask, post
from tests.workbench.conftest import KEY, Bench
from tests.workbench.typed import copied, different, form_in, some_cells, texts_in, write

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


WITHOUT = (
    "国有资本经营收入",
    "机关运行经费",
    "采购",
    "上年支出",
    "支出经济分类",
    "绩效目标",
    "更正",
    "上年",
    "其他说明",
    "附件",
)
"""Forms in which the sample writes nothing, or what other tests are about."""
TYPED = {AMOUNT: "1,234.50", CODE: "2010301", TEXT: "新的名称", PROSE: "第一段。\n第二段：甲, 乙。"}
OF_DAYS = {"截至日期": "2024-03-01", "印发日期": "2024-03-01", "年度": "2025"}


@pytest.mark.parametrize("key", [key for key in TOPICS if key not in WITHOUT])
def test_every_cell_of_every_form_can_be_written(tmp_path: Path, key: str) -> None:
    """All cells at once, of grids those of two rows: what they say changes, and nothing else."""
    folder = copied(tmp_path)
    form, before = form_in(folder, key), texts_in(folder)
    cells = [
        (cell.path, OF_DAYS.get(cell.column.label) or TYPED.get(cell.column.kind) or cell.column.words[-1])
        for cell in some_cells(form)
        if cell.column.kind != LINES
    ]
    changed = write(folder, key, cells)
    assert [file.before for file in changed] == [before[Path(file.name).name] for file in changed]
    assert different(before, texts_in(folder))
    mapping = written_in(folder).mapping
    for path, text in cells:
        said = value_at(mapping, path)
        assert str(said).rstrip("\n") == (text.replace(",", "") if text == TYPED[AMOUNT] else text)


def test_an_amount_changes_one_line(tmp_path: Path) -> None:
    """Its comment stays, and what stands beside it."""
    folder = copied(tmp_path)
    before = texts_in(folder)
    write(folder, "支出", [(("支出", 0, "一般公共预算"), "4,861.07")])
    assert different(before, texts_in(folder)) == [
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
    write(folder, "支出", list(cells.items()))
    after = written_in(folder).mapping
    for path in PATHS:
        was = value_at(before.mapping, path)
        assert (value_at(after, path) or "") == cells.get(path, was or "")
    assert [key for key in after if key != "支出"] == [key for key in before.mapping if key != "支出"]
    assert flow or "# 一个注释" in texts_in(folder)["预算.yaml"]


@pytest.mark.parametrize(
    "there", ["机关运行经费: []", "机关运行经费: 无", "机关运行经费:\n  - {一般公共预算: 1}", ""]
)
def test_rows_are_added_wherever_a_list_may_be_written(tmp_path: Path, there: str) -> None:
    """To a list, to an empty one, in the place of 无, and where nothing was written."""
    text = CONSISTENT.replace("机关运行经费: []\n", f"{there}\n" if there else "")
    folder = written_to(tmp_path / "b", text)
    rows = [[(("单位",), "001001"), (("一般公共预算",), "2.5")], [(("一般公共预算",), "3")]]
    write(folder, "机关运行经费", rows=rows)
    mapping = written_in(folder).mapping
    assert [dict(row) for row in mapping["机关运行经费"]][-2:] == [  # type: ignore[union-attr, arg-type]
        {"单位": "001001", "一般公共预算": "2.5"},
        {"一般公共预算": "3"},
    ]


def test_lines_begin_a_list_in_a_block_that_is_not_there(tmp_path: Path) -> None:
    """What an imported budget does not say of its department at all: duties, offices."""
    folder = copied_to(tmp_path / "2024" / "档案馆")
    path = folder / "预算.yaml"
    text = re.sub(r"(?m)^  职责:\n( {4}.*\n)+", "", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    duties = ("部门", "职责", "条目")
    assert value_at(written_in(folder).mapping, duties) is None
    write(folder, "部门", [(duties, "管理档案。\n提供查阅。"), (("部门", "职责", "概述"), "县级机构。")])
    assert value_at(written_in(folder).mapping, duties) == ["管理档案。", "提供查阅。"]


def test_twenty_rows_come_at_once(tmp_path: Path) -> None:
    """As from a paste: in one write, in their order."""
    folder = copied(tmp_path)
    row = [("名称", "项目 {n}：甲, 乙"), ("类别", "特定目标类"), ("一般公共预算", "1,0{n:02}.50")]
    rows = [[((key,), text.format(n=n)) for key, text in row] for n in range(20)]
    [changed] = write(folder, "项目", rows=rows)
    assert changed.name == "项目.yaml"
    items = form_in(folder, "项目").grids[0].lines[-20:]
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
    ("key", "path", "text"),
    [
        ("年度和样式", ("年度",), "２０２７"),
        ("年度和样式", ("年度",), "2027年"),
        ("国有资产", ("国有资产", "截至日期"), "2026年13月"),
    ],
)
def test_what_the_model_does_not_take_is_refused(
    tmp_path: Path, key: str, path: tuple[str, ...], text: str
) -> None:
    """At once, in its words, and not by findings after it is saved."""
    folder = copied(tmp_path)
    before = texts_in(folder)
    with pytest.raises(UsageError, match=f"{path[-1]}：“{text}”"):
        write(folder, key, [(path, text)])
    assert texts_in(folder) == before


@pytest.mark.parametrize(
    "path", [("支出", 99, "科目"), ("支出", 0, "没有"), ("部门", "名称"), ("支出", 0), ("支出",), ()]
)
def test_only_cells_of_the_form_are_written(tmp_path: Path, path: tuple[str | int, ...]) -> None:
    """Whatever a request says; and only rows of it are taken out."""
    folder = copied(tmp_path)
    with pytest.raises(UsageError, match="不在表里"):
        write(folder, "支出", [(path, "1")])
    if path != ("支出", 0):
        with pytest.raises(UsageError, match="不在表里"):
            write(folder, "支出", gone=[path])


def test_what_every_row_needs_is_asked_for(tmp_path: Path) -> None:
    """In a new row and in an old one."""
    folder = copied(tmp_path)
    with pytest.raises(UsageError, match="第 1 行的“科目”不能空着"):
        write(folder, "支出", [(("支出", 0, "科目"), " ")])
    with pytest.raises(UsageError, match="新的一行里“性质”不能空着"):
        write(folder, "支出", rows=[[(("科目",), "2010350")]])


def test_a_form_of_other_files_writes_nothing(tmp_path: Path) -> None:
    """What was made from a version is written on that version."""
    folder = copied(tmp_path)
    before = texts_in(folder)
    with pytest.raises(MovedError):
        apply(folder, "x", [Change(("收入", "一般公共预算"), "1")])
    assert texts_in(folder) == before


@pytest.mark.parametrize("text", ["1}, {x: 2", "1\n别的: 2", "[", "&a 1", "1 # 注"])
def test_a_change_that_does_more_is_refused(tmp_path: Path, text: str) -> None:
    """However it came about: what would be read is compared with what was asked for."""
    folder = written_to(tmp_path / "b")
    before = texts_in(folder)
    with pytest.raises(UsageError):
        apply(folder, written_in(folder).version, [Change(("支出", 0, "一般公共预算"), text)], [])
    with pytest.raises(UsageError):
        apply(folder, written_in(folder).version, [], [Row(("支出",), {("科目",): text})])
    assert texts_in(folder) == before


def test_codes_come_with_their_names(tmp_path: Path) -> None:
    """Those of the year's tables, and those that the budget names itself."""
    folder = written_to(tmp_path / "b", CONSISTENT + '科目名称: {"2010351": 档案馆}\n')
    mapping = written_in(folder).mapping
    names = subjects_of(mapping, folder)
    form = form_in(folder, "支出")
    assert form.grids[0].columns[0].table == "支出功能分类科目"
    assert names["支出功能分类科目"]["2010350"] == "事业运行"
    assert names["支出功能分类科目"]["2010351"] == "档案馆"
    assert "2010351" not in names["收入分类科目"]


@pytest.mark.parametrize("key", TOPICS)
def test_every_topic_has_a_form_whatever_is_written(tmp_path: Path, key: str) -> None:
    """Of the sample and of a blank budget; every cell is there once, and 无 can be said where it may."""
    blank = tmp_path / "2025" / "某局"
    begin(blank, 2025, "某局", "shanxi-2024", BLANK)
    for folder in (copied(tmp_path), blank):
        form = form_in(folder, key)
        assert form.parts or key == "绩效目标"
        paths = [cell.path for cell in form.cells if cell.open]
        assert len(paths) == len(set(paths))
        if form.nothing:
            write(folder, key, [(form.nothing.path, "无")])
            assert form_in(folder, key).stands == "无"


def test_a_blank_budget_is_filled_by_forms_alone(tmp_path: Path) -> None:
    """Where 待填 or nothing stands for a list or a block, what is typed takes its place."""
    folder = tmp_path / "2025" / "某局"
    begin(folder, 2025, "某局", "shanxi-2024", BLANK)
    write(folder, "收入", [(("收入", "一般公共预算"), "120")])
    write(folder, "三公经费", [(("三公经费", "公务接待费", "一般公共预算"), "1.5")])
    write(
        folder, "支出", rows=[[(("科目",), "2010350"), (("性质",), "基本支出"), (("一般公共预算",), "120")]]
    )
    offices = [(("部门", "机构", "内设机构"), "办公室\n业务科"), (("部门", "代码"), "012")]
    write(folder, "部门", offices)
    write(folder, "说明", [(("说明", "收入变动原因"), "甲。\n乙：丙。")])
    mapping = written_in(folder).mapping
    assert value_at(mapping, ("收入", "一般公共预算")) == "120"
    assert value_at(mapping, ("三公经费", "公务接待费", "一般公共预算")) == "1.5"
    assert value_at(mapping, ("支出", 0, "科目")) == "2010350"
    assert value_at(mapping, ("部门", "代码")) == "012"
    assert list(value_at(mapping, ("部门", "机构", "内设机构")) or ()) == ["办公室", "业务科"]
    texts = texts_in(folder)
    assert "  收入变动原因: |\n    甲。\n    乙：丙。\n" in texts["说明.yaml"]
    assert "支出:\n  - {科目: 2010350" in texts["收支.yaml"]


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


def test_all_rows_are_replaced_at_once(tmp_path: Path) -> None:
    """As who pastes a new table does: the old rows go, the new ones come, and nothing else moves."""
    folder = copied(tmp_path)
    before = texts_in(folder)
    paths = [line.path for line in form_in(folder, "项目").grids[0].lines]
    row = [(("名称",), "新项目"), (("类别",), "特定目标类"), (("一般公共预算",), "1")]
    [changed] = write(folder, "项目", rows=[row, [(("名称",), "又一个"), *row[1:]]], gone=paths)
    assert [line.cells[0].text for line in form_in(folder, "项目").grids[0].lines if line.cells[0]] == [
        "新项目",
        "又一个",
    ]
    gone = [line for line in different(before, texts_in(folder)) if line[0] == "-"]
    assert len(gone) == len(paths)
    assert changed.name == "项目.yaml"
