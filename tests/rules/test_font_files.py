"""S28: the files that 字体 names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.figures import disclose
from generator.findings import Finding
from generator.rules.structure import bad_font_files
from tests.tiny_fonts import tiny_font
from tests.written import at, budget, refused_budget


def findings(folder: Path, name: str) -> list[Finding]:
    """What is said of a budget in `folder` that names a font `name` for titles."""
    return list(bad_font_files(disclose(budget(f"字体:\n  标题: {name}\n")), folder))


def only(folder: Path, name: str) -> Finding:
    """The one finding, at its place."""
    (finding,) = findings(folder, name)
    assert finding.code == "S28"
    assert at(finding.place) == (6, 7)
    return finding


def test_a_font_in_the_budget_s_folder_is_accepted(tmp_path: Path) -> None:
    """A path below the folder, whatever the file is called."""
    (tmp_path / "字体").mkdir()
    tiny_font(tmp_path / "字体" / "小标宋.ttf")
    assert findings(tmp_path, "字体/小标宋.ttf") == []


@pytest.mark.parametrize("beginning", [b"\0\1\0\0", b"OTTO", b"ttcf", b"true"])
def test_every_kind_of_font_file_is_accepted(tmp_path: Path, beginning: bytes) -> None:
    """TrueType, OpenType and collections are told by how they begin; what is inside is for the build."""
    (tmp_path / "a.ttf").write_bytes(beginning + b"rest")
    assert findings(tmp_path, "a.ttf") == []


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """Before any page is made, with its place."""
    assert "找不到字体文件“a.ttf”" in only(tmp_path, "a.ttf").message


@pytest.mark.parametrize("name", ["../a.ttf", "{folder}/a.ttf", "inside/../../a.ttf", "link.ttf"])
def test_a_file_outside_is_never_read(tmp_path: Path, name: str) -> None:
    """Not by .., not by a whole path, not by a link."""
    folder = tmp_path / "budget"
    folder.mkdir()
    tiny_font(tmp_path / "a.ttf")
    (folder / "link.ttf").symlink_to(tmp_path / "a.ttf")
    assert "不在预算的文件夹里" in only(folder, name.format(folder=tmp_path)).message


@pytest.mark.parametrize("data", [b"", b"wOF2rest", b"%PDF-1.7"])
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    """A web font or anything else under the name of a font."""
    (tmp_path / "a.ttf").write_bytes(data)
    finding = only(tmp_path, "a.ttf")
    assert "不是 TrueType、OpenType 字体文件" in finding.message
    assert ".ttf、.otf、.ttc" in finding.hint


def test_an_unknown_role_is_refused() -> None:
    """The answer lists the roles there are."""
    text = '年度: 2024\n部门: {名称: 某局, 代码: "007", 性质: 行政}\n收入: {一般公共预算: 1}\n支出: []\n'
    (finding,) = refused_budget(f"{text}字体: {{隶书: a.ttf}}\n")
    assert "标题" in finding.hint
    assert "宋体" in finding.hint
    assert at(finding.place) == (5, 6)


def test_checking_loads_no_font_library() -> None:
    """`gongkai check` stays quick: fonts are opened by `build` alone."""
    program = "import sys, generator.cli.checking; sys.exit('fontTools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
