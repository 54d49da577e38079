"""What may be a running head or foot: a line at the edge of the paper that its neighbours say again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.review.line import Line, is_amount
from generator.review.pieces import EDGE
from generator.review.sheets import Sheets, around

LEAST_HEAD = 6
"""Characters of a running head beside the number of its page."""
LEVEL = 4.0
"""Points by which a head stands at other heights on its pages: sheets are printed at other scales."""
MOST_NUMBERS = 20
"""Numbers in a running head."""
_NUMBER = re.compile(r"(?<![\d.,])[0-9]{1,4}(?![\d.,])")
_PAGED = re.compile(r"第[0-9]{1,4}页|共[0-9]{1,4}页")
_YEAR = re.compile(r"(?:19|20)\d\d")

Margin = tuple[str, int]
"""What a line says, and how far it stands from the top of the paper, or from its foot (less than nothing), in
steps."""


def margins_of(paper: Sheets, line: Line) -> set[Margin]:
    """What a line says and where, if it stands at the edge above or below and may be a running head: as it
    is, and whatever its page. A line with amounts is none.
    """
    top, height = _height(paper, line)
    if EDGE < top < height - EDGE:
        return set()
    place = top if top <= EDGE else top - height
    return {(way, int(place / LEVEL + half)) for way in _ways(line) for half in (0.0, 0.5)}


def _height(paper: Sheets, line: Line) -> tuple[float, float]:
    """Where the middle of a line stands, and how high its paper is: as it is read, if it lies level then."""
    ends = [paper.read(*place) for place in (line.places[0], line.places[-1])]
    whole = around(*ends)
    if whole.right - whole.left >= whole.bottom - whole.top:
        return (ends[0].top + ends[0].bottom) / 2, paper.measures(line.page)[1]
    mark = paper.mark(*line.places[0])
    return (mark.top + mark.bottom) / 2, paper.sizes[line.page][1]


def _ways(line: Line) -> Iterator[str]:
    """A line as it is, and with each of its numbers, which may be the page's, as how far it is from the page;
    no short ones: 附表 1 and 附表 2 are two.
    """
    text = line.text
    sums = [cell for cell in line.texts if is_amount(cell) and not _YEAR.fullmatch(cell)]
    paged = "".join(_PAGED.findall(text))
    if all(cell in paged and len(cell) <= 4 for cell in sums):
        yield text
    for match, _ in zip(_NUMBER.finditer(text), range(MOST_NUMBERS), strict=False):
        beside = text[: match.start()], text[match.end() :]
        others = [cell for cell in sums if cell != match[0] and cell not in paged]
        if len("".join(beside)) >= LEAST_HEAD and not others:
            yield f"{beside[0]}#{int(match[0]) - line.page}{beside[1]}"
