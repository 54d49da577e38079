"""gongkai serve: what it refuses, and which port it takes. What it serves is tested in tests/workbench."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.workbench import serving
from generator.workbench.serving import Wishes
from tests.budgets import copied_to
from tests.cli.conftest import Gongkai


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("没有的文件夹",), "找不到文件夹“没有的文件夹”"),
        (("--host", "0.0.0.0"), "要用 --name 写明"),
        (("--certificate", "a.pem"), "--certificate 和 --key 要一起写"),
        (("--certificate", "a.pem", "--key", "b.pem"), "找不到文件“a.pem”"),
        (("--host", "203.0.113.7", "--name", "a.example"), "不能在 203.0.113.7 的端口"),
    ],
)
def test_what_cannot_be_served_is_said(gongkai: Gongkai, options: tuple[str, ...], said: str) -> None:
    """Before anything is opened."""
    copied_to(Path("budgets/2024/馆"))
    answer = gongkai("serve", "--no-browser", *options)
    assert answer.code == 2
    assert said in answer.err


@pytest.mark.parametrize("token", ["short", "有汉字的口令有汉字的口令有汉字", "with blank with blank"])
def test_a_weak_token_is_refused(gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    """One that could be guessed, or that an address cannot hold."""
    copied_to(Path("budgets/2024/馆"))
    monkeypatch.setenv(serving.VARIABLE, token)
    answer = gongkai("serve", "--no-browser")
    assert (answer.code, "GONGKAI_TOKEN" in answer.err) == (2, True)


def test_a_token_that_was_given_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a service says is kept in a log; a new one is told, or nobody could come in."""
    for given, last in (("", "token=abc"), ("abcdefgh-abcdefgh", "token=口令")):
        monkeypatch.setenv(serving.VARIABLE, given)
        told: list[str] = []
        serving._tell("http://a.example:1/?token=abc", Wishes([], Path()), told.append)
        assert told[0].endswith(last)


def test_a_port_in_use_is_passed_over() -> None:
    """The next free one is taken; when there is none, that is said."""
    with socket.socket() as other:
        other.bind((serving.LOOPBACK, 0))
        other.listen()
        taken = other.getsockname()[1]
        with serving._socket(Wishes([], Path(), port=taken)) as made:
            assert taken < made.getsockname()[1] <= taken + serving.PORTS_TRIED
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(serving, "PORTS_TRIED", 1)
            with pytest.raises(UsageError, match="都有人用"):
                serving._socket(Wishes([], Path(), port=taken))


@pytest.mark.parametrize(
    ("wishes", "hosts"),
    [
        (Wishes([], Path()), ["127.0.0.1:1", "localhost:1", "[::1]:1"]),
        (
            Wishes([], Path(), host="0.0.0.0", names=["A.example"]),
            ["a.example:1", "a.example", "127.0.0.1:1", "localhost:1", "[::1]:1"],
        ),
    ],
)
def test_only_named_hosts_are_answered(wishes: Wishes, hosts: list[str]) -> None:
    """A machine that others reach is known by the names that were given."""
    assert serving.allowed_hosts(wishes, 1) == hosts


@pytest.mark.parametrize(
    ("host", "local"),
    [
        *((name, True) for name in ("127.0.0.1", "127.9.9.9", "::1", "localhost")),
        *((name, False) for name in ("0.0.0.0", "::", "10.0.0.1", "example.cn")),
    ],
)
def test_the_loopback_is_known(host: str, local: bool) -> None:
    """Everything else can be reached by others."""
    assert Wishes([], Path(), host=host).is_local is local
