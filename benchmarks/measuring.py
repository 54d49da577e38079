"""What a command costs: processor time of all its processes, and the most memory that they have together."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.03
"""Seconds between two looks at the processes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds (user and system), seconds on the wall, and megabytes (shared pages counted once)."""

    processor: float
    wall: float
    memory: float


def cost(command: Sequence[str | Path], folder: Path, settings: Mapping[str, str] | None = None) -> Cost:
    """Run `command` to its end. Raises RuntimeError when it fails.

    Why not by what the system tells at the end: of processes that nobody waits for (a browser's) it tells
    nothing. They are looked at while they run.
    """
    begun, before = time.monotonic(), os.times()
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | dict(settings or {}),
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as running,
    ):
        seen: dict[int, float] = {}
        memory, next_look = 0.0, 0.0
        while running.poll() is None:
            processes = list(_tree(running.pid))
            seen |= {process: spent for process in processes if (spent := _spent(process)) is not None}
            if time.monotonic() > next_look:  # takes longer
                memory = max(memory, sum(map(_memory, processes)))
                next_look = time.monotonic() + 10 * INTERVAL
            time.sleep(INTERVAL)
        if running.returncode:
            said.seek(0)
            raise RuntimeError(f"{command}: {said.read().decode()[-2000:]}")
    after = os.times()
    waited = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(max(waited, sum(seen.values())), time.monotonic() - begun, memory)


def spent_by(processes: Sequence[int]) -> Cost:
    """What `processes` that go on running, and all below them, have cost so far; their memory now."""
    all_of_them = [one for process in processes for one in _tree(process)]
    return Cost(sum(_spent(one) or 0.0 for one in all_of_them), 0.0, sum(map(_memory, all_of_them)))


def _tree(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _spent(process: int) -> float | None:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def machine() -> str:
    """What this was measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    total = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    load = os.getloadavg()[0]
    return f"{name}，{len(os.sched_getaffinity(0))} 个处理器，{total:.0f} GB 内存；开始时负载 {load:.1f}"
