"""接受: a 警告 that the author has looked at and lets stand, with a reason that the report prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from generator.findings import Finding, Kind, Level
from generator.model import Budget
from generator.rules.units import Held

NOT_ACCEPTABLE = Kind("S30", "错误不能接受")
NOTHING_TO_ACCEPT = Kind("S31", "接受的警告已经不存在", Level.WARNING)


def accept(budget: Budget, held: Sequence[Held], *, complete: bool = True) -> list[Finding]:
    """The findings with the accepted 警告 marked, and what is wrong with the acceptances themselves.

    Where not all rules could be applied (`complete`), it is not known what there is nothing to accept of.
    A unit accepts what is found in its own disclosure, the department (without 单位) what is found in any.
    """
    result = [one.finding for one in held]
    extra: list[Finding] = []
    for index, acceptance in enumerate(budget.accepted):
        place = budget.place("接受", index)
        matched = [
            i
            for i, finding in enumerate(result)
            if finding.code == acceptance.code
            and fnmatchcase(finding.about, acceptance.about)
            and (not acceptance.unit or acceptance.unit in held[i].units)
        ]
        if any(result[i].level is Level.ERROR for i in matched):
            extra.append(
                NOT_ACCEPTABLE.at(place, f"{acceptance.code} 是错误，不能接受", "改正它，并删去这一条")
            )
        elif complete and not matched and (acceptance.unit or budget.department.called == "部门"):
            message = f"没有事项为“{acceptance.about}”的 {acceptance.code}"
            extra.append(NOTHING_TO_ACCEPT.at(place, message, "已经改好的，删去这一条；否则核对代码和事项"))
        for i in matched:
            if result[i].level in (Level.WARNING, Level.NOTE):
                result[i] = replace(result[i], accepted=acceptance.reason)
    return result + extra
