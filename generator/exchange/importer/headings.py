"""The head of a table: where it stands, what every column holds, the title and the unit above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto

from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.measures import Measure, measure_of, scale_in

SEARCHED = 10
"""Rows in which a head may begin."""
LONGEST = 24
"""Characters of a head cell; what is longer is a title or a note."""

_WORDS = re.compile(
    r".{0,16}(编码|代码|编号|名称)([(].{1,6}[)])?|序号|备注|说明|栏次|(金额|预算|经费)?(合计|小计|总计|总额)|(预算|安排)?金额|(预算|项目)?单位|项目级次?|(支出|预算|经费)?(项目)?(类别|类型)|项目(分类)?"
    r"|收入|支出|科目|(支出)?功能(分类|科目).{0,6}|.{0,8}经济(分类|科目|分类科目)|类|款|项|目|(收支|收入|支出)?项目([(].{1,8}[)])?"
    r"|(20\d\d年?度?)?(年初|财政拨款)?(预算数?|预算安排|合计|执行数|金额)?|.{0,8}(本年|当年|上年).{0,12}"
    r"|.{0,6}(结转|结余).{0,8}|.{0,4}一般公共预算.{0,8}|.{0,4}政府性基金.{0,8}|.{0,4}国有资本.{0,10}"
    r"|.{0,4}财政专户.{0,8}|单位资金.{0,4}|其他资金|(事业|经营|其他)收入.{0,8}|.{0,4}(基本支出|项目支出)"
    r"|(人员|公用)(经费|支出|类)|(特定目标|其他运转)类|.{0,8}财政拨款.{0,6}|20\d\d年.{0,20}|增减.{0,6}"
    r"|因公出国.{0,8}|公务接待费?|公务用车.{0,10}|(公务用?车)?(购置|运行)(及.{1,6})?(维护)?费用?"
    r"|.{0,4}三公.{0,12}|机关运行.{0,8}|期|[一二三]级指标|符号|值|指标值|权重|分值|资金(来源|性质)"
    r"|中央|省级|市县|单位自筹|其他|实施期|年度|.{0,6}资金|总体目标"
)
_WHOLE = re.compile(
    r".{0,8}(合计|小计|总计|总额|金额|预算数?|预算安排|年初预算)|20\d\d年?度?.{0,6}|收入|支出"
)
_ITEMS = re.compile(r"因公出国|公务接待|公务用车|机关运行")


class Role(Enum):
    """What a column holds."""

    CODE = auto()
    PART = auto()
    NAME = auto()
    SUBJECT_NAME = auto()
    """The name of the 科目 in a table whose rows are called after something else."""
    UNIT_CODE = auto()
    UNIT_NAME = auto()
    CATEGORY = auto()
    GOVERNMENT = auto()
    SOURCE = auto()
    AMOUNT = auto()
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `words` are its head cells from top to bottom, joined by strokes."""

    index: int
    words: str
    role: Role
    measure: Measure
    scale: Decimal | None = None
    """What its amounts are multiplied by to be 万元, where its own words say their unit."""

    @property
    def last(self) -> str:
        """The lowest of its head cells."""
        return self.words.rpartition("/")[2]

    @property
    def is_known(self) -> bool:
        """Whether the words of the column say what its amounts are of."""
        if "采购" in self.last:
            return False
        return self.is_item or self.measure != Measure() or bool(_WHOLE.fullmatch(self.last))

    @property
    def is_item(self) -> bool:
        """Whether the column is one of the “三公” items."""
        return bool(_ITEMS.search(self.words))


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of one sheet: rows `first` to `body` − 1, the last of which may only number columns.

    `titled` is whether the words above the head and the sheet's name say something of what is below it.
    """

    first: int
    body: int
    above: tuple[str, ...]
    columns: tuple[Column, ...]
    titled: bool = True
    last: int = 0
    """The last row that has words, counted from 1."""


def heading_of(grid: Grid, year: int | None = None) -> Heading | None:
    """The head of the table on `grid`; None when there is none. Columns of years but `year` are ignored."""
    for first in range(min(SEARCHED, grid.height)):
        texts = [squeezed(text) for text in grid.row_texts(first)]
        if _is_head(texts):
            break
    else:
        return None
    body = first + 1
    while body < min(first + 6, grid.height) and _continues(grid, body):
        body += 1
    said, last = head_words(grid, first, body), body
    while body < grid.height and _numbers_columns(grid, body):
        body += 1
    columns = tuple(_named(grid, body, _column(index, words, year)) for index, words in enumerate(said))
    above = (*grid.borrowed, *(text for row in range(first) for text in grid.row_texts(row)))
    return Heading(first, body, above, columns, last=last)


def is_head(grid: Grid, row: int, texts: list[str]) -> bool:
    """Whether a row below others, which says `texts`, can begin one more head: no number stands in it."""
    return _is_head(texts) and not any(grid.is_number(row, column) for column in range(grid.width))


def _is_head(texts: list[str]) -> bool:
    return len(texts) > 1 and len({text for text in texts if is_head_word(text)}) > 1 and _all_words(texts)


def is_head_word(text: str) -> bool:
    """Whether `text`, squeezed, is a word of table heads."""
    plain = without_unit(text)
    return 0 < len(plain) <= LONGEST and bool(_WORDS.fullmatch(plain)) and not plain.endswith("表")


def without_unit(words: str) -> str:
    """Words of a head without the unit of money in brackets."""
    return re.sub(r"[(](单位:?)?(万元|亿元|千元|元)[)]", "", words)


def _all_words(texts: list[str]) -> bool:
    return all(is_head_word(text) or _may_be_word(text) for text in texts)


def _may_be_word(text: str) -> bool:
    """Whether a text is as short as heads are, what it has in brackets apart, and no 单位：万元."""
    short = len(text) <= LONGEST and len(text.partition("(")[0]) <= 12
    return short and ":" not in text.removeprefix("其中:")


def _continues(grid: Grid, row: int) -> bool:
    """Whether `row` is one more row of the head."""
    dashed = any(grid.text(row, column) and grid.blank(row, column) for column in range(grid.width))
    if dashed or any(grid.is_number(row, column) for column in range(grid.width)):
        return False
    texts = [squeezed(text) for text in grid.row_texts(row)]
    words = {text for text in texts if is_head_word(text)}
    if len(texts) > 1 and all(_is_part(grid, row, column) for column in range(grid.width)):
        return True
    return (len(words) > 1 or (len(words) == 1 and len(texts) > 1)) and len(words) >= len(set(texts)) / 2


def _is_part(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell is blank, or stands below one that is merged over several columns: 其中 of that."""
    above = grid.top_left(row - 1, column)
    beside = (grid.top_left(row - 1, other) for other in (column - 1, column + 1))
    return not grid.text(row, column) or above in beside


