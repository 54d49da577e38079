"""The printed sample, section by section, ready to be inspected."""

from __future__ import annotations

import pytest

from tests.built_sample import Sample
from tests.inspection.letters import read_letters
from tests.inspection.paper import Paper
from tests.inspection.setting import set_as_printed


@pytest.fixture(scope="session")
def papers(sample: Sample) -> list[Paper]:
    """Every section of the sample."""
    painted = iter(read_letters(sample.printed.data))
    return [
        Paper(
            part.section.key,
            part.section.classes,
            set_as_printed(part.section),
            [next(painted) for _ in part.pages],
        )
        for part in sample.printed.sections
    ]
