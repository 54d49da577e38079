"""Words given by the author: reasons, the catalogue of purchased services, the glossary."""

from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from generator.model.base import (
    Day,
    Line,
    Name,
    OptionalLine,
    OptionalText,
    SomeText,
    Text,
    Written,
    is_nothing,
)
from generator.model.vocabulary import Open
from generator.source import Mapping, Scalar, Sequence

Slot = OptionalText | dict[Line, OptionalText | dict[Line, OptionalText]]


class Explanations(Open):
    """说明: reasons and remarks for the sections of 情况说明; a reason follows the words “主要原因是”.

    A profile has texts of its own, each in its form: one, by 科目, by project, by project and heading.
    """

    topic = "文字"
    described = "{}，印在表样为它留的地方"
    example = "……"
    __pydantic_extra__: dict[str, Slot]

    income_change: OptionalText = Field(
        "",
        alias="收入变动原因",
        description="收入总计比上年增减的原因，接在“主要原因是”后面",
        examples=["上级专项资金减少。"],
    )
    expenditure_change: OptionalText = Field(
        "",
        alias="支出变动原因",
        description="支出总计比上年增减的原因，接在“主要原因是”后面",
        examples=["一次性项目已经完成，本年不再安排。"],
    )
    general_change: OptionalText = Field(
        "",
        alias="一般公共预算变动原因",
        description="一般公共预算支出比上年增减的原因，接在“主要原因是”后面",
        examples=["人员经费按政策标准调整。"],
    )
    items_change: OptionalText = Field(
        "",
        alias="三公经费变动原因",
        description="“三公”经费合计比上年增减的原因，接在“主要原因是”后面",
        examples=["严格控制各项开支。"],
    )
    abroad: OptionalText = Field(
        "",
        alias="因公出国（境）费说明",
        description="因公出国（境）费增减的原因和用途",
        examples=["本年没有出国（境）任务。"],
    )
    reception: OptionalText = Field(
        "",
        alias="公务接待费说明",
        description="公务接待费增减的原因和用途",
        examples=["接待任务与上年相当。"],
    )
    car_purchase: OptionalText = Field(
        "",
        alias="公务用车购置费说明",
        description="公务用车购置费增减的原因和用途",
        examples=["没有购置和更新车辆的计划。"],
    )
    car_running: OptionalText = Field(
        "",
        alias="公务用车运行维护费说明",
        description="公务用车运行维护费增减的原因和用途",
        examples=["车辆数量没有变化。"],
    )
    running_costs: OptionalText = Field(
        "",
        alias="机关运行经费说明",
        description="机关运行经费增减的原因；没有机关运行经费时写明为什么没有",
        examples=["本部门没有行政单位和参照公务员法管理的事业单位。"],
    )
    procurement: OptionalText = Field(
        "", alias="政府采购说明", description="政府采购的主要内容", examples=["采购内容以服务为主。"]
    )
    unit_performance: OptionalText = Field(
        "",
        alias="整体绩效说明",
        description="单位整体绩效目标的编报情况",
        examples=["本年度没有设置单位整体绩效目标。"],
    )
    project_performance: OptionalText = Field(
        "",
        alias="项目绩效说明",
        description="项目绩效管理的做法",
        examples=["没有绩效目标的项目不安排预算。"],
    )
    assets: OptionalText = Field(
        "",
        alias="国有资产说明",
        description="国有资产的补充说明",
        examples=["上述资产均纳入固定资产台账管理。"],
    )

    def said(self, word: str, *keys: str) -> str:
        """The text at the key `word`, ours or the profile's own, below `keys`; "" when it is not written.

        Raises LookupError where an author cannot write such a word.
        """
        own = next((name for name, field in type(self).model_fields.items() if field.alias == word), "")
        if not own and self.written is not None and word not in self.known_words:
            raise LookupError(f"“说明”和“词汇/文字”里没有“{word}”")
        found = getattr(self, own) if own else self.at_word(word)
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found if isinstance(found, str) else ""


class IssuedDocument(Written):
    """附文: the document by which the catalogue was issued."""

    issuer: Line = Field(alias="机关", description="发文机关", examples=["某省财政厅"])
    number: Line = Field(alias="文号", description="发文字号，年份用六角括号", examples=["某财综〔2022〕1号"])
    urgency: OptionalLine = Field("", alias="缓急", description="紧急程度", examples=["加急"])
    title: Line = Field(alias="标题", description="文件标题", examples=["关于印发指导性目录的通知"])
    addressee: OptionalLine = Field("", alias="主送", description="主送机关", examples=["各市财政局："])
    body: list[Text] = Field([], alias="正文", description="正文，一段写一项", examples=[["现印发给你们。"]])
    printed_by: OptionalLine = Field(
        "", alias="印发单位", description="印发单位", examples=["某省财政厅办公室"]
    )
    day: Day = Field(alias="印发日期", description="印发日期", examples=["2022-10-24"])
    disclosure: OptionalLine = Field("", alias="公开选项", description="公开选项", examples=["主动公开"])


