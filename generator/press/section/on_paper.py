"""Where figures and passages stand on the pages of a section: in points from a page's upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

POINT = 0.75
"""Points in a CSS pixel."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure on paper: which, on which page of the section (from 0), in which box.

    `cell`: it has a cell to itself.
    """

    figure: str
    page: int
    box: Box
    cell: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of a row or a chart on a page."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one look on one line, and how many characters it has, blanks not counted."""

    page: int
    box: Box
    characters: int


@dataclass(frozen=True, slots=True)
class PrintedPassage:
    """A passage on paper: its frames (rows and charts only; one a page), then its stretches of text."""

    frames: tuple[Frame, ...]
    stretches: tuple[Stretch, ...]
