"""What is shown of a budget: its real pages, the last good ones, and the figures on them."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

from generator.cli import main
from generator.figures import Formula
from generator.press.kept.store import Store
from generator.proof.publish import publish
from generator.rules import apply_rules
from generator.source import Place
from generator.workbench import telling
from generator.workbench.answers import answer, of_line, search, step_of
from generator.workbench.bench import Bench, Worker
from generator.workbench.desk import Desk, Workplace
from generator.workbench.making import Made
from generator.workbench.pictures import Pictures, Recent
from generator.workbench.summary import FinishedPdf, summary_of
from tests.budgets import SMALLEST, TWO_TABLES, copied_to

NAME = "预算.yaml"
SMALLEST_TEXT = (SMALLEST / NAME).read_text(encoding="utf-8")


class Heard:
    """A window that remembers all that it was told."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []

    def tell(self, event: str, text: str) -> None:
        """Remember it."""
        self.events.append((event, json.loads(text)))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process for all tests."""
    made = Worker()
    yield made
    made.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """What one test has set, the next need not set."""
    return Store(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def desk(tmp_path: Path, worker: Worker, store: Store) -> Desk:
    """The smallest budget, read and set."""
    place = Workplace(worker, store, threading.Lock())
    made = Desk("2024/档案馆", copied_to(tmp_path / "2024" / "档案馆"), "", place)
    assert made.read()
    made.set()
    return made


def _edit(desk: Desk, old: str, new: str) -> None:
    path = desk.folder / NAME
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def _keys(desk: Desk) -> dict[str, str]:
    return {sheet.name: sheet.key for sheet in desk.sheets}


def test_the_pages_shown_are_those_of_the_pdf(desk: Desk) -> None:
    """Page by page, pixel by pixel, with their numbers."""
    assert desk.shown is not None
    disclosure = desk.shown.disclosure
    printed, _ = publish(disclosure, desk.folder, apply_rules(disclosure, desk.folder), workshop=desk.bench)
    whole = pypdfium2.PdfDocument(printed.data)
    shown = [(sheet, page) for sheet in desk.sheets for page in range(len(sheet.numbered.pages))]
    assert len(shown) == len(whole) > 15
    pictures = Pictures()
    for (sheet, number), page in zip(shown, whole, strict=True):
        mine = Image.open(io.BytesIO(pictures.page(sheet, number, 1.0)))
        theirs = page.render(scale=1).to_pil().convert("RGB")
        assert ImageChops.difference(mine, theirs).getbbox() is None, (sheet.name, number)


def test_the_files_made_are_those_of_the_command(desk: Desk, tmp_path: Path) -> None:
    """Byte for byte: who works in the browser publishes what CI would."""
    desk.make(tmp_path / "here")
    assert desk.made == Made(
        True, "已生成 档案馆.pdf、档案馆.收据.json、档案馆.xlsx、档案馆.json、档案馆.html。"
    )
    options = ("--format", "pdf,html,json,xlsx", "--no-cache", "--jobs", "1")
    assert main(["build", str(desk.folder), "-o", str(tmp_path / "there"), *options]) == 0
    names = sorted(path.name for path in (tmp_path / "there" / "2024").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "here" / "2024").iterdir())
    for name in names:
        assert (tmp_path / "here" / "2024" / name).read_bytes() == (
            tmp_path / "there" / "2024" / name
        ).read_bytes()
    assert summary_of(desk.folder, tmp_path / "here").pdf is FinishedPdf.CURRENT
    _edit(desk, "30201, 金额: 4.20", "30201, 金额: 4.30")
    assert summary_of(desk.folder, tmp_path / "here").pdf is FinishedPdf.OLD
    before = (tmp_path / "here" / "2024" / "档案馆.pdf").read_bytes()
    desk.make(tmp_path / "here")
    assert desk.made is not None
    assert not desk.made.good
    assert "没有生成" in desk.made.said
    assert (tmp_path / "here" / "2024" / "档案馆.pdf").read_bytes() == before
    (tmp_path / "here" / "2024" / "档案馆.pdf").write_bytes(before + b" ")
    assert summary_of(desk.folder, tmp_path / "here").pdf is FinishedPdf.CHANGED
    assert summary_of(desk.folder, tmp_path).pdf is FinishedPdf.NONE


def _looks(desk: Desk) -> dict[tuple[str, int], int]:
    """What windows are told of how every page looks."""
    told = desk.layout()["sheets"]
    return {(one["name"], page): look for one in told for page, look in enumerate(one["looks"])}


def test_only_what_changed_has_another_key(desk: Desk) -> None:
    """A page that looks the same is not loaded again."""
    before, looks = _keys(desk), _looks(desk)
    _edit(desk, "30201, 金额: 4.20", "30201, 金额: 4.30")
    desk.read()
    desk.set()
    assert [page for page, look in _looks(desk).items() if look != looks[page]] == [
        ("表六", 0),
        ("explanations-1", 1),
        ("explanations-1", 2),
    ]
    changed = {name for name, key in _keys(desk).items() if key != before[name]}
    assert "表六" in changed
    assert changed.isdisjoint({"cover", "contents", "表一", "表三", "表十", "表十二"})
    _edit(desk, "30201, 金额: 4.30", "30201, 金额: 4.20")
    desk.read()
    desk.set()
    assert _keys(desk) == before


def test_what_has_not_changed_is_not_set_again(
    tmp_path: Path, worker: Worker, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is what lists pages, which is set twice: before they are known, and after."""
    folder = tmp_path / "2024" / "某局"
    folder.mkdir(parents=True)
    (folder / NAME).write_text(TWO_TABLES, encoding="utf-8")
    desk = Desk("2024/某局", folder, "", Workplace(worker, store, threading.Lock()))
    assert desk.read()
    desk.set()
    assert any(sheet.numbered.section.listing and sheet.numbered.section.counted for sheet in desk.sheets)
    printed: list[str] = []
    monkeypatch.setattr(Bench, "_print", lambda self, job: printed.append(job.name))
    assert desk.read()
    desk.set()
    assert printed == []


