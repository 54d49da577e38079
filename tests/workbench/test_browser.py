"""The workbench as a clerk meets it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.budgets import SMALLEST, copied_to
from tests.workbench.accessible import refuse_barriers
from tests.workbench.window import COMPOSED_ENTER, Windows, workbench_of

NAME = "预算.yaml"
BUDGETS = 12
TABLE = 'section[aria-label^="表六"]'


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A workbench with one budget for every test, all alike, so that their pages are set once.

    It stands as it would after tests that have set pages in this process.
    """
    top = tmp_path_factory.mktemp("工作台") / "budgets"
    for number in range(1, BUDGETS + 1):
        copied_to(top / "2024" / f"馆{number}")
    with workbench_of(top) as found:
        yield found


def _file(bench: Windows, key: str) -> Path:
    return bench.served.top / key / NAME


def _edit(bench: Windows, key: str, old: str, new: str) -> None:
    path = _file(bench, key)
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def _opened(bench: Windows, key: str) -> Page:
    page = bench.open(key)
    page.wait_for_selector("body[data-set=yes]", timeout=90_000)
    return page


def _go(page: Page, heading: str) -> None:
    page.locator("#contents button", has_text=heading).first.click()


def test_all_budgets_are_on_the_home_page_with_their_states(bench: Windows) -> None:
    """One click leads into each."""
    page = bench.open()
    page.wait_for_selector("#budgets table:not([data-pending])")
    expect(page.locator("#budgets tbody tr")).to_have_count(BUDGETS)
    row = page.locator("#budgets tbody tr", has_text="2024/馆12")
    expect(row).to_contain_text("云岭县档案馆")
    expect(row).to_contain_text("没有问题")
    expect(row).to_contain_text("没有生成")
    row.locator("a").click()
    expect(page.locator("#name")).to_have_text("2024 年度　云岭县档案馆")
    page.close()


def test_the_contents_lead_to_the_page(bench: Windows) -> None:
    """And say where the reader is."""
    page = _opened(bench, "2024/馆1")
    _go(page, "表六")
    page.wait_for_selector(f"{TABLE} canvas")
    expect(page.locator("#contents [aria-current]")).to_contain_text("表六")
    assert page.locator(TABLE).evaluate("one => one.getBoundingClientRect().top") < 100
    page.close()


def test_a_file_that_is_edited_elsewhere_changes_its_pages_in_place(bench: Windows) -> None:
    """Only pages that look different are loaded again, and the reader is not moved."""
    page = _opened(bench, "2024/馆2")
    _go(page, "表六")
    page.wait_for_selector(f"{TABLE} .box")
    page.evaluate("document.getElementById('pages').scrollTop += 150")
    page.wait_for_timeout(300)
    before = page.evaluate("document.getElementById('pages').scrollTop")
    old = page.locator(f"{TABLE} .page").first.get_attribute("data-key")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _edit(bench, "2024/馆2", "30201, 金额: 4.20", "30201, 金额: 4.25")
    page.wait_for_selector(f'{TABLE} .page:not([data-key="{old}"])')
    page.wait_for_selector(f"{TABLE} .box[aria-label^='4.25，']")
    assert page.evaluate("document.getElementById('pages').scrollTop") == before
    assert 0 < sum(url.endswith(".png") for url in asked) <= 4
    expect(page.locator("#count .chip.error")).to_be_visible()
    _look_through_the_strip(page)
    page.close()


FORETOLD = """() => {
  window.seen = [];
  new MutationObserver((changes) => {
    for (const {addedNodes} of changes)
      for (const one of addedNodes)
        if (one.className?.startsWith("ahead")) seen.push(one.textContent);
        else if (one.className === "box" && seen.length) window.after ??= [...seen];
  }).observe(document.getElementById("pages"), {childList: true, subtree: true});
}"""


def test_new_values_stand_in_their_places_until_the_print_follows(bench: Windows) -> None:
    """Marked, before the new page has come; then they are gone, as when the change is taken back."""
    page = _opened(bench, "2024/馆11")
    _go(page, "表六")
    page.wait_for_selector(f"{TABLE} .box")
    page.evaluate(FORETOLD)
    _edit(bench, "2024/馆11", "30201, 金额: 4.20", "30201, 金额: 1234.25")
    page.wait_for_selector(f"{TABLE} .box[aria-label^='1,234.25，']")
    assert "1234.25" in page.evaluate("window.after ?? seen")
    expect(page.locator(".ahead")).to_have_count(0)
    page.wait_for_selector("body[data-set=yes]")
    _edit(bench, "2024/馆11", "1234.25", "4.20")
    page.wait_for_selector(f"{TABLE} .box[aria-label^='4.20，']")
    assert "4.20" in page.evaluate("seen")
    expect(page.locator(".ahead")).to_have_count(0)
    page.close()


