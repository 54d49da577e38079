"""绩效目标表: money in 元 by level of government, prose, and the indicator tree for two periods.

整体绩效: how many units set goals of their whole expenditure, with the goals and the indicators of these.
"""

import re
import unicodedata
from typing import Annotated, Any, ClassVar

from pydantic import Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from generator.model.base import (
    NO_LIST,
    Day,
    Line,
    ListOrNothing,
    Name,
    OptionalText,
    OrNothing,
    Text,
    Written,
    is_nothing,
)
from generator.model.marks import Lasting, OfPeriod, OfYear
from generator.model.number import Amount, Count, YuanAmount
from generator.model.vocabulary import Open
from generator.source import Mapping, Scalar, Sequence


class Funds(Open):
    """项目资金 of one period, in 元 always; the levels (of government) are words of the profile."""

    topic = "绩效资金"
    described = "{}资金，单位：元"
    example = 200000
    __pydantic_extra__: dict[str, YuanAmount]

    NIL: ClassVar[frozenset[str]] = frozenset()


class Goals(Written):
    """总体目标 of both periods; the annual one may be left out when it is the same."""

    period: Annotated[Text, OfPeriod()] = Field(
        alias="实施期", description="项目全部完成后达到的目标", examples=["建成并投入使用。"]
    )
    annual: Annotated[Text | None, OfYear()] = Field(
        None, alias="年度", description="本年的目标；与实施期相同时不用写", examples=["完成主体工程。"]
    )


