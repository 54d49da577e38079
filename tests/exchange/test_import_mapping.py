"""映射: what the program proposes reads the workbook as it did; what the user changes in it wins."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import InputError, UsageError
from generator.exchange.importer.workbook import Given, Imported, read_workbook
from generator.exchange.tree import Leaf, entries
from tests.exchange.layouts import LAYOUTS
from tests.exchange.sheets import BODY, EXPECTED, Sheet, Value, lines, said, sheet, written
from tests.exchange.test_import_nine_tables import SHEETS
from tests.exchange.test_import_unused import BOOKS
from tests.written import unmarked

CASES = Path(__file__).parent / "cases"
GIVEN = Given(2024, "某局")
ODD: list[list[Value]] = [["附表2", None, None, None, "单位：元"], ["代号", "事项", "甲", "乙", "丙"], *BODY]
"""A table whose head says nothing."""
MAPPING = """\
表:
  - 工作表: 附表
    内容: 支出（按科目）
    单位: 元
    表头行: [2]
    列:
      A: {表头: 代号, 是: 科目编码}
      B: {表头: 事项, 是: 科目名称}
      D: {表头: 乙, 是: 一般公共预算/本年/基本支出}
      E: {表头: 丙, 是: 一般公共预算/本年/项目支出}
"""


def values(result: Imported) -> list[tuple[object, object]]:
    """All that an import makes, with its places."""
    return [
        (path, (node.value, node.origin)) for path, node in entries(result.tree) if isinstance(node, Leaf)
    ]


def mapped(folder: Path, workbook: Path, text: str) -> Imported:
    """What an import makes of `workbook` with a mapping."""
    (folder / "映射.yaml").write_text(text, encoding="utf-8")
    return read_workbook(workbook, given=Given(2024, "某局", folder / "映射.yaml"))


FOREIGN = [
    *(pytest.param(sheets, id=name) for name, sheets in (*BOOKS.items(), *LAYOUTS.items())),
    pytest.param(list(SHEETS), id="全部"),
    pytest.param([sheet(BODY)], id="支出"),
]


@pytest.mark.parametrize("sheets", FOREIGN)
def test_the_proposal_reads_the_workbook_as_it_was_read(tmp_path: Path, sheets: list[Sheet]) -> None:
    """Every value from the same cell, and the same messages but for sheets that were not known."""
    workbook = written(tmp_path, *sheets)
    before = read_workbook(workbook, given=GIVEN)
    after = mapped(tmp_path, workbook, before.proposal)
    assert values(after) == values(before)
    assert said(after) == [line for line in said(before) if "没有认出这张工作表" not in line]


@pytest.mark.parametrize(
    "name", sorted(path.name for path in CASES.glob("*.xls*") if path.name[0] not in "r加")
)
def test_proposals_for_the_workbooks_of_others(tmp_path: Path, name: str) -> None:
    """The same of the files that were tried."""
    before = read_workbook(CASES / name, given=GIVEN)
    after = mapped(tmp_path, CASES / name, before.proposal)
    assert values(after) == values(before)


def test_a_head_that_says_nothing(tmp_path: Path) -> None:
    """Columns that nobody could know are read as the mapping says; the next year's sheet as well."""
    for name in ("附表", "附表2025年"):
        result = mapped(tmp_path, written(tmp_path, Sheet(name, ODD)), MAPPING)
        assert lines(result, "支出") == [
            {key: value / 10_000 if isinstance(value, Decimal) else value for key, value in line.items()}
            for line in EXPECTED
        ]


def test_the_mapping_wins(tmp_path: Path) -> None:
    """What is recognised wrongly is corrected: a title says 一般公共预算, the mapping 政府性基金."""
    workbook = written(tmp_path, sheet(BODY))
    text = read_workbook(workbook, given=GIVEN).proposal.replace("一般公共预算", "政府性基金")
    assert [set(line) - {"科目", "性质"} for line in lines(mapped(tmp_path, workbook, text), "支出")] == [
        {"政府性基金"},
        {"政府性基金"},
    ]


