"""影响范围: every cell, sentence, chart and page that depends on a line of YAML, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.document.passages import CELL, Mention, Passage, PassageKind
from generator.errors import UsageError
from generator.review.affected import Touched, affected, find_inputs
from generator.review.side import open_side
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.many_units import CODES, NAMES, many_units
from tests.review.conftest import Editions


def _line(text: str) -> int:
    return 1 + CONSISTENT[: CONSISTENT.index(text)].count("\n")


def _explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["explain", *arguments, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_line_touches_what_changes_with_it(editions: Editions) -> None:
    """The cells that print differently when the line does are those that it touches, and no others."""
    with open_side(str(editions.old)) as side, open_side(str(editions.new)) as other:
        words = f"预算.yaml:{_line('{经济科目: 30201')}"
        found = affected(side.disclosure, side.passages, find_inputs(side.disclosure.budget, words), None)
        printed = [
            {
                cell.figure.id: cell.printed
                for table in one.disclosure.tables.values()
                for row in table.rows
                for cell in row.cells
                if cell.figure
            }
            for one in (side, other)
        ]
    different = {name for name in printed[0] if printed[0][name] != printed[1][name]}
    assert different
    assert {name for name, *_ in found.cells} == different


def test_pages_come_from_the_pdf_or_from_a_layout(
    editions: Editions, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both say the same; without pages nothing is laid out."""
    words = f"预算.yaml:{_line('{经济科目: 30201')}"
    in_pdf = _explained(capsys, str(editions.old_pdf), words)
    laid_out = _explained(capsys, str(editions.old), words)
    bare = _explained(capsys, str(editions.old), words, "--no-pages")
    assert in_pdf["pages"] == laid_out["pages"] != []
    assert in_pdf["cells"] == laid_out["cells"]
    assert bare["pages"] == []
    assert [c["id"] for c in bare["cells"]] == [c["id"] for c in in_pdf["cells"]]


def test_a_cell_is_told_where_its_table_stands(editions: Editions) -> None:
    """Of every cell the place that is told first is in its row, whatever stands in front of the tables."""
    with open_side(str(editions.old_pdf)) as side:
        assert side.published is not None
        paper = side.published.paper
        rows = {
            name: {box.page for box in paper.of_passage(passage)}
            for passage in side.passages
            if passage.kind is PassageKind.FIGURES
            for name in passage.figures
            if name.startswith(f"{passage.section}/")
        }
        cells = affected(
            side.disclosure, side.passages, find_inputs(side.disclosure.budget, "收入"), paper
        ).cells
        assert all(paper.of_figure(name)[0].page in pages for name, pages in rows.items())
    assert any(len({box.page for box in paper.of_figure(name)} - pages) > 1 for name, pages in rows.items())
    assert cells
    assert all(set(pages) <= rows[name] for name, _, pages in cells if pages)


def test_a_name_touches_what_it_is_printed_in(tmp_path: Path) -> None:
    """A 科目 stands in cells of its own, a term in the glossary; others merely have the characters."""
    text = CONSISTENT.replace("某某局", "某某县档案馆") + (
        '科目名称: {"2010350": 档案馆}\n名词解释: [{名称: 基本支出, 解释: 日常的支出。}]\n'
    )
    with open_side(str(written_to(tmp_path / "局", text))) as side:
        touched = {
            words: [
                one.passage
                for one in affected(
                    side.disclosure, side.passages, find_inputs(side.disclosure.budget, words), None
                ).touched
            ]
            for words in ("科目名称/2010350", "名词解释/基本支出/名称")
        }
    rows = touched["科目名称/2010350"]
    assert {passage.section for passage in rows} == {"表二", "表三", "表五"}
    assert all("│档案馆│" in passage.text for passage in rows)
    assert [passage.section for passage in touched["名词解释/基本支出/名称"]] == ["glossary"]


def test_a_kind_touches_only_what_counts_its_project(tmp_path: Path) -> None:
    """A project without a performance table is not among those that are counted by kind."""
    with open_side(str(written_to(tmp_path / "局"))) as side:
        inputs = find_inputs(side.disclosure.budget, "项目/乙/类别")
        found = affected(side.disclosure, side.passages, inputs, None)
    assert {name.partition("/")[0] for one in found.touched for name in one.figures} == {"项目类别"}


def test_a_kind_touches_what_it_sorts(editions: Editions) -> None:
    """类别 of a project touches the sentences that count projects by kind, and no amount."""
    with open_side(str(editions.old)) as side:
        found = affected(
            side.disclosure, side.passages, find_inputs(side.disclosure.budget, "项目/甲/类别"), None
        )
    assert found.cells == ()
    named = {figure for touched in found.touched for figure in touched.figures}
    assert named == {
        f"{prefix}类别/{kind}/{what}"
        for prefix in ("项目", "绩效目标")
        for kind in ("特定目标类", "其他运转类")
        for what in ("个数", "金额")
    }


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (f"预算.yaml:{_line('三公经费:')}", ["3.00", "0", "0", "0"]),
        ("三公经费/公务接待费", ["3.00"]),
        ("项目/乙/政府性基金", ["20.00"]),
        ("项目.2.政府性基金", ["20.00"]),
        (f"./局/预算.yaml:{_line('{经济科目: 30201')}:5", ["30201", "7.00"]),
    ],
)
def test_a_line_or_a_key_names_values(words: str, texts: list[str], editions: Editions) -> None:
    """A line of a file, a line that opens a block, keys with the names of items or their numbers."""
    with open_side(str(editions.old)) as side:
        assert [item.text for item in find_inputs(side.disclosure.budget, words)] == texts