class Indicator(Written):
    """三级指标: symbol, value and unit; `annual` is the annual value where it differs."""

    name: Annotated[Name, Lasting()] = Field(
        alias="名称", description="三级指标的名称", examples=["验收合格率"]
    )
    symbol: Annotated[Line, Lasting()] = Field(
        "", alias="符号", description="≥、≤、＝ 等；没有时不写", examples=["≥"]
    )
    value: Annotated[Line, OfPeriod()] = Field(
        alias="值", description="指标值，一个数或一句话", examples=[95]
    )
    unit: Annotated[Line, Lasting()] = Field(
        "", alias="单位", description="指标值的计量单位；没有时不写", examples=["%"]
    )
    annual: Annotated[Line | None, OfYear()] = Field(
        None, alias="年度", description="年度指标值；与实施期相同时不用写", examples=[90]
    )
    weight: Annotated[Line, Lasting()] = Field(
        "", alias="权重", description="权重或分值，表样有这一栏时写", examples=[10]
    )

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

    period: list[Indicator] = Field(
        alias="实施期",
        description="实施期的三级指标",
        examples=[[{"名称": "完成数量", "值": 1, "单位": "项"}]],
    )
    annual: Annotated[list[Indicator] | None, OfYear()] = Field(
        None,
        alias="年度",
        description="年度的三级指标；与实施期相同时不用写",
        examples=[[{"名称": "完成数量", "值": 1, "单位": "项"}]],
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """For editors: the list that stands for both, that there is none, or the mapping."""
        written = handler.resolve_ref_schema(handler(core_schema))
        return {"anyOf": [NO_LIST, written["properties"]["实施期"], written]}

    @classmethod
    def _normalised(cls, data: Any) -> Any:
        if isinstance(data, Scalar) and is_nothing(data):
            data = Sequence(data.place)
        if not isinstance(data, Sequence):
            return data
        both = Mapping(data.place)
        both.put("实施期", data, data.place)
        return both

    @property
    def annual_list(self) -> list[Indicator]:
        """The annual side, which is the other side unless it was written."""
        return self.period if self.annual is None else self.annual


Indicators = dict[Line, dict[Line, IndicatorGroup]]
"""一级指标 › 二级指标 › 三级指标."""


def weights_of(indicators: Indicators) -> list[str]:
    """权重 of the indicators of the year, as far as they have one."""
    groups = (group for below in indicators.values() for group in below.values())
    return [one.weight for group in groups for one in group.annual_list if one.weight]


class Performance(Written):
    """项目支出绩效目标表 of one published project."""

    project: Line = Field(
        alias="项目", description="项目名称，与“项目”里的一字不差", examples=["业务科—示例项目"]
    )
    owner: Line | None = Field(
        None,
        alias="单位",
        description="这是哪个预算单位的项目，写代码；文件顶上写了“本单位”、或只有一个单位有这个项目时不用写",
        examples=["101001"],
    )
    unit: Line | None = Field(
        None, alias="实施单位", description="实施单位的名称；就是项目的单位时不用写", examples=["某某局本级"]
    )
    kind: Line = Field(
        "",
        alias="项目属性",
        description="一次性项目或跨年度项目，表样要印时写",
        examples=["一次性项目（1年结束）"],
    )
    duration: Annotated[Line, Lasting()] = Field(
        "", alias="项目期", description="项目做多久，表样要印时写", examples=["1年"]
    )
    period_funds: Annotated[Funds, OfPeriod()] = Field(
        default_factory=lambda: Funds(),
        alias="实施期资金",
        description="整个实施期的资金，单位：元，表样要印时写",
        examples=[{"市县": 200000}],
    )
    annual_funds: Funds = Field(
        alias="年度资金",
        description="本年的资金，单位：元；合计等于项目本年的金额",
        examples=[{"市县": 200000}],
    )
    overview: Text = Field("", alias="项目概况", description="项目做什么", examples=["维修档案库房。"])
    basis: Text = Field("", alias="立项依据", description="依据的文件", examples=["党组会议纪要。"])
    necessity: Text = Field("", alias="必要性", description="为什么要做", examples=["库房年久漏雨。"])
    measures: Text = Field("", alias="制度措施", description="用什么制度保证", examples=["按合同验收付款。"])
    plan: Annotated[Text, OfPeriod()] = Field(
        "", alias="实施计划", description="什么时候做什么", examples=["6月底前完工。"]
    )
    goals: Goals = Field(
        alias="总体目标", description="项目要达到的目标", examples=[{"实施期": "完成库房维修。"}]
    )
    indicators: Indicators = Field(
        alias="指标",
        description="一级指标 › 二级指标 › 三级指标的列表；没有的写 []",
        examples=[{"产出指标": {"数量指标": [{"名称": "完成数量", "值": 1, "单位": "项"}], "质量指标": []}}],
    )
    head: Line = Field("", alias="负责人", description="负责人姓名", examples=["张三"])
    clerk: Line = Field("", alias="经办人", description="经办人姓名", examples=["李四"])
    phone: Line = Field("", alias="联系电话", description="联系电话", examples=["0350-0000000"])
    filed: Annotated[Day | None, OfYear()] = Field(
        None, alias="填报日期", description="填报日期", examples=["2024-01-25"]
    )

    def weights(self) -> list[str]:
        """权重 of the indicators of the year, as far as they have one."""
        return weights_of(self.indicators)


class YearTask(Written):
    """年度主要任务."""

    name: Name = Field(alias="名称", description="任务的名称", examples=["农村供水保障"])
    content: Text = Field("", alias="内容", description="主要内容", examples=["改造十二个村的供水管网。"])
    amount: Amount | None = Field(None, alias="金额", description="这项任务的预算金额", examples=[60])


WHOLE = "整体绩效"
"""The key of that, and what its table and its sheet are called by."""


class UnitPerformance(OrNothing):
    """单位整体绩效目标: how many units set one, and the money concerned; one's own 整体支出绩效目标表."""

    NIL: ClassVar[frozenset[str]] = frozenset(("总体目标", "主要任务", "指标"))

    units: Count | None = Field(None, alias="单位数", description="编报整体绩效目标的单位个数", examples=[1])
    amount: Amount | None = Field(None, alias="金额", description="整体绩效目标涉及的金额", examples=[120])
    goal: Annotated[OptionalText, OfYear()] = Field(
        "",
        alias="总体目标",
        description="部门整体支出的年度绩效目标，表样有整体支出绩效目标表时写",
        examples=["全县供水保证率不低于百分之九十五。"],
    )
    tasks: Annotated[list[YearTask], ListOrNothing(), OfYear()] = Field(
        [],
        alias="主要任务",
        description="年度主要任务，表样要印时写",
        examples=[[{"名称": "农村供水保障", "内容": "改造十二个村的供水管网。", "金额": 60}]],
    )
    indicators: Annotated[Indicators, OfYear()] = Field(
        {},
        alias="指标",
        description="一级指标 › 二级指标 › 三级指标的列表，表样有整体支出绩效目标表时写",
        examples=[{"产出指标": {"数量指标": [{"名称": "改造村数", "值": 12, "单位": "个"}]}}],
    )

    @property
    def has_table(self) -> bool:
        """Whether there is more than numbers: what a 整体支出绩效目标表 prints."""
        return bool(self.goal or self.tasks or self.indicators)


def normalised_name(name: str) -> str:
    """A project name without what people write differently: width of brackets, kind of dash, spaces."""
    table = str.maketrans("（），：；－–—―", "(),:;----")
    return re.sub(r"-+", "-", re.sub(r"\s+", "", name.translate(table)))
