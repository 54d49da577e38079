"""gongkai new: a commented budget that builds at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import load_budget
from tests.cli.conftest import Gongkai
from tests.printed_pages import read_pages


def test_a_new_budget_builds_at_once(gongkai: Gongkai, tmp_path: Path) -> None:
    """The skeleton passes the check and makes a PDF with the given name and year."""
    said = gongkai("new", "budgets/2024/某局", "--year", "2024", "--name", "云岭县某局（本级）")
    assert said.code == 0
    files = list((tmp_path / "budgets" / "2024" / "某局").rglob("*.yaml"))
    assert f"已建立 budgets/2024/某局，共 {len(files)} 个文件。" in said.out
    assert "gongkai check budgets/2024/某局" in said.out
    assert all("#" in file.read_text(encoding="utf-8") for file in files)
    checked = gongkai("check")
    assert (checked.code, "错误 " in checked.out) == (0, False)
    assert gongkai("build").code == 0
    pages = read_pages((tmp_path / "out" / "2024" / "某局.pdf").read_bytes())
    assert pages[0].text == "云岭县某局（本级）2024年度部门预算公开"


def test_nothing_is_left_to_fill_in(gongkai: Gongkai, tmp_path: Path) -> None:
    """Name, year and the year before are filled in everywhere."""
    assert gongkai("new", "某局", "--year", "2031", "--name", "某局").code == 0
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "某局").rglob("*.yaml"))
    assert "budgets/2030/" in text
    assert not [mark for mark in ("{年度}", "{上年}", "{名称}") if mark in text]
    budget = load_budget(tmp_path / "某局")
    assert (budget.year, budget.department.name, budget.units[0].name) == (2031, "某局", "某局")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["某局"]


def test_an_empty_folder_is_filled(gongkai: Gongkai, tmp_path: Path) -> None:
    """A folder that was made before, and is empty, is as good as none."""
    (tmp_path / "某局").mkdir()
    assert gongkai("new", "某局", "--year", "2025", "--name", "某局").code == 0
    assert (tmp_path / "某局" / "部门.yaml").is_file()


@pytest.mark.parametrize("name", ["笔记.txt", ".隐藏"])
def test_a_folder_with_anything_in_it_is_refused(gongkai: Gongkai, tmp_path: Path, name: str) -> None:
    """What is there is left as it was."""
    (tmp_path / "某局").mkdir()
    (tmp_path / "某局" / name).write_text("mine", encoding="utf-8")
    said = gongkai("new", "某局", "--year", "2025", "--name", "某局")
    assert said.code == 2
    assert "“某局”已经存在而且不是空的" in said.err
    assert [path.name for path in (tmp_path / "某局").iterdir()] == [name]


def test_a_file_in_the_place_of_the_folder_is_refused(gongkai: Gongkai, tmp_path: Path) -> None:
    """Neither the file itself nor one on the way is replaced."""
    (tmp_path / "某局").write_text("mine", encoding="utf-8")
    for folder in ("某局", "某局/2025"):
        assert gongkai("new", folder, "--year", "2025", "--name", "某局").code == 2
    assert (tmp_path / "某局").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "name",
    ["", "  ", "某\n局", "某: 局", "“某”#局", "某{局", "某[局", '某"局', "某'局", "某\\局", "某,局", "*某局",
     "&某局", "!某局", "|某局", ">某局", "%某局", "@某局", "`某局", "- 某局", "? 某局", "~", "null", "<<"],
)  # fmt: skip
def test_a_bad_name_is_refused_or_kept(gongkai: Gongkai, tmp_path: Path, name: str) -> None:
    """A name that YAML would read otherwise is refused before anything is made."""
    said = gongkai("new", "某局", "--year", "2025", f"--name={name}")
    if said.code == 0:
        assert load_budget(tmp_path / "某局").department.name == name
        assert load_budget(tmp_path / "某局").units[0].name == name
    else:
        assert said.code == 2
        assert "不能用" in said.err
        assert not (tmp_path / "某局").exists()


@pytest.mark.parametrize("year", ["1999", "2100", "24"])
def test_a_bad_year_is_refused(gongkai: Gongkai, tmp_path: Path, year: str) -> None:
    """A year is one of this century; that it is digits only is asked of every command."""
    said = gongkai("new", "某局", f"--year={year}", "--name", "某局")
    assert said.code == 2
    assert f"年度“{year}”不对" in said.err
    assert not (tmp_path / "某局").exists()
