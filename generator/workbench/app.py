"""The application: which address is answered by what, behind the guard."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from generator.errors import FindingsError, GongkaiError
from generator.source.failures import sentence
from generator.workbench.edits import MovedError
from generator.workbench.guard import SAFE, Gate, Guard
from generator.workbench.office import Office
from generator.workbench.rendering import html
from generator.workbench.starting import TakenError
from generator.workbench.views import answering, files, filling, home, outputs, pages, steps, typing

_OF_BUDGET = "/b/{key:path}/-/"
_PAGE = "{sheet:str}/{page:str}"


def make_app(office: Office, gate: Gate) -> Any:
    """The workbench as an ASGI application."""
    routes = [
        Route("/", home.home),
        Route("/new", home.beginning),
        Route("/-/budgets", home.budgets),
        Route("/-/new", home.begin, methods=["POST"]),
        Route("/-/aside", home.put_aside, methods=["POST"]),
        Route("/-/import", home.bring, methods=["POST"]),
        Route("/-/mapping", home.map_out, methods=["POST"]),
        Route("/-/static/{version:str}/{name:str}", home.asset),
        Route(f"{_OF_BUDGET}events", pages.events),
        Route(f"{_OF_BUDGET}page/{_PAGE}@{{scale:float}}.png", pages.picture),
        Route(f"{_OF_BUDGET}boxes/{_PAGE}", pages.boxes),
        Route(f"{_OF_BUDGET}findings", answering.findings),
        Route(f"{_OF_BUDGET}figure", answering.figure),
        Route(f"{_OF_BUDGET}operands", answering.operands),
        Route(f"{_OF_BUDGET}line", answering.line),
        Route(f"{_OF_BUDGET}search", answering.hits),
        Route(f"{_OF_BUDGET}file", files.text),
        Route(f"{_OF_BUDGET}file", files.write, methods=["POST"]),
        Route(f"{_OF_BUDGET}step", files.step, methods=["POST"]),
        Route(f"{_OF_BUDGET}complete", typing.complete, methods=["POST"]),
        Route(f"{_OF_BUDGET}look", typing.look, methods=["POST"]),
        Route(f"{_OF_BUDGET}form", filling.form),
        Route(f"{_OF_BUDGET}cells", filling.fill, methods=["POST"]),
        Route(f"{_OF_BUDGET}amount", filling.amount, methods=["POST"]),
        Route(f"{_OF_BUDGET}accept", filling.accept, methods=["POST"]),
        Route(f"{_OF_BUDGET}attach", filling.attach, methods=["POST"]),
        Route(f"{_OF_BUDGET}font", filling.put_font, methods=["POST"]),
        Route(f"{_OF_BUDGET}subjects", filling.subjects),
        Route(f"{_OF_BUDGET}references", filling.references),
        Route(f"{_OF_BUDGET}say", filling.say, methods=["POST"]),
        Route(f"{_OF_BUDGET}steps", steps.steps),
        Route(f"{_OF_BUDGET}sign", steps.sign_off, methods=["POST"]),
        Route(f"{_OF_BUDGET}compare", steps.compare, methods=["POST"]),
        Route(f"{_OF_BUDGET}report", steps.report),
        Route(f"{_OF_BUDGET}roll", steps.roll, methods=["POST"]),
        Route(f"{_OF_BUDGET}outputs", outputs.outputs),
        Route(f"{_OF_BUDGET}make", outputs.make, methods=["POST"]),
        Route(f"{_OF_BUDGET}download/{{kind:str}}", outputs.download),
        Route("/b/{key:path}/", pages.budget),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: _refused,
            GongkaiError: _failed,
            ClientDisconnect: _left,
            Exception: _broken,
        },
    )
    app.state.office = office
    app.state.read_only = gate.read_only
    return Guard(app, gate)


async def _refused(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    said = getattr(error, "detail", "") if status != 405 else "不能这样请求。"
    said = "没有这一页。" if status == 404 and said == "Not Found" else said
    return _sentence(request, status, said)


async def _failed(request: Request, error: Exception) -> Response:
    said = str(error)
    if isinstance(error, MovedError):
        return _sentence(request, 409, said)
    if isinstance(error, TakenError):
        return JSONResponse({"error": said, "taken": error.key}, 422)
    if isinstance(error, FindingsError):
        said = "；".join(finding.message for finding in error.findings[:3])
    return _sentence(request, 422, said)


async def _left(request: Request, error: Exception) -> Response:
    """Nobody waits for the answer any more."""
    return Response(status_code=400)


async def _broken(request: Request, error: Exception) -> Response:
    return _sentence(request, 500, sentence(error)[0])


def _sentence(request: Request, status: int, said: str) -> Response:
    """An error as a person reads it: a page for who went to a page, else a sentence."""
    if request.method not in SAFE:
        return JSONResponse({"error": said}, status)
    if "text/html" in request.headers.get("accept", ""):
        return Response(html("error.html.j2", said=said), status, media_type="text/html")
    return PlainTextResponse(f"{said}\n", status)
