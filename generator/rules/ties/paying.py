"""T67: what pays for a 科目. The three budgets of 财政拨款 have 科目 of their own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model.vocabulary import APPROPRIATIONS
from generator.rules.ties.sums import Ties
from generator.source import Place

OTHER_BUDGET = Kind("T67", "科目与资金来源不符", Level.WARNING)

_OWN = {"政府性基金": "政府性基金预算", "国有资本经营预算": "国有资本经营预算"}


def other_budgets(disclosure: Disclosure) -> Iterator[Finding]:
    """A 科目 of 政府性基金 or 国有资本经营预算 is paid for by that alone, and pays for nothing else.

    Told once for a 科目 and a source of a unit: at the line of 支出, or else of the project.
    """
    ties, names, told = Ties(disclosure), disclosure.names, set[tuple[str, ...]]()
    for record in sorted(disclosure.records, key=lambda one: one.kind != "支出"):
        own, place = record.properties, record.figure.origin
        source, subject = own.get("资金", ""), own.get("科目", "")
        if record.kind not in ("支出", "项目") or source not in APPROPRIATIONS or not record.figure.value:
            continue
        right = names.classification.budget_of(subject)
        key = (subject, source, own.get("单位", ""))
        if right in ("", source) or key in told or not isinstance(place, Place):
            continue
        if not names.functional(subject):
            continue  # that it is unknown is told
        told.add(key)
        called = f"{subject}（{names.functional(subject)}）"
        message = (
            f"科目 {called}是{_OWN.get(right, right)}的，{ties.exact(record.figure.value)}写的却是“{source}”"
        )
        hint = f"核对：钱是{right}的，把“{source}”改成“{right}”；钱是{source}的，改成{source}的科目"
        yield OTHER_BUDGET.at(place, message, hint, (record.figure.id,), f"{subject}/{source}")


RULES = (other_budgets,)
