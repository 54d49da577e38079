"""Hostile requests: whatever any address is sent, by whomever, there is an answer and no error of ours."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from pydantic import BaseModel

from generator.workbench import connections
from generator.workbench.connections import Patient
from generator.workbench.edits import written_in
from generator.workbench.guard import TOKEN as IN_ADDRESS
from generator.workbench.views import files, filling, home, steps, typing
from tests.workbench.asked import HOST, OURS, TOKEN, Answer, ask, post
from tests.workbench.conftest import KEY, Bench, bench_in

EVIL = "<img src=x onerror=alert(1)>"
VALUES = (
    *("", "0", "-1", "1e5", "nan", "9" * 5000, "９", "²", "../../x", "%2e%2e%2f", "..%252f..", "/etc/passwd"),
    *("\0", "a\nb", "\u202ex", EVIL, "𠀀" * 90, "x" * 5000, "[" * 2000, "{{ 支出/合计 }}", "*a", "预算.yaml"),
)
BODIES = (b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"a":' * 9_000, b"9" * 9_000, b"NaN", b'"\\ud800"')
QUERIES = ("name", "id", "path", "file", "line", "q", "key", "whose", "item", "table", "with")
WITHOUT_BODY = ("make", "roll")
"""What says all by its address: a body is not read."""


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A budget whose pages have been set."""
    bench = bench_in(tmp_path_factory.mktemp("bench") / "budgets")
    assert bench.desk.read()
    bench.desk.set()
    yield bench
    bench.office.close()


def _routes(bench: Bench, method: str) -> list[str]:
    return [route.path for route in bench.app._app.routes if method in route.methods]


def _filled(path: str, bench: Bench, **given: str) -> str:
    """The address of a route, with what is there in its gaps."""
    there = {"key": KEY, "kind": "json", "version": "x", "name": "budget.js", "page": "0", "scale": "1.0"}
    there |= {"sheet": bench.desk.sheets[0].key if bench.desk.sheets else "x"} | given
    return re.sub(r"\{(\w+):\w+\}", lambda gap: there[gap[1]], path)


def _is_refused(answer: Answer) -> bool:
    """With a sentence in Chinese."""
    return 400 <= answer.status < 500 and bool(re.search("[\u4e00-\u9fff]", answer.text))


def test_no_parameter_of_a_get_brings_about_an_error(looked_at: Bench) -> None:
    """In the address or behind it: there is an answer, and nothing in it is code."""
    for path in _routes(looked_at, "GET"):
        if path.endswith("/events"):
            continue
        for value in VALUES:
            gaps = [_filled(path, looked_at, **{gap: value}) for gap in re.findall(r"\{(\w+):", path)]
            everything = "&".join(f"{name}={value}" for name in QUERIES)
            for address, query in [*((one, "") for one in gaps), (_filled(path, looked_at), everything)]:
                answer = ask(looked_at.app, address, query)
                assert answer.status < 500
                assert EVIL.encode() not in answer.body or "html" not in answer.headers["content-type"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"http://{HOST}.evil.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"cookie": "gongkai=wrong"}, 401),
        ({"cookie": ""}, 401),
        ({"host": "evil.example"}, 421),
    ],
)
def test_every_write_of_a_stranger_is_refused(bench: Bench, headers: dict[str, str], status: int) -> None:
    """Whatever its body is called: a form of another page can send text/plain."""
    for path in _routes(bench, "POST"):
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
            sent = OURS | {"content-type": kind} | headers
            answer = ask(bench.app, _filled(path, bench), "", "POST", b"{}", sent)
            assert (answer.status, _is_refused(answer)) == (status, True), path


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_do_nothing(bench: Bench, method: str) -> None:
    """They are refused, also from our own pages."""
    for path in {*_routes(bench, "GET"), *_routes(bench, "POST")}:
        assert _is_refused(ask(bench.app, _filled(path, bench), "", method))


def test_a_body_that_says_nothing_is_refused_everywhere(bench: Bench) -> None:
    """By every address that reads one; nothing is written."""
    before = written_in(bench.folder).version
    for path in _routes(bench, "POST"):
        if path.endswith(WITHOUT_BODY):
            continue
        for body in BODIES:
            answer = ask(bench.app, _filled(path, bench), "", "POST", body)
            assert _is_refused(answer), (path, body[:20], answer.status)
    assert written_in(bench.folder).version == before


MODELS = {
    "cells": filling.Filled,
    "amount": filling.Amount,
    "accept": filling.Accepted,
    "say": filling.Said,
    "sign": steps.Signing,
    "complete": typing.TextAtCaret,
    "new": home.New,
    "step": files.Step,
}
"""What is sent where, as the views declare it."""


def _odd(kind: str, value: str) -> Any:
    """`value` as a field of that type has it."""
    shapes: dict[str, Any] = {
        "str": value,
        "int": 10**30 if value else -1,
        "list[tuple[list[str | int], str]]": [[["支出", 0, "科目"], value], [[value], value], [[], value]],
        "dict[str, list[list[tuple[list[str], str]]]]": {value: [[[["科目"], value]]], "0": [[[[], value]]]},
        "list[list[str | int]]": [[value], [], ["支出", -1]],
        "list[str]": [value],
        "list[StepOfFile]": [{"name": value or "预算.yaml", "before": value, "after": None}],
    }
    return shapes[kind]


