"""gongkai check: read, apply every rule, say what was found. Imports nothing that makes pages."""

from __future__ import annotations

import argparse
import gc
import sys

from generator.cli.options import add_all, add_budgets, add_unit


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "检查预算的写法和各表之间的勾稽，不生成文件。"
    add_budgets(parser)
    add_unit(parser)
    parser.add_argument(
        "--jobs", metavar="N", type=int, help="预算多时，同时用几个进程检查（默认与处理器一样多）"
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        default="text",
        choices=("text", "json", "sarif", "junit"),
        help="报告的格式：text、json、sarif、junit（默认 text）",
    )
    add_all(parser)
    parser.add_argument("--explain", metavar="CODE", default="", help="不检查，显示一条规则的说明，例如 T03")


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
        gc.freeze()  # else it is looked through all at once as soon as it may be
        gc.enable()
