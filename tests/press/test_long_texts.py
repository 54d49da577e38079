"""Long texts of forms go on over pages as the paragraphs that their author wrote."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from generator.document import Section
from generator.document.passages import passages_of
from generator.press.boxes import descendants
from generator.press.hooks import boxes, page_box
from generator.press.section.long_texts import LONG, in_pieces
from generator.press.section.setting import set_section
from tests.inspection.budgets import SENTENCE, with_performance, words
from tests.press.small import engine, small

FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
FIGURE = '<span class="figure" data-figure="表一/收入总计">46,785.10</span><span class="unit">万元</span>'


def form(*cells: str, label: str = "项目概况") -> Section:
    """A form with one row of prose above one of a word."""
    row = f'<tr data-row><th scope="rowgroup" rowspan="2">{label}</th>{"".join(cells)}</tr>'
    table = f'<table class="grid prose">{row}<tr data-row><td colspan="{len(cells)}">无</td></tr></table>'
    return Section("绩效1", "performance", table, ())


def lines(section: Section) -> list[str]:
    """The lines of all paragraphs, page by page, without blanks."""
    pages = engine().lay_out(section.html, section.classes).pages
    return [
        re.sub(r"\s", "", "".join(text.text for text in descendants(line, boxes().TextBox)))
        for page in pages
        for block in descendants(page_box(page), boxes().BlockBox)
        if block.element_tag == "p"
        for line in block.children
        if isinstance(line, boxes().LineBox)
    ]


PARAGRAPH = st.tuples(
    st.integers(1, 900).map(words), st.booleans(), st.text("道路ABC12，。“”（） ", min_size=1, max_size=40)
).map(lambda drawn: f"<p>{drawn[0]}{FIGURE if drawn[1] else ''}{drawn[2]}</p>")


@FEW
@given(st.lists(PARAGRAPH, min_size=1, max_size=4))
@example([f"<p>{words(900)}</p>"])
@example([f"<p>{words(300)}{FIGURE * 9}<b><i>{words(90)}</i></b>，{FIGURE}</p>", "<p>一。</p>"])
def test_pieces_have_the_lines_of_the_whole(paragraphs: list[str]) -> None:
    """No line ends elsewhere for being in a row of its own, and no character is lost."""
    whole = form(f"<td>{''.join(paragraphs)}</td>")
    pieces = in_pieces(engine(), whole)
    count = len(lines(whole))
    assert (pieces.html != whole.html) is (count > LONG)
    assert lines(pieces) == lines(whole)
    assert pieces.html.count("data-figure") == whole.html.count("data-figure")
    told = [passage for passage in passages_of(pieces.html, "绩效1") if passage.text]
    assert "".join(p.text for p in told) == "".join(p.text for p in passages_of(whole.html, "绩效1"))


def test_texts_side_by_side_are_cut_at_the_same_lines() -> None:
    """The shorter one ends earlier; the label reaches over all rows, and over those below as before."""
    whole = form(f"<td><p>{words(700)}</p></td>", f"<td><p>{words(150)}</p></td>")
    pieces = in_pieces(engine(), whole)
    rows = pieces.html.count("<tr")
    assert rows > 8
    assert f'rowspan="{rows}"' in pieces.html
    assert pieces.html.count("<td") == 2 * (rows - 1) + 1
    assert sorted(lines(pieces)) == sorted(lines(whole))


def test_short_texts_and_other_sections_are_left_as_they_are() -> None:
    """What needs no cut is not laid out once more."""
    short = form(f"<td><p>{words(200)}</p></td>")
    assert in_pieces(engine(), short) is short
    other = replace(form(f"<td><p>{words(900)}</p></td>"), classes="table")
    assert in_pieces(engine(), other) is other


def test_a_passage_is_found_on_all_its_rows() -> None:
    """People point at a text as at one, wherever it goes on."""
    [_, section] = small(with_performance(1500, (1,) * 6, 4, 4), ("cover", "绩效1")).sections
    made = set_section(engine(), section)
    known = passages_of(section.html, "绩效1")
    assert len(made.passages) == len(known)
    for passage, printed in zip(known, made.passages, strict=True):
        on_paper = sum(stretch.characters for stretch in printed.stretches)
        assert on_paper == len(re.sub(r"[\s│]", "", passage.text)), passage.text[:20]
    assert max(len({frame.page for frame in printed.frames}) for printed in made.passages) > 1
    assert SENTENCE in max((passage.text for passage in known), key=len)
