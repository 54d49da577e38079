"""What lies in a budget's folder and nothing uses is told, a note for each folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.findings import some_of
from generator.model import load_budget
from generator.rules.unused_files import unused_files
from tests.budgets import CONSISTENT, written_to
from tests.cli.conftest import Gongkai

USED = CONSISTENT + "附件: [{标题: 批复, 文件: 附件/批复.pdf}]\n字体: {标题: 字体/标题.ttf}\n"
QUIET = (
    *("附件/批复.pdf", "字体/标题.ttf", "审核.yaml", "导入说明.txt", ".vscode/settings.json", "预算.yaml~"),
    *("README.md", "Thumbs.db"),
    *(".gongkai/schema.json", "科目表/2024.csv", "样式/x/标志.pdf", ".git/hooks/a.pdf", "~$预算.xlsx"),
)
TOLD = {
    "附件": ["另一份.pdf", "合同.PDF"],
    "字体": ["宋体.ttf"],
    ".": ["旧表.xlsx", "照片.jpg", "项目.csv", "项目.docx", "项目.json", "项目.md", "项目.txt", "项目.zip"],
    "科目表": ["2024.xlsx"],
    ".备份": ["收支.yaml"],
    "附件/图": ["扫描.pdf"],
}


def _put(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")


def test_used_files_and_those_of_programs_are_quiet(tmp_path: Path) -> None:
    """What a key names, what reviewers, editors and this program keep."""
    folder = written_to(tmp_path / "某局", USED)
    for name in QUIET:
        _put(folder, name)
    assert [*unused_files(load_budget(folder), folder)] == []


def test_each_folder_with_unused_files_is_told_once(tmp_path: Path) -> None:
    """A PDF or a font that no key names, a sheet, a folder that is not read."""
    folder = written_to(tmp_path / "某局", USED)
    for where, names in TOLD.items():
        for name in names:
            _put(folder, f"{where}/{name}")
    found = {f.place.source.inside: f.message for f in unused_files(load_budget(folder), folder) if f.place}
    assert found == {
        where: f"{len(names)} 个文件没有用到：{some_of(names, 5)}" for where, names in TOLD.items()
    }


def test_check_says_it_and_passes(gongkai: Gongkai, tmp_path: Path) -> None:
    """It is a note."""
    _put(written_to(tmp_path / "某局"), "附件/批复.pdf")
    said = gongkai("check", "某局")
    assert said.code == 0
    assert "提示 S59 1 个文件没有用到：批复.pdf" in said.out


@pytest.mark.parametrize(
    ("above", "told"), [("2024", 0), ("2025", 1), ("预算", 0), ("20245", 0), ("1024", 0), ("２０２５", 0)]
)
def test_a_year_that_is_not_the_folders_is_told(
    gongkai: Gongkai, tmp_path: Path, above: str, told: int
) -> None:
    """S86, at the line of 年度, where the folder above is called by a year; no output depends on it."""
    written_to(tmp_path / "budgets" / above / "某局")
    said = gongkai("check", f"budgets/{above}/某局")
    assert said.code == 0
    assert said.all.count("S86") == told
    assert not told or "预算.yaml:1:5: 提示 S86 “年度”写的是 2024，文件夹却在 2025 里" in said.all
    assert "S86" not in gongkai("build", f"budgets/{above}/某局", "--format", "json").all