def test_the_unit_of_money_is_that_of_the_sheet(tmp_path: Path) -> None:
    """Where the mapping leaves it out; where both say one, the mapping's is taken, and that is told."""
    workbook = written(tmp_path, Sheet("附表", ODD))
    left_out = mapped(tmp_path, workbook, MAPPING.replace("    单位: 元\n", ""))
    assert values(left_out) == values(mapped(tmp_path, workbook, MAPPING))
    other = mapped(tmp_path, workbook, MAPPING.replace("单位: 元", "单位: 千元"))
    assert said(other) == ["E15 表.xlsx:附表!A1 “附表”写的是元，映射写的是千元，照映射读"]
    assert (
        "单位: 元" in read_workbook(written(tmp_path, Sheet("附表", ODD), sheet(BODY)), given=GIVEN).proposal
    )


def test_a_sheet_that_is_not_wanted(tmp_path: Path) -> None:
    """不用 takes it out, and nothing is said of its cells."""
    workbook = written(tmp_path, sheet(BODY), Sheet("附表", ODD))
    result = mapped(tmp_path, workbook, MAPPING[: MAPPING.index("    内容")] + "    内容: 不用\n")
    assert lines(result, "支出") == EXPECTED
    assert said(result) == []


def test_a_column_that_has_moved(tmp_path: Path) -> None:
    """It is found by its head, and that is told; one that is gone is an error."""
    moved: list[list[Value]] = [[*row[:1], None, *row[1:]] for row in ODD]
    result = mapped(tmp_path, written(tmp_path, Sheet("附表", moved)), MAPPING)
    assert len(lines(result, "支出")) == 2
    assert "E12 表.xlsx:附表!E2 “乙”在映射里是 D 列，这里是 E 列，按表头读" in said(result)


WRONG = [
    ("工作表: 附表", "工作表: ▸附录", "工作簿里没有工作表“附录”", "附表"),
    ("内容: 支出（按科目）", "内容: ▸支出", "“内容”不能是“支出”", "收支总表"),
    ("单位: 元", "单位: ▸块", "“单位”不能是“块”", "万元"),
    ("表头行: [2]", "表头行: [▸0, 2]", "“附表”的表头行不对", "[3, 4]"),
    ("是: 科目编码", "是: ▸科目代码", "不认识“科目代码”", "科目编码"),
    ("是: 一般公共预算/本年/项目支出", "是: ▸一般公共预算/本年/项目", "不认识“项目”", "项目支出"),
    ("      E: {", "      ▸3: {", "“3”不是列", "例如 C"),
    ("表头: 丙", "表头: 丁", "“附表”的 E 列是“丙”，不是“丁”", "核对"),
    ("    内容: 支出（按科目）", "    ▸内同: 支出（按科目）", "键“内同”写错了", "内容"),
]


@pytest.mark.parametrize(("old", "new", "message", "hint"), WRONG)
def test_what_is_wrong_in_a_mapping_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, message: str, hint: str
) -> None:
    """File, line and column, with what may be written."""
    assert old in MAPPING
    text, place = unmarked(MAPPING.replace(old, new)) if "▸" in new else (MAPPING.replace(old, new), None)
    with pytest.raises(InputError) as caught:
        mapped(tmp_path, written(tmp_path, Sheet("附表", ODD)), text)
    finding = next(one for one in caught.value.findings if message in one.message)
    assert finding.place is not None
    assert finding.place.name.endswith("映射.yaml")
    assert place is None or (finding.place.line, finding.place.column) == place
    assert hint in finding.hint


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("支出（按科目）", "绩效目标申报表", "不像绩效目标申报表"),
        ("支出（按科目）", "不用", "不写“列”"),
        ("    表头行: [2]\n", "", "没有写表头行"),
        ("一般公共预算/本年/基本支出", "不用", ""),
    ],
)
def test_entries_that_do_not_fit(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Keys in vain, keys that are missing; a column that is not wanted is none of these."""
    text = MAPPING.replace(old, new)
    workbook = written(tmp_path, Sheet("附表", ODD))
    if not message:
        assert len(lines(mapped(tmp_path, workbook, text), "支出")) == 1
        return
    with pytest.raises(InputError) as caught:
        mapped(tmp_path, workbook, text)
    assert any(message in finding.message for finding in caught.value.findings)


def test_our_own_workbook_needs_no_mapping() -> None:
    """It says all by itself."""
    with pytest.raises(UsageError, match="用不着映射"):
        read_workbook(CASES / "rt2-两单位.xlsx", given=Given(mapping=CASES / "x.yaml"))
