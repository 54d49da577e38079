"""What docs/工作台 says can be run: its commands have the options that there are, and its names agree."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from generator.cli.commands import command_line
from generator.workbench.app import make_app
from generator.workbench.guard import Gate
from generator.workbench.office import Office
from generator.workbench.serving import Wishes, allowed_hosts
from generator.workbench.shelf import Shelf
from tests.workbench.asked import TOKEN, ask, post

FOLDER = Path(__file__).parents[2] / "docs" / "工作台"


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_commands_of_service_and_container_are_understood() -> None:
    """And the proxy leads to the port and sends the name that the service answers to."""
    [line] = re.findall(r"^ExecStart=(.*)$", _text("gongkai.service"), re.MULTILINE)
    program, *arguments = shlex.split(line)
    options = command_line().parse_args(arguments)
    assert (Path(program).name, options.host, options.no_browser) == ("gongkai", "127.0.0.1", True)
    proxy = _text("nginx.conf")
    assert f"proxy_pass http://{options.host}:{options.port};" in proxy
    assert set(re.findall(r"server_name (\S+);", proxy)) == set(options.name)
    container = _text("Containerfile")
    [entry] = re.findall(r"^ENTRYPOINT (.*)$", container, re.MULTILINE)
    [command] = re.findall(r"^CMD (.*)$", container, re.MULTILINE)
    options = command_line().parse_args([*json.loads(entry)[1:], *json.loads(command)])
    assert (options.host, options.name) == ("0.0.0.0", ["localhost"])
    assert f"EXPOSE {options.port}" in container


def test_who_comes_through_the_proxy_is_let_in(tmp_path: Path) -> None:
    """Under the name without a port, from pages that the browser has by HTTPS; under no other name."""
    name = "ysgk.example.cn"
    hosts = allowed_hosts(Wishes([tmp_path], tmp_path / "out", names=[name]), 8765)
    office = Office(Shelf([tmp_path]), tmp_path / "out", None)
    app = make_app(office, Gate(frozenset(hosts), TOKEN))
    headers = {"host": name, "cookie": f"gongkai={TOKEN}", "origin": f"https://{name}"}
    assert ask(app, "/", headers=headers).status == 200
    assert post(app, "/-/new", {"year": "1"}, headers).status == 422
    assert ask(app, "/", headers=headers | {"host": "other.example.cn"}).status == 421
    assert post(app, "/-/new", {}, headers | {"origin": "https://other.example.cn"}).status == 403