def _numbers_columns(grid: Grid, row: int) -> bool:
    """Whether `row` only numbers the columns: 1 2 3, or 栏次 1 2 3, or ** ** 1 2."""
    texts = [squeezed(text).strip("*") for text in grid.row_texts(row)]
    numbers = [int(text) for text in texts if re.fullmatch(r"\d{1,2}", text)]
    others = [
        text for text in texts if text and not re.fullmatch(r"\d{1,2}|栏次|[A-Z甲乙丙丁]|\d+=[\d+]+", text)
    ]
    return not others and len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _column(index: int, said: str, year: int | None) -> Column:
    words = without_unit(said)
    role = _role(words, words.rpartition("/")[2], year)
    return Column(index, words, role, measure_of(words), scale_in(said))


def _named(grid: Grid, body: int, column: Column) -> Column:
    """A column that is called 收入 or 支出 as what its cells show it to be: names, or amounts."""
    if column.last not in ("收入", "支出"):
        return column
    below = next((row for row in range(body, grid.height) if grid.text(row, column.index)), None)
    amounts = below is None or grid.is_number(below, column.index)
    return column if amounts else replace(column, role=Role.NAME)


def head_words(grid: Grid, first: int, body: int) -> list[str]:
    """The cells of a head over every column, from top to bottom.

    A blank one above others, whose left neighbour is so too, says the same as that: so merged cells are read
    where somebody has taken the merging away.
    """
    parts: list[list[str]] = [[] for _ in range(grid.width)]
    for row in range(first, body):
        before, headed = "", False
        for column, above in enumerate(parts):
            beside, headed = headed, any(grid.text(below, column) for below in range(row + 1, body))
            before = grid.spread(row, column) or (before if headed and beside else "")
            text = squeezed(before).replace("/", "")
            if text and (not above or above[-1] != text):
                above.append(text)
    return ["/".join(words) for words in parts]


def _role(words: str, last: str, year: int | None) -> Role:
    years = set(re.findall(r"20\d\d", words))
    if not words or re.search(
        r"序号|备注|栏次|增减|执行数|比(20\d\d|上)年|项目(编码|代码|编号)|上年(?!.{0,4}(结转|结余))|占比|比重|%",
        words,
    ):
        return Role.IGNORED
    if years and year is not None and str(year) not in years:
        return Role.IGNORED
    if last in ("类", "款", "项", "目"):
        return Role.PART
    if re.search(r"(单位|部门)(\(单位\))?(编码|代码)", last):
        return Role.UNIT_CODE
    if re.fullmatch(r"(预算|项目|实施|主管)?单位(名称)?|部门(\(单位\))?(名称)?", last):
        return Role.UNIT_NAME
    if re.search(r"政府.{0,40}(经济|科目)", words) and not re.search("部门预算.{0,40}经济|部门经济", words):
        return Role.GOVERNMENT
    if re.fullmatch(r"(资金|经费)(来源|性质)(名称)?", last):
        return Role.SOURCE
    if re.fullmatch(r"(单位)?名称\((科目|项目|科目项目)\)|支出项目类别\(.{0,8}单位\)", last):
        return Role.NAME
    if re.search(r"编码|代码", last):
        return Role.CODE
    if re.fullmatch(r"(支出|预算|经费)?(项目)?(类型|类别)|项目(级次|分类)", last):
        return Role.CATEGORY
    if re.search(r"名称$|科目$|功能分类|经济分类$|^(收支|收入|支出)?项目([(].{1,8}[)])?$", last):
        return Role.NAME
    return Role.AMOUNT
