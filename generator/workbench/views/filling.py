"""Forms: what is written, what a person makes of it, and findings that are accepted."""

from __future__ import annotations

import asyncio
import glob
from collections.abc import Callable
from functools import partial

from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator.classification.initials import initials
from generator.classification.subjects import NARROWEST
from generator.document.prose import paragraphs
from generator.errors import FindingsError, GongkaiError
from generator.exchange.importer.scalars import scalar
from generator.figures.disclosure import last_years_folder
from generator.figures.told import with_unit
from generator.model.budget import PROFILE
from generator.model.profiles import profile_names, vocabulary_of
from generator.model.vocabulary import DEFAULT, Vocabulary
from generator.source import Mapping
from generator.source.digits import whole
from generator.source.limits import FONT_FILE, PDF_FILE, YAML_FILE, Limit
from generator.workbench.attaching import attached, font_put
from generator.workbench.changes import Change, Path_, Row, path_of
from generator.workbench.desk import Desk
from generator.workbench.edits import MovedError, WrittenBudget, apply, written_in
from generator.workbench.forms import (
    AMOUNT,
    TOPICS,
    CellError,
    Changes,
    Column,
    Form,
    Grid,
    Questions,
    form_of,
    last_year,
    subjects_of,
    units_of,
    written,
)
from generator.workbench.views.asking import desk_of, of_changed, office_of, part, sent, sent_as
from generator.workbench.writing import Changed

MOST_REFERENCES = 60


class Filled(BaseModel):
    """What was done in a form: cells by path, new rows by grid, rows that go, a table to be added."""

    model_config = ConfigDict(strict=True)
    version: str
    key: str
    whose: str = ""
    item: int = 0
    cells: list[tuple[list[str | int], str]] = []
    rows: dict[str, list[list[tuple[list[str], str]]]] = {}
    gone: list[list[str | int]] = []
    table: str = ""


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


class Said(BaseModel):
    """A text that somebody is writing."""

    model_config = ConfigDict(strict=True)
    text: str


def form(request: Request) -> Response:
    """The form of a key."""
    desk = desk_of(request)
    try:
        there = written_in(desk.folder)
    except FindingsError as error:
        return part("unreadable.html.j2", findings=error.findings[:3])
    asked = request.query_params
    item = whole(asked.get("item", "")) or 0
    made = _form(there, desk, asked.get("key", TOPICS[0]), asked.get("whose", ""), item)
    prints = partial(_printed, desk, made)
    return part(
        "form.html.j2",
        form=made,
        prints=prints,
        zeros=frozenset(filter(prints, made.zeros)),
        asked=lambda block: _asked_for(block, prints),
        version=there.version,
        names=_names(there.mapping, desk, made),
        units=units_of(there.mapping),
        unit=str(there.mapping.get("金额单位") or "万元"),
        last_year=last_year(there.mapping, _before(desk) if made.asks else None),
        read_only=request.app.state.read_only,
    )


def _printed(desk: Desk, made: Form, path: Path_) -> bool:
    """Whether the profile prints what stands at `path`, as far as its profile is known."""
    keys = [made.key, *(key for key in path[len(made.base) :] if isinstance(key, str))]
    return desk.shown is None or len(keys) < 2 or desk.shown.disclosure.profile.prints("/".join(keys))


def _asked_for(block: Grid | Questions, prints: Callable[[Path_], bool]) -> bool:
    """Whether anything in a block is printed, or written."""
    if isinstance(block, Grid) and (block.list or block.lines):
        return bool(block.lines) or prints(block.list)
    return any(cell.text or prints(cell.path) for cell in block.cells)


def _before(desk: Desk) -> Mapping | None:
    """What last year's files write, as far as they can be read."""
    year = desk.folder.parent.name
    folder = last_years_folder(desk.folder, int(year)) if year.isdecimal() else None
    try:
        return written_in(folder).mapping if folder else None
    except FindingsError:
        return None


def _form(there: WrittenBudget, desk: Desk, key: str, whose: str, item: int) -> Form:
    return form_of(there.mapping, key, _words(there.mapping, desk), whose, item, profile_names(desk.folder))


def _names(mapping: Mapping, desk: Desk, made: Form) -> dict[str, str]:
    """The names of all codes that may stand in the form."""
    tables = subjects_of(mapping, desk.folder)
    return {code: name for table in made.tables for code, name in tables[table].items()}


