"""gongkai textconv: a file as text, for `git diff` and `git log -p`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.errors import FindingsError, GongkaiError, UsageError
from generator.history.plain_text import raw_lines, text_lines
from generator.source.failures import reason


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "写出 PDF 或 YAML 里的数和文字，供 git diff 比较。"
    parser.add_argument("file", metavar="FILE", type=Path, help="PDF，或预算里的 YAML 文件")


def run(options: argparse.Namespace) -> int:
    """Print the text, or the print of what has none: what changed in git is never shown as nothing.

    0 also for a file that is broken, because git would give up the whole diff otherwise.
    Raises UsageError when the file is not there.
    """
    file: Path = options.file
    if not file.is_file():
        raise UsageError(f"找不到文件“{file}”。")
    told = False
    try:
        for line in text_lines(file, file.name):
            print(line)
            told = True
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"读不了“{file}”：{reason(error)}。") from None
    except FindingsError as error:
        from generator.cli.report import print_findings

        print_findings(error.findings, sys.stderr)
    except GongkaiError as error:
        print(f"{str(error).rstrip('。')}。", file=sys.stderr)
    else:
        return 0
    if not told:
        sys.stdout.writelines(f"{line}\n" for line in raw_lines(file))
    return 0
