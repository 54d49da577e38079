"""The printed sample, section by section, ready to be inspected."""

from __future__ import annotations

import pytest

from generator.press import Printed
from tests.built_sample import Book, Sample
from tests.inspection.letters import read_letters
from tests.inspection.paper import Paper
from tests.inspection.setting import set_as_printed


@pytest.fixture(scope="session")
def papers(sample: Sample) -> list[Paper]:
    """Every section of the sample."""
    return papers_of(sample.printed)


@pytest.fixture(scope="session")
def papers_of_units(three_units: Book) -> list[Paper]:
    """Every section of a department of three units."""
    return papers_of(three_units.printed)


@pytest.fixture(scope="session")
def papers_of_extreme(extreme: Book) -> list[Paper]:
    """Every section of a department that has everything long, wide and many."""
    return papers_of(extreme.printed)


def papers_of(printed: Printed) -> list[Paper]:
    """Every section that was printed, without the pages that are blank on purpose."""
    letters = read_letters(printed.data)
    found, first = [], 0
    for part in printed.sections:
        painted = [letters[first + index] for index, page in enumerate(part.pages) if not page.blank]
        laid_out = set_as_printed(part.section, first + 1)
        found.append(Paper(part.section.key, part.section.classes, laid_out, painted))
        first += len(part.pages)
    return found
