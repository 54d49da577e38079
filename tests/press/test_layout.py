"""Sections to pages: numbered one after the other, the 目录 last, merged cells cut where pages break."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from generator.document import Document, Heading, Section, compose
from generator.errors import PressError
from generator.press import engine as press_engine
from generator.press import print_pdf
from generator.press.boxes import descendants
from generator.press.jobs import Style
from generator.press.layout import NumberedSection, set_document
from generator.press.section import setting
from generator.press.section.cuts import rows_of
from generator.press.workshop import Progress, Workshop, untold
from tests.budgets import disclosed
from tests.inspection.budgets import with_performance
from tests.press.small import engine, small
from tests.printed_pages import Page, read_pages

BREAK = '<p style="break-before: page">正文</p>'


def _section(key: str, pages: int = 1, heading: str = "", counted: bool = True) -> Section:
    anchor = f"to-{key}"
    html = f'<h2 id="{anchor}" data-outline="{heading}">{heading or key}</h2><p>正文</p>' + BREAK * (
        pages - 1
    )
    headings = (Heading(anchor, 2, heading),) if heading else ()
    return Section(key, "text" if counted else "cover", html, headings, counted=counted)


CONTENTS = Section("contents", "contents", "", (), counted=False, listing=True)


def _of(*sections: Section) -> Document:
    return replace(compose(disclosed()), sections=sections)


def _set(*sections: Section, progress: Progress = untold) -> list[NumberedSection]:
    """The sections, set."""
    document = _of(*sections)
    style = Style(document.disclosure.profile.folder)
    return Workshop().run(set_document(document, style), progress)


def _pages(*sections: Section) -> list[Page]:
    """The pages of a file with the sections."""
    document = _of(*sections)
    return read_pages(print_pdf(replace(document, disclosure=replace(document.disclosure, tables={}))).data)


def test_pages_are_numbered_through() -> None:
    """Each section goes on where the one before ended; what is not counted has no number.

    The body begins on a right page: there is a blank one behind the cover.
    """
    sections = (_section("cover", counted=False), _section("甲", 2), _section("乙", 3))
    assert [(part.section.key, part.first_page, len(part.pages)) for part in _set(*sections)] == [
        ("cover", 0, 2),
        ("甲", 1, 2),
        ("乙", 3, 3),
    ]
    assert [page.number for page in _pages(*sections)] == [None, None, 1, 2, 3, 4, 5]


def test_numbers_stand_at_the_outer_edge() -> None:
    """Odd ones at the right, even ones at the left, wherever a section begins."""
    pages = _pages(_section("甲"), _section("乙", 20), _section("丙", 3))
    assert [page.number for page in pages] == list(range(1, 25))
    assert [page.letters[-1].left > 297 for page in pages] == [True, False] * 12


def test_a_section_does_not_know_its_first_page() -> None:
    """Its print is the same wherever it stands."""
    [alone] = _set(_section("甲", 3))
    [_, after] = _set(_section("乙", 4), _section("甲", 3))
    assert alone.print == after.print


def test_left_pages_stand_where_left_pages_do() -> None:
    """A section that begins on a left page is the same but for its place: 2 mm nearer the outer edge."""
    [alone] = _set(_section("甲", 3, "一、甲"))
    [_, moved] = _set(_section("乙", 5), _section("甲", 3, "一、甲"))
    assert [page.content for page in moved.pages] == [page.content for page in alone.pages]
    two = 2 / 25.4 * 72
    assert [page.moved for page in moved.pages] == [(pytest.approx(way * two), 0) for way in (-1, 1, -1)]
    [anchor] = alone.print.anchors.values()
    assert list(moved.print.anchors.values()) == [(0, pytest.approx(anchor[1] - two), anchor[2])]


def test_the_contents_name_the_pages() -> None:
    """The 目录 stands in its place but is set last, with the page of every heading that it lists."""
    sections = (
        _section("cover", counted=False),
        CONTENTS,
        _section("甲", 3, "一、甲"),
        _section("乙", 1, "二、乙"),
    )
    assert [part.section.key for part in _set(*sections)] == ["cover", "contents", "甲", "乙"]
    entries = _pages(*sections)[1].text.replace("·", "")
    assert entries == "目录一、甲1二、乙4"


def test_a_long_contents_moves_no_number() -> None:
    """However many pages the 目录 takes, the body begins at 1."""
    many = [_section(f"节{number}", 1, f"{number}、标题") for number in range(60)]
    parts = _set(CONTENTS, *many)
    assert len(parts[0].pages) > 1
    assert [part.first_page for part in parts[1:]] == list(range(1, 61))


@pytest.mark.parametrize(("entries", "blank"), [(10, False), (45, True), (60, False)])
def test_the_body_begins_on_a_right_hand_page(entries: int, blank: bool) -> None:
    """Behind cover and 目录 a verso is left blank where they have an odd number of pages, and no other."""
    many = [_section(f"节{number}", 1, f"{number}、标题") for number in range(entries)]
    parts = _set(_section("cover", counted=False), CONTENTS, *many)
    front = [page.blank for part in parts[:2] for page in part.pages]
    assert len(front) % 2 == 0
    assert front == [False] * (len(front) - 1) + [blank]
    assert not any(page.blank for part in parts[2:] for page in part.pages)


def test_a_heading_that_is_not_printed_is_an_error() -> None:
    """An entry of the 目录 without its heading on a page stops the build."""
    lost = replace(_section("甲", 1, "一、甲"), html="<p>没有标题</p>")
    with pytest.raises(PressError, match="标题“一、甲”没有印出来"):
        _set(CONTENTS, lost)


ROW = '<tr data-row>{label}<td style="height: 50mm">{row}</td></tr>'
LABEL = '<th scope="rowgroup" rowspan="{rows}">产出</th>'


def _table(rows: int) -> Section:
    """A table whose rows share one label."""
    labels = [LABEL.format(rows=rows), *[""] * (rows - 1)]
    body = "".join(ROW.format(label=label, row=row) for row, label in enumerate(labels))
    return Section("表", "text", f"<table>{body}</table>", ())


def test_cells_are_cut_where_pages_break() -> None:
    """The label of the rows stands on every page, with （续） from the second on."""
    pages = _pages(_table(9))
    assert len(pages) == 3
    assert [page.text.count("产出") for page in pages] == [1, 1, 1]
    assert [page.text.count("（续）") for page in pages] == [0, 1, 1]


@pytest.mark.parametrize("on_the_way", [True, False])
def test_words_that_stand_once_are_said_again_on_each_page(
    on_the_way: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a merged column has (合并) in the row that begins a page is readable there, and nowhere twice."""
    row = '<tr data-row><td class="name{joined}">{name}</td><td style="height: 50mm">{row}</td></tr>'
    names = "甲局甲局甲局甲局甲局乙站乙站乙站乙站"
    rows = "".join(
        row.format(row=number, name="" if number not in (0, 5) else names[2 * number :][:2], joined=joined)
        for number in range(9)
        for joined in ("" if number in (0, 5) else " joined",)
    )
    if not on_the_way:
        monkeypatch.setattr(engine(), "known", False)
    pages = _pages(Section("表", "table", f'<table class="amounts">{rows}</table>', ()))
    text = [page.text.replace("\n", "") for page in pages]
    assert len(text) == 3
    assert [(page.count("甲局"), page.count("乙站")) for page in text] == [(1, 0), (1, 1), (0, 1)]


