"""What a comparison finds: figures with their causes, rows, words, charts and findings that changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from generator.document.passages import CELL, Passage, PassageKind
from generator.figures import Figure, Unit
from generator.findings import Finding
from generator.review.entry import Entry, Runs
from generator.review.naming import Names
from generator.source import Place


class What(StrEnum):
    """What happened to a row or a passage."""

    CHANGED = "改动"
    ADDED = "增加"
    REMOVED = "减少"
    MOVED = "移动"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is worth or prints something else; None on the side where it is missing.

    `prints` is what it is printed as on the old and the new side: usually once, in a cell in 元 otherwise
    than in a sentence; nothing for an input that is not printed itself. `name` is its id where both sides
    are called as on the new one.
    """

    old: Figure | None
    new: Figure | None
    prints: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    name: str = ""

    @property
    def figure(self) -> Figure:
        """The figure on the new side, or on the old one when it is gone."""
        figure = self.new or self.old
        assert figure is not None
        return figure

    @property
    def id(self) -> str:
        """The id on the new side; for a figure that is gone, one that no other has there."""
        return self.name or self.figure.id

    @property
    def difference(self) -> Decimal:
        """New less old; a missing side counts as nil. As printed, or exact where the print is the same."""
        old, new = (figure.rounded if figure else Decimal(0) for figure in (self.old, self.new))
        if old == new and self.old and self.new:
            return self.new.value - self.old.value
        return new - old

    @property
    def percent(self) -> str:
        """The change in per cent of the old figure, with its sign; "" where that makes no sense."""
        old = self.old
        if old is None or not old.rounded or old.unit is Unit.PERCENT or self.new is None:
            return ""
        percent = f"{self.difference * 100 / abs(old.rounded):+.2f}%"
        return "" if percent.strip("+-0.") == "%" else percent

    @property
    def is_input(self) -> bool:
        """Whether it stands in a file, on one side at least."""
        return any(figure and isinstance(figure.origin, Place) for figure in (self.old, self.new))

    @property
    def is_regrouped(self) -> bool:
        """Whether it is an input worth the same as before: it counts elsewhere."""
        return bool(self.is_input and self.old and self.new and self.old.value == self.new.value)

    @property
    def place(self) -> Place | None:
        """The line of YAML, on the new side where there is one."""
        for figure in (self.new, self.old):
            if figure and isinstance(figure.origin, Place):
                return figure.origin
        return None


@dataclass(frozen=True, slots=True)
class Effect:
    """A printed figure that changed with its cause; `chain` are the ids of the figures between."""

    change: FigureChange
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sorting:
    """A value that sorts an amount otherwise than before: its key (类别), the words of both sides."""

    key: str
    old: str
    new: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Cause:
    """An input that was changed, and the printed figures that changed because of it alone.

    `sorting` is the value beside it that has it counted elsewhere, where that has changed.
    """

    change: FigureChange
    effects: tuple[Effect, ...]
    sorting: Sorting | None = None

    @property
    def places(self) -> list[Place]:
        """Every line on both sides that it stands on."""
        figures = (self.change.old, self.change.new)
        own = [figure.origin for figure in figures if figure and isinstance(figure.origin, Place)]
        return [*own, self.sorting.place] if self.sorting and self.sorting.place else own

    @property
    def place(self) -> Place | None:
        """The line that was changed."""
        return self.sorting.place if self.sorting and self.change.is_regrouped else self.change.place


@dataclass(frozen=True, slots=True)
class Joint:
    """A printed figure that changed for several causes, which are named by their ids."""

    change: FigureChange
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table of figures that came, went or moved. `cells` are what is printed in it."""

    table: str
    what: What
    key: str
    name: str
    cells: tuple[str, ...]
    before: str = ""
    """The key of the row above it that both sides have; "" at the top."""
    index: tuple[int | None, int | None] = (None, None)
    """Its number in the table of the old and the new side."""
    was: str = ""
    """The words of a changed row on the old side."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """Words that changed. Figures among them are compared by id."""

    what: What
    old: Passage | None
    new: Passage | None
    runs: Runs
    place: Place | None = None
    is_whole_section: bool = False

    @property
    def passage(self) -> Passage:
        """The passage on the new side, or on the old one when it is gone."""
        passage = self.new or self.old
        assert passage is not None
        return passage

    @property
    def about(self) -> str:
        """Where it stands, in words: the section's own name, headings, the labels of the row."""
        passage = self.passage
        path = passage.path
        if "/" in passage.section:
            path = (passage.section, *path[1:])
        if passage.kind is PassageKind.ROW and CELL in passage.text:
            path = (*path, passage.title[:24].rstrip("："))
        return " › ".join(part for part in path if part) or passage.about


@dataclass(frozen=True, slots=True)
class EditedText:
    """A value of YAML that was edited, came or went ("" on the side where it is missing)."""

    path: str
    old: str
    new: str
    place: Place


@dataclass(frozen=True, slots=True)
class ChartChange:
    """A chart that shows something else: what happened to it, and which of its figures changed."""

    title: str
    what: What
    old: Passage | None
    new: Passage | None
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachmentChange:
    """A foreign PDF that is bound in: it came, went, or has other bytes.

    `pages` is what differs on its pages, which are counted from its own first.
    """

    title: str
    what: What
    pages: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed from one side to the other; nothing here knows of pages."""

    causes: tuple[Cause, ...] = ()
    joint: tuple[Joint, ...] = ()
    others: tuple[FigureChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    names: Names = field(default_factory=Names)
    texts: tuple[TextChange, ...] = ()
    charts: tuple[ChartChange, ...] = ()
    edits: tuple[EditedText, ...] = ()
    """What was edited and neither a cause nor a text tells."""
    attachments: tuple[AttachmentChange, ...] = ()
    appeared: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader must know of the comparison itself."""

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """(old name, new name) of projects and performance tables."""
        return self.names.pairs

    @property
    def empty(self) -> bool:
        """Nothing that people see has changed, and nothing that was written."""
        figures = self.causes or self.joint or self.others
        words = self.rows or self.renamed or self.texts or self.charts or self.attachments or self.edits
        return not (figures or words or self.appeared or self.gone)
