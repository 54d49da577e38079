"""Every regular expression of the package takes time in proportion to the text, whatever the text."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

import pytest

from tests.hostile.patterns import hard_texts, patterns

LENGTH = 50_000
SECONDS = 0.25
"""For a text of that length: a linear pattern takes a hundredth of it, a quadratic one several times."""

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


def seconds_for(pattern: str | bytes, flags: int, whole: bool) -> float:
    """The processor time of the worst text."""
    compiled = re.compile(pattern, flags)
    worst = 0.0
    for text in hard_texts(pattern, flags, LENGTH):
        said = text.encode("latin-1", "replace") if isinstance(pattern, bytes) else text
        begun = process_time()
        try:
            with stopped_after(2 * SECONDS):
                if whole:
                    compiled.fullmatch(said)  # type: ignore[arg-type]
                else:
                    compiled.sub(said[:0], said)  # type: ignore[arg-type]
        except SlowError:
            return 2 * SECONDS
        worst = max(worst, process_time() - begun)
    return worst


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
        if place.split(":")[0] == where and seconds_for(pattern, flags, whole) > SECONDS
    ]
    assert slow == []


@pytest.mark.parametrize("pattern", [r"\s*\n\s*", r"(a+)+$", r"x.*y", r"\{\{\s*([^{}]*?)\s*\}\}"])
def test_slow_patterns_are_found(pattern: str) -> None:
    """The texts are hard enough to tell."""
    assert seconds_for(pattern, 0, whole=False) > SECONDS
