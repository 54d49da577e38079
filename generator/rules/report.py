"""Findings as plain text that is the same wherever the budget lies."""

from __future__ import annotations

from collections.abc import Iterable

from generator.findings import Finding, in_reading_order


def plain_report(findings: Iterable[Finding]) -> str:
    """All findings in reading order, files named within the budget's folder."""
    ordered = in_reading_order(list(findings))
    if not ordered:
        return "没有发现问题。\n"
    return "".join(f"{_where(f)}{f.level} {f.code} {f.message}\n{_below(f)}" for f in ordered)


def _below(finding: Finding) -> str:
    if finding.accepted:
        return f"    已接受：{finding.accepted}\n"
    return f"    提示：{finding.hint}\n" if finding.hint else ""


def _where(finding: Finding) -> str:
    place = finding.place
    return f"{place.source.inside}:{place.line}:{place.column} " if place else ""
