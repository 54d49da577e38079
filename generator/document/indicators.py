"""The indicator tree (一级 › 二级 › 三级) of a performance table as rows with merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from generator.document.spans import Span, spans
from generator.model import Indicator
from generator.model.performance import Indicators


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row: both periods side by side, either may be missing; `first` and `second` open merged cells."""

    first_label: str
    second_label: str
    period: Indicator | None
    annual: Indicator | None
    first: Span | None = None
    second: Span | None = None


def indicator_rows(indicators: Indicators) -> list[IndicatorRow]:
    """All rows of the indicators of a performance table."""
    leaves = list(_leaves(indicators))
    first = {span.start: span for span in spans([leaf[0] for leaf in leaves])}
    second = {span.start: span for span in spans([leaf[:2] for leaf in leaves])}
    return [IndicatorRow(*leaf, first.get(index), second.get(index)) for index, leaf in enumerate(leaves)]


def _leaves(indicators: Indicators) -> Iterator[tuple[str, str, Indicator | None, Indicator | None]]:
    for first, groups in indicators.items():
        if not groups:
            yield first, "", None, None
        for second, group in groups.items():
            pairs = list(zip_longest(group.period, group.annual_list))
            for period, annual in pairs or [(None, None)]:
                yield first, second, period, annual
