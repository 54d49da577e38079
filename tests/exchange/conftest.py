"""Workbooks that a test makes by the hundred are read in its own process, which is faster."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.exchange.importer import opening

MANY = ("test_import_nine_tables", "test_import_unused", "test_import_own", "test_import_round_trip")
"""The modules that do so; all others read as the command does."""


@pytest.fixture(scope="module", autouse=True)
def read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """The same reading, without the limits that strangers' files need."""
    with pytest.MonkeyPatch.context() as patch:
        if request.module.__name__.rpartition(".")[2] in MANY:
            patch.setattr(opening, "confined", lambda _, given: opening.answer(given))
        yield
