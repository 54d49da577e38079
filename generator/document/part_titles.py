"""P40: the titles of the parts (第一部分 …) of a profile: each is printed, and no number twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document.compose import Document
from generator.figures.profile import fill
from generator.findings import Finding, Kind

PART_TITLE = Kind("P40", "部分的标题印不出来，或序号重复")
_NUMBER = re.compile(r"第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}、")


def wrong_titles(document: Document) -> Iterator[Finding]:
    """What `部分` declares stands above its section; parts are numbered one after the other."""
    disclosure = document.writer.disclosure
    profile = disclosure.profile
    titles = [one.text for section in document.sections for one in section.headings if one.level == 1]
    for spec in profile.sections:
        part = fill(spec.part, disclosure.budget)
        if part and part not in titles:
            hint = '模板里的大标题写成 {{ heading(1, part or "…") }}，或删去这里的“部分”'
            yield PART_TITLE.at(spec.place("部分"), f"“{part}”没有印：这一节的模板不用它", hint, about=part)
    seen: dict[str, str] = {}
    for title in titles:
        number = _NUMBER.match(title)
        if number and (before := seen.setdefault(number[0], title)) != title:
            message = f"两个部分都是“{number[0]}”：“{before}”和“{title}”"
            hint = "在“章节”里给这一节写上“部分”，例如 部分: 第三部分 名词解释"
            yield PART_TITLE.at(profile.place("章节"), message, hint, about=number[0])
