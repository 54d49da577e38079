"""S: 数字格式 for something that is not printed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.figures.formats import SENTENCES, TABLES
from generator.findings import Finding, Kind

UNKNOWN_TABLE = Kind("S72", "数字格式里的表不存在")


def formats_of_nothing(disclosure: Disclosure) -> Iterator[Finding]:
    """A key of 数字格式 is a table of the profile, all tables, or the sentences."""
    budget, tables = disclosure.budget, disclosure.profile.tables
    known = dict.fromkeys((TABLES, SENTENCES, *(table.declared for table in tables)))
    for key in budget.formats:
        if key not in known:
            place = budget.place("数字格式", key)
            yield UNKNOWN_TABLE.at(place, f"没有“{key}”这张表", f"可以写：{'、'.join(known)}")


RULES = (formats_of_nothing,)
