"""A command killed before each of the steps by which files take their place or go, and run again.

Usage: python -m tests.hostile.stepwise COMMAND, one of `benchmarks.kills`. Prints how many steps there were.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.kills import ALL, Trial, WrongError, prepared
from generator.cli import main

STEPS = ("os.rename", "os.rmdir")


def _killed_before(step: int, here: Path) -> None:
    """Have this process killed before so many steps in the folder `here` have been taken."""
    left = step

    def watch(event: str, given: tuple[Any, ...]) -> None:
        nonlocal left
        if event in STEPS and Path(os.path.abspath(given[0])).is_relative_to(here):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def _run(trial: Trial, step: int) -> int:
    """How the command ends in a process of its own, killed before a `step`, if it is not 0."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.chdir(trial.folder)
    if step:
        _killed_before(step, trial.folder)
    os._exit(main(ALL[trial.command]))


def killed_at_each_step(command: str, template: Path) -> int:
    """How many steps `command` takes; nothing is half or left behind. Raises WrongError."""
    for step in count():  # the first time nothing is killed
        trial = Trial(command, template.with_name(f"{step}"))
        shutil.copytree(template, trial.folder)
        if step == 0:
            os.chdir(trial.folder)
            main(ALL[command])  # here, so that all is loaded when the others begin as copies
        elif _run(trial, step) >= 0:
            return step - 1
        else:
            half = trial.state()
            try:
                trial.examine(half, _run(trial, 0))
            except WrongError as wrong:
                raise WrongError(f"{command}, killed before step {step}: {wrong}") from None
    raise AssertionError


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print("steps:", killed_at_each_step(sys.argv[1], prepared(Path(folder) / "template")))
        os.chdir("/")
