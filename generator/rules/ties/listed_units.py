"""T68: the 单位 of a department and the 所属单位 that it says it has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level, some_of

OTHER_UNITS = Kind("T68", "单位的名称写重了，或与所属单位不符", Level.WARNING)


def listed_units(disclosure: Disclosure) -> Iterator[Finding]:
    """No two 单位 have one name; where 所属单位 names some of the 单位, it names all but the first,
    which is the department's own.

    所属单位 that are no 预算单位 may stand there, too, but not in the place of one that is.
    """
    budget, first = disclosure.budget, set[str]()
    for unit in budget.units:
        if unit.name in first:
            hint = "每个单位写自己的全称"
            yield OTHER_UNITS.at(unit.place("名称"), f"有两个单位叫“{unit.name}”", hint, about=unit.name)
        first.add(unit.name)
    department = budget.department
    below = department.organisation.bodies
    names = [unit.name for unit in budget.units[1:] if department.name not in unit.name]
    lacking = [name for name in names if name not in below]
    if len(first) < len(budget.units) or not lacking or len(lacking) == len(names):
        return
    others = [body for body in below if body not in names]
    also = f"；“所属单位”里的{some_of([f'“{body}”' for body in others], 3)}不在“单位”里" if others else ""
    message = f"{some_of([f'“{name}”' for name in lacking], 3)}是预算单位，“所属单位”里没有{also}"
    hint = "核对两处的名称，写成一样；确实不是所属单位的，在“接受”里说明"
    place = department.place("机构", "所属单位")
    yield OTHER_UNITS.at(place, message, hint, about="机构/所属单位")


RULES = (listed_units,)
