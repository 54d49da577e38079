"""gongkai profile: a profile beside the budgets, and what a full budget shows of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.figures import load_profile

ROOT = Path(__file__).parents[2]


def _run(*arguments: str) -> int:
    return main(["profile", *arguments])


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("base", ["shanxi-2024", "shanghai-2025"])
def test_a_new_profile_prints_what_its_base_does(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It says nothing of its own yet; what may be said stands behind #, and can be uncommented."""
    assert _run("new", "某省-2026", "--from", base) == 0
    file = Path("budgets/样式/某省-2026/profile.yaml")
    assert f"已建立 {file}" in capsys.readouterr().out
    own, old = load_profile("某省-2026", Path("budgets")), load_profile(base)
    assert own.name == "某省-2026"
    assert [own.tables, own.sections, own.vocabulary] == [old.tables, old.sections, old.vocabulary]
    assert _run("check", "某省-2026") == 0
    assert "试印通过" in capsys.readouterr().out


def test_what_stands_behind_the_signs_can_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Every line that is shown may be written, all of them together, but for the list of tables."""
    assert _run("new", "某省-2026", "--from", "shanxi-2024") == 0
    file = Path("budgets/样式/某省-2026/profile.yaml")
    lines = file.read_text(encoding="utf-8").splitlines()
    first = lines.index("") + 1
    said = [
        line.removeprefix("# ")
        for line in lines[first:]
        if line.startswith("#   ") or line.partition("# ")[2].partition(":")[0].strip() in _KEYS
    ]
    said = [line for line in said if ": " in line or line.endswith(":")]
    file.write_text("\n".join([*lines[2:first], *said]) + "\n", encoding="utf-8")
    profile = load_profile("某省-2026", Path("budgets"))
    assert len(profile.tables) == 12
    assert [column.key for column in profile.tables[0].blocks[0].columns] == ["科目", "合计"]
    assert profile.formats["表"].unit == "万元"


_KEYS = {"文件名称", "词汇", "格式", "不印", "不用表", "表"}


def test_what_is_lost_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    """2, as a word that the declaration may not have."""
    assert _run("new", "某省-2026") == 0
    file = Path("budgets/样式/某省-2026/profile.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "词汇: {文字: {口号: 一段}}\n", encoding="utf-8")
    assert _run("check", "某省-2026") == 2
    assert "错误 S75 没有一个模板印“说明”里的“口号”" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "../某省"], "不能用"),
        (["new", "shanxi-2024"], "已经有样式“shanxi-2024”"),
        (["new", "某省-2026", "--from", "没有"], "没有样式“没有”"),
        (["check", "没有"], "没有样式“没有”"),
    ],
)
def test_names_that_cannot_be_used(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """2, and nothing is written."""
    assert _run(*arguments) == 2
    assert said in capsys.readouterr().err
    assert not list(Path().iterdir())


def test_a_wrong_profile_is_told_where_it_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """As when a budget is made with it."""
    assert _run("new", "某省-2026") == 0
    file = Path("budgets/样式/某省-2026/profile.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "不用表: [没有]\n", encoding="utf-8")
    assert _run("check", "某省-2026") == 2
    assert "profile.yaml:" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_budget_is_made_with_a_word_about_its_profile(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What only a trial shows is told to whoever uses the profile, and is in no file that is made."""
    assert _run("new", "某省-2026") == 0
    folder = Path("budgets/2024/某局")
    shutil.copytree(ROOT / "budgets" / "2024" / "yunling-archive", folder)
    [source] = folder.glob("*.yaml")
    text = source.read_text(encoding="utf-8")
    source.write_text(f"样式: 某省-2026\n{text}", encoding="utf-8")
    made = {}
    for said in ("", "词汇: {文字: {口号: 一段}}\n"):
        with Path("budgets/样式/某省-2026/profile.yaml").open("a", encoding="utf-8") as file:
            file.write(said)
        capsys.readouterr()
        assert main([command, str(folder), *(("--format", "json") if command == "build" else ())]) == 0
        told = "".join(capsys.readouterr())
        assert ("提示 S29 样式“某省-2026”试印有 1 处错误" in told) == bool(said)
        made[said] = [path.read_bytes() for path in sorted(Path("out").rglob("*.json"))]
    assert len(set(map(tuple, made.values()))) == 1
