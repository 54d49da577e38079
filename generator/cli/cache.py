"""gongkai cache: the prints that are kept, so that what has not changed is not set again."""

from __future__ import annotations

import argparse

from generator.press.kept.store import store_here


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = (
        "排好的每一节都留着，没有改动的下次不用再排。放在 GONGKAI_CACHE 所指的文件夹里，"
        "没有时放在用户的缓存文件夹里；最多 GONGKAI_CACHE_LIMIT MB（默认 1024），久不用的先删。"
    )
    parser.add_argument("--clear", action="store_true", help="清空")


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
