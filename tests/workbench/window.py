"""A server of its own, and a window of Chromium that looks at it; what goes wrong in either is remembered."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from generator.press.fonts import forget_system_fonts
from tests.review.browser import NAMES, surroundings

_COMMAND = "import sys; from generator.cli import main; sys.exit(main())"
_QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
WIDTH, HEIGHT = 1280, 800
PATIENCE = 30_000
"""Milliseconds, for a machine that is busy with other things."""
COMPOSED_ENTER = """one => one.dispatchEvent(
  new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true})
)"""
"""A key that an input method has."""
expect.set_options(timeout=PATIENCE)


@dataclass
class Served:
    """The address of a workbench, and where its budgets lie."""

    address: str
    top: Path
    output: Path
    pid: int

    def url(self, key: str = "") -> str:
        """The address of a budget, or of the home page."""
        base, _, token = self.address.partition("/?")
        return f"{base}/{f'b/{quote(key)}/' if key else ''}?{token}"


@contextmanager
def served(top: Path, *options: str) -> Iterator[Served]:
    """A workbench for the budgets below `top`; its log has to stay empty."""
    output, log = top.parent / "out", top.parent / "log.txt"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, "serve", str(top), "-o", str(output), "--no-browser", *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            env=surroundings() | {"PYTHONUNBUFFERED": "1"},
            text=True,
            encoding="utf-8",
        )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        yield Served(said.partition("：")[2].strip(), top, output, process.pid)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
    said = log.read_text(encoding="utf-8")
    assert (process.returncode, said) == (0, ""), f"{process.returncode}: {said}"


@dataclass
class Windows:
    """A browser; `problems` is what consoles said, what failed, and what was asked of other machines."""

    browser: Browser
    served: Served
    problems: list[str] = field(default_factory=list)

    def open(self, key: str = "") -> Page:
        """A new window, of somebody else, at a budget or at the home page."""
        page = self.browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda asked: self._note(asked.url))
        page.goto(self.served.url(key))
        return page

    def _note(self, url: str) -> None:
        own = self.served.address.partition("/?")[0]
        if not url.startswith((f"{own}/", "data:")):
            self.problems.append(f"asked for {url}")


@contextmanager
def windows(served: Served) -> Iterator[Windows]:
    """A browser that looks at a workbench."""
    program = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=list(_QUIET), env={**surroundings()}
        )
        yield Windows(browser, served)
        browser.close()


@contextmanager
def workbench_of(top: Path) -> Iterator[Windows]:
    """Windows on a workbench of the budgets below `top`, as after tests that set pages in this process."""
    forget_system_fonts()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGKAI_CACHE", str(top.parent / "kept"))
        with served(top, "--port", "0") as address, windows(address) as found:
            yield found


def topic(page: Page, key: str) -> Locator:
    """The grid of the forms, with this topic in it."""
    page.locator("#tab-form").click()
    page.wait_for_selector("#grid .sheet")
    page.locator("#topic").select_option(key)
    page.wait_for_selector(f"#grid .sheet[data-key='{key}']")
    return page.locator("#grid")
