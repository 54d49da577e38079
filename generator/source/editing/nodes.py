"""Changes of the nodes of one text, which need not have been read: notes, comments, whole keys and items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from generator.source.editing.edits import TextEdits
from generator.source.editing.layout import LOADER, cut, layout_of

Node = yaml.Node
Pair = tuple[Node, Node]


class Editor:
    """The text of one file, its nodes, and the changes asked for. Made for files that could be read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = yaml.compose(text, Loader=LOADER)
        self._layout = layout_of(text)
        self._edits = TextEdits(text)
        self._notes: dict[int, list[tuple[str, str]]] = {}

    def replace(self, node: Node, text: str) -> None:
        """Write `text` where `node` stands."""
        self._edits.add(_start(node), self._end(node), text)

    def note(self, node: Node, label: str, text: str) -> None:
        """Say in a comment behind the line of `node` that `text` stood there; `label`: which of several."""
        self._notes.setdefault(node.end_mark.line, []).append((label, text))

    def above(self, node: Node, lines: Sequence[str]) -> None:
        """Put comment `lines` above the line in which `node` begins, as far in as it."""
        start = self._layout.line_start(_start(node))
        indent = re.match(r"[ \t]*", self.text[start:])
        margin = indent[0] if indent else ""
        self._edits.add(start, start, "".join(f"{margin}# {line}".rstrip() + "\n" for line in lines))

    def comment_out(self, pair: Pair) -> None:
        """Make comments of all lines of a key and its value."""
        start, end = self._lines(*pair)
        block = self.text[start:end].rstrip("\n")
        self._edits.add(start, end, re.sub(r"^", "# ", block, flags=re.MULTILINE) + "\n")

    def put_instead(self, pair: Pair, text: str) -> None:
        """Write `text`, whole lines, in place of a key and its value."""
        self._edits.add(*self._lines(*pair), text)

    def in_block(self, node: Node) -> bool:
        """Whether `node` stands outside brackets, so that a comment may stand above it."""
        return not self._layout.spans[_start(node)].within

    def lines_of(self, item: Node) -> str:
        """The lines of an item of a list, from its dash on."""
        start, end = self._item(item)
        return self.text[start:end]

    def put_item_instead(self, item: Node, text: str) -> None:
        """Write `text`, whole lines, in place of an item of a list."""
        self._edits.add(*self._item(item), text)

    def without(self, items: Node, dropped: Sequence[Node]) -> None:
        """Take `dropped` out of the list `items`, of which others stay."""
        if isinstance(items, yaml.SequenceNode) and items.flow_style:
            written = [(_start(item), self._end(item), item in dropped) for item in items.value]
            spans = list(cut(written, (_start(items), self._end(items))))
        else:
            spans = [self._item(item) for item in dropped]
        for start, end in spans:
            self._edits.add(start, end, "")

    def result(self) -> str:
        """The changed text."""
        self._write_notes()
        return re.sub(r"\n{4,}", "\n\n\n", self._edits.result())

    def _write_notes(self) -> None:
        """Every line's notes behind it, in the comment that is there or in one of their own.

        Not where the line's end lies within a text of several lines: there it would become part of the text.
        """
        if not self._notes:
            return
        ends: dict[int, int] = {}
        inside: set[int] = set()
        for token in yaml.scan(self.text, Loader=LOADER):
            start, end = token.start_mark, token.end_mark
            if isinstance(token, yaml.ScalarToken):
                inside.update(range(start.line, end.line))
            ends[end.line] = max(end.index, ends.get(end.line, 0))
        for line in self._notes.keys() - inside:
            end = self._layout.line_end(ends[line])
            self._edits.add(ends[line], end, _with_notes(self.text[ends[line] : end], self._notes[line]))

    def _item(self, item: Node) -> tuple[int, int]:
        dash = self.text.rfind("-", 0, _start(item) + 1)
        return self._layout.line_start(dash), self._layout.next_line(self._end(item))

    def _lines(self, first: Node, last: Node) -> tuple[int, int]:
        return self._layout.line_start(_start(first)), self._layout.next_line(self._end(last))

    def _end(self, node: Node) -> int:
        return self._layout.spans[_start(node)].end


_NOTE = re.compile(r"(?:^\s*#\s*|；)上年[ ：].*$")
"""What `note` wrote the year before."""


def _with_notes(comment: str, notes: Sequence[tuple[str, str]]) -> str:
    """`comment`, the blanks and the comment behind a line, with `notes` in it."""
    said = f"上年 {notes[0][1]}" if len(notes) == 1 else f"上年：{'、'.join(map(' '.join, notes))}"
    kept = _NOTE.sub("", comment).rstrip()
    return f"{kept}；{said}" if kept else f"  # {said}"


def _start(node: Node) -> int:
    return int(node.start_mark.index)


def pairs(node: Node | None) -> Iterator[Pair]:
    """The keys and values of a mapping; nothing for anything else."""
    if isinstance(node, yaml.MappingNode):
        yield from node.value


def items(node: Node | None) -> list[Node]:
    """The items of a list; nothing for anything else."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def value_of(node: Node, key: str) -> Node | None:
    """The value of `key` in a mapping."""
    return next((value for name, value in pairs(node) if name.value == key), None)
