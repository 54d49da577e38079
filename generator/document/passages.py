"""Passages (文段): the words of a document in the pieces that people compare and point at.

A heading, a paragraph, a row of a table or a chart is one passage. Figures stand in it as mentions, so that
words can be compared without the numbers among them. Passages are counted in the order of their section's
HTML, however many pages it is laid out on: the same count finds them on paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

from generator.document.compose import Document
from generator.source.digits import whole

TAGS = frozenset(("h1", "h2", "h3", "p", "tr", "figure"))
"""The elements that are passages, each with all it holds."""
CELL = "│"
"""Stands between the cells of a row."""
ORDINAL = "序号"
"""What the numbers that count the items of a list are called: no figure, but as little a word."""

_VOID = frozenset(("br", "col", "hr", "img", "meta", "link", "input"))


class PassageKind(StrEnum):
    """What a passage is. The rows of tables of figures (数据行) have names and figures, the others words."""

    HEADING = "标题"
    PARAGRAPH = "段落"
    HEAD = "表头"
    ROW = "行"
    FIGURES = "数据行"
    CHART = "图"


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure or an ordinal in a passage: its id, and the characters it is printed as."""

    figure: str
    printed: str


Word = str | Mention
"""A character, or a figure."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Passage `number` (from 0) of `section`; `path` are the headings above it and the labels of its row."""

    section: str
    number: int
    kind: PassageKind
    path: tuple[str, ...]
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The characters on paper."""
        return "".join(word if isinstance(word, str) else word.printed for word in self.words)

    @property
    def about(self) -> str:
        """Its section as people call it."""
        return "封面" if self.section == "cover" else self.section

    @property
    def title(self) -> str:
        """What stands in its first cell, or below a chart; all of any other passage."""
        return (
            self.text.rpartition(CELL)[2] if self.kind is PassageKind.CHART else self.text.partition(CELL)[0]
        )

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of the figures it mentions."""
        return tuple(word.figure for word in self.words if isinstance(word, Mention))


def squeezed(text: str) -> str:
    """`text` without blanks and the marks between cells: what is counted on paper."""
    return re.sub(rf"[\s{CELL}]", "", text)


def passages(document: Document) -> list[Passage]:
    """All passages of `document` but those of the 目录, which repeats the headings."""
    return [passage for section in document.sections for passage in passages_of(section.html, section.name)]


def passages_of(html: str, section: str) -> list[Passage]:
    """The passages of one section's body."""
    reader = _Reader(section)
    reader.feed(html)
    reader.close()
    return reader.passages


@dataclass(slots=True)
class _Open:
    """A passage that is being read."""

    tag: str
    kind: PassageKind
    path: tuple[str, ...]
    depth: int
    words: list[Word] = field(default_factory=list)
    cells: int = 0


class _Reader(HTMLParser):
    """Reads one section. The labels of merged cells become part of the path.

    `unseen` is what is not printed: the words of a chart for those who cannot see it, the number of a table.
    """

    def __init__(self, section: str) -> None:
        super().__init__()
        self.section = section
        self.passages: list[Passage] = []
        self.headings: dict[int, str] = {}
        self.labels: list[tuple[int, str]] = []
        self.depth = 0
        self.open: _Open | None = None
        self.amounts = self.in_head = False
        self.unseen = False
        self.label: tuple[int, int, str] | None = None
        self.figure: tuple[int, str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        self.depth += 1
        given = {name: value or "" for name, value in attrs}
        self.unseen = tag == "title" or given.get("class") == "label"
        if self.open is None:
            self._outside(tag, given)
        elif tag in ("td", "th", "text", "figcaption"):
            self._cell(given)
        name = ORDINAL if "data-ordinal" in given else given.get("data-figure")
        if name is not None and self.open is not None:
            self.figure = (self.depth, name, "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content has no words."""

    def _outside(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "table":
            self.amounts = "amounts" in given.get("class", "").split()
        elif tag == "thead":
            self.in_head = True
        if tag in TAGS:
            labels = tuple(text for _, text in self.labels) if tag == "tr" else ()
            level = int(tag[1:]) if tag[1:].isdigit() else 9
            above = tuple(text for over, text in sorted(self.headings.items()) if over < level)
            self.open = _Open(tag, self._kind(tag), (*above, *labels), self.depth)

    def _kind(self, tag: str) -> PassageKind:
        if tag == "tr":
            return (
                PassageKind.HEAD if self.in_head else PassageKind.FIGURES if self.amounts else PassageKind.ROW
            )
        return {"p": PassageKind.PARAGRAPH, "figure": PassageKind.CHART}.get(tag, PassageKind.HEADING)

    def _cell(self, given: Mapping[str, str]) -> None:
        assert self.open is not None
        if given.get("scope") == "rowgroup":
            self.label = (self.depth, whole(given.get("rowspan", "1")) or 1, "")
            return
        self.open.cells += 1
        if self.open.cells > 1:
            _strip(self.open.words)
            self.open.words.append(CELL)

    def handle_data(self, data: str) -> None:
        if self.open is None or self.unseen:
            return
        text = re.sub(r"\s+", " ", data)
        if self.label is not None:
            depth, rows, label = self.label
            self.label = (depth, rows, label + text.strip())
        elif self.figure is not None:
            depth, name, printed = self.figure
            self.figure = (depth, name, printed + text.strip())
        else:
            self.open.words += text if self.open.words else text.lstrip()

    def handle_endtag(self, tag: str) -> None:
        if self.figure is not None and self.figure[0] == self.depth and self.open is not None:
            self.open.words.append(Mention(*self.figure[1:]))
            self.figure = None
        if self.label is not None and self.label[0] == self.depth and self.open is not None:
            _, rows, label = self.label
            self.labels.append((rows, label))
            self.open.path = (*self.open.path, label)
            self.label = None
        if self.open is not None and self.open.depth == self.depth:
            self._finish(self.open)
            self.open = None
        if tag == "thead":
            self.in_head = False
        self.unseen = False
        self.depth -= 1

    def _finish(self, done: _Open) -> None:
        _strip(done.words)
        passage = Passage(self.section, len(self.passages), done.kind, done.path, tuple(done.words))
        self.passages.append(passage)
        if done.tag == "tr":
            self.labels = [(rows - 1, label) for rows, label in self.labels if rows > 1]
        elif passage.kind is PassageKind.HEADING:
            level = int(done.tag[1:])
            self.headings = {above: text for above, text in self.headings.items() if above < level}
            self.headings[level] = passage.text


def _strip(words: list[Word]) -> None:
    """Drop the blanks at the end of `words`."""
    while words and words[-1] == " ":
        words.pop()
