"""From nothing to the finished PDF in the browser alone: by who knows neither YAML nor a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.exchange import to_xlsx
from generator.figures import disclose_folder
from generator.proof.published import open_pdf
from tests.budgets import SMALLEST, copied_to
from tests.workbench.accessible import refuse_barriers
from tests.workbench.window import Windows, topic, workbench_of


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A workbench with no budget at all."""
    top = tmp_path_factory.mktemp("工作台") / "budgets"
    top.mkdir()
    with workbench_of(top) as found:
        yield found


def _answer(page: Page, label: str, text: str) -> None:
    field = page.locator(f"#grid .question [aria-label='{label}']")
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(text)
    else:
        field.fill(text)


def _save(page: Page) -> None:
    page.locator("#save-cells").click()
    expect(page.locator("#grid-said")).to_have_text("已保存。")


def _rows(page: Page, *rows: dict[str, str]) -> None:
    """Fill new rows, each in the one that waits, or in one that is asked for."""
    for row in rows:
        if page.locator("#grid tr.new").count() == 0 or row is not rows[0]:
            page.locator("#grid [data-add-row]").click()
        new = page.locator("#grid tr.new").last
        for label, text in row.items():
            cell = new.locator(f"[aria-label='新行 {label}']")
            if cell.evaluate("one => one.tagName") == "SELECT":
                cell.select_option(text)
            else:
                cell.fill(text)
    _save(page)


def _amounts(page: Page, **amounts: str) -> None:
    for label, text in amounts.items():
        page.locator(f"#grid [aria-label='{label.replace('_', ' ')}']").fill(text)
    _save(page)


def _finished(bench: Windows, page: Page, name: str) -> Path:
    """Make the files, download the PDF: it is what stands in the output's folder."""
    page.locator("#tab-steps").click()
    page.wait_for_selector("body[data-set=yes]", timeout=240_000)
    page.locator("#steps [data-make='']").click()
    expect(page.locator("#steps .good-news")).to_contain_text(f"已生成 {name}.pdf", timeout=240_000)
    expect(page.locator("#steps [data-make='']")).to_be_focused()
    expect(page.locator("#state")).to_contain_text("已生成")
    expect(page.locator("#outputs")).not_to_have_attribute("open", "")
    with page.expect_download() as coming:
        page.locator("#steps a", has_text="PDF").click()
    made = next(bench.served.output.rglob(f"{name}.pdf"))
    assert Path(coming.value.path()).read_bytes() == made.read_bytes()
    return made


def _fill_bureau(page: Page) -> None:
    topic(page, "部门")
    for label, text in {
        "代码": "135",
        "性质": "行政",
        "概述": "云岭县文物局是县政府工作部门，负责全县文物保护。",
        "条目": "贯彻执行文物保护的法律法规。\n组织文物的普查和修缮。",
        "内设机构": "办公室\n文物科",
        "所属单位": "云岭县博物馆",
        "编制人数": "12",
        "在职人数": "11",
    }.items():
        _answer(page, label, text)
    _save(page)
    grid = topic(page, "单位")
    grid.locator("[aria-label='1 代码']").fill("135001")
    grid.locator("[aria-label='1 名称']").fill("云岭县文物局本级")
    page.locator("#all-columns").check()
    _rows(page, {"名称": "云岭县博物馆", "代码": "135002", "性质": "事业"})
    page.locator("#all-columns").uncheck()


def _fill_money(page: Page) -> None:
    topic(page, "收入")
    page.locator("#grid [aria-label^='一般公共预算']").fill("180")
    _save(page)
    page.locator("#whose").select_option("135002")
    page.wait_for_selector("#grid .sheet[data-whose='135002']")
    page.locator("#grid [aria-label^='一般公共预算']").fill("60")
    _save(page)
    topic(page, "支出")
    _pick(page)
    _rows(
        page,
        {"性质": "基本支出", "单位": "135001", "一般公共预算": "150"},
        {"科目": "2070204", "性质": "项目支出", "单位": "135001", "一般公共预算": "30"},
        {"科目": "2070205", "性质": "基本支出", "单位": "135002", "一般公共预算": "60"},
    )
    topic(page, "基本支出")
    _rows(
        page,
        {"经济科目": "30101", "单位": "135001", "金额": "120"},
        {"经济科目": "30201", "单位": "135001", "金额": "30"},
        {"经济科目": "30101", "单位": "135002", "金额": "60"},
    )
    topic(page, "项目")
    _rows(
        page,
        {"名称": "文物科—古桥修缮", "类别": "特定目标类", "单位": "135001", "一般公共预算": "30"},
    )


