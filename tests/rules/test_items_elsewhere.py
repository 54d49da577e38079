"""三公经费 against vehicles (T48) and names of projects (T49); blanks of a text told once (X02)."""

from __future__ import annotations

import pytest

from tests.budgets import CONSISTENT, spoiled
from tests.rules.texts import found_in, remark
from tests.tie_outs import of_code


@pytest.mark.parametrize(
    ("cars", "cost", "found"), [(0, "1.00", True), (2, "0", True), (0, "0", False), (2, "1.00", False)]
)
def test_vehicles_and_their_costs_go_together(cars: int, cost: str, found: bool) -> None:
    """As far as both are written."""
    text = spoiled("  公务用车运行维护费: 0", f"  公务用车运行维护费: {{一般公共预算: {cost}}}")
    kinds = (
        "领导用车",
        "机要通信用车",
        "应急保障用车",
        "执法执勤用车",
        "特种专业技术用车",
        "事业单位业务用车",
    )
    others = ", ".join(f"{kind}: 0" for kind in kinds)
    assets = f"国有资产: {{截至日期: 2024-01-01, 车辆: {{编制: 2, {others}, 其他公务用车: {cars}}}}}\n"
    assert bool(of_code("T48", text + assets)) == found
    assert bool(of_code("T48", text)) == (cost != "0"), "国有资产: 无"
    assert of_code("T48", text + assets.replace("领导用车: 0, ", "")) == [], "not all kinds are known"


def test_costs_and_vehicles_that_are_not_told_are_not_compared() -> None:
    """An item of 三公经费 that is not written is asked for elsewhere; 车辆: 无 says nothing of a quota."""
    kinds = (
        "机要通信用车",
        "应急保障用车",
        "执法执勤用车",
        "特种专业技术用车",
        "事业单位业务用车",
        "其他公务用车",
    )
    others = ", ".join(f"{kind}: 0" for kind in kinds)
    owned = f"国有资产: {{截至日期: 2024-01-01, 车辆: {{领导用车: 1, {others}}}}}\n"
    assert of_code("T48", CONSISTENT + owned) != []
    assert of_code("T48", spoiled("  公务用车运行维护费: 0\n", "") + owned) == []
    buys = spoiled("  公务用车购置费: 0", "  公务用车购置费: {一般公共预算: 18.00}")
    buys = buys.replace("政府采购: 无\n", "政府采购: {货物: 18.00, 工程: 0, 服务: 0}\n")
    assert of_code("T48", buys) == [], "国有资产: 无"
    assert of_code("T48", buys.replace("{货物: 18.00, 工程", "{工程")) == [], "not all purchases are told"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("公务用车购置", True),
        ("因公出国培训", True),
        ("公务接待费", False),
        ("信访接待费", False),
        ("出入境管理", False),
    ],
)
def test_projects_called_after_an_item(name: str, found: bool) -> None:
    """公务接待费 has 3.00 in the table, the other items nothing."""
    text = CONSISTENT.replace("名称: 甲,", f"名称: {name},").replace("项目: 甲", f"项目: {name}")
    assert bool(of_code("T49", text)) == found


def test_blanks_are_told_once_for_a_text() -> None:
    """X02: one finding with all places."""
    [finding] = [f for f in found_in(remark("支出XX万元，其中XX万元，待填写。")) if f.code == "X02"]
    assert "这段话里共 3 处：第 " in finding.message
