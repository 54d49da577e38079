"""Limits that are lowered, to be gone beyond."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import FindingsError, GongkaiError
from generator.source import limits
from generator.source.limits import Limit

Trial = Callable[[Path, "Lower"], str]
"""Goes beyond a limit and gives what was said."""


class Lower:
    """Lowers the limit that is tried; gives it as it is then."""

    def __init__(self, name: str, patch: pytest.MonkeyPatch) -> None:
        self.name, self._patch, self.now = name, patch, getattr(limits, name)

    def to(self, most: int, unit: str = "") -> Limit:
        """The limit is `most`, in `unit` where its own is too large."""
        self.now = self.now._replace(most=most, unit=unit or self.now.unit)
        self._patch.setattr(limits, self.name, self.now)
        return self.now


def said_of(act: Callable[[], object]) -> str:
    """What is said of what `act` refuses."""
    with pytest.raises(GongkaiError) as caught:
        act()
    error = caught.value
    return "；".join(f.message for f in error.findings) if isinstance(error, FindingsError) else str(error)
