"""接受: a 警告 may stand, with a reason; an 错误 may not."""

from __future__ import annotations

from pathlib import Path

from generator.findings import Finding
from generator.rules import apply_rules
from tests.budgets import CONSISTENT, disclosed, spoiled

_WARNS = spoiled("{名称: 数量, 值: 1, 单位: 项}", '{名称: 数量, 符号: "≥", 值: 0, 单位: "%"}')
_ACCEPTS = "接受: [{{代码: {}, 事项: {}, 理由: 按批复原样公开}}]\n"


def _findings(text: str) -> list[Finding]:
    return apply_rules(disclosed(text), Path("没有的文件夹"))


def _warning() -> Finding:
    return next(f for f in _findings(_WARNS) if f.level == "警告" and f.about)


def test_an_accepted_warning_keeps_its_reason() -> None:
    """The finding is still there, with the reason the author gave."""
    warning = _warning()
    found = _findings(_WARNS + _ACCEPTS.format(warning.code, f'"{warning.about}"'))
    assert [f.accepted for f in found if f.code == warning.code and f.about == warning.about] == [
        "按批复原样公开"
    ]


def test_an_error_cannot_be_accepted() -> None:
    """The error stays one, and the acceptance is a finding itself."""
    text = spoiled("金额: 7.00", "金额: 7.01") + _ACCEPTS.format("T03", '"*"')
    found = _findings(text)
    assert [f.level for f in found if f.code == "T03"] == ["错误"]
    assert "S30" in {f.code for f in found}


def test_an_acceptance_of_nothing_is_a_finding() -> None:
    """What no longer matches anything is said."""
    assert "S31" in {f.code for f in _findings(CONSISTENT + _ACCEPTS.format("X01", '"没有"'))}


def test_nothing_is_said_of_acceptances_where_rules_were_left_out() -> None:
    """A line of a unit that there is not is told, and what depends on it is not looked at."""
    text = CONSISTENT.replace("2010350, 性质: 基本支出,", "2010350, 性质: 基本支出, 单位: 管委会,")
    assert text != CONSISTENT
    text += "接受: [{代码: T23, 事项: 甲, 理由: 乙}]\n"
    assert {finding.code for finding in apply_rules(disclosed(text), Path())} & {"S31", "S25"} == {"S25"}


def test_what_the_only_unit_accepts_is_accepted() -> None:
    """An acceptance with the code of the only unit, as in a file with 本单位, holds for the department."""
    warning = _warning()
    said = _ACCEPTS.format(warning.code, f'"{warning.about}", 单位: "001001"')
    found = _findings(_WARNS + said)
    assert [f.accepted for f in found if f.code == warning.code and f.about == warning.about] == [
        "按批复原样公开"
    ]
    assert "S31" not in {f.code for f in found}
