"""What a killed run left behind goes when the next run writes in the same place; what lives on stays."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.exchange.files import write_all
from generator.source.scratch import PREFIX, scratch

_KILLED = """
import os, signal, sys
from pathlib import Path
from generator.exchange.files import write_all
reached = 0
def sync(handle):
    global reached
    reached += 1
    if reached == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = sync
folder = Path(sys.argv[1])
write_all({folder / "a": b"new", folder / "b": b"new", folder / "c": b"new"})
"""


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_kill_leaves_all_as_it_was_and_the_next_run_clears_up(tmp_path: Path, at: int) -> None:
    before = dict.fromkeys("abc", b"old")
    write_all({tmp_path / name: data for name, data in before.items()})
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path), str(at)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert _contents(tmp_path) == before
    assert [path for path in tmp_path.iterdir() if path.name.startswith(PREFIX)]  # the kill was in the midst
    write_all({tmp_path / "a": b"third"})
    assert {path.name for path in tmp_path.iterdir()} == set("abc")
    assert _contents(tmp_path) == {**before, "a": b"third"}


def test_what_another_run_is_making_stays(tmp_path: Path) -> None:
    with scratch(tmp_path) as other:
        (other / "half").write_bytes(b"")
        write_all({tmp_path / "a": b"new"})
        assert (other / "half").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"a"}
