"""部门预算: everything that the folder of one department and year may hold."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Protocol

from pydantic import Field, PrivateAttr, StringConstraints

from generator.model.base import Line, ListOrNothing, Text, Written, Year
from generator.model.correction import Correction
from generator.model.department import Department, Procurement, StateAssets, Unit
from generator.model.lines import (
    Code,
    EconomicLine,
    EconomicSourcesLine,
    ExpenditureLine,
    Project,
    PurchaseLine,
    ReceptionTravelCars,
    RevenueLine,
    Sources,
    SubjectLine,
    UnitLine,
)
from generator.model.marks import Lasting, OfYear, OnlyThisYear, Records, Stated
from generator.model.number_format import NumberFormat
from generator.model.parts import LastYear, UnitPart
from generator.model.performance import Performance, UnitPerformance
from generator.model.prose import Acceptance, Attachment, Explanations, ServiceCatalogue, Term
from generator.source import SourceText

FontRole = Literal["标题", "正文", "黑体", "楷体", "宋体"]
ProfileName = Annotated[Line, StringConstraints(pattern=r"^[\w-]+$")]


class _OfUnit(Protocol):
    @property
    def unit(self) -> str | None: ...


PROFILE = "shanxi-2024"
"""The profile of a budget that names none."""


class Budget(Written):
    """部门预算 of one year. `_folder` is where it lies, when it was read from files."""

    _folder: Path | None = PrivateAttr(default=None)

    year: Year = Field(alias="年度", ge=2000, le=2099, description="预算年度，四位数字", examples=[2024])
    profile: Annotated[ProfileName, Lasting()] = Field(
        PROFILE,
        alias="样式",
        description="用哪一套表样：templates 里的文件夹名；不写就是 shanxi-2024",
        examples=["shanxi-2024"],
    )
    unit: Annotated[Literal["万元", "元"], Lasting()] = Field(
        "万元",
        alias="金额单位",
        description="整份预算的金额用什么单位；绩效目标的资金总是元。不写就是万元",
        examples=["万元"],
    )
    precision: Annotated[Literal["分", "0.01万元"], Lasting()] = Field(
        "分",
        alias="金额精度",
        description="金额照印好的文件录入、只有 0.01 万元的精度时，写 0.01万元；不写就是分",
        examples=["0.01万元"],
    )
    formats: Annotated[dict[Line, NumberFormat], Lasting()] = Field(
        {},
        alias="数字格式",
        description="金额怎么印，与表样不同时写：表（所有的表）、文字，或一张表的号",
        examples=[{"表": {"单位": "元", "千分位": "是"}, "文字": {"小数": 2}}],
    )
    fonts: Annotated[dict[FontRole, Line], Lasting()] = Field(
        {},
        alias="字体",
        description="用本单位自己的字体：哪一种字用哪个文件，文件放在预算的文件夹里",
        examples=[{"标题": "字体/小标宋.ttf"}],
    )
    department: Annotated[Department, Lasting()] = Field(
        alias="部门",
        description="公开的部门：名称、性质、职责、机构",
        examples=[{"名称": "某某局", "代码": "101", "性质": "行政"}],
    )
    units: Annotated[list[Unit], Lasting()] = Field(
        [],
        alias="单位",
        description="部门的预算单位，一个单位写一项；只有部门本级时可以不写",
        examples=[[{"名称": "某某局本级", "代码": "101001"}]],
    )
    income: Annotated[Sources, Records()] = Field(
        alias="收入",
        description="批复的本年收入，按资金来源写，不含上年结转",
        examples=[{"一般公共预算": 120}],
    )
    parts: list[UnitPart] = Field(
        [],
        alias="分单位",
        description="各单位自己的收入、三公经费等，合计就是部门的；一般不写，在单位自己的文件里写“本单位”",
        examples=[[{"单位": "101002", "收入": {"一般公共预算": 40}}]],
    )
    year_end_balance: Annotated[Sources, Records(of_year=False)] = Field(
        default_factory=lambda: Sources(),
        alias="年终结转",
        description="预计年终结转下年的金额；没有时不写",
        examples=[{"一般公共预算": 5}],
    )
    surplus: Annotated[Sources, Records(of_year=False)] = Field(
        default_factory=lambda: Sources(),
        alias="结余分配",
        description="事业单位结余分配（转入事业基金、专用基金）的金额，表样的收支总表有这一行时写；没有时不写",
        examples=[{"财政专户管理资金": 2}],
    )
    expenditure: Annotated[list[ExpenditureLine], Records()] = Field(
        alias="支出",
        description="支出，一个科目、一种性质写一行",
        examples=[[{"科目": 2010350, "性质": "基本支出", "一般公共预算": 88}]],
    )
    last_expenditure: Annotated[
        list[SubjectLine],
        ListOrNothing(),
        Records(none="上年没有"),
        OnlyThisYear("上年支出由上年的预算取得，没有带过来；上年的预算不在上一年度的同名文件夹里时再写："),
    ] = Field(
        [],
        alias="上年支出",
        description="上年的支出，表样按科目比较时写；上年的预算在上一年度的同名文件夹里时不用写，没有的写 无",
        examples=[[{"科目": 2010350, "性质": "基本支出", "一般公共预算": 80}]],
    )
    projects: Annotated[list[Project], ListOrNothing(), Records()] = Field(
        [],
        alias="项目",
        description="项目支出，一个项目写一行；各资金来源的合计等于“支出”里的项目支出",
        examples=[[{"名称": "业务科—示例项目", "类别": "特定目标类", "一般公共预算": 20}]],
    )
    basic: Annotated[list[EconomicLine], Records()] = Field(
        [],
        alias="基本支出",
        description="一般公共预算基本支出，一个经济科目写一行；合计等于“支出”里的一般公共预算基本支出",
        examples=[[{"经济科目": 30101, "金额": 50}]],
    )
    economic: Annotated[list[EconomicSourcesLine], ListOrNothing(), Records(none="没有支出")] = Field(
        [],
        alias="支出经济分类",
        description="全部支出按经济科目分，一个经济科目、一种性质写一行，表样按经济科目印各种资金的支出时写；"
        "合计等于“支出”的，写了它，“基本支出”可以不写",
        examples=[[{"经济科目": 30101, "性质": "基本支出", "一般公共预算": 50, "单位资金": 3}]],
    )
    fund_revenue: Annotated[list[RevenueLine], ListOrNothing(), Records()] = Field(
        [],
        alias="政府性基金收入",
        description="政府性基金预算收入，一个科目写一行；没有时写 [] 或 无",
        examples=[[{"科目": 1030148, "金额": 20}]],
    )
    capital_revenue: Annotated[list[RevenueLine], ListOrNothing(), Records()] = Field(
        [],
        alias="国有资本经营收入",
        description="国有资本经营预算收入，一个科目写一行；没有时写 [] 或 无",
        examples=[[{"科目": 1030601, "金额": 5}]],
    )
    items: Annotated[ReceptionTravelCars, Records()] = Field(
        default_factory=lambda: ReceptionTravelCars(),
        alias="三公经费",
        description="财政拨款安排的“三公”经费，四项都写，没有的写 0；全都没有，写 三公经费: 无",
        examples=[{"公务接待费": {"一般公共预算": 1.5}}],
    )
    running_costs: Annotated[list[UnitLine], ListOrNothing(), Records(none="没有安排")] = Field(
        [],
        alias="机关运行经费",
        description="财政拨款安排的机关运行经费，一个行政单位或参公事业单位写一行；没有时写 [] 或 无",
        examples=[[{"单位": "101001", "一般公共预算": 8}]],
    )
    performance: Annotated[list[Performance], ListOrNothing(), Lasting()] = Field(
        [],
        alias="绩效目标",
        description="项目支出绩效目标表，公开一个项目写一项；没有要公开的，写 绩效目标: 无",
        examples=[
            [
                {
                    "项目": "业务科—示例项目",
                    "项目属性": "一次性项目（1年结束）",
                    "项目期": "1年",
                    "实施期资金": {"市县": 200000},
                    "年度资金": {"市县": 200000},
                    "总体目标": {"实施期": "完成库房维修。"},
                    "指标": {"产出指标": {"质量指标": [{"名称": "验收合格率", "值": 100, "单位": "%"}]}},
                }
            ]
        ],
    )
    unit_performance: Annotated[UnitPerformance, Stated()] = Field(
        default_factory=lambda: UnitPerformance(),
        alias="整体绩效",
        description="单位整体绩效目标：编报的单位个数和涉及的金额；没有编报的，写 整体绩效: 无。"
        "表样有整体支出绩效目标表时还有目标和指标",
        examples=[{"单位数": 0, "金额": 0}],
    )
    last_year: Annotated[LastYear, Stated()] = Field(
        default_factory=lambda: LastYear(),
        alias="上年",
        description="上年预算数；上年的预算在上一年度的同名文件夹里时不用写，上年还没有这个部门的写 上年: 无",
        examples=[{"收入总计": 110, "支出总计": 110, "一般公共预算支出": 100}],
    )
    procurement: Annotated[Procurement, Stated()] = Field(
        default_factory=lambda: Procurement(),
        alias="政府采购",
        description="政府采购预算，货物、工程、服务都写，没有的写 0；全都没有，写 政府采购: 无",
        examples=[{"货物": 16.32, "工程": 0, "服务": 269.5}],
    )
    purchases: Annotated[list[PurchaseLine], ListOrNothing(), Records(none="没有")] = Field(
        [],
        alias="采购",
        description="政府采购的明细，一个品目写一行，表样有明细表时写；没有的写 无",
        examples=[[{"品目": "台式计算机", "类别": "货物", "数量": "12台", "一般公共预算": 6}]],
    )
    assets: Annotated[StateAssets | None, Stated()] = Field(
        None,
        alias="国有资产",
        description="国有资产占有使用情况；全都没有，写 国有资产: 无",
        examples=[{"截至日期": "2024-01-01", "办公用房面积": 500}],
    )
    explanations: Annotated[Explanations, OfYear()] = Field(
        default_factory=lambda: Explanations(),
        alias="说明",
        description="情况说明里由人写的话；话里的数写成 {{ 政府采购.合计 }} 这样的引用",
        examples=[{"收入变动原因": "上级专项资金减少。"}],
    )
    corrections: Annotated[list[Correction], OnlyThisYear("更正是上年的，没有带过来：")] = Field(
        [],
        alias="更正",
        description="批复以后的调剂：报表仍按批复数印，在其他说明里说明",
        examples=[[{"金额": 10, "调出": "基本支出", "调入": "项目支出", "说明": "……"}]],
    )
    catalogue: Annotated[ServiceCatalogue | None, Lasting()] = Field(
        None,
        alias="购买服务目录",
        description="政府购买服务指导性目录；不附目录的，直接写一句话，没有的写 无",
        examples=[{"名称": "某省政府购买服务指导性目录", "目录": []}],
    )
    attachments: Annotated[
        list[Attachment], OnlyThisYear("附件没有带过来；今年仍要附的，把文件放进文件夹再写：")
    ] = Field(
        [],
        alias="附件",
        description="一并装订的 PDF 文件",
        examples=[[{"标题": "项目支出明细", "文件": "附件/项目支出明细.pdf"}]],
    )
    terms: Annotated[list[Term], ListOrNothing(), Lasting()] = Field(
        [],
        alias="名词解释",
        description="名词解释，按印出的次序；没有要解释的，写 名词解释: 无",
        examples=[[{"名称": "基本支出", "解释": "为保障机构正常运转而安排的经费。"}]],
    )
    subject_names: Annotated[dict[Code, Line], Lasting()] = Field(
        {},
        alias="科目名称",
        description="科目表里没有的科目，或与科目表不同的名称：代码: 名称",
        examples=[{"2110301": "大气"}],
    )
    accepted: Annotated[
        list[Acceptance], OnlyThisYear("上年接受的警告没有带过来；今年仍要保留的，重新核对后再写：")
    ] = Field(
        [],
        alias="接受",
        description="看过以后仍要保留的警告，要写明理由",
        examples=[[{"代码": "T07", "事项": "业务科—示例项目", "理由": "与批复文件一致"}]],
    )
    remarks: Annotated[list[Text], ListOrNothing(), OfYear()] = Field(
        [],
        alias="其他说明",
        description="印在“其他说明”里的话，一段写一项；没有要说明的，写 其他说明: 无",
        examples=[["本文件金额均以万元为单位。"]],
    )

    _sources: tuple[SourceText, ...] = PrivateAttr(default=())
    _unfilled: frozenset[str] = PrivateAttr(default=frozenset())

    @property
    def sources(self) -> tuple[SourceText, ...]:
        """The files that this was read from, those of other units included."""
        return self._sources

    @property
    def unfilled(self) -> frozenset[str]:
        """The keys below which a draft still says 待填: of these it has only a part."""
        return self._unfilled

    @cached_property
    def without_parts(self) -> "Budget":
        """What is said of the department: without what its units say of themselves."""
        return self.model_copy(update={"parts": []}) if self.parts else self

    @property
    def folder(self) -> Path | None:
        """Where it lies; None for one that was not read from files."""
        return self._folder

    def holders(self) -> "tuple[Budget | UnitPart, ...]":
        """Those who have 收入, 三公经费, 政府采购 … of their own: what they have adds up to the whole."""
        return (self, *self.parts)

    def of_units(self, key: str) -> dict[str, Written | None]:
        """What each 单位 gives for itself under `key` (国有资产, 机构 …), None where it gives nothing."""
        given: dict[str, Written | None] = {unit.code: None for unit in self.units}
        holders: tuple[UnitPart | Unit, ...] = (*self.parts, *self.units)
        for holder in holders:
            code = holder.code if isinstance(holder, Unit) else holder.unit
            for name, field in type(holder).model_fields.items():
                if field.alias == key and name in holder.model_fields_set:
                    given[code] = given.get(code) or getattr(holder, name)
        return given

    def all_assets(self) -> list[StateAssets]:
        """国有资产 of the department and of those units that give theirs."""
        given = (self.assets, *self.of_units("国有资产").values())
        return [one for one in given if isinstance(one, StateAssets)]

    def owns_nothing(self) -> bool:
        """Whether the department, or every one of its units, writes that it has no 国有资产."""
        if self.assets:
            return self.assets.none
        owners = self.of_units("国有资产").values()
        return bool(owners) and all(isinstance(one, StateAssets) and one.none for one in owners)

    def assets_as_of(self) -> date | None:
        """截至日期: the department's, or the one that all units give who own something."""
        if self.assets and self.assets.as_of:
            return self.assets.as_of
        owners = [one for one in self.of_units("国有资产").values() if isinstance(one, StateAssets)]
        days = {one.as_of for one in owners if not one.none}
        return days.pop() if len(days) == 1 else None

    @property
    def has_many_units(self) -> bool:
        """Whether ids say whose an amount or a project is: 项目/101002/甲, not 项目/甲."""
        return len(self.units) > 1

    @property
    def first_unit(self) -> str:
        """The code of the 单位 whose are the lines that name none."""
        return self.units[0].code if self.units else self.department.code

    def unit_now(self, code: str) -> str:
        """The 单位 that has now what `code` had last year; "" where there is no such one."""
        if not self.has_many_units:
            return self.first_unit
        return code if any(unit.code == code for unit in self.units) else ""

    def unit_of(self, line: _OfUnit) -> str:
        """The code of the 单位 that a line belongs to."""
        return line.unit or self.first_unit

    def label(self, unit: str, name: str) -> str:
        """What the project `name` of `unit` is called in ids: one of two units may have the same name."""
        return f"{unit}/{name}" if self.has_many_units else name

    def project_names(self) -> dict[str, str]:
        """What every project is called, by its label: behind its unit where several have one name."""
        units = {unit.code: unit.name for unit in self.units}
        return {
            self.label_of(one): f"{units[self.unit_of(one)]}：{one.name}"
            if len(self._units_having[one.name]) > 1
            else one.name
            for one in self.projects
        }

    def label_of(self, project: Project) -> str:
        """What a project is called in ids."""
        return self.label(self.unit_of(project), project.name)

    def label_of_table(self, table: Performance) -> str:
        """What the project of a performance table is called in ids."""
        return self.label(self.owner_of(table), table.project)

    @cached_property
    def _units_having(self) -> Mapping[str, Sequence[str]]:
        """The codes of the units that have a project of the name, each once."""
        having: dict[str, dict[str, None]] = {}
        for project in self.projects:
            having.setdefault(project.name, {})[self.unit_of(project)] = None
        return {name: tuple(units) for name, units in having.items()}

    def units_having(self, name: str) -> Sequence[str]:
        """The codes of the units that have a project called `name`."""
        return self._units_having.get(name, ())

    def owner_of(self, table: Performance) -> str:
        """The unit whose project a performance table is of: as written, else the one that has the project."""
        having = self.units_having(table.project)
        return table.owner or (having[0] if having else self.first_unit)

    def carried_out_by(self, table: Performance) -> str:
        """实施单位 of a performance table: as written, else the name of the project's 单位."""
        names = {unit.code: unit.name for unit in self.units}
        first = self.units[0].name if self.units else self.department.name
        return table.unit or names.get(self.owner_of(table), first)
