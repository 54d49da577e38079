"""T71 and T72: 采购 for a project, which has the money and the name."""

from __future__ import annotations

import pytest

from tests.budgets import spoiled
from tests.tie_outs import of_code

BOUGHT = """\
采购:
  - {品目: 服务器, 类别: 货物, 项目: 甲, 一般公共预算: 20.00}
  - {品目: 机柜, 类别: 货物, 项目: 甲, 一般公共预算: 13.00}
"""
RIGHT = spoiled("政府采购: 无\n", f"政府采购: {{货物: 33.00, 工程: 0, 服务: 0}}\n{BOUGHT}")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("13.00", "14.00", "“甲”的采购（一般公共预算） 34.00 万元，这个项目的资金 33.00 万元"),
        (
            "项目: 甲, 一般公共预算: 13.00",
            "项目: 甲, 政府性基金: 13.00",
            "“甲”的采购（政府性基金） 13.00 万元",
        ),
        ("机柜, 类别: 货物, 项目: 甲", "机柜, 类别: 货物, 项目: 丙", "“丙”的采购（一般公共预算） 13.00 万元"),
    ],
)
def test_more_than_the_project_has(old: str, new: str, said: str) -> None:
    """Of a source, this year's and what is carried over; what is bought for something else is not told."""
    assert of_code("T71", RIGHT) == []
    assert (
        of_code("T71", spoiled("机柜, 类别: 货物, 项目: 甲", "机柜, 类别: 货物, 项目: 公用经费", RIGHT)) == []
    )
    text = spoiled(old, new, RIGHT).replace("货物: 33.00", "货物: 34.00" if new == "14.00" else "货物: 33.00")
    [told] = of_code("T71", text)
    assert told.message.startswith(said)


def test_a_project_of_nearly_that_name_is_told() -> None:
    """Not one that is like none of them."""
    name = "业务科—数字资源采购"
    text = RIGHT.replace("名称: 甲", f"名称: {name}").replace("项目: 甲", f"项目: {name}")
    assert of_code("T72", text) == []
    [told] = of_code(
        "T72", spoiled(f"机柜, 类别: 货物, 项目: {name}", "机柜, 类别: 货物, 项目: 业务科-数字资源采购", text)
    )
    assert f"有“{name}”" in told.message
    assert (
        of_code("T72", spoiled(f"机柜, 类别: 货物, 项目: {name}", "机柜, 类别: 货物, 项目: 日常运转", text))
        == []
    )
