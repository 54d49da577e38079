"""Folders: which are budgets, and how their files become one mapping."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.errors import InputError, UsageError
from generator.findings import Finding
from generator.source import find_budgets, limits, read_folder
from generator.source.workspace import SIGN_OFFS, display_name, yaml_files
from tests.written import at


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _refused(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    return caught.value.findings


def test_files_become_one_mapping(tmp_path: Path) -> None:
    """Keys of all files below the folder stand side by side, and each knows its file."""
    _write(tmp_path, {"部门.yaml": "年度: 2024\n", "下/收支.yaml": "收入: {甲: 1}\n", "备注.txt": "不读: ["})
    value, findings = read_folder(tmp_path)
    assert value == {"年度": "2024", "收入": {"甲": "1"}}
    assert not findings
    assert {key: place.source.inside for key, place in value.key_places.items()} == {
        "年度": "部门.yaml",
        "收入": "下/收支.yaml",
    }


def test_lists_are_joined_in_file_name_order(tmp_path: Path) -> None:
    """Each office keeps its own file; the order of the lists is that of the names, not of the disk."""
    _write(tmp_path, {"02.yaml": "项目: [丙]\n", "01.yaml": "项目: [甲, 乙]\n", "10/a.yaml": "项目: [丁]\n"})
    projects = read_folder(tmp_path)[0]["项目"]
    assert projects == ["甲", "乙", "丙", "丁"]
    assert [place.source.inside for place in projects.places] == [
        "01.yaml",
        "01.yaml",
        "02.yaml",
        "10/a.yaml",
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("甲: 1", "甲: 1"), ("甲: {a: 1}", "甲: {b: 2}"), ("甲: [1]", "甲: 2")]
)
def test_a_key_in_two_files_is_found(tmp_path: Path, first: str, second: str) -> None:
    """Only lists may be spread; anything else is told at the second file, naming the first."""
    _write(tmp_path, {"a.yaml": first, "b.yaml": f"\n{second}\n"})
    _, findings = read_folder(tmp_path)
    (finding,) = findings
    assert finding.code == "S08"
    assert str(finding.place).endswith("b.yaml:2:1")
    assert "a.yaml 第 1 行" in finding.message


def test_all_files_are_told_together(tmp_path: Path) -> None:
    """A file that cannot be read does not hide what is wrong in the others."""
    _write(
        tmp_path, {"a.yaml": "甲: @\n", "b.yaml": "乙: 1\n乙: 2\n", "c.yaml": "- 丙\n", "d.yaml": "乙: 3\n"}
    )
    (tmp_path / "e.yaml").write_bytes("丁: 某局".encode("gbk"))
    assert [finding.code for finding in _refused(tmp_path)] == ["S01", "S03", "S07", "S02", "S08"]


@pytest.mark.parametrize("text", ["- 甲\n", "甲\n", "年度：2024\n"])
def test_a_file_must_hold_keys(tmp_path: Path, text: str) -> None:
    """A list or a sentence at the top of a file is refused with an example of what belongs there."""
    (finding,) = _refused(_write(tmp_path, {"a.yaml": text}))
    assert (finding.code, *at(finding.place)) == ("S07", 1, 1)
    assert "年度: 2024" in finding.hint


def test_an_empty_file_beside_others_does_no_harm(tmp_path: Path) -> None:
    """A file that is still to be written adds nothing."""
    _write(tmp_path, {"a.yaml": "# 待填\n", "b.yaml": "年度: 2024\n"})
    assert read_folder(tmp_path) == ({"年度": "2024"}, [])


@pytest.mark.parametrize("files", [{}, {"a.yaml": ""}, {"a.yaml": "# 待填\n", "b.yaml": "{}\n"}])
def test_a_folder_without_content_is_refused(tmp_path: Path, files: dict[str, str]) -> None:
    """No file, or only empty ones: there is nothing to disclose, and that is said."""
    (finding,) = _refused(_write(tmp_path, files))
    assert finding.code == "S06"
    assert finding.place is not None
    assert finding.place.name.endswith("a.yaml" if files else tmp_path.name)


def test_a_budget_is_a_folder_with_yaml(tmp_path: Path) -> None:
    """A folder of budgets stands for all of them in name order; hidden folders are passed over."""
    names = ["2024/乙/a.yaml", "2024/甲/a.yaml", "2023/甲/a.yaml", "2024/甲/下/b.yaml", ".git/a.yaml"]
    _write(tmp_path, dict.fromkeys(names, "年度: 2024\n"))
    found = [path.relative_to(tmp_path).as_posix() for path in find_budgets([tmp_path])]
    assert found == sorted(["2023/甲", "2024/乙", "2024/甲"])


def test_a_budget_is_found_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a folder is named, and however often, it is one budget."""
    _write(tmp_path, {"甲/a.yaml": "", "乙/a.yaml": ""})
    monkeypatch.chdir(tmp_path)
    assert find_budgets([Path("甲"), tmp_path, Path("乙/../甲")]) == [Path("甲"), tmp_path / "乙"]


