"""Options that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_budgets(parser: argparse.ArgumentParser) -> None:
    """Budgets, any number of them."""
    parser.add_argument(
        "budgets",
        metavar="BUDGET",
        nargs="*",
        type=Path,
        default=[Path("budgets")],
        help="预算所在的文件夹或其中的文件，可以有多个；上一级文件夹代表其中所有预算（默认 budgets）",
    )


def add_all(parser: argparse.ArgumentParser) -> None:
    """Whether all findings of a rule are listed."""
    parser.add_argument(
        "--all", action="store_true", help="同一条规则找到的全部列出；不写时列前几处，说出共有几处"
    )


def add_unit(parser: argparse.ArgumentParser) -> None:
    """The unit whose own disclosure is wanted."""
    parser.add_argument(
        "--unit", metavar="CODE", default="", help="只要这个预算单位自己的公开文件，写单位代码，例如 101002"
    )


def add_home(parser: argparse.ArgumentParser) -> None:
    """Where the budgets are, and what counts for all of them."""
    parser.add_argument(
        "--budgets", metavar="DIR", type=Path, default=Path("budgets"), help="放预算的文件夹（默认 budgets）"
    )
