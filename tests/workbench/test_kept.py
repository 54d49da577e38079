"""What is typed and not saved stays: whatever others write meanwhile, and whatever becomes of a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.budgets import CONSISTENT, written_to
from tests.workbench.window import Served, Windows, served, topic, workbench_of

NAMES = ("行", "格", "存", "断", "拼", "多", "键", "新")
TOKEN = "abcdefgh-abcdefgh"
AMOUNTS = "td:visible input.amount"
EXPECTED = "409|422|ERR_FAILED"
"""Of requests that are refused or broken off on purpose."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A workbench with one budget for every test."""
    top = tmp_path_factory.mktemp("留着") / "budgets"
    for name in NAMES:
        written_to(top / "2024" / name, CONSISTENT)
    with workbench_of(top) as found:
        yield found


@pytest.fixture
def window(bench: Windows) -> Iterator[Callable[[str], Page]]:
    """Opens a window, which is closed in the end."""
    opened: list[Page] = []

    def made(name: str) -> Page:
        opened.append(bench.open(f"2024/{name}"))
        opened[-1].wait_for_selector("body[data-checked]")
        return opened[-1]

    yield made
    for page in opened:
        page.close()


def _file(bench: Windows, name: str) -> Path:
    return bench.served.top / "2024" / name / "预算.yaml"


def _written_elsewhere(bench: Windows, page: Page, name: str, *changes: tuple[str, str]) -> None:
    """Somebody else changes the file; the window has seen it."""
    path = _file(bench, name)
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    before = page.locator("#grid .sheet").get_attribute("data-version")
    path.write_text(text, encoding="utf-8")
    page.wait_for_selector(f"#grid .sheet:not([data-version='{before}'])")


def _row(page: Page, number: int) -> Locator:
    return page.locator("#grid tbody:not([hidden]) tr").nth(number)


def test_rows_are_known_by_what_they_say(bench: Windows, window: Callable[[str], Page]) -> None:
    """One that others take out before them moves neither what is typed nor what is to go to another row."""
    page = window("行")
    topic(page, "支出")
    _row(page, 2).locator(AMOUNTS).nth(1).fill("7.5")
    _row(page, 3).locator(".drop").click()
    _row(page, 4).locator(AMOUNTS).nth(2).fill("8.5")
    _row(page, 4).locator(AMOUNTS).nth(2).evaluate("one => one.setSelectionRange(1, 2)")
    line = "  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 60.00}\n"
    _written_elsewhere(bench, page, "行", (line, ""), ("一般公共预算: 10.00}", "一般公共预算: 11.00}"))
    expect(page.locator("#save-cells")).to_have_text("保存（3）")
    expect(_row(page, 1).locator(AMOUNTS).nth(1)).to_have_value("7.5")
    expect(_row(page, 2)).to_have_class("gone")
    expect(_row(page, 3).locator(AMOUNTS).nth(2)).to_be_focused()
    assert page.evaluate("[document.activeElement.selectionStart, document.activeElement.value]") == [
        1,
        "8.5",
    ]
    page.locator("#save-cells").click()
    expect(page.locator("#grid-said")).to_have_text("已保存。")
    text = _file(bench, "行").read_text(encoding="utf-8")
    assert "一般公共预算: 30.00, 上年结转: {一般公共预算: 3.00}, 政府性基金: 7.5}" in text
    assert "2120801" not in text.partition("基本支出:\n")[0]
    assert "{科目: 2230105, 性质: 项目支出, 国有资本经营预算: 8.5}" in text


def test_what_others_wrote_in_the_same_cell_is_shown(bench: Windows, window: Callable[[str], Page]) -> None:
    """What is typed stays in the cell; what is typed in a row that is gone is said until it is read."""
    page = window("格")
    topic(page, "支出")
    _row(page, 0).locator(AMOUNTS).first.fill("61.5")
    _row(page, 4).locator(AMOUNTS).first.fill("77.5")
    line = "  - {科目: 2230105, 性质: 项目支出, 国有资本经营预算: 5.00}\n"
    _written_elsewhere(bench, page, "格", ("一般公共预算: 60.00}", "一般公共预算: 62.00}"), (line, ""))
    expect(_row(page, 0).locator(AMOUNTS).first).to_have_value("61.5")
    expect(_row(page, 0).locator(".theirs")).to_have_text("在别处改成了：62.00")
    expect(page.locator("#form .lost")).to_contain_text("放不回去：77.5")
    page.locator("#save-cells").click()
    expect(page.locator("#grid-said")).to_have_text("已保存。")
    expect(page.locator("#form .lost")).to_be_visible()
    page.locator("#form .lost button").click()
    expect(page.locator("#form .lost")).to_have_count(0)
    assert "一般公共预算: 61.5}" in _file(bench, "格").read_text(encoding="utf-8")