def test_what_pages_will_say_is_told_before_they_are_set(desk: Desk) -> None:
    """Where it will stand, figures and words; nothing of it is left when all is set."""
    heard = Heard()
    desk.listeners.add(heard)  # type: ignore[arg-type]
    keys = _keys(desk)
    for name in ("表六", "explanations-1"):
        desk.sheet(keys[name])
    _edit(desk, "30201, 金额: 4.20", "30201, 金额: 1004.25")
    desk.read()
    desk.set()
    names = [event for event, _ in heard.events]
    assert names.index("ahead") < min(names.index("findings"), names.index("layout"))
    first, *_, last = [told for event, told in heard.events if event == "ahead"]
    assert last == {}
    for name, one in (("表六", "1004.25"), ("explanations-1", "1010.75")):
        told = [(page, top, text.replace(",", "")) for page, _, top, *_, text in first[keys[name]]]
        printed = _said(desk, name)
        assert one in {text for *_, text in told}
        for page, top, text in told:  # words before it may have become longer, so that it stands further down
            assert any(text == said for at, where, said in printed if at == page and where > top - 0.2)
            assert name != "表六" or any(text == said for _, where, said in printed if abs(where - top) < 0.2)


def _said(desk: Desk, name: str) -> list[tuple[int, float, str]]:
    """Page and top edge of every figure of a section, and what it says, without separators."""
    assert desk.shown is not None
    book = desk.shown.disclosure.book
    sheet = next(sheet for sheet in desk.sheets if sheet.name == name)
    return [(spot.page, spot.box[1], book[spot.figure].printed.replace(",", "")) for spot in sheet.figures]


def test_words_that_will_change_are_told_whole(desk: Desk) -> None:
    """Over the lines where they stood; a passage more or less moves all, of that nothing is told."""
    heard = Heard()
    desk.listeners.add(heard)  # type: ignore[arg-type]
    key = _keys(desk)["cover"]
    desk.sheet(key)
    _edit(desk, "云岭县档案馆\n", "云岭县地方志馆\n")
    desk.read()
    desk.set()
    pieces = next(told for event, told in heard.events if event == "ahead")[key]
    assert any("云岭县地方志馆" in text for *_, text in pieces)


