"""Findings: their kinds, their order."""

from __future__ import annotations

from generator.findings import Finding, Kind, Level, in_reading_order
from generator.source import Place, SourceText

KIND = Kind("X01", "例子", Level.WARNING)


def _finding(name: str, line: int, column: int, code: str = "X01") -> Finding:
    return Kind(code, "例子").at(Place(SourceText(name, ""), line, column), "说明")


def test_a_finding_has_the_code_and_level_of_its_kind() -> None:
    """A kind hands its code and level to its findings, which carry message, hint and figures beside."""
    finding = KIND.at(None, "说明", "提示", ("表一/合计",))
    assert finding == Finding("X01", Level.WARNING, "说明", None, "提示", ("表一/合计",))


def test_a_kind_is_an_error_unless_it_says_otherwise() -> None:
    """Nothing is let through because somebody forgot to say how bad it is."""
    assert Kind("X02", "例子").at(None, "说明").level is Level.ERROR


def test_findings_are_read_from_top_to_bottom() -> None:
    """By file, line and column as numbers, then by code; what has no place comes first."""
    ordered = [
        KIND.at(None, "说明"),
        _finding("a", 2, 1),
        _finding("a", 10, 3),
        _finding("a", 10, 20, "X01"),
        _finding("a", 10, 20, "X02"),
        _finding("b", 1, 1),
    ]
    assert in_reading_order(ordered[::-1]) == ordered


def test_no_finding_is_lost_by_sorting() -> None:
    """Two findings at one place are both told."""
    twice = [_finding("a", 1, 1), _finding("a", 1, 1)]
    assert in_reading_order(twice) == twice
