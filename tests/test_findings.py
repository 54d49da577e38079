"""Findings: their kinds, their order."""

from __future__ import annotations

import pytest

from generator.findings import Finding, Kind, Level, in_reading_order
from generator.source import Place, SourceText


def _kind(code: str, level: Level = Level.ERROR) -> Kind:
    """A kind that is no rule: it leaves no trace among those that are."""
    kind = Kind(code, "例子", level)
    del Kind.known[code]
    return kind


KIND = _kind("Z01", Level.WARNING)


def _finding(name: str, line: int, column: int, code: str = "Z01") -> Finding:
    return _kind(code).at(Place(SourceText(name, ""), line, column), "说明")


def test_a_code_is_given_once() -> None:
    """Two rules with one code could not be told apart, nor accepted apart."""
    Kind("Z09", "例子")
    with pytest.raises(ValueError, match="Z09"):
        Kind("Z09", "例子")
    del Kind.known["Z09"]


def test_a_finding_has_the_code_and_level_of_its_kind() -> None:
    """A kind hands its code and level to its findings, which carry message, hint and figures beside."""
    finding = KIND.at(None, "说明", "提示", ("表一/合计",))
    assert finding == Finding("Z01", Level.WARNING, "说明", None, "提示", ("表一/合计",))


def test_a_kind_is_an_error_unless_it_says_otherwise() -> None:
    """Nothing is let through because somebody forgot to say how bad it is."""
    assert _kind("Z02").at(None, "说明").level is Level.ERROR


def test_findings_are_read_from_top_to_bottom() -> None:
    """By file, line and column as numbers, then by code; what has no place comes first."""
    ordered = [
        KIND.at(None, "说明"),
        _finding("a", 2, 1),
        _finding("a", 10, 3),
        _finding("a", 10, 20, "Z01"),
        _finding("a", 10, 20, "Z02"),
        _finding("b", 1, 1),
    ]
    assert in_reading_order(ordered[::-1]) == ordered


def test_no_finding_is_lost_by_sorting() -> None:
    """Two findings at one place are both told."""
    twice = [_finding("a", 1, 1), _finding("a", 1, 1)]
    assert in_reading_order(twice) == twice
