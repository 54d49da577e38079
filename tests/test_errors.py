"""The tree of errors and the exit codes it stands for."""

from __future__ import annotations

import re

import pytest

from generator import errors
from generator.errors import FindingsError, GongkaiError, InputError, RuleError
from generator.findings import Finding, Level

ALL = [
    error
    for error in vars(errors).values()
    if isinstance(error, type) and error.__module__ == errors.__name__
]


def test_the_set_of_errors_is_known() -> None:
    """The tree drawn in the module's docstring is the tree there is."""
    drawn = re.findall(r"\w+Error", errors.__doc__ or "")
    assert sorted(drawn) == sorted(error.__name__ for error in ALL)
    assert ALL


@pytest.mark.parametrize("error", ALL)
def test_every_error_has_one_root_and_an_exit_code(error: type[GongkaiError]) -> None:
    """Whatever is raised on purpose can be caught as GongkaiError; only broken rules exit with 1."""
    assert issubclass(error, GongkaiError)
    assert error.exit_code == (1 if error is RuleError else 2)


@pytest.mark.parametrize("error", [InputError, RuleError])
def test_an_error_keeps_all_its_findings(error: type[FindingsError]) -> None:
    """The findings of a run travel together, and the exception says how many they are."""
    findings = [Finding("X01", Level.ERROR, said) for said in ("甲", "乙")]
    raised = error(findings)
    assert raised.findings == tuple(findings)
    assert str(raised) == "2 处问题"
