"""PDFs that are not ours: compared by the text and the look of their pages, and the report says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main
from generator.figures import load_profile
from generator.press.engine import Engine
from generator.review.foreign import foreign_entries
from generator.review.sheets import Sheets
from tests.oracle.printer import write

FIRST = "<p>第一行写的是这一句话。</p><p>第二行写的是另外一句话。</p>"
BLACK = '<div style="width: 80px; height: 80px; background: #000"></div>'
PUSH = '<p style="break-after: page">前面多出来的一页上的话。</p>'


def _pdf(path: Path, body: str) -> str:
    """`body` on numbered pages, with nothing inside that says where it comes from."""
    engine = Engine(load_profile("shanxi-2024").folder)
    path.write_bytes(write(engine, engine.lay_out(body, "text", 1)))
    return str(path)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A small document, and others that differ from it in one way each."""
    folder = tmp_path_factory.mktemp("外来")
    bodies = {
        "原": FIRST,
        "字": FIRST.replace("另外", "别的"),
        "页": PUSH + FIRST,
        "窄": f'<div style="width: 200px">{FIRST}</div>',
        "扫描": BLACK,
        "别的扫描": BLACK.replace("width: 80px", "width: 60px"),
        "两页扫描": BLACK + '<div style="break-before: page"></div>',
        "图": FIRST + BLACK,
    }
    return {name: _pdf(folder / f"{name}.pdf", body) for name, body in bodies.items()}


def _compared(capsys: pytest.CaptureFixture[str], old: str, new: str) -> tuple[int, list[dict[str, object]]]:
    code = main(["diff", old, new, "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert "只能比较页面上的文字和图形" in data["notes"][0]
    found: list[dict[str, object]] = data["pages"]
    return code, found


def test_the_same_pages_have_no_changes(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, and the note all the same."""
    assert _compared(capsys, files["原"], files["原"]) == (0, [])


def test_words_and_numbers_stay_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cells of a row, and the ends of lines, are told with the blanks between them; numbers change whole."""
    row = "<p>2010350 事业运行 4861.07 {} 10.50</p><p>12.00 次年</p>"
    one, other = (_pdf(tmp_path / f"{v}.pdf", row.format(v)) for v in ("46785.10", "46785.20"))
    _, (change,) = _compared(capsys, one, other)
    assert change["runs"] == [
        ["同", "2010350 事业运行 4861.07 "],
        ["删", "46785.10 "],
        ["增", "46785.20 "],
        ["同", "10.50"],
    ]


def test_changed_words_are_found(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Only the characters that changed are marked."""
    code, (change,) = _compared(capsys, files["原"], files["字"])
    assert code == 1
    runs = change["runs"]
    assert isinstance(runs, list)
    assert [run for run in runs if run[0] != "同"] == [["删", "另外"], ["增", "别的"]]


def test_a_page_more_moves_the_rest_without_a_change(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Page numbers that only moved are not told."""
    _, found = _compared(capsys, files["原"], files["页"])
    assert [change["runs"] for change in found] == [[["增", "前面多出来的一页上的话。"]]]


def test_other_line_ends_are_no_change_of_words(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Words that stand in other lines are told as a change of look, not of text."""
    _, found = _compared(capsys, files["原"], files["窄"])
    assert {change["kind"] for change in found} == {"图形"}


def test_another_drawing_is_found_where_the_words_are_the_same(
    files: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The report has a box around it on both pages."""
    report = tmp_path / "比较.html"
    assert main(["diff", files["原"], files["图"], "--html", str(report)]) == 1
    assert "图形不同　第 1 页 → 第 1 页" in capsys.readouterr().out
    html = report.read_text(encoding="utf-8")
    assert "只能比较页面上的文字和图形" in html
    data = json.loads(html.partition('type="application/json">')[2].partition("</script>")[0])
    (entry,) = data["entries"]
    for marks in entry["marks"]:
        ((page, left, top, right, bottom),) = marks["boxes"]
        assert page == 0
        assert (right - left, bottom - top) == pytest.approx((60, 60), abs=3)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("扫描", []),
        ("别的扫描", ["图形不同　第 1 页 → 第 1 页"]),
        ("两页扫描", ["增加　没有文字的第 2 页"]),
    ],
)
def test_pages_without_words_are_compared_by_their_look(
    new: str, told: list[str], files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Scans that show something else are not the same, nor is a page more."""
    code, found = _compared(capsys, files["扫描"], files[new])
    assert (code, [change["title"] for change in found]) == (int(bool(told)), told)


def test_texts_with_nothing_in_common_are_told_as_a_whole(
    files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a size, characters are not compared one by one: it would take minutes."""
    monkeypatch.setattr("generator.review.paragraphs.MOST_PAIRS", 10)
    papers = [Sheets(Path(files[name]).read_bytes()) for name in ("原", "字")]
    (change,) = foreign_entries(*papers)
    assert change.runs == (("删", "第二行写的是另外一句话。"), ("增", "第二行写的是别的一句话。"))


def test_markdown_says_so_too(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Text and Markdown name the pages and mark the characters."""
    assert main(["diff", files["原"], files["字"], "--format", "markdown"]) == 1
    assert "~~另外~~**别的**" in capsys.readouterr().out
