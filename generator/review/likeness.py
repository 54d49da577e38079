"""How much alike texts are, from 0 to 1."""

from __future__ import annotations

from difflib import SequenceMatcher

from generator.source.stretches import Effort


class Likeness:
    """That of other texts to `text`, as long as the `effort` lasts."""

    def __init__(self, text: str, effort: Effort) -> None:
        self._text, self._effort = text, effort
        self._matcher = SequenceMatcher(None, "", text, autojunk=False)

    def of(self, other: str, least: float) -> float:
        """How much alike `other` is to it; 0 for less than `least`, soon found, and without effort left."""
        self._matcher.set_seq1(other)
        if self._matcher.real_quick_ratio() < least or not self._effort.affords(other, self._text):
            return 0.0
        if self._matcher.quick_ratio() < least:
            return 0.0
        score = self._matcher.ratio()
        return score if score >= least else 0.0
