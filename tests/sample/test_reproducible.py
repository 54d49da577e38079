"""The same budget makes the same bytes, whoever builds it, wherever and whenever."""

from __future__ import annotations

from generator.document import compose
from generator.exchange import to_json
from tests.built_sample import Elsewhere, Sample


def test_the_pdf_is_the_same_everywhere(sample: Sample, elsewhere: Elsewhere) -> None:
    """A copy built by the command in another folder, time zone and locale gives the same PDF."""
    assert elsewhere.finished("pdf") == sample.printed.data


def test_the_json_is_the_same_everywhere(sample: Sample, elsewhere: Elsewhere) -> None:
    """And the same JSON."""
    assert elsewhere.finished("json") == to_json(compose(sample.disclosure))
