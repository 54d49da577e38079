"""gongkai diff: what changed between two budgets, revisions or published PDFs, and why."""

from __future__ import annotations

import argparse
import sys

from generator.review.changes import as_json, as_markdown, as_text
from generator.review.compare import compare
from generator.review.side import open_side


def run(options: argparse.Namespace) -> int:
    """0 when nothing that people see has changed, 1 when something has."""
    with open_side(options.old) as old, open_side(options.new) as new:
        comparison = compare(old, new)
    write = {"text": as_text, "json": as_json, "markdown": as_markdown}[options.format]
    sys.stdout.write(write(comparison))
    return 0 if comparison.empty else 1