def test_what_is_typed_while_it_is_being_saved_is_not_lost(
    bench: Windows, window: Callable[[str], Page]
) -> None:
    """In cells that were saved, in new rows, and in the editor: it is still to be saved."""
    page = window("存")
    topic(page, "支出")
    waiting: list[Route] = []
    page.route("**/-/cells", lambda route: waiting.append(route))
    first = _row(page, 0).locator(AMOUNTS).first
    first.fill("61")
    page.get_by_role("button", name="加一行").click()
    new = page.locator("#grid tr.new")
    new.locator("[data-path]").nth(0).fill("2010301")
    new.locator("select").first.select_option("基本支出")
    new.locator(AMOUNTS).first.fill("1,000")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(50)
    page.keyboard.type(".5")
    first.fill("62")
    waiting.pop().continue_()
    expect(page.locator("#save-cells")).to_have_text("保存（2）")
    expect(new).to_have_count(0)
    expect(_row(page, 6).locator(AMOUNTS).first).to_have_value("1,000.5")
    expect(_row(page, 0).locator(AMOUNTS).first).to_have_value("62")
    text = _file(bench, "存").read_text(encoding="utf-8")
    assert "{科目: 2010301, 性质: 基本支出, 一般公共预算: 1000}" in text
    page.unroute("**/-/cells")
    page.locator("#save-cells").click()
    expect(page.locator("#grid-said")).to_have_text("已保存。")
    assert "{科目: 2010301, 性质: 基本支出, 一般公共预算: 1000.5}" in _file(bench, "存").read_text(
        encoding="utf-8"
    )


def test_a_row_is_not_written_twice_when_the_answer_is_lost(
    bench: Windows, window: Callable[[str], Page]
) -> None:
    """It is told that nobody knows; once others' work is seen, what was saved is saved."""
    page = window("断")
    topic(page, "支出")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/-/cells", lose, times=1)
    page.get_by_role("button", name="加一行").click()
    new = page.locator("#grid tr.new")
    new.locator("[data-path]").nth(0).fill("2010301")
    new.locator("select").first.select_option("基本支出")
    new.locator(AMOUNTS).first.fill("1,000")
    _row(page, 0).locator(AMOUNTS).first.fill("1,061")
    _row(page, 5).locator(".drop").click()
    with page.expect_event("requestfailed"):
        page.keyboard.press("Control+s")
    expect(page.locator("#save-cells")).to_have_text("保存")
    page.keyboard.press("Control+s")  # whether or not there is still something to save
    expect(page.locator("#grid-said")).not_to_contain_text("还没有保存")
    expect(page.locator("#save-cells")).to_have_text("保存")
    expect(new).to_have_count(0)
    expect(page.locator("#grid tbody:not([hidden]) tr")).to_have_count(6)
    expect(page.locator("#grid tr.gone")).to_have_count(0)
    assert _file(bench, "断").read_text(encoding="utf-8").count("2010301") == 1


def test_what_an_input_method_has_is_not_broken_off(bench: Windows, window: Callable[[str], Page]) -> None:
    """The form waits for it before it comes again; no key saves meanwhile."""
    page = window("拼")
    topic(page, "项目")
    typing = page.context.new_cdp_session(page)
    cell = _row(page, 0).locator("[data-path]").first
    cell.click()
    page.keyboard.press("End")
    typing.send("Input.imeSetComposition", {"text": "xiangmu", "selectionStart": 7, "selectionEnd": 7})
    page.keyboard.press("Control+s")
    path, seen = _file(bench, "拼"), page.locator("body").get_attribute("data-checked")
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("一般公共预算: 30.00", "一般公共预算: 31.00"), encoding="utf-8")
    expect(page.locator("body")).not_to_have_attribute("data-checked", seen or "")
    expect(cell).to_have_value("甲xiangmu")
    typing.send("Input.insertText", {"text": "项目"})
    expect(_row(page, 0).locator(AMOUNTS).first).to_have_value("31.00")
    expect(cell).to_have_value("甲项目")
    expect(cell).to_be_focused()
    expect(page.locator("#save-cells")).to_have_text("保存（1）")
    assert "甲xiangmu" not in path.read_text(encoding="utf-8")