@pytest.mark.parametrize(
    "file", ["甲/部门.yaml", "甲/绩效目标/a.yaml", "甲/绩效目标/一科/b.yaml", "甲/附件/c.pdf"]
)
def test_a_file_stands_for_its_budget(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However deep the file lies, and wherever from it is named; other YAML above the budget is passed by."""
    names = ["甲/绩效目标/a.yaml", "甲/绩效目标/一科/b.yaml", "甲/附件/c.pdf", "compose.yaml"]
    _write(tmp_path, {**dict.fromkeys(names, ""), "甲/部门.yaml": '\ufeff"年度": 2024\n'})
    monkeypatch.chdir(tmp_path)
    assert find_budgets([Path(file), Path("甲")]) == [Path("甲")]
    assert find_budgets([tmp_path / file]) == [tmp_path / "甲"]
    monkeypatch.chdir((tmp_path / file).parent)
    assert find_budgets([Path(Path(file).name)])[0].resolve() == tmp_path / "甲"


def test_a_file_of_a_budget_without_its_year_is_still_found(tmp_path: Path) -> None:
    """Where 年度 is mistyped, the outermost folder with YAML is the one to look at."""
    _write(tmp_path, {"甲/部门.yaml": "年度：2024\n", "甲/绩效目标/a.yaml": ""})
    assert find_budgets([tmp_path / "甲" / "绩效目标" / "a.yaml"]) == [tmp_path / "甲"]


def test_a_file_far_below_or_in_a_repository_of_its_own_is_no_part_of_a_budget(tmp_path: Path) -> None:
    """YAML that was left in a home or in /tmp does not take in everything below it."""
    names = ["一/二/三/a.txt", "库/.git/HEAD", "库/a.txt", "一/二/b.txt"]
    _write(tmp_path, {**dict.fromkeys(names, ""), "遗留.yaml": "年度: 2024\n"})
    for file in ("一/二/三/a.txt", "库/a.txt"):
        with pytest.raises(UsageError, match="不在任何一份"):
            find_budgets([tmp_path / file])
    assert find_budgets([tmp_path / "一/二/b.txt"]) == [tmp_path]


def test_hidden_settings_make_no_budget(tmp_path: Path) -> None:
    """A .pre-commit-config.yaml beside the folders of budgets is not one."""
    _write(tmp_path, {".pre-commit-config.yaml": "repos: []\n", "budgets/甲/a.yaml": ""})
    assert find_budgets([tmp_path]) == [tmp_path / "budgets" / "甲"]


def test_a_path_that_is_no_budget_is_refused(tmp_path: Path) -> None:
    """A missing folder, a file in no budget and a folder without YAML each get a sentence with the path."""
    _write(tmp_path, {"空/说明.txt": ""})
    for path, said in (("没有", "找不到文件夹"), ("空/说明.txt", "不在任何一份"), ("空", "没有预算文件")):
        with pytest.raises(UsageError, match=said) as caught:
            find_budgets([tmp_path / path])
        assert str(tmp_path / path) in str(caught.value)


def test_files_are_named_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file below the working directory is named from there, another one by its whole path."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert display_name(tmp_path / "here" / "a" / "b.yaml") == "a/b.yaml"
    assert display_name(tmp_path / "b.yaml") == (tmp_path / "b.yaml").as_posix()


def test_the_reviewers_file_is_no_part_of_the_budget(tmp_path: Path) -> None:
    """审核.yaml at the top is neither read nor listed; below, the name is an author's like any other."""
    _write(tmp_path, {"预算.yaml": "年度: 2024\n", SIGN_OFFS: "坏: [\n", f"下/{SIGN_OFFS}": "甲: 1\n"})
    assert read_folder(tmp_path)[0] == {"年度": "2024", "甲": "1"}
    assert yaml_files(tmp_path) == [tmp_path / "下" / SIGN_OFFS, tmp_path / "预算.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "项目.yaml.txt",
        "项目.YAML",
        "项目.Yml",
        "项目.yml",
        "项目.yaml.bak",
        "项目.yaml ",
        "项目 .yml",
        "项目.yaml (1)",
        "项目。yaml",
        "项目．yaml",
        "项目yaml",
        "项目.ymal",
        "项目.yam",
    ],
)
def test_a_file_that_was_meant_to_be_read_is_told(tmp_path: Path, name: str) -> None:
    """S15 names the file and what to call it; a folder with nothing else says so too."""
    folder = _write(tmp_path, {name: "年度: 2024\n"})
    with pytest.raises(UsageError, match=r"项目\.yaml"):
        find_budgets([folder])
    _, findings = read_folder(_write(folder, {"部门.yaml": "部门: 甲\n"}))
    assert [finding.code for finding in findings] == ["S15"]
    assert "“项目.yaml”" in findings[0].hint


