"""Who may ask: hosts, origins, tokens; and what a GET may do, which is nothing."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.workbench.rendering import assets
from tests.workbench.asked import OURS, TOKEN, ask, post
from tests.workbench.conftest import KEY, Bench, bench_in

FILE = f"/b/{KEY}/-/file"
GETS = (
    "/",
    "/-/budgets",
    "/new",
    "/-/static/x/budget.js",
    f"/b/{KEY}/",
    f"/b/{KEY}/-/findings",
    f"/b/{KEY}/-/figure",
    f"/b/{KEY}/-/operands",
    f"/b/{KEY}/-/line",
    f"/b/{KEY}/-/search",
    f"/b/{KEY}/-/file",
    f"/b/{KEY}/-/boxes/x/0",
    f"/b/{KEY}/-/page/x/0@2.png",
    f"/b/{KEY}/-/form",
    f"/b/{KEY}/-/subjects",
    f"/b/{KEY}/-/references",
    f"/b/{KEY}/-/steps",
    f"/b/{KEY}/-/report",
    f"/b/{KEY}/-/outputs",
    f"/b/{KEY}/-/download/xlsx",
)


def _without(*names: str, **others: str) -> dict[str, str]:
    return {name: value for name, value in (OURS | others).items() if name not in names}


def _write(bench: Bench) -> dict[str, str]:
    file = ask(bench.app, FILE, "name=预算.yaml").data
    return {"name": "预算.yaml", "text": file["text"] + "# 改\n", "version": file["version"]}


def _bytes(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_get_is_listed_here(bench: Bench) -> None:
    """The tests below go through all of them; the stream of events has one of its own."""
    routes = [route for route in bench.app._app.routes if "GET" in route.methods]
    known = [route for route in routes if any(route.path_regex.fullmatch(path) for path in GETS)]
    assert [route.path for route in routes if route not in known] == ["/b/{key:path}/-/events"]


@pytest.mark.parametrize("path", GETS)
def test_only_the_own_address_is_answered(bench: Bench, path: str) -> None:
    """A name that somebody else points at this machine leads nowhere."""
    for host in ("evil.example:8765", "127.0.0.1", "127.0.0.1:80", ""):
        assert ask(bench.app, path, headers=_without(host=host)).status == 421


@pytest.mark.parametrize("path", GETS)
def test_nothing_is_shown_without_the_token(bench: Bench, path: str) -> None:
    """Other users of the machine can reach the port, too."""
    for cookie in ("", "gongkai=", "gongkai=abcdefgh", f"other={TOKEN}"):
        answer = ask(bench.app, path, headers=_without(cookie=cookie))
        assert (answer.status, "口令" in answer.text) == (401, True)
    assert ask(bench.app, path, "token=wrong", headers=_without("cookie")).status == 401


def test_the_token_of_the_address_becomes_a_cookie(bench: Bench) -> None:
    """It stays in no address, no script and no other site gets it, and nobody is led to another site."""
    for path, to in (("/", "/?a=1"), ("//evil.example/", "/evil.example/?a=1")):
        answer = ask(bench.app, path, f"a=1&token={TOKEN}", headers=_without("cookie"))
        assert (answer.status, answer.headers["location"]) == (303, to)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(f"gongkai={TOKEN};")
        assert all(word in cookie.lower() for word in ("httponly", "samesite=strict"))


@pytest.mark.parametrize("path", GETS)
def test_a_get_changes_nothing(bench: Bench, path: str) -> None:
    """Whatever is asked for, the folder stays as it was, byte for byte."""
    before = _bytes(bench.folder.parent.parent)
    for query in ("", "name=预算.yaml&text=x&version=y&id=表一/合计&q=1&file=预算.yaml&line=1"):
        ask(bench.app, path, query)
    assert _bytes(bench.folder.parent.parent) == before


def test_writes_come_from_our_own_pages_only(bench: Bench) -> None:
    """A page of another site cannot save, with or without the cookie."""
    data, before = _write(bench), _bytes(bench.folder)
    refused = (
        _without("origin"),
        _without(origin="null"),
        _without(origin="http://evil.example"),
        _without(origin="http://127.0.0.1:1234"),
        _without(**{"sec-fetch-site": "cross-site"}),
        _without(**{"sec-fetch-site": "same-site"}),
    )
    assert [post(bench.app, FILE, data, headers).status for headers in refused] == [403] * len(refused)
    assert post(bench.app, FILE, data, _without("cookie")).status == 401
    assert _bytes(bench.folder) == before
    assert post(bench.app, FILE, data, _without(**{"sec-fetch-site": "same-origin"})).status == 200
    assert _bytes(bench.folder) != before


def test_a_unit_is_named_by_its_code_alone(bench: Bench) -> None:
    """No part of a path stands for one."""
    for unit in ("128001/..", "../128001", "a/b"):
        assert ask(bench.app, f"/b/{KEY}@{unit}/-/findings").status == 404


def test_who_leaves_while_sending_is_no_error(bench: Bench) -> None:
    """A connection that ends before its request does."""
    assert ask(bench.app, FILE, "", "POST", b"{", whole=False).status == 400


def test_a_read_only_workbench_writes_nothing(tmp_path: Path) -> None:
    """Reviewers look, and that is all."""
    bench = bench_in(tmp_path / "budgets", read_only=True)
    data, before = _write(bench), _bytes(bench.folder)
    writes = [route.path for route in bench.app._app.routes if "POST" in route.methods]
    assert len(writes) == 18
    for path in writes:
        answer = post(bench.app, path.replace("{key:path}", KEY), data)
        assert (answer.status, "只读" in answer.text) == (403, True)
    assert _bytes(bench.folder) == before


@pytest.mark.parametrize("path", [*GETS, "/nothing"])
def test_every_answer_is_guarded(bench: Bench, path: str) -> None:
    """Pages may use nothing but our own files, and stand in no frame."""
    for headers in (OURS, _without("cookie"), _without(host="evil.example")):
        said = ask(bench.app, path, headers=headers).headers
        policy = said["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert said["x-content-type-options"] == "nosniff"
        assert said["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", f"/b/{KEY}/"])
def test_pages_have_no_script_and_no_style_in_them(bench: Bench, path: str) -> None:
    """And whatever they refer to is ours, and there."""
    page = ask(bench.app, path).text
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:", page)
    found = re.findall(r'(?:src|href)="([^"#]*)"', page)
    assert len(found) > 3
    for address in found:
        assert address.startswith("/")
        assert ask(bench.app, unquote(address)).status == 200


def test_scripts_import_only_what_is_there() -> None:
    """And name no other machine."""
    scripts = {name: data.decode() for name, (data, _) in assets().items() if name.endswith(".js")}
    assert len(scripts) > 3
    for text in scripts.values():
        assert "://" not in text
        assert all(name in scripts for name in re.findall(r'from "\./([^"]*)"', text))


NAMES = (
    "../../../x.yaml",
    "/etc/passwd",
    "审核.yaml",
    "out.yaml",
    "sub/../预算.yaml",
    "./预算.yaml",
    "预算.yaml\x00",
    "",
)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_outside_of_the_budget_is_read_or_written(bench: Bench, name: str) -> None:
    """A file is one of the budget's, by its own name, or none."""
    (bench.folder.parents[2] / "x.yaml").write_text("秘密: 1\n", encoding="utf-8")
    (bench.folder / "out.yaml").symlink_to(bench.folder.parents[2] / "x.yaml")
    before = _bytes(bench.folder.parents[2])
    assert ask(bench.app, FILE, f"name={name}").status in (400, 422)
    written = post(bench.app, FILE, {"name": name, "text": "a: 1\n", "version": "x"})
    assert (written.status, "秘密" in written.text) == (422, False)
    assert _bytes(bench.folder.parents[2]) == before


