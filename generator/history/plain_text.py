"""A file as lines of text, for git's diff drivers: a PDF or a file of YAML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.errors import InputError
from generator.history.facts import facts_of
from generator.source import Mapping, Sequence, limits, read_yaml
from generator.source.gate import Sort, content

PDF_OR_YAML = Sort("PDF 或 YAML", limits.PDF_FILE)
_MOST_DIGITS = 40
"""Digits of a number: written out, one of a few letters may have more than any memory holds."""


def text_lines(path: Path, name: str) -> Iterator[str]:
    """The lines of the file at `path`, which people know as `name`.

    Raises a GongkaiError when the file is not what it seems; what was read of it until then is good.
    """
    data = content(path, PDF_OR_YAML)
    if data.startswith(b"%PDF"):
        from generator.proof.published import DATA, published_in

        yield from _data_lines(published_in(data, name).files.get(DATA, b"{}"))
        yield from _page_lines(data)
    else:
        value, findings = read_yaml(path, name)
        if findings:
            raise InputError(findings)  # Why: what was written twice must not vanish from a diff.
        if not isinstance(value, Mapping | Sequence):
            yield from raw_lines(path)
            return
        for where, said in facts_of(value).items():
            yield f"{'/'.join(where)}: {said}" if said else "/".join(where)


def raw_lines(path: Path) -> list[str]:
    """The file as it is, where it cannot be read as anything better; its print for bytes that are no text."""
    data = content(path, PDF_OR_YAML)
    if b"\0" in data or data.startswith(b"%PDF"):
        return [f"## 没有可比的文字：{len(data):,} 字节，SHA-256 {hashlib.sha256(data).hexdigest()}"]
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace").splitlines()


def _data_lines(data: bytes) -> Iterator[str]:
    """Figures and tables from the data inside a PDF of ours."""
    try:
        inside = json.loads(data)
        lines = [*_figures(inside.get("figures", {})), *_tables(inside.get("tables", {}))]
    except (ValueError, AttributeError, LookupError, TypeError, ArithmeticError, RecursionError):
        lines = ["## 里面的数据读不出来，被改动过"]
    yield from lines


def _figures(figures: dict[str, Any]) -> Iterator[str]:
    if figures:
        yield "## 数"
    for figure, said in figures.items():
        if said["value"] is None:
            yield f"{figure}: 没有写"
            continue
        exact, value = _number(said["exact"]), _number(said["value"])
        hidden = f"（未舍入 {exact.normalize():f}）" if said["unit"] != "%" and exact != value else ""
        yield f"{figure}: {said['value']}{said['unit']}{hidden}"


def _number(said: Any) -> Decimal:
    """A number as the data say it. Raises ValueError, ArithmeticError for one that no budget has."""
    value = Decimal(said)
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
        raise ValueError(said)
    return value


def _tables(tables: dict[str, Any]) -> Iterator[str]:
    for number, table in tables.items():
        yield f"## {number} {table['title']}（{table['unit']}）"
        for row in (table["header"], *table["rows"]):
            yield " | ".join(str(cell) for cell in row)


def _page_lines(data: bytes) -> Iterator[str]:
    """The words of every page. Raises UsageError."""
    from generator.proof.paper import Paper

    for number, text in enumerate(Paper(data, None).words, 1):
        yield f"## 第 {number} 页"
        yield from (line.rstrip() for line in text.splitlines() if line.strip())
