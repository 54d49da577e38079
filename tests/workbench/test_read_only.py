"""A workbench to be looked at: nothing is offered that would be refused."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from generator.workbench.forms import TOPICS
from tests.budgets import copied_to
from tests.workbench.window import served, topic, windows

OFFERED = """() => [...document.querySelectorAll("#panel, #outputs, header")]
  .flatMap((one) => [...one.querySelectorAll("button, input, select, textarea")])
  .filter((one) => one.checkVisibility() && !one.disabled && !one.readOnly && one.ariaDisabled !== "true")
  .filter((one) => one.role !== "tab" && !["topic", "all-columns", "file", "unit"].includes(one.id))
  .filter((one) => one.name !== "q" && !("zoom" in one.dataset))
  .filter((one) => !["figure", "file", "sheet", "tab"].some((what) => what in one.dataset))
  .map((one) => one.outerHTML.slice(0, 120))"""
"""What can be pressed or typed into, but for what only leads somewhere."""


def _offers_nothing(page: Page) -> None:
    page.wait_for_timeout(150)
    assert page.evaluate(OFFERED) == []


def test_nothing_is_offered_that_would_be_refused(tmp_path: Path) -> None:
    """In any part of the panel, in any form, of a figure of a file, on the page of all budgets."""
    for year in ("2023", "2024"):
        folder = copied_to(tmp_path / "budgets" / year / "馆")
    file = folder / "预算.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("4.20", "4.30"), encoding="utf-8")
    with served(tmp_path / "budgets", "--port", "0", "--read-only") as address, windows(address) as found:
        page = found.open("2024/馆")
        sent: list[str] = []
        page.on("request", lambda one: sent.append(one.url) if one.method != "GET" else None)
        page.wait_for_selector("body[data-set=yes]", timeout=120_000)
        for tab in ("steps", "findings", "editor"):
            page.locator(f"#tab-{tab}").click()
            for closed in page.locator(f"#{tab} details:not([open]) > summary").all():
                closed.click()
            _offers_nothing(page)
        page.locator("#text").press("a")
        page.keyboard.press("Control+s")
        for key in TOPICS:
            topic(page, key)
            _offers_nothing(page)
        page.locator("#all-columns").check()
        page.locator("#outputs summary").click()
        _offers_nothing(page)
        page.keyboard.press("Escape")
        page.locator("#tab-figure").click()
        page.locator("#contents button", has_text="表六").first.click()
        page.locator("section[aria-label^='表六'] .box").first.click()
        page.locator("#figure .value").wait_for()
        _offers_nothing(page)
        page.goto(address.url())
        assert page.locator("a[href='/new']").count() == 0
        assert (sent, found.problems) == ([], [])
