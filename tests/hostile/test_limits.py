"""Every limit of the table is kept: what is above it is refused, and that is said."""

from __future__ import annotations

import contextlib
import io
import json
import os
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.classification.book import CSV
from generator.errors import FindingsError, ProfileError
from generator.exchange.importer.data_sheet import is_data, read_data
from generator.exchange.importer.log import Log
from generator.exchange.importer.workbook import Given, read_grids
from generator.exchange.xlsx_data import COLUMNS
from generator.foreign import bindable, survey
from generator.foreign.workbooks import reading
from generator.history.git import git as ask
from generator.history.revisions import extract
from generator.press import binding, open_attachments
from generator.press.kept.coding import SpoiledError, decoded
from generator.press.pictures import BeyondError, refuse_giant
from generator.proof.paper import Paper
from generator.review import apart
from generator.review.entry import Entry, Marks
from generator.review.html_report import Heading, html_report
from generator.source import gate, limits, read_folder
from generator.source.confined import BrokenOffError, confined, time_for
from generator.source.limits import Limit
from tests.budgets import CONSISTENT, TWO_TABLES, errors_of, spoiled, written_to
from tests.hostile import limits_of_profiles
from tests.hostile.crowded_books import HEAD, Cell, grids
from tests.hostile.lowering import Lower, Trial, said_of
from tests.hostile.odd_pdfs import plain, written
from tests.hostile.odd_workbooks import packed, sheet
from tests.hostile.odd_workbooks import plain as plain_book
from tests.hostile.test_pdfs import WORDS, a_pdf
from tests.press.foreign import foreign_pdf
from tests.repository import commit
from tests.written import budget, read

ROOT = Path(__file__).parents[2]


def _of_size(sort: gate.Sort) -> Trial:
    """A file that is one byte too large, without any content on the disk."""

    def trial(folder: Path, lower: Lower) -> str:
        with (folder / "a").open("wb") as file:
            file.truncate(lower.now.most + 1)
        with pytest.raises(gate.TooBigError) as caught:
            gate.content(folder / "a", sort)
        return str(caught.value)

    return trial


def _of_folder(most: int, act: Callable[[Path], object]) -> Trial:
    def trial(folder: Path, lower: Lower) -> str:
        lower.to(most)
        for number in range(3):
            (folder / "局").mkdir(exist_ok=True)
            (folder / "局" / f"{number}.yaml").write_text("", encoding="utf-8")
        return said_of(lambda: act(folder / "局"))

    return trial


def _of_bytes(folder: Path, lower: Lower) -> str:
    lower.to(9, "字节")
    for name in "ab":
        (folder / f"{name}.yaml").write_text("年: 20\n", encoding="utf-8")
    return said_of(lambda: read_folder(folder))


def _of_yaml(most: int, text: str) -> Trial:
    def trial(_: Path, lower: Lower) -> str:
        lower.to(most)
        try:
            findings = read(text)[1]
        except FindingsError as error:
            findings = list(error.findings)
        return "；".join(finding.message for finding in findings)

    return trial


def _of_budget(most: int, text: str) -> Trial:
    def trial(_: Path, lower: Lower) -> str:
        lower.to(most)
        return said_of(lambda: budget(text))

    return trial


def _of_rules(most: int, text: str) -> Trial:
    def trial(_: Path, lower: Lower) -> str:
        lower.to(most)
        return "；".join(f"{finding.message}，{finding.hint}" for finding in errors_of(text))

    return trial


def _of_performance(_: Path, lower: Lower) -> str:
    lower.to(1)
    return said_of(lambda: errors_of(TWO_TABLES))


def _of_tables(_: Path, lower: Lower) -> str:
    lower.to(50)
    with pytest.raises(ProfileError) as caught:
        errors_of(CONSISTENT)
    return str(caught.value)


def _of_attachments(most: int, unit: str = "") -> Trial:
    def trial(folder: Path, lower: Lower) -> str:
        lower.to(most, unit)
        for name in ("a", "b"):
            (folder / f"{name}.pdf").write_bytes(written(plain()))
        listed = budget("附件: [{标题: 甲, 文件: a.pdf}, {标题: 乙, 文件: b.pdf}]\n").attachments
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(binding, "confined_each", lambda _, given, __: list(map(bindable.answer, given)))
            _, findings = open_attachments(listed, folder)
        return "；".join(finding.message for finding in findings)

    return trial


def _of_pdf(most: int, data: bytes, unit: str = "") -> Trial:
    def trial(_: Path, lower: Lower) -> str:
        lower.to(most, unit)
        found = [json.loads(one(data).partition(b"\n")[0]) for one in (survey.answer, bindable.answer)]
        return "；".join(str(one.get("wrong", "")) for one in found)

    return trial


def _of_book(most: int, unit: str = "") -> Trial:
    def trial(_: Path, lower: Lower) -> str:
        lower.to(most, unit)
        data = packed(plain_book() | {"xl/worksheets/sheet1.xml": sheet(b'<c r="C9" t="s"><v>0</v></c>')})
        return str(json.loads(reading.answer(data)))

    return trial


