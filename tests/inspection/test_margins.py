"""The page as GB/T 9704 has it: 28 mm at the binding, 26 mm outside; the page number 7 mm below the type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.built_sample import Book, Sample
from tests.inspection.letters import Letter, Painted, read_letters

MILLIMETRE = 72 / 25.4
WIDTH, HEIGHT, FOOT = 210.0, 297.0, 35.0
BINDING, OUTSIDE = 28.0, 26.0
BELOW, INSET = 7.0, 14 / MILLIMETRE
"""Millimetres: the dashes of a page number below the type area, and the blank of one character beside it."""
NEAR = 0.4
"""Millimetres; a rule is half as wide as that, and drawn around its place."""
MADE = ("sample", "three_units", "extreme")

Numbered = tuple[int, str, Painted]


@pytest.fixture(params=MADE)
def pages(request: pytest.FixtureRequest) -> list[Numbered]:
    """Number, CSS classes of the section, and what is painted, of every page that has a number."""
    made: Sample | Book = request.getfixturevalue(request.param)
    painted = iter(read_letters(made.printed.data))
    found = []
    for part in made.printed.sections:
        numbers = range(part.first_page, part.first_page + len(part.pages))
        found += [(number, part.section.classes, next(painted)) for number in numbers]
    return [one for one, part in zip(found, _counted(made), strict=True) if part]


def _counted(made: Sample | Book) -> Iterator[bool]:
    for part in made.printed.sections:
        yield from (part.first_page > 0 for _ in part.pages)


def _level(page: Painted, letter: Letter) -> tuple[float, float, float]:
    """Left, right and height from the foot of a letter's ink, in mm, of the page as it is bound."""
    left, top, right, bottom = (edge / MILLIMETRE for edge in letter.ink)
    if page.width > page.height:  # on its side: its left edge is the foot
        return WIDTH - bottom, WIDTH - top, (left + right) / 2
    return left, right, HEIGHT - (top + bottom) / 2


def test_margins_are_mirrored(pages: list[Numbered]) -> None:
    """Tables reach from one margin to the other: 28 mm at the binding, on either side of a leaf."""
    seen = set()
    for number, classes, page in pages:
        if page.width > page.height or classes not in ("table", "performance"):
            continue
        left = BINDING if number % 2 else OUTSIDE
        right = WIDTH - BINDING - OUTSIDE + left
        rules = [(one / MILLIMETRE, other / MILLIMETRE) for one, other, _ in page.rules]
        assert abs(min(one for one, _ in rules) - left) < NEAR, number
        assert abs(max(other for _, other in rules) - right) < NEAR, number
        seen.add(number % 2)
    assert seen == {0, 1}


def test_the_number_stands_below_the_type(pages: list[Numbered]) -> None:
    """Its dashes are 7 mm below the type area, one character from its outer edge, on any page."""
    lying = 0
    for number, _, page in pages:
        dashes = [_level(page, one) for one in page.letters if one.char == "—" and abs(one.size - 14) < NEAR]
        dashes = [one for one in dashes if one[2] < FOOT]
        assert len(dashes) == 2, number
        assert all(abs(FOOT - height - BELOW) < NEAR for _, _, height in dashes), (number, dashes)
        if page.width > page.height:
            lying += 1
        elif number % 2:
            assert abs(max(right for _, right, _ in dashes) - (WIDTH - OUTSIDE - INSET)) < 1, number
        else:
            assert abs(min(left for left, _, _ in dashes) - (OUTSIDE + INSET)) < 1, number
    assert lying
