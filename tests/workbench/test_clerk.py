"""A clerk goes through forms: from one empty place to the next, with blocks from Excel, and back by 撤销."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.budgets import copied_to
from tests.many_units import many_units
from tests.workbench.window import Windows, served, topic, workbench_of

KEY = "2024/某局"
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""
EMPTY = """() => [...document.querySelectorAll("#grid [data-unfilled]")].map((one) => one.dataset.path)"""
HERE = "document.activeElement.dataset.path ?? ''"


def _unfilled(folder: Path) -> set[str]:
    """Put 待填 in several forms of several units, not in the order of the forms; what is to be visited."""
    for index, name in enumerate(("本级", "中心", "站")):
        path = folder / "单位" / f"{index}-{name}.yaml"
        text = path.read_text(encoding="utf-8").replace("公务用车购置费: 0", "公务用车购置费: 待填")
        text = text.replace("工程: 0, 服务: 0", "服务: 待填, 工程: 待填")
        path.write_text(
            text.replace("{科目: 2080505, 性质: 基本支出, 一般公共预算: 10}", _TWO), encoding="utf-8"
        )
    rows = {f"支出/{4 * unit + 1}/{key}" for unit in range(3) for key in ("一般公共预算", "政府性基金")}
    parts = ("三公经费/公务用车购置费", "政府采购/服务", "政府采购/工程")
    return rows | {f"分单位/{unit}/{part}" for unit in range(3) for part in parts}


_TWO = "{科目: 2080505, 性质: 基本支出, 政府性基金: 待填, 一般公共预算: 待填}"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A workbench with a department of three units."""
    top = tmp_path_factory.mktemp("经办") / "budgets"
    many_units(top / KEY)
    many_units(top / "2024" / "待填")
    with workbench_of(top) as found:
        yield found


@pytest.fixture
def page(bench: Windows) -> Iterator[Page]:
    """A window on the department."""
    page = bench.open(KEY)
    yield page
    page.close()
    bench.problems[:] = [one for one in bench.problems if "422" not in one]
    assert bench.problems == []


def test_every_empty_place_is_come_to(bench: Windows) -> None:
    """Each once, form by form, whichever order the files have: none of a form or of a unit is left out."""
    wanted = _unfilled(bench.served.top / "2024" / "待填")
    page = bench.open("2024/待填")
    page.wait_for_selector(".course .todo")
    page.locator("#tab-form").click()
    page.wait_for_selector("#grid .sheet")
    found: list[str] = []
    for _ in range(2 * len(wanted)):
        before = page.evaluate(HERE)
        page.locator("#next-unfilled").click()
        expect(page.locator(f"#grid [data-path]:focus:not([data-path='{before}'])")).to_have_count(1)
        here = "/".join(map(str, json.loads(page.evaluate(HERE))))
        if here in found:
            break
        found.append(here)
    assert {one.removesuffix("/一般公共预算") if "分单位" in one else one for one in found} == wanted
    page.close()


def test_a_block_is_put_in_without_its_heads_and_sums(page: Page) -> None:
    """Empty lines between its rows end nothing; what is left out is said."""
    grid = topic(page, "支出")
    page.get_by_role("button", name="加一行").click()
    lines = [
        "功能科目\t性质\t单位\t一般公共预算",
        "2010301\t基本支出\t云岭县某局本级\t１２.5",
        "",
        *(f"20103{number:02}\t项目支出\t101002\t1,0{number:02}.5" for number in range(2, 20)),
        "合　计\t\t\t20,000",
        "",
        "2010350\t项目支出\t101003\t3",
    ]
    page.evaluate(PASTE, "\n".join(lines))
    rows = grid.locator("tr.new")
    expect(rows).to_have_count(20)
    expect(page.locator("#grid-said")).to_contain_text("略去了：功能科目、合")
    amounts = [row.locator("td:visible [data-path]").nth(3).input_value() for row in rows.all()]
    assert amounts[:2] == ["１２.5", "1,002.5"]
    assert amounts[-1] == "3"
    page.locator("#save-cells").click()
    expect(page.locator("#grid-said")).to_have_text("已保存。")
    page.locator("#undo").click()
    expect(page.locator("#grid-said")).to_have_text("已撤销“支出”里的改动。")
    expect(grid.locator("tbody:not([hidden]) tr")).to_have_count(12)


def test_a_block_goes_where_its_heads_say(page: Page) -> None:
    """Whatever their order; columns that the form has not, cells of several lines, units called almost so."""
    grid = topic(page, "支出")
    page.get_by_role("button", name="加一行").click()
    lines = [
        "单位名称\t科目编码\t科目名称\t性质\t合计\t一般公共预算拨款\t备注",
        '某局本级\t2010301\t行政运行\t基本支出\t12.5\t１２.5\t"核对过\n再看"',
        '"云岭县\n某局本级"\t2010302\t\t项目支出\t7\t7\t',
    ]
    page.evaluate(PASTE, "\n".join(lines))
    expect(page.locator("#grid-said")).to_contain_text("“某局本级”当作“云岭县某局本级”")
    expect(page.locator("#grid-said")).to_contain_text("科目名称、合计由程序得出，这样的栏略去了；")
    expect(page.locator("#grid-said")).to_contain_text("再看” 1 格没有放进来")
    rows = grid.locator("tr.new")
    cells = [
        [cell.input_value() for cell in row.locator("td:visible [data-path]").all()] for row in rows.all()
    ]
    assert [row[:4] for row in cells] == [
        ["2010301", "基本支出", "101001", "１２.5"],
        ["2010302", "项目支出", "101001", "7"],
    ]
    for drop in page.locator("#grid tr.new .drop").all():
        drop.click()
    expect(page.locator("#save-cells")).to_be_disabled()


