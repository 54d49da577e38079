"""The script that cuts the faces; that it gives the same bytes is for `--check`, which needs the sources."""

from __future__ import annotations

import bz2
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from generator.model.fonts import FONTS, ROLES
from tests.tiny_fonts import DIGITS, tiny_font


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script, imported by its path."""
    spec = importlib.util.spec_from_file_location("build_fonts", FONTS / "build_fonts.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_script_cuts_every_face(script: ModuleType) -> None:
    """One rule per role, with the family that the style sheets name."""
    assert {(face.family, face.file) for face in script.FACES} == set(ROLES.values())


def test_the_readme_names_every_source(script: ModuleType) -> None:
    """Who has only the README knows what to fetch."""
    readme = (FONTS / "README.md").read_text(encoding="utf-8")
    assert [
        name for name in (script.UNIHAN, *(face.source for face in script.FACES)) if name not in readme
    ] == []


def test_the_script_wants_the_locked_fonttools(script: ModuleType) -> None:
    """Another version may write other bytes."""
    lock = (FONTS.parent / "requirements.lock").read_text(encoding="utf-8")
    locked = re.search(r"^fonttools==(\S+)", lock, re.MULTILINE)
    assert locked
    assert locked[1] == script.FONTTOOLS


def test_sources_that_are_missing_or_others_are_all_told(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is cut from a font that is not the one it should be."""
    tiny_font(tmp_path / "NotoSansSC_400Regular.ttf")
    assert script.main([str(tmp_path), "--check"]) == 2
    said = capsys.readouterr().err
    assert f"{script.UNIHAN} is missing" in said
    assert "NotoSerifSC_700Bold.ttf is missing" in said
    assert "NotoSansSC_400Regular.ttf is not the version that GWHei-Regular.ttf was cut from" in said
    assert "fetch_sources.sh" in said


def test_a_list_of_characters_that_is_not_whole_is_refused(script: ModuleType, tmp_path: Path) -> None:
    """通用规范汉字表 has 8,105 characters; a file with other ones would cut other fonts."""
    unihan = tmp_path / "u.bz2"
    unihan.write_bytes(bz2.compress(b"# kTGH\nU+4E00\tkTGH\t2013:1\nU+4E01\tkOther\t1\n"))
    with pytest.raises(ValueError, match="1 characters of 通用规范汉字表, not 8105"):
        script.level_table(unihan)


def test_the_faces_want_gb_2312_and_one_wants_gbk(script: ModuleType) -> None:
    """镕 and 堃 are in GBK and not in GB 2312; private characters are wanted by none."""
    narrow, wide = (script.wanted(set(), gbk=gbk) for gbk in (False, True))
    assert narrow < wide
    assert ord("一") in narrow
    assert ord("镕") in wide - narrow
    assert not [code for code in wide if 0xE000 <= code <= 0xF8FF]


def test_a_face_is_cut_from_a_font(script: ModuleType, tmp_path: Path) -> None:
    """What is not wanted goes, line height and names are ours, and the same cut gives the same bytes."""
    tiny_font(tmp_path / "source.ttf", text=f" —‘’“”{DIGITS}一𠮷", em=1000)
    face = script.Face("cut.ttf", "source.ttf", "", "GW Tiny", weight=700)
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        script.cut(face, tmp_path, folder, set())
    assert (tmp_path / "a" / "cut.ttf").read_bytes() == (tmp_path / "b" / "cut.ttf").read_bytes()
    with TTFont(tmp_path / "a" / "cut.ttf") as font:
        assert set(map(chr, font.getBestCmap())) == set(f" —‘’“”{DIGITS}一")
        assert (font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap) == (859, -141, 0)
        assert (font["name"].getDebugName(1), font["name"].getDebugName(6)) == ("GW Tiny", "GWTiny-Bold")
        assert font["OS/2"].usWeightClass == 700


def test_latin_is_taken_from_another_face(script: ModuleType, tmp_path: Path) -> None:
    """Figures and letters are as wide as those of the other face; Chinese characters stay."""
    ascii_text = "".join(map(chr, range(0x20, 0x7F)))
    tiny_font(tmp_path / "source.ttf", text=f"{ascii_text}—‘’“”一", em=1000)
    wide = dict.fromkeys(DIGITS + "A", 777)
    tiny_font(tmp_path / "other.ttf", text=f"{ascii_text}—‘’“”一", em=1000, widths=wide | {"一": 500})
    script.cut(
        script.Face("cut.ttf", "source.ttf", "", "GW Tiny", latin="other.ttf"), tmp_path, tmp_path, set()
    )
    with TTFont(tmp_path / "cut.ttf") as font:
        cmap = font.getBestCmap()
        assert {font["hmtx"][cmap[ord(char)]][0] for char in DIGITS + "A"} == {777}
        assert font["hmtx"][cmap[ord("一")]][0] == 1000
        assert "figures and Latin letters of" in font["name"].getDebugName(10)


def test_a_face_without_even_digits_is_refused(script: ModuleType, tmp_path: Path) -> None:
    """The cut stops rather than give tables whose figures do not align."""
    tiny_font(tmp_path / "source.ttf", text=f" —‘’“”{DIGITS}", em=1000, widths={"1": 300})
    face = script.Face("cut.ttf", "source.ttf", "", "GW Tiny")
    with pytest.raises(ValueError, match="no tabular digits"):
        script.cut(face, tmp_path, tmp_path, set())