def _of_grids(most: int, *rows: Sequence[Cell]) -> Trial:
    def trial(folder: Path, lower: Lower) -> str:
        lower.to(most)
        (grid,) = grids(rows)
        if is_data(grid) is not None:
            return said_of(lambda: read_data(grid, 0, Log()))
        return said_of(lambda: read_grids([grid], folder / "表.xlsx", given=Given(2024, "某局")))

    return trial


def _of_reader(most: int, function: str) -> Trial:
    def trial(_: Path, lower: Lower) -> str:
        lower.to(most)
        with pytest.raises(BrokenOffError) as caught:
            confined(f"tests.hostile.greedy:{function}", b"")
        return caught.value.why

    return trial


def _of_commits(folder: Path, lower: Lower) -> str:
    (folder / "局").mkdir()
    (folder / "局" / "a.yaml").write_text("年度: 2024\n", encoding="utf-8")
    commit(folder, "一")
    lower.to(3, "字节")
    return said_of(lambda: extract(folder, "HEAD", "局", folder / "到", ""))


def _of_git(folder: Path, lower: Lower) -> str:
    commit(folder, "一")
    (folder / ".git" / "HEAD").unlink()
    os.mkfifo(folder / ".git" / "HEAD")
    lower.to(1)
    return said_of(lambda: ask(folder, "log"))


def _of_answer(folder: Path, lower: Lower) -> str:
    commit(folder, "一")
    return said_of(lambda: ask(folder, "log", limit=lower.to(20, "字节")))


def _of_revisions(folder: Path, lower: Lower) -> str:
    from generator.cli import main

    lower.to(1)
    written_to(folder / "2024" / "某局")
    for said in ("一", "二"):
        (folder / "2024" / "某局" / "备注.yaml").write_text(f"# {said}\n", encoding="utf-8")
        commit(folder, said)
    said_there = io.StringIO()
    with contextlib.redirect_stderr(said_there), contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["log", str(folder / "2024" / "某局")]) == 0
    assert "第一个版本" not in out.getvalue()
    return said_there.getvalue()


def _of_prints(_: Path, lower: Lower) -> str:
    """As if it were not there: what is kept only saves time."""
    bomb = zlib.compress(bytes(lower.to(50_000, "字节").most + 1))
    with pytest.raises(SpoiledError, match="too large"):
        decoded(bomb)
    return lower.now.said


def _longest(_: Path, lower: Lower) -> str:
    assert time_for(b"").most == limits.READER_SECONDS.most
    assert time_for(bytes(3 * limits.MB)).most == limits.READER_SECONDS.most + 3
    return time_for(bytes(99 * limits.MB)).said


def _of_drawing(most: int, data: bytes) -> Trial:
    def trial(_: Path, lower: Lower) -> str:
        lower.to(most)
        with pytest.raises(BeyondError) as caught:
            refuse_giant(data)
        return str(caught.value)

    return trial


def _png() -> bytes:
    from PIL import Image

    output = io.BytesIO()
    Image.new("L", (9, 9)).save(output, "PNG")
    return output.getvalue()


def _of_words(_: Path, lower: Lower) -> str:
    lower.to(1)
    ones = [written(plain(b"BT /F1 12 Tf 50 700 Td (%b) Tj ET" % said)) for said in (b"A", b"B")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "confined", lambda _, given, __: apart.answer(given))
        return said_of(lambda: apart.compared(*ones))


def _of_pictures(folder: Path, lower: Lower) -> str:
    """Those of the first entries are made, and every entry is there."""
    lower.to(1)
    paper = Paper(foreign_pdf(folder / "a.pdf", pages=2).read_bytes(), None)
    found = [Entry("文字", "页", str(page), marks=(Marks(page=page), Marks())) for page in (1, 0)]
    html = html_report(Heading("甲", "乙", "丙", ()), found, paper, paper).decode()
    data = json.loads(html.partition('type="application/json">')[2].partition("</script>")[0])
    assert [list(one["pages"]) for one in data["papers"]] == [["1"], []]
    assert len(data["entries"]) == 2
    return html.partition("</header>")[0]


