"""Scripts, markup and endless words in every text that a budget can hold: shown as written, in every view."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from generator.document.full_budget import UNIT_CODE, _Full
from generator.figures.profile import load_profile
from generator.workbench.forms import TOPICS
from tests.workbench.window import WIDTH, Windows, topic, workbench_of

EVIL = "<x-evil onmouseover=alert(1)><img src=x onerror=alert(1)>'\"&amp;</textarea><script>alert(1)</script>"
FOLDER = "<x-evil onmouseover=alert(1)>局"
LONG = "W" * 90
OTHER_UNIT = "001002"
KEY = f"2026/{FOLDER}"
RUNS = "() => document.querySelectorAll('x-evil, img[src=x], svg script').length"
WIDE = """() => [...document.querySelectorAll('body, header.bar, #panel, #contents, main.home')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.id || one.tagName)"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A budget that has everything, all texts of it strange; file and folder are called strangely, too."""
    folder = tmp_path_factory.mktemp("工作台") / "budgets" / KEY
    folder.mkdir(parents=True)
    written = _Full(load_profile("shanxi-2024"), (UNIT_CODE, OTHER_UNIT)).written()
    written["更正"] = [{"金额": 1, "调出": "基本支出", "调入": "项目支出", "说明": EVIL + LONG}]
    written["接受"] = [{"代码": "X05", "事项": "*", "理由": EVIL + LONG}]
    text = json.dumps(written, ensure_ascii=False, indent=1)
    evil = json.dumps(EVIL + LONG)[1:-1]
    text, count = re.subn(r'(试印[^"]*)"', lambda found: f'{found[1]}{evil}"', text)
    assert count > 50
    (folder / "预算<x-evil>.yaml").write_text(text, encoding="utf-8")
    with workbench_of(folder.parents[1]) as found:
        yield found
        assert found.problems == []


def _is_harmless(page: Page) -> None:
    """Nothing of it became an element, and nothing stands out of the window."""
    assert page.evaluate(RUNS) == 0
    assert page.evaluate(WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH


def test_nothing_that_a_budget_says_runs_or_stands_out_of_the_window(bench: Windows) -> None:
    """At home, in the forms, in the pages, in a comparison: no dialog, no element, no word out of sight."""
    page = bench.open(KEY)
    page.on("dialog", lambda one: bench.problems.append(one.message) or one.dismiss())
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    for tab in ("findings", "editor", "steps"):
        page.locator(f"#tab-{tab}").click()
        page.wait_for_timeout(300)
        _is_harmless(page)
    expect(page.locator("#findings .accepted")).to_contain_text("<x-evil")
    for key in TOPICS:
        topic(page, key)
        _is_harmless(page)
    page.locator("#search input").fill(EVIL)
    page.locator("#search input").press("Enter")
    expect(page.locator("#hits li").first).to_contain_text("<x-evil")
    _is_harmless(page)
    page.locator("#hits li button").first.click()
    page.locator("[data-side=strip]").click()
    page.wait_for_timeout(500)
    _is_harmless(page)
    page.locator("[data-side=outline]").click()
    page.locator("#contents button", has_text="表八").first.click()
    page.locator("section[aria-label^='表八'] .box").first.click()
    expect(page.locator("#figure .value")).to_be_visible()
    _is_harmless(page)
    page.goto(bench.served.url())
    expect(page.locator("#budgets")).to_contain_text("<x-evil")
    page.wait_for_selector("#budgets table:not([data-pending])")
    _is_harmless(page)
    page.goto(bench.served.url(f"{KEY}@{UNIT_CODE}"))
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    _is_harmless(page)
    page.close()
