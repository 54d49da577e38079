"""What a source names comes from its folder, in every command that reads it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.source.copying import as_if
from generator.workbench.completing import found_in
from generator.workbench.shelf import Shelf
from generator.workbench.starting import profiles
from tests.budgets import CONSISTENT, written_to
from tests.cli.conftest import Gongkai, gongkai
from tests.press.foreign import foreign_pdf
from tests.tiny_fonts import tiny_font

__all__ = ["gongkai"]

SECRET = "秘密的内容"
AWAY = ("../外面/a", "下/../../外面/a", "去外面/a", "去文件", "{top}/外面/a")


def a_budget(top: Path, more: str) -> Path:
    """A consistent budget that names something, with links that lead out of it."""
    folder = written_to(top / "budgets" / "2024" / "某某局", CONSISTENT + more.replace("{top}", str(top)))
    (top / "budgets" / "2024" / "外面").mkdir(parents=True)
    (folder / "下").mkdir()
    (folder / "去外面").symlink_to(top / "budgets" / "2024" / "外面")
    (folder / "去文件").symlink_to(top / "budgets" / "2024" / "外面" / "a")
    return folder


@pytest.mark.parametrize("name", AWAY)
@pytest.mark.parametrize("command", [["check"], ["build", "--draft"], ["build"]])
def test_attachments_come_from_the_folder(
    gongkai: Gongkai, tmp_path: Path, name: str, command: list[str]
) -> None:
    """Also in a draft, which is built in spite of other errors."""
    folder = a_budget(tmp_path, f"附件: [{{标题: 一, 文件: {name}}}]\n")
    foreign_pdf(tmp_path / "budgets/2024/外面/a")
    said = gongkai(*command, str(folder))
    assert said.code == 2
    assert "不在预算的文件夹里" in said.all
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", AWAY)
@pytest.mark.parametrize("command", [["check"], ["build", "--draft"], ["roll", "--to", "2025"]])
def test_fonts_come_from_the_folder(gongkai: Gongkai, tmp_path: Path, name: str, command: list[str]) -> None:
    """Neither set in pages nor copied to the next year."""
    folder = a_budget(tmp_path, f"字体: {{标题: {name}}}\n")
    tiny_font(tmp_path / "budgets/2024/外面/a")
    said = gongkai(command[0], str(folder), *command[1:])
    assert said.code == 2
    assert "不在预算的文件夹里" in said.all
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "budgets/2025").exists()


def test_roll_copies_fonts_and_nothing_else(gongkai: Gongkai, tmp_path: Path) -> None:
    """Any file can be called a font; and what is copied stays below the new folder."""
    folder = a_budget(tmp_path, "字体: {标题: 下/../p/.bashrc}\n")
    (folder / "p").mkdir()
    (folder / "p" / ".bashrc").write_text(f"echo {SECRET}\n", encoding="utf-8")
    said = gongkai("roll", str(folder), "--to", "2025")
    assert (said.code, "不是 TrueType" in said.err) == (2, True)
    assert not (tmp_path / "budgets/2025").exists()
    tiny_font(folder / "p" / ".bashrc")
    assert gongkai("roll", str(folder), "--to", "2025").code == 0
    assert (tmp_path / "budgets/2025/某某局/p/.bashrc").read_bytes() == (folder / "p/.bashrc").read_bytes()


@pytest.mark.parametrize("make", ["link", "loop", "fifo"])
@pytest.mark.parametrize("name", ["更多.yaml", "审核.yaml"])
@pytest.mark.parametrize("command", ["check", "build", "sign", "explain"])
def test_a_file_of_yaml_that_is_none(
    gongkai: Gongkai, tmp_path: Path, make: str, name: str, command: str
) -> None:
    """A link to elsewhere would print a line of it, or enclose it in what is published; a pipe would wait."""
    folder = a_budget(tmp_path, "")
    (tmp_path / "密钥").write_text(f"{SECRET}: 1\n", encoding="utf-8")
    if make == "fifo":
        os.mkfifo(folder / name)
    else:
        (folder / name).symlink_to(tmp_path / "密钥" if make == "link" else name)
    if name == "审核.yaml" and command in ("build", "explain"):
        return  # they do not read it
    said = gongkai(command, str(folder), *(["表三", "合计"] if command == "explain" else []))
    assert said.code == 2
    assert f"{name}:1:1: 错误 S09 文件" in said.all
    assert SECRET not in said.all


def test_last_years_folder_is_no_way_out(gongkai: Gongkai, tmp_path: Path) -> None:
    """A link in its place is not followed to anywhere."""
    folder = a_budget(tmp_path, "")
    elsewhere = written_to(tmp_path / "别处", f"{SECRET}: 1\n")
    (tmp_path / "budgets" / "2023").mkdir()
    (tmp_path / "budgets" / "2023" / "某某局").symlink_to(elsewhere)
    said = gongkai("check", str(folder))
    assert (said.code, SECRET in said.all) == (0, False)


def test_links_to_elsewhere_are_not_gone_into(gongkai: Gongkai, tmp_path: Path) -> None:
    """Not to the whole disk, and not to a budget that somebody else keeps there."""
    a_budget(tmp_path, "")
    written_to(tmp_path / "别处" / "2024" / "乙局", CONSISTENT)
    (tmp_path / "budgets" / "2022").symlink_to("/")
    (tmp_path / "budgets" / "2023").symlink_to(tmp_path / "别处" / "2024")
    said = gongkai("check", str(tmp_path / "budgets"))
    assert (said.code, "1 份预算" in said.out) == (0, True)


def test_links_to_folders_above_are_not_followed_round(gongkai: Gongkai, tmp_path: Path) -> None:
    """Two links back, and forty levels of either: a budget is found once."""
    folder = a_budget(tmp_path, "")
    for number in range(3):
        (tmp_path / "budgets" / f"回{number}").symlink_to(tmp_path / "budgets")
        (folder.parent / f"圈{number}").symlink_to(f"圈{number}")
    said = gongkai("check", str(tmp_path / "budgets"))
    assert (said.code, "1 份预算" in said.out) == (0, True)


def test_a_copy_for_an_edit_holds_nothing_from_elsewhere(tmp_path: Path) -> None:
    """Nor goes round in circles: what reading passes over, or refuses, is not in it."""
    folder = a_budget(tmp_path, "")
    (tmp_path / "budgets/2024/外面/密钥.yaml").write_text(f"{SECRET}: 1\n", encoding="utf-8")
    (folder / "更多.yaml").symlink_to("../外面/密钥.yaml")
    (folder / "没有.yaml").symlink_to("哪里都没有")
    os.mkfifo(folder / "管.yaml")
    for number in range(3):
        (folder / "下" / f"圈{number}").symlink_to(folder)
    with as_if(folder, {"下/新.yaml": "a: 1\n"}) as copy:
        there = {p.relative_to(copy).as_posix(): p.read_text("utf-8") for p in copy.rglob("*.yaml")}
    assert there == {"预算.yaml": CONSISTENT, "下/新.yaml": "a: 1\n"}
    assert found_in(folder, "预算.yaml", CONSISTENT) == []


def test_a_pipe_is_no_profile_to_begin_with(tmp_path: Path) -> None:
    """What is said of it would be waited for."""
    for name in ("管", "长"):
        (tmp_path / "样式" / name).mkdir(parents=True)
    os.mkfifo(tmp_path / "样式" / "管" / "profile.yaml")
    (tmp_path / "样式" / "长" / "profile.yaml").write_text("# 样式 长：某省的\n名称: 长\n", encoding="utf-8")
    found = profiles(Shelf([tmp_path]))
    assert (found["管"], found["长"]) == ("管", "某省的（长）")