def test_a_list_of_which_there_is_nothing_is_a_value(tmp_path: Path) -> None:
    """其他说明: 无 is written on its line, and is what its key means."""
    folder = written_to(tmp_path / "局", f"{CONSISTENT}其他说明: 无\n")
    line = CONSISTENT.count("\n") + 1
    with open_side(str(folder)) as side:
        for words in (f"预算.yaml:{line}", "其他说明"):
            (found,) = find_inputs(side.disclosure.budget, words)
            assert (found.path, found.text) == (("其他说明",), "无")


@pytest.mark.parametrize(
    "words", ["分单位/某省图书馆/收入/其他收入", "分单位.128002.收入.其他收入", "预算.yaml:17"]
)
def test_a_unit_is_told_and_found_by_its_name(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Never by where it stands in a list that its own file has not."""
    folder = Path(__file__).parents[1] / "provinces" / "2025" / "文旅局"
    assert main(["explain", str(folder), words, "--no-pages"]) == 0
    assert "  分单位/某省图书馆/" in capsys.readouterr().out


def test_a_row_is_told_whole() -> None:
    """A task whose amount a line has is told with all of its cells; of a paragraph only the clauses."""
    words = (*"做好一件事；再做一件：", CELL, Mention("甲", "3.00"), CELL, *"完成。全部")
    row = Passage("绩效目标表/甲", 0, PassageKind.ROW, (), words)
    assert Touched(row, ("甲",), ()).excerpts == ["做好一件事；再做一件：　3.00　完成。全部"]
    assert Touched(replace(row, kind=PassageKind.PARAGRAPH), ("甲",), ()).excerpts != [
        row.text.replace(CELL, "　")
    ]


def test_a_line_of_one_file_opens_nothing_in_another(tmp_path: Path) -> None:
    """Lists of one key in two files are joined: what the key opens stands in the first."""
    one = spoiled(next(line for line in CONSISTENT.splitlines(keepends=True) if "名称: 丁" in line), "")
    folder = written_to(tmp_path / "局", one)
    more = "项目:\n# 另外\n  - 名称: 丁\n    类别: 其他运转类\n    单位资金: 5.00\n"
    line = _line("项目:\n")
    (folder / "预算二.yaml").write_text(f"{more}#\n" + "#\n" * line, encoding="utf-8")
    with open_side(str(folder)) as side:
        budget = side.disclosure.budget
        assert [item.text for item in find_inputs(budget, "预算二.yaml:3")] == ["丁"]
        assert len(find_inputs(budget, f"预算.yaml:{line}")) > 3
        with pytest.raises(UsageError):
            find_inputs(budget, f"预算二.yaml:{line}")


def test_words_touch_what_prints_them(editions: Editions) -> None:
    """A name is found wherever it is printed; a 科目 touches what its amounts touch."""
    with open_side(str(editions.old)) as side:
        budget, book = side.disclosure.budget, side.disclosure
        goal = affected(book, side.passages, find_inputs(budget, "绩效目标/甲/总体目标"), None)
        assert [one.passage.text for one in goal.touched] == ["完成项目。"]
        subject = affected(book, side.passages, find_inputs(budget, "支出/2230105/科目"), None)
        assert {"表三/2230105/合计", "表三/合计/合计"} <= {name for name, *_ in subject.cells}


@pytest.mark.parametrize("words", ["预算.yaml:999", "没有.yaml:1", "三公经费/没有的"])
def test_what_is_not_there_is_said(words: str, editions: Editions) -> None:
    """A line without a value, a file that is not there, a key that is not there."""
    with open_side(str(editions.old)) as side, pytest.raises(UsageError):
        find_inputs(side.disclosure.budget, words)


def test_the_terminal_tells_tables_words_and_pages(
    editions: Editions, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many of each, then each with its page."""
    assert main(["explain", str(editions.old_pdf), "三公经费/公务接待费"]) == 0
    said = capsys.readouterr().out
    assert "用到它的：" in said
    assert "  表十/公务接待费/合计  3.00  第 " in said
    assert "0 个图" in said


def test_a_list_that_a_unit_has_nothing_in_is_shown_in_its_own_file(tmp_path: Path) -> None:
    """Lists of several files are one, which stands in the file of the first unit."""
    folder = many_units(tmp_path / "2024" / "某局")
    with open_side(str(folder), CODES[1]) as side:
        (found,) = find_inputs(side.disclosure.budget, "机关运行经费")
    assert found.place.source.inside == f"单位/1-{NAMES[1]}.yaml"
    assert found.place.excerpt()[0] == "机关运行经费: []"