def subjects(request: Request) -> Response:
    """The codes of a table of 科目 that lines are written by: code, name, what they are below, letters."""
    desk = desk_of(request)
    try:
        mapping = written_in(desk.folder).mapping
    except FindingsError:
        mapping = None
    known = subjects_of(mapping, desk.folder) if mapping is not None else {}
    table = request.query_params.get("table", "")
    listed = known.get(table, {})
    codes = [code for code in listed if len(code) == NARROWEST[table]]
    above = {code: listed.get(code[:-2], "") for code in codes}
    return JSONResponse(
        [[code, listed[code], above[code], initials(listed[code]), initials(above[code])] for code in codes]
    )


def references(request: Request) -> Response:
    """Figures that a text may refer to: those of which all words are said."""
    desk, words = desk_of(request), request.query_params.get("q", "").split()
    shown = desk.shown
    found = []
    for figure in shown.disclosure.book if shown else ():
        if "(" not in figure.id and all(word in figure.id or word in figure.printed for word in words):
            found.append([figure.id.replace("/", "."), with_unit(figure)])
        if len(found) == MOST_REFERENCES:
            break
    return JSONResponse(found)


async def say(request: Request) -> Response:
    """What a text says, with figures in the place of its references. Nothing is written."""
    data = await sent_as(request, Said, YAML_FILE)
    shown = desk_of(request).shown
    if shown is None:
        return JSONResponse({"html": ""})
    return JSONResponse({"html": paragraphs(shown.disclosure.book)(data.text)})


async def fill(request: Request) -> Response:
    """Write cells and rows."""
    data = await sent_as(request, Filled, YAML_FILE)

    def changes(desk: Desk) -> list[Changed]:
        there = written_in(desk.folder)
        if there.version != data.version:
            raise MovedError
        made = Changes(_form(there, desk, data.key, data.whose, data.item), there.mapping)
        made.type([(tuple(path), text) for path, text in data.cells])
        for number, rows in data.rows.items():
            grid = whole(number)
            made.add(-1 if grid is None else grid, [_row(row) for row in rows])
        made.take_out([tuple(path) for path in data.gone])
        if data.table:
            made.add_table(data.table)
        return apply(desk.folder, data.version, made.changes, made.rows, made.gone)

    return await asyncio.to_thread(_written, request, changes)


def _row(row: list[tuple[list[str], str]]) -> list[tuple[tuple[str, ...], str]]:
    return [(tuple(path), text) for path, text in row]


async def amount(request: Request) -> Response:
    """Write an amount where it was read."""
    data = await sent_as(request, Amount, YAML_FILE)

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
    data = await sent_as(request, Accepted, YAML_FILE)
    if not data.reason.strip():
        raise HTTPException(422, "要写明理由。")

    def changes(desk: Desk) -> list[Changed]:
        said = {"代码": data.code, "事项": glob.escape(data.about), "理由": " ".join(data.reason.split())}
        row = Row(("接受",), {(key,): scalar(text, flow=True) for key, text in said.items()})
        return apply(desk.folder, data.version, [], [row])

    return await asyncio.to_thread(_written, request, changes)


async def attach(request: Request) -> Response:
    """Put a PDF, which is the body, into the budget's folder, and list it below 附件."""
    title = _asked(request, "title")
    if not title:
        raise HTTPException(422, "要写标题。")
    return await _uploaded(request, PDF_FILE, partial(attached, title=title))


async def put_font(request: Request) -> Response:
    """Put a font, which is the body, into the budget's folder, in the place of one of ours."""
    return await _uploaded(request, FONT_FILE, partial(font_put, role=_asked(request, "role")))


async def _uploaded(request: Request, limit: Limit, put: Callable[..., list[Changed]]) -> Response:
    data = await sent(request, limit)
    put = partial(put, file=_asked(request, "file"), version=_asked(request, "version"), data=data)
    return await asyncio.to_thread(_written, request, lambda desk: put(desk.folder))


def _asked(request: Request, name: str) -> str:
    return " ".join(request.query_params.get(name, "").split())


def _written(request: Request, changes: Callable[[Desk], list[Changed]]) -> Response:
    desk = desk_of(request)
    with desk.writing:
        try:
            changed = changes(desk)
        except MovedError as error:
            return JSONResponse({"error": str(error)}, 409)
        except CellError as error:
            return JSONResponse({"error": str(error), "path": error.path, "row": error.row}, 422)
    office_of(request).changed(desk)
    return JSONResponse(of_changed(changed))


def _words(mapping: Mapping, desk: Desk) -> Vocabulary:
    """The words of the budget's profile, as far as it is known."""
    try:
        return vocabulary_of(str(mapping.get("样式") or PROFILE), desk.folder)
    except (GongkaiError, OSError):
        return desk.shown.disclosure.profile.vocabulary if desk.shown else DEFAULT
