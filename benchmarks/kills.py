"""Kill commands at random moments: nothing is half, and the next run leaves nothing behind.

Usage: python -m benchmarks.kills [--seed N] [TIMES [COMMAND…]]. Prints how many of each were killed while
they worked; where something is wrong, what it was, when it was killed, and what its processes are doing.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "budgets" / "2024" / "yunling-archive"
_PROGRAM = """
import faulthandler, signal, sys
faulthandler.register(signal.SIGUSR1)
from generator.cli import main
sys.exit(main())
"""
PROGRAM = (sys.executable, "-c", _PROGRAM)
"""The program, which says where it is when it is asked (SIGUSR1), and so do its copies."""
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
ALL = COMMANDS | BUILDS
_MADE = {
    "new": "budgets/2025/新局",
    "roll": "budgets/2025/某局",
    "sign": "budgets/2024/某局/审核.yaml",
    "build": "out/2024",
    "import": "budgets/2024/导入",
    "site": "网站",
}
"""What each command makes, as a file or a folder; every build the same."""
_AT_ONCE = ("new", "roll", "import")
"""These make a folder, which is there with all of its files or not at all."""
PATIENCE = 60
"""Seconds: a command whose processes have used no time of the processor in all of them hangs."""


class WrongError(Exception):
    """Something is half, left behind, or does not end."""


@dataclass(frozen=True)
class Trial:
    """A `command` that works in a `folder`."""

    command: str
    folder: Path

    def kill(self, seconds: float) -> bool:
        """Kill it so long after it began, and run it again; whether it was at work. Raises WrongError."""
        with self._begun() as running:
            time.sleep(seconds)
            running.kill()
        if left := _left_at_work(self.folder):
            raise WrongError(f"goes on though its parent was killed: {self._doing(left)}")
        half = self.state()
        self.examine(half, self._again())
        return running.returncode < 0

    def state(self) -> dict[str, bytes]:
        """What it has made: every file, hidden ones of ours too."""
        path = self.folder / _MADE[self.command.partition(",")[0]]
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        return {file.relative_to(path.parent).as_posix(): file.read_bytes() for file in files}

    def examine(self, half: dict[str, bytes], code: int) -> None:
        """`half` was there when it was killed, `code` is how the next run ended. Raises WrongError."""
        whole = self.state()
        if code and not half:
            raise WrongError(f"the next run ends with {code}: {self._said()}")
        finished = {name for name in half if "/.gongkai-" not in f"/{name}"}
        for name in finished:
            if name.endswith((".pdf", ".json")) and half[name] != whole.get(name):
                raise WrongError(f"{name} was not what it is after the next run")
        if self.command in _AT_ONCE and finished not in (set(), set(whole)):
            raise WrongError(f"only {sorted(finished)} were there, of {sorted(whole)}")
        left = [str(path) for path in self.folder.rglob(".gongkai-*") if path.is_dir()]
        if left and not code:
            raise WrongError(f"the next run has left {left}")

    @property
    def _log(self) -> Path:
        return self.folder.with_suffix(".log")

    def _said(self) -> str:
        with contextlib.suppress(FileNotFoundError):
            return self._log.read_text("utf-8", "replace")[-4000:]
        return ""

    @contextlib.contextmanager
    def _begun(self) -> Iterator[subprocess.Popen[bytes]]:
        """It at work; afterwards it has ended. Raises WrongError when it does not end."""
        with self._log.open("ab") as log:
            running = subprocess.Popen(
                [*PROGRAM, *ALL[self.command]], cwd=self.folder, stdout=log, stderr=log
            )
        yield running
        before: dict[int, int] | None = None
        while running.poll() is None:
            now = {process: _processor_time(process) for process in _at_work(self.folder)}
            if now == before:
                raise WrongError(f"does not end: {self._doing(now)}")
            before = now
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(PATIENCE)

    def _again(self) -> int:
        with self._begun() as running:
            pass
        return running.returncode

    def _doing(self, processes: Collection[int]) -> str:
        """Who these processes are, and where in the program; they are killed."""
        said = [f"processes {list(processes)}"]
        for process in processes:
            with contextlib.suppress(OSError):
                home = Path(f"/proc/{process}")
                told = dict(line.split(":\t", 1) for line in (home / "status").read_text().splitlines())
                waits = (home / "wchan").read_text()
                said.append(
                    f"{process} of {told['PPid']}: {told['State']}, {told['Threads']} threads, in {waits}"
                )
                os.kill(process, signal.SIGUSR1)
        time.sleep(1)
        for process in processes:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        return "\n".join([*said, self._said()])


def _left_at_work(folder: Path) -> list[int]:
    """The processes that go on in `folder` a while after the one that began them (on Linux)."""
    until = time.monotonic() + PATIENCE / 2
    while (left := list(_at_work(folder))) and time.monotonic() < until:
        time.sleep(0.1)
    return left


def _at_work(folder: Path) -> Iterator[int]:
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.readlink(process / "cwd") == str(folder) and (process / "cmdline").read_bytes():
                yield int(process.name)


def _processor_time(process: int) -> int:
    """What it has used until now, in ticks."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13]))
    return 0


def prepared(folder: Path) -> Path:
    """A folder with a budget, and its workbook to import."""
    shutil.copytree(SMALL, folder / "budgets" / "2024" / "某局")
    subprocess.run(
        [*PROGRAM, *COMMANDS["build"][:2], "--format", "xlsx", "-o", "x"], cwd=folder, check=True,
        capture_output=True,
    )  # fmt: skip
    shutil.move(folder / "x" / "2024" / "某局.xlsx", folder / "某局.xlsx")
    shutil.rmtree(folder / "x")
    return folder


def duration(command: str, template: Path, folder: Path) -> float:
    """How long `command` takes, undisturbed, when pages are kept."""
    begun = 0.0
    for _ in range(2):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        begun = time.monotonic()
        subprocess.run([*PROGRAM, *ALL[command]], cwd=folder, check=True, capture_output=True)
    return time.monotonic() - begun


def run(times: int, seed: int = 1, commands: Collection[str] = tuple(COMMANDS)) -> Counter[str]:
    """Kill each of the `commands` `times` times; how often it was still working. Raises WrongError."""
    chance, killed = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as temporary:
        template = prepared(Path(temporary) / "template")
        for command in commands:
            longest = duration(command, template, Path(temporary) / command)
            for number in range(times):
                trial = Trial(command, Path(temporary) / f"{command}-{number}")
                shutil.copytree(template, trial.folder)
                seconds = chance.uniform(0.05, longest)
                try:
                    killed[command] += trial.kill(seconds)
                except WrongError as wrong:
                    place = f"{command}, number {number} of seed {seed}, killed after {seconds:.2f} s"
                    raise WrongError(f"{place}: {wrong}") from None
                shutil.rmtree(trial.folder)
    return killed


def main() -> int:
    """Kill all that is asked for; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", type=int, nargs="?", default=40)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=", ".join(ALL))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        found = run(options.times, options.seed, options.commands or list(ALL))
    except WrongError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    for name, count in found.items():
        print(f"{name}: {count} of {options.times} killed at work; nothing half, nothing left behind")
    print(f"all: {found.total()} of {options.times * len(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
