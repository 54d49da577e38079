"""Findings for other programs: JSON, SARIF 2.1.0 (annotations in code hosting), JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from generator import __version__
from generator.findings import Finding, Kind, Level, in_reading_order

_SARIF_LEVELS = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.NOTE: "note",
    Level.UNCHECKED: "none",
}


Reports = Sequence[tuple[str, Sequence[Finding]]]
"""(folder of the budget as it was named, what was found in it)."""


def to_json(reports: Reports) -> str:
    """Every finding with its place, figures and hint, and counts by level."""
    listed = [(budget, finding) for budget, found in reports for finding in in_reading_order(found)]
    counts = {str(level): sum(f.level is level and not f.accepted for _, f in listed) for level in Level}
    findings = [_as_dict(budget, finding) for budget, finding in listed]
    return _dumped({"counts": counts, "findings": findings})


def _as_dict(budget: str, finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "budget": budget,
        "code": finding.code,
        "level": str(finding.level),
        "message": finding.message,
        "hint": finding.hint,
        "file": place.name if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "source": place.excerpt()[0] if place else None,
        "about": finding.about,
        "figures": list(finding.figures),
        "units": list(finding.units),
        "accepted": finding.accepted or None,
    }


def to_sarif(reports: Reports) -> str:
    """SARIF 2.1.0; accepted findings are suppressed with their reason."""
    findings = [finding for _, found in reports for finding in in_reading_order(found)]
    codes = sorted({finding.code for finding in findings})
    rules = [{"id": code, "shortDescription": {"text": Kind.known[code].title}} for code in codes]
    driver = {"name": "gongkai", "version": __version__, "rules": rules}
    results = [_sarif_result(finding, codes) for finding in findings if finding.level is not Level.UNCHECKED]
    return _dumped(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
        }
    )


def _sarif_result(finding: Finding, codes: list[str]) -> dict[str, Any]:
    hint = f"\n提示：{finding.hint}" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _SARIF_LEVELS[finding.level],
        "message": {"text": finding.message + hint},
    }
    if finding.place:
        region = {"startLine": finding.place.line, "startColumn": finding.place.column}
        artifact = {"uri": quote(finding.place.name)}
        result["locations"] = [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]
    if finding.units:
        result["properties"] = {"units": list(finding.units)}
    if finding.accepted:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.accepted}]
    return result


def to_junit(reports: Reports) -> str:
    """A test suite per budget and a test case per code: failed by 错误, skipped when 未检查."""
    root = ElementTree.Element("testsuites", name="gongkai check")
    for budget, found in reports:
        suite = ElementTree.SubElement(root, "testsuite", name=budget)
        codes = sorted(code for code in Kind.known if not code.startswith("P"))
        for code in codes:
            _test_case(suite, code, [f for f in in_reading_order(found) if f.code == code])
        for kind, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
            suite.set(kind, str(len(list(suite.iter(tag)))))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _test_case(suite: ElementTree.Element, code: str, findings: Sequence[Finding]) -> None:
    case = ElementTree.SubElement(
        suite, "testcase", classname="gongkai", name=f"{code} {Kind.known[code].title}"
    )
    lines = [f"{finding.place or ''} {finding.level} {finding.message}".strip() for finding in findings]
    if any(finding.level is Level.ERROR for finding in findings):
        first = next(finding for finding in findings if finding.level is Level.ERROR)
        ElementTree.SubElement(case, "failure", message=first.message).text = "\n".join(lines)
    elif any(finding.level is Level.UNCHECKED for finding in findings):
        ElementTree.SubElement(case, "skipped", message=lines[0])
    elif lines:
        ElementTree.SubElement(case, "system-out").text = "\n".join(lines)


WRITERS: dict[str, Callable[[Reports], str]] = {"json": to_json, "sarif": to_sarif, "junit": to_junit}


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
