"""The sheet 数据: everything that was written in the YAML as key and value, so that an import is complete.

The tables show sums; what a sum is made of, and what no table prints, stands only here: a row for every
value, in the order of the YAML, figures as real numbers in one column, words and codes in another. Prose
and indicators of 绩效目标 are left to their own sheets, but for prose with references, which those print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.exchange.tree import Key, Leaf, Path, Tree, is_money, leaves, tree_of, unit_of
from generator.exchange.xlsx_sheet import AMOUNT, BESIDE, CODE, HEAD, TEXT, Sheet
from generator.figures import Disclosure

DATA = "数据"
"""The name of the sheet."""
NOTES = (
    "这张表供 gongkai import 读回预算用，一行一个值；“键”是它在预算文件里的位置，#1 是列表里的第一项。",
    "改数请改前面的各张表：表里的数与这里不一致时，以表里的为准，导入时逐处说明。",
    "绩效目标的文字和指标在“绩效项目”“绩效目标”两张表里。",
)
COLUMNS = ("键", "数", "单位", "文字")
HEAD_ROW = 5
KEPT_OF_PERFORMANCE = frozenset(("项目", "单位", "实施单位", "实施期资金", "年度资金"))
_WIDTHS = (44.0, 18.0, 8.0, 60.0)
_NUMBER = replace(AMOUNT, number="General")


def write_data(sheet: Sheet, disclosure: Disclosure) -> None:
    """Fill `sheet` with every number and text of the budget, each with its key."""
    unit = disclosure.budget.unit
    sheet.widths(_WIDTHS)
    sheet.title(0, f"{disclosure.budget.year}年预算数据", _WIDTHS)
    for row, note in enumerate(NOTES, 1):
        sheet.text(row, 0, note, BESIDE)
    for column, name in enumerate(COLUMNS):
        sheet.text(HEAD_ROW, column, name, HEAD)
    row = HEAD_ROW
    for path, leaf in data_leaves(tree_of(disclosure.budget)):
        row += 1
        sheet.text(row, 0, key_text(path), CODE)
        if isinstance(leaf.value, Decimal):
            number = leaf.value * 10000 if unit == "元" and is_money(path) else leaf.value
            sheet.amount(row, 1, number, _NUMBER)
            sheet.text(row, 2, unit_of(path, unit), TEXT)
        else:
            sheet.text(row, 3, leaf.value, CODE)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:D{row + 1}"})
    sheet.page(DATA, landscape=True, head=(HEAD_ROW, HEAD_ROW), frozen=0)


def data_leaves(tree: Tree) -> Iterator[tuple[Path, Leaf]]:
    """The leaves of `tree` that stand in 数据."""
    for path, leaf in leaves(tree):
        kept = path[0] != "绩效目标" or path[2] in KEPT_OF_PERFORMANCE or "{{" in str(leaf.value)
        if kept and "指标" not in path[:3]:
            yield path, leaf


def key_text(path: Path) -> str:
    """`path` as it is written: 支出/#3/一般公共预算, items of lists counted from 1."""
    return "/".join(_escaped(key) for key in path)


def _escaped(key: Key) -> str:
    if isinstance(key, int):
        return f"#{key + 1}"
    return key.replace("~", "~0").replace("/", "~1").replace("#", "~2")


def path_of(text: str) -> Path:
    """The path that `key_text` wrote. Raises ValueError when it is none."""
    path: list[Key] = []
    for part in text.split("/"):
        if part.startswith("#"):
            if int(part[1:]) < 1:
                raise ValueError(text)
            path.append(int(part[1:]) - 1)
        elif part:
            path.append(part.replace("~2", "#").replace("~1", "/").replace("~0", "~"))
        else:
            raise ValueError(text)
    return tuple(path)
