"""Words given by the author: reasons, corrections, the catalogue of purchased services, the glossary."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.base import Day, Line, Text, Written
from generator.model.number import Amount


class Explanations(Written):
    """说明: reasons and remarks for the sections of 情况说明; a reason follows the words “主要原因是”."""

    income_change: Text = Field("", alias="收入变动原因")
    expenditure_change: Text = Field("", alias="支出变动原因")
    general_change: Text = Field("", alias="一般公共预算变动原因")
    items_change: Text = Field("", alias="三公经费变动原因")
    abroad: Text = Field("", alias="因公出国（境）费说明")
    reception: Text = Field("", alias="公务接待费说明")
    car_purchase: Text = Field("", alias="公务用车购置费说明")
    car_running: Text = Field("", alias="公务用车运行维护费说明")
    running_costs: Text = Field("", alias="机关运行经费说明")
    procurement: Text = Field("", alias="政府采购说明")
    unit_performance: Text = Field("", alias="整体绩效说明")
    project_performance: Text = Field("", alias="项目绩效说明")
    assets: Text = Field("", alias="国有资产说明")


Nature = Literal["基本支出", "项目支出"]


class Correction(Written):
    """更正: an amount moved after approval, while the tables still print the approved figures."""

    amount: Amount = Field(alias="金额")
    moved_from: Nature = Field(alias="调出")
    moved_to: Nature = Field(alias="调入")
    note: Text = Field(alias="说明")


class IssuedDocument(Written):
    """附文: the document by which the catalogue was issued."""

    issuer: Line = Field(alias="机关")
    number: Line = Field(alias="文号")
    urgency: Line = Field("", alias="缓急")
    title: Line = Field(alias="标题")
    addressee: Line = Field("", alias="主送")
    body: list[Text] = Field(default_factory=list, alias="正文")
    printed_by: Line = Field("", alias="印发单位")
    day: Day = Field(alias="印发日期")
    disclosure: Line = Field("", alias="公开选项")


class CatalogueDepartment(Written):
    """The entries of one department: code to name, in print order; a code's length is its level."""

    department: Line = Field(alias="部门")
    entries: dict[Line, Line] = Field(alias="条目")


class CatalogueChange(Written):
    """A change to an earlier batch of the catalogue."""

    batch: Line = Field(alias="批次")
    department: Line = Field(alias="部门")
    action: Literal["取消", "修改", "新增"] = Field(alias="动作")
    code: Line = Field(alias="代码")
    old_name: Line = Field("", alias="原名称")
    new_name: Line = Field("", alias="新名称")


class ServiceCatalogue(Written):
    """政府购买服务指导性目录."""

    note: Text = Field("", alias="说明")
    title: Line = Field(alias="名称")
    document: IssuedDocument | None = Field(None, alias="附文")
    departments: list[CatalogueDepartment] = Field(alias="目录")
    changes: list[CatalogueChange] = Field(default_factory=list, alias="调整")


class Acceptance(Written):
    """接受: a 警告 that is let stand. `about` names what it is about; `*` stands for any characters."""

    code: Line = Field(alias="代码", min_length=1)
    about: Line = Field(alias="事项", min_length=1)
    reason: Line = Field(alias="理由", min_length=1)


class Attachment(Written):
    """附件: a PDF of the budget folder that is bound in."""

    title: Line = Field(alias="标题")
    file: Line = Field(alias="文件")


class Term(Written):
    """名词解释."""

    name: Line = Field(alias="名称", min_length=1)
    meaning: Text = Field(alias="解释", min_length=1)
