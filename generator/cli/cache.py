"""gongkai cache: the prints that are kept, so that what has not changed is not set again."""

from __future__ import annotations

import argparse

from generator.press.kept.store import store_here


def run(options: argparse.Namespace) -> int:
    """Say where prints are kept, how many and how large, or drop them."""
    store = store_here()
    entries = store.entries()
    size = f"{len(entries)} 份，{sum(entry.size for entry in entries) / 1024**2:.1f} MB"
    if options.clear:
        store.clear()
        print(f"已清空 {store.folder}（{size}）")
    else:
        print(f"{store.folder}：{size}，最多 {store.limit / 1024**2:.0f} MB")
    return 0
