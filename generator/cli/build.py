"""gongkai build: any number of budgets and units; those that are out of date are made, in one pool."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from generator.cli.building import finish
from generator.cli.fleet import Done, batches
from generator.cli.options import add_all, add_budgets, add_unit, add_units
from generator.cli.outcome import Outcome, summary, to_json
from generator.cli.progress import Meter
from generator.cli.workshop import workshop_of
from generator.errors import UsageError
from generator.exchange.files import write_whole
from generator.press.kept.store import Store
from generator.press.workshop import Workshop
from generator.source import find_budgets

FORMATS = ("pdf", "html", "json", "xlsx")
T = TypeVar("T")


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "先检查，没有错误才生成文件。"
    add_budgets(parser)
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, default=Path("out"), help="输出文件夹（默认 out）"
    )
    parser.add_argument(
        "--format",
        metavar="FORMATS",
        default="pdf",
        help="要生成的格式，用逗号分开：pdf、html、json、xlsx（默认 pdf）",
    )
    add_unit(parser)
    add_units(parser, "部门的和各单位自己的公开文件一次生成")
    parser.add_argument(
        "--jobs", metavar="N", type=int, help="同时用几个进程排版（默认与处理器一样多）；结果总是一样的"
    )
    parser.add_argument(
        "--cluster",
        metavar="URL",
        default="",
        help="由集群排版：Dask 调度程序的地址，例如 tcp://10.0.0.1:8786",
    )
    parser.add_argument("--force", action="store_true", help="没有改动、文件已是最新的，也重新生成")
    parser.add_argument("--no-cache", action="store_true", help="不用以前排好的页，全部重新排")
    parser.add_argument(
        "--report", metavar="FILE", type=Path, help="再写一份 JSON 报告：每一份做成了没有，没有做成的为什么"
    )
    parser.add_argument("--draft", action="store_true", help="有错误也生成，每页印上“草稿”")
    parser.add_argument(
        "--check", action="store_true", help="不写文件，只看 OUT 里的文件是不是由现在的预算生成的"
    )
    parser.add_argument("--no-attachments", action="store_true", help="PDF 里不附预算源文件和数据")
    parser.add_argument("--no-formulas", action="store_true", help="网页（html）里不放每个数的来历")
    add_all(parser)


def run(options: argparse.Namespace) -> int:
    """Build all budgets; one that fails does not keep the others from being built."""
    formats = _formats(options.format)
    if options.units and options.unit:
        raise UsageError("--unit 和 --units 只能写一个。")
    folders = find_budgets(options.budgets)
    with workshop_of(options) as workshop:
        outcomes = list(_outcomes(folders, options, formats, workshop))
        if workshop.store:
            workshop.store.tidy()
    if len(outcomes) > 1:
        print("\n".join(summary(outcomes)))
    if options.report:
        write_whole(options.report, to_json(outcomes))
    return max(outcome.code for outcome in outcomes)


def _outcomes(
    folders: Sequence[Path], options: argparse.Namespace, formats: list[str], workshop: Workshop
) -> Iterator[Outcome]:
    """What becomes of every file, in the order of the folders; it is told as soon as it is known."""
    work = batches(folders, options, formats, workshop.store)
    with Meter(len(folders), [(batch.called, batch.share) for batch in work]) as meter:

        def say(words: str) -> None:
            with meter.aside():
                print(words, file=sys.stderr)

        pieces = [batch.piece for batch in work]
        with closing(workshop.run_all(pieces, meter.step, say)) as results:
            for outcome in _in_order(_finished(meter.finished(results), workshop.store)):
                with meter.aside():
                    outcome.tell_all(among=len(folders))
                yield outcome


def _finished(results: Iterable[tuple[int, Done]], store: Store | None) -> Iterator[tuple[int, Outcome]]:
    """Place and outcome of every file, written as soon as it is there."""
    for _, done in results:
        for place, outcome in done:
            finish(outcome, store)
            yield place, outcome


def _in_order(results: Iterable[tuple[int, T]]) -> Iterator[T]:
    """The results in the order of their numbers, whichever comes first."""
    early: dict[int, T] = {}
    following = 0
    for number, result in results:
        early[number] = result
        while following in early:
            yield early.pop(following)
            following += 1


def _formats(text: str) -> list[str]:
    formats = [name.strip().lower() for name in re.split("[,，、]", text) if name.strip()]
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise UsageError(
            f"不认识的格式“{'、'.join(unknown) or text}”。可以写：{'、'.join(FORMATS)}，用逗号分开。"
        )
    return formats
