"""gongkai schema: the JSON Schema by which editors complete and check a budget."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.classification import latest_year
from generator.cli.options import add_home
from generator.exchange.files import write_whole
from generator.model.profiles import vocabulary_of
from generator.model.schema import schema_text


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "写出 JSON Schema：编辑器据此提示键和科目。"
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="写到文件里（默认显示在终端）")
    parser.add_argument(
        "--profile", metavar="NAME", default="shanxi-2024", help="用哪一套表样的词（默认 shanxi-2024）"
    )
    add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Print the schema, or write it to a file.

    Raises UsageError when it cannot be written, ProfileError for a profile that cannot be read.
    """
    text = schema_text(latest_year(), vocabulary_of(options.profile, options.budgets))
    if options.output is None:
        sys.stdout.write(text)
        return 0
    write_whole(options.output, text.encode())
    print(f"已生成 {options.output}")
    return 0
