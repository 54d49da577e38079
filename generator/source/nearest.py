"""What somebody may have meant to write."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST_CHARACTERS = 200
"""A longer word is no slip of the pen, and comparing it takes long."""
MOST_KNOWN = 20_000


def close_matches(word: str, known: Iterable[str], *, n: int, cutoff: float) -> list[str]:
    """As difflib's, among words of about the same length: in others too much would have to be changed."""
    if len(word) > MOST_CHARACTERS:
        return []
    least, most = len(word) * cutoff / (2 - cutoff), len(word) * (2 - cutoff) / cutoff
    candidates = [other for other in known if least <= len(other) <= most][:MOST_KNOWN]
    return get_close_matches(word, candidates, n=n, cutoff=cutoff)
