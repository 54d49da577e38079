"""What commands write passes through here: nothing in it can steer a terminal or turn words round."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO, cast

from generator.source.hidden import shown


class Guarded:
    """A stream that shows hidden characters escaped; `raw` is the stream itself, for colours of our own."""

    def __init__(self, raw: TextIO) -> None:
        self.raw = raw

    def write(self, text: str) -> int:
        """Write `text` as it may be shown."""
        self.raw.write(shown(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write all `lines` as they may be shown."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)


def raw(stream: TextIO) -> TextIO:
    """The stream below the guard. Who writes to it has `shown` what others have written."""
    return stream.raw if isinstance(stream, Guarded) else stream


@contextlib.contextmanager
def guarded_output() -> Iterator[None]:
    """Guard both streams; one that was closed by whoever called us (>&-) drops what is written."""
    before = sys.stdout, sys.stderr
    for stream in before:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout, sys.stderr = (cast(TextIO, Guarded(stream or io.StringIO())) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
