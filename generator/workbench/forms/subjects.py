"""The codes (科目) that can be written, with their names and how these begin in pinyin."""

from __future__ import annotations

from pathlib import Path

from generator.classification import classification_of, find_book
from generator.classification.subjects import TABLES
from generator.classification.tables import latest_year
from generator.source import Mapping, Scalar
from generator.source.digits import whole


def subjects_of(mapping: Mapping, folder: Path) -> dict[str, dict[str, str]]:
    """The codes that can be written, with their names, by table: those of the year, and the budget's own."""
    said = mapping.get("年度")
    year = (whole(said.strip()) if isinstance(said, Scalar) else None) or latest_year()
    known = classification_of(year, find_book(folder, year))
    economic = {code: subject.name for code, subject in known.economic.items()}
    names = (known.revenue, known.functional, economic, known.government)
    own = mapping.get("科目名称")
    extra = {code: str(name) for code, name in own.items()} if isinstance(own, Mapping) else {}
    found = {}
    for (digit, table), listed in zip(TABLES.items(), names, strict=True):
        mine = {code: name for code, name in extra.items() if code.startswith(digit)}
        found[table] = dict(sorted({**listed, **mine}.items()))
    return found
