"""Lines with money: income, expenditure, projects, by source of funds (资金来源)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.base import Line, Written
from generator.model.number import Amount, Number


class Source(StrEnum):
    """资金来源. 财政拨款 is the first three together."""

    GENERAL = "一般公共预算"
    FUND = "政府性基金"
    CAPITAL = "国有资本经营预算"
    ESCROW = "财政专户管理资金"
    OWN = "单位资金"


SOURCES = tuple(Source)

CODE = r"^[0-9]+$"
Code = Annotated[Line, StringConstraints(pattern=CODE)]


class Sources(Written):
    """Amounts by source, in the budget's 金额单位; a source that is left out is nil."""

    general: Amount | None = Field(None, alias="一般公共预算")
    fund: Amount | None = Field(None, alias="政府性基金")
    capital: Amount | None = Field(None, alias="国有资本经营预算")
    escrow: Amount | None = Field(None, alias="财政专户管理资金")
    own: Amount | None = Field(None, alias="单位资金")

    def amounts(self) -> Iterator[tuple[Source, Number]]:
        """The sources that are written, in the order of the tables."""
        written = (self.general, self.fund, self.capital, self.escrow, self.own)
        for source, amount in zip(SOURCES, written, strict=True):
            if amount is not None:
                yield source, amount


class ExpenditureLine(Sources):
    """支出: one 项 of the functional classification, 基本支出 or 项目支出."""

    subject: Code = Field(alias="科目")
    nature: Literal["基本支出", "项目支出"] = Field(alias="性质")
    unit: Line | None = Field(None, alias="单位")
    carry_over: Sources | None = Field(None, alias="上年结转")


class Project(Sources):
    """项目: this year's amounts by source, and what is carried over (上年结转)."""

    name: Line = Field(alias="名称", min_length=1)
    category: Literal["特定目标类", "其他运转类", "人员类"] = Field(alias="类别")
    unit: Line | None = Field(None, alias="单位")
    subject: Code | None = Field(None, alias="科目")
    carry_over: Sources | None = Field(None, alias="上年结转")


class EconomicLine(Written):
    """基本支出: one 款 of the 部门预算支出经济分类, all of it 一般公共预算 of this year."""

    subject: Code = Field(alias="经济科目")
    amount: Amount = Field(alias="金额")
    government_subject: Code | None = Field(None, alias="政府经济科目")
    unit: Line | None = Field(None, alias="单位")


class RevenueLine(Written):
    """政府性基金收入, 国有资本经营收入: one 目 of the revenue classification."""

    subject: Code = Field(alias="科目")
    amount: Amount = Field(alias="金额")


class UnitLine(Sources):
    """机关运行经费 of one 单位."""

    unit: Line | None = Field(None, alias="单位")


class ReceptionTravelCars(Written):
    """“三公”经费, 财政拨款 only."""

    abroad: Sources | None = Field(None, alias="因公出国（境）费")
    reception: Sources | None = Field(None, alias="公务接待费")
    car_purchase: Sources | None = Field(None, alias="公务用车购置费")
    car_running: Sources | None = Field(None, alias="公务用车运行维护费")

    def items(self) -> Iterator[tuple[str, Sources]]:
        """The items that are written, by their Chinese names."""
        for name, field in type(self).model_fields.items():
            amounts: Sources | None = getattr(self, name)
            if amounts is not None and field.alias:
                yield field.alias, amounts
