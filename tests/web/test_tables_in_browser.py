"""Tables of the page in a real browser: led to, copied, sorted, reached by keyboard."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.document import compose
from generator.figures import Disclosure, disclose_folder
from generator.web import to_html
from tests.budgets import CONSISTENT, disclosed
from tests.built_sample import BUDGET
from tests.printed_pages import squeezed
from tests.review.browser import opened

MARKED = BUDGET.parents[2] / "tests" / "provinces" / "2026" / "市监局"
"""Heads of three rows, “-” for 0, shares in per cent, merged units."""


def _page(folder: Path, disclosure: Disclosure) -> Path:
    path = folder / "公开.html"
    path.write_bytes(to_html(compose(disclosure)))
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample."""
    return _page(tmp_path_factory.mktemp("网页"), disclose_folder(BUDGET))


UNSEEN = """id => {
  location.hash = encodeURIComponent(id);
  const row = document.getElementById(id);
  const box = row.cells[0].getBoundingClientRect();
  const seen = [2, box.height / 2].map((down) => document.elementFromPoint(box.left + 4, box.top + down));
  const marked = getComputedStyle(row.cells[0]).backgroundColor;
  return seen.every((one) => row.contains(one)) && marked === "rgb(255, 243, 207)" ? [] : [id];
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_an_address_leads_to_a_row_that_is_seen(file: Path, width: int) -> None:
    """Not below the heads that stay; and marked, so that it is found among its neighbours."""
    with opened(file, [], width) as page:
        rows = page.evaluate("[...document.querySelectorAll('tr[id]')].map((row) => row.id)")
        assert len(rows) > 300
        assert [one for row in rows[::5] for one in page.evaluate(UNSEEN, row)] == []


def test_only_boxes_that_scroll_are_stops_for_the_keyboard(file: Path) -> None:
    """What fits needs no key: on a desk most tables do."""
    with opened(file, []) as page:
        page.locator(".performance .scroll").last.scroll_into_view_if_needed()
        expect(page.locator(".performance .scroll").last).not_to_have_attribute("tabindex", "0")
        expect(page.locator(".scroll:has(table[data-table=表十二])")).to_have_attribute("tabindex", "0")
        page.set_viewport_size({"width": 360, "height": 800})
        expect(page.locator(".scroll:has(table[data-table=表一])")).to_have_attribute("tabindex", "0")


def _copied(page: Page, number: str) -> list[list[str]]:
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    tools = page.locator(f".tools:has(+ .scroll > table[data-table={number}])")
    tools.get_by_role("button").click()
    expect(tools.get_by_role("status")).to_have_text("已复制")
    return [line.split("\t") for line in page.evaluate("window.copied").split("\n")]


@pytest.mark.parametrize("name", ["formula", "marks"])
def test_a_copy_has_every_cell_below_its_head(tmp_path: Path, name: str) -> None:
    """Heads that are merged over rows and columns leave their places blank; no word is a formula."""
    text = CONSISTENT.replace("名称: 甲,", "名称: '=1+1',").replace("项目: 甲", "项目: '=1+1'")
    disclosure = disclosed(text) if name == "formula" else disclose_folder(MARKED)
    with opened(_page(tmp_path, disclosure), []) as page:
        for table in disclosure.tables.values():
            copied = _copied(page, table.number)
            assert {len(line) for line in copied} == {len(table.columns)}, table.number
            heads, body = copied[: -len(table.rows)], copied[-len(table.rows) :]
            for line, row in zip(body, table.rows, strict=True):
                for words, cell in zip(line, row.cells, strict=True):
                    assert cell.joined or squeezed(words).removeprefix("'") == squeezed(cell.printed)
                    assert not words.startswith("=")
            for at, column in enumerate(table.columns):
                assert column.path[-1].replace("/", "") in [squeezed(line[at]) for line in heads]


def test_what_could_not_be_copied_is_said(file: Path) -> None:
    """Where the browser lets no page write to the clipboard, nobody is told that it did."""
    with opened(file, []) as page:
        page.evaluate("() => { navigator.clipboard.writeText = null; document.execCommand = () => false }")
        press = page.get_by_role("button", name="复制这张表").first
        press.click()
        expect(page.get_by_role("status").first).to_contain_text("没有复制成")
        expect(press).to_be_focused()


def _number(text: str) -> float | None:
    plain = text.strip().replace(",", "").removesuffix("%")
    return float(plain) if any(letter.isdigit() for letter in plain) else None


def _in_order(cells: list[str], *, falling: bool) -> bool:
    numbers = [_number(cell) for cell in cells]
    known = [number for number in numbers if number is not None]
    if numbers != [*known, *[None] * (len(numbers) - len(known))]:
        return False  # what is blank, or a mark, comes last
    return all(a >= b if falling else a <= b for a, b in pairwise(known))


def test_every_column_of_amounts_sorts_by_its_amounts(tmp_path: Path) -> None:
    """Whatever stands over it, and whatever marks stand for 0; within each unit."""
    disclosure = disclose_folder(MARKED)
    with opened(_page(tmp_path, disclosure), []) as page:
        tables = page.locator("table[data-sortable]")
        assert tables.count() >= 1
        for table in tables.all():
            own = disclosure.tables[table.get_attribute("data-table") or ""]
            for at in [at for at, column in enumerate(own.columns) if column.numeric]:
                for falling in (True, False):
                    table.evaluate(PRESS, at)
                    runs = table.evaluate(RUNS, at)
                    assert len(runs) > 2
                    assert all(_in_order(run, falling=falling) for run in runs), (own.columns[at], runs)


PRESS = """(table, at) => {
  const cell = table.tBodies[0].rows[0].cells[at].getBoundingClientRect();
  const over = [...table.querySelectorAll("thead button")].filter((press) => {
    const head = press.closest("th").getBoundingClientRect();
    return Math.abs(head.left - cell.left) < 2 && Math.abs(head.right - cell.right) < 2;
  });
  over.at(-1).click();
}"""
"""Press what stands over a column, as people see it."""
FILL = """(table, words) => [...table.querySelectorAll("tr[id]")].forEach((row, at) => {
  row.cells[1].textContent = words[at % words.length];
})"""
SORTED = ["10,000.00", "54.52%", "9.50%", "<0.01%", "-3", "10号", "9号", "", "-", "—", "/"]


def test_numbers_words_and_marks_sort(file: Path) -> None:
    """Numbers by what they are worth, then words, and what is blank or a mark always last."""
    with opened(file, []) as page:
        table = page.locator("table[data-table=表十二]")
        number = len(SORTED)
        table.evaluate(FILL, SORTED[::2] + SORTED[1::2])
        seen = "table => [...table.querySelectorAll('tr[id]')].map((row) => row.cells[1].textContent)"
        press = table.get_by_role("button", name="合计")
        press.click()
        falling = list(dict.fromkeys(table.evaluate(seen)))
        assert falling[: number - 4] == SORTED[:-4]
        press.click()
        rising = list(dict.fromkeys(table.evaluate(seen)))
        assert rising[: number - 4] == [*SORTED[4::-1], "9号", "10号"]
        assert set(falling[-4:]) == set(rising[-4:]) == {"", "-", "—", "/"}


RUNS = """(table, at) => {
  const runs = [[]];
  for (const row of table.tBodies[0].rows) {
    if (row.id) runs.at(-1).push(row.cells[at].textContent);
    else runs.push([]);
  }
  return runs;
}"""
"""What stands in a column of rows that move, by what stays between them."""