def test_tables_that_part_are_set_anew_while_the_contents_are_looked_at(desk: Desk) -> None:
    """Where tables no longer share a page nothing stands where it stood: nothing is told ahead."""
    heard = Heard()
    desk.listeners.add(heard)  # type: ignore[arg-type]
    keys = _keys(desk)
    shared = [sheet.name for sheet in desk.sheets if sheet.numbered.section.parts]
    for name in (shared[0], "contents"):
        desk.sheet(keys[name])
    codes = [code for code in range(30202, 30218) if str(code) not in SMALLEST_TEXT and code != 30210]
    long = "".join(f"\n  - {{经济科目: {code}, 金额: 1}}" for code in codes)
    line = next(line for line in SMALLEST_TEXT.splitlines() if "30201, 金额: 4.20" in line)
    _edit(desk, line, line + long)
    desk.read()
    assert not [told for event, told in heard.events if event == "ahead" and told]
    desk.set()
    assert [sheet.name for sheet in desk.sheets if sheet.numbered.section.parts] != shared


EDITS = {
    SMALLEST_TEXT: [
        ("30201, 金额: 4.20", "30201, 金额: 4.25"),
        ("正常晋级晋档", "晋级晋档"),
        ("云岭县档案馆\n", "云岭县馆\n"),
    ],
    TWO_TABLES: [
        ("30201, 金额: 7.00", "30201, 金额: 7.50"),
        ("名称: 某某局,", "名称: 某局,"),
        ("负责某项工作", "做工作"),
    ],
}


@pytest.mark.parametrize("text", EDITS, ids=["一个文件", "两张绩效表"])
def test_what_is_set_at_once_is_what_is_set_in_the_end(
    text: str, tmp_path: Path, worker: Worker, store: Store
) -> None:
    """No page changes twice: sections that share pages, or list them, are set whole."""
    folder = tmp_path / "2024" / "某局"
    folder.mkdir(parents=True)
    (folder / NAME).write_text(text, encoding="utf-8")
    desk = Desk("2024/某局", folder, "", Workplace(worker, store, threading.Lock()))
    assert desk.read()
    desk.set()
    heard = Heard()
    desk.listeners.add(heard)  # type: ignore[arg-type]
    at_once = set()
    for number, (old, new) in enumerate(EDITS[text]):
        before = _keys(desk)
        for name in list(before)[number :: len(EDITS[text])]:
            desk.sheet(before[name])
        heard.events.clear()
        _edit(desk, old, new)
        assert desk.read()
        at_once |= {name for name, key in _keys(desk).items() if key != before[name]}
        desk.set()
        told = [sheet for event, data in heard.events if event == "layout" for sheet in data["sheets"]]
        for name, key in _keys(desk).items():
            assert {one["key"] for one in told if one["name"] == name} <= {before.get(name), key}, name
    assert at_once


def test_the_last_good_pages_stay(desk: Desk) -> None:
    """A budget that cannot be read has its errors told, and the pages of before."""
    before, heard = _keys(desk), Heard()
    desk.listeners.add(heard)  # type: ignore[arg-type]
    _edit(desk, "年度: 2024", "年度： 2024")
    assert not desk.read()
    desk.set()
    assert _keys(desk) == before
    (first, _), (event, told), *rest = heard.events
    assert (first, event, told["broken"], rest) == ("reading", "findings", True, [])
    assert told["errors"] > 0
    _edit(desk, "年度： 2024", "年度: 2024")
    assert desk.read()
    desk.set()
    assert _keys(desk) == before
    assert [data["broken"] for name, data in heard.events if name == "findings"] == [True, False]


