"""Readers that do not behave."""

from __future__ import annotations

import os
import time


def memory(_: bytes) -> bytes:
    """Asks for more than there is."""
    return bytes(1 << 36)


def abort(_: bytes) -> bytes:
    """Ends as native code does that finds itself in an impossible state."""
    os.abort()


def forever(_: bytes) -> bytes:
    """Works without end."""
    while True:
        pass


def asleep(_: bytes) -> bytes:
    """Waits, which takes no time of the processor that could be limited."""
    time.sleep(1000)
    return b""


def told_to_trace(_: bytes) -> bytes:
    """Whether native code is to list its calls when it fails."""
    return os.environ["RUST_BACKTRACE"].encode()
