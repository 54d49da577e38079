"""How the memory in use of the workbench grows with the number of edits, on a copy of the sample.

The browser is a process of its own that nobody watches while the edits are made: a tool that watches makes it
keep what every request was answered, a hundred MB of it.

    python -m benchmarks.memory [EDITS]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from playwright.sync_api import Page, sync_playwright

from benchmarks.workbench import COVERED, KEY, SAMPLE
from tests.review.browser import NAMES, surroundings
from tests.workbench.window import Served, served

FIRST, GROWTH = 20, 1.1
SECTION, FILE, WORDS = "glossary", "说明.yaml", "指以前年度"
PATIENCE = 60
"""Seconds."""


@dataclass(frozen=True)
class Chromium:
    """A browser of this process, that does not know it is looked after."""

    pid: int
    folder: Path

    def ask(self, question: Callable[[Page], object]) -> None:
        """Connects to its window for as long as the question takes."""
        port = _within(lambda: (self.folder / "DevToolsActivePort").read_text(encoding="ascii")).split()[0]
        with sync_playwright() as playwright:
            browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
            question(browser.contexts[0].pages[0])
            browser.close()


@contextmanager
def chromium(address: str, folder: Path) -> Iterator[Chromium]:
    """A browser with one window."""
    program = next(filter(None, map(shutil.which, NAMES)))
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0")
    process = subprocess.Popen(
        [program, *options, f"--user-data-dir={folder}", "--window-size=1366,768", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings(),
    )
    try:
        yield Chromium(process.pid, folder)
    finally:
        process.terminate()
        process.wait()


def main() -> int:
    """Measure; 1 when the memory of one of them grows beyond its limit."""
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with TemporaryDirectory() as top:
        shutil.copytree(SAMPLE, Path(top) / "budgets" / KEY)
        os.environ["GONGKAI_CACHE"] = str(Path(top) / "kept")
        with (
            served(Path(top) / "budgets", "--port", "0") as bench,
            chromium(bench.url(KEY), Path(top) / "profile") as browser,
        ):
            browser.ask(_opened)
            _edit(bench, range(1, FIRST + 1))
            first = _memory(bench, browser)
            _edit(bench, range(FIRST + 1, edits + 1))
            last = _memory(bench, browser)
    for whose in first:
        told = f"改 {FIRST} 次以后 {first[whose]:.0f} MB，改 {edits} 次以后 {last[whose]:.0f} MB"
        missed = "（没有做到）" if last[whose] > first[whose] * GROWTH else ""
        print(f"{whose}的内存：{told}，应在 {GROWTH} 倍以内{missed}")
    return int(any(last[whose] > first[whose] * GROWTH for whose in first))


def _opened(page: Page) -> None:
    """The section that is edited is in sight."""
    page.wait_for_selector("body[data-set=yes]", timeout=300_000)
    page.locator(f"#contents [data-sheet='{SECTION}']").first.click()
    page.wait_for_function(COVERED, arg=SECTION)


def _edit(bench: Served, numbers: Iterable[int]) -> None:
    """As many edits of a file, each in sight before the next."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    opener.open(bench.url(KEY)).close()
    base = bench.url(KEY).partition("?")[0]
    path = bench.top / KEY / FILE
    text = SAMPLE.joinpath(FILE).read_text(encoding="utf-8")
    for number in numbers:
        words = f"指以前{number}次"
        path.write_text(text.replace(WORDS, words), encoding="utf-8")
        _within(partial(_hits, opener, f"{base}-/search?q={quote(words)}"))
        time.sleep(0.5)  # the window fetches the page


def _hits(opener: OpenerDirector, address: str) -> str:
    """What is told of words on the pages; nothing where there are none."""
    with opener.open(address) as answer:
        told: str = answer.read().decode()
    return told if "<mark>" in told else ""


def _within(look: Callable[[], str]) -> str:
    """What is seen as soon as there is something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(FileNotFoundError):
            if seen := look():
                return seen
        time.sleep(0.05)
    raise TimeoutError


def _memory(bench: Served, browser: Chromium) -> dict[str, float]:
    """MB in use of everybody, what is shared counted in parts."""
    browser.ask(lambda page: (page.request_gc(), page.wait_for_timeout(2000)))
    return {
        "服务": _in_use([bench.pid]),
        "排版进程": _in_use(_below(bench.pid)),
        "浏览器": _in_use([browser.pid, *_below(browser.pid)]),
    }


def _below(pid: int) -> Iterator[int]:
    """The processes that a process began, and those that they began."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):  # other threads begin them
        for child in task.read_text(encoding="ascii").split():
            yield int(child)
            yield from _below(int(child))


def _in_use(pids: Iterable[int]) -> float:
    found = 0
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            found += int(next(line.split()[1] for line in lines if line.startswith("Pss:")))
    return found / 1024


if __name__ == "__main__":
    sys.exit(main())
