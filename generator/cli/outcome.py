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

    `counts` are those of what was found and not accepted, `said` is what is to be printed about it, in order;
    `made` is still to be written, and then kept in mind under the `key`. All of it can be sent elsewhere.
    """

    folder: Path
    unit: str = ""
    state: str = FAILED
    code: int = 0
    why: str = ""
    files: list[tuple[Path, int, int]] = field(default_factory=list)
    """(where, bytes, pages, 0 where there are none)."""
    counts: dict[Level, int] = field(default_factory=dict)
    said: list[Callable[[], None]] = field(default_factory=list)
    made: dict[Path, bytes] = field(default_factory=dict)
    key: bytes = b""

    @property
    def called(self) -> str:
        """How people know it."""
        return f"{self.folder}（{self.unit}）" if self.unit else str(self.folder)

    def say(self, line: str, *, error: bool = False) -> None:
        """A line about it."""
        self.said.append(partial(_print, line, error))

    def found(self, findings: Sequence[Finding]) -> None:
        """What was found in all."""
        open_ones = [finding for finding in findings if not finding.accepted]
        self.counts = {level: sum(f.level is level for f in open_ones) for level in Level if findings}

    def tell(self, findings: Sequence[Finding], *, everything: bool, accepted: bool = True) -> None:
        """What was found, to be printed."""
        self.said.append(partial(_tell, findings, accepted, everything))

    def tell_all(self, among: int) -> None:
        """Print what there is to be said of it, and drop it; whose it is, where there are several budgets."""
        if self.counts and among > 1:
            print(f"{self.called}：", file=sys.stderr)
        for told in self.said:
            told()
        self.said.clear()

    def failed(self, code: int, why: str) -> None:
        """It was not made."""
        self.state, self.code, self.why = FAILED, code, why

    def failed_with(self, said: str, code: int) -> None:
        """It was not made, for a reason that is to be printed."""
        self.say(f"{self.called}：{said}", error=True)
        self.failed(code, said.replace("\n", ""))

    def failed_by(self, findings: Sequence[Finding], code: int) -> None:
        """It was not made because of what was found."""
        errors = in_reading_order(errors_in(findings))
        first = f"{errors[0].place or ''} {errors[0].code} {errors[0].message}".strip() if errors else ""
        short = first if len(first) <= MOST_WHY else f"{first[:MOST_WHY]}……"
        self.failed(code, f"{short}（{count_in_words(errors)}）" if len(errors) > 1 else short)


def _tell(findings: Sequence[Finding], accepted: bool, everything: bool) -> None:
    print_findings(findings, sys.stderr, accepted=accepted, everything=everything)


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
        "findings": {str(level): one.counts.get(level, 0) for level in Level},
    }
