"""What all views share: the budget that a request is about, and answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from generator.source.limits import Limit
from generator.workbench.desk import Desk, Shown
from generator.workbench.office import Office
from generator.workbench.rendering import html
from generator.workbench.writing import Changed

T = TypeVar("T", bound=BaseModel)


def office_of(request: Request) -> Office:
    """The office of this server."""
    return cast(Office, request.app.state.office)


def desk_of(request: Request) -> Desk:
    """The budget that the address names; 404 when there is none."""
    desk = office_of(request).open(request.path_params["key"])
    if desk is None:
        raise HTTPException(404, "没有这份预算，或已经移走。")
    return desk


def shown_of(request: Request) -> Shown:
    """What is shown of that budget; 404 while there is nothing."""
    shown = desk_of(request).shown
    if shown is None:
        raise HTTPException(404, "预算还没有读出来，改正错误以后再看。")
    return shown


def part(template: str, **values: Any) -> Response:
    """A page, or a part of one."""
    return HTMLResponse(html(template, **values))


async def sent(request: Request, limit: Limit) -> bytes:
    """The body of a request; 413 when it is above the limit."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > limit.most:
            raise HTTPException(413, f"超过 {limit.said}，太大了。")
    return bytes(data)


async def sent_as(request: Request, kind: type[T], limit: Limit) -> T:
    """The body of a request as a model; 400 when it is none."""
    try:
        return kind.model_validate_json(await sent(request, limit))
    except ValidationError:
        raise HTTPException(400, "请求写得不对。") from None


def of_changed(files: Sequence[Changed]) -> dict[str, Any]:
    """What a window keeps of a save to be able to undo it."""
    return {"files": [asdict(one) for one in files if one.before != one.after]}


async def values(request: Request, limit: Limit, *names: str) -> list[str]:
    """The texts of these names in a body of JSON; 400 when they are not there."""
    try:
        data = json.loads(await sent(request, limit))
        found = [data[name] for name in names]
        "".join(found).encode()  # half a character is none
    except (ValueError, LookupError, TypeError, RecursionError):
        raise HTTPException(400, "请求写得不对。") from None
    return cast("list[str]", found)
