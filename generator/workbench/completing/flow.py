"""What lies in brackets: read character by character, as far as a caret, however unfinished it is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Bracket:
    """An open bracket: `key` is that of the value that comes, `token` where that or a key begins.

    `begun` is whether anything but blanks stands there already.
    """

    kind: str
    token: int
    key: str | None = None
    keys: set[str] = field(default_factory=set)
    begun: bool = False

    def begin(self, token: int) -> None:
        """A key or a value begins at `token`."""
        self.token, self.begun = token, False


class Brackets:
    """Reads a text on from where it stopped; the outermost bracket comes first in `open`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.open: list[Bracket] = []
        self.quote = ""
        self.comment = False

    @property
    def inside(self) -> bool:
        """Whether something was begun that lasts beyond the line."""
        return bool(self.open or self.quote)

    def begin_quote(self, at: int) -> None:
        """A value in quotes begins outside of brackets."""
        self.quote = self._text[at]

    def read(self, start: int, end: int) -> int:
        """Read from `start` until all is closed, or to `end`; where it stopped."""
        at = start
        while at < end:
            at = self._in_quote(at, end) if self.quote else self._plain(at)
            if not self.inside:
                break
        return at

    def _in_quote(self, at: int, end: int) -> int:
        char = self._text[at]
        if char == "\\" and self.quote == '"':
            return min(at + 2, end)
        if char == self.quote:
            self.quote = ""
        return at + 1

    def _plain(self, at: int) -> int:
        char, top = self._text[at], self.open[-1] if self.open else None
        if self.comment:
            self._in_comment(char, at)
        elif char == "#" and self._text[at - 1 : at] in (" ", "\n"):
            self.comment = True
        elif char in "[{" and (top is None or not top.begun):
            if top is not None:
                top.begun = True
            self.open.append(Bracket(char, at + 1))
        elif top is not None:
            self._in_bracket(char, top, at)
        return at + 1

    def _in_bracket(self, char: str, top: Bracket, at: int) -> None:
        if char in "]}":
            self.open.pop()
        elif char == ",":
            top.key = None
            top.begin(at + 1)
        elif char == ":" and top.kind == "{" and top.key is None and self._ends_key(at):
            top.key = self._text[top.token : at].strip().strip("'\"")
            top.keys.add(top.key)
            top.begin(at + 1)
        elif char in "'\"" and not top.begun:
            self.begin_quote(at)
            top.begun = True
        elif not char.isspace():
            top.begun = True

    def _in_comment(self, char: str, at: int) -> None:
        self.comment = char != "\n"
        if not self.comment and self.open and not self.open[-1].begun:
            self.open[-1].begin(at + 1)

    def _ends_key(self, at: int) -> bool:
        return self._text[at + 1 : at + 2] in ("", " ", "\n", ",", "}")

    def keys_from(self, at: int) -> set[str]:
        """The keys of the innermost bracket, with those that stand behind `at`."""
        top, depth = self.open[-1], len(self.open)
        while at < len(self._text) and len(self.open) >= depth:
            at = self._in_quote(at, len(self._text)) if self.quote else self._plain(at)
        return top.keys
