"""The site in a real browser: searched from a folder and from a server, by keyboard, asking nobody else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from generator.cli import main
from tests.built_sample import BUDGET
from tests.review.browser import opened
from tests.web.test_browser import ACCESS

PAGES = ("index.html", "2024/index.html", "departments/xinzhou-etdz.html", "data.html")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all budgets of the repository, some way below the top of a server."""
    folder = tmp_path_factory.mktemp("服务器") / "政务" / "预算"
    assert main(["site", str(BUDGET.parents[1]), "-o", str(folder), "--no-cache"]) == 0
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where a server of static files has it."""
    handler = partial(_Quiet, directory=str(site.parents[1]))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/政务/预算/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("width", [360, 1280])
def test_anybody_can_read_the_site(site: Path, width: int) -> None:
    """Every kind of page, at every width: no fault, no error, no request."""
    problems: list[str] = []
    with opened(site / "index.html", problems, width) as page:
        for name in (*PAGES, "2024/xinzhou-etdz/更正-1.html", "2024/xinzhou-etdz/index.html"):
            page.goto((site / name).as_uri())
            assert page.evaluate(ACCESS) == [], name
    assert problems == []


def _found(page: Page, question: str) -> str:
    page.get_by_role("searchbox").fill(question)
    expect(page.locator("#told")).to_contain_text("有 ")
    return page.locator("#hits").inner_text()


def test_search_finds_names_subjects_and_projects(site: Path) -> None:
    """By any part of a name, by code, by one character; from a folder, without a server."""
    problems: list[str] = []
    with opened(site / "index.html", problems) as page:
        assert "2011308 招商引资" in _found(page, "招商引")
        assert "综合数据信息中心—新闻报道费" in _found(page, "新闻报道")
        assert "云岭县档案馆" in _found(page, "档案馆")
        assert "上海市普陀区财政局" in _found(page, "普陀")
        assert "2010350 事业运行" in _found(page, "2010350")
        assert "招商引资" in _found(page, "招")
        assert "2010350 事业运行" in _found(page, "２０１０３５０")
        assert "第一招商服务中心—招商引资经费" in _found(page, "经费 中心-招商")
        assert "20103 政府办公厅（室）及相关机构事务" in _found(page, "办公厅室")
        _found(page, "2")
        assert page.locator("#hits li").count() == 60
        assert "先列出 60 处" in page.locator("#told").inner_text()
        for nothing in ("没有这样的项目", "，", "<img", "支出支"):
            page.get_by_role("searchbox").fill(nothing)
            expect(page.locator("#told")).to_have_text("没有找到")
            assert page.locator("#hits li").count() == 0
    assert problems == []


def test_search_by_keyboard_leads_to_the_row(site: Path, address: str) -> None:
    """From a server, below a path: typed, Tab, Enter, and there is the row; the question is kept."""
    asked: list[str] = []
    with opened(site / "index.html", []) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}index.html")
        page.get_by_role("searchbox").focus()
        page.keyboard.type("新闻报道费")
        expect(page.locator("#hits li")).to_have_count(1)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/xinzhou-etdz/index.html#*")
        row = page.locator(":target")
        assert "综合数据信息中心—新闻报道费" in row.inner_text()
        page.go_back()
        expect(page.locator("#hits li")).to_have_count(1)
        assert page.evaluate(ACCESS) == []
    assert asked
    assert all(unquote(url).startswith(address) for url in asked), asked


def test_departments_can_be_sorted(site: Path) -> None:
    """By any main figure."""
    with opened(site / "2024" / "index.html", []) as page:
        table = page.locator("table").first
        table.get_by_role("button", name="支出总计").click()
        assert table.locator("tbody th").all_inner_texts() == ["山西忻州经济开发区管理委员会", "云岭县档案馆"]
        table.get_by_role("button", name="支出总计").click()
        assert table.locator("tbody th").all_inner_texts() == ["云岭县档案馆", "山西忻州经济开发区管理委员会"]
