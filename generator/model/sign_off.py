"""审核: which parts of a disclosure a reviewer has looked at, and what they printed then."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from generator.model.base import Day, Line, Name, Written
from generator.source import Mapping, Scalar

ROW_NAME = "名称"
"""Among the figures of a row, the words it is printed with."""


class SignOff(Written):
    """What one reviewer signed. `about` is an id of a table or of figures (a 号, 政府采购, 绩效目标/甲)."""

    about: Name = Field(alias="内容")
    reviewer: Name = Field(alias="审核人")
    day: Day = Field(alias="日期")
    unit: Line = Field("", alias="单位")
    note: Line = Field("", alias="说明")
    figures: dict[Line, dict[Line, Line]] = Field(alias="数")
    texts: dict[Line, Line] = Field(default_factory=dict, alias="文字")

    @classmethod
    def _normalised(cls, data: Any) -> Any:
        """With 数 by row and column; what stands in no row is in the row "", a single figure there as ""."""
        figures = data.get("数") if isinstance(data, Mapping) else None
        if not isinstance(figures, Mapping | Scalar):
            return data
        whole = Mapping(data.place)
        for key, value in data.items():
            whole.put(key, _by_row(figures) if key == "数" else value, data.key_places[key])
        return whole

    @property
    def key(self) -> tuple[str, str, str]:
        """What may be there once: the thing, the reviewer and the 预算单位."""
        return self.about, self.reviewer, self.unit

    def says(self) -> str:
        """张三 2024-03-01 审核的“政府采购”."""
        return f"{self.reviewer} {self.day} 审核的“{self.about}”"


class SignOffs(Written):
    """The reviewers' file."""

    sign_offs: list[SignOff] = Field(default_factory=list, alias="审核")


def _by_row(figures: Mapping | Scalar) -> Mapping:
    rows = Mapping(figures.place)
    if isinstance(figures, Scalar):
        alone = Mapping(figures.place)
        alone.put("", figures, figures.place)
        rows.put("", alone, figures.place)
        return rows
    for key, value in figures.items():
        place = figures.key_places[key]
        if not isinstance(value, Scalar):
            rows.put(key, value, place)
            continue
        row, _, column = key.rpartition("/")
        cells = rows.get(row)
        if not isinstance(cells, Mapping):
            cells = Mapping(place)
            rows.put(row, cells, place)
        cells.put(column, value, place)
    return rows
