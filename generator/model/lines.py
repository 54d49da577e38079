"""Lines with money: income, expenditure, projects, by source of funds (资金来源)."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints, WithJsonSchema

from generator.model.base import Line, Name, Written
from generator.model.marks import OfPeriod, OfYear, Property, mark_of
from generator.model.number import Amount, Number
from generator.model.vocabulary import APPROPRIATIONS, Open, Word, fields_of
from generator.source import Mapping, Scalar


class Source(StrEnum):
    """资金来源. 财政拨款 is the first three together."""

    GENERAL = "一般公共预算"
    FUND = "政府性基金"
    CAPITAL = "国有资本经营预算"
    ESCROW = "财政专户管理资金"
    OWN = "单位资金"


SOURCES = tuple(Source)

CODE = r"^[0-9]+$"
_CODE = {
    "type": ["integer", "string"],
    "minimum": 0,
    "pattern": r"^\s*[0-9]+\s*$",
    "patternErrorMessage": "只能由半角数字组成",
    "$comment": "代码",
}


def _code_of(classification: str) -> WithJsonSchema:
    """For editors: a code of one of the year's tables, which generator.model.schema lists."""
    return WithJsonSchema(_CODE | {"科目表": classification})


Code = Annotated[Line, StringConstraints(pattern=CODE), WithJsonSchema(_CODE)]
FunctionalCode = Annotated[Code, _code_of("支出功能分类科目")]
EconomicCode = Annotated[Code, _code_of("部门预算支出经济分类科目")]
GovernmentCode = Annotated[Code, _code_of("政府预算支出经济分类科目")]
RevenueCode = Annotated[Code, _code_of("收入分类科目")]


class Sources(Open):
    """Amounts by source, in the budget's 金额单位; a source that is left out is nil.

    Every profile has the sources that are 财政拨款; the others are words of its 词汇.
    """

    topic = "资金"
    described = "{}的金额；没有时不写"
    example = 2
    __pydantic_extra__: dict[str, Amount]

    NIL: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def _nothing(cls, written: Scalar, words: Sequence[str]) -> Mapping:
        result = Mapping(written.place)
        result.put(APPROPRIATIONS[0], Scalar("0", written.place), written.place)
        return result

    general: Amount | None = Field(
        None, alias="一般公共预算", description="一般公共预算拨款的金额；没有时不写", examples=[120.5]
    )
    fund: Amount | None = Field(
        None, alias="政府性基金", description="政府性基金预算拨款的金额；没有时不写", examples=[20]
    )
    capital: Amount | None = Field(
        None, alias="国有资本经营预算", description="国有资本经营预算拨款的金额；没有时不写", examples=[5]
    )

    def amounts(self) -> Iterator[tuple[str, Number]]:
        """The sources that are written."""
        for source, amount in zip(APPROPRIATIONS, (self.general, self.fund, self.capital), strict=True):
            if amount is not None:
                yield source, amount
        yield from self.by_word()


UNIT_OF_LINE = "预算单位的代码，“单位”里列过的；不写就是“单位”里的第一个。文件顶上写了“本单位”时不用写"
OfUnit = Annotated[Line | None, Property(telling=True)]
Group = Literal["人员经费", "公用经费"]
THIS_YEAR, CARRY_OVER = "本年", "上年结转"
"""期: when the money is from."""


class MoneyLine(Written):
    """A line of a list of money: keys that say what for, which are properties of its records, and amounts.

    All that differs from kind to kind is declared here and in the annotations of the keys.
    """

    indent: ClassVar[int] = 0
    """Of the rows that tables have for such lines."""

    @classmethod
    def properties(cls) -> dict[str, Property]:
        """What its keys are as properties, by key."""
        return _properties(cls)

    @classmethod
    def derived(cls) -> tuple[str, ...]:
        """The properties that are said by no key."""
        return ()

    @classmethod
    def telling(cls) -> tuple[str, ...]:
        """The keys that tell the lines of a list apart."""
        return tuple(key for key, mark in cls.properties().items() if mark.telling)

    def said(self) -> dict[str, str]:
        """What the line says in its keys that are properties, by key; "" where it says nothing."""
        known, fields = self.properties(), type(self).model_fields.items()
        return {field.alias: getattr(self, name) or "" for name, field in fields if field.alias in known}

    def columns(self) -> dict[str, str]:
        """What it says in columns of the profile's own (另列)."""
        own: OwnColumns | None = getattr(self, "own_columns", None)
        return dict(own.by_word()) if own else {}

    def label(self, number: int) -> str:
        """What the ids of its amounts have, beside the unit; it is the line `number` of its list."""
        said = self.said()
        return "/".join(said[key] for key in self.telling() if key != "单位" and said[key])

    def money(self) -> Iterator[tuple[str, Number, dict[str, str]]]:
        """Its amounts, what their ids end in, and the properties that they have beside the line's."""
        raise NotImplementedError


