"""A headless Chromium that opens files and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def surroundings() -> dict[str, str]:
    """The environment as a user's browser has it.

    Once pages were set in this process, fontconfig has no fonts in it: what is written in a browser that
    inherits this has no width, so that nothing is visible, and the browser soon breaks down.
    """
    return {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}


@contextmanager
def opened(file: Path, problems: list[str], width: int = 1500) -> Iterator[Page]:
    """`file` in a window of this `width`; what its console says and asks for is added to `problems`."""
    program = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=list(_QUIET), env={**surroundings()}
        )
        page = browser.new_page(viewport={"width": width, "height": 950})
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda asked: _note(asked.url, problems))
        page.goto(file.as_uri())
        yield page
        browser.close()


def _note(url: str, problems: list[str]) -> None:
    if not url.startswith(("file:", "data:")):
        problems.append(f"asked for {url}")
