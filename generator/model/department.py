"""部门: who publishes; and what the department owns and buys."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.base import Day, Line, Text, Written
from generator.model.number import Amount, Count, Number

Nature = Literal["行政", "参公事业", "事业"]


class Duties(Written):
    """职责."""

    summary: Text = Field("", alias="概述")
    items: list[Line] = Field(default_factory=list, alias="条目")


class Organisation(Written):
    """机构: offices and subordinate bodies."""

    offices: list[Line] = Field(default_factory=list, alias="内设机构")
    bodies: list[Line] = Field(default_factory=list, alias="所属单位")
    posts: Count | None = Field(None, alias="编制人数")
    staff: Count | None = Field(None, alias="在职人数")
    note: Text = Field("", alias="说明")


class Department(Written):
    """部门. `nature` decides the 政府经济分类 and who has 机关运行经费."""

    name: Line = Field(alias="名称", min_length=1)
    short_name: Line = Field("", alias="简称")
    code: Line = Field(alias="代码", min_length=1)
    nature: Nature = Field(alias="性质")
    duties: Duties = Field(default_factory=lambda: Duties(), alias="职责")
    organisation: Organisation = Field(default_factory=lambda: Organisation(), alias="机构")


class Unit(Written):
    """预算单位."""

    name: Line = Field(alias="名称", min_length=1)
    code: Line = Field(alias="代码", min_length=1)
    nature: Nature | None = Field(None, alias="性质")


class Procurement(Written):
    """政府采购, in the budget's 金额单位."""

    goods: Amount | None = Field(None, alias="货物")
    works: Amount | None = Field(None, alias="工程")
    services: Amount | None = Field(None, alias="服务")


class Vehicles(Written):
    """车辆 by kind."""

    quota: Count | None = Field(None, alias="编制")
    leaders: Count | None = Field(None, alias="领导用车")
    confidential: Count | None = Field(None, alias="机要通信用车")
    emergency: Count | None = Field(None, alias="应急保障用车")
    enforcement: Count | None = Field(None, alias="执法执勤用车")
    special: Count | None = Field(None, alias="特种专业技术用车")
    institution: Count | None = Field(None, alias="事业单位业务用车")
    other: Count | None = Field(None, alias="其他公务用车")


class StateAssets(Written):
    """国有资产占有使用情况 as of a date."""

    as_of: Day = Field(alias="截至日期")
    vehicles: Vehicles = Field(default_factory=lambda: Vehicles(), alias="车辆")
    office_area: Amount | None = Field(None, alias="办公用房面积")
    general_equipment: Count | None = Field(None, alias="五十万元以上通用设备")
    special_equipment: Count | None = Field(None, alias="一百万元以上专用设备")


class UnitPerformance(Written):
    """单位整体绩效目标: how many units set one, and the money concerned."""

    units: Count = Field(default=Number.of(0), alias="单位数")
    amount: Amount = Field(default=Number.of(0), alias="金额")
