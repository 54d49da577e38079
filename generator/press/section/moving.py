"""Pages on the side that they get (左页、右页): a section is set as if its first page were a right one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.press.section.on_paper import Box, Frame, PrintedFigure, PrintedPassage, Stretch
from generator.press.section.values import PagePrint, SectionPrint

Move = tuple[float, float]
"""To the right and up, in points."""


def on_its_side(section: SectionPrint, first: int, asides: Mapping[str, Move]) -> SectionPrint:
    """`section`, whose first page is page `first` of the book: its left pages stand where left ones do.

    `asides` say by the kind of page how far left pages stand from right ones.
    """
    moves = [_move(asides[page.kind], index + 1, first + index) for index, page in enumerate(section.pages)]
    if not any(map(any, moves)):
        return section
    return _moved(section, moves)


def _move(aside: Move, as_set: int, number: int) -> Move:
    if as_set % 2 == number % 2:
        return 0.0, 0.0
    return aside if number % 2 == 0 else (-aside[0], -aside[1])


def _moved(section: SectionPrint, moves: list[Move]) -> SectionPrint:
    def up(page: int, box: Box) -> Box:
        x, y = moves[page]
        return box[0] + x, box[1] + y, box[2] + x, box[3] + y

    def down(page: int, box: Box) -> Box:
        x, y = moves[page]
        return box[0] + x, box[1] - y, box[2] + x, box[3] - y

    return replace(
        section,
        pages=tuple(_page(page, move) for page, move in zip(section.pages, moves, strict=True)),
        elements=tuple(replace(e, box=up(e.page, e.box)) if e.box else e for e in section.elements),
        links=tuple(replace(link, box=up(link.page, link.box)) for link in section.links),
        anchors={
            name: (page, x + moves[page][0], y + moves[page][1])
            for name, (page, x, y) in section.anchors.items()
        },
        figures=_moved_figures(section.figures, down),
        chart_figures=_moved_figures(section.chart_figures, down),
        passages=tuple(
            PrintedPassage(
                tuple(Frame(f.page, down(f.page, f.box)) for f in passage.frames),
                tuple(Stretch(s.page, down(s.page, s.box), s.characters) for s in passage.stretches),
            )
            for passage in section.passages
        ),
    )


def _moved_figures(
    figures: tuple[PrintedFigure, ...], moved: Callable[[int, Box], Box]
) -> tuple[PrintedFigure, ...]:
    return tuple(
        PrintedFigure(printed.figure, printed.page, moved(printed.page, printed.box), printed.cell)
        for printed in figures
    )


def _page(page: PagePrint, move: Move) -> PagePrint:
    marks = tuple(replace(mark, x=mark.x + move[0], y=mark.y + move[1]) for mark in page.bookmarks)
    return replace(page, moved=move, bookmarks=marks)
