"""A file that was copied beside itself is told once, at the copy; a file that only looks so is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.source import read_folder

MONEY = "收入: {一般公共预算: 1}\n项目:\n  - {名称: 甲}\n"
LIST = "项目:\n  - {名称: 乙}\n  - {名称: 甲}\n"
UNIT = '本单位: "002"\n收入: {一般公共预算: 2}\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("收支 - 副本.yaml", MONEY),
        ("收支 - 副本 (2).yaml", MONEY.replace("1", "3")),
        ("收支(1).yaml", MONEY.replace("1", "3")),
        ("收支（1）.yaml", LIST),
        ("收支_最终2.yaml", LIST),
        ("复件 收支.yaml", MONEY.replace("1", "3")),
        ("Copy of 收支.yaml", MONEY),
        ("收支 - Copy.yaml", MONEY),
        ("旧/收支.yaml", MONEY),
        ("另一个.yaml", MONEY),
    ],
)
def test_a_copy_is_told_once(tmp_path: Path, name: str, text: str) -> None:
    """By its name, or because it is the same; what it says is not counted twice."""
    (tmp_path / "收支.yaml").write_text(MONEY, encoding="utf-8")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    value, [found] = read_folder(tmp_path)
    assert found.code == "S08"
    assert Path(name).name in found.message
    assert "副本" in found.message
    assert len(value["项目"]) == len(value["收入"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("收支(1).yaml", "项目:\n  - {名称: 乙}\n"),
        ("收支2.yaml", UNIT + MONEY),
        ("收支续.yaml", LIST),
        ("空.yaml", "其他说明: []\n"),
    ],
)
def test_what_goes_on_elsewhere_is_no_copy(tmp_path: Path, name: str, text: str) -> None:
    """A second file of a list, and that of a unit."""
    (tmp_path / "收支.yaml").write_text(MONEY, encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "空2.yaml").write_text("名词解释: []\n", encoding="utf-8")
    assert not [one for one in read_folder(tmp_path)[1] if "副本" in one.message]