def _look_through_the_strip(page: Page) -> None:
    """Pages that changed out of sight say so until they are looked at."""
    expect(page.locator("#changes")).to_have_text("2")
    page.locator("[data-side=strip]").click()
    expect(page.locator(".thumb[aria-current]")).to_have_attribute("aria-label", re.compile("，表六"))
    page.wait_for_selector(".thumb canvas")
    refuse_barriers(page)
    changed = page.locator(".thumb:has(.changed)")
    expect(changed).to_have_count(2)
    changed.first.focus()
    page.keyboard.press("ArrowDown")
    expect(changed).to_have_count(1)
    page.keyboard.press("ArrowUp")
    expect(changed).to_have_count(0)
    expect(page.locator("#changes")).to_be_hidden()
    page.locator("[data-side=outline]").click()
    expect(page.locator(".thumb")).to_have_count(0)


def test_the_last_good_pages_stay_when_the_budget_breaks(bench: Windows) -> None:
    """With the error above them and its line one click away; mended, all is as before."""
    page = _opened(bench, "2024/馆3")
    page.wait_for_selector(".page canvas")
    _edit(bench, "2024/馆3", "年度: 2024", "年度： 2024")
    expect(page.locator("#broken")).to_contain_text("出错以前的版面")
    expect(page.locator("#broken")).to_contain_text("冒号“：”是全角的")
    assert page.locator(".page canvas").count() > 0
    page.locator("#broken [data-file]").first.click()
    expect(page.locator("#text")).to_have_value(_file(bench, "2024/馆3").read_text(encoding="utf-8"))
    expect(page.locator("#gutter i.error").first).to_be_visible()
    page.locator("#text").evaluate("one => one.value = one.value.replace('年度： 2024', '年度: 2024')")
    page.locator("#text").dispatch_event("input")
    page.keyboard.press("Control+s")
    expect(page.locator("#broken")).to_be_hidden()
    assert _file(bench, "2024/馆3").read_bytes() == (SMALLEST / NAME).read_bytes()
    page.close()


def test_a_figure_says_where_it_comes_from(bench: Windows) -> None:
    """By the mouse and by the keyboard: the formula, its operands, and the line of the file."""
    page = _opened(bench, "2024/馆4")
    _go(page, "表六")
    box = page.locator(f"{TABLE} .box[data-figure='表六/合计/合计']")
    box.click()
    expect(page.locator("#figure .value")).to_have_text("96.40万元")
    expect(page.locator("#figure .formula").first).to_contain_text("项之和")
    expect(page.locator("#figure .spots")).to_contain_text("表六")
    expect(box).to_have_class("box  chosen")
    box.press("Tab")
    name = page.evaluate("document.activeElement.dataset.figure")
    page.keyboard.press("Enter")
    expect(page.locator("#figure .id").first).to_have_text(name)
    page.locator("#figure .back").click()
    expect(page.locator("#figure .value")).to_have_text("96.40万元")
    page.locator("#figure .source[data-file]", has_text="第").first.click()
    expect(page.locator("#text")).to_be_focused()
    line = page.evaluate(
        "t => t.value.slice(0, t.selectionStart).split('\\n').length", page.query_selector("#text")
    )
    text = _file(bench, "2024/馆4").read_text(encoding="utf-8").splitlines()[line - 1]
    assert "经济科目" in text
    expect(page.locator("#ofline")).to_contain_text(f"第 {line} 行用在哪里")
    expect(page.locator("#ofline")).to_contain_text("表六/")
    page.close()


def test_two_windows_do_not_overwrite_each_other(bench: Windows) -> None:
    """The second save is refused, with both texts beside each other; nothing that was typed is lost."""
    first, second = (_opened(bench, "2024/馆5") for _ in range(2))
    for page, words in ((first, "甲"), (second, "乙")):
        page.locator("#tab-editor").click()
        expect(page.locator("#text")).to_have_value((SMALLEST / NAME).read_text(encoding="utf-8"))
        page.locator("#text").focus()
        page.keyboard.press("Control+End")
        page.keyboard.type(f"# {words}")
    first.keyboard.press("Control+s")
    expect(first.locator("#said")).to_contain_text("已保存")
    expect(second.locator("#said")).to_contain_text("在别处改过")
    second.keyboard.press("Control+s")
    dialog = second.locator("#dialog")
    expect(dialog).to_contain_text("# 甲")
    expect(dialog).to_contain_text("# 乙")
    assert _file(bench, "2024/馆5").read_text(encoding="utf-8").rstrip().endswith("# 甲")
    dialog.locator("[data-do=mine]").click()
    assert second.locator("#text").input_value().rstrip().endswith("# 乙")
    second.keyboard.press("Control+s")
    expect(first.locator("#text")).to_have_value(second.locator("#text").input_value())
    assert _file(bench, "2024/馆5").read_text(encoding="utf-8").rstrip().endswith("# 乙")
    bench.problems[:] = [one for one in bench.problems if "409" not in one]
    first.close()
    second.close()


