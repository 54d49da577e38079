"""部门: who publishes; and what the department owns and buys."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.model.base import (
    PROSE,
    UNFILLED,
    Day,
    Line,
    ListOrNothing,
    Name,
    OptionalLine,
    OptionalText,
    OrNothing,
    Written,
)
from generator.model.marks import OfYear, Stated
from generator.model.number import Amount, Area, Count, Number
from generator.model.vocabulary import Open, Word

Nature = Literal["行政", "参公事业", "事业"]
UnitCode = Annotated[Name, Field(pattern=f"^([0-9A-Za-z-]+|{UNFILLED})$")]
UnitClass = Annotated[Line, Word("单位类别")]


class Duties(Written):
    """职责."""

    summary: OptionalText = Field(
        "", alias="概述", description="用一两句话写明是做什么的", examples=["某局是县政府工作部门，负责……"]
    )
    items: list[Annotated[Line, PROSE]] = Field(
        [],
        alias="条目",
        description="主要职责，一条写一行；序号自动编排",
        examples=[["贯彻执行国家有关方针政策。", "完成上级交办的其他任务。"]],
    )


class Organisation(Open):
    """机构: offices, subordinate bodies and people; who is counted beside the staff is up to the profile."""

    topic = "人员"
    described = "{}；没有的写 0"
    example = 0
    __pydantic_extra__: dict[str, Count]

    offices: Annotated[list[Line], ListOrNothing()] = Field(
        [],
        alias="内设机构",
        description="内设机构的名称；个数自动数，没有时写 无",
        examples=[["办公室", "业务科"]],
    )
    bodies: Annotated[list[Line], ListOrNothing()] = Field(
        [],
        alias="所属单位",
        description="所属事业单位的名称；个数自动数，没有时写 无",
        examples=[["某某服务中心"]],
    )
    posts: Count | None = Field(None, alias="编制人数", description="编制人数", examples=[10])
    staff: Count | None = Field(None, alias="在职人数", description="在职人数", examples=[9])
    note: OptionalText = Field(
        "",
        alias="说明",
        description="接在机构情况后面的话，例如所属单位是否单独公开",
        examples=["所属单位均不是独立法人。"],
    )


class Authority(Written):
    """主管部门."""

    name: Name = Field(alias="名称", description="主管部门全称", examples=["某某局"])
    code: UnitCode = Field(alias="代码", description="主管部门代码", examples=["101"])


class Department(Written):
    """部门, or a 单位 that publishes for itself: then it has an `authority` 主管部门.

    `nature` decides the 政府经济分类 and who has 机关运行经费.
    """

    name: Name = Field(alias="名称", description="部门全称，印在封面和每张表上", examples=["某某局"])
    short_name: OptionalLine = Field(
        "", alias="简称", description="部门简称，用在机构情况里", examples=["某局"]
    )
    code: UnitCode = Field(alias="代码", description="部门代码；加引号，保住前面的 0", examples=["101"])
    nature: Nature = Field(
        alias="性质", description="部门性质：决定政府经济科目怎么对照、有没有机关运行经费", examples=["行政"]
    )
    unit_class: UnitClass | None = Field(
        None, alias="类别", description="事业单位的类别；样式有“单位类别”时写", examples=["公益一类"]
    )
    duties: Duties = Field(
        default_factory=lambda: Duties(), alias="职责", description="部门职责", examples=[{"概述": "……"}]
    )
    organisation: Annotated[Organisation, Stated()] = Field(
        default_factory=lambda: Organisation(),
        alias="机构",
        description="机构设置和人员编制",
        examples=[{"内设机构": ["办公室", "业务科"], "编制人数": 10, "在职人数": 9}],
    )
    authority: Authority | None = Field(
        None,
        alias="主管部门",
        description="一个单位单独写一份预算时写：文件里的“部门”都改称“单位”；部门预算不写",
        examples=[{"名称": "某某局", "代码": "101"}],
    )

    @property
    def called(self) -> Literal["部门", "单位"]:
        """What the publisher calls itself: 本部门 or 本单位."""
        return "单位" if self.authority else "部门"


class Unit(Written):
    """预算单位. Its own 职责 and 机构 are printed in its own disclosure only."""

    name: Name = Field(alias="名称", description="预算单位全称", examples=["某某局本级"])
    code: UnitCode = Field(
        alias="代码", description="预算单位代码；加引号，保住前面的 0", examples=["101001"]
    )
    nature: Nature | None = Field(
        None, alias="性质", description="单位性质；与部门相同时不用写", examples=["事业"]
    )
    unit_class: UnitClass | None = Field(
        None, alias="类别", description="事业单位的类别；样式有“单位类别”时写", examples=["公益一类"]
    )
    duties: Duties = Field(
        default_factory=lambda: Duties(),
        alias="职责",
        description="单位职责，只印在这个单位自己的公开文件里",
        examples=[{"概述": "……"}],
    )
    organisation: Organisation = Field(
        default_factory=lambda: Organisation(),
        alias="机构",
        description="单位的机构设置和人员编制，只印在这个单位自己的公开文件里",
        examples=[{"内设机构": ["办公室"], "编制人数": 5, "在职人数": 5}],
    )


class Procurement(OrNothing):
    """政府采购, in the budget's 金额单位."""

    NIL: ClassVar[frozenset[str]] = frozenset()

    goods: Amount | None = Field(None, alias="货物", description="政府采购货物的金额", examples=[16.32])
    works: Amount | None = Field(None, alias="工程", description="政府采购工程的金额", examples=[0])
    services: Amount | None = Field(None, alias="服务", description="政府采购服务的金额", examples=[269.5])


