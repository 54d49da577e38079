"""Forms as a clerk meets them: what must be written is in sight, and nothing that is pasted is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from generator.workbench.forms import TOPICS
from tests.budgets import SMALLEST
from tests.workbench.window import Windows, topic, workbench_of

SAMPLE = SMALLEST.parent / "xinzhou-etdz"
OUT_OF_SIGHT = """() => [...document.querySelectorAll("#grid .scroll")].flatMap((around) => {
  const edge = around.getBoundingClientRect().right + 1;
  const heads = [...around.querySelectorAll("thead th:has(.must)")];
  return heads.filter((one) => one.getBoundingClientRect().right > edge).map((one) => one.textContent);
})"""
CUT_OFF = """() => [...document.querySelectorAll("#grid tbody:not([hidden]) td :is(textarea, input.text)")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => one.value)"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A workbench with a copy of the sample."""
    top = tmp_path_factory.mktemp("填表") / "budgets"
    shutil.copytree(SAMPLE, top / "2024" / SAMPLE.name)
    with workbench_of(top) as found:
        yield found


@pytest.fixture
def page(bench: Windows) -> Iterator[Page]:
    """A window on the sample."""
    page = bench.open(f"2024/{SAMPLE.name}")
    yield page
    page.close()
    assert bench.problems == []


def test_what_must_be_written_is_in_sight(page: Page) -> None:
    """In every form at 1280 pixels; texts of rows are not cut off, and a form is shown from its beginning."""
    for key in TOPICS:
        topic(page, key)
        grid = page.locator("#grid")
        assert grid.evaluate("one => one.scrollTop") == 0, key
        assert page.evaluate(OUT_OF_SIGHT) == [], key
        assert page.evaluate(CUT_OFF) == [], key
        grid.evaluate("one => one.scrollTo(0, one.scrollHeight)")
