"""gongkai explain BUDGET FILE:LINE: everything printed that depends on a line of YAML."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence

from generator.document.passages import PassageKind
from generator.figures.rounding import plain
from generator.proof.paper import Paper
from generator.review.affected import NOTHING, Affected, Touched, affected, find_inputs, named
from generator.review.side import Side
from generator.source import Place

MOST = 40
"""Lines of a kind that are shown without --all."""
_OF_NOTHING = "写的是“无”，没有一个数由它来：表里没有它的行，说到它的话印“没有”或 0。"


def show(side: Side, words: str, *, pages: bool, everything: bool, as_json: bool) -> None:
    """Print what depends on the inputs that `words` mean. Raises UsageError when there are none."""
    inputs = find_inputs(side.disclosure.budget, words)
    paper = _paper(side) if pages else None
    found = affected(side.disclosure, side.passages, inputs, paper)
    if as_json:
        sys.stdout.write(json.dumps(_as_dict(found), ensure_ascii=False, indent=1) + "\n")
        return
    budget = side.disclosure.budget
    for item in found.inputs:
        print(f"{item.place}  {'/'.join(named(budget, item.path))}: {item.text}")
    sys.stdout.writelines(f"{line}\n" for line in _lines(found, pages=pages, most=0 if everything else MOST))


def _paper(side: Side) -> Paper:
    if side.published is not None and side.published.paper.known:
        return side.published.paper
    from generator.cli.progress import progress_bar
    from generator.proof.publish import placed

    with progress_bar(side.name) as progress:
        return placed(side.disclosure, side.folder, progress)


def _lines(found: Affected, *, pages: bool, most: int) -> Iterator[str]:
    texts, charts = _parted(found.touched)
    cells = [f"{name}  {printed or '（空白）'}{_on(at)}" for name, printed, at in found.cells]
    words = [f"{touched_in_words(touched)}{_on(touched.pages)}" for touched in texts]
    drawn = [f"{touched.passage.title}{_on(touched.pages)}" for touched in charts]
    if not (cells or words or drawn):
        nothing = all(item.text == NOTHING for item in found.inputs)
        yield _OF_NOTHING if nothing else "没有印出来的内容用到它。"
        return
    total = f"用到它的：{len(cells)} 个单元格，{len(words)} 处文字，{len(drawn)} 个图"
    if pages:
        numbers = [str(page + 1) for page in found.pages]
        total += f"，共 {len(numbers)} 页（第 {'、'.join(numbers)} 页）"
    yield f"{total}。"
    for title, lines in (("表格", cells), ("文字", words), ("图", drawn)):
        if lines:
            yield f"{title}："
            shown = lines[:most] if most else lines
            yield from (f"  {line}" for line in shown)
            if len(shown) < len(lines):
                yield f"  ……另有 {len(lines) - len(shown)} 处（加 --all 全部列出）"


def _parted(touched: Sequence[Touched]) -> tuple[list[Touched], list[Touched]]:
    """Words, and charts."""
    charts = [one for one in touched if one.passage.kind is PassageKind.CHART]
    return [one for one in touched if one.passage.kind is not PassageKind.CHART], charts


def touched_in_words(touched: Touched) -> str:
    """Where a passage stands, and what of it depends on the input."""
    passage = touched.passage
    where = passage.section if "/" in passage.section else " › ".join(passage.path) or passage.about
    return f"{where}：{' …… '.join(touched.excerpts)}"


def _steps(path: Sequence[str | int]) -> list[str]:
    return [str(step + 1) if isinstance(step, int) else step for step in path]


def _on(pages: Sequence[int]) -> str:
    return f"  第 {'、'.join(str(page + 1) for page in pages)} 页" if pages else ""


def _as_dict(found: Affected) -> dict[str, object]:
    texts, charts = _parted(found.touched)
    return {
        "inputs": [
            {
                "path": "/".join(_steps(item.path)),
                "text": item.text,
                "file": item.place.name,
                "line": item.place.line,
            }
            for item in found.inputs
        ],
        "figures": [
            {"id": figure.id, "exact": plain(figure.value), "input": isinstance(figure.origin, Place)}
            for figure in found.figures
        ],
        "cells": [
            {"id": name, "printed": printed, "pages": _counted(at)} for name, printed, at in found.cells
        ],
        "texts": [
            {
                "section": one.passage.section,
                "path": list(one.passage.path),
                "text": one.passage.text,
                "figures": list(one.figures),
                "pages": _counted(one.pages),
            }
            for one in texts
        ],
        "charts": [
            {
                "title": one.passage.title,
                "figures": list(one.figures),
                "pages": _counted(one.pages),
            }
            for one in charts
        ],
        "pages": _counted(found.pages),
    }


def _counted(pages: Sequence[int]) -> list[int]:
    """Pages from 1, as a reader of PDF counts them."""
    return [page + 1 for page in pages]
