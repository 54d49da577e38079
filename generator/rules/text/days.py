"""X40: days and months that no calendar has, in what people wrote."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.rules.text.passages import Sort, Texts

NO_SUCH_DAY = Kind("X40", "日期不存在", Level.WARNING)

_LEAP_YEAR = 2024
_DAY = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d{2})\s*[年./-]\s*(?P<m1>\d{1,2})\s*[月./-]\s*(?P<d1>\d{1,2})(?![\d.])日?"
    r"|(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*[日号](?!线|楼|院))"
)
_MONTH = re.compile(
    r"(?:(?<=年)|(?<=[前到至于在]))(?P<month>\d{1,2})月(?!龄)|(?<![\d.])(?P<late>\d{1,2})月(?=[底初末份]|[上中下]旬)"
)
_QUARTER = re.compile(r"第?(?P<quarter>[五六七八九5-9])季度")


def no_such_days(_: Disclosure, texts: Texts) -> Iterator[Finding]:
    """Months have up to 31 days, years twelve months and four quarters."""
    for pattern, wrong in ((_DAY, _is_no_day), (_MONTH, _is_no_month), (_QUARTER, bool)):
        for passage, match in texts.find(pattern, *(sort for sort in Sort if sort is not Sort.QUOTED)):
            if wrong(match):
                message = f"没有“{match[0]}”这个时间"
                yield NO_SUCH_DAY.at(
                    passage.at(*match.span()), message, "核对年、月、日，改成对的", about=passage.about
                )


def _is_no_day(match: re.Match[str]) -> bool:
    year = int(match["year"] or _LEAP_YEAR)
    month, day = int(match["m1"] or match["m2"]), int(match["d1"] or match["d2"])
    return not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1])


def _is_no_month(match: re.Match[str]) -> bool:
    return not 1 <= int(match["month"] or match["late"]) <= 12


RULES = (no_such_days,)
