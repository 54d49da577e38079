"""Set-up of the whole suite, and the sample budget, which is built once for all tests."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from uuid import uuid4

import pytest

from generator.document import compose
from generator.figures import disclose, disclose_folder
from generator.model import parse_budget
from generator.proof.publish import publish
from generator.rules import apply_rules
from tests.budgets import SHANGHAI, SMALLEST
from tests.built_sample import BUDGET, Book, Elsewhere, Sample, book, build_elsewhere
from tests.inspection.budgets import extreme as extreme_budget
from tests.many_units import many_units
from tests.printed_pages import read_pages
from tests.written import mapping


def pytest_configure(config: pytest.Config) -> None:
    """Warnings are errors, but for one that is WeasyPrint's own: it never closes its colour profile."""
    config.addinivalue_line("filterwarnings", r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")


@pytest.fixture(autouse=True)
def kept_apart(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test finds pages that the user has kept, or another test, unless both are marked to share them."""
    name = "together" if request.node.get_closest_marker("kept_together") else uuid4().hex
    monkeypatch.setenv("GONGKAI_CACHE", str(tmp_path_factory.getbasetemp() / "kept" / name))


@pytest.fixture(autouse=True)
def garbage_is_found() -> Iterator[None]:
    """`check` ends as if the process did: it hides all there is from the collector. The tests go on."""
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    """The second build, which runs beside the first."""
    folder = tmp_path_factory.mktemp("别处")
    shutil.copytree(BUDGET, folder / "a copy" / BUDGET.name)
    begun = build_elsewhere(folder)
    yield begun
    begun.process.kill()
    begun.process.wait()


@pytest.fixture(scope="session")
def smallest() -> Book:
    """The smallest budget of those that are published."""
    return book(compose(disclose_folder(SMALLEST)))


@pytest.fixture(scope="session")
def three_units(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A department of three units."""
    return book(compose(disclose_folder(many_units(tmp_path_factory.mktemp("三个单位") / "某局"))))


@pytest.fixture(scope="session")
def extreme() -> Book:
    """A department that has everything long, wide and many."""
    return book(compose(disclose(parse_budget(mapping(extreme_budget())))))


@pytest.fixture(scope="session")
def shanghai() -> Book:
    """The real budget of 2025, in another profile."""
    return book(compose(disclose_folder(SHANGHAI)))


@pytest.fixture(scope="session")
def sample(elsewhere: Elsewhere) -> Sample:
    """The real budget of 2024, read, checked and printed."""
    assert elsewhere.process.pid
    disclosure = disclose_folder(BUDGET)
    printed, _ = publish(disclosure, BUDGET, apply_rules(disclosure, BUDGET))
    return Sample(disclosure, printed, read_pages(printed.data))
