"""Forms: what is written, what a person makes of it, and findings that are accepted."""

from __future__ import annotations

import asyncio
import glob
from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator.errors import FindingsError
from generator.exchange.importer.scalars import scalar
from generator.model.vocabulary import DEFAULT, Vocabulary
from generator.source.limits import YAML_FILE
from generator.workbench.desk import Desk
from generator.workbench.edits import Change, Changed, MovedError, Row, apply, path_of, written_in
from generator.workbench.forms import (
    AMOUNT,
    TOPICS,
    Column,
    changes_of,
    form_of,
    rows_of,
    subjects_of,
    written,
)
from generator.workbench.views.asking import desk_of, office_of, part, sent

T = TypeVar("T", bound=BaseModel)


class Cells(BaseModel):
    """Cells of a form, by path, and new rows of it."""

    model_config = ConfigDict(strict=True)
    version: str
    key: str
    cells: list[tuple[list[str | int], str]]
    rows: list[list[tuple[list[str], str]]]


class Amount(BaseModel):
    """An amount that was read at a place."""

    model_config = ConfigDict(strict=True)
    version: str
    file: str
    line: int
    column: int
    text: str


class Accepted(BaseModel):
    """A 警告 that is let stand."""

    model_config = ConfigDict(strict=True)
    version: str
    code: str
    about: str
    reason: str


def form(request: Request) -> Response:
    """The form of a key."""
    desk = desk_of(request)
    try:
        there = written_in(desk.folder)
    except FindingsError as error:
        return part("unreadable.html.j2", findings=error.findings[:3])
    key = request.query_params.get("key", TOPICS[0])
    made = form_of(there.mapping, key, _words(desk))
    used = {column.table for column in made.columns if column.table}
    subjects = {
        table: names for table, names in subjects_of(there.mapping, desk.folder).items() if table in used
    }
    return part(
        "form.html.j2",
        form=made,
        version=there.version,
        subjects=subjects,
        unit=str(there.mapping.get("金额单位") or "万元"),
        read_only=request.app.state.read_only,
    )


async def fill(request: Request) -> Response:
    """Write cells and rows."""
    data = await _sent(request, Cells)

    def changes(desk: Desk) -> list[Changed]:
        there = written_in(desk.folder)
        if there.version != data.version:
            raise MovedError
        made = form_of(there.mapping, data.key, _words(desk))
        cells = changes_of(made, [(tuple(path), text) for path, text in data.cells])
        rows = rows_of(made, [[(tuple(path), text) for path, text in row] for row in data.rows])
        return apply(desk.folder, data.version, cells, rows)

    return await asyncio.to_thread(_written, request, changes)


async def amount(request: Request) -> Response:
    """Write an amount where it was read."""
    data = await _sent(request, Amount)

    def changes(desk: Desk) -> list[Changed]:
        there = written_in(desk.folder)
        path = path_of(there.mapping, (data.file, data.line, data.column))
        if there.version != data.version or path is None:
            raise MovedError
        text = written(data.text, Column((str(path[-1]),), AMOUNT))
        if not text:
            raise HTTPException(422, "没有金额的写 0。")
        return apply(desk.folder, data.version, [Change(path, text)])

    return await asyncio.to_thread(_written, request, changes)


async def accept(request: Request) -> Response:
    """Write that a 警告 is let stand, and why."""
    data = await _sent(request, Accepted)
    if not data.reason.strip():
        raise HTTPException(422, "要写明理由。")

    def changes(desk: Desk) -> list[Changed]:
        said = {"代码": data.code, "事项": glob.escape(data.about), "理由": " ".join(data.reason.split())}
        row = Row("接受", {(key,): scalar(text, flow=True) for key, text in said.items()})
        return apply(desk.folder, data.version, [], [row])

    return await asyncio.to_thread(_written, request, changes)


def _written(request: Request, changes: Callable[[Desk], list[Changed]]) -> Response:
    desk = desk_of(request)
    with desk.writing:
        try:
            changed = changes(desk)
        except MovedError as error:
            return JSONResponse({"error": str(error)}, 409)
    office_of(request).changed(desk)
    return JSONResponse({"files": [{"name": c.name, "before": c.before, "after": c.after} for c in changed]})


async def _sent(request: Request, kind: type[T]) -> T:
    try:
        return kind.model_validate_json(await sent(request, YAML_FILE))
    except ValidationError:
        raise HTTPException(400, "请求写得不对。") from None


def _words(desk: Desk) -> Vocabulary:
    """The words of the budget's profile, as far as it is known."""
    return desk.shown.disclosure.profile.vocabulary if desk.shown else DEFAULT
