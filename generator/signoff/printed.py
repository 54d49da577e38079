"""What a table, a performance table or any other group of figures prints now, by id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.figures import Book, Disclosure, Figure, Formula, Table, Unit
from generator.model import Performance
from generator.model.base import UNFILLED
from generator.model.performance import WHOLE, Indicators
from generator.model.references import REFERENCE
from generator.model.sign_off import ROW_NAME

PERFORMANCE = "绩效目标"
LONGEST = 40
"""Characters of a text that is kept whole; of a longer one the beginning, the length and a print are kept."""

Rows = dict[str, dict[str, str]]
"""Row → column → the characters printed; blank cells, and 待填, are left out, rows without any are not."""


@dataclass(frozen=True, slots=True)
class Print:
    """`rows` are figures, those of no row in the row ""; `texts` are a performance table's words."""

    rows: Rows
    texts: dict[str, str] = field(default_factory=dict)


def print_of(disclosure: Disclosure, about: str) -> Print | None:
    """What `about` prints: a table, 绩效目标/project, 整体绩效, or the beginning of ids; None for no such."""
    table = disclosure.tables.get(about.partition("/")[0])
    performance = performance_table(disclosure, about)
    if performance is not None:
        return _performance(disclosure, performance)
    rows = _cells(table, about) if table else _figures(disclosure.book, about)
    texts = _of_whole(disclosure) if about == WHOLE else {}
    return Print(rows, texts) if rows or texts else None


def performance_table(disclosure: Disclosure, about: str) -> Performance | None:
    """The performance table whose id is `about`."""
    label, tables = disclosure.budget.label_of_table, disclosure.budget.performance
    return next((table for table in tables if about == f"{PERFORMANCE}/{label(table)}"), None)


def bare(figure: Figure) -> str:
    """The number as it is printed, without thousands separators."""
    return figure.printed.replace(",", "")


def _enter(rows: Rows, about: str, name: str, printed: str) -> dict[str, str] | None:
    """Put the figure `name` where it belongs below `about`; the cells of its row, None if it is not below."""
    printed = "" if printed == UNFILLED else printed
    if name == about:
        rows[""] = {"": printed}
        return None
    if not name.startswith(f"{about}/"):
        return None
    row, _, column = name[len(about) + 1 :].rpartition("/")
    cells = rows.setdefault(row, {})
    if printed:
        cells[column] = printed
    return cells


def _cells(table: Table, about: str) -> Rows:
    rows: Rows = {}
    for row in table.rows:
        words: list[str] = []
        complete = False
        for cell in row.cells:
            if cell.figure is None:
                words = [] if complete else words
                complete = False
                words += [cell.text] if cell.text else []
                continue
            complete = True
            number = cell.printed if any(map(str.isdigit, cell.printed)) else ""  # a mark (-) is no number
            cells = _enter(rows, about, cell.figure.id, number)
            key = cell.figure.id.rpartition("/")[0].removeprefix(f"{table.number}/")
            if cells is not None and (name := " ".join(word for word in words if word != key)):
                cells[ROW_NAME] = name
    return {row: {ROW_NAME: "", **cells} if ROW_NAME in cells else cells for row, cells in rows.items()}


def _figures(book: Book, about: str) -> Rows:
    rows: Rows = {}
    counts = (
        f.origin.operands for f in book if isinstance(f.origin, Formula) and f.origin.operator == "个数"
    )
    counted = {one.id for ones in counts for one in ones if one.unit is Unit.COUNT}
    for figure in book:
        # Why: the ones that a count adds up (机构/内设机构数/办公室) are printed nowhere.
        if figure.id.startswith(about) and figure.id not in counted:
            _enter(rows, about, figure.id, bare(figure))
    return rows


def _performance(disclosure: Disclosure, table: Performance) -> Print:
    prefix, book = f"{PERFORMANCE}/{disclosure.budget.label_of_table(table)}", disclosure.book
    levels = disclosure.profile.vocabulary.levels
    rows = {
        period: {level: bare(book[f"{prefix}/{period}/{level}"]) for level in ("总额", *levels)}
        for period in ("实施期资金", "年度资金")
    }
    texts = {
        key: _kept(_resolved(text, book))
        for key, text in (
            ("实施单位", disclosure.budget.carried_out_by(table)),
            ("项目属性", table.kind),
            ("项目期", table.duration),
            ("项目概况", table.overview),
            ("立项依据", table.basis),
            ("必要性", table.necessity),
            ("制度措施", table.measures),
            ("实施计划", table.plan),
            ("实施期总体目标", table.goals.period),
            ("年度总体目标", table.goals.period if table.goals.annual is None else table.goals.annual),
            ("负责人", table.head),
            ("经办人", table.clerk),
            ("联系电话", table.phone),
            ("填报日期", str(table.filed or "")),
        )
        if text
    }
    return Print(rows, texts | {_kept(key): _kept(text) for key, text in _indicators(table.indicators)})


def _of_whole(disclosure: Disclosure) -> dict[str, str]:
    """The words of a 整体支出绩效目标表."""
    whole, book = disclosure.budget.unit_performance, disclosure.book
    said = [("总体目标", whole.goal), *((f"主要任务/{task.name}", task.content) for task in whole.tasks)]
    texts = {_kept(key): _kept(_resolved(text, book)) for key, text in said if text}
    return texts | {_kept(key): _kept(text) for key, text in _indicators(whole.indicators)}


def _indicators(indicators: Indicators) -> Iterator[tuple[str, str]]:
    """(一级/二级/三级, the values of both periods, with 权重) of every indicator."""
    for first, groups in indicators.items():
        for second, group in groups.items():
            sides: dict[str, tuple[list[str], list[str], list[str]]] = {}
            for one in group.period:
                sides.setdefault(one.name, ([], [], []))[0].append(one.printed())
            for one in group.annual_list:
                _, annual, weights = sides.setdefault(one.name, ([], [], []))
                annual.append(one.printed(annual=True))
                weights += [one.weight] if one.weight else []
            for name, said in sides.items():
                whole, year, weight = ("、".join(texts) for texts in said)
                both = whole if whole == year else f"实施期 {whole or '无'}；年度 {year or '无'}"
                yield f"{first}/{second}/{name}", f"{both}；权重 {weight}" if weight else both


def _resolved(text: str, book: Book) -> str:
    """`text` with its references replaced by what they print."""

    def printed(match: re.Match[str]) -> str:
        name = match[1] if match[1] in book else match[1].replace(".", "/")
        return bare(book[name]) if name in book else match[0]

    return REFERENCE.sub(printed, text)


def _kept(text: str) -> str:
    """`text`, or for a long one what tells it from any other."""
    line = " ".join(text.split())
    if len(line) <= LONGEST and line == text:
        return text
    return f"{line[:16]}……（{len(text)} 字，{hashlib.sha256(text.encode()).hexdigest()[:8]}）"
