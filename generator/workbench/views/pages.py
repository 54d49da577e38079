"""The page of a budget, the pictures of its pages, and what happens to them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from generator.source.digits import whole
from generator.workbench import telling
from generator.workbench.forms import GROUPS
from generator.workbench.listening import Listener
from generator.workbench.pictures import SCALES, SMALL
from generator.workbench.sheets import Sheet
from generator.workbench.views.asking import desk_of, office_of, part, shown_of
from generator.workbench.writing import files_of

_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}


def budget(request: Request) -> Response:
    """The workbench of one budget."""
    desk = desk_of(request)
    return part(
        "budget.html.j2",
        desk=desk,
        files=files_of(desk.folder),
        groups=GROUPS,
        read_only=request.app.state.read_only,
    )


async def events(request: Request) -> Response:
    """What happens, as a stream of events."""
    desk = await asyncio.to_thread(desk_of, request)
    listener = Listener(asyncio.get_running_loop())
    desk.listen(listener)

    async def stream() -> AsyncIterator[str]:
        try:
            async for text in listener.stream():
                yield text
        finally:
            desk.listeners.discard(listener)

    return StreamingResponse(stream(), media_type="text/event-stream")


def picture(request: Request) -> Response:
    """A page as PNG."""
    scale = float(request.path_params["scale"])
    if scale not in SCALES:
        raise HTTPException(404)
    sheet, page = _page(request, looked_at=scale != SMALL)
    data = office_of(request).pictures.page(sheet, page, scale)
    return Response(data, media_type="image/png", headers=_FOR_EVER)


def boxes(request: Request) -> Response:
    """The figures of a page, and where they stand."""
    sheet, page = _page(request)
    book = shown_of(request).disclosure.book
    return JSONResponse(
        [[name, book[name].printed, *box] for name, *box in telling.boxes(sheet, page) if name in book]
    )


def _page(request: Request, *, looked_at: bool = True) -> tuple[Sheet, int]:
    sheet = desk_of(request).sheet(request.path_params["sheet"], looked_at=looked_at)
    page = whole(request.path_params["page"])
    if sheet is None or page is None or page >= len(sheet.numbered.pages):
        raise HTTPException(404, "这一页已经换了。")
    return sheet, page