class Vehicles(Open):
    """车辆 by kind; the kinds are words of the profile. Who has none may all the same have a 编制."""

    NIL: ClassVar[frozenset[str]] = frozenset(("编制",))
    topic = "车辆"
    described = "{}的辆数；没有的写 0"
    example = 0
    __pydantic_extra__: dict[str, Count]

    quota: Count | None = Field(None, alias="编制", description="公务用车编制数", examples=[3])


class NewVehicles(Open):
    """车辆 that are to be bought, by kind."""

    NIL: ClassVar[frozenset[str]] = frozenset()
    topic = "车辆"
    described = "计划购置的{}辆数；没有的写 0"
    example = 0
    __pydantic_extra__: dict[str, Count]


class PlannedPurchases(Open):
    """计划购置: what is to be bought in the year."""

    NIL: ClassVar[frozenset[str]] = frozenset()
    topic = "设备"
    described = "计划购置的{}台（套）数；没有的写 0"
    example = 0
    __pydantic_extra__: dict[str, Count]

    vehicles: NewVehicles = Field(
        default_factory=lambda: NewVehicles(),
        alias="车辆",
        description="计划购置的公务用车，各类的辆数；一辆也不购置，写 车辆: 无",
        examples=[{"其他公务用车": 0}],
    )


class StateAssets(Open):
    """国有资产占有使用情况 as of a date; the kinds of equipment are words of the profile."""

    NIL: ClassVar[frozenset[str]] = frozenset(("截至日期",))
    topic = "设备"
    described = "{}的台（套）数；没有的写 0"
    example = 0
    __pydantic_extra__: dict[str, Count]

    as_of: Annotated[Day | None, OfYear()] = Field(
        None, alias="截至日期", description="数据截至哪一天；国有资产全都没有时不写", examples=["2024-01-01"]
    )
    vehicles: Vehicles = Field(
        default_factory=lambda: Vehicles(),
        alias="车辆",
        description="公务用车，各类都写辆数，没有的写 0；一辆也没有，写 车辆: 无",
        examples=[{"编制": 1, "其他公务用车": 1}],
    )
    office_area: Area | None = Field(
        None, alias="办公用房面积", description="办公用房建筑面积，平方米", examples=[500]
    )
    planned: PlannedPurchases = Field(
        default_factory=lambda: PlannedPurchases(),
        alias="计划购置",
        description="本年计划购置的车辆和设备，表样要印时写；都不购置，写 计划购置: 无",
        examples=[{"车辆": {"其他公务用车": 0}}],
    )

    def owned(self) -> Iterator[Number | None]:
        """Every number of what there is, None where it is not written."""
        yield self.office_area
        for block in (self.vehicles, self):
            yield from (block.at_word(word) for word in block.known_words)

    @property
    def none(self) -> bool:
        """Whether it says that there is nothing at all: every number is 0, and no date is needed."""
        quota = self.vehicles.quota
        nothing = all(number and not number.value for number in self.owned())
        return self.as_of is None and nothing and not (quota and quota.value)
