"""The declaration of tables (表): blocks of columns and rows over the records."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from annotated_types import Ge, Le, MinLen
from pydantic import AfterValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from generator.figures.kinds import PROPERTIES
from generator.model.base import Line, Written
from generator.model.kinds import MEASURED
from generator.model.number_format import NumberFormat, YesNo
from generator.source import Place

Kind = Annotated[Line, AfterValidator(lambda kind: one_of(kind, ("", *MEASURED)))]
Wanted = dict[Line, str | list[str]]


def one_of(value: str, known: tuple[str, ...]) -> str:
    """`value`, when it is one of `known`."""
    if value not in known:
        expected = "、".join(filter(None, known))
        raise PydanticCustomError("literal_error", "{expected}", {"expected": expected})
    return value


def several(wanted: str | list[str]) -> list[str]:
    """What 取 asks for, one value or several."""
    return [wanted] if isinstance(wanted, str) else wanted


MAX_LEVEL = 9
"""How far a row can be set in."""
JOINT = "和"
"""Between the groups of 每."""
LEVELS = ("类", "款", "项")
"""What codes of 科目 are of, by their length."""
TREES = {
    "科目": ("科目", (3, 5, 7)),
    "经济科目": ("科目", (3, 5)),
    "政府经济科目": ("政府经济科目", (3, 5)),
    "收入科目": ("科目", (3, 5, 7)),
}
"""Rows of 科目: which property has the codes of such rows, and how long the codes of the levels are."""
CODES = {"编码": slice(None), "类": slice(0, 3), "款": slice(3, 5), "项": slice(5, 7)}
"""Columns of codes, and which digits they show."""
_OWN_WORDS = ("科目", "政府经济科目", "项目", "单位")
WORDS = tuple(name for name in PROPERTIES if name not in _OWN_WORDS)
"""Properties that columns show as they are, where all records of the row have the same."""
GIVEN, ORDINAL = "字", "序号"
"""Columns of words that the row itself gives, and of the numbers of the rows."""
SHOWN = ("名称", *CODES, "科目名称", "政府经济科目", "单位名称", "单位代码", *WORDS, GIVEN, ORDINAL)
"""What a column of words may show; 科目名称 is that of the 科目 of a project."""
NEEDED = (
    dict.fromkeys((*CODES, "科目名称"), "科目") | {"政府经济科目": "政府经济科目"} | {n: n for n in WORDS}
)
"""The property that records need of which a column shows something."""


class ColumnSpec(Written):
    """A column: its key in figure ids, its printed header cells from top to bottom, and what it shows.

    A column without `shows` is a measure: the sum of the records of the row that match `wanted`, or of the
    records of another `kind` that belong to the row. Or it is computed from measures of its row: their `sum`,
    or of two their `difference`, the `growth` from the second to the first, the `share` of the first in the
    second. Of a column that is `merged` equal words of rows below each other are printed once.
    """

    key: Line = Field(alias="键")
    title: Line = Field("", alias="题")
    header: Annotated[list[Line], MinLen(1)] = Field(alias="表头")
    shows: Line = Field("", alias="是")
    kind: Kind = Field("", alias="记录")
    wanted: Wanted = Field({}, alias="取")
    form: NumberFormat | None = Field(None, alias="格式")
    sum: list[Line] = Field([], alias="和")
    difference: list[Line] = Field([], alias="差")
    growth: list[Line] = Field([], alias="增减率")
    share: list[Line] = Field([], alias="占比")
    merged: YesNo = Field(False, alias="合并")

    @property
    def operands(self) -> list[Line]:
        """The keys of the measures that it is computed from; none for a measure, or words."""
        return self.sum or self.difference or self.growth or self.share


class RowSpec(Written):
    """A row, or (`each`) a group of rows made from the records.

    A fixed row sums the records of `kind` that match `wanted`, or adds up (`total_of`) rows of its block;
    one that is no `amounts` has its name only. `only` in the disclosure of a 部门, or of a 单位 for itself.
    `printed` 有数: when it is not nil. Groups within groups are joined by 和 (单位和科目和项目); of 科目 only
    the `levels` that are named have rows, and 类 are `numbered` as they are printed, as the year has them, or
    not. The name of a total stands in the column `named_in`, or in the first one of words. What columns of
    字 say is `given` by their keys.
    """

    each: Line = Field("", alias="每")
    levels: list[Literal["类", "款", "项"]] = Field([], alias="层")
    numbered: Literal["连编", "原序", "无"] = Field("连编", alias="序号")
    amounts: YesNo = Field(True, alias="数")
    name: Line = Field("", alias="名")
    named_in: Line = Field("", alias="名在")
    key: Line = Field("", alias="键")
    kind: Kind = Field("", alias="记录")
    wanted: Wanted = Field({}, alias="取")
    total_of: list[Line] = Field([], alias="和")
    level: Annotated[int, Ge(0), Le(MAX_LEVEL)] = Field(0, alias="级")
    style: Literal["合计", ""] = Field("", alias="样")
    only: Literal["部门", "单位", ""] = Field("", alias="限")
    printed: Literal["是", "有数", "否"] = Field("是", alias="印")
    given: dict[Line, Line] = Field({}, alias="字")

    @property
    def steps(self) -> list[str]:
        """The groups of 每, from the outermost in."""
        return self.each.split(JOINT) if self.each else []


class BlockSpec(Written):
    """Columns side by side with the rows below them; a table has one block, or two.

    `foot` rows stand at the foot of the table, level with those of the other block.
    """

    kind: Kind = Field(alias="记录")
    wanted: Wanted = Field({}, alias="取")
    rows_of: Wanted | None = Field(None, alias="行取")
    columns: Annotated[list[ColumnSpec], MinLen(1)] = Field(alias="列")
    rows: list[RowSpec] = Field(alias="行")
    foot: list[RowSpec] = Field([], alias="尾")

    @property
    def of_rows(self) -> tuple[RowSpec, ...]:
        """All its rows, those at the foot last."""
        return (*self.rows, *self.foot)

    def place_of(self, row: RowSpec, key: str = "名") -> Place | None:
        """Where `row` says what stands at `key`; of one written elsewhere (*名), where it is named."""
        lists = (("行", self.rows), ("尾", self.foot))
        found = [(name, at) for name, rows in lists for at, one in enumerate(rows) if one is row]
        own, written = self.place(*found[0]) if found else None, row.place()
        return own if own and written and own.line != written.line else row.place(key) or written

    def kinds_of(self, row: RowSpec) -> tuple[str, ...]:
        """The kinds of records that stand in `row`: its own, and those of columns with another."""
        own = row.kind or self.kind
        return tuple(dict.fromkeys((own, *(column.kind for column in self.columns if column.kind))))


class TableSpec(Written):
    """A table of the disclosure, or (`each`) one of each 单位.

    Without `blank_rows` rows of 每 that have no amount are not printed.
    """

    number: Line = Field(alias="号")
    each: Literal["单位", ""] = Field("", alias="每")
    title: Line = Field(alias="标题")
    label: Line = Field(alias="标识")
    unit: Literal["万元", "元"] | None = Field(None, alias="单位")
    form: NumberFormat | None = Field(None, alias="格式")
    landscape: YesNo = Field(False, alias="横向")
    numbered: YesNo = Field(False, alias="编号行")
    blank_rows: YesNo = Field(True, alias="空行")
    empty_note: Line = Field("注：本表无数据。", alias="空表注")
    remark: Line = Field("", alias="表注")
    blocks: Annotated[list[BlockSpec], MinLen(1)] = Field(alias="栏")
    _declared: str = PrivateAttr("")

    @property
    def declared(self) -> str:
        """Its 号 in the declaration, which those of all units have in common."""
        return self._declared or self.number

    def of_unit(self, number: str, texts: Mapping[str, str], blocks: list[BlockSpec]) -> Self:
        """That of one unit."""
        own = self.model_copy(update={"number": number, "blocks": blocks, **texts})
        own._declared = self.number
        return own
