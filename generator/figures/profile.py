"""The profile (样式): a folder of templates/ that declares tables, sections, wording and CSS as data."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, ValidationError

from generator.errors import InputError, ProfileError
from generator.model import Budget
from generator.model.base import Line, Written
from generator.model.number_format import NumberFormat, YesNo
from generator.source import read_yaml

_CHECKOUT = Path(__file__).parents[2] / "templates"
_INSTALLED = Path(__file__).parents[1] / "_data" / "templates"
TEMPLATES = _CHECKOUT if _CHECKOUT.is_dir() else _INSTALLED


KINDS = (
    "收入",
    "年终结转",
    "支出",
    "项目",
    "基本支出",
    "政府性基金收入",
    "国有资本经营收入",
    "三公经费",
    "机关运行经费",
)
"""What a profile may measure: the keys of the YAML that records come from."""
PROPERTIES = ("科目", "单位", "资金", "性质", "期", "项目", "类别", "事项", "组别", "政府经济科目")
"""What rows and columns may select records by."""

Kind = Annotated[Line, AfterValidator(lambda kind: _one_of(kind, ("", *KINDS)))]
Formatted = Annotated[Line, AfterValidator(lambda what: _one_of(what, ("表", "文字")))]
Wanted = dict[Annotated[Line, AfterValidator(lambda name: _one_of(name, PROPERTIES))], str | list[str]]


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(value)
    return value


class ColumnSpec(Written):
    """A column: its key in figure ids, its printed header cells from top to bottom, and what it shows.

    A column without `shows` is a measure: the sum of the records of the row that match `wanted`.
    """

    key: Line = Field(alias="键")
    title: Line = Field("", alias="题")
    header: list[Line] = Field(alias="表头")
    shows: Literal["名称", "编码", "政府经济科目", ""] = Field("", alias="是")
    wanted: Wanted = Field({}, alias="取")
    form: NumberFormat | None = Field(None, alias="格式")


class RowSpec(Written):
    """A row, or (`each`) a group of rows made from the records.

    A fixed row sums the records of `kind` that match `wanted`, or adds up (`total_of`) rows of its block.
    `only` in the disclosure of a 部门, or of a 单位 for itself.
    """

    each: Literal["类", "科目", "经济科目", "收入科目", "单位", "单位和项目", "项目", ""] = Field(
        "", alias="每"
    )
    name: Line = Field("", alias="名")
    key: Line = Field("", alias="键")
    kind: Kind = Field("", alias="记录")
    wanted: Wanted = Field({}, alias="取")
    total_of: list[Line] = Field([], alias="和")
    level: int = Field(0, alias="级")
    style: Literal["合计", ""] = Field("", alias="样")
    only: Literal["部门", "单位", ""] = Field("", alias="限")


class BlockSpec(Written):
    """Columns side by side with the rows below them; 表一, 表四 and 表九 have two blocks.

    `foot` rows stand at the foot of the table, level with those of the other block.
    """

    kind: Kind = Field(alias="记录")
    wanted: Wanted = Field({}, alias="取")
    rows_of: Wanted | None = Field(None, alias="行取")
    columns: list[ColumnSpec] = Field(alias="列")
    rows: list[RowSpec] = Field(alias="行")
    foot: list[RowSpec] = Field([], alias="尾")


class TableSpec(Written):
    """A table of the disclosure."""

    number: Line = Field(alias="号")
    title: Line = Field(alias="标题")
    label: Line = Field(alias="标识")
    unit: Literal["万元", "元"] | None = Field(None, alias="单位")
    form: NumberFormat | None = Field(None, alias="格式")
    landscape: YesNo = Field(False, alias="横向")
    numbered: YesNo = Field(False, alias="编号行")
    empty_note: Line = Field("注：本表无数据。", alias="空表注")
    blocks: list[BlockSpec] = Field(alias="栏")


class SectionSpec(Written):
    """A section of the document: a template, all tables, or all performance tables."""

    template: Line = Field("", alias="模板")
    content: Literal["报表", "绩效目标表", "购买服务目录", "附件", ""] = Field("", alias="内容")
    style: Literal["封面", "目录", "正文"] = Field("正文", alias="版式")
    part: Line = Field("", alias="部分")


class Profile(Written):
    """The whole declaration, `profile.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = Field(alias="名称")
    title: Line = Field(alias="文件名称")
    tables: list[TableSpec] = Field(alias="表")
    sections: list[SectionSpec] = Field(alias="章节")
    last_year: dict[Line, Line] = Field(alias="上年")
    formats: dict[Formatted, NumberFormat] = Field({}, alias="格式")
    keeping_names: list[Line] = Field([], alias="政府经济科目沿用款名")
    folder: Path = Field(default=Path(), exclude=True)


@cache
def load_profile(name: str) -> Profile:
    """The profile `name`. Raises ProfileError when there is none, or when it is wrong."""
    folder = TEMPLATES / name
    path = folder / "profile.yaml"
    if not path.is_file():
        known = "、".join(sorted(p.parent.name for p in TEMPLATES.glob("*/profile.yaml")))
        raise ProfileError(f"没有样式“{name}”。现有的样式：{known}。")
    try:
        value, findings = read_yaml(path, f"templates/{name}/profile.yaml")
        if findings:
            raise InputError(findings)
        return Profile.model_validate(value).model_copy(update={"folder": folder})
    except InputError as error:
        first = error.findings[0]
        raise ProfileError(f"样式“{name}”读不出来：{first.place} {first.message}") from None
    except ValidationError as error:
        first_error = error.errors(include_url=False)[0]
        where = "/".join(str(step) for step in first_error["loc"])
        raise ProfileError(f"样式“{name}”的声明有误：profile.yaml 里的 {where} 不对。") from None


def fill(text: str, budget: Budget) -> str:
    """`text` with {年度}, {部门} (the publisher's name) and {主体} (部门, or 单位) filled in."""
    publisher = budget.department
    known = {"{年度}": str(budget.year), "{部门}": publisher.name, "{主体}": publisher.called}
    for mark, value in known.items():
        text = text.replace(mark, value)
    return text
