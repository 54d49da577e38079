"""A file that is being typed: what may be written at its caret, and what would be wrong with it as it is."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator.classification.initials import initials
from generator.model.vocabulary import DEFAULT
from generator.source.limits import YAML_FILE
from generator.workbench.completing import caret_in, found_in, offer
from generator.workbench.telling import by_line
from generator.workbench.views.asking import desk_of, sent_as, values


class TextAtCaret(BaseModel):
    """The text of a file, and where the caret is: a number of characters (JavaScript's)."""

    model_config = ConfigDict(strict=True)
    text: str
    at: int


async def complete(request: Request) -> Response:
    """What may be written there: where what is typed begins, and choices, codes or figures."""
    return await asyncio.to_thread(_completed, request, await sent_as(request, TextAtCaret, YAML_FILE))


def _completed(request: Request, data: TextAtCaret) -> Response:
    before = data.text.encode("utf-16-le")[: 2 * max(data.at, 0)].decode("utf-16-le", "ignore")
    caret = caret_in(data.text, len(before))
    if caret is None:
        return JSONResponse(None)
    start = len(data.text[: caret.start].encode("utf-16-le")) // 2
    if caret.figure:
        return JSONResponse({"start": start, "choices": [], "table": "", "figure": True})
    shown = desk_of(request).shown
    budget = shown.disclosure.budget if shown else None
    words = shown.disclosure.profile.vocabulary if shown else DEFAULT
    made = offer(caret, data.text, len(before), budget.written if budget else None, words)
    choices = [[text, name, about, initials(name)] for text, name, about in made.choices]
    return JSONResponse({"start": start, "choices": choices, "table": made.table, "figure": False})


async def look(request: Request) -> Response:
    """What would be wrong in the file, by line. Nothing is written."""
    name, text = await values(request, YAML_FILE, "name", "text")
    desk = desk_of(request)
    found = await asyncio.to_thread(found_in, desk.folder, name, text, desk.writing)
    return JSONResponse([by_line(one) for one in found])
