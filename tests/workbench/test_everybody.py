"""The workbench for everybody: by the keyboard alone, with an input method, with a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.budgets import copied_to
from tests.workbench.accessible import refuse_barriers
from tests.workbench.window import COMPOSED_ENTER, Windows, topic, workbench_of


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A workbench of two budgets."""
    top = tmp_path_factory.mktemp("工作台") / "budgets"
    for year in ("2021", "2022"):
        copied_to(top / year / "键盘馆")
    with workbench_of(top) as found:
        yield found


def test_the_keyboard_alone_and_an_input_method_suffice(bench: Windows) -> None:
    """Through tabs and cells by keys; while characters are composed, no key chooses, moves or saves."""
    page = bench.open("2022/键盘馆")
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    page.locator("#tab-steps").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#form")).to_be_visible()
    page.locator("#topic").focus()
    for key in ("单位", "收入", "支出"):
        page.keyboard.press("ArrowDown")
        page.wait_for_selector(f"#grid .sheet[data-key='{key}']")
    field = page.locator("#grid tbody tr").first.locator("input.code").first
    code = field.input_value()
    field.focus()
    typing = page.context.new_cdp_session(page)
    field.fill("")
    typing.send("Input.imeSetComposition", {"text": "shiye", "selectionStart": 5, "selectionEnd": 5})
    field.evaluate(COMPOSED_ENTER)
    expect(page.locator("#picker")).to_be_hidden()
    typing.send("Input.insertText", {"text": "事业运行"})
    option = page.locator("#picker [role=option]").first
    expect(option).to_contain_text("事业运行")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    refuse_barriers(page)
    page.keyboard.press("Enter")
    assert field.input_value().isdigit()
    field.fill(code)
    field.press("Escape")
    field.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2
    page.keyboard.press("Tab")
    expect(page.locator("#save-cells")).to_be_disabled()
    page.close()


def test_what_is_ticked_and_in_focus_stays_so(bench: Windows) -> None:
    """When the checklist comes again, for what somebody else has written."""
    page = bench.open("2022/键盘馆")
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    page.locator("#tab-steps").click()
    page.locator(".signing summary").click()
    first, second = page.locator("#steps [name=names]").nth(0), page.locator("#steps [name=names]").nth(1)
    first.check()
    second.focus()
    page.evaluate("document.querySelector('#steps .signing').dataset.before = 'yes'")
    file = bench.served.top / "2022" / "键盘馆" / "预算.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\n# 核对过\n", encoding="utf-8")
    page.wait_for_selector("#steps .signing:not([data-before])")
    expect(first).to_be_checked()
    expect(second).to_be_focused()
    page.close()


def test_every_screen_can_be_used_by_everybody(bench: Windows) -> None:
    """Tabs, forms, a figure, on a wide screen and on a phone: axe finds nothing serious."""
    page = bench.open("2021/键盘馆")
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    page.locator("#contents button", has_text="表六").first.click()
    page.locator("section[aria-label^='表六'] .box").first.wait_for()
    for tab in ("findings", "hits", "editor", "form"):
        page.locator(f"#tab-{tab}").click()
        page.wait_for_timeout(200)
        refuse_barriers(page)
    for key in ("三公经费", "国有资产", "说明", "上年"):
        topic(page, key)
        refuse_barriers(page)
    topic(page, "说明")
    page.locator("[data-refer]").first.click()
    page.locator("#dialog .choices button").first.wait_for()
    refuse_barriers(page)
    page.locator("#dialog .choices button").first.click()
    expect(page.locator("#grid .preview").first).to_be_visible()
    page.locator("#grid textarea").first.evaluate("one => { one.value = one.defaultValue }")
    page.locator("#grid textarea").first.dispatch_event("input")
    page.set_viewport_size({"width": 390, "height": 780})
    page.locator("#tab-steps").click()
    refuse_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("section[aria-label^='表六'] .box").first.click()
    expect(page.locator("#figure .value")).to_be_visible()
    refuse_barriers(page)
    page.goto(bench.served.url())
    refuse_barriers(page)
    page.close()


BACK = "one => getComputedStyle(one).backgroundColor"


def test_nothing_is_lost_when_it_is_enlarged(bench: Windows) -> None:
    """Twice as large, and as narrow as a phone: contents, search and 撤销 are there and in sight."""
    page = bench.open("2021/键盘馆")
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    for width, height in ((640, 400), (360, 700)):
        page.set_viewport_size({"width": width, "height": height})
        page.locator("#tab-steps").click()
        for wanted in ("#undo", "#search input", "#outputs summary"):
            expect(page.locator(wanted)).to_be_in_viewport()
        page.locator("#outline button", has_text="表六").click()
        expect(page.locator("#outline [aria-current]")).to_contain_text("表六")
        page.locator("section[aria-label^='表六'] .box").first.wait_for()
        refuse_barriers(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_what_is_chosen_can_be_seen_in_the_colours_of_the_reader(bench: Windows) -> None:
    """Where colours are forced, an option and a tab that are chosen do not look like the others."""
    page = bench.open("2021/键盘馆")
    page.emulate_media(forced_colors="active")
    page.wait_for_selector("#steps .course")
    grid = topic(page, "支出")
    grid.locator("input.code").first.fill("201")
    page.locator("#picker li").nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    options = page.locator("#picker li")
    assert options.nth(0).evaluate(BACK) != options.nth(1).evaluate(BACK)
    colours = [
        page.locator(f"#tab-{tab}").evaluate("one => getComputedStyle(one).borderBottomColor")
        for tab in ("form", "steps")
    ]
    assert colours[0] != colours[1]
    page.close()
