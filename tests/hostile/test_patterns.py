"""Every regular expression of the package takes time in proportion to the text, whatever the text."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

import pytest

from tests.hostile.patterns import hard_texts, patterns

LENGTH, TIMES = 50_000, 8
"""A text of that length is compared with one that is so many times shorter."""
SECONDS = 0.25
"""What takes no longer for the longer text is not worth comparing."""
MOST = 3 * TIMES
"""How many times as long the longer text may take: a linear pattern TIMES, a quadratic one TIMES² as long."""

FOUND = sorted({(str(pattern), where, pattern, flags, whole) for where, pattern, flags, whole in patterns()})


class SlowError(Exception):
    """The pattern was still at work."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raises SlowError in the block when it takes longer than that of the processor's time."""

    def stop(*_: object) -> None:
        raise SlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds_for(pattern: re.Pattern[str] | re.Pattern[bytes], text: str, whole: bool, most: float) -> float:
    """The processor time for `text`. Raises SlowError for more than `most`."""
    said = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    begun = process_time()
    with stopped_after(most):
        if whole:
            pattern.fullmatch(said)  # type: ignore[arg-type]
        else:
            pattern.sub(said[:0], said)  # type: ignore[arg-type]
    return process_time() - begun


def is_slow(pattern: str | bytes, flags: int, whole: bool) -> bool:
    """Whether any text takes more than in proportion to its length, on a machine of any speed."""
    compiled = re.compile(pattern, flags)
    lengths = (hard_texts(pattern, flags, length) for length in (LENGTH // TIMES, LENGTH))
    for short, long in zip(*lengths, strict=True):
        try:
            seconds = seconds_for(compiled, short, whole, SECONDS * TIMES)
            seconds_for(compiled, long, whole, max(SECONDS, MOST * seconds))
        except SlowError:
            return True
    return False


def test_there_are_patterns() -> None:
    """The search for them finds those of every package."""
    assert {where.split("/")[0] for _, where, *_ in FOUND} >= {
        "source",
        "model",
        "rules",
        "exchange",
        "review",
    }


@pytest.mark.parametrize("where", sorted({where.split(":")[0] for _, where, *_ in FOUND}))
def test_every_pattern_is_linear(where: str) -> None:
    """Of each module: no nested and no neighbouring repetitions that share characters."""
    slow = [
        (place, pattern)
        for _, place, pattern, flags, whole in FOUND
        if place.split(":")[0] == where and is_slow(pattern, flags, whole)
    ]
    assert slow == []


@pytest.mark.parametrize("pattern", [r"\s*\n\s*", r"(a+)+$", r"x.*y", r"\{\{\s*([^{}]*?)\s*\}\}"])
def test_slow_patterns_are_found(pattern: str) -> None:
    """The texts are hard enough to tell."""
    assert is_slow(pattern, 0, whole=False)


@pytest.mark.parametrize("pattern", [r".*表(\(.*\))?", r"(.+年)?.*月(\d+日)?"])
def test_slow_patterns_of_whole_texts_are_found(pattern: str) -> None:
    """What comes after a repetition may be there again and again, too."""
    assert is_slow(pattern, 0, whole=True)
