"""The HTML report, opened in a browser: search, filter, jump, pictures, and boxes on what changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page

from generator.cli import main
from tests.review.browser import opened
from tests.review.conftest import Editions


@pytest.fixture(scope="module")
def report(editions: Editions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the two editions."""
    file = tmp_path_factory.mktemp("报告") / "比较.html"
    assert main(["diff", str(editions.old_pdf), str(editions.new_pdf), "--html", str(file)]) == 1
    return file


@pytest.fixture
def page(report: Path) -> Iterator[Page]:
    """The report in a window; in the end the console has said nothing and nothing was fetched."""
    problems: list[str] = []
    with opened(report, problems) as window:
        yield window
    assert problems == []


def _data(report: Path) -> dict[str, Any]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', report.read_text("utf-8"))
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def _entry(page: Page, title: str) -> Any:
    return page.locator(".entry").filter(has=page.get_by_text(title, exact=True))


def test_every_box_of_a_figure_sits_on_it(report: Path, editions: Editions) -> None:
    """In either PDF the text within a figure's box is the figure as the report names it."""
    checked = 0
    for side, file in enumerate((editions.old_pdf, editions.new_pdf)):
        pdf = pypdfium2.PdfDocument(file)
        for entry in _data(report)["entries"]:
            if not entry["title"].startswith("表"):
                continue
            assert entry["marks"][side]["boxes"], f"{entry['title']} has no box"
            for number, left, top, right, bottom in entry["marks"][side]["boxes"]:
                page = pdf[number]
                height = page.get_size()[1]
                text = page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
                wanted = entry["new" if side else "old"].replace(",", "")
                assert text.strip().replace(",", "") == wanted
                checked += 1
    assert checked >= 12


def test_the_boxes_on_the_screen_are_those_of_the_paper(page: Page, report: Path) -> None:
    """A box lies on the picture where it lies on the sheet, to a pixel or two."""
    _entry(page, "表六/302/合计").click()
    entry = next(e for e in _data(report)["entries"] if e["title"] == "表六/302/合计")
    for side in (0, 1):
        sheet = page.locator(f'.paper[data-side="{side}"] img').bounding_box()
        box = page.locator(f'.paper[data-side="{side}"] .box.selected').bounding_box()
        assert sheet
        assert box
        number, left, top, right, bottom = entry["marks"][side]["boxes"][0]
        width, height = _data(report)["papers"][side]["pages"][str(number)]["size"]
        scale = sheet["width"] / width
        assert sheet["height"] / height == pytest.approx(scale, rel=0.01)
        assert box["x"] - sheet["x"] == pytest.approx((left - 1) * scale, abs=2)
        assert box["y"] - sheet["y"] == pytest.approx((top - 1) * scale, abs=2)
        assert box["width"] == pytest.approx((right - left + 2) * scale, abs=2)
        assert box["height"] == pytest.approx((bottom - top + 2) * scale, abs=2)


def test_old_and_new_page_stand_side_by_side(page: Page) -> None:
    """Choosing a change shows both pages, as pictures that have loaded, with their numbers."""
    _entry(page, "表六/合计/合计").click()
    for side in (0, 1):
        paper = page.locator(f'.paper[data-side="{side}"]')
        assert re.search(r"第 \d+ 页，共 \d+ 页", paper.locator("figcaption").text_content() or "")
        loaded = "picture => picture.decode().then(() => picture.naturalWidth)"
        assert paper.locator("img").evaluate(loaded) > 600


def test_search_leaves_what_was_searched_for(page: Page) -> None:
    """By name, by number with or without separators, by words; the count says how many."""
    page.locator("#search").fill("表六/302/")
    shown = page.locator(".entry:visible .title").all_text_contents()
    assert shown == ["表六/302/合计", "表六/302/公用经费"]
    page.locator("#search").fill("绩效目标表")
    assert page.locator(".entry:visible").count() == 1
    page.locator("#search").fill("表六/302/")
    assert str(page.locator("#count").text_content()).startswith("2 处，共 ")
    page.locator("#search").fill("全部")
    assert page.locator(".entry:visible ins").first.text_content() == "全部"
    page.locator("#search").fill("没有这样的话")
    assert page.locator(".entry:visible").count() == 0
    assert page.locator("#list h2:visible").count() == 0


def test_the_filter_leaves_one_table(page: Page) -> None:
    """Only what stands in the table that was chosen."""
    page.locator("#where").select_option("表六")
    titles = page.locator(".entry:visible .title").all_text_contents()
    assert titles
    assert all(title.startswith("表六") for title in titles)


def test_next_and_previous_go_from_change_to_change(page: Page) -> None:
    """The buttons and the keys j and k walk the list, passing over what is hidden; the address follows."""
    page.locator("#where").select_option("表六")
    _entry(page, "表六/合计/合计").click()
    page.locator("#next").click()
    first = page.locator(".entry.selected .title").text_content()
    assert str(first).startswith("表六/")
    assert first != "表六/合计/合计"
    page.keyboard.press("k")
    assert page.locator(".entry.selected .title").text_content() == "表六/合计/合计"
    assert page.url.endswith(f"#{page.locator('.entry.selected').get_attribute('id')}")


@pytest.mark.parametrize("address", ["#e999", "#e-1", "#e0.5", "#something"])
def test_an_address_that_names_no_change_shows_the_first(page: Page, address: str) -> None:
    """Whatever stands behind the file's name, some change is selected and the console is silent."""
    page.goto(page.url.partition("#")[0] + address)
    page.reload()
    assert page.locator(".entry.selected").count() == 1


def test_changed_characters_are_boxed_and_marked(page: Page, report: Path) -> None:
    """Prose shows what went and what came, with a box no wider than the new characters need."""
    page.locator("#search").fill("全部")
    page.locator(".entry:visible").first.click()
    entry = next(e for e in _data(report)["entries"] if ["增", "全部"] in e["runs"])
    boxes = entry["marks"][1]["boxes"]
    assert len(boxes) == 1
    assert all(10 < right - left < 40 for _, left, _, right, _ in boxes)
    assert page.locator('.paper[data-side="1"] .box.selected').count() == 1


def test_the_report_is_the_same_each_time(report: Path, editions: Editions, tmp_path: Path) -> None:
    """The same PDFs give the same bytes, and nothing in them asks for a network."""
    again = tmp_path / "再来.html"
    main(["diff", str(editions.old_pdf), str(editions.new_pdf), "--html", str(again)])
    assert again.read_bytes() == report.read_bytes()
    assert not re.search(r'(src|href)="https?:', again.read_text("utf-8"))
