"""Fuzz for a while:  python -m tests.fuzz [TARGET …] [--minutes N] [--seed N]"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections import Counter

from tests.fuzz.targets import TARGETS, run_once


def main() -> int:
    """1 when there was a surprise; its seed is printed, and makes it again."""
    parser = argparse.ArgumentParser()
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="、".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    surprises = 0
    for name in options.targets or TARGETS:
        codes: Counter[int] = Counter()
        until, seed, slowest = time.monotonic() + 60 * options.minutes, options.seed, 0.0
        while time.monotonic() < until:
            begun = time.monotonic()
            try:
                codes[run_once(TARGETS[name], seed)] += 1
            except Exception as error:
                surprises += 1
                print(f"SURPRISE {name} seed {seed}: {type(error).__name__}: {error}", flush=True)
            gc.unfreeze()  # a command leaves what it loaded out of the collector's sight
            slowest = max(slowest, time.monotonic() - begun)
            seed += 1
        print(
            f"{name}: {seed - options.seed} inputs, codes {dict(codes)}, slowest {slowest:.1f} s", flush=True
        )
    return 1 if surprises else 0


if __name__ == "__main__":
    sys.exit(main())
