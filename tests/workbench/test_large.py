"""Large budgets in a window: what a key or a save costs does not grow with what is not concerned."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from benchmarks.check_900 import budget_text
from tests.workbench.window import Windows, topic, workbench_of

KEY = "2024/建设局"
PROJECTS = 80
COUNTED = """() => {
  window.walks = 0;
  const closest = Element.prototype.closest;
  Element.prototype.closest = function (what) { window.walks++; return closest.call(this, what); };
}"""
"""Counts how often something is looked for around a cell: whatever goes through cells does it for each."""
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""
LATE = """(word) => {
  const fetch = window.fetch;
  window.fetch = async (address, ...rest) => {
    const answer = await fetch(address, ...rest);
    const isLate = decodeURIComponent(String(address)).includes(word);
    if (isLate) await new Promise((ok) => (window.come = ok));
    return answer;
  };
}"""
"""Answers about a word come only when they are let: `come`."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A department of many projects."""
    folder = tmp_path_factory.mktemp("工作台") / "budgets" / KEY
    folder.mkdir(parents=True)
    (folder / "预算.yaml").write_text(budget_text(PROJECTS, 20, 1), encoding="utf-8")
    with workbench_of(folder.parents[1]) as found:
        yield found
        assert found.problems == []


def _opened(bench: Windows) -> Page:
    page = bench.open(KEY)
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    return page


def _walks(page: Page) -> int:
    return int(page.evaluate("() => { const all = walks; walks = 0; return all; }"))


def _written_by_somebody(bench: Windows, page: Page) -> None:
    """A comment: the form comes again, and what is typed is put into it."""
    file = bench.served.top / KEY / "预算.yaml"
    before = page.locator("#grid .sheet").get_attribute("data-version")
    file.write_text(f"{file.read_text(encoding='utf-8')}# 看过\n", encoding="utf-8")
    page.wait_for_selector(f"#grid .sheet:not([data-version='{before}'])")
    page.wait_for_timeout(300)


def test_a_key_is_the_business_of_its_cell(bench: Windows) -> None:
    """The other thousand are not looked at; what is saved is right all the same."""
    page = _opened(bench)
    grid = topic(page, "项目")
    assert page.evaluate("document.querySelectorAll('#grid [data-path]').length") > 10 * PROJECTS
    cell = grid.locator("tbody tr").nth(50).locator("textarea").first
    cell.click()
    page.evaluate(COUNTED)
    page.keyboard.type("改")
    assert _walks(page) < PROJECTS / 2
    expect(page.locator("#save-cells")).to_have_text("保存（1）")
    page.keyboard.press("Backspace")
    expect(page.locator("#save-cells")).to_have_text("保存")
    page.close()


def test_what_many_have_typed_is_put_back_in_one_go(bench: Windows) -> None:
    """When others have written: twice as many cells that were typed are no more walks through all cells."""
    page = _opened(bench)
    grid = topic(page, "项目")
    walked = []
    for rows in (10, 40):
        grid.locator("tbody tr").nth(2).locator("textarea").first.focus()
        page.evaluate(PASTE, "\n".join(f"另名{number}\t特定目标类" for number in range(rows)))
        expect(page.locator("#save-cells")).to_have_text(f"保存（{rows}）")
        if not walked:
            page.evaluate(COUNTED)
        _walks(page)
        _written_by_somebody(bench, page)
        walked.append(_walks(page))
        expect(page.locator("#save-cells")).to_have_text(f"保存（{rows}）")
        expect(grid.locator("tbody tr").nth(rows + 1).locator("textarea").first).to_have_value(
            f"另名{rows - 1}"
        )
    assert walked[1] < 1.5 * walked[0]
    page.on("dialog", lambda one: one.accept())
    page.close()


def test_the_last_question_is_answered(bench: Windows) -> None:
    """An answer that comes after that to a later question is passed over; one that is late is waited for."""
    page = _opened(bench)
    page.evaluate(LATE, "第7号")
    search = page.locator("#search input")
    search.fill("第7号")
    search.press("Enter")
    page.wait_for_function("() => window.come")
    expect(page.locator("#hits")).to_have_attribute("aria-busy", "true")
    search.fill("第8号")
    search.press("Enter")
    expect(page.locator("#hits")).to_contain_text("第8号")
    page.evaluate("come()")
    page.wait_for_timeout(300)
    expect(page.locator("#hits")).to_contain_text("第8号")
    expect(page.locator("#hits")).not_to_have_attribute("aria-busy", "true")
    page.close()
