"""Workbooks that are read in proportion to their size only when nothing is compared with everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from generator.exchange.importer.grid import Grid

Cell = str | int | None
Rows = Sequence[Sequence[Cell]]
Maker = Callable[[int], list[Grid]]
GENERAL = "2024年一般公共预算支出表（不含上年结转）"
HEAD: tuple[Cell, ...] = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
MONEY = ("合计", "基本支出", "项目支出", "一般公共预算", "政府性基金", "上年结转", "本年")
MOST_WIDE, MOST_SHEETS = 16_000, 500


def grids(*sheets: Rows) -> list[Grid]:
    """The sheets as they are read."""
    found = []
    for number, rows in enumerate(sheets):
        width = max(map(len, rows))
        cells = [
            ["" if cell is None else cell for cell in (*row, *[None] * (width - len(row)))] for row in rows
        ]
        found.append(Grid("表.xlsx", f"表{number}", cells))
    return found


def _table(title: str, head: Sequence[Cell], row: Callable[[int], Sequence[Cell]], cells: int) -> Rows:
    """A title, the unit, a head, and so many cells of rows."""
    count = max(cells // len(head), 1)
    return [[title], ["单位：万元"], head, *(row(number) for number in range(count))]


def _of(title: str, head: Sequence[Cell], row: Callable[[int], Sequence[Cell]]) -> Maker:
    return lambda cells: grids(_table(title, head, row, cells))


def _code(number: int) -> str:
    return str(2_010_000 + number % 990_000)


def _wide(heads: Callable[[int], Iterable[Cell]], row: Sequence[Cell]) -> Maker:
    def made(cells: int) -> list[Grid]:
        width = min(MOST_WIDE, cells // 4)
        line = [*row, *[1] * (width - len(row))]
        return grids([[GENERAL], ["单位：万元"], list(heads(width)), line, line])

    return made


def _sheets(rows_of: Callable[[int, int], Rows]) -> Maker:
    def made(cells: int) -> list[Grid]:
        count = min(MOST_SHEETS, cells // 50)
        return grids(*(rows_of(number, cells // count // 5) for number in range(count)))

    return made


def _balance(cells: int) -> list[Grid]:
    """Sums by 类 again and again, each of very many 科目."""
    head = ("收入项目", "预算数", "支出项目", "预算数")
    sums = _table("2024年收支总表", head, lambda n: ("一般公共预算拨款", 3, "教育支出", n), cells // 2)
    lines = _table(GENERAL, HEAD, lambda n: (str(2_050_000 + n % 9_999), "某", 3, 2, 1), cells // 2)
    return grids(sums, lines)


def _form(cells: int) -> list[Grid]:
    funds: Rows = [("中央", "3", None, "年度资金")] * (cells // 8)
    values: Rows = [("产出指标", "数量指标", "数", "≥1")] * (cells // 8)
    head = ("一级指标", "二级指标", "三级指标", "指标值")
    return grids([("项目绩效目标表",), ("项目名称", "甲"), *funds, head, *values])


BOOKS: dict[str, Maker] = {
    "lines of one unit": _of(GENERAL, HEAD, lambda n: (_code(n), "某", n + 1, n + 1, None)),
    "totals": _of(GENERAL, HEAD, lambda n: ("2010301" if n % 2 else "合计", None, 1, 1, None)),
    "sums of a 类": _of(GENERAL, HEAD, lambda n: (_code(n) if n % 2 else "201", "某", 1, 1, None)),
    "结转 of unknown source": _of(
        "2024年支出总表", (*HEAD[:3], "一般公共预算", "上年结转"), lambda n: (_code(n), "某", 3, 2, 1)
    ),
    "what stays open": _of("2024年支出总表", HEAD, lambda n: (_code(n), "某", 3, 2, 1)),
    "wrong sums": _of(GENERAL, HEAD, lambda n: (_code(n), "某", n % 7 + 5, 2, 1)),
    "no numbers": _of(GENERAL, HEAD, lambda n: (_code(n), "某", "甲", "乙", -1)),
    "no codes": _of(GENERAL, HEAD, lambda n: (None, f"某{n}", 3, 2, 1)),
    "names of units": _of(
        "2024年支出表", ("单位名称", *HEAD), lambda n: (f"局{n}", "2010301", "某", 3, 2, 1)
    ),
    "codes in codes": _of(
        "2024年支出表", ("单位编码", *HEAD), lambda n: (str(10 ** (n % 9 + 2) + n), "2010301", "某", 3, 2, 1)
    ),
    "经济科目 of units": _of(
        "2024年基本支出表", ("单位名称", "经济科目编码", "金额"), lambda n: (f"局{n % 400}", "30101", 3)
    ),
    "三公 of units": _of(
        "2024年三公经费表", ("单位名称", "合计", "公务接待费"), lambda n: (f"局{n % 400}", 3, 3)
    ),
    "收入 of units": _of(
        "2024年收入总表", ("单位名称", "合计", "单位资金"), lambda n: (f"局{n % 400}", 3, 3)
    ),
    "机关运行经费": _of(
        "2024年机关运行经费表", ("单位名称", "合计"), lambda n: (f"局{n}" if n % 2 else "合计", 3)
    ),
    "names of 款": _of(
        "2024年基本支出表", ("经济科目名称", "金额"), lambda n: ("基本工资" if n % 2 else "工资福利支出", 3)
    ),
    "projects": _of("2024年项目支出表", ("项目名称", "一般公共预算"), lambda n: (f"项目{n}", 3)),
    "one project": _of("2024年项目支出表", ("项目名称", "一般公共预算"), lambda n: ("项目", 3)),
    "小计 of projects": _of(
        "2024年项目支出表", ("项目名称", "一般公共预算"), lambda n: (f"项目{n}" if n % 3 else "小计", 3)
    ),
    "wide": _wide(lambda width: (*HEAD[:2], *(MONEY[n % 7] for n in range(width - 2))), ("2010301", "某")),
    "labels side by side": _wide(lambda width: HEAD[:3:2] * (width // 2), ("2010301",)),
    "unknown columns": _wide(
        lambda width: (*HEAD[:3], *(f"第{n}列" for n in range(width - 3))), ("2010301",)
    ),
    "other 科目 on every sheet": _sheets(
        lambda one, count: _table(GENERAL, HEAD, lambda n: (_code(one * count + n), "某", 3, 2, 1), 5 * count)
    ),
    "a unit on every sheet": _sheets(
        lambda one, count: [
            [GENERAL],
            [f"单位名称：局{one}", "单位：万元"],
            HEAD,
            *((_code(n), "某", 3, 2, 1) for n in range(count)),
        ]
    ),
    "sums by 类": _balance,
    "form": _form,
    "list of 绩效目标": _of(
        "绩效目标表",
        ("项目名称", "一级指标", "二级指标", "三级指标", "指标值"),
        lambda n: (f"项目{n}" if n % 2 else None, "产出指标", "数量指标", "数", "≥1"),
    ),
}
