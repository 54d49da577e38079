"""Pieces of a foreign PDF written into ours."""

from __future__ import annotations

from collections.abc import Sequence

from generator.foreign.pieces import Piece
from generator.press.join.file import PdfFile
from generator.press.join.syntax import reference


class Copier:
    """Copies the pieces of one foreign file into `file`, run by run.

    They refer to pieces of their own run and of the runs before, by their index among all.
    """

    def __init__(self, file: PdfFile) -> None:
        self.file = file
        self._numbers: list[int] = []

    def copy(self, pieces: Sequence[Piece]) -> int:
        """The number of the first of `pieces` in our file."""
        first = self.file.reserve(len(pieces))
        self._numbers += range(first, first + len(pieces))
        for number, piece in enumerate(pieces, first):
            head = b"".join(
                part if isinstance(part, bytes) else reference(self._numbers[part]) for part in piece.parts
            )
            if piece.data is None:
                self.file.put(number, head)
            else:
                self.file.put_stream(number, head, piece.data)
        return first
