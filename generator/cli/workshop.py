"""In how many processes pages are set, and whether their prints are kept: what the options say."""

from __future__ import annotations

import argparse

from generator.errors import UsageError
from generator.press.kept.store import store_here
from generator.press.workshop import Workshop
from generator.source.processes import processors


def workshop_of(options: argparse.Namespace) -> Workshop:
    """The workshop for a command with the options --jobs and --no-cache. Raises UsageError."""
    if options.jobs is not None and options.jobs < 1:
        raise UsageError("--jobs 要写 1 以上的整数。")
    return Workshop(options.jobs or processors(), None if options.no_cache else store_here())
