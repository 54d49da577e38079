"""Where pages are set, and whether their prints are kept: what the options say."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from generator.errors import UsageError
from generator.press.kept.store import store_here
from generator.press.workshop import Workshop
from generator.source.processes import processors


@contextmanager
def workshop_of(options: argparse.Namespace) -> Iterator[Workshop]:
    """The workshop for a command with the options --jobs, --cluster and --no-cache.

    Raises UsageError, or PressError when the cluster is not there or not fit.
    """
    if options.jobs is not None and options.jobs < 1:
        raise UsageError("--jobs 要写 1 以上的整数。")
    store = None if options.no_cache else store_here()
    if not options.cluster:
        yield Workshop(options.jobs or processors(), store)
        return
    if options.jobs is not None:
        raise UsageError("--jobs 和 --cluster 只能写一个：用几个进程，由集群决定。")
    from generator.press.pool.cluster import connected

    with connected(options.cluster) as cluster:
        yield Workshop(store=store, far=cluster)