def test_what_is_superseded_is_left(desk: Desk, tmp_path: Path) -> None:
    """A change that comes while pages are set is not kept waiting; in the end the pages are the newest."""
    _edit(desk, "30201, 金额: 4.20", "30201, 金额: 4.40")
    desk.read()
    first, heard = desk.shown, Heard()

    class Interrupting(Heard):
        def tell(self, event: str, text: str) -> None:
            if event == "progress" and desk.shown is first:
                _edit(desk, "30201, 金额: 4.40", "30201, 金额: 4.50")
                desk.read()

    desk.listeners |= {Interrupting(), heard}  # type: ignore[arg-type]
    desk.set()
    assert not desk.done
    desk.set()
    assert desk.done
    last = [data for event, data in heard.events if event == "layout"][-1]
    assert all(sheet["key"] and not sheet["stale"] for sheet in last["sheets"])
    assert desk.shown is not None
    assert desk.shown.disclosure.book["基本支出/30201"].printed == "4.50"


def test_every_printed_figure_has_a_box_and_an_answer(desk: Desk) -> None:
    """Its formula leads to operands, and each in the end to a line of a file that says the amount."""
    shown = desk.shown
    assert shown is not None
    book = shown.disclosure.book
    boxed = {
        name
        for sheet in desk.sheets
        for page in range(len(sheet.numbered.pages))
        for name, *_ in telling.boxes(sheet, page)
    }
    assert {
        cell.figure.id
        for t in shown.disclosure.tables.values()
        for r in t.rows
        for cell in r.cells
        if cell.figure and cell.printed
    } <= boxed
    sections = [(sheet.name, sheet.numbered.section) for sheet in desk.sheets]
    homes = {part.name: name for name, section in sections for part in (section, *section.parts)}
    for name in sorted(boxed):
        found = answer(desk, shown, name)
        assert found.spots
        if (table := name.partition("/")[0]) in shown.disclosure.tables:
            assert found.spots[0].name == homes[table]
        assert found.step.figure is book[name]
        if isinstance(book[name].origin, Formula):
            assert [step.figure for step in found.below] == list(found.step.operands)
        elif isinstance(book[name].origin, Place):
            assert found.step.line


def test_a_step_further_down_is_the_operand_itself(desk: Desk) -> None:
    """By its place below the figure, since last year's figures have the same names."""
    shown = desk.shown
    assert shown is not None
    whole = shown.disclosure.book["表三/合计/合计"]
    assert isinstance(whole.origin, Formula)
    assert step_of(shown, whole.id, [0]).figure is whole.origin.operands[0]
    with pytest.raises(LookupError):
        step_of(shown, whole.id, [len(whole.origin.operands)])
    with pytest.raises(LookupError):
        step_of(shown, "没有的数")


def test_a_line_leads_to_what_it_is_printed_in(desk: Desk) -> None:
    """The figures that are read from it, and the cells that follow."""
    shown = desk.shown
    assert shown is not None
    figure = shown.disclosure.book["基本支出/30201"]
    assert isinstance(figure.origin, Place)
    found = of_line(desk, shown, NAME, figure.origin.line)
    assert figure in found.read
    assert any(name.startswith("表六/") for name, *_ in found.found.cells)


def test_words_are_found_where_they_stand(desk: Desk) -> None:
    """In the order of the pages, in a box on the right one."""
    shown = desk.shown
    assert shown is not None
    hits = search(desk, shown, "住房公积金")
    assert len(hits) > 2
    for hit in hits:
        sheet = next(sheet for sheet in desk.sheets if sheet.name == hit.spot.name)
        text = pypdfium2.PdfDocument(sheet.pdf())[hit.spot.page].get_textpage().get_text_range()
        assert "住房公积金" in text.replace("\r", "").replace("\n", "")
        assert hit.spot.boxes
    assert search(desk, shown, "没有这句话") == search(desk, shown, "  ") == []


def test_what_was_not_used_for_long_is_dropped() -> None:
    """And made again when it is asked for."""
    dropped: list[str] = []
    recent: Recent[str] = Recent(3, len, dropped.append)
    assert [recent.get(key, lambda key=key: key) for key in ("a", "bb", "a", "c")] == ["a", "bb", "a", "c"]
    assert dropped == ["bb"]
    assert recent.get("a", lambda: "x") == "a"
    assert recent.get("bb", lambda: "bb") == "bb"
    assert dropped == ["bb", "c"]
