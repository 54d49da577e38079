"""One side of a comparison on its paper: where its figures, rows and words stand."""

from __future__ import annotations

from functools import cached_property

from generator.document.passages import Passage, PassageKind
from generator.proof.paper import Box, Paper
from generator.review.entry import Marks, Runs, marks_at
from generator.review.naming import Names
from generator.review.side import Side
from generator.review.wording import spans


class PrintedSide:
    """One side with its paper: finds the boxes of figures, rows and words."""

    def __init__(self, side: Side, paper: Paper, names: Names) -> None:
        self.side, self.paper, self.names = side, paper, names

    @cached_property
    def sections(self) -> dict[str, list[Passage]]:
        """The passages of every section, by the name it has on the new side."""
        found: dict[str, list[Passage]] = {}
        for passage in self.side.passages:
            found.setdefault(self.names.of_section(passage.section), []).append(passage)
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        """The words beside a figure in its table, by its id on the new side."""
        return {
            self.names.of_figure(cell.figure.id): row.name
            for table in self.side.disclosure.tables.values()
            for row in table.rows
            for cell in row.cells
            if cell.figure and len(row.keys) == 1
        }

    @cached_property
    def figures(self) -> dict[str, str]:
        """Ids on this side by those on the new one."""
        return {self.names.of_figure(figure.id): figure.id for figure in self.side.disclosure.book}

    def figure(self, name: str) -> Marks:
        """Every place at which the figure is printed."""
        return marks_at(self.paper.of_figure(self.figures.get(name, name)))

    def passage(self, passage: Passage | None, runs: Runs, kind: str) -> Marks:
        """What of a passage is in `runs` of `kind` (删, 增); all of it where no run is."""
        if passage is None:
            return Marks()
        own = self.own(passage)
        boxes: list[Box] = []
        for start, end in spans(runs, kind) if own.text == passage.text else ():
            boxes += self.paper.of_characters(own, start, end)
        return marks_at(boxes or self.paper.of_passage(own))

    def own(self, passage: Passage) -> Passage:
        """The passage as it stands on this paper: with its own names and years."""
        return self.sections[passage.section][passage.number]

    def row(self, table: str, index: int | None) -> Marks:
        """Row `index` of a table, all of it."""
        rows = [p for p in self.sections.get(table, ()) if p.kind is PassageKind.FIGURES]
        boxes = [] if index is None or index >= len(rows) else self.paper.of_passage(rows[index])
        return marks_at(boxes)

    def near_row(self, table: str, key: str) -> Marks:
        """The page on which the row `key` stands, or on which the table begins."""
        rows = self.side.disclosure.tables[table].rows if table in self.side.disclosure.tables else ()
        keys = [tuple(map(self.names.of_figure, row.keys)) for row in rows]
        index = next((i for i, names in enumerate(keys) if key and key in names), None)
        return Marks(page=(self.row(table, index).page if index is not None else self.start(table)))

    def start(self, section: str, number: int = 0) -> int | None:
        """The page of passage `number` of a section, or of its first; None where there is no such section."""
        own = self.sections.get(section, [])
        for passage in (*own[number : number + 1], *own):
            if boxes := self.paper.of_passage(passage):
                return boxes[0].page
        return None

    def naming(self, name: str) -> Marks:
        """Every row and heading that has `name` in it."""
        named = (p for own in self.sections.values() for p in own if name in p.text)
        return marks_at([box for passage in named for box in self.paper.of_passage(passage)])
