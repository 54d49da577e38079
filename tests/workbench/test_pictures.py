"""Pictures of pages: made by one thread at a time; those that were replaced are let go."""

from __future__ import annotations

import io
import re
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import expect
from pypdf import PdfWriter

from generator.foreign.pdfium import ALONE
from generator.workbench.pictures import Pictures
from generator.workbench.sheets import Sheet
from tests.budgets import copied_to
from tests.workbench.window import workbench_of


def test_a_picture_that_was_replaced_is_let_go(tmp_path: Path) -> None:
    """It has no pixels any more, though a script still holds it."""
    folder = copied_to(tmp_path / "budgets" / "2024" / "馆")
    with workbench_of(tmp_path / "budgets") as bench:
        page = bench.open("2024/馆")
        page.wait_for_selector("body[data-set=yes]", timeout=90_000)
        page.wait_for_selector("#pages .page canvas")
        page.evaluate("window.old = document.querySelector('#pages .page canvas')")
        assert page.evaluate("old.isConnected && old.width > 0")
        path = folder / "预算.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("云岭县档案馆", "云岭县图书馆"), encoding="utf-8")
        page.wait_for_function("() => !window.old.isConnected", timeout=90_000)
        assert page.evaluate("old.width") == 0
        assert bench.problems == []


def test_a_picture_is_made_when_nobody_else_calls_pdfium() -> None:
    """A final PDF may be proved meanwhile: two threads in PDFium end the process."""
    output, made = io.BytesIO(), list[bytes]()
    pdf = PdfWriter()
    pdf.add_blank_page(100, 100)
    pdf.write(output)
    sheet = cast(Sheet, SimpleNamespace(key="甲", pdf=output.getvalue, foliated=SimpleNamespace(under=False)))
    thread = threading.Thread(target=lambda: made.append(Pictures().page(sheet, 0, 1.0)))
    with ALONE:
        thread.start()
        thread.join(1)
        assert made == []
    thread.join()
    assert made[0].startswith(b"\x89PNG")


@pytest.mark.parametrize("strip", [False, True])
def test_pictures_that_did_not_come_are_asked_for_again(tmp_path: Path, strip: bool) -> None:
    """Once the server is heard again, without the reader's going away and back."""
    copied_to(tmp_path / "budgets" / "2024" / "档案馆")
    with workbench_of(tmp_path / "budgets") as windows:
        page = windows.open("2024/档案馆")
        page.wait_for_selector("body[data-set=yes] #pages canvas")
        pictures = re.compile(r"/page/.*\.png")
        page.route(pictures, lambda route: route.abort())
        with page.expect_event("requestfailed"):
            if strip:
                page.locator("[data-side=strip]").click()
            else:
                page.locator("#pages").evaluate("pages => pages.scrollTo({top: pages.scrollHeight})")
        picture = page.locator("#strip .thumb").first if strip else page.locator("#pages .page").last
        expect(picture.locator("canvas")).to_have_count(0)
        page.unroute(pictures)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(picture.locator("canvas")).to_have_count(1)
