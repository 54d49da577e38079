"""接受: a 警告 that the author has looked at and lets stand, with a reason that the report prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from generator.findings import Finding, Kind, Level
from generator.model import Budget
from generator.rules.units import Held
from generator.source import limits
from generator.source.yaml_reader import TOO_BIG

_WILD = re.compile(r"[*?\[]")

NOT_ACCEPTABLE = Kind("S30", "错误不能接受")
NOTHING_TO_ACCEPT = Kind("S31", "接受的警告已经不存在", Level.WARNING)


def is_let_stand(budget: Budget, finding: Finding) -> bool:
    """Whether the author lets a finding stand, whosever it is."""
    return any(one.code == finding.code and fnmatchcase(finding.about, one.about) for one in budget.accepted)


def accept(budget: Budget, held: Sequence[Held], *, complete: bool = True) -> list[Finding]:
    """The findings with the accepted 警告 marked, and what is wrong with the acceptances themselves.

    Where not all rules could be applied (`complete`), it is not known what there is nothing to accept of.
    A unit accepts what is found in its own disclosure, the department (without 单位) what is found in any.
    """
    result = [one.finding for one in held]
    known = _Known(result)
    extra: list[Finding] = []
    for index, acceptance in enumerate(budget.accepted):
        place = budget.place("接受", index)
        found = known.accepted(acceptance.code, acceptance.about)
        if found is None:
            message = f"事项里带 * 的接受，前面已有 {limits.ACCEPTED_PATTERNS.said}，这一条没有用"
            extra.append(TOO_BIG.at(place, message, "写明事项，或几条合成一条"))
            continue
        matched = [i for i in found if not acceptance.unit or acceptance.unit in held[i].units]
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


class _Known:
    """The numbers of findings, by what an author accepts them by."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._exact: dict[tuple[str, str], list[int]] = {}
        self._of_code: dict[str, list[tuple[int, str]]] = {}
        self._wild = 0
        for number, finding in enumerate(findings):
            self._exact.setdefault((finding.code, finding.about), []).append(number)
            self._of_code.setdefault(finding.code, []).append((number, finding.about))

    def accepted(self, code: str, about: str) -> list[int] | None:
        """Those of a rule about something; None for one pattern too many, which are tried one by one."""
        if not _WILD.search(about):
            return self._exact.get((code, about), [])
        self._wild += 1
        if self._wild > limits.ACCEPTED_PATTERNS.most:
            return None
        return [number for number, said in self._of_code.get(code, ()) if fnmatchcase(said, about)]
