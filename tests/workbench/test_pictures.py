"""Pictures of pages in the browser: those that were replaced are let go."""

from __future__ import annotations

from pathlib import Path

from tests.budgets import copied_to
from tests.workbench.window import workbench_of


def test_a_picture_that_was_replaced_is_let_go(tmp_path: Path) -> None:
    """It does not name where it came from any more: as long as it does, the browser keeps its pixels."""
    folder = copied_to(tmp_path / "budgets" / "2024" / "馆")
    with workbench_of(tmp_path / "budgets") as bench:
        page = bench.open("2024/馆")
        page.wait_for_selector("body[data-set=yes]", timeout=90_000)
        page.wait_for_selector("#pages .page img")
        page.evaluate("window.old = document.querySelector('#pages .page img')")
        assert page.evaluate("old.isConnected && old.getAttribute('src') !== ''")
        path = folder / "预算.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("云岭县档案馆", "云岭县图书馆"), encoding="utf-8")
        page.wait_for_function("() => !window.old.isConnected", timeout=90_000)
        assert page.evaluate("old.getAttribute('src')") == ""
        assert bench.problems == []
