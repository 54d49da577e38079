"""Importing into a budget that is there: amounts change in place, lines are appended, all else stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.exchange import to_xlsx
from generator.exchange.importer.differences import differences
from generator.exchange.importer.patching import apply_patch, patch_of
from generator.exchange.tree import Leaf
from generator.figures import disclose_folder
from generator.model import load_budget
from tests.budgets import CONSISTENT, copied_to, disclosed, spoiled, written_to
from tests.exchange.sheets import HEAD, Sheet, Value, said, written
from tests.many_units import many_units
from tests.written import NAME

SAMPLE = Path(__file__).parents[2] / "budgets" / "2024" / "xinzhou-etdz"
TITLE = "2024年一般公共预算支出表（不含上年结转）"


def workbook(folder: Path, text: str) -> Path:
    """The workbook of the budget that `text` says."""
    path = folder / "公开.xlsx"
    path.write_bytes(to_xlsx(disclosed(text)))
    return path


def patched(folder: Path, old: str, new: str) -> tuple[list[str], list[str], str]:
    """Lines that importing the workbook of `new` into `old` takes away and adds, and the text it makes."""
    target = written_to(folder / "预算", old)
    patch = patch_of(workbook(folder, new), target)
    text = patch.text()
    gone = [line[1:] for line in text.splitlines() if line.startswith("-") and not line.startswith("---")]
    come = [line[1:] for line in text.splitlines() if line.startswith("+") and not line.startswith("+++")]
    apply_patch(target, patch)
    return gone, come, (target / NAME).read_text(encoding="utf-8")


def test_the_same_figures_are_no_patch(tmp_path: Path) -> None:
    """The sample's own workbook changes nothing in the sample."""
    path = tmp_path / "公开.xlsx"
    path.write_bytes(to_xlsx(disclose_folder(SAMPLE)))
    patch = patch_of(path, SAMPLE)
    assert patch.files == []
    assert patch.text() == ""
    assert said(patch.imported) == []


def test_an_amount_is_changed_where_it_stands(tmp_path: Path) -> None:
    """Comments, order and everything around the amount stay."""
    old = CONSISTENT.replace(
        "  - {经济科目: 30101, 金额: 50.00}", "  # 工资\n  - {经济科目: 30101, 金额: 50.00}  # 核定"
    )
    new = spoiled("经济科目: 30101, 金额: 50.00", "经济科目: 30101, 金额: 51.5")
    gone, come, text = patched(tmp_path, old, new)
    assert gone == ["  - {经济科目: 30101, 金额: 50.00}  # 核定"]
    assert come == ["  - {经济科目: 30101, 金额: 51.50}  # 核定"]
    assert text == old.replace("30101, 金额: 50.00", "30101, 金额: 51.50")


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quoted_amount_loses_only_its_quotes(tmp_path: Path, quote: str) -> None:
    """An amount may be written in quotes."""
    old = CONSISTENT.replace("30101, 金额: 50.00", f"30101, 金额: {quote}50.00{quote}")
    _, come, _ = patched(tmp_path, old, spoiled("30101, 金额: 50.00", "30101, 金额: 52"))
    assert come == ["  - {经济科目: 30101, 金额: 52.00}"]


def test_a_new_line_is_appended_to_its_list(tmp_path: Path) -> None:
    """After the last item, indented as that is, with the cell it came from; several stay in order."""
    added = "  - {名称: 戊, 类别: 特定目标类, 一般公共预算: 8.00}\n"
    added += "  - {名称: 己, 类别: 特定目标类, 单位资金: 9.00}\n机关运行经费:"
    _, come, text = patched(tmp_path, CONSISTENT, spoiled("机关运行经费:", added))
    assert [line.partition("  #")[0] for line in come] == [
        "  - {名称: 戊, 类别: 特定目标类, 一般公共预算: 8.00}",
        "  - {名称: 己, 类别: 特定目标类, 单位资金: 9.00}",
    ]
    assert text.index("名称: 丁") < text.index("名称: 戊") < text.index("名称: 己") < text.index("绩效目标:")
    assert "表十二!C13" in come[0]


def test_a_new_item_goes_into_a_list_in_brackets(tmp_path: Path) -> None:
    """[{…}] is extended within its brackets, [] becomes lines."""
    new = spoiled(
        "[{科目: 1030148, 金额: 20.00}]", "[{科目: 1030148, 金额: 20.00}, {科目: 1030156, 金额: 1}]"
    )
    _, come, _ = patched(tmp_path, CONSISTENT, new)
    assert come == ["政府性基金收入: [{科目: 1030148, 金额: 20.00}, {科目: 1030156, 金额: 1.00}]"]


def test_an_empty_list_gets_lines(tmp_path: Path) -> None:
    """[] is replaced by the items that there are now."""
    old = spoiled("政府性基金收入: [{科目: 1030148, 金额: 20.00}]", "政府性基金收入: []  # 无")
    _, _, text = patched(tmp_path, old, CONSISTENT)
    assert "\n  - {科目: 1030148, 金额: 20.00}" in text
    assert load_budget(tmp_path / "预算").fund_revenue[0].subject == "1030148"


def test_a_new_source_goes_into_the_braces_of_its_line(tmp_path: Path) -> None:
    """Also one of 上年结转 that the line did not have."""
    new = spoiled(
        "{名称: 乙, 类别: 特定目标类, 政府性基金: 20.00,",
        "{名称: 乙, 类别: 特定目标类, 一般公共预算: 1.00, 政府性基金: 20.00,",
    )
    new = spoiled(
        "国有资本经营预算: 5.00}\n  - {名称",
        "国有资本经营预算: 5.00, 上年结转: {一般公共预算: 2}}\n  - {名称",
        new,
    )
    _, come, _ = patched(tmp_path, CONSISTENT, new)
    assert next(line for line in come if "乙" in line).endswith(
        "上年结转: {政府性基金: 4.00}, 一般公共预算: 1.00}"
    )
    assert next(line for line in come if "丙" in line).endswith("5.00, 上年结转: {一般公共预算: 2.00}}")


