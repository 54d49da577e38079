"""What the tie-outs (T) find in a budget that is spoiled in one place."""

from __future__ import annotations

from pathlib import Path

from generator.figures import Disclosure
from generator.findings import Finding, Level
from generator.rules import apply_rules
from tests.budgets import CONSISTENT, disclosed

NOWHERE = Path("没有的文件夹")


def all_ties(disclosure: Disclosure) -> list[Finding]:
    """Every finding of a tie-out, those not checked too."""
    return [finding for finding in apply_rules(disclosure, NOWHERE) if finding.code.startswith("T")]


def ties(text: str = CONSISTENT) -> list[Finding]:
    """What the tie-outs find in the budget that `text` says."""
    return [finding for finding in all_ties(disclosed(text)) if finding.level is not Level.UNCHECKED]


def of_code(code: str, text: str) -> list[Finding]:
    """What the tie-out `code` finds."""
    return [finding for finding in ties(text) if finding.code == code]


def unchecked(code: str, text: str) -> list[str]:
    """What the tie-out `code` says it could not check."""
    found = all_ties(disclosed(text))
    return [f.message for f in found if f.code == code and f.level is Level.UNCHECKED]