@pytest.mark.parametrize("key", ["..", "../..", "2024", "2024/档案馆/..", "2023/档案馆", "", "/etc"])
def test_only_budgets_of_the_shelf_are_opened(bench: Bench, key: str) -> None:
    """An address names a budget, not a folder."""
    assert ask(bench.app, f"/b/{key}/").status in (404, 307)
    assert ask(bench.app, f"/b/{key}/-/file", "name=预算.yaml").status == 404


def test_what_is_too_large_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before all of it is in memory."""
    from generator.source.limits import Limit
    from generator.workbench.views import files

    monkeypatch.setattr(files, "YAML_FILE", Limit("一个 YAML 文件", 1000, "字"))
    assert post(bench.app, FILE, {"name": "预算.yaml", "text": "x" * 1001, "version": ""}).status == 413


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"\xff", b"[" * 100000, b'{"name": 1, "text": 2, "version": 3}']
)
def test_a_body_that_says_nothing_is_refused(bench: Bench, body: bytes) -> None:
    """With a sentence."""
    answer = ask(bench.app, FILE, method="POST", body=body)
    assert answer.status == 400
    assert answer.data["error"] == "请求写得不对。"


def test_an_error_of_ours_is_a_sentence(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """No stack trace reaches a window."""
    monkeypatch.setattr("generator.workbench.views.files.file_of", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):  # the server writes it into its log
        ask(bench.app, FILE, "name=预算.yaml")


def test_what_authors_write_is_shown_as_text(bench: Bench) -> None:
    """Names, lines and messages run nothing, on the home page and in the panel."""
    path = bench.folder / "预算.yaml"
    text = path.read_text(encoding="utf-8")
    evil = "<img src=x onerror=alert(1)>"
    path.write_text(text.replace("名称: 云岭县档案馆", f"名称: '{evil}'", 1), encoding="utf-8")
    bench.office._sum_up(KEY, bench.folder)
    assert bench.desk.read()
    page = ask(bench.app, "/-/budgets").text
    assert "&lt;img src=x" in page
    for part, query in (
        ("findings", ""),
        ("line", "file=预算.yaml&line=5"),
        ("form", "key=支出"),
        ("search", "q=<img"),
        ("figure", "id=基本支出/30201"),
        ("outputs", ""),
    ):
        answer = ask(bench.app, f"/b/{KEY}/-/{part}", query)
        assert answer.status == 200
        page += answer.text
    assert "<img" not in page
