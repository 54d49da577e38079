"""Windows that listen to a budget (event streams): each hears the latest of every kind of event."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

QUIET = 15.0
"""Seconds after which something is said, so that a window that is gone is noticed."""


def in_json(data: Any) -> str:
    """What is told to windows, written once for all of them."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class Listener:
    """One window. What happens is told from other threads; what was not yet sent is replaced by newer."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._latest: dict[str, str] = {}
        self._woken = asyncio.Event()

    def tell(self, event: str, text: str) -> None:
        """Send `text` as the latest `event`."""
        try:
            self._loop.call_soon_threadsafe(self._put, event, text)
        except RuntimeError:  # the server has ended meanwhile
            return

    def _put(self, event: str, text: str) -> None:
        self._latest.pop(event, None)
        self._latest[event] = text
        self._woken.set()

    async def stream(self) -> AsyncIterator[str]:
        """What goes to the window."""
        yield "retry: 1000\n\n"
        while True:
            try:
                await asyncio.wait_for(self._woken.wait(), QUIET)
            except TimeoutError:
                yield ": quiet\n\n"
                continue
            self._woken.clear()
            events, self._latest = self._latest, {}
            for event, text in events.items():
                yield f"event: {event}\ndata: {text}\n\n"
