"""The sheet 数据: everything that was written in the YAML as key and value, so that an import is complete.

The tables show sums; what a sum is made of, and what no table prints, stands only here: a row for every
value, in the order of the YAML, figures as real numbers in one column, words and codes in another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from generator.exchange.tree import Key, Leaf, Node, Path, entries, is_money, tree_of, unit_of
from generator.exchange.xlsx_sheet import AMOUNT, BESIDE, CODE, HEAD, TEXT, Sheet, as_number
from generator.figures import Disclosure
from generator.model.number import MAX_DECIMALS
from generator.source.digits import whole

DATA = "数据"
"""The name of the sheet."""
NOTES = (
    "这张表供 gongkai import 读回预算用，一行一个值；“键”是它在预算文件里的位置，#1 是列表里的第一项。",
    "改数请改前面的各张表：表里的数与这里不一致时，以表里的为准，导入时逐处说明。",
    "表里没有的（科目、单位、项目的增减，名称和说明），在这里改；只改这里时，表里不用再改。",
)
COLUMNS = ("键", "数", "单位", "文字")
HEAD_ROW = 5
SEAL = "各表的校验码（不要改）："
"""What stands before the seals of the tables, above the head: they tell whether a table was changed since.

The second one is of all cells but the sums, whose results programs that do not calculate lose.
"""
EMPTY = "空"
"""In the column 单位, of what is written and has nothing in it."""
EMPTIES = {"list": "空的列表", "mapping": "空的一组", "text": "空的文字"}
BEFORE = "取自上年预算"
"""In the column 文字, of a figure of last year that another budget gave."""
_WIDTHS = (44.0, 18.0, 10.0, 60.0)
_NUMBER = replace(AMOUNT, number="General")


def write_data(sheet: Sheet, disclosure: Disclosure, tables: Iterable[Sheet]) -> None:
    """Fill `sheet` with every number and text of the budget, each with its key; `tables` are sealed."""
    unit = disclosure.budget.unit
    sheet.widths(_WIDTHS)
    sheet.title(0, f"{disclosure.budget.year}年预算数据", _WIDTHS)
    written = list(tables)
    seals = f"{SEAL}{seal(cells_of(written))} {seal(cells_of(written, sums=False))}"
    for row, note in enumerate((*NOTES, seals), 1):
        sheet.text(row, 0, note, BESIDE)
    for column, name in enumerate(COLUMNS):
        sheet.text(HEAD_ROW, column, name, HEAD)
    row = HEAD_ROW
    for path, node in (*entries(tree_of(disclosure.budget)), *last_year(disclosure)):
        row += 1
        sheet.text(row, 0, key_text(path), CODE)
        if isinstance(node, Leaf) and isinstance(node.value, Decimal):
            number = node.value * 10000 if unit == "元" and is_money(path) else node.value
            _write_number(sheet, row, number)
            sheet.text(row, 2, unit_of(path, unit), TEXT)
            sheet.text(row, 3, BEFORE if node.origin is None else "", TEXT)
        else:
            empty = _empty(node)
            sheet.text(row, 2, EMPTY if empty else "", TEXT)
            sheet.text(row, 3, empty or str(node.value if isinstance(node, Leaf) else ""), CODE)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:D{row + 1}"})
    sheet.page(DATA, landscape=True, head=(HEAD_ROW, HEAD_ROW), frozen=0)


def _write_number(sheet: Sheet, row: int, number: Decimal) -> None:
    """A number to its last digit: as a text where a workbook's number would round it."""
    stored = as_number(number)
    if stored is not None and Decimal(repr(stored)) == number:
        sheet.amount(row, 1, number, _NUMBER)
    else:
        sheet.text(row, 1, f"{number:f}", _NUMBER)


def _empty(node: Node) -> str:
    if isinstance(node, Leaf):
        return "" if node.value != "" else EMPTIES["text"]
    return EMPTIES["list" if isinstance(node, list) else "mapping"]


def last_year(disclosure: Disclosure) -> Iterator[tuple[Path, Leaf]]:
    """The figures of last year that stand in last year's budget, not (or otherwise) in this one."""
    # Sums of what units give for themselves stand in no other budget.
    if disclosure.before is None:
        return
    written = {path: node for path, node in entries(tree_of(disclosure.budget)) if path[0] == "上年"}
    for name in disclosure.profile.last_year:
        path: Path = ("上年", *name.split("/"))
        value = disclosure.book[f"上年/{name}"].value if f"上年/{name}" in disclosure.book else None
        if value is not None and getattr(written.get(path), "value", None) != value:
            yield path, Leaf(value)


def cells_of(sheets: Iterable[Sheet], *, sums: bool = True) -> Iterator[tuple[str, int, int, str | Decimal]]:
    """(sheet, row, column, value) of every cell that is not blank, with or without those of formulas."""
    for sheet in sheets:
        for (row, column), value in sorted(sheet.values.items()):
            if sums or (row, column) not in sheet.formulas:
                yield sheet.name, row, column, value


def seal(cells: Iterable[tuple[str, int, int, str | Decimal]]) -> str:
    """A short number that is another one when any cell is; sums that Excel added up anew are the same."""
    digest = hashlib.sha256()
    for name, row, column, value in cells:
        said = f"{without_noise(value):f}" if isinstance(value, Decimal) else " ".join(value.split())
        digest.update(f"{name}\t{row}\t{column}\t{said}\n".encode())
    return digest.hexdigest()[:16]


def without_noise(value: Decimal) -> Decimal:
    """`value` without the noise that binary sums have behind the last digit that an amount can have."""
    return round(value, MAX_DECIMALS).normalize()


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
            number = whole(part[1:])
            if not number:
                raise ValueError(text)
            path.append(number - 1)
        elif part:
            path.append(part.replace("~2", "#").replace("~1", "/").replace("~0", "~"))
        else:
            raise ValueError(text)
    return tuple(path)