@cache
def _properties(line: type[MoneyLine]) -> dict[str, Property]:
    """Asked once: it is asked of every line."""
    marks = {key: mark_of(field, Property) for key, field in fields_of(line).items()}
    return {key: mark for key, mark in marks.items() if mark}


class SourcesLine(MoneyLine, Sources):
    """A line whose money is told by source, of 本年 and, where it has that key, 上年结转."""

    @classmethod
    def derived(cls) -> tuple[str, ...]:
        return ("资金", "期")

    def money(self) -> Iterator[tuple[str, Number, dict[str, str]]]:
        yield from sourced(self, "", THIS_YEAR)
        if (carried := getattr(self, "carry_over", None)) is not None:
            yield from sourced(carried, CARRY_OVER, CARRY_OVER)


def sourced(sources: Sources, above: str, period: str) -> Iterator[tuple[str, Number, dict[str, str]]]:
    """The amounts of `sources` with their properties; their ids end in the source, below `above`."""
    for source, amount in sources.amounts():
        own = {"资金": str(source)} | ({"期": period} if period else {})
        yield f"{above}/{source}" if above else str(source), amount, own


class SubjectLine(SourcesLine):
    """Money of one 项 of the functional classification, 基本支出 or 项目支出."""

    subject: Annotated[FunctionalCode, Property(telling=True)] = Field(
        alias="科目", description="支出功能分类的“项”，7 位代码；类和款自动汇总", examples=[2010350]
    )
    nature: Annotated[Line, Word("性质"), Property(telling=True)] = Field(
        alias="性质", description="这笔钱是基本支出还是项目支出", examples=["基本支出"]
    )
    unit: OfUnit = Field(None, alias="单位", description=UNIT_OF_LINE, examples=["101001"])
    group: Annotated[Group | None, Property(telling=True)] = Field(
        None,
        alias="组别",
        description="表样把这个科目的基本支出分成人员经费和公用经费时，两种各写一行；别的表样不用写",
        examples=["人员经费"],
    )


class ExpenditureLine(SubjectLine):
    """支出 of this year, and what is carried over (上年结转)."""

    carry_over: Sources | None = Field(
        None,
        alias="上年结转",
        description="上年结转到本年使用的金额，按资金来源写，不含在本年的金额里",
        examples=[{"一般公共预算": 5}],
    )


class OwnColumns(Open):
    """另列: what a table of the profile has of each line in columns of words of its own."""

    described = "{}，印在表样的这一栏"
    example = "……"
    __pydantic_extra__: dict[str, Line]


class ProjectColumns(OwnColumns):
    """Of projects: 立项依据, 起止年度 …"""

    topic = "项目另列"


class PurchaseColumns(OwnColumns):
    """Of what is bought: 采购方式, 单价 …"""

    topic = "采购另列"


class Project(SourcesLine):
    """项目: this year's amounts by source, and what is carried over (上年结转)."""

    indent = 2

    name: Annotated[Name, Property("项目", telling=True)] = Field(
        alias="名称",
        description="项目名称，印在项目支出的表里；单位里不能重名",
        examples=["业务科—示例项目"],
    )
    category: Annotated[Line, Word("项目类别"), Property()] = Field(
        alias="类别", description="项目的类别", examples=["特定目标类"]
    )
    unit: OfUnit = Field(None, alias="单位", description=UNIT_OF_LINE, examples=["101001"])
    subject: Annotated[FunctionalCode | None, Property()] = Field(
        None,
        alias="科目",
        description="支出功能分类的“项”，7 位代码。每个项目都写了科目时，“支出”里可以不写项目支出",
        examples=[2010399],
    )
    carry_over: Sources | None = Field(
        None,
        alias="上年结转",
        description="上年结转到本年使用的金额，按资金来源写，不含在本年的金额里",
        examples=[{"政府性基金": 243}],
    )
    own_columns: Annotated[ProjectColumns | None, OfPeriod()] = Field(
        None,
        alias="另列",
        description="表样在项目的表里另有的文字栏，例如 {立项依据: …}，样式的词汇里有“项目另列”时写",
        examples=[{}],
    )


class EconomicLine(MoneyLine):
    """基本支出: one 款 of the 部门预算支出经济分类, all of it 一般公共预算 of this year."""

    subject: Annotated[EconomicCode, Property("科目", telling=True)] = Field(
        alias="经济科目", description="部门预算支出经济分类的“款”，5 位代码", examples=[30101]
    )
    amount: Amount = Field(alias="金额", description="本年一般公共预算安排的金额", examples=[50])
    government_subject: Annotated[GovernmentCode | None, Property()] = Field(
        None,
        alias="政府经济科目",
        description="政府预算支出经济分类的“款”，5 位代码；一般不写，按单位性质自动对照",
        examples=[50501],
    )
    unit: OfUnit = Field(None, alias="单位", description=UNIT_OF_LINE, examples=["101001"])

    @classmethod
    def derived(cls) -> tuple[str, ...]:
        """组别 follows from the 款, as 政府经济科目 does where that is not written."""
        return ("组别", "资金")

    def money(self) -> Iterator[tuple[str, Number, dict[str, str]]]:
        yield "", self.amount, {"资金": APPROPRIATIONS[0]}


