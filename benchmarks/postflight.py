"""What the post-flight costs: its share of a whole build, in one and the same run.

    .venv/bin/python benchmarks/postflight.py

Builds the sample, and a budget that is extreme in everything, cold. Prints the shares of processor time,
which must stay below a quarter, and the peak memory; returns 1 when one does not.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.document import compose  # noqa: E402
from generator.figures import disclose, disclose_folder  # noqa: E402
from generator.model import parse_budget  # noqa: E402
from generator.press import Printed, print_pdf, printer  # noqa: E402
from generator.proof.publish import publish  # noqa: E402
from generator.rules import apply_rules  # noqa: E402
from tests.inspection.budgets import extreme  # noqa: E402
from tests.written import mapping  # noqa: E402

SAMPLE = ROOT / "budgets" / "2024" / "xinzhou-etdz"
LIMIT = 0.25


def main() -> int:
    """Build each once, with a watch on the post-flight."""
    shares = [_share("sample", _sample), _share("extreme", _extreme)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory       {peak:>5.0f} MB   (limit of the shares {LIMIT:.0%})")
    return 0 if max(shares) < LIMIT else 1


def _sample() -> Printed:
    disclosure = disclose_folder(SAMPLE)
    return publish(disclosure, SAMPLE, apply_rules(disclosure, SAMPLE))[0]


def _extreme() -> Printed:
    disclosure = disclose(parse_budget(mapping(extreme())))
    apply_rules(disclosure, SAMPLE)
    return print_pdf(compose(disclosure))


def _share(name: str, build: Callable[[], Printed]) -> float:
    """The share of the post-flight in a build."""
    spent: list[float] = []
    plain = printer.inspect
    printer.inspect = _watched(plain, spent)
    begun = _processor()
    printed = build()
    whole = _processor() - begun
    printer.inspect = plain
    [inspection] = spent
    share = inspection / whole
    print(f"{name:<8} {printed.pages:>4} pages   {share:>6.1%}   ({inspection:.1f} s of {whole:.1f} s)")
    return share


def _processor() -> float:
    """Seconds of all processors that this process and those that it started have taken."""
    return sum(os.times()[:4])


def _watched(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        begun = _processor()
        try:
            return function(*arguments, **options)
        finally:
            spent.append(_processor() - begun)

    return call


if __name__ == "__main__":
    sys.exit(main())
