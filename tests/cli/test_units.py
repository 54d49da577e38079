"""--unit: a unit's own disclosure from the department's files."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import Gongkai
from tests.many_units import many_units
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
