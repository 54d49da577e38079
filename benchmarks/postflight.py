"""What the post-flight costs: its share of a whole build of the sample, in one and the same run.

    .venv/bin/python benchmarks/postflight.py

Prints the share, which must stay below a quarter, and the peak memory; returns 1 when it does not.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.figures import disclose_folder  # noqa: E402
from generator.press import printer  # noqa: E402
from generator.proof.publish import publish  # noqa: E402
from generator.rules import apply_rules  # noqa: E402

SAMPLE = ROOT / "budgets" / "2024" / "xinzhou-etdz"
LIMIT = 0.25


def main() -> int:
    """Build the sample once, with a watch on the post-flight."""
    spent: list[float] = []
    printer.inspect = _watched(printer.inspect, spent)
    begun = perf_counter()
    disclosure = disclose_folder(SAMPLE)
    printed, _ = publish(disclosure, SAMPLE, apply_rules(disclosure, SAMPLE))
    whole = perf_counter() - begun
    [inspection] = spent
    share = inspection / whole
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"pages             {printed.pages:>8}")
    print(f"post-flight/build {share:>8.1%}   (limit {LIMIT:.0%}; {inspection:.1f} s of {whole:.1f} s)")
    print(f"peak memory       {peak:>5.0f} MB")
    return 0 if share < LIMIT else 1


def _watched(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        begun = perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            spent.append(perf_counter() - begun)

    return call


if __name__ == "__main__":
    sys.exit(main())
