"""What a killed run left behind goes when the next run writes in the same place; what lives on stays."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.exchange.files import write_all
from generator.source import scratch as passing
from generator.source.scratch import PREFIX, new_folder, scratch, sweep

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


def test_a_folder_that_another_run_takes_for_left_behind_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks so between the moment when it is made and that when it is locked; nobody waits for anybody."""
    locked = passing._locked
    swept = []

    def late(folder: Path) -> int | None:
        if len(swept) < 3:
            swept.append(folder)
            handle = locked(folder)
            assert handle is not None
            if len(swept) == 3:  # whoever sweeps is still at it
                with pytest.raises(BlockingIOError):
                    locked(folder)
            folder.rmdir()
            os.close(handle)
        return locked(folder)

    monkeypatch.setattr(passing, "_locked", late)
    with scratch(tmp_path) as folder:
        assert len(swept) == 3
        monkeypatch.undo()
        sweep(tmp_path)
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []


_SWARM = """
import sys
from pathlib import Path
from generator.source.scratch import scratch
for number in range(150):
    with scratch(Path(sys.argv[1])) as folder:
        (folder / "a").write_bytes(b"")
        assert (folder / "a").exists()
"""


def test_many_runs_at_once_do_not_take_each_other_s_folders(tmp_path: Path) -> None:
    """However often they make and sweep in one place."""
    runs = [subprocess.Popen([sys.executable, "-c", _SWARM, str(tmp_path)]) for _ in range(4)]
    assert [run.wait() for run in runs] == [0] * 4
    assert list(tmp_path.iterdir()) == []


def test_two_runs_that_make_one_folder(tmp_path: Path) -> None:
    """The second leaves what the first has made, and nothing of its own in it or beside it."""
    target = tmp_path / "2025" / "某局"

    def second() -> None:
        with new_folder(target) as made:
            (made / "b").write_bytes(b"second")
            with new_folder(target) as first:
                (first / "a").write_bytes(b"first")

    with pytest.raises(OSError, match=os.strerror(errno.ENOTEMPTY)):
        second()
    assert _contents(target) == {"a": b"first"}
    assert list(tmp_path.rglob("*")) == [target.parent, target, target / "a"]


def test_a_folder_that_could_not_be_made_leaves_none_above_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError), new_folder(tmp_path / "a" / "b"):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_has_the_rights_of_others(tmp_path: Path) -> None:
    """As one has that is made there otherwise: colleagues may enter it, the group is the same."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2775)
    with new_folder(shared / "made"):
        pass
    (shared / "other").mkdir()
    assert (shared / "made").stat().st_mode == (shared / "other").stat().st_mode
