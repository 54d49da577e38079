"""The five faces: the files are those of the README, and have what the pages rely on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from generator.model.fonts import FONTS, ROLES

FILES = sorted(file for _, file in ROLES.values())
README = (FONTS / "README.md").read_text(encoding="utf-8")
GB2312_HAN, GBK_HAN = 6763, 20923
PROBES = {
    "a name for every role": "关于二〇二四年度部门预算公开的说明",
    "names of people and places": "堃喆昇珺镕䶮䢺𬭎𫓧",
    "punctuation": "，。、；：？！“”‘’（）《》【】—…·～",
    "amounts": "0123456789.,-%+ ％",
}
SYMBOLS = "○㙟①⑩㎡Ⅰ※≥≤≠±×÷℃‰§№￥□■●→"


@pytest.fixture(scope="module", params=FILES)
def face(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Each face in turn."""
    with TTFont(FONTS / request.param, lazy=True) as font:
        yield font


def han(codec: str, lead: range, trail: range) -> set[str]:
    """The Chinese characters that a two-byte code has, compatibility forms among them."""
    chars = {bytes([a, b]).decode(codec, errors="ignore") for a in lead for b in trail}
    blocks = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"))
    return {char for char in chars if len(char) == 1 and any(low <= char <= high for low, high in blocks)}


def characters(font: Any) -> set[str]:
    """What the font has a glyph for."""
    return {chr(code) for code, glyph in font.getBestCmap().items() if glyph != ".notdef"}


def widths(font: Any, text: str) -> set[float]:
    """The advance widths of the characters of `text`, in em."""
    cmap, em = font.getBestCmap(), font["head"].unitsPerEm
    return {font["hmtx"][cmap[ord(char)]][0] / em for char in text}


def test_there_are_five_faces_and_no_other() -> None:
    """Every file in the folder has a role, and every role a file."""
    assert len(FILES) == 5
    assert sorted(path.name for path in FONTS.glob("*.?t[fc]")) == FILES


def test_the_readme_names_the_bytes_of_every_file() -> None:
    """A font that is replaced without its origin being written down does not pass."""
    told = {file: digest for digest, file in re.findall(r"^([0-9a-f]{64})  (\S+)$", README, re.MULTILINE)}
    assert told == {file: hashlib.sha256((FONTS / file).read_bytes()).hexdigest() for file in FILES}


def test_every_licence_lies_beside_the_fonts() -> None:
    """The notice names each family; each licence text is the OFL."""
    notice = (FONTS / "licenses" / "NOTICE.txt").read_text(encoding="utf-8")
    assert [family for family, _ in ROLES.values() if family not in notice] == []
    texts = [path.read_text(encoding="utf-8") for path in sorted((FONTS / "licenses").glob("OFL-*.txt"))]
    assert len(texts) == 3
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in texts)


def test_the_names_are_ours_and_the_licence_stays(face: Any) -> None:
    """Reserved names are not used for a modified version; copyright and licence are kept in the file."""
    name = face["name"]
    family = next(family for family, file in ROLES.values() if Path(face.reader.file.name).name == file)
    assert name.getDebugName(1) == family
    assert not re.search("Source|LXGW|霞鹜|Noto|Zhuque", "".join(map(str, map(name.getDebugName, (1, 4, 6)))))
    assert "Modified Version" in name.getDebugName(10)
    assert name.getDebugName(0)
    assert "Open Font License" in name.getDebugName(13)


def test_all_faces_have_one_line_height(face: Any) -> None:
    """Ascent 220/256 and descent 36/256 of the em, and no gap: a line that mixes faces does not grow."""
    em = face["head"].unitsPerEm
    wanted = (round(220 * em / 256), -round(36 * em / 256), 0)
    horizontal, other = face["hhea"], face["OS/2"]
    assert (horizontal.ascent, horizontal.descent, horizontal.lineGap) == wanted
    assert (other.sTypoAscender, other.sTypoDescender, other.sTypoLineGap) == wanted


def test_digits_are_of_one_width(face: Any) -> None:
    """So that the figures of a column stand below each other without any OpenType feature."""
    assert len(widths(face, "0123456789")) == 1


def test_figures_are_as_high_as_beside_characters_they_should_be(face: Any) -> None:
    """Between 0.70 and 0.76 em in every face, however the characters around them are drawn."""
    cmap, em = face.getBestCmap(), face["head"].unitsPerEm
    heights = {round(face["glyf"][cmap[ord(digit)]].yMax / em, 2) for digit in "0123456789"}
    assert 0.70 <= min(heights) <= max(heights) <= 0.76


def test_chinese_punctuation_fills_its_em(face: Any) -> None:
    """Quotation marks and dashes are Chinese ones, not Western; —— joins."""
    assert widths(face, "‘’“”—…，。、；：（）《》") == {1.0}


def test_gb_2312_is_covered(face: Any) -> None:
    """All 6,763 characters, in every face."""
    wanted = han("gb2312", range(0xA1, 0xFF), range(0xA1, 0xFF))
    assert len(wanted) == GB2312_HAN
    assert wanted <= characters(face)


@pytest.mark.parametrize("text", PROBES.values(), ids=PROBES)
def test_what_budgets_write_is_covered(face: Any, text: str) -> None:
    """Titles, rare names, punctuation and amounts need no other face."""
    assert not set(text) - characters(face)


def test_gw_song_has_gbk_and_all_that_the_others_have() -> None:
    """It stands last in every stack: what it lacks, no text may have."""
    covered = {}
    for file in FILES:
        with TTFont(FONTS / file, lazy=True) as font:
            covered[file] = characters(font)
    song = covered.pop("GWSong-Regular.ttf")
    gbk = han("gbk", range(0x81, 0xFF), range(0x40, 0xFF))
    assert len(gbk) == GBK_HAN
    assert gbk <= song
    assert set(SYMBOLS) <= song
    common = set.intersection(*covered.values())
    assert common <= song
    assert len({char for char in common if "\u3400" <= char <= "\u9fff" or char > "\U00020000"}) >= 8105


def test_every_face_can_stand_first_in_a_stack(face: Any) -> None:
    """It has the space, from which the renderer takes its measures, and may be embedded."""
    assert {" ", "\u3000"} <= characters(face)
    assert face["OS/2"].fsType in (0, 8)


def test_the_faces_are_plain(face: Any) -> None:
    """Static TrueType outlines, without hinting: nothing that a renderer could take in two ways."""
    assert "glyf" in face
    assert not {"fvar", "CFF ", "fpgm", "prep", "cvt ", "EBDT", "SVG "} & set(face.keys())
