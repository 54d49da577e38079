"""Commands as an ordinary user runs them: what the mode of a file forbids is forbidden, to root as well."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
_DROP = 24
"""prctl's PR_CAPBSET_DROP: what root may no longer do after the next exec."""
_POWERS = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: to read and write whatever the modes say."""
_RUN = """
import os, sys
sys.path.insert(0, sys.argv[1])
from tests.hostile.ordinary import renounce
renounce()
start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from generator.cli import main; sys.exit(main())"
os.execv(sys.executable, [sys.executable, "-c", start, *sys.argv[2:]])
"""


def renounce() -> None:
    """Root becomes one for whom modes hold. Raises OSError where that is not to be had."""
    if os.geteuid() == 0:
        for power in _POWERS:
            if ctypes.CDLL(None, use_errno=True).prctl(_DROP, power, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


def possible() -> bool:
    """Whether `renounce` works here."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
         "from tests.hostile.ordinary import renounce; renounce()"],
        capture_output=True,
    )  # fmt: skip
    return done.returncode == 0


def run(
    *arguments: object, cwd: Path, environment: Mapping[str, str | None] | None = None, top: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """A command of the program in `top`; variables that are None are not set."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})}
    return subprocess.run(
        [sys.executable, "-c", _RUN, str(ROOT), str(top), *map(str, arguments)],
        cwd=cwd,
        env={name: value for name, value in env.items() if value is not None},
        capture_output=True,
        text=True,
        timeout=300,
    )
