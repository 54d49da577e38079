"""The guard (门卫): who may ask for anything, from where, and what a browser may do with the answer."""

from __future__ import annotations

import hmac
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

SAFE = ("GET", "HEAD")
TOKEN = "token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy: nothing that is not ours, and nothing written into a page."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """What is let in: requests to one of `hosts` (name:port), with the `token`; writes unless `read_only`."""

    hosts: frozenset[str]
    token: str
    read_only: bool = False
    secure: bool = False
    cookie: str = "gongkai"

    def refusal(self, request: Request) -> Response | None:
        """Why a request is not answered; None for one that is."""
        host = request.headers.get("host", "").lower()
        if host not in self.hosts:
            return _no(421, "这个地址不是工作台的。请用启动时显示的地址打开。")
        if request.method not in SAFE:
            return self._of_write(request, host)
        if request.headers.get("sec-fetch-site") in ("cross-site", "same-site") and not _is_visit(request):
            return _no(403, "不接受别的网站的请求。")
        known = self._has_token(request)
        return None if known and TOKEN not in request.query_params else self._to_clean_address(request, known)

    def _of_write(self, request: Request, host: str) -> Response | None:
        scheme = "https" if self.secure else "http"
        if request.headers.get("origin", "").lower() not in (f"{scheme}://{host}", f"https://{host}"):
            return _no(403, "不接受别的网站的请求。")
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _no(403, "不接受别的网站的请求。")
        if not self._has_token(request):
            return _no(401, "请用启动时显示的地址重新打开工作台。")
        if self.read_only:
            return _no(403, "工作台是只读的（--read-only），没有保存。")
        return None

    def _has_token(self, request: Request) -> bool:
        return _same(request.cookies.get(self.cookie, ""), self.token)

    def _to_clean_address(self, request: Request, known: bool) -> Response:
        """A visit with the token in its address gets it as a cookie, and an address without it."""
        if not known and not _same(request.query_params.get(TOKEN, ""), self.token):
            return _no(401, "请用启动时显示的地址打开工作台（地址里有口令）。")
        rest = urlencode([(key, value) for key, value in request.query_params.multi_items() if key != TOKEN])
        path = "/" + request.url.path.lstrip("/")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
        answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", secure=self.secure)
        return answer


class Guard:
    """Asks the gate before the application, and adds headers to every answer."""

    def __init__(self, app: Any, gate: Gate) -> None:
        self._app, self._gate = app, gate

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """One request."""
        if scope["type"] != "http":
            return

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._gate.refusal(Request(scope))
        await (answer or self._app)(scope, receive, send_guarded)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _is_visit(request: Request) -> bool:
    """Whether somebody goes to a page, as by a link on another page."""
    return bool(request.headers.get("sec-fetch-mode") == "navigate")


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status)