class EconomicSourcesLine(SourcesLine):
    """支出经济分类: one 款 of the 部门预算支出经济分类, of every 性质 and source."""

    subject: Annotated[EconomicCode, Property("科目", telling=True)] = Field(
        alias="经济科目", description="部门预算支出经济分类的“款”，5 位代码", examples=[30101]
    )
    nature: Annotated[Line, Word("性质"), Property(telling=True)] = Field(
        alias="性质", description="这笔钱是基本支出还是项目支出", examples=["基本支出"]
    )
    government_subject: Annotated[GovernmentCode | None, Property()] = Field(
        None,
        alias="政府经济科目",
        description="政府预算支出经济分类的“款”，5 位代码；一般不写，按单位性质自动对照",
        examples=[50501],
    )
    unit: OfUnit = Field(None, alias="单位", description=UNIT_OF_LINE, examples=["101001"])
    carry_over: Sources | None = Field(
        None,
        alias="上年结转",
        description="上年结转到本年使用的金额，按资金来源写，不含在本年的金额里",
        examples=[{"一般公共预算": 5}],
    )

    @classmethod
    def derived(cls) -> tuple[str, ...]:
        """组别 follows from the 款, as 政府经济科目 does where that is not written."""
        return ("组别", *super().derived())


class RevenueLine(MoneyLine):
    """政府性基金收入, 国有资本经营收入: one 目 of the revenue classification."""

    subject: Annotated[RevenueCode, Property(telling=True)] = Field(
        alias="科目", description="收入分类的“目”，7 位代码；类和款自动汇总", examples=[1030148]
    )
    amount: Amount = Field(alias="金额", description="本年预算收入", examples=[20])
    unit: OfUnit = Field(None, alias="单位", description=UNIT_OF_LINE, examples=["101001"])

    def money(self) -> Iterator[tuple[str, Number, dict[str, str]]]:
        yield "", self.amount, {}


class UnitLine(SourcesLine):
    """机关运行经费 of one 单位, or of one 款 of it."""

    unit: OfUnit = Field(None, alias="单位", description=UNIT_OF_LINE, examples=["101001"])
    subject: Annotated[EconomicCode | None, Property("科目", telling=True)] = Field(
        None,
        alias="经济科目",
        description="部门预算支出经济分类的“款”，5 位代码；表样按经济科目列机关运行经费时，一款写一行",
        examples=[30201],
    )


class PurchaseLine(SourcesLine):
    """采购: what is bought, by item of the catalogue (品目)."""

    item: Annotated[Name, Property(telling=True)] = Field(
        alias="品目", description="采购目录里的品目", examples=["台式计算机"]
    )
    category: Annotated[Literal["货物", "工程", "服务"], Property("采购类别")] = Field(
        alias="类别", description="货物、工程或服务", examples=["货物"]
    )
    quantity: Annotated[Line, Property(), OfYear()] = Field(
        "", alias="数量", description="数量，连同单位；表样有这一栏时写", examples=["12台"]
    )
    project: Annotated[Line, Property("采购项目", telling=True)] = Field(
        "", alias="项目", description="用在哪个项目；表样有这一栏时写", examples=["信息化建设"]
    )
    own_columns: Annotated[PurchaseColumns | None, OfYear()] = Field(
        None,
        alias="另列",
        description="表样在采购的表里另有的文字栏，例如 {采购方式: 公开招标}，样式的词汇里有“采购另列”时写",
        examples=[{}],
    )
    unit: OfUnit = Field(None, alias="单位", description=UNIT_OF_LINE, examples=["101001"])

    def label(self, number: int) -> str:
        """With the number: each is a row of its own, whatever the same is called in others."""
        return f"{number} {self.item}"


class ReceptionTravelCars(Open):
    """“三公”经费, 财政拨款 only; with what else a profile publishes beside it (会议费, 培训费).

    An item that is not written, or without any amount, is not known.
    """

    NIL: ClassVar[frozenset[str]] = frozenset()
    topic = "三公经费"
    described = "{}，按资金来源写；没有的写 0"
    example: ClassVar[Any] = {"一般公共预算": 1.5}
    __pydantic_extra__: dict[str, Sources]

    def items(self) -> Iterator[tuple[str, Sources]]:
        """The items that are written, by their Chinese names."""
        yield from ((word, sources) for word, sources in self.by_word() if any(sources.amounts()))
