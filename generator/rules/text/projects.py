"""X47: a project that 说明 names as this year's, and that the budget does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.rules.text.passages import AuthoredText, Sort, Texts
from generator.source.nearest import close_matches

NO_SUCH_PROJECT = Kind("X47", "话里的项目预算里没有", Level.WARNING)

_NAMED = re.compile(
    r"(?:新增|增加|安排|新设|设立|实施|开展)(?:了)?[^，。；“”《》\n]{0,10}(?P<all>[“《](?P<name>[^“”《》\n]{3,60})[”》](?:等)?项目)"
)
_GONE = re.compile(r"上年|去年|完成|结束|到期|不再|取消|停止|未|没有|不")
"""In the clause: then it is said why there is no such project."""
_EMPTY = re.compile(r"[\s（）()“”《》、，—–－_-]|项目|经费|专项|资金|补助|支出")


def projects_named(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """“…”项目 or 《…》项目 that money is said to be for is one of 项目, or part of the name of one."""
    names = [project.name for project in disclosure.budget.projects]
    known = [_bare(name) for name in names]
    for passage, match in texts.find(_NAMED, Sort.NARRATIVE) if names else ():
        name = match["name"]
        said = _bare(name)
        if passage.part not in ("说明", "") or not texts.of_whole(passage) or _gone(passage, match):
            continue
        if not said or any(said in own or own in said for own in known):
            continue
        near = close_matches(name, names, n=1, cutoff=0.5)
        guess = f"是否想写“{near[0]}”；" if near else ""
        hint = f"{guess}与“项目”里的名称写成一样；预算里没有的，删去或改写这句话"
        place = passage.at(*match.span("all"))
        message = f"这里说到“{name}”项目，“项目”里没有它"
        yield NO_SUCH_PROJECT.at(place, message, hint, about=f"{passage.about}/{name}")


def _bare(name: str) -> str:
    return _EMPTY.sub("", name)


def _gone(passage: AuthoredText, match: re.Match[str]) -> bool:
    before, behind = passage.around(*match.span(), "，。；\n")
    text, (start, end) = passage.plain, match.span("all")
    return bool(_GONE.search(before + text[match.start() : start] + text[end : match.end()] + behind))


RULES = (projects_named,)
