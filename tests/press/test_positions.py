"""版面: the layout says where every figure and every passage stands, however many pages it is cut over."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from generator.document import compose
from generator.document.passages import CELL, PassageKind, passages
from generator.press.positions import positions
from tests.built_sample import Sample
from tests.press.conftest import Pressed


def _placed(pressed: Pressed) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(positions(pressed.printed.sections))
    return found


@pytest.mark.parametrize("name", ["pressed", "long_table", "long_performance"])
def test_every_passage_has_all_its_characters(name: str, request: pytest.FixtureRequest) -> None:
    """The lines of a passage hold as many characters as it has, though labels and heads are repeated."""
    document: Pressed = request.getfixturevalue(name)
    placed = _placed(document)["文"]
    found = [
        p for p in passages(document.document) if p.section in placed and p.kind is not PassageKind.CHART
    ]
    assert found
    for passage in found:
        lines = placed[passage.section][passage.number][1]
        assert sum(line[5] for line in lines) == len(re.sub(rf"[\s{CELL}]", "", passage.text)), passage.text


def test_the_sample_is_placed_passage_by_passage(sample: Sample) -> None:
    """So it is on all pages of the real document, and nothing lies outside its page."""
    placed = json.loads(positions(sample.printed.sections))
    pages = placed["纸"]
    for section in placed["文"].values():
        for frames, lines in section:
            for page, left, top, right, bottom in [*frames, *(line[:5] for line in lines)]:
                assert 0 <= left < right <= pages[page][0] + 0.1
                assert 0 <= top < bottom <= pages[page][1] + 0.1
    figures = {
        c.figure.id for t in sample.disclosure.tables.values() for r in t.rows for c in r.cells if c.figure
    }
    assert figures <= placed["数"].keys()


def test_a_chart_has_a_box_and_so_have_its_figures(sample: Sample) -> None:
    """The figures of a chart lie within it, on its page."""
    placed = json.loads(positions(sample.printed.sections))
    charts = [p for p in passages(compose(sample.disclosure)) if p.kind is PassageKind.CHART]
    assert len(charts) == 2
    for chart in charts:
        ((page, left, top, right, bottom),) = placed["文"][chart.section][chart.number][0]
        for name in chart.figures:
            boxes = [box[1:] for box in placed["数"][name] if box[0] == page]
            assert any(left <= a and c <= right + 0.2 and top <= b and d <= bottom for a, b, c, d in boxes), (
                name
            )
