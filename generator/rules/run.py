"""All rules over one disclosure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator.errors import InputError
from generator.figures import Disclosure, unit_disclosures
from generator.findings import Finding, errors_in, in_reading_order
from generator.model.units import UNKNOWN_UNIT
from generator.rules import (
    absence,
    additions,
    characters,
    dates,
    number_formats,
    slots,
    structure,
    subjects,
    text,
    ties,
    unprinted,
)
from generator.rules.acceptance import accept
from generator.rules.echoes import without_echoes
from generator.rules.ties.once import by_cause
from generator.rules.units import together
from generator.source import limits

Rule = Callable[[Disclosure], Iterator[Finding]]

_OF_NAMES = (structure, slots, subjects, number_formats, dates)
_OF_AMOUNTS = (absence, unprinted, additions, ties, text)
RULES: tuple[Rule, ...] = tuple(rule for module in (*_OF_NAMES, *_OF_AMOUNTS) for rule in module.RULES)


def apply_rules(disclosure: Disclosure, folder: Path) -> list[Finding]:
    """Everything that the rules find in `disclosure`, whose budget lies in `folder`, in reading order.

    Nothing is lost: two findings of one code at one place are two findings, unless they say the same. Of a
    department of many units, what is found in each unit's own disclosure is found too, but not what it
    lacks for that alone.
    """
    own = [*_found(disclosure, folder), *structure.bad_font_files(disclosure, folder)]
    own += characters.missing_characters(disclosure.budget, folder)
    few = len(disclosure.budget.units) <= limits.UNITS.most and whose_is_known(own)
    try:
        of_units = [
            (unit, absence.for_itself(unit, _found(unit, folder), own))
            for unit in (unit_disclosures(disclosure) if few else ())
        ]
    except InputError as error:
        own += error.findings
        of_units = []
    found = together(disclosure, own, of_units)
    lacking = any(one.code == absence.UNWRITTEN.code for one in own)
    told = accept(disclosure.budget, found, complete=whose_is_known(own) and not lacking)
    return in_reading_order(by_cause(disclosure, list(dict.fromkeys(told))))


def _found(disclosure: Disclosure, folder: Path) -> list[Finding]:
    found = [finding for module in _OF_NAMES for rule in module.RULES for finding in rule(disclosure)]
    if whose_is_known(found):
        of_amounts = (one for module in _OF_AMOUNTS for rule in module.RULES for one in rule(disclosure))
        found += without_echoes(disclosure, list(of_amounts))
    return [*found, *structure.missing_attachments(disclosure, folder)]


def whose_is_known(found: Iterable[Finding]) -> bool:
    """Whether every line and file is of a unit that there is: else no sum of a unit is what it seems."""
    return not any(f.code in (UNKNOWN_UNIT.code, structure.UNIT_CODE_TWICE.code) for f in found)


def exit_code(findings: Iterable[Finding]) -> int:
    """2 for what is broken in itself (S, P), 1 for a broken rule, 0 when there is no 错误."""
    errors = errors_in(findings)
    if any(finding.code.startswith(("S", "P")) for finding in errors):
        return 2
    return 1 if errors else 0
