"""The published disclosure of 2024: tables, numbers in sentences, 目录, 绩效目标表, catalogue."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

FACTS = Path(__file__).parent


def read_csv(name: str) -> list[list[str]]:
    """The rows of a file of facts, header included."""
    with (FACTS / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def read_json(name: str) -> Any:
    """The value in a file of facts."""
    return json.loads((FACTS / name).read_text(encoding="utf-8"))


NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")
TABLES = {f"表{name}": read_csv(f"tables/{index:02}.csv") for index, name in enumerate(NUMBERS, 1)}
"""表号 → header and data rows. Corrected below where the published names differ (E09)."""
PRINTED_HEADS = {
    f"表{NUMBERS[table['表号'] - 1]}": table["打印表头行"] for table in read_json("tables/meta.json")
}
"""表号 → header rows as published; a merged cell stands in its first column."""
RENAMED = {"应急管理—数字化城管项目改造费": "应急管理部—数字化城管项目改造费"}
"""E09: one project was published under two names; the right one is that of its performance table."""


def published_rows(number: str) -> list[list[str]]:
    """The data rows of a table as published, with the one name that E09 corrects."""
    return [[RENAMED.get(cell, cell) for cell in row] for row in TABLES[number][1:]]