def test_of_two_columns_that_may_be_the_one_none_is_put_in(page: Page) -> None:
    """This year's amounts are not told from last year's by a guess, nor by where they stand."""
    grid = topic(page, "支出")
    page.get_by_role("button", name="加一行").click()
    page.evaluate(
        PASTE,
        "科目编码\t性质\t2023年一般公共预算\t2024年一般公共预算\n2010301\t基本支出\t1\t2",
    )
    expect(page.locator("#grid-said")).to_contain_text("“1”、“2” 2 格没有放进来")
    expect(page.locator("#grid-said")).to_contain_text("分不清是哪一栏")
    row = grid.locator("tr.new td:visible [data-path]")
    assert [cell.input_value() for cell in row.all()][:4] == ["2010301", "基本支出", "", ""]
    page.locator("#grid tr.new .drop").click()


def test_names_beside_their_codes_are_left_out(page: Page) -> None:
    """As tables of 科目 have them; without heads the rest stands one after the other."""
    grid = topic(page, "支出")
    page.get_by_role("button", name="加一行").click()
    page.evaluate(
        PASTE, "2010301\t　行政运行\t基本支出\t101002\t5\n2010302\t一般行政管理事务\t项目支出\t101002\t6"
    )
    expect(page.locator("#grid-said")).to_contain_text("科目名称、合计由程序得出")
    rows = grid.locator("tr.new")
    cells = [
        [cell.input_value() for cell in row.locator("td:visible [data-path]").all()] for row in rows.all()
    ]
    assert [row[:4] for row in cells] == [
        ["2010301", "基本支出", "101002", "5"],
        ["2010302", "项目支出", "101002", "6"],
    ]


def test_an_empty_amount_keeps_its_row(page: Page) -> None:
    """One column is put in beside what is there: nothing moves up."""
    grid = topic(page, "收入")
    first = grid.locator("[data-path]").first
    before = [cell.input_value() for cell in grid.locator("[data-path]").all()]
    first.focus()
    page.evaluate(PASTE, "1\n\n3")
    after = [cell.input_value() for cell in grid.locator("[data-path]").all()]
    assert after == ["1", "", "3", *before[3:]]


def test_zeros_are_one_action_and_the_keys_go_on_after_it_is_saved(page: Page) -> None:
    """They are seen before they are saved; then the same place is in focus."""
    grid = topic(page, "政府采购")
    page.locator("[data-zeros]").click()
    expect(page.locator("#grid-said")).to_have_text("3 处填了 0，看过再保存。")
    last = grid.locator("[data-path]").last
    last.fill("2")
    last.press("Control+s")
    expect(page.locator("#grid-said")).to_have_text("已保存。")
    expect(last).to_be_focused()
    assert [cell.input_value() for cell in grid.locator("[data-path]").all()] == ["0", "0", "2"]
    expect(page.locator("[data-zeros]")).to_have_count(0)


def test_a_form_shows_who_has_written_nothing(page: Page, bench: Windows) -> None:
    """Beside the unit's name; and it is gone when something is written."""
    path = bench.served.top / KEY / "单位" / "2-站.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("收入")), encoding="utf-8")
    grid = topic(page, "三公经费")
    topic(page, "收入")
    silent = page.locator("#whose [data-silent]")
    expect(silent).to_have_text(["云岭县某站（101003）　还没有写"])
    page.locator("#whose").select_option("101003")
    page.wait_for_selector("#grid .sheet[data-whose='101003']")
    grid.locator("[data-path]").first.fill("60")
    page.locator("#save-cells").click()
    expect(silent).to_have_count(0)


def test_a_window_goes_on_when_the_workbench_was_started_anew(bench: Windows, tmp_path: Path) -> None:
    """What was typed is still there, and is saved once another window has brought the new address."""
    folder, context = copied_to(tmp_path / "budgets" / "2024" / "馆"), bench.browser.new_context()
    page = context.new_page()
    with served(tmp_path / "budgets", "--port", "0") as before:
        page.goto(before.url("2024/馆"))
        cell = topic(page, "收入").locator("[data-path]").first
        cell.fill("4321")
    with served(tmp_path / "budgets", "--port", str(urlsplit(before.address).port)) as after:
        expect(page.locator("#state")).to_contain_text("工作台重新启动过")
        context.new_page().goto(after.url())
        expect(page.locator("#state")).not_to_contain_text("启动")
        expect(cell).to_have_value("4321")
        cell.press("Control+s")
        expect(page.locator("#grid-said")).to_have_text("已保存。")
        context.close()
    assert "4321" in (folder / "预算.yaml").read_text(encoding="utf-8")
