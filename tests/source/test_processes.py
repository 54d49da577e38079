"""What processes do with what they made in passing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import weakref
from concurrent.futures import wait
from pathlib import Path

import pytest

from generator.source.processes import given_back, processes

LEAVES_CIRCLES = """
import gc, weakref
from generator.source.processes import all_collected, collected, uncollected

class Circle:
    def __init__(self):
        self.own = self

circles = weakref.WeakSet()

def work():
    made = [Circle() for _ in range(3000)]
    circles.update(made)
    with uncollected():
        collected(lambda: None)

gc.disable()
gc.freeze()
most = 0
for _ in range(60):
    all_collected(work)
    most = max(most, len(circles))
    assert gc.get_freeze_count() > 0
    assert not gc.isenabled()
print(most)
"""


def test_what_work_leaves_in_circles_is_freed_in_time() -> None:
    """Work that has others collected in its midst leaves garbage that nobody looks through; there is never
    as much of it as of sixty pieces of work.
    """
    done = subprocess.run(
        [sys.executable, "-c", LEAVES_CIRCLES], capture_output=True, text=True, check=True, timeout=120
    )
    assert 3000 <= int(done.stdout) < 60 * 3000 / 2


KILLED_MEANWHILE = """
import ctypes, os, signal, threading, time
from concurrent.futures import BrokenExecutor
from generator.source.processes import processes

def work():
    time.sleep(1)
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
    if FAILS:
        raise ValueError("x" * 3_000_000)
    return bytes(3_000_000)

def nobody_reads():
    time.sleep(0.6)
    for _ in range(3):
        ctypes.PyDLL(None).usleep(800_000)

with processes(1, "fork") as pool:
    given = pool.submit(work)
    nobody_reads()
    try:
        assert len(given.result()) == 3_000_000
    except BrokenExecutor:
        pass
    except ValueError as error:
        assert len(str(error)) == 3_000_000 and "in work" in error.__notes__[0]
try:
    with processes(1, "fork") as pool:
        pool.submit(work)
        nobody_reads()
        raise KeyboardInterrupt
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="usleep of the C library")
@pytest.mark.parametrize("fails", [False, True])
def test_nobody_waits_for_a_process_that_is_killed_as_it_gives_something_back(fails: bool) -> None:
    """A result or an error; by the system, or by us because the command is stopped."""
    script = f"FAILS = {fails}\n{KILLED_MEANWHILE}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "stopped\n"


ORPHANS = """
import os, signal
from generator.source.processes import processes
os.register_at_fork(
    after_in_child=lambda: print(os.getpid(), flush=True),
    after_in_parent=lambda: os.kill(os.getpid(), signal.SIGKILL),
)
with processes(2, "fork") as pool:
    pool.submit(os.getpid).result()
"""
ORPHAN_READER = """
import os, signal, subprocess
from generator.source.confined import confined
def given(process, data, *more):
    process.stdin.write(data)
    process.stdin.flush()
    print(process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
subprocess.Popen._communicate = given
confined("tests.hostile.greedy:asleep", b"")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("script", [ORPHANS, ORPHAN_READER])
def test_a_process_ends_whose_parent_was_killed_before_it_began(script: str) -> None:
    """The system tells nobody of a parent that has ended before: it would wait, or work, for ever."""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        orphan = Path("/proc") / parent.stdout.readline().strip()
        assert orphan.name
    assert parent.returncode == -signal.SIGKILL
    until = time.monotonic() + 60
    while orphan.exists() and "\nState:\tZ" not in (orphan / "status").read_text():
        assert time.monotonic() < until
        time.sleep(0.05)


def _slow(data: bytes) -> int:
    time.sleep(0.5)
    return len(data)


def test_large_work_waits_in_files() -> None:
    """Not in a pipe that nobody may be left to read; what is let go of leaves none."""
    with processes(1) as pool:
        room = getattr(pool, "room", None)
        assert room is not None
        given = [pool.submit(_slow, bytes(1_000_000)) for _ in range(6)]
        assert [path.stat().st_size > 1_000_000 for path in room.iterdir()].count(True) >= 5
        assert sum(one.cancel() for one in reversed(given[1:])) == 5
        assert given[0].result() == 1_000_000
        wait(given)
        assert list(room.iterdir()) == []


def _large(number: int) -> bytes:
    return bytes([number]) * 100_000


def _wrong(number: int) -> bytes:
    raise ValueError(f"{number}" * 10_000)


def test_results_of_any_size_come_and_leave_nothing() -> None:
    """Large and small ones, and errors; jobs that are let go of are not begun."""
    with processes(2) as pool:
        assert list(pool.map(_large, range(9))) == [_large(number) for number in range(9)]
        assert list(pool.map(abs, range(9), chunksize=2)) == list(range(9))
        with pytest.raises(ValueError, match="33333"):
            pool.submit(_wrong, 3).result()
        waiting = [pool.submit(_large, 1) for _ in range(50)]
        assert [one for one in reversed(waiting) if one.cancel()]
        room = getattr(pool, "room", None)
        assert room is not None
        wait(waiting)
    assert not room.exists()


def test_what_nobody_uses_is_given_back() -> None:
    """Also what holds itself, which is not freed otherwise; whatever C library there is."""

    class Circle:
        def __init__(self) -> None:
            self.own = self

    circles = weakref.WeakSet([Circle()])
    given_back()
    assert len(circles) == 0


_STORES = """
import ctypes, sys, threading
from generator.source.processes import in_two_stores
if sys.argv[1:]:
    in_two_stores()
malloc = ctypes.CDLL(None).malloc
malloc.restype = ctypes.c_size_t
found, all_there = set(), threading.Barrier(8)
def take():
    all_there.wait()
    found.add(malloc(1000) >> 26)
    all_there.wait()
threads = [threading.Thread(target=take) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
print(len(found))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's")
def test_threads_share_two_stores_of_memory() -> None:
    """Of a process that is told so; else each of them has its own. One store may lie across a border."""
    each, shared = (
        int(subprocess.run([sys.executable, "-c", _STORES, *told], capture_output=True, check=True).stdout)
        for told in ([], ["yes"])
    )
    assert shared <= 3 < each