class CatalogueDepartment(Written):
    """The entries of one department: code to name, in print order; a code's length is its level."""

    department: Line = Field(alias="部门", description="目录所属的部门", examples=["某省财政厅"])
    entries: dict[Line, Line] = Field(
        alias="条目",
        description="代码: 名称，按印出的次序；代码的长短就是级次，要加引号",
        examples=[{"A": "公共服务", "A01": "公共安全服务"}],
    )


class CatalogueChange(Written):
    """A change to an earlier batch of the catalogue."""

    batch: Line = Field(alias="批次", description="调整的是哪一批目录", examples=["第一批"])
    department: Line = Field(alias="部门", description="目录所属的部门", examples=["某省民政厅"])
    action: Literal["取消", "修改", "新增"] = Field(alias="动作", description="怎样调整", examples=["修改"])
    code: Line = Field(alias="代码", description="目录代码", examples=["A0101"])
    old_name: OptionalLine = Field("", alias="原名称", description="调整前的名称", examples=["公共安全服务"])
    new_name: OptionalLine = Field(
        "", alias="新名称", description="调整后的名称", examples=["公共安全隐患排查服务"]
    )


class ServiceCatalogue(Written):
    """政府购买服务指导性目录. A sentence in its place is printed instead; 无 says that there is none."""

    note: OptionalText = Field(
        "", alias="说明", description="目录前面的说明", examples=["本部门按照省级目录购买服务。"]
    )
    title: Line = Field(alias="名称", description="目录名称", examples=["某省政府购买服务指导性目录"])
    document: IssuedDocument | None = Field(
        None,
        alias="附文",
        description="印发目录的文件",
        examples=[
            {"机关": "某省财政厅", "文号": "某财综〔2022〕1号", "标题": "通知", "印发日期": "2022-10-24"}
        ],
    )
    departments: list[CatalogueDepartment] = Field(
        alias="目录",
        description="按部门列的目录",
        examples=[[{"部门": "某省财政厅", "条目": {"A": "公共服务"}}]],
    )
    changes: list[CatalogueChange] = Field(
        [],
        alias="调整",
        description="对以前各批目录的调整",
        examples=[[{"批次": "第一批", "部门": "某省民政厅", "动作": "取消", "代码": "A0101"}]],
    )

    @classmethod
    def _normalised(cls, data: Any) -> Any:
        if not isinstance(data, Scalar):
            return data
        result = Mapping(data.place)
        if not is_nothing(data):
            result.put("说明", data, data.place)
        result.put("名称", Scalar("", data.place), data.place)
        result.put("目录", Sequence(data.place), data.place)
        return result

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """For editors: a sentence, or the mapping."""
        written = handler.resolve_ref_schema(handler(core_schema))
        sentence = {"type": "string", "description": "不附目录时要说的一句话；没有目录的，写 无"}
        return {"anyOf": [sentence, written]}


class Acceptance(Written):
    """接受: a 警告 that is let stand. `about` names what it is about; `*` stands for any characters.

    One with a `unit` holds for what is found in that unit's own disclosure only, one without for all.
    """

    code: Name = Field(alias="代码", description="检查报告里的代码；只能接受警告", examples=["T07"])
    about: Name = Field(
        alias="事项", description="检查报告里的事项；* 代表任意文字", examples=["业务科—示例项目"]
    )
    reason: Name = Field(
        alias="理由", description="为什么可以这样，印在检查报告里", examples=["与批复文件一致"]
    )
    unit: Line | None = Field(
        None,
        alias="单位",
        description="预算单位的代码：只接受这个单位自己的；写在有“本单位”的文件里就是那个单位的；不写就是部门和各单位的",
        examples=["101001"],
    )


class Attachment(Written):
    """附件: a PDF of the budget folder that is bound in."""

    title: Line = Field(alias="标题", description="附件的标题，印在目录里", examples=["项目支出明细"])
    file: Line = Field(
        alias="文件", description="PDF 文件名，放在预算的文件夹里", examples=["附件/项目支出明细.pdf"]
    )


class Term(Written):
    """名词解释."""

    name: Name = Field(alias="名称", description="要解释的名词", examples=["基本支出"])
    meaning: SomeText = Field(
        alias="解释",
        description="名词的意思",
        examples=["为保障机构正常运转、完成日常工作任务而安排的经费。"],
    )
