"""Answers (数的来历): what a figure is made of, where it stands, and what a line of YAML leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.document.passages import Passage
from generator.figures import Figure, Formula
from generator.figures.book import UnknownFigureError
from generator.figures.told import operation, unrounded, with_unit
from generator.findings import Finding
from generator.proof.paper import Box
from generator.review.affected import Affected, affected, find_inputs
from generator.source import Place
from generator.workbench.desk import Desk, Shown
from generator.workbench.telling import title_of

MOST_OPERANDS = 60
MOST_FOLLOWING = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the pages that are shown: page `page` (from 0) of the section `name`, called `title`."""

    name: str
    title: str
    page: int
    number: int
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A figure on the way down: its formula in words, or the line that it was read from.

    `elsewhere`: the line is in no file of this budget, but in last year's.
    """

    figure: Figure
    operation: str = ""
    operands: tuple[Figure, ...] = ()
    more: int = 0
    place: Place | None = None
    elsewhere: bool = False

    @property
    def printed(self) -> str:
        """What is printed, with the unit."""
        return with_unit(self.figure)

    @property
    def exact(self) -> str:
        """The amount before rounding, where that differs."""
        return unrounded(self.figure)

    @property
    def line(self) -> str:
        """The line of YAML."""
        return self.place.excerpt()[0].strip() if self.place else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is known of a figure."""

    step: Step
    below: tuple[Step, ...]
    spots: tuple[Spot, ...]
    following: tuple[Figure, ...]
    all_following: int
    findings: tuple[Finding, ...]


def step_of(shown: Shown, name: str, path: Sequence[int] = ()) -> Step:
    """The figure `name`, or the operand that lies on the `path` below it, and how it came to be.

    Why a path: last year's figures, which operands may be, have the same names as this year's.
    Raises LookupError when there is none.
    """
    try:
        figure = shown.disclosure.book[name]
    except UnknownFigureError:
        raise LookupError(name) from None
    for index in path:
        operands = figure.origin.operands if isinstance(figure.origin, Formula) else ()
        figure = operands[index]
    return _step(shown, figure)


def _step(shown: Shown, figure: Figure) -> Step:
    origin = figure.origin
    if isinstance(origin, Formula):
        listed = origin.operands[:MOST_OPERANDS]
        return Step(figure, operation(origin), listed, len(origin.operands) - len(listed))
    if isinstance(origin, Place):
        own = any(source is origin.source for source in shown.disclosure.budget.sources)
        return Step(figure, place=origin, elsewhere=not own)
    return Step(figure)


def answer(desk: Desk, shown: Shown, name: str) -> Answer:
    """What is known of the figure `name`. Raises LookupError when there is none."""
    step = step_of(shown, name)
    following = [shown.disclosure.book[one] for one in shown.dependents.of([step.figure.id])]
    findings = desk.reading.findings if desk.reading else ()
    return Answer(
        step,
        tuple(_step(shown, operand) for operand in step.operands),
        spots(desk, desk.paper.of_figure(step.figure.id)),
        tuple(following[:MOST_FOLLOWING]),
        len(following),
        tuple(finding for finding in findings if step.figure.id in finding.figures),
    )


def spots(desk: Desk, boxes: Iterable[Box]) -> tuple[Spot, ...]:
    """Where `boxes` on the paper of `desk` stand, in their order, those of one page together."""
    pages = [(sheet, page) for sheet in desk.sheets for page in range(len(sheet.numbered.pages))]
    by_page: dict[int, list[tuple[float, float, float, float]]] = {}
    for box in boxes:
        by_page.setdefault(box.page, []).append((box.left, box.top, box.right, box.bottom))
    found = []
    for index, edges in by_page.items():
        if index < len(pages):
            sheet, page = pages[index]
            first = sheet.numbered.first_page
            title = title_of(sheet.numbered.section)
            found.append(Spot(sheet.name, title, page, first + page if first else 0, tuple(edges)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OfLine:
    """What is printed because of a line, and the figures that are read from it."""

    found: Affected
    read: tuple[Figure, ...]
    texts: tuple[tuple[str, tuple[Spot, ...]], ...]


def of_line(desk: Desk, shown: Shown, file: str, line: int) -> OfLine:
    """What the line `line` of the file `file` leads to. Raises UsageError when nothing is written there."""
    inputs = find_inputs(shown.disclosure.budget, f"{file}:{line}")
    found = affected(shown.disclosure, shown.passages, inputs, None)
    read = [figure for figure in found.figures if _is_on(figure.origin, file, line)]
    texts = [
        (" …… ".join(one.excerpts), spots(desk, desk.paper.of_passage(one.passage))) for one in found.touched
    ]
    return OfLine(found, tuple(read), tuple(texts))


def _is_on(origin: object, file: str, line: int) -> bool:
    return isinstance(origin, Place) and (origin.source.inside, origin.line) == (file, line)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that says what was searched for."""

    before: str
    said: str
    after: str
    spot: Spot


AROUND = 16
MOST_HITS = 200
MOST_TRIED = 2 * MOST_HITS
"""Places that are looked for on the pages: as long as pages are being set, some of them stand on none."""


def search(desk: Desk, shown: Shown, words: str) -> list[Hit]:
    """Where `words` stand on the pages, in their order, written as they are printed."""
    wanted = words.strip()
    hits: list[Hit] = []
    for passage, start in islice(_places(shown.each_passage(), wanted), MOST_TRIED):
        end = start + len(wanted)
        before = passage.text[max(0, start - AROUND) : start].replace("│", "　")
        after = passage.text[end : end + AROUND].replace("│", "　")
        for spot in spots(desk, desk.paper.of_characters(passage, start, end))[:1]:
            hits.append(Hit(before, wanted, after, spot))
    return hits[:MOST_HITS]


def _places(passages: Iterable[Passage], wanted: str) -> Iterator[tuple[Passage, int]]:
    for passage in passages if wanted else ():
        start = passage.text.find(wanted)
        while start >= 0:
            yield passage, start
            start = passage.text.find(wanted, start + len(wanted))
