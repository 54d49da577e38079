"""Connections (连接): nobody waits for who asks for nothing, so that a stranger keeps nobody out."""

from __future__ import annotations

import asyncio
import logging
import sys

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

PATIENCE = 10.0
"""Seconds: a connection on which no request has come for so long, or twice as long, ends."""
MOST = 400
"""Connections at once; a browser has six. One more ends the one that has waited longest for its request."""
BACKLOG = 128
"""Connections that the system lets wait."""
MOST_FILES = 4_096
"""Files and connections that the process wants to be allowed."""
_NO_HTTP = "这不是 HTTP 请求。\n".encode()
_ANSWER = (
    b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"connection: close\r\ncontent-length: %d\r\n\r\n%s" % (len(_NO_HTTP), _NO_HTTP)
)


class Patient(H11Protocol):
    """A connection: what is sent drop by drop, or not at all, ends it; one that is being answered stays."""

    begun = 0.0
    _seen: RequestResponseCycle | None = None

    @property
    def waits(self) -> bool:
        """Whether a request has yet to come."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; whoever has waited longest makes room where there is none."""
        super().connection_made(transport)
        self.begun = self.loop.time()
        if len(self.connections) > MOST:
            waiting = (one for one in self.connections if isinstance(one, Patient) and one.waits)
            min(waiting, key=lambda one: one.begun).transport.abort()
        self.loop.call_later(PATIENCE, self._look)

    def _look(self) -> None:
        """End it when it waits for its request as it did the last time."""
        if self.transport.is_closing():
            return
        if self.waits and self._seen is self.cycle and self.loop.time() - self.begun >= 2 * PATIENCE:
            self.transport.abort()
            return
        self._seen = self.cycle if self.waits else None
        self.loop.call_later(PATIENCE, self._look)

    def send_400_response(self, msg: str) -> None:
        """Say that it is no HTTP, in Chinese."""
        self.transport.write(_ANSWER)
        self.transport.close()


def room_for_files() -> None:
    """Have the system allow as many open files as there may be connections, and what is read beside them."""
    try:
        import resource
    except ImportError:  # not on this system
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class NoRoom(logging.Filter):
    """Says once, in a line, that no more connections are taken; asyncio says it 100 times a second."""

    said = False

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is logged."""
        if "out of system resource" not in record.getMessage():
            return True
        if not self.said:
            print("连接太多，暂时不接新的。", file=sys.stderr)
        self.said = True
        return False
