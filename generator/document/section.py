"""A section: a stretch of the document that is laid out by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its anchor; `text` begins with the `label`, if any (表一).

    `in_contents`: it is listed in the 目录; all headings are in the outline.
    """

    anchor: str
    level: int
    text: str
    in_contents: bool = True
    label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`html(breaks)` is the body; `breaks` are the ids, of `row_ids`, of rows that must begin a page.

    `classes` are the CSS classes of the body. `merged`: it has merged cells, which are cut at `breaks`.
    `running` is how progress names it. A section that is not `counted` has no page numbers. `about` is what
    it is about, where there are several of a kind: a project, an attachment.
    """

    key: str
    classes: str
    html: Callable[[frozenset[str]], str]
    headings: tuple[Heading, ...]
    row_ids: tuple[str, ...] = field(default=(), repr=False)
    merged: bool = False
    running: str = ""
    counted: bool = True
    about: str = ""

    @property
    def name(self) -> str:
        """What names the section when others have been put before it."""
        return self.about or self.key


def fixed(html: str) -> Callable[[frozenset[str]], str]:
    """The body of a section in which nothing depends on page breaks."""
    return lambda _: html
