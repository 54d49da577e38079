"""gongkai check: read, apply every rule, say what was found. Imports nothing that makes pages."""

from __future__ import annotations

import argparse
import gc
import sys


def run(options: argparse.Namespace) -> int:
    """Check all budgets; 0, 1 or 2 as the worst of them. With `explain`, print that rule's page instead."""
    if options.explain:
        from generator.rules.pages import page

        sys.stdout.write(page(options.explain.strip().upper()))
        return 0
    # Why: what is made from here on, modules and all, lives until the process ends. To look through it for
    # garbage while it grows takes a tenth of the time.
    gc.disable()
    try:
        from generator.cli.checking import check

        return check(options)
    finally:
        gc.enable()
