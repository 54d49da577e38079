"""两端对齐: lines reach both edges, and what is copied stays as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes

from generator.press import engine as press_engine
from generator.press.boxes import descendants
from generator.press.justify import MOST, drawable
from tests.press.small import engine

WIDTH = 156 * 96 / 25.4
"""CSS pixels: the text width."""
SENTENCE = "加强预算管理，按照“先有预算、后有支出”的原则，做到应编尽编。"
FIGURES = '本年收入<span class="figure">46,785.10</span><span class="unit">万元</span>，'


def lines(html: str) -> list[Any]:
    """The lines of text of one page."""
    [page] = engine().lay_out(html, "text", 1).pages
    body = [box for box in page._page_box.children if not isinstance(box, boxes.MarginBox)]
    return [line for part in body for line in descendants(part, boxes.LineBox)]


def texts(line: Any) -> list[Any]:
    """The pieces of a line from left to right."""
    return sorted(descendants(line, boxes.TextBox), key=lambda text: text.position_x)


def spacing(text: Any) -> float:
    """The letter spacing of a piece, in em."""
    return float(text.style["letter_spacing"] / text.style["font_size"])


def end(line: Any) -> float:
    """Where the last character of a line ends, in CSS pixels from the left edge of the text."""
    last = texts(line)[-1]
    return float(last.position_x + last.width - last.style["letter_spacing"]) - 28 * 96 / 25.4


@pytest.mark.parametrize("text", [SENTENCE * 8, FIGURES * 12, f"{SENTENCE}《{FIGURES}》" * 5])
def test_lines_reach_the_edge(text: str) -> None:
    """All lines of a paragraph but the last end where the text ends, but for those that are spread enough."""
    *full, last = lines(f"<p>{text}</p>")
    short = [line for line in full if round(end(line) - WIDTH)]
    assert len(full) >= 4
    assert len(short) < len(full) / 4
    assert all(end(line) < WIDTH for line in short)
    assert [max(map(spacing, texts(line))) for line in short] == [pytest.approx(MOST, abs=0.003)] * len(short)
    assert end(last) < WIDTH


def test_a_number_that_nearly_fits_does_not_pull_a_line_apart() -> None:
    """Lines are set a little closer rather than far wider: up to 0.8 em find room on a line."""
    number = '<span class="figure">46,785.10</span>'
    *full, _ = lines(f"<p>{'国' * 22}{number}{'国' * 40}</p>")
    assert "46,785.10" in "".join(text.text for text in texts(full[0]))
    assert -0.044 < min(map(spacing, texts(full[0]))) < -0.02


def test_the_last_line_is_left_alone() -> None:
    """The last line, and the only line, of a paragraph have the letter spacing that is meant."""
    for html in (f"<p>{SENTENCE * 3}</p>", "<p>只有一行。</p>"):
        assert [spacing(text) for text in texts(lines(html)[-1])] == [pytest.approx(-0.0134, abs=0.001)]


def test_text_that_is_not_justified_is_left_alone() -> None:
    """Where the style sheet asks for a ragged edge, it is ragged."""
    [line, _] = lines(f'<p style="text-align: left">{"一" * 24}，{"二" * 10}</p>')
    assert spacing(texts(line)[0]) < 0


def test_nothing_is_pulled_apart() -> None:
    """A line that lacks more than its gaps may take stays short: a word that does not fit is long."""
    for html in (f"<p>{'一' * 15}{'A' * 30}</p>", f"<p>2024年{'一' * 18}{'A' * 30}</p>"):
        first = lines(html)[0]
        assert end(first) < WIDTH - 30
        assert all(spacing(text) == pytest.approx(MOST, abs=0.002) for text in texts(first))


def _stretched() -> Iterator[Any]:
    for length in range(20):
        for line in lines(f"<p>{FIGURES}{'一' * length}{FIGURES * 3}{SENTENCE}{FIGURES}</p>"):
            yield from texts(line)


def test_the_gaps_are_kept_small() -> None:
    """No line is spread by more than 8 %; readers of PDF would take wide gaps for spaces."""
    widest = max(spacing(text) for text in _stretched())
    assert 0 < widest <= MOST + 0.002


def test_pieces_follow_each_other() -> None:
    """A line of several faces is moved as a whole: no piece runs into the next, no gap opens."""
    for line in lines(f"<p>{FIGURES * 8}</p>")[:-1]:
        pieces = texts(line)
        assert len(pieces) > 5
        for one, other in pairwise(pieces):
            assert one.position_x + one.width == pytest.approx(other.position_x, abs=0.5)


def test_marked_figures_move_with_their_text() -> None:
    """The boxes around figures, which the post-flight looks into, still surround them."""
    for line in lines(f"<p>{FIGURES * 8}</p>"):
        for inline in descendants(line, boxes.InlineBox):
            inside = texts(inline)
            if inside:
                assert inline.position_x == pytest.approx(inside[0].position_x, abs=0.1)
                assert inline.width == pytest.approx(sum(text.width for text in inside), abs=0.5)


def test_the_text_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Justified or not, the lines break at the same places and say the same."""
    html = f"<p>{SENTENCE * 4}{FIGURES * 4}</p>"
    justified = [[text.text for text in texts(line)] for line in lines(html)]
    monkeypatch.setattr(press_engine, "justify", lambda page: None)
    assert [[text.text for text in texts(line)] for line in lines(html)] == justified


@given(st.floats(-0.05, 0.2), st.sampled_from([12.0, 18.0, 21.333333, 29.333333]))
def test_what_is_asked_for_can_be_drawn(em: float, size: float) -> None:
    """The spacing that is drawn is within a thousandth of an em of the one that is wanted."""
    asked, drawn = drawable(em * size, size)
    assert abs(drawn - em * size) <= 0.00056 * size
    assert abs(asked - drawn) <= 0.0011 * size
    assert asked * em >= 0


def test_what_is_painted_behind_words_goes_with_them() -> None:
    """The ground of a word that is marked lies where the word stands when its line has been widened."""
    for text in ("一二三四五六", "一二三四五六七八九十" * 3):
        for line in lines(f'<p>{text}<mark class="unwritten">待填</mark>{text}</p>'):
            for mark in descendants(line, boxes.InlineBox):
                if mark.element_tag == "mark":
                    left, _, width, _ = mark.background.layers[-1].painting_area
                    assert (left, width) == (mark.border_box_x(), mark.border_width())
                    assert abs(left - texts(mark)[0].position_x) < 0.01
