"""gongkai new: a commented budget that builds at once, to be filled in."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.options import year
from generator.model.budget import PROFILE
from generator.rolling.beginning import begin


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "建立一份带说明的预算，可以马上生成 PDF。"
    parser.add_argument("folder", metavar="DIR", type=Path, help="新建的文件夹，例如 budgets/2025/某局")
    parser.add_argument("--year", metavar="YEAR", type=year, required=True, help="预算年度，例如 2025")
    parser.add_argument("--name", metavar="NAME", required=True, help="部门名称")


def run(options: argparse.Namespace) -> int:
    """Make the folder. Raises UsageError when it is there already, or a value cannot be used."""
    folder: Path = options.folder
    files = begin(folder, options.year, options.name, PROFILE)
    print(f"已建立 {folder}，共 {files} 个文件。")
    print("用 VS Code 打开这个文件夹，装上推荐的 YAML 扩展，写的时候有键和科目的提示。")
    print("其中的数都是示例，请换成批复数。下一步：")
    print(f"  gongkai check {folder}")
    print(f"  gongkai build {folder}")
    return 0
