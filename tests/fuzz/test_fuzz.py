"""A short run of every fuzzer; `python -m tests.fuzz` goes on for as long as one likes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, run_once


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_every_input_has_an_answer(name: str, seed: int) -> None:
    """No crash, no silence, no English, and in time."""
    run_once(TARGETS[name], seed)
