"""Finished files: made when somebody says so, and downloaded."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator.figures import Disclosure
from generator.findings import Level
from generator.source import limits
from generator.source.gate import Sort, content
from generator.workbench.desk import OF_UNIT, Desk, Shown
from generator.workbench.making import KINDS, data_of, path_of_pdf
from generator.workbench.summary import pdf_state
from generator.workbench.views.asking import desk_of, office_of, part, shown_of

_PDF = Sort("PDF", limits.PDF_FILE)


def outputs(request: Request) -> Response:
    """What can be made and downloaded now."""
    return part("outputs.html.j2", **facts_of(request))


def facts_of(request: Request) -> dict[str, Any]:
    """What the templates say of finished files."""
    desk, office = desk_of(request), office_of(request)
    reading = desk.reading
    disclosure = reading.disclosure if reading else None
    year = _year(desk)
    path = path_of_pdf(office.output, year, desk.folder, desk.unit)
    units = [] if desk.unit else desk.units
    return {
        "desk": desk,
        "state": pdf_state(path, disclosure, desk.folder, desk.unit),
        "path": path,
        "there": path.is_file(),
        "of_units": [
            (f"{desk.key}{OF_UNIT}{code}", name)
            for code, name in units
            if path_of_pdf(office.output, year, desk.folder, code).is_file()
        ],
        "of_unit": OF_UNIT,
        "readable": disclosure is not None,
        "errors": reading.count(Level.ERROR) + bool(reading.trouble) if reading else 1,
        "read_only": request.app.state.read_only,
    }


def _year(desk: Desk) -> int | str:
    disclosure = desk.reading.disclosure if desk.reading else None
    return disclosure.budget.year if disclosure else desk.folder.parent.name


async def make(request: Request) -> Response:
    """Make the files; how it goes is told by events."""
    desk = desk_of(request)
    office_of(request).make(desk, units=request.query_params.get("units") == "all")
    return JSONResponse({"files": []})


def download(request: Request) -> Response:
    """The finished PDF, or the data of what is shown."""
    desk, kind = desk_of(request), request.path_params["kind"]
    if kind not in KINDS:
        raise HTTPException(404)
    if kind == "pdf":
        if desk.shown:
            _finished(desk.shown)
        path = path_of_pdf(office_of(request).output, _year(desk), desk.folder, desk.unit)
        data = content(path, _PDF)
    else:
        data = data_of(_finished(shown_of(request)), kind)
    name = "-".join(filter(None, (desk.folder.name, desk.unit, f"{_year(desk)}.{kind}")))
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=KINDS[kind], headers=headers)


def _finished(shown: Shown) -> Disclosure:
    if shown.manuscript.draft:
        raise HTTPException(404, "还没有填完，只有草稿，不能下载。")
    return shown.disclosure
