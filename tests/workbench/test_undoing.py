"""撤销 and 重做: all files of a save or none, byte for byte, never over others' work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.budgets import copied_to
from tests.many_units import many_units
from tests.workbench.window import Windows, topic, workbench_of

FOCUSED = "document.activeElement.id"
EXPECTED = "409|422|ERR_FAILED|ERR_CONNECTION|ERR_INTERNET"
"""Of requests that are refused or broken off on purpose."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A workbench with budgets whose units have files of their own, and some as Windows writes files."""
    top = tmp_path_factory.mktemp("撤销") / "budgets"
    for number in range(1, 5):
        many_units(top / "2024" / f"局{number}")
    for number in range(1, 3):
        path = copied_to(top / "2024" / f"馆{number}") / "预算.yaml"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    with workbench_of(top) as found:
        yield found


@pytest.fixture
def window(bench: Windows) -> Iterator[Callable[[str], Page]]:
    """Opens windows, which are closed in the end."""
    opened: list[Page] = []

    def made(key: str) -> Page:
        opened.append(bench.open(key))
        opened[-1].wait_for_selector(".course")
        return opened[-1]

    yield made
    for page in opened:
        page.close()


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.yaml")}


def _saved(page: Page, said: str = "#grid-said") -> None:
    page.locator("#save-cells").click()
    expect(page.locator(said)).to_have_text("已保存。")


def _of_two_files(page: Page) -> None:
    """Save amounts of two units, each in its own file."""
    cells = topic(page, "支出").locator("input.amount:visible")
    cells.first.fill("21.5")
    cells.last.fill("9.5")
    _saved(page)


def test_a_save_of_several_files_is_undone_whole_or_not_at_all(
    bench: Windows, window: Callable[[str], Page]
) -> None:
    """With one of them changed elsewhere nothing is written, and both texts of it are shown."""
    folder = bench.served.top / "2024" / "局1"
    before = _bytes(folder)
    page = window("2024/局1")
    _of_two_files(page)
    after = _bytes(folder)
    changed = [folder / "单位" / name for name in sorted(before) if before[name] != after[name]]
    assert len(changed) == 2
    changed[1].write_bytes(after[changed[1].name] + "# 别人写的\n".encode())
    page.locator("#undo").click()
    expect(page.locator("#dialog")).to_contain_text("# 别人写的")
    expect(page.locator("#dialog")).to_contain_text("没有改回去")
    assert changed[0].read_bytes() == after[changed[0].name]
    page.locator("#dialog [data-do=close]").click()
    expect(page.locator("#grid-said")).to_contain_text("在这以后又改过了，不能撤销")
    changed[1].write_bytes(after[changed[1].name])
    page.locator("#undo").click()
    expect(page.locator("#grid-said")).to_have_text("已撤销“支出”里的改动。")
    assert _bytes(folder) == before
    assert page.evaluate(FOCUSED) == "undo"
    expect(page.locator("#undo")).to_be_disabled()
    page.keyboard.press("Enter")  # it does nothing now
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#grid-said")).to_have_text("已重做“支出”里的改动。")
    assert _bytes(folder) == after
    page.locator("#undo").click()
    expect(page.locator("#redo")).to_be_enabled()


@pytest.mark.parametrize("lost", ["request", "answer"])
def test_a_connection_that_is_lost_is_told_and_undoing_again_is_harmless(
    bench: Windows, window: Callable[[str], Page], lost: str
) -> None:
    """Whether what was lost is the request or the answer to it."""
    key = f"2024/局{2 + (lost == 'answer')}"
    folder = bench.served.top / key
    before = _bytes(folder)
    page = window(key)
    _of_two_files(page)

    def break_off(route: Route) -> None:
        if lost == "answer":
            route.fetch()
        route.abort()

    page.route("**/-/step", break_off, times=1)
    page.locator("#undo").click()
    expect(page.locator("#grid-said")).to_contain_text("不知道撤销了没有")
    page.locator("#undo").click()
    expect(page.locator("#grid-said")).to_have_text("已撤销“支出”里的改动。")
    assert _bytes(folder) == before


def test_a_file_of_windows_is_undone_byte_for_byte(bench: Windows, window: Callable[[str], Page]) -> None:
    """From a form and from the editor; the mark before its text and its line ends stay."""
    path = bench.served.top / "2024" / "馆1" / "预算.yaml"
    before = path.read_bytes()
    page = window("2024/馆1")
    topic(page, "基本支出").locator("input.amount:visible").nth(5).fill("4.25")
    _saved(page)
    page.locator("#tab-editor").click()
    expect(page.locator("#text")).to_be_editable()
    page.locator("#text").press("Control+End")
    page.keyboard.type("# 备注")
    page.locator("#save").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("已保存。")
    assert page.evaluate(FOCUSED) == "save"
    for _ in range(2):
        page.locator("#undo").click()
    expect(page.locator("#undo")).to_be_disabled()
    assert path.read_bytes() == before
    expect(page.locator("#text")).not_to_have_value(re.compile("# 备注"))


def test_what_is_typed_is_asked_for_before_it_is_undone(
    bench: Windows, window: Callable[[str], Page]
) -> None:
    """Only where it would be lost: in another file it stays."""
    page = window("2024/局4")
    _of_two_files(page)
    page.locator("#tab-editor").click()
    page.locator("#file").select_option("部门.yaml")
    expect(page.locator("#text")).to_have_value(re.compile("云岭县某局"))
    page.locator("#text").press("Control+End")
    page.keyboard.type("# 没有保存的")
    page.locator("#undo").click()
    expect(page.locator("#said")).to_contain_text("已撤销")
    assert page.locator("#text").input_value().endswith("# 没有保存的")


def test_a_signature_is_undone(bench: Windows, window: Callable[[str], Page]) -> None:
    """The file of the reviewers is as before: not there, or without it."""
    path = bench.served.top / "2024" / "馆2" / "审核.yaml"
    page = window("2024/馆2")
    page.wait_for_selector("body[data-set=yes]", timeout=120_000)
    page.locator(".signing summary").click()
    page.locator("#steps [name=names]").first.check()
    page.locator("#steps [name=by]").fill("张三")
    page.locator("#steps [data-sign] button.main").click()
    expect(page.locator("#steps .signing")).to_contain_text("张三")
    assert "张三" in path.read_text(encoding="utf-8")
    page.locator("#undo").click()
    expect(page.locator("#state")).to_have_text("已撤销“审核”里的改动。")
    assert not path.exists()
    expect(page.locator("#steps .signing")).not_to_contain_text("张三")
    page.locator("#redo").click()
    expect(page.locator("#steps .signing")).to_contain_text("张三")
    page.locator("#undo").click()
    expect(page.locator("#redo")).to_be_enabled()
    assert not path.exists()
