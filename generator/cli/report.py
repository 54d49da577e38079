"""Findings in the terminal: where, what, the line with a caret, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from generator.cli.output import raw
from generator.findings import Finding, Level, in_reading_order
from generator.source.hidden import shown

_STYLES = {
    Level.ERROR: "bold red",
    Level.WARNING: "bold yellow",
    Level.NOTE: "bold cyan",
    Level.UNCHECKED: "dim",
}

_CHANGES = (
    (r"\[-.*?-\]", "red"),
    (r"\{\+.*?\+\}", "green"),
    (r"(?m)^(改动 |\S+：$|注意：)", "bold"),
    (r"（[+-][^）]*）", "cyan"),
    (r"(?m)  \S+\.yaml:\d+(:\d+)?$", "dim"),
)

Line = Sequence[tuple[str, str]]
"""A line of output: stretches of text, each with its style."""


FIRST = 5
"""Of one rule, so many findings are shown unless all are asked for."""


def print_findings(
    findings: Iterable[Finding], stream: TextIO, *, accepted: bool = True, everything: bool = True
) -> None:
    """All `findings` in reading order, then a line that counts them; in colour on a terminal.

    Accepted ones take two lines each, with the reason; without `accepted` they are only counted. Without
    `everything` a rule shows its first places, and how many there are.
    """
    ordered = in_reading_order(findings)
    if not ordered:
        return
    listed = [finding for finding in ordered if accepted or not finding.accepted]
    lines = list(_all_lines(listed) if everything else _first_lines(listed))
    lines.append([(f"共 {count_in_words(ordered)}。", "")])
    if not stream.isatty():
        stream.writelines("".join(text for text, _ in line) + "\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=raw(stream), highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((shown(text), style) for text, style in line)))


def print_changes(text: str, stream: TextIO) -> None:
    """The report of a comparison; on a terminal what went, what came, by how much and where in colour."""
    if not stream.isatty():
        stream.write(text)
        return
    from rich.console import Console
    from rich.text import Text

    coloured = Text(shown(text), end="")
    for pattern, style in _CHANGES:
        coloured.highlight_regex(pattern, style)
    Console(file=raw(stream), highlight=False, soft_wrap=True).print(coloured, end="")


def count_in_words(findings: Sequence[Finding]) -> str:
    """How many there are of each level: 2 处错误，1 处警告，3 处已接受."""
    open_ones = [finding for finding in findings if not finding.accepted]
    counts = [(sum(f.level is level for f in open_ones), str(level)) for level in Level]
    counts.append((len(findings) - len(open_ones), "已接受"))
    return "，".join(f"{count} 处{name}" for count, name in counts if count)


def _all_lines(findings: Sequence[Finding]) -> Iterator[Line]:
    for finding in findings:
        yield from _lines(finding)


def _first_lines(findings: Sequence[Finding]) -> Iterator[Line]:
    """The first of every rule; below the last of these, how many more there are."""
    total = Counter(map(_group, findings))
    seen: Counter[tuple[str, bool]] = Counter()
    for finding in findings:
        group = _group(finding)
        seen[group] += 1
        if seen[group] > FIRST and total[group] > FIRST + 1:
            continue
        yield from _lines(finding)
        if seen[group] == FIRST and total[group] > FIRST + 1:
            word = "已接受的 " if finding.accepted else ""
            more = f"{word}{finding.code} 共 {total[group]} 处，其余 {total[group] - FIRST} 处没有列出"
            yield [(f"{more}；用 --all 全部列出", "bold")]
            if not finding.accepted:
                yield [("", "")]


def _group(finding: Finding) -> tuple[str, bool]:
    return finding.code, bool(finding.accepted)


def _lines(finding: Finding) -> Iterator[Line]:
    place = f"{finding.place}: " if finding.place else ""
    level, style = str(finding.level), _STYLES[finding.level]
    if finding.accepted:
        level, style = "已接受", "dim"
    yield [(place, ""), (f"{level} {finding.code}", style), (f" {finding.message}", "")]
    if finding.accepted:
        yield [(f"      理由：{finding.accepted}", "")]
        return
    if finding.place:
        line, before = finding.place.excerpt()
        if line.strip():
            yield [(f"{finding.place.line:>5} | {line.rstrip()}", "dim")]
            yield [(f"      | {before}", "bold")]
    if finding.hint:
        yield [(f"      提示：{finding.hint}。".replace("？。", "？").replace("。。", "。"), "")]
    if finding.level is Level.WARNING and finding.about:
        yield [(f"      事项：{finding.about}", "")]
    if finding.level is not Level.UNCHECKED:
        yield [("", "")]
