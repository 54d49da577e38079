"""The prose of a performance table as rows that fit a page: a long text is cut between sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from generator.document.spans import Span, spans
from generator.model import Performance

LONGEST = 240
"""Characters of a cell; a longer text goes on in a cell of its own below, without a rule between."""
LOPSIDED, SHORT = 2, 40
"""Goals stand one above the other when one is so many times as long as the other, or as 40 characters."""
SAME_GOALS = "实施期总体目标、年度总体目标（两者相同）"
"""The head of goals that are the same for both periods, and printed once."""
_ENDS = "。；！？"
_CLOSING = "，、：”’）》」』】"


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of prose; `label_cell` opens the merged cell of its label, a `joined` row goes on from above."""

    label: str
    cells: tuple[str, ...]
    joined: bool
    head: bool = False
    label_cell: Span | None = None


def text_rows(table: Performance) -> list[TextRow]:
    """The prose rows of a performance table."""
    plain = list(_plain_rows(table))
    opened = {span.start: span for span in spans([label for label, _, _, _ in plain])}
    return [
        TextRow(label, cells, joined, head, opened.get(index))
        for index, (label, cells, joined, head) in enumerate(plain)
    ]


def _plain_rows(table: Performance) -> Iterator[tuple[str, tuple[str, ...], bool, bool]]:
    """(label, cells, joined, head) of every row."""
    for label, text in (
        ("项目概况", table.overview),
        ("立项依据", table.basis),
        ("项目设立的必要性", table.necessity),
        ("保证项目实施的制度、措施", table.measures),
        ("项目实施计划", table.plan),
    ):
        for index, part in enumerate(chunks(text) or [""]):
            yield label, (part,), index > 0, False
    annual = table.goals.period if table.goals.annual is None else table.goals.annual
    if annual == table.goals.period:
        yield "总体目标", (SAME_GOALS,), False, True
        for index, part in enumerate(chunks(annual) or [""]):
            yield "总体目标", (part,), index > 0, False
        return
    lengths = sorted((len(table.goals.period), len(annual)))
    if lengths[1] > LOPSIDED * max(lengths[0], SHORT):
        for title, text in (("实施期总体目标", table.goals.period), ("年度总体目标", annual)):
            yield "总体目标", (title,), False, True
            for index, part in enumerate(chunks(text) or [""]):
                yield "总体目标", (part,), index > 0, False
        return
    yield "总体目标", ("实施期总体目标", "年度总体目标"), False, True
    sides = zip_longest(chunks(table.goals.period), chunks(annual), fillvalue="")
    for index, (period, year) in enumerate(sides):
        yield "总体目标", (period, year), index > 0, False


def chunks(text: str) -> list[str]:
    """`text` in pieces of at most LONGEST characters, cut between sentences if possible; nothing is lost."""
    pieces: list[str] = []
    for sentence in _sentences(text):
        if pieces and len(pieces[-1]) + len(sentence) <= LONGEST:
            pieces[-1] += sentence
        else:
            pieces.append(sentence)
    return pieces


def _sentences(text: str) -> Iterator[str]:
    for sentence in re.findall(rf"[^{_ENDS}\n]*(?:[{_ENDS}][{_ENDS}{_CLOSING}]*|\n)?", text):
        yield from _cut(sentence)


def _cut(sentence: str) -> Iterator[str]:
    """`sentence` in pieces of at most LONGEST characters; none begins with what closes something."""
    while len(sentence) > LONGEST:
        end = max(sentence.rfind(mark, LONGEST // 2, LONGEST) for mark in "，、：") + 1 or LONGEST
        while end > LONGEST // 2 and sentence[end] in _ENDS + _CLOSING:
            end -= 1
        yield sentence[:end]
        sentence = sentence[end:]
    if sentence:
        yield sentence
