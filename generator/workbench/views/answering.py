"""Parts of the panel beside the pages: findings, figures, lines, search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from generator.errors import UsageError
from generator.findings import Finding, Kind, Level
from generator.rules.absence import OF_A_UNIT, UNWRITTEN
from generator.rules.text.reasons import NO_REASON
from generator.source.digits import whole
from generator.workbench.answers import answer, of_line, search, step_of
from generator.workbench.edits import version_of
from generator.workbench.fields import Field, field_of
from generator.workbench.views.asking import desk_of, part, shown_of

ADVICE = {
    UNWRITTEN.code: "点“去填”填上；没有的写 0，全都没有的点“写‘无’”",
    NO_REASON.code: "点“去填”，写上原因",
    OF_A_UNIT.code: "它要自己公开时，看它的公开文件（也可以在页面上面选），照那里的检查结果补上",
}
"""What to do about findings whose hints tell how to do it in files and commands, by code."""
MOST_OF_A_RULE = 100
"""How many findings of a rule are listed before somebody asks for all."""
_COMMAND = "gongkai "
_YAML = re.compile(r"\w: |\w:$|(?<!\{)\{(?!\{)|\[|半角逗号|一行一个|YAML|缩进|的?文件里")
"""What hints say of the text of files; {{ … }} is written in forms as it is there."""
_NOTHING = re.compile(r"写 (\w{1,20}): (?:无|\[\])")


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule."""

    code: str
    title: str
    level: Level
    findings: list[Finding]


def findings(request: Request) -> Response:
    """All findings, by rule, the worst first."""
    desk = desk_of(request)
    reading = desk.reading
    found = reading.findings if reading else ()
    read_only = request.app.state.read_only
    field = partial(field_of, fields=desk.fields, unit=desk.unit)

    def advice(finding: Finding) -> str:
        return advice_of(finding, None if read_only else field(finding))

    whole_rules = request.query_params.get("whole", "").split(",")
    return part(
        "findings.html.j2",
        desk=desk,
        reading=reading,
        version=version_of(reading.disclosure.budget.sources) if reading and reading.disclosure else "",
        groups=_groups(finding for finding in found if not finding.accepted),
        accepted=_groups(finding for finding in found if finding.accepted),
        read_only=read_only,
        field_of=field,
        advice=advice,
        common=partial(_common, advice=advice),
        most=MOST_OF_A_RULE,
        whole=whole_rules,
    )


def advice_of(finding: Finding, field: Field | None = None) -> str:
    """What to do about it for those who have forms and no commands; of a `field`, without YAML, too."""
    hint = _NOTHING.sub(r"在“\1”的表里点“写‘无’”", ADVICE.get(finding.code, finding.hint))
    clauses = [one for one in re.split(r"(?<=[；。])", hint) if _COMMAND not in one]
    if field and any(map(_YAML.search, clauses)):
        plain = "".join(one for one in clauses if not _YAML.search(one)).rstrip("；。")
        return f"{plain}{'；' if plain else ''}点“去填”，在“{field.key}”的表里改"
    return "".join(clauses).rstrip("；。")


def _common(group: Group, advice: Callable[[Finding], str]) -> str:
    """The advice that is the same for many findings, "" where there is none."""
    told = {advice(one) for one in group.findings} if len(group.findings) > 2 else set()
    return told.pop() if len(told) == 1 else ""


def _groups(findings: Iterable[Finding]) -> list[Group]:
    found: dict[tuple[str, Level], Group] = {}
    for finding in findings:
        kind = Kind.known.get(finding.code)
        group = Group(finding.code, kind.title if kind else "", finding.level, [])
        found.setdefault((finding.code, finding.level), group).findings.append(finding)
    order = list(Level)
    return sorted(found.values(), key=lambda group: (order.index(group.level), group.code))


def figure(request: Request) -> Response:
    """What is known of a figure."""
    desk, shown = desk_of(request), shown_of(request)
    try:
        found = answer(desk, shown, request.query_params.get("id", ""))
    except LookupError:
        raise HTTPException(404, "现在没有这个数了。") from None
    version = version_of(shown.disclosure.budget.sources)
    read_only = request.app.state.read_only
    return part("figure.html.j2", answer=found, version=version, read_only=read_only)


def operands(request: Request) -> Response:
    """One step further down from a figure, or from what lies on a path below it."""
    name, said = (request.query_params.get(key, "") for key in ("id", "path"))
    if not re.fullmatch(r"(\d{1,4}(/\d{1,4}){0,40})?", said):
        raise HTTPException(400, "请求写得不对。")
    path = [int(index) for index in said.split("/") if index]
    shown = shown_of(request)
    try:
        step = step_of(shown, name, path)
        below = [step_of(shown, name, [*path, index]) for index in range(len(step.operands))]
    except LookupError:
        raise HTTPException(404, "现在没有这个数了。") from None
    return part("operands.html.j2", step=step, below=below, name=name, path=said)


def line(request: Request) -> Response:
    """What a line of a file leads to."""
    desk, shown = desk_of(request), shown_of(request)
    file, number = request.query_params.get("file", ""), whole(request.query_params.get("line", ""))
    if number is None or not file.endswith(".yaml"):
        raise HTTPException(400, "请求写得不对。")
    try:
        found = of_line(desk, shown, file, number)
    except UsageError:  # a comment, a blank line
        return Response("")
    return part("line.html.j2", found=found, line=number)


def hits(request: Request) -> Response:
    """Where words stand on the pages."""
    words = request.query_params.get("q", "")[:100]
    return part("hits.html.j2", words=words, hits=search(desk_of(request), shown_of(request), words))
