"""Findings in the terminal: where, what, the line with a caret, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from generator.findings import Finding, Level, in_reading_order

_STYLES = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.NOTE: "bold cyan"}


def print_findings(findings: Iterable[Finding], stream: TextIO) -> None:
    """All `findings` in reading order, then a line that counts them."""
    console = Console(file=stream, highlight=False, soft_wrap=True)
    ordered = in_reading_order(list(findings))
    for finding in ordered:
        _print(console, finding)
    counts = {level: sum(finding.level is level for finding in ordered) for level in Level}
    console.print(
        Text("共 " + "，".join(f"{count} 处{level}" for level, count in counts.items() if count) + "。")
    )


def _print(console: Console, finding: Finding) -> None:
    head = Text()
    if finding.place:
        head.append(f"{finding.place}: ")
    head.append(f"{finding.level} {finding.code}", style=_STYLES[finding.level])
    head.append(f" {finding.message}")
    console.print(head)
    if finding.place:
        line, before = finding.place.excerpt()
        if line.strip():
            margin = f"{finding.place.line:>5} | "
            console.print(Text(margin + line.rstrip(), style="dim"))
            console.print(Text(" " * 5 + " | " + before, style="bold"))
    if finding.hint:
        console.print(Text(f"      提示：{finding.hint}。".replace("？。", "？").replace("。。", "。")))
    console.print()
