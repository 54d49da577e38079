"""The home page: all budgets with their states; and the files that pages use."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from generator.workbench.rendering import assets
from generator.workbench.views.asking import office_of, part

_FOR_EVER = "private, max-age=31536000, immutable"


def home(request: Request) -> Response:
    """The whole page."""
    office = office_of(request)
    return part("home.html.j2", budgets=office.summaries(), top=office.shelf.top)


def budgets(request: Request) -> Response:
    """The rows of its table."""
    return part("budgets.html.j2", budgets=office_of(request).summaries())


def asset(request: Request) -> Response:
    """A file of ours; nothing on the disk is looked for by the name that was sent."""
    known = assets().get(request.path_params["name"])
    if known is None:
        raise HTTPException(404)
    data, kind = known
    return Response(data, media_type=kind, headers={"Cache-Control": _FOR_EVER})