def test_every_model_of_a_body_is_tried() -> None:
    """A new one needs its line above."""
    views = (filling, files, home, steps, typing)
    models = {
        one
        for view in views
        for one in vars(view).values()
        if isinstance(one, type) and issubclass(one, BaseModel) and one.__module__ == view.__name__
    }
    assert models - {files.StepOfFile} == set(MODELS.values())


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("value", VALUES)
def test_odd_values_are_no_error(bench: Bench, name: str, value: str) -> None:
    """One after another in every field of what is sent, and in all of them at once."""
    fields = MODELS[name].__annotations__
    fields = {key: str(kind) for key, kind in fields.items() if key != "model_config"}
    path = next(path for path in _routes(bench, "POST") if path.endswith(f"/{name}"))
    usual = {"version": written_in(bench.folder).version, "key": "支出", "file": "预算.yaml"}
    all_odd = {key: _odd(kind, value) for key, kind in fields.items()}
    for key in fields:
        plain = {one: usual.get(one, all_odd[one]) for one in fields}
        assert post(bench.app, _filled(path, bench), plain | {key: all_odd[key]}).status < 500


@pytest.mark.parametrize("value", VALUES)
def test_odd_names_of_what_is_uploaded_are_no_error(bench: Bench, value: str) -> None:
    """Titles, roles, names of files: nothing of it leaves the budget."""
    version = written_in(bench.folder).version
    top = bench.folder.parents[2]
    before = {path for path in top.rglob("*") if not path.is_relative_to(bench.folder)}
    for address, body in (("attach", b"%PDF-1.4"), ("font", b"OTTO")):
        for query in (f"title={value}&role=标题&file=a.pdf", f"title=a&role=标题&file={value}"):
            answer = ask(
                bench.app,
                f"/b/{KEY}/-/{address}",
                f"{query}&version={version}".replace("\0", ""),
                "POST",
                body,
            )
            assert answer.status < 500
    for address in ("/-/import", "/-/mapping"):
        query = f"file={value}.xlsx&year=2031&name={value}&mapping={value[:9]}"
        assert _is_refused(ask(bench.app, address, query, "POST", b"PK\3\4"))
    assert {path for path in top.rglob("*") if not path.is_relative_to(bench.folder)} == before


def test_the_token_goes_from_every_address(bench: Bench) -> None:
    """Also from one that is opened again, by a window that has the cookie: addresses are kept and shown."""
    for headers in (OURS, {"host": HOST}):
        answer = ask(bench.app, f"/b/{KEY}/", f"a=1&{IN_ADDRESS}={TOKEN}", headers=headers)
        assert (answer.status, TOKEN in answer.headers["location"]) == (303, False)


def test_units_that_do_not_exist_keep_nobody_waiting(bench: Bench) -> None:
    """What nobody can see any more is not read."""
    for number in range(50):
        ask(bench.app, f"/b/{KEY}@x{number}/-/findings")
    waiting = [one.work for one in bench.office._to_read._waiting]
    desks = dict(bench.office._desks)
    read: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.workbench.desk.Desk.read", lambda desk: read.append(desk.key))
        for work in waiting:
            work()
    assert (len(waiting), set(read)) == (50, set(desks))


def test_an_error_of_ours_is_told_to_windows(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """While reading and while setting: nobody waits for pages that will not come."""
    assert bench.desk.read()
    monkeypatch.setattr("generator.workbench.bench.Worker.made", lambda worker, job: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bench.desk.set()
    assert bench.desk.done
    assert "内部出错" in ask(bench.app, f"/b/{KEY}/-/findings").text
    monkeypatch.setattr("generator.workbench.desk.read", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bench.office._read(bench.desk)
    assert "内部出错" in ask(bench.app, f"/b/{KEY}/-/findings").text
    assert bench.desk.findings()["errors"] == 1


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that has little patience."""
    monkeypatch.setattr(connections, "PATIENCE", 0.2)
    monkeypatch.setattr(connections, "MOST", 8)

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        more = True
        while more:
            more = (await receive()).get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=Patient, lifespan="off", log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()
    listening.close()


def _connected(port: int, sent: bytes = b"") -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=30)
    made.sendall(sent)
    return made


ASKED = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"


def test_who_asks_for_nothing_keeps_nobody_out(port: int) -> None:
    """Whoever is answered stays; of those who wait the one goes that has waited longest."""
    waiting = [_connected(port, b"GET / HT") for _ in range(20)]
    with _connected(port, ASKED) as asking:
        assert asking.recv(1000).startswith(b"HTTP/1.1 200")
    assert all(_is_ended(one) for one in waiting)


def test_drops_do_not_keep_a_connection(port: int) -> None:
    """Header after header without end; or a body after the answer."""
    with _connected(port, b"GET / HTTP/1.1\r\n") as slow:
        assert _is_ended(slow, b"a: b\r\n")


def test_who_sends_slowly_what_is_wanted_is_waited_for(port: int) -> None:
    """A large file over a bad line."""
    with _connected(port, b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n") as slow:
        for _ in range(9):
            time.sleep(0.1)
            slow.sendall(b"x")
        assert slow.recv(1000).startswith(b"HTTP/1.1 200")


def test_what_is_no_http_is_refused_in_chinese(port: int) -> None:
    """And nothing is written into a log."""
    with _connected(port, b"\x16\x03\x01 hello\r\n\r\n") as stranger:
        assert "不是 HTTP" in stranger.recv(1000).decode()


def _is_ended(one: socket.socket, drop: bytes = b"") -> bool:
    """Whether the server ends it while it gets `drop` again and again."""
    one.settimeout(0.05)
    for _ in range(400):
        try:
            if drop:
                one.sendall(drop)
            if not one.recv(1000):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    else:
        return False
    one.close()
    return True