def _pick(page: Page) -> None:
    """A 科目 by the first letters of its pinyin, with the keys alone."""
    field = page.locator("#grid tr.new").last.locator("[aria-label='新行 科目']")
    field.focus()
    page.keyboard.type("xzyx")
    option = page.locator("#picker [role=option]", has_text="行政运行").first
    expect(option).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#picker")).to_be_hidden()
    page.keyboard.press("Control+a")
    page.keyboard.type("20702")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("2070201")
    expect(page.locator("#grid tr.new .name").first).to_have_text("行政运行")


def _nothing(page: Page, *keys: str) -> None:
    for key in keys:
        topic(page, key)
        page.locator("#grid [data-nothing]").click()
        expect(page.locator("#grid-said")).to_have_text("已保存。")
        expect(page.locator("#grid .stands")).to_contain_text("没有")


def test_a_bureau_with_two_units_is_made_from_nothing(bench: Windows) -> None:
    """By forms alone: facts, units, money of both, texts; and then the PDF."""
    page = bench.open()
    refuse_barriers(page)
    page.get_by_text("新建第一份").click()
    refuse_barriers(page)
    page.locator("#year").fill("2025")
    page.locator("#department").fill("云岭县文物局")
    page.locator("[data-way=blank] button").click()
    page.wait_for_selector(".course .todo")
    refuse_barriers(page)
    expect(page.locator("#broken")).to_contain_text("处要填")
    _fill_bureau(page)
    expect(page.locator("#broken")).to_contain_text("草稿")
    refuse_barriers(page)
    _fill_money(page)
    refuse_barriers(page)
    _nothing(
        page, "政府性基金收入", "国有资本经营收入", "三公经费", "政府采购", "国有资产", "整体绩效", "绩效目标"
    )
    topic(page, "机关运行经费")
    _rows(page, {"单位": "135001", "一般公共预算": "30"})
    topic(page, "说明")
    for label in ("收入", "支出", "一般公共预算", "三公经费"):
        _answer(page, f"{label}变动原因", "按照批复安排。")
    _answer(page, "机关运行经费说明", "与上年持平。")
    _answer(page, "政府采购说明", "没有采购。")
    _save(page)
    topic(page, "上年")
    page.locator("#grid [data-nothing]").click()
    expect(page.locator("#grid .stands")).to_contain_text("没有")
    page.locator("#tab-steps").click()
    expect(page.locator(".course .todo")).to_have_count(0)
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    expect(page.locator("#tab-findings .chip.error")).to_have_count(0)
    made = _finished(bench, page, "云岭县文物局")
    budget = disclose_folder(bench.served.top / "2025" / "云岭县文物局").budget
    assert [budget.department.code, *(unit.code for unit in budget.units)] == ["135", "135001", "135002"]
    assert open_pdf(made).has_data
    for code, name in (("135001", "云岭县文物局本级"), ("135002", "云岭县博物馆")):
        page.locator("#unit").select_option(code)
        page.wait_for_url(f"**{code}/**")
        expect(page.locator("#name")).to_have_text(f"2025 年度　{name}")
        _work_off(page)
        expect(page.locator("#tab-findings .chip.error")).to_have_count(0)
    page.locator("#unit").select_option("")
    page.wait_for_url(lambda url: not url.endswith("135002/"))
    page.locator("#steps [data-make=all]").click()
    expect(page.locator("#steps .good-news")).to_contain_text("3 份已生成", timeout=400_000)
    with page.expect_download() as coming:
        page.locator("#steps .downloads a", has_text="云岭县博物馆").click()
    assert Path(coming.value.path()).read_bytes() == made.with_stem("云岭县文物局-135002").read_bytes()
    page.keyboard.press("Escape")
    page.locator("[data-roll]").click()
    page.wait_for_url("**/2026/**")
    _work_off(page)
    page.close()


LEFT = "document.querySelector('#steps .todo')?.textContent"


def _work_off(page: Page) -> None:
    """Answer all that the list of what is to be filled in leads to, one after the other."""
    page.wait_for_selector("#steps .course")
    for _ in range(40):
        page.locator("#tab-steps").click()
        todo = page.locator("#steps .todo [data-form]")
        if todo.count() == 0:
            break
        todo.first.click()
        page.wait_for_selector("#grid :focus")
        before = page.evaluate(LEFT)
        open_ = page.locator("#grid [data-unfilled]")
        if open_.count() == 0 and page.locator("#grid [data-nothing]").count():
            page.locator("#grid [data-nothing]").click()
        else:
            for cell in open_.all() or page.locator("#grid :focus").all():
                cell.fill("1" if cell.evaluate("one => one.inputMode === 'decimal'") else "1人")
            page.locator("#save-cells").click()
        page.wait_for_function(f"was => {LEFT} !== was", arg=before)
    expect(page.locator("#steps .todo [data-form]")).to_have_count(0)