def _complete(page: Page) -> None:
    """Take a key by the letters of its name, and a word; nothing while characters are composed."""
    text, choices = page.locator("#text"), page.locator("#completions [role=option]")
    page.keyboard.type("\ncg")
    expect(choices.first).to_contain_text("采购")
    page.keyboard.press("Escape")
    expect(page.locator("#completions")).to_be_hidden()
    expect(page.locator("#gutter i.error")).to_be_visible()  # read as if it were saved
    typing = page.context.new_cdp_session(page)
    text.press("Backspace")
    expect(choices.first).to_be_visible()
    typing.send("Input.imeSetComposition", {"text": "gou", "selectionStart": 3, "selectionEnd": 3})
    text.evaluate(COMPOSED_ENTER)
    assert text.input_value().endswith("\ncgou")
    typing.send("Input.insertText", {"text": "g"})
    refuse_barriers(page)
    page.keyboard.press("Enter")
    expect(text).to_have_value(re.compile(r"\n采购:\n  - $"))
    text.fill("部门: {性质:")
    page.keyboard.type(" ")
    expect(choices).to_have_text(["行政", "参公事业", "事业"])
    text.fill((SMALLEST / NAME).read_text(encoding="utf-8"))
    page.keyboard.press("Control+End")


def test_a_save_can_be_undone_and_redone(bench: Windows) -> None:
    """As long as the page is open, and byte for byte."""
    page = _opened(bench, "2024/馆6")
    page.locator("#tab-editor").click()
    expect(page.locator("#text")).not_to_have_value("")
    text = page.locator("#text")
    text.focus()
    page.keyboard.press("Control+End")
    _complete(page)
    page.keyboard.type("# 备注")
    page.locator("#save").click()
    expect(page.locator("#said")).to_contain_text("已保存")
    changed = _file(bench, "2024/馆6").read_bytes()
    page.locator("#undo").click()
    expect(page.locator("#said")).to_contain_text("已撤销")
    assert _file(bench, "2024/馆6").read_bytes() == (SMALLEST / NAME).read_bytes()
    page.locator("#redo").click()
    expect(page.locator("#said")).to_contain_text("已重做")
    assert _file(bench, "2024/馆6").read_bytes() == changed
    page.close()


def test_words_are_found_on_the_pages(bench: Windows) -> None:
    """And shown where they stand."""
    page = _opened(bench, "2024/馆7")
    page.locator("#search input").fill("住房公积金")
    page.keyboard.press("Enter")
    hits = page.locator("#hits li")
    expect(hits.first).to_contain_text("住房公积金")
    hits.first.locator("button").click()
    page.wait_for_selector(".flash", state="attached")
    page.close()


PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def _form(page: Page, topic: str) -> None:
    page.locator("#tab-form").click()
    page.wait_for_selector("#grid .sheet")
    page.locator("#topic").select_option(topic)
    page.wait_for_selector(f"#grid .sheet[data-key={topic}]")


def test_a_cell_of_a_form_changes_its_line_and_its_page(bench: Windows) -> None:
    """Typed as in Excel, saved by the keyboard; undone, the file is as it was."""
    page = _opened(bench, "2024/馆8")
    _go(page, "表六")
    page.wait_for_selector(f"{TABLE} .box")
    _form(page, "基本支出")
    cell = page.locator("#grid tbody tr").nth(5).locator("input.amount")
    expect(cell).to_have_value("4.20")
    cell.fill("1,004.35")
    expect(page.locator("#save-cells")).to_have_text("保存（1）")
    cell.press("Control+s")
    page.wait_for_selector(f"{TABLE} .box[aria-label^='1,004.35，']")
    before = (SMALLEST / NAME).read_text(encoding="utf-8")
    after = _file(bench, "2024/馆8").read_text(encoding="utf-8")
    assert after == before.replace("30201, 金额: 4.20", "30201, 金额: 1004.35")
    path = _file(bench, "2024/馆8")
    other = page.locator("#grid tbody tr").nth(6).locator("input.amount")
    other.fill("2.61")
    path.write_text(after.replace("年度: 2024", "年度： 2024"), encoding="utf-8")
    expect(page.locator("#grid-said")).to_contain_text("读不出来")
    expect(other).to_have_value("2.61")
    path.write_text(after, encoding="utf-8")
    expect(page.locator("#grid-said")).to_contain_text("还没有保存")
    expect(other).to_have_value("2.61")
    other.fill("2.60")
    page.locator("#undo").click()
    page.wait_for_selector(f"{TABLE} .box[aria-label^='4.20，']")
    expect(page.locator("#grid tbody tr").nth(5).locator("input.amount")).to_have_value("4.20")
    assert _file(bench, "2024/馆8").read_text(encoding="utf-8") == before
    page.close()


