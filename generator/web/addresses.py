"""Addresses in a page: ids made of the words they lead to, each once, so that a link outlives an edit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from generator.document import Heading, Section

_UNFIT = re.compile(r"[\s\"'<>&#%?/\\]+")
LONGEST = 60
"""Characters of an id."""


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading in the page: its level, its words and its id; `listed` in the 目录 of the page."""

    level: int
    text: str
    id: str
    listed: bool

    @property
    def link(self) -> str:
        """The fragment that leads there."""
        return link(self.id)


def link(name: str) -> str:
    """The fragment that leads to the id `name`."""
    return f"#{quote(name)}"


class Addresses:
    """The ids of one page. Those of headings are given first, as (key of the section, anchor)."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._taken = {"main", "figures"}  # of the page itself
        self.entries: dict[tuple[str, str], PageHeading] = {}
        self.about: dict[str, str] = {}
        """The id of the first heading of a section that is about something, such as a project's form."""
        self.named: dict[str, str] = {}
        """The id of a heading by what links of other sections call it."""
        for section in sections:
            for heading in section.headings:
                self._enter(section, heading)

    def _enter(self, section: Section, heading: Heading) -> None:
        text = heading.text.removeprefix(heading.label).strip()
        performance = section.about if section.classes == "performance" else ""
        name = self.take(heading.label or performance or text)
        listed = heading.in_contents and section.classes != "performance"
        self.entries[section.key, heading.anchor] = PageHeading(heading.level, heading.text, name, listed)
        if heading.name:
            self.named[heading.name] = name
        if section.about:
            self.about.setdefault(section.about, name)

    def take(self, words: str) -> str:
        """An id like `words` that is not taken; it is taken now."""
        plain = _UNFIT.sub("-", words.strip()).strip("-") or "节"
        if len(plain) > LONGEST:  # what names begin with alike are told apart, in whatever order they come
            own = hashlib.sha256(words.encode()).hexdigest()[:6]
            plain = f"{plain[: LONGEST - 7]}-{own}"
        name, number = plain, 2
        while name in self._taken:
            name, number = f"{plain}-{number}", number + 1
        self._taken.add(name)
        return name
