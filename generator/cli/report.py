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
MOST_LINES = 10
"""Lines that are listed where the same is said."""


def print_findings(
    findings: Iterable[Finding], stream: TextIO, *, accepted: bool = True, everything: bool = True
) -> None:
    """All `findings` in reading order, accepted ones last, then how many; coloured on a terminal.

    Without `accepted` those are only counted. Without `everything` a rule shows its first places, and how
    many there are; what was accepted, or not checked, for one reason takes one line.
    """
    ordered = in_reading_order(findings)
    if not ordered:
        return
    lines = list(_all_lines(ordered, accepted) if everything else _short_lines(ordered, accepted))
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


def _all_lines(findings: Sequence[Finding], accepted: bool) -> Iterator[Line]:
    for finding in sorted(findings, key=lambda finding: bool(finding.accepted)):
        if accepted or not finding.accepted:
            yield from _lines(finding)


def _short_lines(findings: Sequence[Finding], accepted: bool) -> Iterator[Line]:
    open_ones = [finding for finding in findings if not finding.accepted]
    yield from _first_lines([finding for finding in open_ones if finding.level is not Level.UNCHECKED])
    yield from _unchecked_lines([finding for finding in open_ones if finding.level is Level.UNCHECKED])
    if accepted:
        yield from _accepted_lines([finding for finding in findings if finding.accepted])


def _first_lines(findings: Sequence[Finding]) -> Iterator[Line]:
    """The first of every rule; below the last of these, how many more there are.

    One that is said of several places of a file in the same words takes one line more.
    """
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for number, one in enumerate(findings):
        where = one.place.name if one.place else str(number)
        alike.setdefault((one.code, one.message, one.hint, one.about, where), []).append(one)
    total = Counter(finding.code for finding in findings)
    rows = Counter(code for code, *_ in alike)
    seen: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for (code, *_), group in alike.items():
        seen[code] += 1
        if seen[code] > FIRST and rows[code] > FIRST + 1:
            continue
        told[code] += len(group)
        yield from _lines(group[0], _also(group[1:]))
        if seen[code] == FIRST and rows[code] > FIRST + 1:
            left = total[code] - told[code]
            more = f"{code} 共 {total[code]} 处，其余 {left} 处没有列出；用 --all 全部列出"
            yield from ([(more, "bold")], [("", "")])


def _also(others: Sequence[Finding]) -> str:
    """Where else in the file the same is said; "" for nowhere."""
    lines = list(dict.fromkeys(str(one.place.line) for one in others if one.place))
    more = f" 等 {len(lines)}" if len(lines) > MOST_LINES else ""
    return f"同样的还有 {len(others)} 处，在第 {'、'.join(lines[:MOST_LINES])}{more} 行" if others else ""


def _unchecked_lines(findings: Sequence[Finding]) -> Iterator[Line]:
    """What was not checked; rules that lack the same stand in one line, without their titles."""
    lacking: dict[str, list[Finding]] = {}
    for finding in findings:
        lacking.setdefault(finding.message.partition("：")[2], []).append(finding)
    for why, rules in lacking.items():
        if why and len(rules) > 1:
            codes = dict.fromkeys(finding.code for finding in rules)
            count = f"（{len(rules)} 处）" if len(rules) > len(codes) else ""
            yield [
                (f"{Level.UNCHECKED} {'、'.join(codes)}", _STYLES[Level.UNCHECKED]),
                (f" {why}{count}", ""),
            ]
        else:
            yield from (line for finding in rules for line in _lines(finding))


def _accepted_lines(findings: Sequence[Finding]) -> Iterator[Line]:
    """How many of a rule were accepted, and why."""
    total = Counter((finding.code, finding.accepted) for finding in findings)
    for (code, reason), count in sorted(total.items()):
        yield [(f"已接受 {code}", "dim"), (f" {count} 处：{reason}", "")]
    if findings:
        yield [("已接受的各在哪里，用 --all 列出", "dim")]


def _lines(finding: Finding, also: str = "") -> Iterator[Line]:
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
    if also:
        yield [(f"      {also}。", "")]
    if finding.hint:
        yield [(f"      提示：{finding.hint}。".replace("？。", "？").replace("。。", "。"), "")]
    if finding.level is Level.WARNING and finding.about:
        yield [(f"      事项：{finding.about}", "")]
    if finding.level is not Level.UNCHECKED:
        yield [("", "")]
