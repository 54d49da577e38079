"""What became of each file of a build: as lines for people, and as a report for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from generator import __version__
from generator.cli.report import count_in_words, print_findings
from generator.findings import Finding, Level, errors_in, in_reading_order
from generator.source.workspace import display_name

BUILT, CURRENT, SAME, FAILED = "built", "current", "same", "failed"
_WORDS = {BUILT: "生成", CURRENT: "已是最新", SAME: "一致", FAILED: "没有做成"}
MOST_WHY = 60


@dataclass
class Outcome:
    """A file that is to be made: of a budget's folder, or of a `unit` in it, and what became of it.

    `said` is what is to be printed about it, in order.
    """

    folder: Path
    unit: str = ""
    state: str = FAILED
    code: int = 0
    why: str = ""
    files: list[tuple[Path, int, int]] = field(default_factory=list)
    """(where, bytes, pages, 0 where there are none)."""
    findings: Sequence[Finding] = ()
    said: list[Callable[[], None]] = field(default_factory=list)

    @property
    def called(self) -> str:
        """How people know it."""
        return f"{self.folder}（{self.unit}）" if self.unit else str(self.folder)

    def say(self, line: str, *, error: bool = False) -> None:
        """A line about it."""
        self.said.append(partial(_print, line, error))

    def head(self) -> None:
        """Whose findings come now, where there are several budgets."""
        if self.findings:
            print(f"{self.called}：", file=sys.stderr)

    def tell(self, findings: Sequence[Finding], *, everything: bool, accepted: bool = True) -> None:
        """What was found."""
        self.said.append(
            lambda: print_findings(findings, sys.stderr, accepted=accepted, everything=everything)
        )

    def failed(self, code: int, why: str) -> None:
        """It was not made."""
        self.state, self.code, self.why = FAILED, code, why

    def failed_by(self, findings: Sequence[Finding], code: int) -> None:
        """It was not made because of what was found."""
        errors = in_reading_order(errors_in(findings))
        first = f"{errors[0].place or ''} {errors[0].code} {errors[0].message}".strip() if errors else ""
        short = first if len(first) <= MOST_WHY else f"{first[:MOST_WHY]}……"
        self.failed(code, f"{short}（{count_in_words(errors)}）" if len(errors) > 1 else short)


def _print(line: str, error: bool) -> None:
    print(line, file=sys.stderr if error else sys.stdout)


def summary(outcomes: Sequence[Outcome]) -> list[str]:
    """How many files of many were made, and which were not, each with the reason."""
    counts = [(sum(one.state == state for one in outcomes), words) for state, words in _WORDS.items()]
    told = "，".join(f"{words} {count} 份" for count, words in counts if count)
    failed = [f"  {one.called}：{one.why}" for one in outcomes if one.state == FAILED]
    return [f"共 {len(outcomes)} 份：{told}。", *(["没有做成的：", *failed] if failed else [])]


def to_json(outcomes: Sequence[Outcome]) -> bytes:
    """The report: every file with its state, exit code and reason."""
    counts = {state: sum(one.state == state for one in outcomes) for state in _WORDS}
    listed = [_as_dict(one) for one in outcomes]
    data = {"gongkai": __version__, "counts": counts, "builds": listed}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _as_dict(one: Outcome) -> dict[str, Any]:
    open_ones = [finding for finding in one.findings if not finding.accepted]
    return {
        "budget": display_name(one.folder),
        "unit": one.unit or None,
        "state": one.state,
        "code": one.code,
        "why": one.why or None,
        "files": [
            {"file": display_name(path), "bytes": size, "pages": pages or None}
            for path, size, pages in one.files
        ],
        "findings": {str(level): sum(f.level is level for f in open_ones) for level in Level},
    }
