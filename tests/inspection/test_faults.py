"""The inspection itself: it finds every fault that it looks for, when there is one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.document.charts import Bar, chart
from generator.document.measures import measures
from generator.figures import Book, Unit
from generator.figures.profile import load_profile
from generator.press import engine as press_engine
from tests.inspection import faults_of_charts as charts
from tests.inspection import faults_of_tables as tables
from tests.inspection import faults_of_text as text
from tests.inspection.inspector import CHECKS, Check, faults
from tests.inspection.setting import set_html

HEAD = '<thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr></thead>'
ROW = '<tr><td class="name">项目</td><td class="amount">{}.00</td></tr>'
ROWS = "".join(map(ROW.format, range(10, 100)))
OVERFULL = '<tr><td style="white-space: nowrap; width: 9mm">一二三四五六</td><td></td></tr>'
TALL = f'<tr style="break-inside: auto"><td>{"一二三<br>" * 20}</td><td></td></tr>'
UNCLOSED = '<tr style="border-bottom-style: hidden"><td>一</td><td>二</td></tr>'
SHIFTED = '<tr><td></td><td class="amount" style="padding-right: 1.5mm">1.00</td></tr>'
LOOSE = ROWS.replace("<tr", '<tr style="break-after: auto"')
NEXT_PAGE = '<tr style="break-before: page"><td>项目</td><td>1</td></tr>'


def table(body: str, head: str = HEAD, classes: str = "grid", style: str = "") -> str:
    """A table with a fixed layout."""
    return f'<table class="{classes}" style="{style}">{head}<tbody>{body}</tbody></table>'


def merged(rows: int, page: int) -> str:
    """A table of two pages with a merged cell over every `rows` rows; row `page` begins a page."""
    body = ""
    for row in range(2 * page):
        label = f'<th scope="rowgroup" rowspan="{rows}">产出指标</th>' if row % rows == 0 else ""
        body += f'<tr style="break-before: {"page" if row == page else "auto"}">{label}<td>{row}</td></tr>'
    return table(body)


def drawn(*amounts: int) -> str:
    """A chart of as many bars."""
    book = Book()
    leaves = [book.leaf(f"甲{value}", Decimal(value), Unit.MONEY, None) for value in amounts]
    return str(
        chart("图1　甲", [Bar(leaf.id, leaf) for leaf in leaves], measures(load_profile("shanxi-2024")))
    )


CHART = drawn(3, 1)

FAULTY: dict[Check, tuple[str, str]] = {
    text.outside_the_page: ("text", '<p style="position: absolute; left: -31mm">一二三</p>'),
    text.outside_the_block: ("text", '<p style="margin-left: -9mm; text-indent: 0">一二三</p>'),
    text.painted_over: ("text", '<p>一二三</p><p style="margin-top: -10mm">四五六</p>'),
    text.empty_pages: ("text", '<div style="height: 20mm; break-after: page"></div><p>一</p>'),
    text.closing_punctuation_first: ("text", "<p>一二三<br>，四五六</p>"),
    text.headings_left_behind: ("text", '<h2>一、职责</h2><p style="break-before: page">一二三</p>'),
    text.off_the_grid: ("text", '<p style="margin-top: 3mm">一二三</p>'),
    text.off_the_grid_as_painted: ("text", '<p style="transform: translateY(1pt)">一二三</p>'),
    text.ragged: ("text", f"<p>{'一二三四五六七八，' * 20}</p>"),
    text.pulled_apart: ("text", f'<p style="letter-spacing: 3pt">{"一二三，" * 20}</p>'),
    text.short_lines: ("text", f'<p>{"一二，" * 7}<span class="kept">{"三四，" * 3}</span>{"一，" * 9}</p>'),
    text.spoiled_copies: ("text", f'<p style="letter-spacing: 12pt">{"一二三，" * 20}</p>'),
    charts.charts_off_the_grid: ("text", CHART.replace("<figure", '<figure style="padding-top: 3mm"')),
    charts.bars_out_of_scale: ("text", CHART.replace(">1.00", ">2.00")),
    charts.bars_without_labels: ("text", CHART.replace("万元", "").replace(">1.00", ">")),
    charts.charts_of_one_amount: ("text", CHART.replace(">1.00", ">3.00")),
    tables.outside_their_cell: ("table", table(OVERFULL, style="width: 30mm")),
    tables.torn_rows: ("table", f'<div style="height: 190mm"></div>{table(TALL)}'),
    tables.wrapped_figures: ("table", table('<tr><td class="amount">1 234.56<br>789</td><td></td></tr>')),
    tables.missing_heads: ("table", table(HEAD[7:-8] + ROWS, head="")),
    tables.heads_left_behind: ("table", table(ROW.format(1) + HEAD[7:-8] + NEXT_PAGE)),
    tables.open_spans: ("table", merged(rows=10, page=5)),
    tables.unlabelled_spans: ("table", merged(rows=5, page=5)),
    tables.unclosed_feet: ("table", table(UNCLOSED)),
    tables.forgotten_rows: ("table", table(ROWS + NEXT_PAGE)),
    tables.begun_at_the_foot: ("table", f'<div style="height: 204mm"></div>{table(LOOSE)}'),
    tables.uneven_points: ("table", table(ROWS + SHIFTED)),
    tables.parents_left_behind: (
        "table",
        table(ROW.format(1).replace("<tr", '<tr class="parent"') + NEXT_PAGE),
    ),
}
"""Check → the classes and the HTML of a page that has the fault."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_fault_is_found(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page made with one fault is told by the check that looks for it."""
    classes, html = FAULTY[check]
    if check in (text.ragged, text.pulled_apart, text.spoiled_copies):
        monkeypatch.setattr(press_engine, "justify", lambda page: None)
    assert faults([set_html(html, classes)], [check])


def test_a_sound_page_has_none() -> None:
    """A title, a paragraph of several lines and a table over pages, as they should be."""
    title = "<h1>第一部分 概况</h1><h2>一、职责</h2>"
    assert faults([set_html(f"{title}<p>{'一二三，四五“六”。' * 40}</p>", "text")]) == []
    assert faults([set_html(f"{title}{drawn(300, 100, 1)}<p>一</p>{CHART}", "text")]) == []
    paper = set_html(table(ROWS, classes="amounts"), "table")
    assert len(paper.painted) > 2
    assert faults([paper]) == []
