"""SectionPrint (节的成品): all that a file needs of a section that was laid out, as plain frozen values.

No object of the engine is in it: it can be sent to another process, kept on disk, and joined with others
into a file in any place, any number of times. It does not know its first page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from generator.press.section.on_paper import Box, PrintedFigure, PrintedPassage

VERSION = 2
"""Of the shape of these values: kept ones of another version are made again."""


class Shared(StrEnum):
    """What all sections of a file share."""

    FONTS = "fonts"
    COLOURS = "colours"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an object: one of the same print, by its index, or one that all share."""

    to: int | Shared


Parts = tuple[bytes | Ref, ...]
"""The bytes of an object, with references that get their numbers when the file is made."""

Resources = dict[str, dict[str, Parts]]
"""What content refers to by name: kind → name → what it is; without fonts and colours, which all share."""


@dataclass(frozen=True, slots=True)
class Stream:
    """An object with data: its dictionary without `Length`, and the bytes (compressed where it says so)."""

    head: Parts
    data: bytes


@dataclass(frozen=True, slots=True)
class Face:
    """A font face as the engine knows it. `key` names it on pages, `digest` is the SHA-256 of its file."""

    key: str
    name: str
    family: str
    digest: str
    flags: int


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyphs of a face that a section shows: number → (width, text)."""

    face: Face
    used: dict[int, tuple[int, str]]


class Kid(StrEnum):
    """What stands below an element of the tag tree."""

    ELEMENT = "e"
    MARK = "m"
    LINK = "l"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of a cell: name and scope of a header cell, the names of the headers of a data cell."""

    columns: int = 1
    rows: int = 1
    name: str = ""
    scope: str = ""
    headers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element; `parent` is its index in the section, -1 for the document itself.

    `kids` are (what, number): an element's index, a mark of `page`, or a link's index.
    """

    kind: str
    parent: int
    page: int
    kids: tuple[tuple[Kid, int], ...]
    cell: Cell | None = None
    alt: str = ""
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a heading, maybe in another section: its place on its page, and what it leads to."""

    page: int
    box: Box
    target: str
    element: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline, at a point of its page."""

    level: int
    text: str
    x: float
    y: float
    closed: bool


@dataclass(frozen=True, slots=True)
class PagePrint:
    """A page: its boxes and content (compressed), in points from the lower left corner.

    `kind` is what the style sheet calls pages of its kind: on it depends where the page number stands.
    `owners` are the indexes of the elements that its marks belong to, None for furniture. `moved`: how far
    its content is moved to the right and up when the file is made, by the side that it is on. `blank`: it is
    left empty, so that the body begins on a right page.
    """

    kind: str
    media: Box
    trim: Box
    bleed: Box
    content: bytes = field(repr=False)
    owners: tuple[int | None, ...] = field(repr=False)
    bookmarks: tuple[Bookmark, ...]
    moved: tuple[float, float] = (0.0, 0.0)
    blank: bool = False

    @property
    def width(self) -> float:
        """In points."""
        return self.media[2] - self.media[0]

    @property
    def height(self) -> float:
        """In points."""
        return self.media[3] - self.media[1]


@dataclass(frozen=True, slots=True)
class SectionPrint:
    """A section on its pages.

    `anchors` say on which page, and where, everything with an id stands. `faults` is what the layout itself
    shows to be wrong, by page.
    """

    pages: tuple[PagePrint, ...]
    resources: Resources = field(repr=False)
    objects: tuple[Stream, ...] = field(repr=False)
    elements: tuple[Element, ...] = field(repr=False)
    links: tuple[Link, ...] = field(repr=False)
    glyphs: tuple[Glyphs, ...] = field(repr=False)
    anchors: dict[str, tuple[int, float, float]]
    figures: tuple[PrintedFigure, ...] = field(repr=False)
    chart_figures: tuple[PrintedFigure, ...] = field(repr=False)
    passages: tuple[PrintedPassage, ...] = field(repr=False)
    faults: tuple[tuple[int, str], ...] = ()
    messages: tuple[str, ...] = ()
