"""A section: a stretch of the document that is laid out by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

TEXT = "text"
"""The CSS class of running text."""
CONTENTS = "contents"
"""The key of the section that is the 目录, and its CSS class."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its anchor, its own within its section; `text` begins with the `label`, a 号, if any.

    `in_contents`: it is listed in the 目录; all headings are in the outline. `name` is what links of other
    sections call it.
    """

    anchor: str
    level: int
    text: str
    in_contents: bool = True
    label: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`html` is its body, and plain data like all the rest: a section can be set in another process.

    Rows with the attribute `data-row` may begin a page, and merged cells are cut there. `classes` are the CSS
    classes of the body. `running` is how progress names it. A section that is not `counted` has no page
    numbers. `about` is what it is about, where there are several of a kind: a project, an attachment.
    `listing`: it names pages of other sections, and is written anew when they are known. `height`: the
    millimetres that it takes where it may share a page; 0 when it has pages of its own. `tail`: about those
    that a long table takes of its last page, which a short one may share. `runs_on`: it begins where the one
    before ends, if that is a text or of its own kind. `parts` are the sections that share its pages.
    """

    key: str
    classes: str
    html: str = field(repr=False)
    headings: tuple[Heading, ...]
    running: str = ""
    counted: bool = True
    about: str = ""
    listing: bool = False
    height: float = 0.0
    tail: float = 0.0
    runs_on: bool = False
    parts: tuple[Section, ...] = ()

    @property
    def name(self) -> str:
        """What names the section when others have been put before it."""
        return self.about or self.key