def test_a_missing_list_is_added_at_the_end(tmp_path: Path) -> None:
    """A key that the budget does not have goes to the end of the file of 支出."""
    old = spoiled("政府性基金收入: [{科目: 1030148, 金额: 20.00}]\n", "")
    _, _, text = patched(tmp_path, old, CONSISTENT)
    assert text.startswith(old)
    assert "政府性基金收入:\n  - {科目: 1030148, 金额: 20.00}" in text


def test_what_the_workbook_lacks_is_not_deleted(tmp_path: Path) -> None:
    """A project that Excel does not have stays, and that is said."""
    new = spoiled("  - {名称: 丙, 类别: 其他运转类, 国有资本经营预算: 5.00}\n", "")
    target = written_to(tmp_path / "预算")
    patch = patch_of(workbook(tmp_path, new), target)
    assert patch.files == []
    assert any(
        line.startswith("E13") and "丙" in line and "没有删去" in line for line in said(patch.imported)
    )


def test_line_breaks_and_the_mark_at_the_beginning_stay(tmp_path: Path) -> None:
    """A file of Windows keeps its line breaks and its byte order mark."""
    target = written_to(tmp_path / "预算")
    (target / NAME).write_bytes(b"\xef\xbb\xbf" + CONSISTENT.replace("\n", "\r\n").encode())
    added = "  - {名称: 戊, 类别: 特定目标类, 一般公共预算: 8.00}\n绩效目标:"
    new = spoiled("金额: 50.00", "金额: 51.00", spoiled("机关运行经费:", added))
    apply_patch(target, patch_of(workbook(tmp_path, new), target))
    data = (target / NAME).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") == CONSISTENT.count("\n") + 1
    assert b"51.00" in data


def test_a_platform_table_changes_only_what_it_says(tmp_path: Path) -> None:
    """A table of one source touches nothing of the other sources; what was rounded in print stays exact."""
    target = copied_to(tmp_path / "预算")
    path = target / "预算.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("9.20}", "9.2034}"), encoding="utf-8")
    rows: list[list[Value]] = [
        [TITLE],
        ["单位：万元"],
        list(HEAD),
        ["2012604", "档案馆", 80, 80, None],
        ["2080505", "机关事业单位基本养老保险缴费支出", 9.2, 9.2, None],
        ["2210201", "住房公积金", 7.35, 7.35, None],
    ]
    patch = patch_of(written(tmp_path, Sheet("支出", rows)), target)
    changed = [
        line for line in patch.text().splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert changed == [
        "-  - {科目: 2012604, 性质: 基本支出, 一般公共预算: 79.85}",
        "+  - {科目: 2012604, 性质: 基本支出, 一般公共预算: 80.00}",
    ]


@pytest.mark.parametrize(
    ("text", "printed", "same"),
    [
        ("共 {{ 甲 }}万元，比上年{{ 乙 }}。", "共 1万元，比上年增加 2万元。", True),
        ("共 {{ 甲 }}万元，比上年{{ 乙 }}。", "共 1万元，同上年。", False),
        ("甲{{ 数 }}甲", "甲", False),
        ("{{ 甲 }}{{ 乙 }}", "", True),
        ("{{ 数 }}甲" * 2_000, "甲" * 40_000 + "乙", False),
        ("{{ 数 }}甲" * 2_000, "甲" * 40_000, True),
    ],
)
def test_a_text_with_references_is_known_in_print(text: str, printed: str, same: bool) -> None:
    """However often what stands between them is repeated: each is looked for once."""
    assert (not list(differences(Leaf(text), Leaf(printed)))) is same


@pytest.mark.parametrize("amount", [0, 3])
def test_what_is_written_as_none_is_nil_until_excel_says_otherwise(tmp_path: Path, amount: int) -> None:
    """“0” in the place of amounts by source: the same is no change, an amount comes in its place."""
    target = many_units(tmp_path / "2024" / "某局")
    rows: list[list[Value]] = [
        ["2024年“三公”经费表"],
        ["单位：万元"],
        ["单位名称", "因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费"],
        ["云岭县某局本级", 0, 1, 0, 0],
        ["云岭县某中心", 0, 2, 0, amount],
    ]
    patch = patch_of(written(tmp_path, Sheet("三公", rows)), target)
    changed = [line for line in patch.text().splitlines() if line.startswith(("-  ", "+  "))]
    lines = ["-  公务用车运行维护费: 0", "+  公务用车运行维护费: {一般公共预算: 3.00}"]
    assert changed == (lines if amount else [])
    assert [line[:3] for line in said(patch.imported)] == ["E12"]


def test_nothing_at_all_becomes_a_block(tmp_path: Path) -> None:
    """三公经费: 无 beside a table that has one."""
    old = spoiled(CONSISTENT[CONSISTENT.index("三公经费:") :].split("\n机关")[0], "三公经费: 无")
    target = written_to(tmp_path / "预算", old)
    heads: list[Value] = ["因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费"]
    sheet = Sheet("三公", [["2024年“三公”经费表"], ["单位：万元"], heads, [0, 1, 0, 0]])
    patch = patch_of(written(tmp_path, sheet), target)
    assert "+三公经费: {因公出国（境）费: {一般公共预算: 0}, 公务接待费: {一般公共预算: 1.00}" in patch.text()