def test_twenty_rows_are_pasted_from_excel(bench: Windows) -> None:
    """Into new rows; nothing is written before it is looked at and saved, and wrong amounts are refused."""
    page = _opened(bench, "2024/馆9")
    _form(page, "项目")
    page.locator("#grid [data-add-row]").click()
    lines = [f"办公室—项目{number}\t特定目标类\t1,0{number:02}.50" for number in range(20)]
    first = page.locator("#grid tr.new [data-path]").first
    first.evaluate(PASTE, "办公室—项目0\t特定目标类\t1,00")
    page.locator("#save-cells").click()
    expect(page.locator("#grid-said")).to_contain_text("逗号的位置不对")
    assert _file(bench, "2024/馆9").read_bytes() == (SMALLEST / NAME).read_bytes()
    first.evaluate(PASTE, "\n".join(lines))
    expect(page.locator("#save-cells")).to_have_text("保存（20）")
    page.locator("#save-cells").click()
    expect(page.locator("#grid-said")).to_contain_text("已保存")
    expect(page.locator("#grid tbody:not([hidden]) tr:not(.new)")).to_have_count(20)
    text = _file(bench, "2024/馆9").read_text(encoding="utf-8")
    assert "{名称: 办公室—项目19, 类别: 特定目标类, 一般公共预算: 1019.50}" in text
    bench.problems[:] = [one for one in bench.problems if "422" not in one]
    page.close()


def test_an_amount_is_mended_from_the_page(bench: Windows) -> None:
    """From the number on the page to its line, and back again."""
    page = _opened(bench, "2024/馆10")
    _go(page, "表六")
    page.locator(f"{TABLE} .box[aria-label^='4.20，']").first.click()
    page.locator("#figure .leaf [data-figure]").first.click()
    expect(page.locator("#figure .figure > .id")).to_have_text("基本支出/30201")
    page.locator("#figure .amend input").fill("4.2.6")
    page.locator("#figure .amend button").click()
    expect(page.locator("#figure .wrong")).to_be_visible()
    page.locator("#figure .amend input").fill("4.26")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{TABLE} .box[aria-label^='4.26，']")
    expect(page.locator("#figure .value")).to_have_text("4.26万元")
    before = (SMALLEST / NAME).read_text(encoding="utf-8")
    assert _file(bench, "2024/馆10").read_text(encoding="utf-8") == before.replace("金额: 4.20", "金额: 4.26")
    bench.problems[:] = [one for one in bench.problems if "422" not in one]
    page.close()


def test_the_files_are_made_and_downloaded(bench: Windows) -> None:
    """With one click each; with errors there is nothing to click."""
    page = _opened(bench, "2024/馆1")
    page.locator("#outputs summary").click()
    expect(page.locator("#outputs .pdf")).to_contain_text("没有生成")
    page.locator("#outputs [data-make]").click()
    expect(page.locator("#outputs .good-news")).to_contain_text("已生成 馆1.pdf")
    with page.expect_download() as coming:
        page.locator("#outputs a", has_text="PDF").click()
    made = bench.served.output / "2024" / "馆1.pdf"
    assert Path(coming.value.path()).read_bytes() == made.read_bytes()
    assert coming.value.suggested_filename == "馆1-2024.pdf"
    with page.expect_download() as coming:
        page.locator("#outputs a", has_text="Excel").click()
    assert Path(coming.value.path()).read_bytes() == made.with_suffix(".xlsx").read_bytes()
    _edit(bench, "2024/馆1", "30201, 金额: 4.20", "30201, 金额: 4.25")
    expect(page.locator("#outputs .pdf")).to_contain_text("改过了")
    expect(page.locator("#outputs [data-make]")).to_be_disabled()
    page.close()
