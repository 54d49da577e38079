"""The home page: all budgets with their states, new ones; and the files that pages use."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator.errors import FindingsError
from generator.exchange.importer.mapping import AMOUNTS, FORM, LABELS, LIST, UNUSED, MappedTable
from generator.source import limits
from generator.source.digits import whole
from generator.source.hidden import shown
from generator.workbench import starting
from generator.workbench.rendering import assets
from generator.workbench.starting import Uploaded
from generator.workbench.views.asking import office_of, part, sent, values

_FOR_EVER = "private, max-age=31536000, immutable"
SECOND_HALF = 7
"""The month from which on people prepare next year's budget."""


class New(BaseModel):
    """A budget to be made: blank, or next year's of `last`."""

    model_config = ConfigDict(strict=True)
    year: str = ""
    name: str = ""
    profile: str = ""
    last: str = ""


def home(request: Request) -> Response:
    """The whole page."""
    return part("home.html.j2", **_facts(request), top=office_of(request).shelf.top)


def budgets(request: Request) -> Response:
    """The rows of its table."""
    return part("budgets.html.j2", **_facts(request))


def _facts(request: Request) -> dict[str, object]:
    office = office_of(request)
    return {
        "budgets": office.summaries(),
        "trouble": office.shelf.trouble(),
        "read_only": request.app.state.read_only,
    }


def beginning(request: Request) -> Response:
    """The page on which a new budget is begun."""
    shelf, today = office_of(request).shelf, date.today()
    known = shelf.budgets()
    rolling = []
    for key, folder in known.items():
        year = folder.parent.name
        if year.isdecimal() and not (folder.parent.parent / str(int(year) + 1) / folder.name).exists():
            rolling.append((key, folder.name, int(year)))
    return part(
        "new.html.j2",
        year=today.year + (today.month >= SECOND_HALF),
        profiles=starting.profiles(shelf),
        rolling=rolling,
        read_only=request.app.state.read_only,
    )


async def begin(request: Request) -> Response:
    """Make a new budget."""
    try:
        data = New.model_validate_json(await sent(request, limits.YAML_FILE))
    except ValidationError:
        raise HTTPException(400, "请求写得不对。") from None
    return await asyncio.to_thread(_begin, request, data)


def _begin(request: Request, data: New) -> Response:
    shelf = office_of(request).shelf
    if data.last:
        folder = shelf.budgets().get(data.last)
        if folder is None or not folder.parent.name.isdecimal():
            raise HTTPException(422, "没有这份预算，或已经移走。")
        made = starting.next_year(shelf, folder, int(folder.parent.name) + 1)
    else:
        made = starting.blank(shelf, whole(data.year) or 0, data.name, data.profile)
    return JSONResponse({"key": shelf.key_of(made)})


async def put_aside(request: Request) -> Response:
    """Have a budget out of the way of a new one; where it lies now is told."""
    (key,) = await values(request, limits.YAML_FILE, "key")
    office = office_of(request)
    aside = office.shelf.key_of(await asyncio.to_thread(office.put_aside, key))
    said = f"原来的预算改名为“{shown(aside)}”，没有删除，首页不再列出；要找回的，把文件夹改回原名。"
    return JSONResponse({"said": f"{said}现在可以再建立一次。"})


@contextmanager
def _with_hints() -> Iterator[None]:
    """What is wrong with a workbook is told with what to do about it."""
    try:
        yield
    except FindingsError as error:
        told = (f"{one.message}（{one.hint}）" if one.hint else one.message for one in error.findings[:3])
        raise HTTPException(422, "；".join(told)) from None


async def bring(request: Request) -> Response:
    """Make a new budget from a workbook, which is the body, after a mapping if there is one."""
    uploaded = await _uploaded(request)
    shelf = office_of(request).shelf
    with _with_hints():
        made = await asyncio.to_thread(starting.from_workbook, shelf, uploaded)
    return JSONResponse({"key": shelf.key_of(made.folder)})


async def map_out(request: Request) -> Response:
    """What every sheet and column of a workbook is taken for, and what else they may be. Nothing is made."""
    uploaded, shelf = await _uploaded(request), office_of(request).shelf
    with _with_hints():
        entries = await asyncio.to_thread(starting.taken_for, shelf, uploaded)
    kinds, units = (get_args(MappedTable.model_fields[key].annotation) for key in ("what", "unit"))
    columns = {word for entry in entries for _, _, word in entry.columns if word}
    words = dict.fromkeys((*LABELS, *AMOUNTS, *sorted(columns)))
    told = {"sheets": [asdict(entry) for entry in entries], "kinds": kinds, "units": units}
    return JSONResponse(told | {"words": list(words), "plain": [UNUSED, FORM, LIST]})


async def _uploaded(request: Request) -> Uploaded:
    asked = request.query_params
    year, length = (asked.get(name, "").strip() for name in ("year", "mapping"))
    data = await sent(request, limits.XLSX_FILE)
    size = whole(length) or 0
    mapping = data[: min(size, limits.YAML_FILE.most)].decode("utf-8", "replace")
    return Uploaded(data[size:], asked.get("file", ""), whole(year), asked.get("name", "").strip(), mapping)


def asset(request: Request) -> Response:
    """A file of ours; nothing on the disk is looked for by the name that was sent."""
    known = assets().get(request.path_params["name"])
    if known is None:
        raise HTTPException(404)
    data, kind = known
    return Response(data, media_type=kind, headers={"Cache-Control": _FOR_EVER})