def test_a_workbook_becomes_a_budget_and_a_pdf(bench: Windows, tmp_path: Path) -> None:
    """Uploaded, with the note of the import; it goes on to signatures, a comparison, and the next year."""
    file = tmp_path / "档案馆.xlsx"
    file.write_bytes(to_xlsx(disclose_folder(SMALLEST)))
    page = bench.open()
    page.get_by_text("新建预算").click()
    page.locator("#file").set_input_files(file)
    page.locator("[data-way=workbook] button.main").click()
    page.wait_for_selector(".note-of-import[open]")
    expect(page.locator(".note-of-import")).to_contain_text("由 档案馆.xlsx 导入的说明")
    made = _finished(bench, page, "云岭县档案馆")
    _sign(page)
    _compare(bench, page, made)
    page.locator("[data-roll]").click()
    page.wait_for_url("**/2025/**")
    page.wait_for_selector(".course .todo")
    folder = bench.served.top / "2025" / "云岭县档案馆"
    assert "年度: 2025" in (folder / "部门.yaml").read_text(encoding="utf-8")
    page.goto(bench.served.url())
    page.get_by_text("新建预算").click()
    page.locator("#file").set_input_files(file)
    page.locator("[data-way=workbook] button.main").click()
    expect(page.locator("[role=alert]")).to_contain_text("已经有")
    bench.problems[:] = [one for one in bench.problems if "422" not in one]
    _begun_again(bench, page, "云岭县档案馆")
    page.close()


def _begun_again(bench: Windows, page: Page, name: str) -> None:
    """What was imported before is put aside, whole, by who has said yes; then the same is imported."""
    folder = bench.served.top / "2024" / name
    before = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator("[role=alert] button").click()
    assert folder.is_dir()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[role=alert] button").click()
    expect(page.locator("[role=status]")).to_contain_text(f"改名为“2024/{name}（移开的1）~”，没有删除")
    assert not folder.exists()
    expect(page.locator("[data-way=workbook] button.main")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_selector(".note-of-import[open]")
    aside = folder.with_name(f"{name}（移开的1）~")
    assert {path.name: path.read_bytes() for path in aside.glob("*.yaml")} == before
    assert folder.is_dir()


def _sign(page: Page) -> None:
    page.locator(".signing summary").click()
    refuse_barriers(page)
    page.locator("[data-check-all]").click()
    page.locator("[name=by]").fill("王芳")
    page.locator(".signing .main").click()
    expect(page.locator(".course li", has=page.locator(".signing"))).to_contain_text("张表签了")
    expect(page.locator(".signing .small", has_text="签后没有改动").first).to_be_visible()


def _compare(bench: Windows, page: Page, made: Path) -> None:
    """With the PDF, after a change: its row and its page are in the report, which has a policy of its own."""
    topic(page, "基本支出")
    amounts = page.locator("#grid input.amount")
    before = [float(amounts.nth(index).input_value()) for index in range(2)]
    for index, step in ((0, 1), (1, -1)):
        amounts.nth(index).fill(str(before[index] + step))
    _save(page)
    page.locator("#tab-steps").click()
    page.wait_for_selector("body[data-set=yes]")
    page.locator("[name=with]").select_option("上传")
    page.locator("[name=pdf]").set_input_files(made)
    page.locator("[data-compare] button").click()
    link = page.locator(".said-well a")
    expect(link).to_be_visible(timeout=120_000)
    expect(page.locator("[data-compare] button")).to_be_focused()
    with page.context.expect_page() as coming:
        link.click()
    report = coming.value
    report.on("console", lambda message: bench.problems.append(message.text))
    expect(report.locator("#list")).to_contain_text("30101")
    report.wait_for_selector(".sheet img")
    report.close()
    expect(page.locator(".signing")).to_contain_text("签后改了")


def test_last_year_begins_the_next(bench: Windows) -> None:
    """On the page of new budgets, from one that has no next year yet."""
    copied_to(bench.served.top / "2023" / "档案馆").joinpath("预算.yaml")
    path = bench.served.top / "2023" / "档案馆" / "预算.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("年度: 2024", "年度: 2023"), encoding="utf-8")
    page = bench.open()
    page.get_by_text("新建预算").click()
    page.locator("#last").select_option("2023/档案馆")
    page.locator("[data-way=last] button").click()
    page.wait_for_url("**/2024/**")
    page.wait_for_selector(".course .todo")
    page.locator(".course .todo button").first.click()
    field = page.locator("#grid [data-unfilled]").first
    expect(field).to_be_visible()
    assert page.evaluate("document.activeElement.value") == "待填"
    page.close()
