"""The application asked without a server: one request at a time, as ASGI."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

HOST = "127.0.0.1:8765"
TOKEN = "abcdefgh-abcdefgh"
OURS = {"host": HOST, "cookie": f"gongkai={TOKEN}", "origin": f"http://{HOST}"}
"""The headers of a window of the workbench."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def ask(
    app: Any,
    path: str,
    query: str = "",
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str] = OURS,
    *,
    whole: bool = True,
) -> Answer:
    """One request, or the beginning of one; the connection is closed by the time of the answer."""
    return asyncio.run(_asked(app, path, query, method, body, headers, whole))


def post(app: Any, path: str, data: object, headers: Mapping[str, str] = OURS) -> Answer:
    """Send `data` as JSON."""
    return ask(app, path, "", "POST", json.dumps(data).encode(), headers)


async def _asked(
    app: Any, path: str, query: str, method: str, body: bytes, headers: Mapping[str, str], whole: bool
) -> Answer:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": quote(path).encode(),
        "root_path": "",
        "query_string": quote(query, safe="=&").encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8765),
    }
    said: list[dict[str, Any]] = []
    given = [{"type": "http.request", "body": body, "more_body": not whole}]

    async def receive() -> dict[str, Any]:
        return given.pop() if given else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    await app(scope, receive, send)
    start = next(one for one in said if one["type"] == "http.response.start")
    whole = b"".join(one.get("body", b"") for one in said if one["type"] == "http.response.body")
    return Answer(start["status"], {k.decode(): v.decode() for k, v in start["headers"]}, whole)
