"""The indicator tree (一级 › 二级 › 三级) of a performance table as rows with merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from generator.document.spans import Span, spans
from generator.model import Indicator, Performance


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row: both periods side by side, either may be missing; `first` and `second` open merged cells."""

    id: str
    first_label: str
    second_label: str
    period: Indicator | None
    annual: Indicator | None
    first: Span | None = None
    second: Span | None = None
    begins_page: bool = False


def indicator_rows(table: Performance, number: int, breaks: frozenset[str]) -> list[IndicatorRow]:
    """All rows of table `number`; a row whose id is in `breaks` begins a page."""
    leaves = list(_leaves(table))
    ids = [f"p{number}-{index}" for index in range(len(leaves))]
    cut = {index for index, name in enumerate(ids) if name in breaks}
    first = {span.start: span for span in spans([leaf[0] for leaf in leaves], cut)}
    second = {span.start: span for span in spans([leaf[:2] for leaf in leaves], cut)}
    return [
        IndicatorRow(ids[i], leaf[0], leaf[1], leaf[2], leaf[3], first.get(i), second.get(i), i in cut)
        for i, leaf in enumerate(leaves)
    ]


def _leaves(table: Performance) -> Iterator[tuple[str, str, Indicator | None, Indicator | None]]:
    for first, groups in table.indicators.items():
        if not groups:
            yield first, "", None, None
        for second, group in groups.items():
            pairs = list(zip_longest(group.period, group.annual_list))
            for period, annual in pairs or [(None, None)]:
                yield first, second, period, annual
