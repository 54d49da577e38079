"""Set-up of the whole suite, and the sample budget, which is built once for all tests."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from uuid import uuid4

import pytest

from generator.figures import disclose_folder
from generator.proof.publish import publish
from generator.rules import apply_rules
from tests.built_sample import BUDGET, Elsewhere, Sample, build_elsewhere
from tests.printed_pages import read_pages


def pytest_configure(config: pytest.Config) -> None:
    """Warnings are errors, but for one that is WeasyPrint's own: it never closes its colour profile."""
    config.addinivalue_line("filterwarnings", r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")


@pytest.fixture(autouse=True)
def kept_apart(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds pages that another one, or the user, has kept."""
    monkeypatch.setenv("GONGKAI_CACHE", str(tmp_path_factory.getbasetemp() / "kept" / uuid4().hex))


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
def sample(elsewhere: Elsewhere) -> Sample:
    """The real budget of 2024, read, checked and printed."""
    assert elsewhere.process.pid
    disclosure = disclose_folder(BUDGET)
    printed, _ = publish(disclosure, BUDGET, apply_rules(disclosure, BUDGET))
    return Sample(disclosure, printed, read_pages(printed.data))
