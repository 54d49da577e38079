"""A validator of others finds nothing: PDF/UA-1 and PDF/A-3a, clause by clause."""

from __future__ import annotations

from pathlib import Path

import page
import pytest

from tests.built_sample import Book, Sample

BOOKS = ("smallest", "three_units", "extreme", "shanghai")
PROFILES = ("ua1", "3a")


def failures(data: bytes, profile: str) -> list[str]:
    """What the validator finds wrong."""
    report = page.validate_pdf_bytes(data, profile=profile)
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    assert report.rules.total > 100
    assert report.is_compliant is not bool(found)
    return found


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", BOOKS)
def test_budgets_of_all_sizes_conform(request: pytest.FixtureRequest, name: str, profile: str) -> None:
    """The smallest budget, one of three units, an extreme one, and one of another profile."""
    made: Book = request.getfixturevalue(name)
    assert failures(made.printed.data, profile) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_the_sample_conforms(sample: Sample, profile: str) -> None:
    """The sample, with its sources and data inside."""
    assert failures(sample.printed.data, profile) == []


def test_what_does_not_conform_is_found(smallest: Book, tmp_path: Path) -> None:
    """The validator is awake: the file without its language, or without its claim, does not pass."""
    data = smallest.printed.data
    assert failures(data.replace(b'pdfuaid:part="1"', b'pdfuaid:part="7"'), "ua1")
    assert failures(data.replace(b'pdfaid:part="3"', b'pdfaid:part="2"'), "3a")
