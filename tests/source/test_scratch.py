"""Passing folders of processes whose parent takes them away."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.source import scratch as module
from generator.source.scratch import scratch, stay_in


def test_who_stays_in_a_room_waits_for_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The room is locked as long as its process lives: whoever waited for that would wait in vain."""
    monkeypatch.setattr(module, "_room", None)
    monkeypatch.setattr(time, "sleep", lambda seconds: pytest.fail(f"waits {seconds} s"))
    with scratch(tmp_path) as room:
        stay_in(room)
        with scratch() as first, scratch() as second:
            assert first.parent == second.parent == room
            assert first != second
        assert list(room.iterdir()) == []
    assert list(tmp_path.iterdir()) == []