def test_any_number_of_windows_leaves_room_to_save(bench: Windows) -> None:
    """Those out of sight do not listen, and see what there is once they are looked at."""
    browser = bench.browser.new_context()
    page = browser.new_page()
    page.goto(bench.served.url("2024/多"))
    page.wait_for_selector("body[data-checked]")
    topic(page, "支出")
    _row(page, 0).locator(AMOUNTS).first.fill("61.5")
    browser.add_init_script("Object.defineProperty(document, 'hidden', {get: () => !window.seen})")
    hidden = [browser.new_page() for _ in range(7)]
    for other in hidden:
        other.goto(bench.served.url("2024/多"))
    page.locator("#save-cells").click()
    expect(page.locator("#grid-said")).to_have_text("已保存。")
    assert hidden[0].locator(".course").count() == 0
    hidden[0].evaluate("() => { seen = true; document.dispatchEvent(new Event('visibilitychange')); }")
    hidden[0].wait_for_selector(".course")
    browser.close()


def test_the_keys_save_wherever_one_is(bench: Windows, window: Callable[[str], Page]) -> None:
    """The browser would save the page."""
    page = window("键")
    topic(page, "支出")
    _row(page, 0).locator(AMOUNTS).first.fill("61.5")
    page.locator("#topic").focus()
    page.keyboard.press("Control+s")
    expect(page.locator("#grid-said")).to_have_text("已保存。")
    assert "一般公共预算: 61.5}" in _file(bench, "键").read_text(encoding="utf-8")


def test_a_new_row_that_goes_can_stay(bench: Windows, window: Callable[[str], Page]) -> None:
    """Like others, as long as it is not saved; of an empty one that goes the focus goes to what is there."""
    page = window("新")
    topic(page, "支出")
    for amount in ("1.5", "2.5"):
        page.get_by_role("button", name="加一行").click()
        new = page.locator("#grid tr.new").last
        new.locator("[data-path]").nth(0).fill("2010301")
        new.locator("select").first.select_option("基本支出")
        new.locator(AMOUNTS).first.fill(amount)
    for _ in range(3):
        page.locator("#grid tr.new .drop").first.click()
    expect(page.locator("#save-cells")).to_have_text("保存（1）")
    page.get_by_role("button", name="加一行").click()
    page.locator("#grid tr.new .drop").last.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "drop"
    page.keyboard.press("Control+s")
    expect(page.locator("#grid-said")).to_have_text("已保存。")
    expect(page.locator("#grid tr.new")).to_have_count(0)
    text = _file(bench, "新").read_text(encoding="utf-8")
    assert "一般公共预算: 2.5}" in text
    assert "一般公共预算: 1.5}" not in text


def test_a_server_that_is_started_anew_takes_what_was_typed(
    bench: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window says that the connection is lost, and goes on: nothing typed has gone, all can be saved."""
    top = tmp_path / "budgets"
    path = written_to(top / "2024" / "某局", CONSISTENT) / "预算.yaml"
    monkeypatch.setenv("GONGKAI_TOKEN", TOKEN)
    monkeypatch.setenv("GONGKAI_CACHE", str(tmp_path / "kept"))
    with ExitStack() as first, ExitStack() as rest:
        address = first.enter_context(served(top, "--port", "0")).address.replace("口令", TOKEN)
        page = Windows(bench.browser, Served(address, top, tmp_path, 0)).open("2024/某局")
        page.wait_for_selector("body[data-checked]")
        topic(page, "支出")
        _row(page, 0).locator(AMOUNTS).first.fill("61.5")
        page.locator("#tab-editor").click()
        expect(page.locator("#text")).to_have_value(CONSISTENT)
        page.locator("#text").press("Control+End")
        page.keyboard.type("# 备注")
        first.close()
        expect(page.locator("#state")).to_contain_text("断了")
        page.keyboard.press("Control+s")
        expect(page.locator("#said")).to_contain_text("不知道保存了没有")
        again = rest.enter_context(served(top, "--port", address.partition("/?")[0].rpartition(":")[2]))
        assert again.address.replace("口令", TOKEN) == address
        expect(page.locator("#state")).not_to_contain_text("断了")
        expect(page.locator("#said")).to_contain_text("有没有保存的改动")
        version = page.locator("#grid .sheet").get_attribute("data-version")
        page.keyboard.press("Control+s")
        expect(page.locator("#said")).to_have_text("已保存。")
        expect(page.locator("#grid .sheet")).not_to_have_attribute("data-version", version or "")
        page.locator("#tab-form").click()
        expect(page.locator("#save-cells")).to_have_text("保存（1）")
        page.keyboard.press("Control+s")
        expect(page.locator("#grid-said")).to_have_text("已保存。")
        text = path.read_text(encoding="utf-8")
        assert "一般公共预算: 61.5}" in text
        assert text.endswith("# 备注")
        page.close()
