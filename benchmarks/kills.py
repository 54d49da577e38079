"""Kill commands at random moments: nothing is half, and the next run leaves nothing behind.

Usage: python -m benchmarks.kills [TIMES [COMMAND…]]. Prints how many of each were killed while they worked.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "budgets" / "2024" / "yunling-archive"
PROGRAM = (sys.executable, "-c", "import sys; from generator.cli import main; sys.exit(main())")
COMMANDS = {
    "new": ("new", "budgets/2025/新局", "--year", "2025", "--name", "新局"),
    "roll": ("roll", "budgets/2024/某局", "--to", "2025"),
    "sign": ("sign", "budgets/2024/某局", "表三", "--by", "张三"),
    "build": ("build", "budgets/2024/某局", "--format", "pdf,xlsx,json"),
    "import": ("import", "某局.xlsx", "-o", "budgets/2024/导入"),
}
COLD = ("build", "budgets/2024/某局", "--no-cache", "--jobs")
BUILDS = {
    "build, cold": (*COLD, "1"),
    "build, parallel": (*COLD, "2"),
    "site": ("site", "budgets", "-o", "网站"),
}
"""What sets every page takes longer, and is only killed here."""
MADE = {
    "new": "budgets/2025/新局",
    "roll": "budgets/2025/某局",
    "sign": "budgets/2024/某局/审核.yaml",
    "build": "out/2024",
    "import": "budgets/2024/导入",
    "site": "网站",
}
"""What each command makes, as a file or a folder; every build the same."""
PATIENCE = 120


_ALL = COMMANDS | BUILDS


def _made(command: str) -> str:
    return MADE[command.partition(",")[0]]


def state(path: Path) -> dict[str, bytes]:
    """Every file at or below `path`, hidden ones of ours too."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    return {file.relative_to(path.parent).as_posix(): file.read_bytes() for file in files}


def prepared(folder: Path) -> Path:
    """A folder with a budget, and its workbook to import."""
    shutil.copytree(SMALL, folder / "budgets" / "2024" / "某局")
    subprocess.run(
        [*PROGRAM, *COMMANDS["build"][:2], "--format", "xlsx", "-o", "x"], cwd=folder, check=True,
        capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    shutil.move(folder / "x" / "2024" / "某局.xlsx", folder / "某局.xlsx")
    shutil.rmtree(folder / "x")
    return folder


def kill(command: str, template: Path, folder: Path, chance: random.Random, seconds: float) -> bool:
    """Kill `command` somewhere within its `seconds`; whether it was killed.

    Raises AssertionError when something is half, or when the next run leaves something behind.
    """
    shutil.copytree(template, folder)
    running = subprocess.Popen(
        [*PROGRAM, *_ALL[command]], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(chance.uniform(0.05, seconds))
    running.kill()
    killed = running.wait(PATIENCE) < 0
    assert not _left_at_work(folder), command
    half = state(folder / _made(command))
    again = subprocess.run([*PROGRAM, *_ALL[command]], cwd=folder, capture_output=True, timeout=PATIENCE)
    whole = state(folder / _made(command))
    assert again.returncode == 0 or half, again.stderr.decode()
    finished = {name for name in half if "/.gongkai-" not in f"/{name}"}
    assert all(half[name] == whole[name] for name in finished if name.endswith((".pdf", ".json"))), command
    if command in ("new", "roll", "import"):
        assert finished in (set(), set(whole)), (command, finished)
    left = [path for path in folder.rglob(".gongkai-*") if path.is_dir()]
    left = [path for path in left if path.parent != folder / _made(command)]
    assert left == [] or again.returncode != 0, left
    return killed


def _left_at_work(folder: Path) -> list[str]:
    """The processes that go on in `folder` a while after the one that began them (on Linux)."""
    until = time.monotonic() + PATIENCE / 10
    while (left := list(_at_work(folder))) and time.monotonic() < until:
        time.sleep(0.1)
    return left


def _at_work(folder: Path) -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.readlink(process / "cwd") == str(folder) and (process / "cmdline").read_bytes():
                yield process.name


def duration(command: str, template: Path, folder: Path) -> float:
    """How long `command` takes, undisturbed, when pages are kept."""
    begun = 0.0
    for _ in range(2):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        begun = time.monotonic()
        subprocess.run([*PROGRAM, *_ALL[command]], cwd=folder, check=True, capture_output=True)
    return time.monotonic() - begun


def run(times: int, seed: int = 1, commands: Collection[str] = tuple(COMMANDS)) -> Counter[str]:
    """Kill each of the `commands` `times` times; how often it was still working."""
    chance, killed = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as temporary:
        template = prepared(Path(temporary) / "template")
        for command in commands:
            seconds = duration(command, template, Path(temporary) / command)
            for number in range(times):
                folder = Path(temporary) / f"{command}-{number}"
                killed[command] += kill(command, template, folder, chance, seconds)
                shutil.rmtree(folder)
    return killed


if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    found = run(times, commands=sys.argv[2:] or list(_ALL))
    for name, count in found.items():
        print(f"{name}: {count} of {times} killed at work; nothing half, nothing left behind")
    print(f"all: {found.total()} of {times * len(found)}")
