"""Serving: the port, the address, the browser, and the server itself."""

from __future__ import annotations

import errno
import gc
import ipaddress
import logging
import os
import re
import secrets
import socket
import ssl
import sys
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.press.kept.store import store_here
from generator.source.failures import reason
from generator.source.parsed import keep_parsed
from generator.source.processes import in_two_stores
from generator.workbench.guard import TOKEN, Gate
from generator.workbench.office import Office
from generator.workbench.shelf import Shelf

LOOPBACK = "127.0.0.1"
PORT = 8765
PORTS_TRIED = 50
LAST_PORT = 65_535
LEAST_TOKEN = 16
VARIABLE = "GONGKAI_TOKEN"
COLLECTED = (10_000, 10, 10)
"""Other commands end soon and leave their garbage lie; a server runs for days."""
CLOSING = 1
"""Seconds that open windows have before the server ends."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says; under one of `names` others reach a server that is not on the loopback."""

    budgets: Sequence[Path]
    output: Path
    host: str = LOOPBACK
    port: int = PORT
    names: Sequence[str] = ()
    read_only: bool = False
    browser: bool = True
    certificate: Path | None = None
    key: Path | None = None

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host == "localhost" or _is_loopback(self.host)


def serve(wishes: Wishes, say: Callable[[str], None]) -> None:
    """Serve until it is stopped. Raises UsageError for wishes that cannot be met."""
    import uvicorn

    from generator.workbench.app import make_app
    from generator.workbench.connections import BACKLOG, NoRoom, Patient, room_for_files

    _refuse(wishes)
    shelf = Shelf(wishes.budgets)
    token = _token()
    listening = _socket(wishes)
    port = listening.getsockname()[1]
    hosts = allowed_hosts(wishes, port)
    secure = wishes.certificate is not None
    gate = Gate(frozenset(hosts), token, wishes.read_only, secure, f"gongkai-{port}")
    office = Office(shelf, wishes.output, store_here())
    address = f"http{'s' if secure else ''}://{hosts[0]}/?{TOKEN}={token}"
    config = uvicorn.Config(
        make_app(office, gate),
        http=Patient,
        backlog=BACKLOG,
        log_level="error",
        lifespan="off",
        ws="none",
        server_header=False,
        access_log=False,
        timeout_graceful_shutdown=CLOSING,
        ssl_certfile=wishes.certificate,
        ssl_keyfile=wishes.key,
    )
    room_for_files()
    in_two_stores()
    keep_parsed()
    gc.set_threshold(*COLLECTED)
    gc.freeze()  # what is loaded by now stays
    office.start()
    _tell(address, wishes, say)
    if wishes.browser:
        webbrowser.open(address)
    server = uvicorn.Server(config)
    logging.getLogger("asyncio").addFilter(NoRoom())
    # What is broken off because the server was told to end is no error.
    logging.getLogger("uvicorn.error").addFilter(lambda record: not server.should_exit)
    try:
        server.run(sockets=[listening])
    finally:
        office.close()


def _tell(address: str, wishes: Wishes, say: Callable[[str], None]) -> None:
    """Say where it is. A token that was given is known, and what a service says is kept in a log."""
    given = bool(os.environ.get(VARIABLE))
    shown = f"{address.partition('=')[0]}=口令" if given else address
    say(f"工作台已经打开{'（只读）' if wishes.read_only else ''}：{shown}")
    say(f"口令是 {VARIABLE} 里的那个。" if given else "地址里有口令，不要给别人。按 Ctrl+C 结束。")


def _refuse(wishes: Wishes) -> None:
    if not wishes.is_local and not wishes.names:
        raise UsageError(
            f"--host {wishes.host} 让别的机器也能打开工作台，"
            "要用 --name 写明它们用的名称，例如 --name ysgk.example.cn。"
        )
    if not 0 <= wishes.port <= LAST_PORT:
        raise UsageError(f"--port 是 0 到 {LAST_PORT} 之间的数。")
    if (wishes.certificate is None) != (wishes.key is None):
        raise UsageError("--certificate 和 --key 要一起写。")
    if wishes.certificate and wishes.key:
        _refuse_pair(wishes.certificate, wishes.key)


def _refuse_pair(certificate: Path, key: Path) -> None:
    """A certificate and a key that do not go together, or that cannot be read without a password."""
    for file in (certificate, key):
        if not file.is_file():
            raise UsageError(f"找不到文件“{file}”。")

    def no_password() -> str:
        raise UsageError(f"私钥“{key}”有密码。请换一个没有密码的，只让运行工作台的用户能读。")

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, no_password)
    except ssl.SSLError:
        raise UsageError(f"“{certificate}”和“{key}”不是一对 PEM 格式的证书和私钥。") from None
    except OSError as error:
        raise UsageError(f"不能读“{certificate}”和“{key}”：{reason(error)}。") from None


def _token() -> str:
    """The token that the surroundings give, as behind a proxy, or a new one."""
    said = os.environ.get(VARIABLE, "")
    if said and not re.fullmatch(rf"[A-Za-z0-9_-]{{{LEAST_TOKEN},}}", said):
        raise UsageError(f"环境变量 {VARIABLE} 里的口令要有 {LEAST_TOKEN} 个以上的字母、数字、- 和 _。")
    return said or secrets.token_urlsafe(24)


def _socket(wishes: Wishes) -> socket.socket:
    """The port that was wished for, or the next one that is free."""
    family = socket.AF_INET6 if ":" in wishes.host else socket.AF_INET
    for port in range(wishes.port, min(wishes.port + PORTS_TRIED, LAST_PORT + 1)):
        made = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((wishes.host, port))
            made.listen(128)
            return made
        except (OSError, UnicodeError) as error:  # a name that can be none
            made.close()
            if getattr(error, "errno", 0) != errno.EADDRINUSE:
                raise UsageError(
                    f"不能在 {wishes.host} 的端口 {port} 上打开工作台：请换一个 --host 或 --port。"
                ) from None
    raise UsageError(f"从 {wishes.port} 起的 {PORTS_TRIED} 个端口都有人用。请用 --port 换一个。")


def allowed_hosts(wishes: Wishes, port: int) -> list[str]:
    """What may stand in the header Host; the first is how the address is told."""
    names = [name.lower() for name in wishes.names]
    own = [f"{LOOPBACK}:{port}", f"localhost:{port}", f"[::1]:{port}"]
    if wishes.is_local and not names:
        return own
    return [*(given for name in names for given in ((f"{name}:{port}"), name)), *own]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
