"""Commands killed at any moment: a short run of the benchmark that kills hundreds, and at every step."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.kills import COMMANDS, run


def test_killed_commands_leave_nothing_half_and_nothing_behind() -> None:
    """Each command once; where something is half or left over, the run stops with what it is."""
    killed = run(1)
    assert set(killed) == set(COMMANDS)
    assert sum(killed.values()) > 0


@pytest.mark.parametrize("command", [*COMMANDS, "site"])
def test_nothing_is_half_whatever_step_a_command_is_killed_before(command: str) -> None:
    """Files take their places and passing folders go in few moments, which random kills seldom meet."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.stepwise", command],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.rpartition("steps: ")[2]) > 0
