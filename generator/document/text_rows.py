"""The prose of a performance table as rows: a text is a row, as its author wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.document.spans import Span, spans
from generator.model import Performance

LOPSIDED, SHORT = 2, 40
"""Goals stand one above the other when one is so many times as long as the other, or as 40 characters."""
SAME_GOALS = "实施期总体目标、年度总体目标（两者相同）"
"""The head of goals that are the same for both periods, and printed once."""

_Plain = tuple[str, tuple[str, ...], bool]
"""(label, cells, head) of a row."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of prose; `label_cell` opens the merged cell of its label.

    None is `joined` to the one above: templates of counties ask, of when long texts were cut here.
    """

    joined: ClassVar[bool] = False
    label: str
    cells: tuple[str, ...]
    head: bool = False
    label_cell: Span | None = None


def text_rows(table: Performance, prints: Callable[[str], bool]) -> list[TextRow]:
    """The prose rows of a performance table, as far as the profile `prints` them."""
    plain = [*_texts(table, prints), *_goals(table)]
    opened = {span.start: span for span in spans([label for label, _, _ in plain])}
    return [
        TextRow(label, cells, head, opened.get(index)) for index, (label, cells, head) in enumerate(plain)
    ]


def _texts(table: Performance, prints: Callable[[str], bool]) -> Iterator[_Plain]:
    for key, label, text in (
        ("项目概况", "项目概况", table.overview),
        ("立项依据", "立项依据", table.basis),
        ("必要性", "项目设立的必要性", table.necessity),
        ("制度措施", "保证项目实施的制度、措施", table.measures),
        ("实施计划", "项目实施计划", table.plan),
    ):
        if prints(f"绩效目标/{key}"):
            yield label, (text,), False


def _goals(table: Performance) -> Iterator[_Plain]:
    period, annual = table.goals.period, table.goals.annual
    titles = ("实施期总体目标", "年度总体目标")
    rows: list[tuple[tuple[str, ...], bool]]
    if annual is None or annual == period:
        rows = [((SAME_GOALS,), True), ((period,), False)]
    elif max(len(period), len(annual)) > LOPSIDED * max(min(len(period), len(annual)), SHORT):
        pairs = zip(titles, (period, annual), strict=True)
        rows = [row for title, text in pairs for row in (((title,), True), ((text,), False))]
    else:
        rows = [(titles, True), ((period, annual), False)]
    for cells, head in rows:
        yield "总体目标", cells, head
