"""Bad input: a Chinese message at its place, the line with a caret, a hint; and no file is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.source.place import display_width
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.cli.conftest import Gongkai, Said
from tests.cli.defects import DEFECTS
from tests.written import NAME

GOOD = b"the last good file"


def _at(text: str, there: str) -> tuple[int, int]:
    """Line and column where the text says `there`, which it says once."""
    assert text.count(there) == 1
    before = text[: text.index(there)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _built(gongkai: Gongkai, tmp_path: Path) -> Said:
    """A build over the last good file; whatever it says, that file stays and no other is there."""
    good = tmp_path / "out" / "2024" / "某某局.json"
    good.parent.mkdir(parents=True)
    good.write_bytes(GOOD)
    said = gongkai("build", "某某局", "-o", "out", "--format", "json")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == [good]
    assert good.read_bytes() == GOOD
    return said


@pytest.mark.parametrize(("old", "new", "code", "there", "message"), DEFECTS)
def test_a_defect_is_told_at_its_place(
    gongkai: Gongkai, tmp_path: Path, old: str, new: str, code: str, there: str, message: str
) -> None:
    """Code, file:line:column, message, the line with a caret below it, and a hint; exit 2, or 1 for rules."""
    text = spoiled(old, new)
    line, column = _at(text, there)
    written_to(tmp_path / "某某局", text)
    checked = gongkai("check", "某某局")
    assert checked.code == (1 if code.startswith("T") else 2)
    assert checked.err == ""
    lines = checked.out.splitlines()
    [head] = [
        index
        for index, said in enumerate(lines)
        if said.startswith(f"某某局/{NAME}:{line}:{column}: 错误 {code} ")
    ]
    shown, caret, hint = lines[head + 1 : head + 4]
    source = text.splitlines()[line - 1].expandtabs(1)
    assert shown == f"{line:>5} | {source.rstrip()}"
    assert caret == f"      | {' ' * display_width(source[: column - 1])}^"
    assert hint.startswith("      提示：")
    assert message in lines[head] + hint
    assert lines[-1].startswith("共 1 处错误")


@pytest.mark.parametrize(("old", "new", "code", "there", "message"), DEFECTS)
def test_a_defect_touches_no_file(
    gongkai: Gongkai, tmp_path: Path, old: str, new: str, code: str, there: str, message: str
) -> None:
    """`build` says the same, makes nothing, and leaves what the last build made."""
    text = spoiled(old, new)
    line, column = _at(text, there)
    written_to(tmp_path / "某某局", text)
    built = _built(gongkai, tmp_path)
    assert built.code == (1 if code.startswith("T") else 2)
    assert f"某某局/{NAME}:{line}:{column}: 错误 {code} " in built.err
    assert message in built.err
    assert built.err.endswith("某某局：有错误，没有生成文件。\n")


@pytest.mark.parametrize("amount", ["5０.００", "５０．００", '"50.00"', "50", "+ 50.00"])
def test_what_is_clear_is_accepted(gongkai: Gongkai, tmp_path: Path, amount: str) -> None:
    """Full-width digits and points say what they mean; a blank or a plus sign does not."""
    written_to(tmp_path / "某某局", spoiled("金额: 50.00", f"金额: {amount}"))
    assert gongkai("check", "某某局").code == (2 if "+" in amount else 0)


@pytest.mark.parametrize("amount", ["1,000.00", "１，０００.00"])
def test_separators_in_their_places_are_accepted(gongkai: Gongkai, tmp_path: Path, amount: str) -> None:
    """A comma that separates thousands is clear, in either width."""
    text = CONSISTENT.replace("2.00", f'"{amount}"')
    written_to(tmp_path / "某某局", text)
    assert CONSISTENT.count("2.00") == 3
    assert gongkai("check", "某某局").code == 0


def test_a_gbk_file_is_said_to_be_one(gongkai: Gongkai, tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused with its likely encoding and what to do."""
    folder = written_to(tmp_path / "某某局")
    (folder / NAME).write_bytes(CONSISTENT.encode("gbk"))
    said = gongkai("check", "某某局")
    assert said.code == 2
    assert f"某某局/{NAME}:1:1: 错误 S02 文件不是 UTF-8 编码，看起来是 GBK（ANSI）编码" in said.out
    assert "    1 | 年度: 2024" in said.out
    assert "另存为" in said.out
    assert _built(gongkai, tmp_path).code == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("没有", "找不到文件夹“没有”"),
        ("空的", "文件夹“空的”里没有预算文件（*.yaml）"),
        ("空的/文件.txt", "“空的/文件.txt”不在任何一份预算里"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_that_is_no_budget_is_said(
    gongkai: Gongkai, tmp_path: Path, command: str, name: str, said: str
) -> None:
    """A folder that is missing or empty, or a file in no budget: exit 2, and what to do."""
    (tmp_path / "空的" / "更空的").mkdir(parents=True)
    (tmp_path / "空的" / "文件.txt").write_text(CONSISTENT, encoding="utf-8")
    answer = gongkai(command, name)
    assert answer.code == 2
    assert answer.err.startswith(f"错误：{said}。")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["", "# 只有说明\n", "~\n"])
