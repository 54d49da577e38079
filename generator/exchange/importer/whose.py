"""Whose tables they are and of which year, by what stands above them; sheets that say otherwise are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.exchange.importer.blocks import split_code
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.kinds import NOT_UNDERSTOOD
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import SCALES

Cell = tuple[int, int]
_DEPARTMENT = re.compile(
    r"(部门(?:/?[(]?单位[)]?)?(?:名称)?|单位名称|编制(?:单位|部门)|填报(?:单位|部门)|预算(?:单位|部门)|单位):(.+?)"
    r"(?:金额单位.*|单位:.*)?"
)
UNIT = re.compile(
    r"[^\d:]{0,30}?(本级|机关|[局厅委部办院校站所队馆台团会社室处科镇乡园]|中心|学校|街道|公司|基地)"
    r"([(](本级|机关|汇总)[)])?"
)
"""How names of units end."""
ITSELF = re.compile(r"[(]?(本级|机关)[)]?$")
_PLACES = frozenset("省州市县区旗盟镇乡")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SEARCHED = 10
_TITLE_ROWS = 4


def same_but_place(one: str, other: str) -> bool:
    """Whether one name is the other without (the beginning of) the place: 县水利站, 水利站, 云岭县水利站."""
    short, long = sorted((ITSELF.sub("本级", one), ITSELF.sub("本级", other)), key=len)
    place = long.removesuffix(short)
    whole = place[-1:] in _PLACES or short[:1] in _PLACES
    return long.endswith(short) and (not place or (len(short) > 2 and whole))


def called_almost(name: str, called: Iterable[str], together: Iterable[set[str]]) -> Iterator[str]:
    """Those of `called` that `name` is but for places, unless a name beside it in a table is so too.

    Names `together` in one table are of different units.
    """
    beside = {other for names in together if name in names for other in names} - {name}
    for one in called:
        if same_but_place(one, name) and not any(same_but_place(one, other) for other in beside):
            yield one


def departments_in(grid: Grid) -> Iterator[tuple[str, Cell]]:
    """The names of departments that a sheet gives above its head, with their cells."""
    for row in range(min(_SEARCHED, grid.height)):
        for column in range(grid.width):
            match = _DEPARTMENT.fullmatch(squeezed(grid.text(row, column)))
            name = match[2].strip() if match else ""
            if (
                match
                and match[1] == "单位"
                and not UNIT.fullmatch(re.sub(r"^[\[(]?\d+[\])]?[-_]?", "", name))
            ):
                continue  # 单位：万元
            if name and name not in SCALES and not name.startswith("万元"):
                yield name, (row, column)


def department_of(grids: Iterable[Grid]) -> tuple[str, Grid | None, Cell]:
    """The name of the department that most sheets give above their heads, and where it stands first."""
    known = list(grids)
    found = [(name, grid, cell) for grid in known for name, cell in departments_in(grid)]
    if not found:
        found = [(grid.text(*cell), grid, cell) for grid in known for cell in _labelled(grid)]
    if not found:
        return "", None, (0, 0)
    name = Counter(name for name, _, _ in found).most_common(1)[0][0]
    return next(one for one in found if one[0] == name)


def _labelled(grid: Grid) -> Iterator[Cell]:
    """Cells right of the label 主管部门."""
    for row in range(min(_SEARCHED, grid.height)):
        for column in range(grid.width):
            if re.fullmatch(r"主管部门(及代码|名称)?", squeezed(grid.text(row, column))):
                filled = (right for right in range(column + 1, grid.width) if grid.text(row, right))
                yield from ((row, right) for right in list(filled)[:1])


def years_in(text: str) -> list[int]:
    """The years that a text names: 2025年, ２０２５年, 二〇二五年."""
    plain = re.sub("二[〇○零][一二三四五六七八九〇○零]{2}(?=年)", lambda m: m[0].translate(_NUMERALS), text)
    return [int(year) for year in re.findall(r"(20\d\d)年", squeezed(plain))]


def year_of(grids: Sequence[Grid], file: str) -> int | None:
    """The year that most titles name; that of the file's name when none does."""
    texts = [
        text for grid in grids for row in range(min(_TITLE_ROWS, grid.height)) for text in grid.row_texts(row)
    ]
    titles = [text for text in texts if re.search("表|预算", text)]
    years = Counter(year for text in titles for year in years_in(text))
    years = years or Counter(year for text in texts for year in years_in(text))
    in_name = [int(year) for year in re.findall(r"20\d\d", file)]
    return next((year for year, _ in years.most_common(1)), next(iter(in_name), None))


def years_of_title(grid: Grid) -> dict[int, Cell]:
    """The years that the title of a sheet names, with the first cell that does."""
    found: dict[int, Cell] = {}
    for row in range(min(_TITLE_ROWS, grid.height)):
        texts = [(column, text) for column in range(grid.width) if (text := grid.text(row, column))]
        for column, text in texts if len(texts) < 3 else ():
            for year in years_in(text) if re.search("表|预算", text) else ():
                found.setdefault(year, (row, column))
    return found


def tell_others(grids: Sequence[Grid], year: int, name: str, log: Log) -> set[Grid]:
    """Say which sheets name another year or another department; returns those that are another year's.

    Where no title has the year, which somebody said then, or the file's name, all are read all the same.
    """
    titles = {grid: years_of_title(grid) for grid in grids}
    stated = any(year in years for years in titles.values())
    others: set[Grid] = set()
    for grid in grids:
        for other, cell in list(titles[grid].items())[:1] if year not in titles[grid] else ():
            if stated:
                others.add(grid)
            what = "这张工作表没有导入" if stated else f"照 {year} 年读"
            hint = "是今年的，改标题再导入"
            log.add(NOT_UNDERSTOOD, grid.place(*cell), f"标题里是 {other} 年，不是 {year} 年，{what}", hint)
        for said, cell in () if grid.unit else departments_in(grid):
            plain = split_code(said, "")[1] or said
            if name and squeezed(plain) != squeezed(name):
                message = f"这里写的是“{plain[:30]}”，照“{name[:30]}”的读"
                log.add(NOT_UNDERSTOOD, grid.place(*cell), message, "是别的单位的表，分开导入")
            elif name:
                grid.use(*cell)
    return others
