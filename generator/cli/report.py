"""Findings in the terminal: where, what, the line with a caret, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from generator.findings import Finding, Level, in_reading_order

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {
    Level.ERROR: "bold red",
    Level.WARNING: "bold yellow",
    Level.NOTE: "bold cyan",
    Level.UNCHECKED: "dim",
}


def print_findings(findings: Iterable[Finding], stream: TextIO) -> None:
    """All `findings` in reading order, then a line that counts them. Accepted ones take a line each."""
    if not (ordered := in_reading_order(findings)):
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for finding in ordered:
        _print(console, finding)
    console.print(Text(f"共 {count_in_words(ordered)}。"))


def count_in_words(findings: Sequence[Finding]) -> str:
    """How many there are of each level: 2 处错误，1 处警告，3 处已接受."""
    open_ones = [finding for finding in findings if not finding.accepted]
    counts = [(sum(f.level is level for f in open_ones), str(level)) for level in Level]
    counts.append((len(findings) - len(open_ones), "已接受"))
    return "，".join(f"{count} 处{name}" for count, name in counts if count)


def _print(console: Console, finding: Finding) -> None:
    from rich.text import Text

    head = Text()
    if finding.place:
        head.append(f"{finding.place}: ")
    level = "已接受" if finding.accepted else str(finding.level)
    head.append(f"{level} {finding.code}", style="dim" if finding.accepted else _STYLES[finding.level])
    head.append(f" {finding.message}")
    console.print(head)
    if finding.accepted:
        console.print(Text(f"      理由：{finding.accepted}"))
        return
    if finding.place:
        line, before = finding.place.excerpt()
        if line.strip():
            margin = f"{finding.place.line:>5} | "
            console.print(Text(margin + line.rstrip(), style="dim"))
            console.print(Text(" " * 5 + " | " + before, style="bold"))
    if finding.hint:
        console.print(Text(f"      提示：{finding.hint}。".replace("？。", "？").replace("。。", "。")))
    if finding.level is Level.WARNING and finding.about:
        console.print(Text(f"      事项：{finding.about}"))
    if finding.level is not Level.UNCHECKED:
        console.print()