def test_an_empty_file_is_said(gongkai: Gongkai, tmp_path: Path, text: str) -> None:
    """A budget whose only file says nothing is an error in that file."""
    written_to(tmp_path / "某某局", text)
    said = gongkai("check", "某某局")
    assert said.code == 2
    assert f"某某局/{NAME}:1:1: 错误 S06 " in said.out


def test_a_key_in_two_files_is_said(gongkai: Gongkai, tmp_path: Path) -> None:
    """Lists are joined over files; any other key stands in one, and the message names the other place."""
    folder = written_to(tmp_path / "某某局")
    (folder / "收支.yaml").write_text("项目: []\n年度: 2025\n", encoding="utf-8")
    said = gongkai("check", "某某局")
    assert said.code == 2
    assert "某某局/预算.yaml:1:1: 错误 S08 键“年度”已经写在 某某局/收支.yaml 第 2 行" in said.out


def test_all_errors_are_told_together(gongkai: Gongkai, tmp_path: Path) -> None:
    """One run tells everything: several in a file, in several files, and in several budgets."""
    text = spoiled("金额: 50.00", "金额: 五十", spoiled("性质: 事业}", "性质: 企业}"))
    folder = written_to(tmp_path / "budgets" / "甲局", spoiled("30108, 金额: 10.00", "30108, 金额: x", text))
    (folder / "乱.yaml").write_text("没有: [\n", encoding="utf-8")
    (folder / "重.yaml").write_text("其他说明: []\n其他说明: []\n", encoding="utf-8")
    written_to(tmp_path / "budgets" / "乙局", spoiled("  一般公共预算: 100.00", "  一般公共预算: 1.00"))
    said = gongkai("check")
    assert said.code == 2
    for code in ("budgets/甲局/乱.yaml:1:5: 错误 S01", "budgets/甲局/重.yaml:2:1: 错误 S03", "错误 T01"):
        assert code in said.out
    (folder / "乱.yaml").unlink()
    (folder / "重.yaml").unlink()
    said = gongkai("check")
    assert [said.out.count(f"错误 {code} ") for code in ("S13", "S14", "T01")] == [2, 1, 1]
    count, *wrong = said.out.splitlines()[-4:]
    assert count.startswith("共 4 处错误")
    assert wrong == ["2 份预算，有错误的 2 份：", "  budgets/乙局", "  budgets/甲局"]


def test_a_good_budget_is_built_beside_a_bad_one(gongkai: Gongkai, tmp_path: Path) -> None:
    """One that fails does not keep the others from being built; the exit code is that of the worst."""
    written_to(tmp_path / "budgets" / "2024" / "坏局", spoiled("30101, 金额: 50.00", "30101, 金额: 51.00"))
    written_to(tmp_path / "budgets" / "2024" / "好局")
    said = gongkai("build", "--format", "json")
    assert said.code == 1
    assert [path.name for path in (tmp_path / "out" / "2024").iterdir()] == ["好局.json"]
    assert "坏局：有错误，没有生成文件。" in said.err


def test_check_tells_it_without_making_pages(gongkai: Gongkai, tmp_path: Path) -> None:
    """`check` says what `build` would, and a draft is made in spite of it."""
    written_to(tmp_path / "某局", spoiled("名称: 某某局本级", "名称: 某𠮷局本级"))
    said = gongkai("check", "某局")
    assert said.code == 2
    assert "某局/预算.yaml:3:12: 错误 P01 字体里没有“𠮷”（U+20BB7）" in said.out
    assert gongkai("build", "某局", "-o", "out").code == 2
    assert not (tmp_path / "out").exists()
    assert gongkai("build", "某局", "-o", "out", "--draft").code == 2
    assert (tmp_path / "out" / "2024" / "某局-草稿.pdf").is_file()
