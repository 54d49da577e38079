"""Who publishes, and what the department owns."""

from __future__ import annotations

from generator.model import parse_budget
from generator.model.performance import UnitPerformance
from tests.written import DEPARTMENT, MONEY, YEAR, at, budget, mapping, refused_budget


def test_a_department_needs_name_code_and_nature() -> None:
    """Each of the three that is missing is told."""
    findings = refused_budget(f"{YEAR}部门: {{}}\n{MONEY}")
    assert [finding.message for finding in findings] == ["“部门”缺少“名称”、“代码”、“性质”"]
    assert at(findings[0].place) == (2, 1)


def test_posts_and_staff_are_counted() -> None:
    """Numbers of people are whole numbers with places."""
    text = DEPARTMENT.replace("}", ", 机构: {编制人数: 160, 在职人数: '1,020'}}")
    organisation = parse_budget(mapping(YEAR + text + MONEY)).department.organisation
    assert organisation.posts is not None
    assert organisation.staff is not None
    assert organisation.posts.value == 160
    assert organisation.staff.value == 1020


def test_vehicles_that_are_not_written_are_not_counted() -> None:
    """A kind that is left out is unknown, not nought."""
    read = budget("国有资产: {截至日期: 2024-01-01, 车辆: {领导用车: 0}}\n").assets
    assert read is not None
    assert [word for word, _ in read.vehicles.by_word()] == ["领导用车"]
    assert read.vehicles.quota is None


def test_what_is_not_written_is_not_nil() -> None:
    """整体绩效 that is left out says nothing; 无 says nought units and nought money, where it stands."""
    left_out, nothing = budget().unit_performance, budget("整体绩效: 无\n").unit_performance
    assert isinstance(nothing, UnitPerformance)
    assert (left_out.units, left_out.amount) == (None, None)
    assert nothing.units is not None
    assert nothing.amount is not None
    assert nothing.units.value == nothing.amount.value == 0
    assert nothing.units.place is not None
