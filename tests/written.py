"""YAML as an author writes it: read from text, read as a budget, or refused."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.errors import InputError
from generator.findings import Finding
from generator.model import Budget, parse_budget
from generator.source import Mapping, Place, Value, read_yaml

NAME = "预算.yaml"
YEAR = "年度: 2024\n"
DEPARTMENT = '部门: {名称: 某局, 代码: "007", 性质: 行政}\n'
MONEY = "收入: {一般公共预算: 1}\n支出: []\n"
SMALLEST = YEAR + DEPARTMENT + MONEY


def read(text: str | bytes) -> tuple[Value, list[Finding]]:
    """The value of a file that holds `text`, and the duplicate keys found in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_yaml(path, NAME)


def refused(text: str | bytes) -> list[Finding]:
    """Why a file that holds `text` cannot be read."""
    with pytest.raises(InputError) as caught:
        read(text)
    return list(caught.value.findings)


def mapping(text: str) -> Mapping:
    """The mapping that `text` says."""
    value, findings = read(text)
    assert isinstance(value, Mapping)
    assert not findings
    return value


def budget(extra: str = "") -> Budget:
    """The smallest budget with `extra` lines from line 5 on."""
    return parse_budget(mapping(SMALLEST + extra))


def refused_budget(text: str) -> list[Finding]:
    """Why `text` is no budget."""
    with pytest.raises(InputError) as caught:
        parse_budget(mapping(text))
    return list(caught.value.findings)


def at(place: Place | None) -> tuple[int, int]:
    """Line and column of a place that must be there."""
    assert place is not None
    return place.line, place.column


def text_from(place: Place) -> str:
    """All that the file says from `place` on."""
    lines = place.source.text.splitlines(keepends=True)[place.line - 1 :]
    return "".join(lines)[place.column - 1 :]


def unmarked(text: str) -> tuple[str, tuple[int, int]]:
    """`text` without the sign ▸ that must stand in it once, and the line and column where it stood."""
    before, after = text.split("▸")
    return before + after, (before.count("\n") + 1, len(before) - before.rfind("\n"))
