"""gongkai explain: where a printed number comes from, down to the lines of YAML."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from generator.cli.affected import show
from generator.cli.options import add_unit
from generator.cli.output import raw
from generator.errors import UsageError
from generator.figures import Disclosure, Figure, Formula, Unit
from generator.figures.book import UnknownFigureError
from generator.figures.rounding import plain
from generator.figures.search import columns_beside, example_of, find_figures
from generator.figures.told import id_and_amount, operation
from generator.review.affected import LINE, is_key_path
from generator.review.side import open_side
from generator.source import Place
from generator.source.hidden import shown

_PAGE = re.compile(r"(?:第\s*|[Pp]\.?\s*)[0-9０-９]{1,4}\s*页?|[0-9０-９]{1,4}\s*页")
MOST_OPERANDS = 12
MOST_FIGURES = 40


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = (
        "把一个印出来的数一直追到预算文件的那一行；给出文件和行号时，列出用到这一行的表格、文字、图和页。"
    )
    parser.add_argument("budget", metavar="BUDGET", help="预算所在的文件夹，或 gongkai 生成的 PDF")
    parser.add_argument(
        "figure",
        metavar="FIGURE",
        nargs="+",
        help="数的名称（表号/行/列，例如 政府采购/合计，也可用空格隔开），印出来的数（5360.79），"
        "文件和行号（收支.yaml:11），或键的路径（三公经费/公务接待费）",
    )
    add_unit(parser)
    parser.add_argument("--all", action="store_true", help="全部列出，不省略")
    parser.add_argument("--no-pages", action="store_true", help="不排版，不列出页码（快）")
    parser.add_argument(
        "--format", metavar="FORMAT", default="text", choices=("text", "json"), help="text 或 json"
    )


def run(options: argparse.Namespace) -> int:
    """Explain the figures that the words mean, or what depends on the line or key that they name.

    Raises UsageError when there are none.
    """
    words = re.sub("^“([^“”]*)”$", r"\1", " ".join(options.figure))  # as messages write a name
    with open_side(str(options.budget), options.unit) as side:
        budget, book = side.disclosure.budget, side.disclosure.book
        if LINE.fullmatch(words) or (words not in book and is_key_path(budget, words)):
            as_json = options.format == "json"
            show(side, words, pages=not options.no_pages, everything=options.all, as_json=as_json)
            return 0
        try:
            return _explain(find_figures(side.disclosure, words), options)
        except UnknownFigureError as error:
            raise UsageError(_not_found(side.disclosure, words, error.close)) from None


def _not_found(disclosure: Disclosure, words: str, close: Sequence[str]) -> str:
    """That there is no such figure, and how one is asked for."""
    example = example_of(disclosure.book)
    if not words.strip():
        return f"没有写要找哪个数。例如：gongkai explain 预算 {example.replace('/', ' ')}"
    if _PAGE.fullmatch(words.strip()):
        return f"不能按页找。写表号、行和栏（{example.replace('/', ' ')}），或那一页上印出来的一个数。"
    if re.search(r"\.ya?ml$", words):
        return f"文件后面要写行号：{words}:1。"
    beside = columns_beside(disclosure, words.replace("/", " ").split())
    told = [f"是否想找：{'、'.join(close)}？"] if close else []
    told += [f"“{beside[0]}”有这几栏：{'、'.join(beside[1][:MOST_OPERANDS])}。"] if beside else []
    otherwise = (
        f"可以写表号、行和栏（{example.replace('/', ' ')}），印出来的数，或文件和行号（收支.yaml:11）。"
    )
    return f"没有“{words.strip()}”这个数。{''.join(told) or otherwise}"


def _explain(found: list[Figure], options: argparse.Namespace) -> int:
    if options.format == "json":
        data = [_as_dict(figure) for figure in found]
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return 0
    _print(found, options.all)
    origin = found[0].origin
    if len(found) > 1:
        print(f"要看其中一个的来历，例如：{_command(options, found[0].id)}")
    elif isinstance(origin, Place):
        print(f"要看它用在哪里：{_command(options, f'{origin.source.inside}:{origin.line}')}")
    return 0


def _command(options: argparse.Namespace, asked: str) -> str:
    """What to type to ask for more."""
    unit = ["--unit", options.unit] if options.unit else []
    return " ".join(map(_quoted, ("gongkai", "explain", str(options.budget), asked, *unit)))


def _quoted(word: str) -> str:
    """`word` as a shell takes it for one word."""
    return word if re.fullmatch(r"[\w./:-]+", word) else shlex.quote(word)


def _print(found: list[Figure], everything: bool) -> None:
    console = Console(file=raw(sys.stdout), highlight=False)
    if len(found) == 1:
        console.print(_tree(found[0], everything))
        return
    console.print(Text(f"有 {len(found)} 个数符合："))
    listed = found if everything else found[:MOST_FIGURES]
    for figure in listed:
        console.print(Text(f"  {shown(id_and_amount(figure))}"), soft_wrap=True)
    if len(listed) < len(found):
        console.print(Text(f"  ……另有 {len(found) - len(listed)} 个（加 --all 全部列出）"))


def _tree(figure: Figure, everything: bool, above: Tree | None = None) -> Tree:
    label = Text(shown(id_and_amount(figure)), style="bold" if above is None else "", overflow="fold")
    origin = figure.origin
    if isinstance(origin, Place):
        line, _ = origin.excerpt()
        label.append(f"\n{shown(str(origin))}\n", style="dim")
        label.append(f"{origin.line:>5} | {line.strip()}", style="dim")
    elif isinstance(origin, Formula):
        label.append(f"  = {operation(origin)}", style="cyan")
    else:
        label.append("  预算里没有填写", style="dim")
    node = Tree(label) if above is None else above.add(label)
    if isinstance(origin, Formula):
        listed = origin.operands if everything else origin.operands[:MOST_OPERANDS]
        for operand in listed:
            _tree(operand, everything, node)
        if len(listed) < len(origin.operands):
            node.add(
                Text(f"……另有 {len(origin.operands) - len(listed)} 项（加 --all 全部列出）", style="dim")
            )
    return node


def _as_dict(figure: Figure) -> dict[str, Any]:
    result: dict[str, Any] = {
        "id": figure.id,
        "printed": figure.printed,
        "exact": plain(figure.value) if figure.unit is not Unit.PERCENT else f"{figure.value:.12f}",
        "unit": str(figure.unit),
    }
    if isinstance(figure.origin, Place):
        place = figure.origin
        result |= {"file": place.name, "line": place.line, "column": place.column}
    elif isinstance(figure.origin, Formula):
        result["operator"] = figure.origin.operator
        result["operands"] = [_as_dict(operand) for operand in figure.origin.operands]
    return result
