"""The keyboard alone: what is led to takes the focus, Escape leads back, and nothing ever loses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.budgets import copied_to
from tests.many_units import many_units
from tests.workbench.accessible import refuse_barriers
from tests.workbench.hands import Hands
from tests.workbench.window import Windows, workbench_of

UNITS, WHOLE, LONG = "2024/某局", "2022/键盘馆", "2023/长馆"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A workbench of budgets with units, without, and with more findings than are listed."""
    top = tmp_path_factory.mktemp("键盘") / "budgets"
    many_units(top / UNITS)
    copied_to(top / WHOLE)
    long = copied_to(top / LONG) / "预算.yaml"
    added = "".join(f"  - {{名称: 词{number}, 解释: 没有句号}}\n" for number in range(130))
    long.write_text(long.read_text(encoding="utf-8").rstrip() + "\n" + added, encoding="utf-8")
    with workbench_of(top) as found:
        yield found


def _opened(bench: Windows, key: str) -> tuple[Page, Hands]:
    page = bench.open(key)
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    page.wait_for_selector("#steps .course")
    hands = Hands(page)
    hands.press("Tab")
    assert hands.is_at(".skip")
    return page, hands


def _at(page: Page, wanted: str) -> None:
    expect(page.locator(f"{wanted}:focus")).to_have_count(1)


def test_what_is_led_to_has_the_focus_and_escape_leads_back(bench: Windows) -> None:
    """A heading leads to its page, a figure there to its answer, that to where it is printed; and back."""
    page, hands = _opened(bench, WHOLE)
    hands.part("#outline")
    while "表六" not in hands.here():
        hands.press("Tab")
    heading = hands.here()
    hands.press("Enter")
    _at(page, "section[aria-label^='表六'] > .page")
    page.wait_for_selector("section[aria-label^='表六'] .box")
    hands.press("Tab", "ArrowDown")
    figure = hands.here()
    hands.press("Enter")
    _at(page, "#figure")
    assert page.locator("#shown-figure").text_content() in figure
    hands.to("#figure .spots button")
    spot = hands.here()
    hands.press("Enter")
    _at(page, ".box.chosen")
    hands.press("Escape")
    assert hands.here() == spot
    hands.press("Escape")
    assert hands.here().partition(":")[2] == figure.partition(":")[2]
    hands.part("header")
    hands.to("#search input")
    page.keyboard.type("合计")
    hands.press("Enter")
    page.wait_for_selector("#hits button")
    hands.to("#hits li:nth-child(3) button")
    hit = hands.here()
    hands.press("Enter")
    _at(page, "#pages :is(.page, .box)")
    hands.press("Escape")
    assert hands.here() == hit
    hands.part("#outline")
    assert hands.here() != heading
    hands.to("[data-side=strip]")
    hands.press("Enter", "Tab", "ArrowDown", "ArrowDown")
    assert hands.is_at(".thumb")
    hands.press("Enter")
    _at(page, "#pages .page")
    hands.press("Escape")
    assert hands.is_at(".thumb")
    page.close()


def test_the_menu_of_files_covers_nothing_for_longer_than_it_is_wanted(bench: Windows) -> None:
    """A click anywhere else closes it, also one into the panel; Escape does, and leads back to it."""
    page, _ = _opened(bench, WHOLE)
    menu, summary = page.locator("#outputs"), page.locator("#outputs summary")
    for elsewhere in ("#steps", "#pages", "header.bar #name"):
        summary.click()
        expect(menu.locator(".downloads").first).to_be_visible()
        page.locator(elsewhere).click(position={"x": 2, "y": 2})
        expect(menu).not_to_have_attribute("open", "")
    summary.click()
    menu.locator(".downloads").first.click(position={"x": 2, "y": 2})
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    _at(page, "#outputs > summary")
    page.close()


