"""The files of a budget: their text, and what is written into them."""

from __future__ import annotations

import asyncio
from itertools import zip_longest

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator.source.limits import YAML_FILE
from generator.source.stretches import stretches
from generator.workbench.desk import Desk
from generator.workbench.rendering import html
from generator.workbench.telling import findings_in
from generator.workbench.views.asking import desk_of, office_of, values
from generator.workbench.writing import StaleError, WrittenFile, file_of, save

AROUND = 2
"""Lines that stayed the same, around those that did not."""


def text(request: Request) -> Response:
    """A file: its text, its version, and what was found in it."""
    desk = desk_of(request)
    name = request.query_params.get("name", "")
    return _told(desk, file_of(desk.folder, name))


async def write(request: Request) -> Response:
    """Save a file, if it is still the one that was read; else both texts are shown (409)."""
    name, said, version = await values(request, YAML_FILE, "name", "text", "version")
    return await asyncio.to_thread(_write, request, name, said, version)


def _write(request: Request, name: str, said: str, version: str) -> Response:
    desk = desk_of(request)
    with desk.writing:
        try:
            written = save(desk.folder, name, said, version)
        except StaleError as error:
            return stale(error.now, said)
    office_of(request).changed(desk)
    return _told(desk, written)


def stale(now: WrittenFile, said: str) -> Response:
    """The refusal of a save: what the file says now beside what was to be saved."""
    shown = html("stale.html.j2", name=now.name, rows=_beside(now.text, said))
    data = {"error": f"“{now.name}”在别处改过了，没有保存。", "version": now.version, "text": now.text}
    return JSONResponse(data | {"html": shown}, 409)


def _told(desk: Desk, file: WrittenFile) -> Response:
    data = {"name": file.name, "text": file.text, "version": file.version}
    return JSONResponse(data | {"findings": findings_in(desk.reading, file.name)})


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
