"""gongkai diff: what changed between two budgets, revisions or published PDFs, and why."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.options import add_unit
from generator.cli.report import print_changes
from generator.errors import UsageError
from generator.exchange import write_whole
from generator.review.side import is_pdf, open_side, open_side_pdf

if TYPE_CHECKING:
    from generator.proof.paper import Paper
    from generator.review.comparison import Comparison
    from generator.review.side import Side


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "列出变了什么、为什么变：按数、行、文字，不按页。"
    for side, words in (("old", "原来的"), ("new", "现在的")):
        parser.add_argument(
            side,
            metavar=side.upper(),
            help=f"{words}：预算文件夹、PDF，或它们在 git 里的版本（HEAD~1:budgets/…）",
        )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        default="text",
        choices=("text", "json", "markdown"),
        help="text、json、markdown",
    )
    parser.add_argument(
        "--html", metavar="FILE", type=Path, help="再写一份网页报告：新旧页面并排，改动处画框，可搜索"
    )
    add_unit(parser)


def run(options: argparse.Namespace) -> int:
    """0 when nothing that people see has changed, 1 when something has."""
    if options.html is not None and options.html.is_dir():
        raise UsageError(f"“{options.html}”是文件夹，--html 后面要写文件名，例如 {options.html}/比较.html。")
    if is_pdf(options.old) and is_pdf(options.new):
        files = [open_side_pdf(name) for name in (options.old, options.new)]
        if not all(file.has_data for file in files):
            from generator.cli.foreign_diff import run as run_foreign

            return run_foreign(options, files[0], files[1])
    return _compare(options)


def _compare(options: argparse.Namespace) -> int:
    from generator.review.changes import as_json, as_markdown, as_text
    from generator.review.compare import compare

    with open_side(options.old, options.unit) as old, open_side(options.new, options.unit) as new:
        comparison = compare(old, new)
        if options.html is not None:
            write_whole(options.html, _html(comparison, old, new))
    write = {"text": as_text, "json": as_json, "markdown": as_markdown}[options.format]
    print_changes(write(comparison), sys.stdout)
    if options.html is not None:
        print(f"已写出 {options.html}", file=sys.stderr)
    return 0 if comparison.empty else 1


def _html(comparison: Comparison, old: Side, new: Side) -> bytes:
    from generator.cli.progress import progress_bar
    from generator.review.report import paper_of, report

    def paper(side: Side) -> Paper:
        with progress_bar(side.name) as progress:
            return paper_of(side, progress)

    return report(comparison, old, new, paper)
