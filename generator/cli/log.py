"""gongkai log: what became of a budget's totals, revision by revision."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.figures.rounding import in_sentence, plain
from generator.history.facts import FactChange
from generator.history.log import Row, rows
from generator.source import find_budget, limits

MOST_CHANGES = 8
MOST_CHARACTERS = 40
MOST_BEFORE = 8


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "列出 git 里每个版本的总数、错误数和改动，新的在前。"
    parser.add_argument("budget", metavar="BUDGET", type=Path, help="预算所在的文件夹")
    parser.add_argument("-n", dest="most", metavar="N", type=int, help="只要最近的 N 个版本")
    parser.add_argument(
        "--format", metavar="FORMAT", default="text", choices=("text", "json"), help="text 或 json"
    )


def run(options: argparse.Namespace) -> int:
    """Print the history. Raises UsageError where there is none."""
    folder = find_budget(options.budget)
    if options.most is not None and options.most < 1:
        raise UsageError(f"-n 应是 1 或更大的整数，现在是“{options.most}”。")
    most = options.most or limits.REVISIONS.most
    found = _until(rows(folder, most + 1), most, told=options.most is None)
    if options.format == "json":
        text = json.dumps([_as_dict(row) for row in found], ensure_ascii=False, indent=1)
        sys.stdout.write(f"{text}\n")
        return 0
    for row in found:
        sys.stdout.writelines(f"{line}\n" for line in _lines(row))
    return 0


def _until(found: Iterator[Row], most: int, *, told: bool) -> Iterator[Row]:
    """The first `most` of what is `found`; that there are more is `told` who did not say how many."""
    yield from islice(found, most)
    if told and next(found, None) is not None:
        print(
            f"只列出最近的 {limits.REVISIONS.said}版本，还有更早的。请用 -n 指定列出几个。", file=sys.stderr
        )


def _lines(row: Row) -> Iterator[str]:
    revision, state = row.revision, row.state
    heading = (revision.date[:10], revision.short, revision.author, revision.subject)
    yield "  ".join(part for part in heading if part)
    if state.unreadable:
        yield f"    读不出来：{state.unreadable}"
    else:
        before = row.before.totals if row.before else {}
        totals = (f"{name} {_total(value, before.get(name))}" for name, value in state.totals.items())
        yield f"    {'  '.join(totals)}  错误 {state.errors}"
    if row.changes is None:
        yield f"    {'上一个版本或这个版本读不出来，不能比较' if row.before else '第一个版本'}"
        return
    for change in row.changes[:MOST_CHANGES]:
        yield f"    {_told(change)}"
    if len(row.changes) > MOST_CHANGES:
        yield f"    ……另有 {len(row.changes) - MOST_CHANGES} 处（--format json 列出全部）"
    if not row.changes:
        yield "    内容没有变化"


def _total(value: Decimal, before: Decimal | None) -> str:
    change = value - before if before is not None else Decimal(0)
    return (
        f"{in_sentence(value)}（{'+' if change > 0 else ''}{plain(change)}）"
        if change
        else in_sentence(value)
    )


def _told(change: FactChange) -> str:
    where = "/".join(change.path)
    if change.old is not None and change.new is not None:
        old, new = _from_difference(change.old, change.new)
        return f"改 {where}：{_short(old)} → {_short(new)}"
    said = _short(change.new or change.old or "")
    return f"{change.kind} {where}{'：' if said else ''}{said}"


def _from_difference(old: str, new: str) -> tuple[str, str]:
    """Long texts from a little before the first character that differs."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))
    if max(len(old), len(new)) <= MOST_CHARACTERS or same <= MOST_BEFORE:
        return old, new
    start = same - MOST_BEFORE
    return f"……{old[start:]}", f"……{new[start:]}"


def _short(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 2]}……"


def _as_dict(row: Row) -> dict[str, Any]:
    revision, state = row.revision, row.state
    changes = row.changes
    return {
        "revision": revision.id or None,
        "short": revision.short,
        "date": revision.date or None,
        "author": revision.author,
        "subject": revision.subject,
        "folder": revision.folder,
        "totals": {name: f"{value:f}" for name, value in state.totals.items()} or None,
        "errors": None if state.unreadable else state.errors,
        "unreadable": state.unreadable or None,
        "changes": None
        if changes is None
        else [{"fact": "/".join(c.path), "change": c.kind, "old": c.old, "new": c.new} for c in changes],
    }
