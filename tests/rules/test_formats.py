"""Findings for other programs."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.cli import main
from tests.budgets import spoiled, written_to


@pytest.fixture
def budget(tmp_path: Path) -> str:
    """A budget with one sum that does not agree."""
    return str(written_to(tmp_path / "局", spoiled("金额: 7.00", "金额: 7.01")))


def _report(budget: str, form: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["check", budget, "--format", form]) == 1
    return capsys.readouterr().out


def test_json_has_place_figures_and_hint(budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each finding has all its parts as data."""
    data = json.loads(_report(budget, "json", capsys))
    (finding,) = [f for f in data["findings"] if f["level"] == "错误"]
    assert finding["code"] == "T03"
    assert finding["line"] > 1
    assert finding["figures"]
    assert finding["hint"]
    assert data["counts"]["错误"] == 1


def test_sarif_has_what_code_hosting_needs(budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    """SARIF 2.1.0 with rule, level and region; relative addresses without blanks."""
    data = json.loads(_report(budget, "sarif", capsys))
    assert data["version"] == "2.1.0"
    (run,) = data["runs"]
    result = next(r for r in run["results"] if r["level"] == "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "T03"
    location = result["locations"][0]["physicalLocation"]
    assert location["region"]["startLine"] > 1
    assert " " not in location["artifactLocation"]["uri"]


def test_junit_has_a_case_per_rule(budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every code is a case; the one that is broken fails, one that lacks data is skipped."""
    root = ElementTree.fromstring(_report(budget, "junit", capsys))
    (suite,) = root
    assert suite.get("failures") == "1"
    failed = [case.get("name", "") for case in suite if case.find("failure") is not None]
    assert [name[:3] for name in failed] == ["T03"]
    assert int(suite.get("tests", "0")) > 20


def test_an_unknown_format_is_refused(budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The formats there are are named."""
    with pytest.raises(SystemExit) as stop:
        main(["check", budget, "--format", "html"])
    assert stop.value.code == 2
    assert "sarif" in capsys.readouterr().err
