"""部门预算: everything that the folder of one department and year may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.base import Line, Text, Written, Year
from generator.model.department import Department, Procurement, StateAssets, Unit, UnitPerformance
from generator.model.lines import (
    Code,
    EconomicLine,
    ExpenditureLine,
    Project,
    ReceptionTravelCars,
    RevenueLine,
    Sources,
    UnitLine,
)
from generator.model.number import Amount
from generator.model.performance import Performance
from generator.model.prose import Acceptance, Attachment, Correction, Explanations, ServiceCatalogue, Term

FontRole = Literal["标题", "正文", "黑体", "楷体", "宋体"]
ProfileName = Annotated[Line, StringConstraints(pattern=r"^[\w-]+$")]


class LastYearItems(Written):
    """上年“三公”经费 by item, totals of all sources."""

    abroad: Amount | None = Field(None, alias="因公出国（境）费")
    reception: Amount | None = Field(None, alias="公务接待费")
    car_purchase: Amount | None = Field(None, alias="公务用车购置费")
    car_running: Amount | None = Field(None, alias="公务用车运行维护费")


class LastYear(Written):
    """上年: figures of the year before, for comparison; not needed when last year's folder is there."""

    income: Amount | None = Field(None, alias="收入总计")
    expenditure: Amount | None = Field(None, alias="支出总计")
    general: Amount | None = Field(None, alias="一般公共预算支出")
    running_costs: Amount | None = Field(None, alias="机关运行经费")
    items: LastYearItems = Field(default_factory=lambda: LastYearItems(), alias="三公经费")


class Budget(Written):
    """部门预算 of one year."""

    year: Year = Field(alias="年度", ge=2000, le=2099)
    profile: ProfileName = Field("shanxi-2024", alias="样式")
    unit: Literal["万元", "元"] = Field("万元", alias="金额单位")
    precision: Literal["分", "0.01万元"] = Field("分", alias="金额精度")
    fonts: dict[FontRole, Line] = Field(default_factory=dict, alias="字体")
    department: Department = Field(alias="部门")
    units: list[Unit] = Field(default_factory=list, alias="单位")
    income: Sources = Field(alias="收入")
    year_end_balance: Sources = Field(default_factory=lambda: Sources(), alias="年终结转")
    expenditure: list[ExpenditureLine] = Field(alias="支出")
    basic: list[EconomicLine] = Field(default_factory=list, alias="基本支出")
    fund_revenue: list[RevenueLine] = Field(default_factory=list, alias="政府性基金收入")
    capital_revenue: list[RevenueLine] = Field(default_factory=list, alias="国有资本经营收入")
    items: ReceptionTravelCars = Field(default_factory=lambda: ReceptionTravelCars(), alias="三公经费")
    running_costs: list[UnitLine] = Field(default_factory=list, alias="机关运行经费")
    projects: list[Project] = Field(default_factory=list, alias="项目")
    performance: list[Performance] = Field(default_factory=list, alias="绩效目标")
    unit_performance: UnitPerformance = Field(default_factory=lambda: UnitPerformance(), alias="整体绩效")
    last_year: LastYear = Field(default_factory=lambda: LastYear(), alias="上年")
    procurement: Procurement = Field(default_factory=lambda: Procurement(), alias="政府采购")
    assets: StateAssets | None = Field(None, alias="国有资产")
    explanations: Explanations = Field(default_factory=lambda: Explanations(), alias="说明")
    corrections: list[Correction] = Field(default_factory=list, alias="更正")
    catalogue: ServiceCatalogue | None = Field(None, alias="购买服务目录")
    attachments: list[Attachment] = Field(default_factory=list, alias="附件")
    terms: list[Term] = Field(default_factory=list, alias="名词解释")
    subject_names: dict[Code, Line] = Field(default_factory=dict, alias="科目名称")
    accepted: list[Acceptance] = Field(default_factory=list, alias="接受")
    remarks: list[Text] = Field(default_factory=list, alias="其他说明")
