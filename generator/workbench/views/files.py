"""The files of a budget: their text, and what is written into them."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from itertools import zip_longest
from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator.source.limits import YAML_BYTES, YAML_FILE
from generator.source.stretches import stretches
from generator.workbench.desk import Desk
from generator.workbench.rendering import html
from generator.workbench.telling import findings_in
from generator.workbench.views.asking import desk_of, of_changed, office_of, sent_as, values
from generator.workbench.writing import Changed, StaleError, WrittenFile, file_of, save
from generator.workbench.writing import step as take_step

AROUND = 2
"""Lines that stayed the same, around those that did not."""
_STEP = YAML_BYTES._replace(what="一次撤销", most=3 * YAML_BYTES.most)
"""What the files said and will say, as JSON."""


class StepOfFile(BaseModel):
    """A file as it should be now, and as it will be; None where it is not there."""

    model_config = ConfigDict(strict=True)
    name: str
    before: str | None
    after: str | None


class Step(BaseModel):
    """A save that is undone or done again."""

    model_config = ConfigDict(strict=True)
    files: list[StepOfFile]


def text(request: Request) -> Response:
    """A file: its text, its version, and what was found in it."""
    desk = desk_of(request)
    name = request.query_params.get("name", "")
    return JSONResponse(_told(desk, file_of(desk.folder, name)))


async def write(request: Request) -> Response:
    """Save a file, if it is still the one that was read; else both texts are shown (409)."""
    name, said, version = await values(request, YAML_FILE, "name", "text", "version")
    return await asyncio.to_thread(_write, request, name, said, version)


def _write(request: Request, name: str, said: str, version: str) -> Response:
    desk = desk_of(request)
    with desk.writing:
        try:
            changed = save(desk.folder, name, said, version)
        except StaleError as error:
            return _stale(error.now, said, undoing=False)
        written = file_of(desk.folder, name)
    office_of(request).changed(desk)
    return JSONResponse(_told(desk, written) | of_changed([changed]))


async def step(request: Request) -> Response:
    """Undo a save or do it again: all of its files, if they are as it left them, or none (409)."""
    data = await sent_as(request, Step, _STEP)
    return await asyncio.to_thread(_step, request, data)


def _step(request: Request, data: Step) -> Response:
    desk = desk_of(request)
    changes = [Changed(one.name, one.before, one.after) for one in data.files]
    with desk.writing:
        try:
            made = take_step(desk.folder, changes)
        except StaleError as error:
            said = next(one.after for one in changes if one.name == error.now.name)
            return _stale(error.now, said or "", undoing=True)
    office_of(request).changed(desk)
    return JSONResponse(of_changed(made))


def _stale(now: WrittenFile, said: str, *, undoing: bool) -> Response:
    """The refusal of a save: what the file says now beside what was to be saved."""
    shown = html("stale.html.j2", name=now.name, rows=_beside(now.text, said), undoing=undoing)
    data = {"error": f"“{now.name}”在别处改过了，没有保存。", "version": now.version, "text": now.text}
    return JSONResponse(data | {"name": now.name, "html": shown}, 409)


def _told(desk: Desk, file: WrittenFile) -> dict[str, Any]:
    return asdict(file) | {"findings": findings_in(desk.reading, file.name)}


def _beside(theirs: str, mine: str) -> list[tuple[str, str, str]]:
    """(left, right, what is different) line by line, with a little of what is the same around it."""
    left, right = theirs.splitlines(), mine.splitlines()
    rows: list[tuple[str, str, str]] = []
    for tag, a, b, c, d in stretches(left, right):
        if tag == "equal":
            same = [(line, line, "same") for line in left[a:b]]
            after, before = AROUND if a or c else 0, AROUND if (b, d) != (len(left), len(right)) else 0
            cut = after + before < len(same)
            gap = [("⋯", "⋯", "gap")] if cut and after and before else []
            rows += [*same[:after], *gap, *same[len(same) - before :]] if cut else same
        else:
            rows += [(*pair, "changed") for pair in zip_longest(left[a:b], right[c:d], fillvalue="")]
    return rows
