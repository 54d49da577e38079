"""What a rule is about: it does not run where the profile, and so the disclosure, has nothing of the kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps

from generator.figures import Disclosure
from generator.findings import Finding

Rule = Callable[[Disclosure], Iterator[Finding]]
NEEDED: dict[str, tuple[str, ...]] = {}
"""The names of rules that are about something that a profile may lack, with what that is."""


def needs(*what: str) -> Callable[[Rule], Rule]:
    """A rule about all of `what`: kinds of records, or facts by their keys (国有资产/车辆/编制)."""

    def declared(rule: Rule) -> Rule:
        NEEDED[rule.__name__] = what

        @wraps(rule)
        def run(disclosure: Disclosure) -> Iterator[Finding]:
            if all(has(disclosure, one) for one in what):
                yield from rule(disclosure)

        return run

    return declared


def has(disclosure: Disclosure, what: str) -> bool:
    """Whether a fact is printed, records of a kind are measured by a table, or are written all the same."""
    written = any(record.kind == what and record.figure.origin for record in disclosure.records)
    return written or disclosure.profile.prints(what)
