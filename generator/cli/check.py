"""gongkai check: read, apply every rule, say what was found. Imports nothing that makes pages."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.report import print_findings
from generator.errors import FindingsError
from generator.figures import Disclosure, disclose_folder
from generator.findings import Finding
from generator.rules import apply_rules, exit_code
from generator.rules.formats import Report, to_json, to_junit, to_sarif
from generator.source import find_budgets
from generator.source.workspace import display_name


def run(options: argparse.Namespace) -> int:
    """Check all budgets; 0, 1 or 2 as the worst of them."""
    reports: list[Report] = []
    worst = 0
    for folder in find_budgets(options.budgets):
        _, findings, code = checked(folder)
        reports.append(Report(display_name(folder), findings))
        worst = max(worst, code)
    if options.format == "text":
        _print(reports, worst)
    else:
        write = {"json": to_json, "sarif": to_sarif, "junit": to_junit}[options.format]
        sys.stdout.write(write(reports))
    return worst


def _print(reports: list[Report], worst: int) -> None:
    findings = [finding for report in reports for finding in report.findings]
    print_findings(findings, sys.stdout)
    if worst == 0:
        print(f"检查通过：{len(reports)} 份预算没有错误。")


def checked(folder: Path) -> tuple[Disclosure | None, list[Finding], int]:
    """The disclosure of one budget (None when it cannot be read), its findings and exit code."""
    try:
        disclosure = disclose_folder(folder)
    except FindingsError as error:
        return None, list(error.findings), error.exit_code
    findings = apply_rules(disclosure, folder)
    return disclosure, findings, exit_code(findings)
