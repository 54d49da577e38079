"""--unit: a unit's own disclosure from the department's files."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.cli.commands import COMMANDS, module_of
from generator.cli.fleet import units_wanted
from generator.cli.parser import Parser
from tests.cli.conftest import Gongkai
from tests.many_units import CODES, many_units
from tests.printed_pages import read_pages


def test_a_unit_is_built_under_its_own_name(gongkai: Gongkai, tmp_path: Path) -> None:
    """FOLDER-CODE.pdf has the unit's name on its cover, encloses no other unit's file, and verifies."""
    many_units(tmp_path / "budgets" / "2024" / "某局")
    said = gongkai("build", "budgets/2024/某局", "--unit", "101002", "--format", "pdf,json")
    assert said.code == 0, said.err
    assert "已生成 out/2024/某局-101002.pdf" in said.out
    path = tmp_path / "out" / "2024" / "某局-101002.pdf"
    assert read_pages(path.read_bytes())[0].text == "云岭县某中心2024年度单位预算公开"
    inside = set(PdfReader(path).attachments)
    assert {"部门.yaml", "单位/1-中心.yaml"} <= inside
    assert not {"单位/0-本级.yaml", "单位/2-站.yaml"} & inside
    assert not (tmp_path / "out" / "2024" / "某局.pdf").exists()
    assert gongkai("verify", str(path)).code == 0


def test_check_and_explain_look_at_the_unit(gongkai: Gongkai, tmp_path: Path) -> None:
    """A figure of the unit's is explained by its own lines."""
    many_units(tmp_path / "2024" / "某局")
    assert gongkai("check", "2024/某局", "--unit", "101003").code == 0
    said = gongkai("explain", "2024/某局", "表三/合计/项目支出", "--unit", "101003")
    assert said.code == 0
    assert "2-站.yaml" in said.out
    said = gongkai("explain", "2024/某局", "10", "--unit", "101003")
    assert f"gongkai explain 2024/某局 {said.out.split()[3]} --unit 101003" in said.out
    assert "1-中心.yaml" not in said.out


def test_an_unknown_unit_is_said(gongkai: Gongkai, tmp_path: Path) -> None:
    """With the units there are, and nothing is written."""
    many_units(tmp_path / "2024" / "某局")
    for command in ("check", "build", "explain"):
        figure = ("表三/合计/合计",) if command == "explain" else ()
        said = gongkai(command, "2024/某局", *figure, "--unit", "7")
        assert said.code == 2
        assert "没有代码为“7”的单位。现有的单位：101001、101002、101003。" in said.err
    assert not (tmp_path / "out").exists()


def test_a_department_and_its_units_are_built_at_once(gongkai: Gongkai, tmp_path: Path) -> None:
    """Each under its own name, as --unit builds it; what was found is told once; a list takes some."""
    many_units(tmp_path / "2024" / "某局")
    said = gongkai("build", "2024/某局", "--units", "all", "--format", "json")
    assert said.code == 0, said.err
    made = sorted(path.name for path in (tmp_path / "out" / "2024").iterdir())
    assert made == ["某局-101001.json", "某局-101002.json", "某局-101003.json", "某局.json"]
    assert "共 4 份：生成 4 份。" in said.out
    assert said.err.count("处未检查") == 1
    alone = gongkai("build", "2024/某局", "--unit", "101002", "--format", "json", "-o", "alone")
    assert alone.code == 0
    both = (tmp_path / folder / "2024" / "某局-101002.json" for folder in ("out", "alone"))
    assert len({path.read_bytes() for path in both}) == 1
    assert gongkai("build", "2024/某局", "--units", "101003，101001", "--format", "json", "-o", "b").code == 0
    assert len(list((tmp_path / "b" / "2024").iterdir())) == 3


def test_one_file_that_cannot_be_built_leaves_the_others(gongkai: Gongkai, tmp_path: Path) -> None:
    """A wrong amount in one unit: it and the department have errors, the other units are built."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("30101, 金额: 51.25", "30101, 金额: 52.25"), encoding="utf-8")
    said = gongkai("build", "2024/某局", "--units", "all", "--format", "json")
    assert said.code == 1
    made = sorted(path.name for path in (tmp_path / "out" / "2024").iterdir())
    assert made == ["某局-101001.json", "某局-101003.json"]
    assert said.err.count("错误 T03") == 1
    assert "2024/某局（101002）：有错误，没有生成文件。" in said.err
    assert "共 4 份：生成 2 份，没有做成 2 份。" in said.out


def test_units_that_are_not_there_are_said(gongkai: Gongkai, tmp_path: Path) -> None:
    """And both options at once are one too many; nothing is written."""
    many_units(tmp_path / "2024" / "某局")
    said = gongkai("build", "2024/某局", "--units", "101001,7")
    assert said.code == 2
    assert "没有代码为“7”的单位。现有的单位：101001、101002、101003。" in said.err
    assert gongkai("build", "2024/某局", "--units", "all", "--unit", "101001").code == 2
    mixed = gongkai("build", "2024/某局", "--units", "all,7").err
    assert "没有代码为“7”的单位。" in mixed
    assert "“all”" not in mixed
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("asked", ["all,101001", "ＡＬＬ", "101003，全部", "All"])
def test_all_units_beside_others_are_all(tmp_path: Path, asked: str) -> None:
    """In whatever width, and with codes that are among them."""
    folder = many_units(tmp_path / "2024" / "某局")
    assert units_wanted(folder, argparse.Namespace(units=asked, unit="")) == ["", *CODES]


def _of_units() -> list[tuple[str, str]]:
    """Every command with every option that asks for units."""
    found = list[tuple[str, str]]()
    for command in COMMANDS:
        parser = Parser(prog=command)
        module_of(command).declare(parser)
        found += [(command, one) for one in ("--unit", "--units") if one in parser._option_string_actions]
    return found


OPERANDS = {"explain": ("b", "表三"), "diff": ("b", "b"), "sign": ("b", "表三", "--by", "张三")}
OUTPUT = {"site": ("-o", "网站")}


@pytest.mark.parametrize(
    ("asked", "told", "several"),
    [
        ("", "后面是空的，要写单位代码", "后面是空的，要写单位代码"),
        (" ， ", "后面是空的，要写单位代码", "后面是空的，要写单位代码"),
        ("101001, 101002", "--unit 只能写一个单位代码，这里有 2 个：101001、101002。", "没有预算"),
        ("１０１００１、101001", "没有预算", "没有预算"),
    ],
)
@pytest.mark.parametrize(("command", "option"), _of_units())
def test_units_are_asked_for_in_one_way(
    gongkai: Gongkai, command: str, option: str, asked: str, told: str, several: str
) -> None:
    """In every command an empty value is none, several are one too many for --unit; then comes the rest."""
    words = (command, *OPERANDS.get(command, ("b",)), *OUTPUT.get(command, ()), option, asked)
    said = gongkai(*words)
    assert said.code == 2
    expected = told if option == "--unit" else several
    assert (expected in said.err) == (expected != "没有预算"), said.err


def test_commands_with_units_are_known() -> None:
    """Who adds one adds it to what is tested here."""
    units = {(command, "--unit") for command in ("build", "check", "diff", "explain", "sign")}
    assert set(_of_units()) == units | {("build", "--units"), ("site", "--units")}