def test_every_tab_has_its_content_and_no_part_is_far(bench: Windows) -> None:
    """Arrows, Home and End choose what the panel shows; F6 goes round the parts, and comes back."""
    page, hands = _opened(bench, WHOLE)
    hands.press("Enter")
    assert hands.is_at("#panel")
    hands.press("Tab", "End")
    assert hands.is_at("#tab-editor")
    expect(page.locator("#text")).not_to_have_value("")
    hands.press("ArrowRight")
    assert hands.is_at("#tab-steps")
    hands.press("ArrowLeft", "ArrowLeft")
    page.wait_for_selector("#grid .sheet")
    hands.press("F6")
    assert hands.is_at("#topic")
    hands.press("F6", "Tab", "Tab")
    cell = hands.here()
    places = ["header", "#pages", ".tabs", ".tools", "#grid"]
    for place in places:
        hands.press("F6")
        assert page.evaluate("one => document.activeElement.closest(one) !== null", place), hands.here()
    assert hands.here() == cell
    hands.press("Shift+F6")
    assert hands.is_at("#topic")
    page.close()


def test_forms_never_lose_the_focus(bench: Windows) -> None:
    """Whoever's, of whatever; rows that come and go; when others write."""
    page, hands = _opened(bench, UNITS)
    hands.tab("form")
    page.wait_for_selector("#grid .sheet")
    topics = page.evaluate("[...document.querySelectorAll('#topic option')].map((one) => one.value)")
    hands.part(".tools")
    hands.to("#topic")
    for key in topics[1:]:
        hands.press("ArrowDown")
        page.wait_for_selector(f"#grid .sheet[data-key='{key}']")
        refuse_barriers(page)
        assert hands.is_at("#topic")
    while page.locator("#topic").input_value() != "收入":
        hands.press("ArrowUp")
    page.wait_for_selector("#grid .sheet[data-key='收入']")
    hands.to("#whose")
    before = page.locator("#grid .sheet").get_attribute("data-whose")
    hands.press("ArrowDown")
    page.wait_for_selector(f"#grid .sheet:not([data-whose='{before}'])")
    _at(page, "#whose")
    _others_write(bench, page)
    _at(page, "#whose")
    hands.to("#topic")
    while page.locator("#topic").input_value() != "支出":
        hands.press("ArrowDown")
    page.wait_for_selector("#grid .sheet[data-key='支出']")
    hands.to("[data-add-row]")
    hands.press("Enter", "Shift+Tab")
    assert hands.is_at("tr.new .drop")
    hands.press("Enter")
    assert hands.is_at("[data-gone]")
    hands.press("Enter")
    assert hands.is_at("[aria-pressed=true]")
    _others_write(bench, page)
    _at(page, "[data-gone][aria-pressed=true]")
    hands.press("Enter")
    assert hands.is_at("[aria-pressed=false]")
    page.close()


def _others_write(bench: Windows, page: Page) -> None:
    before = page.locator("body").get_attribute("data-checked")
    version = page.locator("#grid .sheet").get_attribute("data-version")
    file = next((bench.served.top / UNITS).rglob("*.yaml"))
    file.write_text(file.read_text(encoding="utf-8") + "# 核对过\n", encoding="utf-8")
    page.wait_for_selector(f"body:not([data-checked='{before}'])")
    page.wait_for_selector(f"#grid .sheet:not([data-version='{version}'])")


def test_all_that_was_found_can_be_come_to(bench: Windows) -> None:
    """More of a rule than are listed are asked for, and the focus goes on to the first of them."""
    page, hands = _opened(bench, LONG)
    hands.tab("findings")
    rule = "#findings details:has([data-whole])"
    expect(page.locator(f"{rule} > ol > li")).to_have_count(100)
    number = int(page.locator(f"{rule} > summary .number").inner_text())
    assert number >= 130
    hands.to("[data-whole]")
    hands.press("Enter")
    expect(page.locator("#findings [data-whole]")).to_have_count(0)
    expect(page.locator("#findings li:nth-child(101) :focus")).to_have_count(1)
    refuse_barriers(page)
    page.close()


def test_the_keys_pass_units_on_the_way_to_the_one_that_is_meant(bench: Windows) -> None:
    """Enter leads to it; no other is opened on the way."""
    page, hands = _opened(bench, UNITS)
    hands.to("#unit")
    hands.press("ArrowDown", "ArrowDown")
    assert page.url.rstrip("/").endswith(bench.served.url(UNITS).partition("/?")[0].rpartition("/")[2])
    wanted = page.locator("#unit").input_value()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{wanted}/**")
    page.close()
