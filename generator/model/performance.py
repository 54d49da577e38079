"""绩效目标表: money in 元 by level of government, prose, and the indicator tree for two periods."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pydantic import Field

from generator.model.base import Day, Line, Text, Written
from generator.model.number import Amount, Number
from generator.source import Mapping, Sequence

LEVELS = ("中央", "省级", "市县", "单位自筹", "其他")


class Funds(Written):
    """项目资金 of one period, in 元 always."""

    central: Amount | None = Field(None, alias="中央")
    province: Amount | None = Field(None, alias="省级")
    local: Amount | None = Field(None, alias="市县")
    own: Amount | None = Field(None, alias="单位自筹")
    other: Amount | None = Field(None, alias="其他")

    def levels(self) -> list[tuple[str, Number | None]]:
        """(level, amount) for every level of government, written or not."""
        return list(zip(LEVELS, (self.central, self.province, self.local, self.own, self.other), strict=True))


class Goals(Written):
    """总体目标 of both periods; the annual one may be left out when it is the same."""

    period: Text = Field(alias="实施期")
    annual: Text | None = Field(None, alias="年度")


class Indicator(Written):
    """三级指标: symbol, value and unit; `annual` is the annual value where it differs."""

    name: Line = Field(alias="名称", min_length=1)
    symbol: Line = Field("", alias="符号")
    value: Line = Field(alias="值")
    unit: Line = Field("", alias="单位")
    annual: Line | None = Field(None, alias="年度")

    def printed(self, *, annual: bool = False) -> str:
        """符号+值+单位; a symbol or unit that the value has already, in either width, is not doubled."""
        value = self.annual if annual and self.annual is not None else self.value
        plain = _plain(value)
        symbol = "" if plain.startswith(_plain(self.symbol)) else self.symbol
        unit = "" if plain.endswith(_plain(self.unit)) else self.unit
        return f"{symbol}{value}{unit}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


class IndicatorGroup(Written):
    """二级指标: the indicators of both periods. A plain list in the file stands for both."""

    period: list[Indicator] = Field(alias="实施期")
    annual: list[Indicator] | None = Field(None, alias="年度")

    @classmethod
    def _normalised(cls, data: Any) -> Any:
        if not isinstance(data, Sequence):
            return data
        both = Mapping(data.place)
        both.put("实施期", data, data.place)
        return both

    @property
    def annual_list(self) -> list[Indicator]:
        """The annual side, which is the other side unless it was written."""
        return self.period if self.annual is None else self.annual


class Performance(Written):
    """项目支出绩效目标表 of one published project."""

    project: Line = Field(alias="项目")
    unit: Line | None = Field(None, alias="实施单位")
    kind: Line = Field(alias="项目属性")
    duration: Line = Field(alias="项目期")
    period_funds: Funds = Field(alias="实施期资金")
    annual_funds: Funds = Field(alias="年度资金")
    overview: Text = Field("", alias="项目概况")
    basis: Text = Field("", alias="立项依据")
    necessity: Text = Field("", alias="必要性")
    measures: Text = Field("", alias="制度措施")
    plan: Text = Field("", alias="实施计划")
    goals: Goals = Field(alias="总体目标")
    indicators: dict[Line, dict[Line, IndicatorGroup]] = Field(alias="指标")
    head: Line = Field("", alias="负责人")
    clerk: Line = Field("", alias="经办人")
    phone: Line = Field("", alias="联系电话")
    filed: Day | None = Field(None, alias="填报日期")


def normalised_name(name: str) -> str:
    """A project name without what people write differently: width of brackets, kind of dash, spaces."""
    table = str.maketrans("（），：；－–—―", "(),:;----")
    return re.sub(r"-+", "-", re.sub(r"\s+", "", name.translate(table)))
