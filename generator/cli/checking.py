"""Reading budgets, applying every rule to them, and saying what was found."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.report import print_findings
from generator.errors import FindingsError
from generator.figures import Disclosure, disclose_folder
from generator.findings import Finding
from generator.rules import apply_rules, exit_code
from generator.rules.unused_files import unused_files
from generator.signoff.check import check_sign_offs
from generator.source import find_budgets
from generator.source.workspace import display_name


def check(options: argparse.Namespace) -> int:
    """Check and report on all budgets; 0, 1 or 2 as the worst of them."""
    reports: list[tuple[str, list[Finding]]] = []
    worst = 0
    for folder in find_budgets(options.budgets):
        disclosure, findings, code = checked(folder, options.unit)
        signed = check_sign_offs(folder, disclosure, options.unit)
        unused = unused_files(disclosure.budget, folder) if disclosure else ()
        findings, code = [*findings, *unused, *signed], max(code, exit_code(signed))
        reports.append((display_name(folder), findings))
        worst = max(worst, code)
    if options.format != "text":
        from generator.rules.formats import WRITERS

        sys.stdout.write(WRITERS[options.format](reports))
        return worst
    print_findings(
        [finding for _, findings in reports for finding in findings], sys.stdout, everything=options.all
    )
    if worst == 0:
        print(f"检查通过：{len(reports)} 份预算没有错误。")
    return worst


def checked(folder: Path, unit: str = "", called: str = "") -> tuple[Disclosure | None, list[Finding], int]:
    """The disclosure of a budget or its `unit` (None when it cannot be read), findings and exit code.

    `called` is what people know the folder by, if not by its path.
    """
    try:
        disclosure = disclose_folder(folder, unit, called)
    except FindingsError as error:
        return None, list(error.findings), error.exit_code
    findings = apply_rules(disclosure, folder)
    return disclosure, findings, exit_code(findings)
