"""Faults of pages and lines. Each function yields one sentence per fault it finds in a section."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from generator.press.boxes import descendants
from generator.press.justify import MEANT, MOST
from tests.inspection.letters import Letter
from tests.inspection.paper import POINT, Line, Paper

MILLIMETRE = 72 / 25.4
TOP = 37 * MILLIMETRE
LINES = 22
PITCH = 225 / LINES * MILLIMETRE
"""GB/T 9704: the text block begins 37 mm from the top and has 22 lines on 225 mm."""
BODY, TITLE = 16.0, 22.0
ASCENT = (220 - 36) / 256 / 2
"""Em from the middle of a line down to its base line, for the line metrics that all faces share."""
CLOSING = "，。；：）”》、！？"
SPREAD, ROUNDED = 0.08, 0.003
"""Em: the most that is added between two characters, and by how much what is drawn may differ."""
CLOSEST = -0.7
"""Points between characters where a line is set close to take in one more."""
NEAR, EDGE, BESIDE = 0.1, 0.3, 0.5
"""Points within which a base line, the end of a justified line, and the ink of a line must be right."""


def outside_the_page(paper: Paper) -> Iterator[str]:
    """Ink beyond the edge of the paper."""
    for number, page in enumerate(paper.painted):
        for letter in page.letters:
            left, top, right, bottom = letter.ink
            if left < 0 or top < 0 or right > page.width or bottom > page.height:
                yield f"{paper.at(number)}: “{letter.char}” runs off the paper"


def outside_the_block(paper: Paper) -> Iterator[str]:
    """Text pages: ink beside the text block, of lines or of charts."""
    for number, page in enumerate(paper.painted if paper.classes == "text" else []):
        left, top, right, bottom = paper.block(number)
        for letter in page.letters:
            beside = letter.ink[0] < left - BESIDE or letter.ink[2] > right + BESIDE
            if beside and top < letter.centre[1] < bottom:
                yield f"{paper.at(number)}: “{letter.char}” stands beside the text block"


def painted_over(paper: Paper) -> Iterator[str]:
    """Letters on top of each other. A ligature is one glyph, told twice."""
    for number, page in enumerate(paper.painted):
        for one, other in page.collisions():
            if one.ink != other.ink:
                yield f"{paper.at(number)}: “{one.char}” and “{other.char}” are printed over each other"


def empty_pages(paper: Paper) -> Iterator[str]:
    """A page with nothing in its text block; a page that a foreign one is drawn on has a place for it."""
    for number in range(len(paper.painted)):
        pictures = list(paper.elements(number, boxes.ReplacedBox))
        if not paper.lines[number] and not pictures:
            yield f"{paper.at(number)}: the page is empty"


def closing_punctuation_first(paper: Paper) -> Iterator[str]:
    """避头: a line that begins with punctuation that closes something, in text or in a cell."""
    for number, lines in enumerate(paper.lines):
        for line in lines:
            if line.text.lstrip()[0] in CLOSING:
                yield f"{paper.at(number)}: a line begins “{line.text[:8]}”"


def headings_left_behind(paper: Paper) -> Iterator[str]:
    """A heading as the last line of a page, parted from what it is the heading of."""
    for number, lines in enumerate(paper.lines):
        pictures = [box.position_y * POINT for box in paper.elements(number, boxes.ReplacedBox)]
        last = max(lines, key=lambda line: line.top, default=None)
        if last and last.tag in ("h1", "h2", "h3") and not any(top > last.top for top in pictures):
            yield f"{paper.at(number)}: the heading “{last.text}” is the last line"


ABOVE_A_TABLE = (15.0, 10.5)
"""Points: the title of a table among the text, and the line with its unit."""


def off_the_grid(paper: Paper) -> Iterator[str]:
    """Text pages: a base line that is on none of the 22 lines. A title stands in the middle of two lines.

    Tables among the text have a pitch of their own, with what stands above them.
    """
    for number, lines in enumerate(paper.lines if paper.classes == "text" else []):
        for line in lines:
            if line.tag in ("td", "th") or round(line.size, 1) in ABOVE_A_TABLE:
                continue
            title = line.size == TITLE
            size = line.size if line.tag == "figcaption" else BODY
            first = TOP + (PITCH if title else PITCH / 2) + ASCENT * (TITLE if title else size)
            for base in line.bases:
                index = round((base - first) / PITCH)
                if abs(base - first - index * PITCH) > NEAR or not 0 <= index < LINES:
                    yield f"{paper.at(number)}: “{line.text[:12]}” has its base line at {base:.2f} pt"


def off_the_grid_as_painted(paper: Paper) -> Iterator[str]:
    """The same, read off the finished page: every letter of body size within the text block."""
    first = TOP + PITCH / 2 + ASCENT * BODY
    for number, page in enumerate(paper.painted if paper.classes == "text" else []):
        for letter in page.letters:
            if abs(letter.size - BODY) < NEAR:
                away = (letter.base - first) / PITCH
                if abs(away - round(away)) * PITCH > NEAR:
                    yield f"{paper.at(number)}: “{letter.char}” is painted at {letter.base:.2f} pt"


def ragged(paper: Paper) -> Iterator[str]:
    """A justified line whose last letter, as painted, does not end where its block does.

    A line that would have to be pulled apart too far has as much between its letters as may be.
    """
    for number, lines in enumerate(paper.lines):
        on_base = _by_base(paper.painted[number].letters)
        for line in lines:
            if line.stretched:
                beside = [letter for letter in on_base[round(line.bases[-1])] if letter.centre[0] < line.room]
                end = max(letter.end for letter in beside)
                full = min(_spacings(line)) > MOST - ROUNDED
                if abs(end - line.room) > EDGE and not (full and end < line.room):
                    yield f"{paper.at(number)}: “{line.text}” ends {end - line.room:+.2f} pt from the edge"


def pulled_apart(paper: Paper) -> Iterator[str]:
    """A justified line, of text or in a cell, with over 8 % more between its characters than meant."""
    for number, line in _justified(paper):
        most = max(_spacings(line))
        if most - MEANT > SPREAD + ROUNDED:
            yield f"{paper.at(number)}: “{line.text}” is pulled apart by {most - MEANT:.3f} em"


def short_lines(paper: Paper) -> Iterator[str]:
    """Text pages: a justified line that ends before its edge, as it would have to be pulled apart.

    A line may be short where an amount comes next, which is never broken and would not have fitted had the
    line been set as close as lines are. In a cell of 64 mm lines are now and then short: an unbroken end of
    three characters is 14 % of the line.
    """
    lines = [(number, line) for number, page in enumerate(paper.lines) for line in page]
    for (number, line), (_, after) in pairwise(lines if paper.classes == "text" else []):
        lacking = line.room - line.right
        if line.stretched and lacking > EDGE + SPREAD * line.size and _room(line) > _amount(after):
            yield f"{paper.at(number)}: “{line.text}” ends {lacking:.1f} pt before its edge"


def _room(line: Line) -> float:
    """The points that are left on a line when its characters stand as close as they may."""
    return line.room - line.right + sum(_loose(text) for text in descendants(line.box, boxes.TextBox))


def _amount(line: Line) -> float:
    """The points that the number at the beginning of a line takes when it is set as close as it may be."""
    texts = sorted(descendants(line.box, boxes.TextBox), key=lambda text: text.position_x)
    number = re.match(r"[\d,.]*", texts[0].text)
    assert number
    return float((texts[0].width * POINT - _loose(texts[0])) * len(number[0]) / len(texts[0].text))


def _loose(text: Any) -> float:
    """The points by which the characters of a text stand wider than as close as they may."""
    spacing = text.style["letter_spacing"]
    return 0.0 if spacing == "normal" else (spacing * POINT - CLOSEST) * len(text.text)


def _justified(paper: Paper) -> Iterator[tuple[int, Line]]:
    for number, lines in enumerate(paper.lines):
        yield from ((number, line) for line in lines if line.stretched)


def _spacings(line: Line) -> list[float]:
    """Em between the characters of every piece of a line."""
    styles = [text.style for text in descendants(line.box, boxes.TextBox)]
    known = [style for style in styles if style["letter_spacing"] != "normal"]
    return [style["letter_spacing"] / style["font_size"] for style in known] or [0.0]


def _by_base(letters: list[Letter]) -> dict[int, list[Letter]]:
    found: dict[int, list[Letter]] = defaultdict(list)
    for letter in letters:
        for base in {round(letter.base - 0.1), round(letter.base + 0.1)}:
            found[base].append(letter)
    return found


def spoiled_copies(paper: Paper) -> Iterator[str]:
    """A justified line that copying gives otherwise than it was written, as with spaces between."""
    for number, lines in enumerate(paper.lines):
        for line in lines:
            if line.stretched and line.text.strip() not in paper.painted[number].copied:
                yield f"{paper.at(number)}: copying does not give “{line.text}”"
