"""How much processor time `gongkai check` takes for the sample, as a process of its own.

Runs it and a peer, a Python that imports pydantic and PyYAML and does nothing with them, by turns. Prints the
processor time of the whole process (user and system), as seconds and as a multiple of the peer's; of all runs
the one in the middle.

    python benchmarks/check_sample.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "budgets" / "2024" / "xinzhou-etdz"
COMMAND = "import sys; from generator.cli import main; sys.exit(main())"
CHECK = [sys.executable, "-c", COMMAND, "check", SAMPLE]
PEER = [sys.executable, "-c", "import pydantic, yaml"]
RUNS = 11
SECONDS, RATIO = 0.5, 5.5


def seconds(command: list[str | Path]) -> float:
    """The processor time of one run. Python may keep its bytecode, as it does for a user."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> int:
    """Measure; 1 when a target is missed."""
    seconds(CHECK)  # Why: the first run leaves the bytecode for the others.
    runs = [(seconds(CHECK), seconds(PEER)) for _ in range(RUNS)]
    spent = median(check for check, _ in runs)
    ratio = median(check / peer for check, peer in runs)
    print(f"检查样例：处理器时间 {spent:.2f} 秒，是只导入 pydantic 和 PyYAML 的 {ratio:.1f} 倍")
    return 0 if spent < SECONDS and ratio < RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
