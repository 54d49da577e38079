"""The real budget, changed in one place: what is told follows from it, nothing that only moved is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from generator.document.passages import PassageKind
from generator.review.compare import compare, prints_of
from generator.review.comparison import Comparison, What
from generator.review.side import Side, open_side
from tests.built_sample import BUDGET

NEW = "建设环保管理部—市政井盖普查与更换费"
AFTER = "建设环保管理部—市政设施维护费（包含对通汇公司市政设施维护补助）"


@contextmanager
def _edited(folder: Path, file: str, old: str, new: str) -> Iterator[tuple[Side, Side, Comparison]]:
    copy = Path(shutil.copytree(BUDGET, folder / "2024" / BUDGET.name))
    text = (copy / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    with open_side(str(BUDGET)) as before, open_side(str(copy)) as after:
        yield before, after, compare(before, after)


def test_a_cent_is_one_line_and_the_figures_that_print_it(tmp_path: Path) -> None:
    """The cause is the line; what is listed are exactly the figures that some page prints differently."""
    with _edited(tmp_path, "收支.yaml", "一般公共预算: 4861.0650", "一般公共预算: 4861.0750") as (
        old,
        new,
        found,
    ):
        (cause,) = found.causes
        assert cause.change.place is not None
        assert (cause.change.place.source.inside, cause.change.place.line) == ("收支.yaml", 11)
        printed = [prints_of(side.disclosure, side.passages) for side in (old, new)]
        different = {name for name in printed[0] if printed[0][name] != printed[1][name]}
        assert len(different) > 30
        effects = {effect.change.id for effect in cause.effects}
        assert effects | ({cause.change.id} if any(cause.change.prints) else set()) == different
        assert (found.joint, found.others, found.rows, found.texts, found.renamed) == ((), (), (), (), ())
        assert [chart.title for chart in found.charts] == ["图1 一般公共预算当年支出结构图"]
        assert [finding.code for finding in found.appeared] == ["T01"]


def test_the_chain_leads_from_the_cause_to_the_figure(tmp_path: Path) -> None:
    """Every link of a chain is computed from the one before it."""
    with _edited(tmp_path, "收支.yaml", "一般公共预算: 4861.0650", "一般公共预算: 4861.0750") as (
        _,
        new,
        found,
    ):
        book = new.disclosure.book
        for effect in found.causes[0].effects:
            links = [found.causes[0].change.id, *effect.chain, effect.change.id]
            for before, after in pairwise(links):
                assert before in {operand.id for operand in book[after].origin.operands}  # type: ignore[union-attr]
        assert any(effect.chain for effect in found.causes[0].effects)


def test_a_project_more_is_a_row_more_though_all_pages_move(tmp_path: Path) -> None:
    """What stands below it and on later pages has not changed, and none of it is told."""
    line = f"  - {{名称: {AFTER}, 类别: 特定目标类, 一般公共预算: 55.00}}\n"
    added = f"  - {{名称: {NEW}, 类别: 特定目标类, 一般公共预算: 12.00}}\n"
    with _edited(tmp_path, "项目.yaml", line, line + added) as (_, _, found):
        (row,) = found.rows
        assert (row.table, row.what, row.name, row.before) == ("表十二", What.ADDED, NEW, AFTER)
        assert (found.texts, found.renamed, found.charts, found.joint) == ((), (), (), ())
        (cause,) = found.causes
        assert cause.change.id == f"项目/{NEW}/一般公共预算"
        assert {effect.change.id.split("/")[1] for effect in cause.effects} <= {
            "部门",
            "101001",
            "个数",
            "金额",
            "特定目标类",
        }


def test_a_table_less_is_one_change(tmp_path: Path) -> None:
    """A performance table that is taken out of the middle moves those behind it, and no more."""
    file = "绩效目标/02-招商投资促进部.yaml"
    text = (BUDGET / file).read_text(encoding="utf-8")
    start = text.index("  - 项目: ")
    table = text[start : text.index("\n  - 项目: ", start) + 1]
    with _edited(tmp_path, file, table, "") as (_, _, found):
        (change,) = [text for text in found.texts if text.passage.section.startswith("绩效目标表/")]
        assert (change.what, change.passage.kind) == (What.REMOVED, PassageKind.HEADING)
        assert found.rows == ()


def test_words_are_traced_to_the_line_of_their_own_table(tmp_path: Path) -> None:
    """A value that many indicators share is found in the row whose indicator it belongs to."""
    file = "绩效目标/06-建设环保管理部.yaml"
    line = '{名称: 工程质量合格率, 值: 100, 单位: "%"}'
    text = (BUDGET / file).read_text(encoding="utf-8")
    with _edited(tmp_path, file, line, line.replace("100", "97")) as (_, _, found):
        (change,) = found.texts
        assert change.place is not None
        assert (change.place.source.inside, change.place.line) == (
            file,
            1 + text[: text.index(line)].count("\n"),
        )


def test_an_office_more_is_named_with_its_line(tmp_path: Path) -> None:
    """The one that was put in is the cause, not the last of the list."""
    with _edited(tmp_path, "部门.yaml", "- 第一招商服务中心\n", "- 新设中心\n      - 第一招商服务中心\n") as (
        _,
        _,
        found,
    ):
        (cause,) = found.causes
        assert cause.change.id == "机构/所属单位数/新设中心"
        assert cause.change.place is not None
        assert cause.change.place.source.line(cause.change.place.line).strip() == "- 新设中心"
