"""What we use of WeasyPrint that is not public: each does what we rely on, in the version installed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5
from tinyhtml5 import inputstream

from generator.press.boxes import descendants
from generator.press.fonts import font_faces
from generator.press.hooks import (
    Canvas,
    Marker,
    Patterns,
    Shelf,
    boxes,
    counts_pages,
    fonts_in,
    margin_boxes,
    page_box,
    page_kind,
)
from generator.press.loading import import_weasyprint
from generator.press.section.printing import without_number
from tests.press.small import engine

TEXT = "<h2>一、职责</h2><p>共<span class='figure'>12.00</span>万元。</p><table><tr><td>甲</td></tr></table>"


@pytest.fixture
def page() -> Any:
    [page] = engine().lay_out(TEXT, "table landscape").pages
    return page


def test_every_text_is_painted_with_a_mark(page: Any) -> None:
    """Numbered from 0, each within the stream, which leaves the state of the page as it found it."""
    operators, marks = Canvas.blank(Shelf(), "colours", "profile").paint(page)
    texts = [text for text in descendants(page_box(page), boxes().TextBox) if text.text.strip()]
    assert set(texts) <= set(marks)
    assert sorted(number for _, number in marks.values()) == list(range(len(marks)))
    assert [o["MCID"] for o in operators if isinstance(o, dict) and "MCID" in o] == list(range(len(marks)))
    assert operators.count(b"q") == operators.count(b"Q")


def test_fonts_tell_what_was_shown(page: Any) -> None:
    """Width and text of every glyph, and the file; what was shown before is forgotten."""
    shelf = Shelf()
    Canvas.blank(shelf, "colours", "profile").paint(page)
    shown = {text for font, _ in shelf.shown() for text in font.to_unicode.values()}
    assert set("一、职责共万元。甲") <= shown
    Canvas.blank(shelf, "colours", "profile")
    assert list(shelf.shown()) == []


def test_colours_are_markers(page: Any) -> None:
    """What all sections share is no number of one file."""
    canvas = Canvas.blank(Shelf(), "colours", "profile")
    canvas.paint(page)
    assert canvas.resources["ColorSpace"] == Marker("colours")


def test_the_page_number_is_known_and_taken_off(page: Any) -> None:
    """One box in the margins prints it; what else stands there stays."""
    assert page_kind(page) == "landscape"
    assert [box.at_keyword for box in margin_boxes(page) if counts_pages(box)] == ["@left-bottom"]
    without_number(page)
    operators, marks = Canvas.blank(Shelf(), "colours", "profile").paint(page)
    assert "—" not in "".join(box.text for box in marks if hasattr(box, "text"))
    assert operators


def test_the_parser_s_patterns_are_those_that_it_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """For each way in which it reads; and once there, they are found."""
    text = '<p class="a" id=b>甲 &amp; 乙</p><!-- c --><table><tr><td colspan="2">1<br></table>'
    its_own: dict[object, object] = {}
    monkeypatch.setattr(inputstream, "characters_until_regex", its_own)
    tinyhtml5.parse(text)
    ours = Patterns()
    monkeypatch.setattr(inputstream, "characters_until_regex", ours)
    tinyhtml5.parse(text)
    assert {frozenset(_said(pattern)) for pattern in ours.values()} == {
        frozenset(_said(pattern)) for pattern in its_own.values()
    }
    assert {(opposite, "^" in pattern.pattern) for (_, opposite), pattern in ours.items()} == {
        (False, True),
        (True, False),
    }


def _said(pattern: Any) -> list[str]:
    """What a pattern lists, whatever the order."""
    said: list[str] = re.findall(r"\\x..|[\^+\[\]]", pattern.pattern)
    return said


def test_copies_of_fonts_lie_where_they_are_told_to(tmp_path: Path) -> None:
    """And stay there when the configuration goes."""
    fonts = fonts_in(tmp_path)
    import_weasyprint().CSS(string=font_faces({}), font_config=fonts)
    copies = list(tmp_path.iterdir())
    assert len(copies) == font_faces({}).count("@font-face")
    fonts.__del__()
    assert list(tmp_path.iterdir()) == copies
