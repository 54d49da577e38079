"""The page in a real browser: at every width, by keyboard, without a request; nothing keeps anybody out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.document import compose
from generator.figures import disclose_folder
from generator.web import to_html
from tests.built_sample import BUDGET
from tests.review.browser import opened

ACCESS = (Path(__file__).parent / "access.js").read_text(encoding="utf-8").partition("\n")[2]

EDGES = """box => {
  const [own, name, heads] = [box, box.querySelector("tr[id] th"), box.querySelector("thead")]
    .map((one) => one.getBoundingClientRect());
  return [own.left - name.left, own.top - heads.top, box.scrollLeft];
}"""
"""How far names and heads stand from the edges of their box, and how far it was scrolled."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample."""
    path = tmp_path_factory.mktemp("网页") / "公开.html"
    path.write_bytes(to_html(compose(disclose_folder(BUDGET))))
    return path


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_anybody_can_read_it(file: Path, width: int) -> None:
    """Heads, captions, landmarks, contrast; nothing stands out of the window; no error and no request."""
    problems: list[str] = []
    with opened(file, problems, width) as page:
        assert page.evaluate(ACCESS) == []
        page.get_by_role("button", name="点数字看来历").click()
        assert page.evaluate(ACCESS) == []
    assert problems == []


TOUCHING = """() => {
  for (const text of document.querySelectorAll("figure text")) text.style.fontSize = "5px"; // a wide font
  const at = [...document.querySelectorAll(".figure, figure [data-f]")]
    .map((one) => [one, one.getBoundingClientRect()]);
  const touches = (one, before) => Math.abs(one.top - before.top) < 4
    && one.left > before.left && one.left - before.right < 4;
  return at.slice(1).filter(([, box], i) => touches(box, at[i][1])).map(([one]) => one.outerHTML);
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_no_number_runs_into_the_next(file: Path, width: int) -> None:
    """An amount and its share, say, which have columns of their own on paper."""
    with opened(file, [], width) as page:
        assert page.locator(".summary .share").count() > 3
        assert page.evaluate(TOUCHING) == []


def test_faults_are_found(tmp_path: Path) -> None:
    """The eye that looks for faults is not blind."""
    bad = tmp_path / "坏.html"
    bad.write_text(
        "<meta charset=utf-8><h1 id=a>题</h1><h3 id=a style='color:#ccc'>跳</h3><table><tr><th>甲</table>"
        "<a href='#没有'></a><div style='width:3000px'>宽</div>",
        encoding="utf-8",
    )
    with opened(bad, []) as page:
        faults = " ".join(page.evaluate(ACCESS))
    for fault in (
        *("id twice", "skips a level", "too little contrast", "without caption", "without scope"),
        *("link to nothing", "nameless", "no language", "not one main", "out of the window"),
    ):
        assert fault in faults


def test_without_script_everything_is_there(file: Path) -> None:
    """The words, tables and charts stand in the page itself, and no button that would do nothing."""
    with opened(file, []) as page:
        inside = page.evaluate("document.querySelector('main').innerText.length")
        bare = page.context.browser
        assert bare is not None
        other = bare.new_context(
            java_script_enabled=False, viewport={"width": 1280, "height": 900}
        ).new_page()
        other.goto(file.as_uri())
        assert other.locator("table").count() == page.locator("table").count()
        assert other.locator("button").count() == 0
        assert len(other.locator("main").inner_text()) > inside * 0.95


def _names(page: Page) -> list[str]:
    return page.locator("table[data-table=表十二] tr[id] th").all_inner_texts()


def test_projects_can_be_sorted(file: Path) -> None:
    """By any column, up and down; totals stay, and no row is lost."""
    with opened(file, []) as page:
        table = page.locator("table[data-table=表十二]")
        before, heads = _names(page), table.locator("tbody tr:not([id])").all_inner_texts()
        table.get_by_role("button", name="合计").click()
        amounts = [
            float(text.replace(",", "") or "-inf")
            for text in table.locator("tr[id] td:nth-child(2)").all_inner_texts()
        ]
        assert amounts == sorted(amounts, reverse=True)
        assert amounts[0] != amounts[-1]
        assert table.locator("tbody tr:not([id])").all_inner_texts() == heads
        assert sorted(_names(page)) == sorted(before)
        table.get_by_role("button", name="项目名称").click()
        table.get_by_role("button", name="项目名称").click()
        assert table.locator("th[aria-sort=ascending]").count() == 1


def test_a_figure_answers_to_the_keyboard(file: Path) -> None:
    """A button, Enter; a figure, Enter; its operand, Enter; Escape leads back to the figure."""
    with opened(file, []) as page:
        page.get_by_role("button", name="点数字看来历").focus()
        page.keyboard.press("Enter")
        page.locator("table[data-table=表三] td[data-f]").nth(1).focus()
        page.keyboard.press("Enter")
        panel = page.locator(".origin")
        assert panel.locator("h2").inner_text() == "表三 · 合计 · 基本支出"
        assert "项之和" in panel.inner_text()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert "预算里直接列出的数" in panel.inner_text()
        assert "返回上一步" in panel.inner_text()
        page.keyboard.press("Escape")
        assert panel.count() == 0
        assert page.evaluate("document.activeElement.textContent") == "5360.79"


def test_heads_and_names_stay_when_a_wide_table_is_scrolled(file: Path) -> None:
    """On a phone the box scrolls, not the page; names stay at its left, heads at its top."""
    with opened(file, [], 360) as page:
        box = page.locator(".scroll:has(table[data-table=表十二])")
        box.evaluate("box => { box.scrollLeft = 300; box.scrollTop = 400 }")
        edges = box.evaluate(EDGES)
        assert abs(edges[0]) <= 2
        assert abs(edges[1]) <= 2
        assert edges[2] > 100


def test_charts_are_seen_in_the_colours_of_the_reader(file: Path) -> None:
    """Where the system sets all colours, words and axes of charts have them, and what is marked."""
    with opened(file, []) as page:
        page.emulate_media(forced_colors="active", color_scheme="dark")
        ink = page.evaluate("getComputedStyle(document.querySelector('main p')).color")
        drawn = page.locator("figure svg :is(text, [fill='#000']), .summary svg")
        assert drawn.count() > 30
        assert set(drawn.evaluate_all("all => all.map((one) => getComputedStyle(one).fill)")) == {ink}
        paper = page.evaluate("getComputedStyle(document.querySelector('tr[id] th')).backgroundColor")
        page.evaluate("location.hash = encodeURIComponent(document.querySelector('tr[id]').id)")
        assert (
            page.locator("tr:target th").first.evaluate("one => getComputedStyle(one).backgroundColor")
            != paper
        )
