"""How long `gongkai diff` takes for two published files of the sample, in proportion to building one of them.

    .venv/bin/python benchmarks/diff.py

The second file has one amount changed and one project more, so that its pages move. Prints seconds of the
whole process (wall clock) with and without pictures, and the share that each is of a build in the same run;
of three runs the one in the middle. Returns 1 when a target is missed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "budgets" / "2024" / "xinzhou-etdz"
COMMAND = [sys.executable, "-c", "import sys; from generator.cli import main; sys.exit(main())"]
RUNS = 3
TARGETS = {"without pictures": 3.0, "with pictures": 10.0}
"""Seconds on two cores."""


def seconds(*arguments: str | Path) -> float:
    """The wall clock time of one command. Raises when it could not do its work."""
    begun = perf_counter()
    done = subprocess.run([*COMMAND, *arguments], cwd=ROOT, capture_output=True, check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode())
    return perf_counter() - begun


def edited(folder: Path) -> Path:
    """A copy of the sample that agrees with itself and differs in a few places."""
    copy = Path(shutil.copytree(SAMPLE, folder / "2024" / SAMPLE.name))
    path = copy / "项目.yaml"
    text = path.read_text(encoding="utf-8")
    old = "  - {名称: 建设环保管理部—路灯运行维护费, 类别: 特定目标类, 一般公共预算: 28.00}\n"
    new = old.replace("28.00", "16.00") + old.replace("路灯运行维护费", "市政井盖更换费").replace(
        "28.00", "12.00"
    )
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return copy


def main() -> int:
    """Build both files once and compare them a few times."""
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        build = seconds("build", SAMPLE, "-o", base / "old")
        seconds("build", edited(base), "-o", base / "new")
        files = [base / side / "2024" / f"{SAMPLE.name}.pdf" for side in ("old", "new")]
        report = base / "report.html"
        spent = {
            "without pictures": median(seconds("diff", *files) for _ in range(RUNS)),
            "with pictures": median(seconds("diff", *files, "--html", report) for _ in range(RUNS)),
        }
        size = report.stat().st_size / 1024
    print(f"build             {build:>6.1f} s")
    for name, time in spent.items():
        print(
            f"{name:<17} {time:>6.1f} s   {time / build:>6.1%} of the build   (limit {TARGETS[name]:.0f} s)"
        )
    print(f"report            {size:>6,.0f} KB")
    return 0 if all(time < TARGETS[name] for name, time in spent.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
