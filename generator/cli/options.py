"""Options that several commands have."""

from __future__ import annotations

import argparse
import re
import unicodedata
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.source.digits import whole


def year(text: str) -> int:
    """A year as people write it: 2025, ２０２５, 2025年度. Raises ValueError for anything else."""
    wanted = whole(re.sub(r"年度?$", "", unicodedata.normalize("NFKC", text).strip()))
    if wanted is None:
        raise ValueError(text)
    return wanted


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
        "--unit",
        metavar="CODE",
        default="",
        action=_Units,
        help="只要这个预算单位自己的公开文件，写单位代码，例如 101002",
    )


def add_units(parser: argparse.ArgumentParser, help: str) -> None:
    """The units whose disclosures are wanted beside the department's."""
    told = f"{help}：all 是全部单位，或用逗号分开的单位代码"
    parser.add_argument("--units", metavar="CODES", default="", action=_Units, help=told)


def unit_codes(asked: str) -> list[str]:
    """The codes of units that somebody asked for, in whatever width, parted by commas or blanks."""
    return list(dict.fromkeys(filter(None, re.split(r"[,、;\s]", unicodedata.normalize("NFKC", asked)))))


class _Units(argparse.Action):
    """--unit has the code of one unit, --units of some; a shell's empty variable is none."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: Any = None
    ) -> None:
        codes = unit_codes(str(values))
        if not codes:
            raise UsageError(f"--{self.dest} 后面是空的，要写单位代码，例如 101002。")
        if len(codes) > 1 and self.dest == "unit":
            told = f"--unit 只能写一个单位代码，这里有 {len(codes)} 个：{'、'.join(codes)}。"
            raise UsageError(f"{told}几个单位的公开文件，用 gongkai build --units 一次生成。")
        setattr(namespace, self.dest, ",".join(codes))


def add_home(parser: argparse.ArgumentParser) -> None:
    """Where the budgets are, and what counts for all of them."""
    parser.add_argument(
        "--budgets", metavar="DIR", type=Path, default=Path("budgets"), help="放预算的文件夹（默认 budgets）"
    )