@pytest.mark.parametrize(
    "name", ["~$项目.yaml", ".项目.yaml.swp", "项目.yaml~", "项目.yaml.swp", "#项目.yaml#", "项目.yaml.tmp"]
)
def test_what_editors_leave_beside_a_file_is_passed_over(tmp_path: Path, name: str) -> None:
    """A lock or swap file is neither read nor told."""
    folder = _write(tmp_path, {name: "年度: 2024\n", "部门.yaml": "部门: 甲\n"})
    mapping, findings = read_folder(folder)
    assert list(mapping) == ["部门"]
    assert findings == []


def test_what_is_too_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of YAML, and whatever else lies in a budget's folder or above budgets."""
    for number in range(3):
        (tmp_path / "局" / f"{number}").mkdir(parents=True)
        (tmp_path / "局" / f"{number}.yaml").write_text("", encoding="utf-8")
    monkeypatch.setattr(limits, "YAML_FILES", limits.YAML_FILES._replace(most=2))
    with pytest.raises(UsageError, match=r"“.*局”里的 YAML 文件超过 2 个"):
        read_folder(tmp_path / "局")
    monkeypatch.setattr(limits, "YAML_FOLDERS", limits.YAML_FOLDERS._replace(most=5))
    with pytest.raises(UsageError, match=r"“.*局”里的文件和文件夹超过 5 个"):
        read_folder(tmp_path / "局")
    for number in range(3):
        (tmp_path / "局" / f"{number}.yaml").unlink()
        (tmp_path / "局" / f"{number}" / "下").mkdir()
    with pytest.raises(UsageError, match="里的文件和文件夹超过 5 个"):
        find_budgets([tmp_path])


def test_folders_in_folders_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of them are no error of the program."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1_500):
        os.mkdir("a")
        os.chdir("a")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="没有预算文件"):
        find_budgets([tmp_path])
    (tmp_path / "预算.yaml").write_text("年度: 2024\n", encoding="utf-8")
    assert read_folder(tmp_path)[0] == {"年度": "2024"}
    subprocess.run(["rm", "-rf", "a"], check=True)


@pytest.mark.parametrize("name", ["局\n预算.yaml:1:1: 错误 S99 假的", "局\x1b[31m", "局\u202e", "局\t"])
def test_names_of_budgets_are_seen_as_they_are(tmp_path: Path, name: str) -> None:
    """What is shown of them is one line; as the name of an output they would be worse."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "预算.yaml").write_text("年度: 2024\n", encoding="utf-8")
    with pytest.raises(UsageError, match="的名称里有看不见的字符") as caught:
        find_budgets([tmp_path])
    assert str(caught.value).isprintable()
