"""Forms as a clerk meets them: what must be written is in sight, and nothing that is pasted is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.workbench.forms import TOPICS
from tests.budgets import CONSISTENT, SMALLEST, written_to
from tests.workbench.window import Windows, topic, workbench_of

SAMPLE = SMALLEST.parent / "xinzhou-etdz"
UNITS = '单位: [{名称: 某局本级, 代码: "001001"}, {名称: 某中心, 代码: "001002"}]\n'
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""
OUT_OF_SIGHT = """() => [...document.querySelectorAll("#grid .scroll")].flatMap((around) => {
  const edge = around.getBoundingClientRect().right + 1;
  const heads = [...around.querySelectorAll("thead th:has(.must)")];
  return heads.filter((one) => one.getBoundingClientRect().right > edge).map((one) => one.textContent);
})"""
CUT_OFF = """() => [...document.querySelectorAll("#grid tbody:not([hidden]) td :is(textarea, input.text)")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => one.value)"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A workbench with a copy of the sample."""
    top = tmp_path_factory.mktemp("填表") / "budgets"
    shutil.copytree(SAMPLE, top / "2024" / SAMPLE.name)
    written_to(top / "2024" / "两家", re.sub(r"^单位: .*\n", UNITS, CONSISTENT, flags=re.M))
    with workbench_of(top) as found:
        yield found


@pytest.fixture
def page(bench: Windows) -> Iterator[Page]:
    """A window on the sample."""
    page = bench.open(f"2024/{SAMPLE.name}")
    yield page
    page.close()
    assert bench.problems == []


def test_what_must_be_written_is_in_sight(page: Page) -> None:
    """In every form at 1280 pixels; texts of rows are not cut off, and a form is shown from its beginning."""
    for key in TOPICS:
        topic(page, key)
        grid = page.locator("#grid")
        assert grid.evaluate("one => one.scrollTop") == 0, key
        assert page.evaluate(OUT_OF_SIGHT) == [], key
        assert page.evaluate(CUT_OFF) == [], key
        grid.evaluate("one => one.scrollTo(0, one.scrollHeight)")


def test_heads_stay_in_sight(two: Page) -> None:
    """However far down its rows are looked at; and the place is kept when the form comes again."""
    grid = topic(two, "支出")
    for _ in range(20):
        two.locator("#grid [data-add-row]").click()
    around = grid.locator(".scroll").first
    around.evaluate("one => one.scrollTo(0, one.scrollHeight)")
    first = grid.locator("thead th").nth(1)
    assert around.bounding_box()["y"] <= first.bounding_box()["y"] < around.bounding_box()["y"] + 8  # type: ignore[index]
    assert around.evaluate("one => one.scrollTop") > 100


def _pasted(page: Page, *lines: str) -> Locator:
    page.get_by_role("button", name="加一行").last.click()
    page.evaluate(PASTE, "\n".join(lines))
    return page.locator("#grid tr.new")


def _values(row: Locator) -> list[str]:
    return [one.input_value() for one in row.locator("td:visible [data-path]").all()]


@pytest.fixture
def two(bench: Windows) -> Iterator[Page]:
    """A window on a budget with two units."""
    page = bench.open("2024/两家")
    yield page
    page.close()
    bench.problems[:] = [one for one in bench.problems if "422" not in one]
    assert bench.problems == []


def test_words_are_pasted_for_codes_and_nothing_is_lost(two: Page) -> None:
    """Units and 科目 by their names, or by code and name; what no cell takes is told, one by one."""
    topic(two, "支出")
    rows = _pasted(
        two,
        "行政运行\t基本支出\t某中心\t1",
        "2010350 事业运行\t项目支出\t001001 某局本级\t1,234.5",
        "住房公积金\t专项支出\t某某站\t2\t3\t4\t5\t6\t7\t8\t9",
    )
    expect(two.locator("#grid-said")).to_contain_text("“专项支出”、“某某站”")
    expect(rows.nth(2).locator("[data-path]").first).to_have_value("2210201")
    assert _values(rows.nth(1))[:4] == ["2010350", "项目支出", "001001", "1,234.5"]
    first = _values(rows.nth(0))  # several codes are called so: which is meant has to be chosen
    assert first[:4] == ["行政运行", "基本支出", "001002", "1"]
    two.locator("#save-cells").click()
    expect(two.locator("#grid-said")).to_contain_text("新的第 1 行里科目：“行政运行”不是代码")
    assert two.evaluate("document.activeElement.value") == "行政运行"
    expect(two.locator("#grid [aria-invalid=true]")).to_have_count(1)


def test_merged_cells_of_indicators_go_on(two: Page) -> None:
    """一级指标 and 二级指标 that a sheet says once stand in every row that they hold for."""
    topic(two, "绩效目标")
    rows = _pasted(two, "产出指标\t数量指标\t里程", "\t\t面积", "\t质量指标\t率", "效益指标\t\t好")
    assert [_values(row)[:3] for row in rows.all()] == [
        ["产出指标", "数量指标", "里程"],
        ["产出指标", "数量指标", "面积"],
        ["产出指标", "质量指标", "率"],
        ["效益指标", "", "好"],
    ]


def test_a_reason_that_is_being_written_stays(two: Page, bench: Windows) -> None:
    """With its focus, when somebody else saves meanwhile; once it is accepted, the keys go on from there."""
    path = bench.served.top / "2024" / "两家" / "预算.yaml"
    text = path.read_text(encoding="utf-8")
    two.wait_for_selector("body[data-set=yes]")
    two.locator("#tab-findings").click()
    two.locator("#findings .accept summary").first.click()
    two.keyboard.press("Tab")
    two.keyboard.type("核对过")
    before = two.locator("body").get_attribute("data-checked")
    path.write_text(text.replace("30201, 金额: 7.00", "30201, 金额: 7.10"), encoding="utf-8")
    expect(two.locator("body")).not_to_have_attribute("data-checked", before or "")
    expect(two.locator("#findings .accept[open] input")).to_have_value("核对过")
    assert two.evaluate("document.activeElement.name") == "reason"
    two.keyboard.press("Enter")
    expect(two.locator("#findings .accepted")).to_contain_text("已接受")
    assert two.evaluate("document.getElementById('findings').contains(document.activeElement)")
