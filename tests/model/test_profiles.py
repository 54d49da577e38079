"""A profile is called by its folder, whatever it says of its name; what is wrong is told as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ProfileError
from generator.model.profiles import declared

MISSING = ("没有样式“没有”", "现有的样式：shanghai-2025、shanxi-2024、甲")


def refused(folder: Path, **profiles: str) -> ProfileError:
    """Why the profile 甲 of those that are written beside a budget cannot be used."""
    for name, said in profiles.items():
        file = folder / "样式" / name / "profile.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(said, encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        declared("甲", folder)
    return caught.value


@pytest.mark.parametrize("name", ["", "名称: 甲\n", "名称: 别的\n"])
@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ("基于: 没有", *MISSING),
        ("基于: 甲", "“基于”转了一圈，又回到它自己", "最底下的一个不写“基于”"),
        ("基于: shanxi-2024\n不用表: [表百]", "“shanxi-2024”没有“表百”这张表", "可以写：表一、表二"),
    ],
)
def test_a_wrong_profile_is_called_by_its_folder(
    tmp_path: Path, name: str, said: str, message: str, hint: str
) -> None:
    """Also one that has forgotten to say its name."""
    error = refused(tmp_path, 甲=f"{name}{said}\n")
    assert str(error).startswith("样式“甲”的声明有误：")
    (finding,) = error.findings
    assert finding.message == message
    assert finding.hint.startswith(hint)


def test_the_words_of_a_message_are_not_cut(tmp_path: Path) -> None:
    """A full stop in a name ends no sentence."""
    (finding,) = refused(tmp_path, 甲="基于: 乙。丙\n").findings
    assert (finding.message, finding.hint) == ("没有样式“乙。丙”", MISSING[1])


def test_a_table_is_missing_in_the_profile_that_another_is_based_on(tmp_path: Path) -> None:
    """Of three, the one in the middle is told what it leaves out of the first."""
    error = refused(tmp_path, 甲="名称: 甲\n基于: 乙\n", 乙="基于: shanxi-2024\n不用表: [表百]\n")
    assert str(error).startswith("样式“乙”的声明有误：样式/乙/profile.yaml")
    assert error.findings[0].message == "“shanxi-2024”没有“表百”这张表"
