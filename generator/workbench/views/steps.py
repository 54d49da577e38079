"""The course of a budget (办理): what is to be filled in, checked, compared, signed, made; and next year."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator.errors import InputError
from generator.figures import Disclosure
from generator.findings import Level
from generator.model.sign_off import SignOff
from generator.rules.run import whose_is_known
from generator.signoff.changes import changes
from generator.signoff.file import read_sign_offs
from generator.signoff.ids import every_id
from generator.signoff.printed import print_of
from generator.signoff.signing import sign
from generator.source import limits
from generator.source.workspace import SIGN_OFFS
from generator.workbench import comparing, starting
from generator.workbench.desk import Desk
from generator.workbench.edits import MovedError, version_of, written_in
from generator.workbench.fields import TO_FILL, unfilled
from generator.workbench.making import path_of_pdf
from generator.workbench.views.asking import desk_of, of_changed, office_of, part, sent
from generator.workbench.views.outputs import facts_of
from generator.workbench.writing import Changed, text_in


class Signing(BaseModel):
    """Who has looked at what, of the files of which version."""

    model_config = ConfigDict(strict=True)
    version: str
    by: str
    note: str = ""
    names: list[str]


def steps(request: Request) -> Response:
    """The whole course, with where it stands."""
    desk = desk_of(request)
    reading = desk.reading
    disclosure = reading.disclosure if reading else None
    found = reading.findings if reading else ()
    others = [finding for finding in found if finding.code not in TO_FILL and not finding.accepted]
    year = _year(desk, disclosure)
    return part(
        "course.html.j2",
        **facts_of(request),
        reading=reading,
        note=starting.note_in(desk.folder),
        unfilled=unfilled(found, desk.fields, desk.unit),
        missing=sum(finding.code in TO_FILL for finding in found),
        asked=disclosure is not None and whose_is_known(found),
        wrong=sum(finding.level is Level.ERROR for finding in others) + bool(reading and reading.trouble),
        warnings=sum(finding.level is Level.WARNING for finding in others),
        others=comparing.others(desk.folder, _pdf(request, desk, disclosure)) if disclosure else [],
        signed=_signed(desk, disclosure) if disclosure else [],
        version=version_of(disclosure.budget.sources) if disclosure else "",
        next_year=year + 1 if year and not desk.unit else 0,
        next_key=_next_key(request, desk, year),
    )


def _year(desk: Desk, disclosure: Disclosure | None) -> int:
    if disclosure:
        return disclosure.budget.year
    return int(desk.folder.parent.name) if desk.folder.parent.name.isdecimal() else 0


def _pdf(request: Request, desk: Desk, disclosure: Disclosure | None) -> Path:
    return path_of_pdf(office_of(request).output, _year(desk, disclosure), desk.folder, desk.unit)


def _next_key(request: Request, desk: Desk, year: int) -> str:
    """The key of next year's budget, if it is there."""
    folder = desk.folder.parent.parent / str(year + 1) / desk.folder.name
    known = office_of(request).shelf.budgets()
    return next((key for key, one in known.items() if one == folder), "")


def _signed(desk: Desk, disclosure: Disclosure) -> list[tuple[str, str, list[tuple[SignOff, list[str]]]]]:
    """(id, title, signatures with what has changed since) of everything that can be signed."""
    try:
        signed = [one for one in read_sign_offs(desk.folder) if one.unit == desk.unit]
    except InputError:
        signed = []
    found = []
    for name in every_id(disclosure):
        table = disclosure.tables.get(name)
        now = print_of(disclosure, name)
        mine = [
            (one, [str(change) for change in changes(one, now)] if now else [])
            for one in signed
            if one.about == name
        ]
        found.append((name, table.title if table else "", mine))
    return found


async def sign_off(request: Request) -> Response:
    """Sign what was seen: the files still say what is shown."""
    try:
        data = Signing.model_validate_json(await sent(request, limits.YAML_FILE))
    except ValidationError:
        raise HTTPException(400, "请求写得不对。") from None
    return await asyncio.to_thread(_sign, request, data)


def _sign(request: Request, data: Signing) -> Response:
    desk = desk_of(request)
    reading = desk.reading
    disclosure = reading.disclosure if reading else None
    by = " ".join(data.by.split())
    if disclosure is None or not by or not data.names:
        raise HTTPException(422, "写上审核人的姓名，勾上看过的表。")
    if set(data.names) - set(every_id(disclosure)):
        raise HTTPException(422, "有一张表已经不在了，请重新看过再签。")
    with desk.writing:
        now = version_of(disclosure.budget.sources)
        if data.version != now or written_in(desk.folder).version != now:
            raise MovedError
        before = text_in(desk.folder, SIGN_OFFS)
        sign(desk.folder, disclosure, data.names, by, date.today(), unit=desk.unit, note=data.note)
        changed = Changed(SIGN_OFFS, before, text_in(desk.folder, SIGN_OFFS))
    office_of(request).changed(desk)
    return JSONResponse(of_changed([changed]))


async def compare(request: Request) -> Response:
    """Compare with one of the others; how it goes is told by events."""
    desk = await asyncio.to_thread(desk_of, request)
    key = request.query_params.get("with", "")
    data = await sent(request, limits.PDF_FILE)
    disclosure = desk.reading.disclosure if desk.reading else None
    pdf = data if key == comparing.UPLOADED else _pdf(request, desk, disclosure)
    known = await asyncio.to_thread(comparing.others, desk.folder, _pdf(request, desk, disclosure))
    if key != comparing.UPLOADED and key not in {one.key for one in known}:
        raise HTTPException(422, "没有这个可以比较的。")
    if not office_of(request).compare(desk, key, pdf):
        raise HTTPException(409, "正在生成，等完了再比较。")
    return JSONResponse({"files": []})


def report(request: Request) -> Response:
    """The last comparison, as a page of its own."""
    compared = desk_of(request).compared
    if compared is None or not compared.report:
        raise HTTPException(404, "还没有比较过。")
    headers = {"Content-Security-Policy": compared.policy}
    return Response(compared.report, media_type="text/html", headers=headers)


async def roll(request: Request) -> Response:
    """Make next year's budget from this one."""
    desk = await asyncio.to_thread(desk_of, request)
    disclosure = desk.reading.disclosure if desk.reading else None
    shelf = office_of(request).shelf
    made = await asyncio.to_thread(starting.next_year, shelf, desk.folder, _year(desk, disclosure) + 1)
    return JSONResponse({"key": shelf.key_of(made)})
