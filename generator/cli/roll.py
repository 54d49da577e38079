"""gongkai roll: the next year's folder, with what must be filled in marked."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.options import year
from generator.rolling.next_folder import roll
from generator.source import find_budget
from generator.source.workspace import display_name


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "由今年的预算建立下一年的：名称、结构照旧，一年一变的写成“待填”。"
    parser.add_argument("budget", metavar="BUDGET", type=Path, help="今年的预算所在的文件夹")
    parser.add_argument("--to", metavar="YEAR", type=year, required=True, help="下一年度，例如 2025")
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, help="新建的文件夹（默认 budgets/下一年度/同名）"
    )


def run(options: argparse.Namespace) -> int:
    """Make the folder. Raises UsageError when it is there already, or is not of the year after."""
    made = roll(find_budget(options.budget), options.to, options.output)
    name, finished = display_name(made.folder), made.rolled.finished
    files = sum(file.endswith(".yaml") for file in made.rolled.files)
    print(f"已建立 {name}，共 {files} 个文件，{made.unfilled} 处待填。")
    gone = len(finished.once) + len(finished.carried)
    if gone:
        print(f"{gone} 个已经完成的项目没有带过来，名称留在“项目”前面的注释里。")
    print("名称、职责、内设机构、科目和名词解释照旧，请看一遍。填写时随时列出还没有填的：")
    print(f"  gongkai check {name}")
    return 0
