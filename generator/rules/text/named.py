"""X43, X44: what a text calls a 科目, and the day it says that 国有资产 are counted at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.rules.text.passages import Sort, Texts

OTHER_NAME = Kind("X43", "话里的科目代码与名称不符", Level.WARNING)
OTHER_DAY = Kind("X44", "话里的截至日期与数据不符", Level.WARNING)

_CODE = re.compile(
    r"(?<![\dA-Za-z.])(?P<code>\d{3}(?:\d\d(?:\d\d)?)?)[“”（(\s]{0,2}(?P<name>[\u4e00-\u9fff（）]{2,40})"
)
_AS_OF = re.compile(r"截[至止]到?(?P<y>20\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]")


def other_names(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A code that stands before the name of a 科目 is the code of that."""
    tables = disclosure.names.classification
    economic = {code: subject.name for code, subject in tables.economic.items()}
    named = tables.revenue | tables.functional | economic | tables.government
    named |= disclosure.budget.subject_names
    names = {name for name in named.values() if len(name) > 2}
    for passage, match in texts.find(_CODE, Sort.NARRATIVE, Sort.TASK, Sort.NAME):
        own, written = named.get(match["code"], ""), match["name"]
        said = next((written[:end] for end in range(len(written), 2, -1) if written[:end] in names), "")
        if own and said and said not in own and own not in said:
            message = f"“{match['code']}”是{own}，这里写的是“{said}”"
            place = passage.at(match.start("code"), match.start("name") + len(said))
            yield OTHER_NAME.at(place, message, "核对代码和名称，改正其中一个", about=passage.about)


def other_days(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """The words on 国有资产 are as of the day of its numbers."""
    as_of = disclosure.budget.assets_as_of()
    for passage, match in texts.find(_AS_OF, Sort.NARRATIVE) if as_of else ():
        if passage.part == "说明" and passage.key == "国有资产说明" and _day(match) not in (None, as_of):
            message = f"这里写的是“{match[0]}”，“国有资产”的截至日期是 {as_of}"
            place = passage.at(*match.span())
            yield OTHER_DAY.at(place, message, "核对两处的日期，改成一样", about=passage.about)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None  # that there is no such day is told (X40)


RULES = (other_names, other_days)
