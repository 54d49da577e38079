"""Commands that are killed at any moment: a short run of the benchmark that kills hundreds."""

from __future__ import annotations

from benchmarks.kills import COMMANDS, run


def test_killed_commands_leave_nothing_half_and_nothing_behind() -> None:
    """Each command once; where something is half or left over, the run stops with what it is."""
    killed = run(1)
    assert set(killed) == set(COMMANDS)
    assert sum(killed.values()) > 0
