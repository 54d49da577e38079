"""Workbooks that tests make by the hundred are read in their own process, which is faster."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.exchange.importer import opening
from generator.foreign.workbooks import reading

APART = ("test_import_formats", "test_import_bad_files")
"""The modules about files that are odd; they read as the command does."""


@pytest.fixture(scope="module", autouse=True)
def read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """The same reading, without the limits that strangers' files need."""
    with pytest.MonkeyPatch.context() as patch:
        if request.module.__name__.rpartition(".")[2] not in APART:
            patch.setattr(opening, "confined", lambda _, given: reading.answer(given))
        yield
