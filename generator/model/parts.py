"""上年, and 分单位: what one 单位 has for itself."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from generator.model.base import NOTHING, ListOrNothing, Name, Text, Written, is_nothing
from generator.model.department import Procurement, StateAssets
from generator.model.lines import ReceptionTravelCars, Sources
from generator.model.marks import InPlaceOf
from generator.model.number import Amount
from generator.model.performance import UnitPerformance
from generator.model.prose import Attachment, Explanations, ServiceCatalogue, Term
from generator.model.vocabulary import Open


class LastYearItems(Open):
    """上年“三公”经费 by item, totals of all sources."""

    NIL: ClassVar[frozenset[str]] = frozenset()
    topic = "三公经费"
    described = "上年{}预算；没有安排的写 0"
    example = 1.5
    __pydantic_extra__: dict[str, Amount]


class LastYear(Open):
    """上年: figures of the year before, for comparison; not needed when last year's folder is there."""

    NIL: ClassVar[frozenset[str]] = frozenset()
    topic = "上年"
    described = "上年的{}；上年没有的写 0"
    example = 100
    __pydantic_extra__: dict[str, Amount]

    income: Amount | None = Field(None, alias="收入总计", description="上年的收入总计", examples=[110])
    expenditure: Amount | None = Field(None, alias="支出总计", description="上年的支出总计", examples=[110])
    general: Amount | None = Field(
        None, alias="一般公共预算支出", description="上年一般公共预算支出的合计", examples=[100]
    )
    running_costs: Amount | None = Field(
        None, alias="机关运行经费", description="上年机关运行经费的合计；上年没有安排的写 0", examples=[8]
    )
    items: LastYearItems = Field(
        default_factory=lambda: LastYearItems(),
        alias="三公经费",
        description="上年“三公”经费各项的预算，所有资金来源的合计；上年没有安排的写 0",
        examples=[{"公务接待费": 1.5}],
    )


def _nothing(value: object) -> object:
    """An empty list is 无."""
    return NOTHING if value == [] or is_nothing(value) else value


class UnitPart(Written):
    """分单位: what one 单位 has for itself, where it is no list."""

    unit: Name = Field(alias="单位", description="预算单位的代码", examples=["101002"])
    income: Sources | None = Field(
        None, alias="收入", description="这个单位的本年收入", examples=[{"一般公共预算": 40}]
    )
    year_end_balance: Sources | None = Field(
        None, alias="年终结转", description="这个单位的年终结转", examples=[{"一般公共预算": 1}]
    )
    surplus: Sources | None = Field(
        None, alias="结余分配", description="这个单位的结余分配", examples=[{"财政专户管理资金": 2}]
    )
    items: ReceptionTravelCars | None = Field(
        None,
        alias="三公经费",
        description="这个单位的“三公”经费",
        examples=[{"公务接待费": {"一般公共预算": 0.5}}],
    )
    procurement: Procurement | None = Field(
        None, alias="政府采购", description="这个单位的政府采购", examples=[{"货物": 1}]
    )
    assets: StateAssets | None = Field(
        None,
        alias="国有资产",
        description="这个单位的国有资产",
        examples=[{"截至日期": "2024-01-01", "办公用房面积": 200}],
    )
    unit_performance: UnitPerformance | None = Field(
        None, alias="整体绩效", description="这个单位的整体绩效目标", examples=[{"单位数": 1, "金额": 40}]
    )
    tables: Annotated[Literal["无"] | None, BeforeValidator(_nothing)] = Field(
        None,
        alias="绩效目标",
        description="这个单位没有公开的项目绩效目标表时写 无；有的写在整份预算的“绩效目标”里",
        examples=["无"],
        json_schema_extra={"$comment": "“无”"},
    )
    last_year: LastYear | None = Field(
        None,
        alias="上年",
        description="这个单位的上年数，用在它自己的公开文件里",
        examples=[{"收入总计": 38}],
    )
    explanations: Explanations | None = Field(
        None,
        alias="说明",
        description="这个单位的说明，用在它自己的公开文件里",
        examples=[{"收入变动原因": "人员增加。"}],
    )
    remarks: Annotated[list[Text], ListOrNothing()] | None = Field(
        None,
        alias="其他说明",
        description="这个单位的其他说明，用在它自己的公开文件里",
        examples=[["本单位没有其他事项。"]],
    )
    attachments: list[Attachment] | None = Field(
        None,
        alias="附件",
        description="只装订在这个单位自己的公开文件里的 PDF",
        examples=[[{"标题": "项目支出明细", "文件": "附件/项目支出明细.pdf"}]],
    )
    terms: Annotated[Annotated[list[Term], ListOrNothing()] | None, InPlaceOf()] = Field(
        None,
        alias="名词解释",
        description="这个单位自己的名词解释；不写就用部门的",
        examples=[[{"名称": "基本支出", "解释": "为保障机构正常运转而安排的经费。"}]],
    )
    catalogue: Annotated[ServiceCatalogue | None, InPlaceOf()] = Field(
        None,
        alias="购买服务目录",
        description="这个单位自己的购买服务目录；不写就用部门的",
        examples=[{"名称": "某省政府购买服务指导性目录", "目录": []}],
    )