def test_a_table_that_never_settles_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """If every cut moves the breaks, the build stops instead of going on for ever."""
    asked = []

    def moved(root: Any, breaks: Set[int]) -> None:
        asked.append(breaks)
        for row in rows_of(root):
            row[-1].set("style", f"height: {40 + 30 * (len(asked) % 2)}mm")

    monkeypatch.setattr(press_engine, "cut", moved)
    with pytest.raises(PressError, match="“表”的表格分页不能稳定"):
        _set(_table(12))
    assert 2 < len(asked) <= 20


@pytest.mark.parametrize("goal", [30, 120, 300])
def test_a_form_is_tried_first_as_it_is_set_in_the_end(goal: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A performance table that the tighter setting spares a page is set once, and as if both had been."""
    [form] = small(with_performance(goal, (3, 3, 3, 2, 2, 2), 10, 3), ("绩效1",)).sections
    plain, tight = (engine().lay_out(form.html, f"performance{how}", one_pass=True) for how in ("", " tight"))
    spared = len(tight.pages) == 1 < len(plain.pages)
    settings: list[str] = []
    real = setting.Engine.lay_out

    def counted(self: setting.Engine, html: str, classes: str, *given: Any, **named: Any) -> Any:
        settings.append(classes)
        return real(self, html, classes, *given, **named)

    monkeypatch.setattr(setting.Engine, "lay_out", counted)
    pages = setting.lay_out(engine(), form).pages
    assert len(pages) == len((tight if spared else plain).pages)
    if spared or len(plain.pages) == 1:
        assert settings == ["performance tight" if spared else "performance"]


def test_progress_goes_forward() -> None:
    """Every section is reported once, in order when there is one process, and the end is reached."""
    steps: list[tuple[int, int, str]] = []
    _set(CONTENTS, _section("甲"), _section("乙"), progress=lambda *step: steps.append(step))
    assert [(done, what) for done, _, what in steps][:4] == [(0, "排版"), (1, "甲"), (2, "乙"), (2, "目录")]
    assert steps[-1][0] == steps[-1][1] >= 3
    assert all(done <= total for done, total, _ in steps)


@pytest.mark.parametrize(("last", "pages"), [(50, 2), (80, 3)])
def test_a_text_spares_a_page_of_a_few_lines(last: int, pages: int) -> None:
    """Where all lines have room on a page less, paragraphs may leave one line on a page; else they do not."""
    html = "".join(f"<p>{'一' * count}</p>" for count in (*[80] * 14, last))
    section = Section("甲", "text", html, ())
    assert len(engine().lay_out(html, "text").pages) == 3
    assert len(setting.lay_out(engine(), section).pages) == pages


@pytest.mark.parametrize(
    ("entries", "pages", "line"), [(24, 1, 9.0), (30, 1, 7.2), (36, 1, 5.3), (42, 1, 5.3), (43, 2, 9.0)]
)
def test_a_table_of_contents_spares_its_second_page(entries: int, pages: int, line: float) -> None:
    """Its entries stand closer then, in smaller type where it takes that; what needs two is set openly."""
    html = "<p class=entry>一</p>" * entries
    made = setting.lay_out(engine(), Section("contents", "contents", html, ()))
    assert len(made.pages) == pages
    first, second, *_ = descendants(made.pages[0]._page_box, boxes.LineBox)
    assert second.position_y - first.position_y == pytest.approx(line * 96 / 25.4, abs=0.1)


def test_a_table_in_a_tight_text_is_cut() -> None:
    """Where a text is set tighter to spare a page its tables go on as in any other, with （续）."""
    cells = [ROW.format(label=LABEL.format(rows=5) if row == 0 else "", row=row) for row in range(5)]
    section = Section("甲", "text", f"<table>{''.join(cells)}</table>" + f"<p>{'一' * 80}</p>" * 13, ())
    assert len(engine().lay_out(section.html, "text").pages) == 4
    pages = setting.lay_out(engine(), section).pages
    assert len(pages) == 3
    assert "（续）" in "".join(box.text for box in descendants(pages[1]._page_box, boxes.TextBox))