PICTURE = written(
    plain(b"/I Do", resources=b"/XObject<</I 10 0 R>>")
    | {10: b"<</Subtype/Image/Width 9/Height 9/Length 0>>stream\n\nendstream"}
)
DATA = a_pdf(enclosed=zlib.compress(b"[1,2,3]"), name="a.json")
ACCEPTED = '{代码: X36, 事项: "*", 理由: 看过}'
SPELT = '其他说明: ["{{ 表三.合计.合汁 }}。"]\n'
SPENT = [(f"201030{number}", "某", 3, 2, 1) for number in range(4)]
UNITS = spoiled("单位: [", '单位: [{名称: 乙站, 代码: "001003"}, {名称: 丙站, 代码: "001002"}, ')
TRIALS: dict[str, Trial] = {
    "YAML_FILE": _of_size(gate.YAML),
    "YAML_BYTES": _of_bytes,
    "YAML_FILES": _of_folder(2, read_folder),
    "YAML_FOLDERS": _of_folder(2, read_folder),
    "UNITS": _of_rules(2, UNITS),
    "PERFORMANCE": _of_performance,
    "VALUES": _of_yaml(2, "{a: 1, b: 2, c: 3}\n"),
    "DEPTH": _of_yaml(2, "[[[[1]]]]\n"),
    "ALIASED": _of_yaml(5, "a: &a [1, 2, 3]\nb: [*a, *a, *a]\n"),
    "LINE": _of_budget(3, "附件: [{标题: 甲乙丙丁, 文件: a.pdf}]\n"),
    "TEXT": _of_yaml(3, "甲: 乙丙丁戊己\n"),
    "ACCEPTED_PATTERNS": _of_rules(1, f"{CONSISTENT}接受: [{ACCEPTED}, {ACCEPTED}]\n"),
    "SUGGESTED": _of_rules(0, CONSISTENT + SPELT),
    "SUBJECT_BOOK": _of_size(CSV),
    "PROFILE_FILE": _of_size(gate.PROFILE_FILE),
    "PROFILE_PICTURE": _of_drawing(80, _png()),
    "PROFILE_SHAPES": _of_drawing(9, b'<svg><g id="a"><b/><b/></g><u href="#a"/><u fill="url(#a)"/></svg>'),
    "PROFILE_SECONDS": limits_of_profiles.of_painting,
    "PROFILE_FILES": limits_of_profiles.of_profile(0),
    "PROFILE_BYTES": limits_of_profiles.of_profile(9, "字节"),
    "TEMPLATES_STEPS": limits_of_profiles.of_templates,
    "PROFILE_PARTS": limits_of_profiles.of_parts,
    "SECTION_PAGES": limits_of_profiles.of_pages,
    "TEMPLATE_STEPS": limits_of_profiles.of_template("{% for a in range(9) %}{% endfor %}"),
    "TEMPLATE_TEXT": limits_of_profiles.of_template("{{ 'abcdef' + 'ghij' }}"),
    "PRINT": _of_prints,
    "TABLE_CELLS": _of_tables,
    "TOLD": _of_budget(1, "甲: 1\n乙: 1\n丙: 1\n"),
    "FONT_FILE": _of_size(gate.FONT),
    "PDF_FILE": _of_size(gate.PDF),
    "ATTACHED_FILES": _of_attachments(1),
    "ATTACHED_BYTES": _of_attachments(900, "字节"),
    "ATTACHED_PAGES": _of_attachments(1),
    "PDF_PAGES": _of_pdf(0, PICTURE),
    "PDF_OBJECTS": _of_pdf(2, PICTURE),
    "PDF_PICTURE": _of_pdf(80, PICTURE),
    "PDF_ENCLOSED": _of_pdf(3, a_pdf(enclosed=WORDS), "字节"),
    "PDF_DATA": _of_pdf(2, DATA),
    "PDF_SIDE": _of_pdf(800, PICTURE),
    "PDF_SECONDS": _of_pdf(-1, PICTURE),
    "PDF_WORDS": _of_words,
    "PICTURED": _of_pictures,
    "PDF_PAGE_SECONDS": _of_pdf(-1, PICTURE),
    "XLSX_FILE": _of_size(gate.XLSX),
    "XLSX_UNPACKED": _of_book(9),
    "XLSX_SHEETS": _of_book(0),
    "XLSX_CELLS": _of_book(2),
    "XLSX_TEXT": _of_book(2),
    "XLSX_FILLED": _of_grids(20, HEAD, *SPENT),
    "XLSX_TABLES": _of_grids(1, HEAD, SPENT[0], ("单位名称：某站",), HEAD, SPENT[1]),
    "XLSX_TERMS": _of_grids(30, HEAD, *SPENT),
    "XLSX_DATA": _of_grids(3, COLUMNS, *((f"上年/{number}", 1) for number in range(4))),
    "COMMITTED": _of_commits,
    "GIT_ANSWER": _of_answer,
    "REVISIONS": _of_revisions,
    "GIT_SECONDS": _of_git,
    "READER_MEMORY": _of_reader(limits.READER_MEMORY.most, "memory"),
    "READER_SECONDS": _of_reader(1, "forever"),
    "LONGEST_SECONDS": _longest,
}
OTHERWISE = {
    "SUGGESTED": "写法是 ",
    "TOLD": "处写法不对，没有逐处列出",
    "PDF_SIDE": "没有大小，或大得不合理",
    "XLSX_UNPACKED": "文件解开以后太大了",
    "READER_MEMORY": "太费内存",
    "READER_SECONDS": "太费时间",
}
"""What is said where the number is not: it would help nobody."""


def test_every_limit_is_tried() -> None:
    """A new limit needs its trial here."""
    named = {name for name, value in vars(limits).items() if isinstance(value, Limit)}
    assert named == TRIALS.keys()


@pytest.mark.parametrize("name", TRIALS)
def test_what_is_beyond_the_limit_is_refused_and_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what is said of it."""
    lower = Lower(name, monkeypatch)
    said = TRIALS[name](tmp_path, lower)
    assert OTHERWISE.get(name, lower.now.said) in said
