"""An office's own fonts: which are taken, and what is done to them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttFont import reorderFontTables

from generator.errors import FindingsError
from generator.findings import Finding
from generator.press import own_fonts
from generator.press.own_fonts import own_font_files
from generator.source.scratch import private_folder
from tests.tiny_fonts import DIGITS, TEXT, collection, tiny_font, without
from tests.written import at, budget


@pytest.fixture(autouse=True)
def private_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep the copies of the tests to themselves; read fonts in this process, which is faster."""
    folder = tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    monkeypatch.setattr(own_fonts, "confined", lambda _, given: own_fonts.answer(given))
    private_folder.cache_clear()
    yield folder
    private_folder.cache_clear()


def files(folder: Path, role: str = "标题", name: str = "own.ttf") -> dict[str, Path]:
    """What becomes of a budget that names one font."""
    return own_font_files(budget(f"字体: {{{role}: {name}}}\n"), folder)


def refused(folder: Path, role: str = "标题", name: str = "own.ttf") -> Finding:
    """Why that font is not taken."""
    with pytest.raises(FindingsError) as caught:
        files(folder, role, name)
    (finding,) = caught.value.findings
    assert finding.code == "P03"
    assert finding.hint
    assert at(finding.place) == (5, 6 + len(role) + 2)
    return finding


def heights(path: Path) -> tuple[int, ...]:
    """Every ascent, descent and line gap that a renderer may go by, in font units."""
    with TTFont(path) as font:
        horizontal, other = font["hhea"], font["OS/2"]
        return (
            *(horizontal.ascent, horizontal.descent, horizontal.lineGap),
            *(other.sTypoAscender, other.sTypoDescender, other.sTypoLineGap),
        )


def test_without_the_setting_there_are_no_own_fonts(tmp_path: Path) -> None:
    """A budget that names no font is set in ours, and nothing is copied."""
    assert own_font_files(budget(), tmp_path) == {}


@pytest.mark.parametrize("em", [256, 1000, 2048])
def test_the_copy_has_our_line_height(tmp_path: Path, em: int) -> None:
    """Ascent 220/256 and descent 36/256 of the em, whatever the file says, so that the pitch stays."""
    own = tiny_font(tmp_path / "own.ttf", em=em)
    ascent, descent = round(220 * em / 256), -round(36 * em / 256)
    assert heights(files(tmp_path)["标题"]) == (ascent, descent, 0) * 2
    assert heights(own) != (ascent, descent, 0) * 2


def test_the_office_s_file_is_left_alone(tmp_path: Path) -> None:
    """The file in the budget's folder keeps its bytes; the copy has all its characters."""
    own = tiny_font(tmp_path / "own.ttf")
    before = own.read_bytes()
    copy = files(tmp_path)["标题"]
    assert own.read_bytes() == before
    assert not copy.is_relative_to(tmp_path / "budgets")
    with TTFont(own) as first, TTFont(copy) as second:
        assert first.getBestCmap() == second.getBestCmap()


def test_a_copy_is_made_once_and_is_always_the_same(tmp_path: Path, private_cache: Path) -> None:
    """The same content gives the same file with the same bytes, and no remains of half-written ones."""
    tiny_font(tmp_path / "own.ttf")
    first = files(tmp_path)["标题"]
    data, written = first.read_bytes(), first.stat().st_mtime_ns
    assert files(tmp_path)["标题"] == first
    assert first.stat().st_mtime_ns == written
    first.unlink()
    assert files(tmp_path)["标题"].read_bytes() == data
    assert [path for path in private_cache.rglob("*") if path.is_file()] == [first]


def test_other_content_under_the_same_name_is_another_copy(tmp_path: Path) -> None:
    """A font that was replaced in the folder is used at once."""
    tiny_font(tmp_path / "own.ttf")
    first = files(tmp_path)["标题"]
    tiny_font(tmp_path / "own.ttf", family="Other")
    assert files(tmp_path)["标题"] != first


def test_an_opentype_font_is_taken(tmp_path: Path) -> None:
    """Fonts with PostScript outlines (.otf) are as good as TrueType ones."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.lineTo((500, 500))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "space"])
    builder.setupCharacterMap({ord(" "): "space"})
    outline = pen.getCharString()
    builder.setupCFF("Tiny", {"FullName": "Tiny"}, {".notdef": outline, "space": outline}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "space": (500, 0)})
    builder.setupHorizontalHeader(ascent=900, descent=-300)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-300)
    builder.setupPost()
    builder.save(tmp_path / "own.otf")
    copy = files(tmp_path, name="own.otf")["标题"]
    assert copy.read_bytes()[:4] == b"OTTO"
    assert heights(copy) == (859, -141, 0) * 2


@pytest.mark.parametrize("permission", [0x0000, 0x0004, 0x0008, 0x000E])
def test_fonts_that_may_be_embedded_are_taken(tmp_path: Path, permission: int) -> None:
    """Installable, preview & print, editable; of several usage bits the most generous counts."""
    tiny_font(tmp_path / "own.ttf", permission=permission)
    assert list(files(tmp_path)) == ["标题"]


@pytest.mark.parametrize("permission", [0x0002, 0x0100, 0x0104, 0x0200])
def test_fonts_that_may_not_be_embedded_are_refused(tmp_path: Path, permission: int) -> None:
    """Restricted licence, no subsetting, bitmaps only: the maker forbids what a PDF would do."""
    tiny_font(tmp_path / "own.ttf", permission=permission)
    assert f"不允许把它嵌入 PDF（OS/2 fsType 为 0x{permission:04X}）" in refused(tmp_path).message


@pytest.mark.parametrize("data", [b"\0\1\0\0", b"\0\1\0\0" + b"\xff" * 400, b"ttcf" + b"\xff" * 400])
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes) -> None:
    """Whatever lies in the file, the answer is a sentence."""
    (tmp_path / "own.ttf").write_bytes(data)
    assert "打不开，不是完好的字体文件" in refused(tmp_path).message


@pytest.mark.parametrize("lost", [1, 100, 600, 1200])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, lost: int) -> None:
    """A copy that broke off, wherever it did."""
    own = tiny_font(tmp_path / "own.ttf")
    own.write_bytes(own.read_bytes()[:-lost])
    assert "打不开，不是完好的字体文件" in refused(tmp_path).message


def test_a_font_whose_outlines_are_cut_off_is_refused(tmp_path: Path) -> None:
    """Also where the loss is in a part that only drawing needs."""
    own = tiny_font(tmp_path / "own.ttf", text=TEXT + "甲乙丙丁")
    with TTFont(own, lazy=False) as font:
        tables = sorted(set(font.keys()) - {"GlyphOrder", "glyf"})
        data = io.BytesIO()
        font.save(data)
    with own.open("wb") as file:
        reorderFontTables(data, file, [*tables, "glyf"])
    own.write_bytes(own.read_bytes()[:-60])
    assert "打不开，不是完好的字体文件" in refused(tmp_path).message


@pytest.mark.parametrize(
    ("tables", "said"),
    [(["glyf", "loca"], "没有字形轮廓"), (["cmap"], "缺少 Unicode 编码"), (["hhea", "hmtx"], "打不开")],
)
def test_a_font_that_lacks_a_part_is_refused(tmp_path: Path, tables: list[str], said: str) -> None:
    """Bitmap fonts, and fonts without the tables that setting text needs."""
    without(tiny_font(tmp_path / "own.ttf"), *tables)
    assert said in refused(tmp_path).message


def test_a_font_without_a_space_is_refused(tmp_path: Path) -> None:
    """A font that stands first in a stack and has no U+0020 spoils every line."""
    tiny_font(tmp_path / "own.ttf", text="一二三")
    assert "空格" in refused(tmp_path).message


def test_uneven_digits_are_refused_in_tables_only(tmp_path: Path) -> None:
    """宋体 sets the tables, where decimal points must stand below each other; a title may do as it likes."""
    tiny_font(tmp_path / "own.ttf", widths={"1": 90})
    assert "数字宽窄不一" in refused(tmp_path, "宋体").message
    assert list(files(tmp_path, "标题")) == ["标题"]
    tiny_font(tmp_path / "own.ttf", widths=dict.fromkeys(DIGITS, 128))
    assert list(files(tmp_path, "宋体")) == ["宋体"]


def test_of_a_collection_the_chinese_face_is_taken(tmp_path: Path) -> None:
    """simsun.ttc gives 宋体; a renderer would take the first face, Japanese in many collections."""
    collection(
        tmp_path / "own.ttc",
        tiny_font(tmp_path / "a.ttf", family="Ming", text=" 一"),
        tiny_font(tmp_path / "b.ttf", family="Song", text=" 二", chinese="宋体"),
        tiny_font(tmp_path / "c.ttf", family="New Song", text=" 三", chinese="新宋体"),
    )
    copy = files(tmp_path, name="own.ttc")["标题"]
    assert copy.read_bytes()[:4] == b"\0\1\0\0"
    with TTFont(copy) as font:
        assert set(font.getBestCmap()) == set(map(ord, " 二"))
        assert font["hhea"].ascent == 220


def test_a_collection_without_a_chinese_face_is_refused(tmp_path: Path) -> None:
    """The faces are named, and the cure is to take the collection apart."""
    members = [tiny_font(tmp_path / f"{name}.ttf", family=name) for name in ("Ming", "Batang")]
    collection(tmp_path / "own.ttc", *members)
    finding = refused(tmp_path, name="own.ttc")
    assert "字体集合（Ming、Batang）" in finding.message
    assert "先拆成单个字体文件" in finding.hint


@pytest.mark.parametrize(
    ("name", "why"),
    [("missing.ttf", "找不到"), ("../own.ttf", "不在预算的文件夹里"), (".", "不在预算的文件夹里")],
)
def test_a_file_that_is_missing_or_outside_is_not_read(tmp_path: Path, name: str, why: str) -> None:
    """A draft is built in spite of errors, but not with a font from anywhere."""
    tiny_font(tmp_path / "own.ttf")
    (tmp_path / "budget").mkdir()
    assert why in refused(tmp_path / "budget", name=name).message


def test_every_unfit_font_is_told(tmp_path: Path) -> None:
    """One answer for all roles, each at its own place."""
    (tmp_path / "a.ttf").write_bytes(b"nothing")
    tiny_font(tmp_path / "b.ttf", permission=2)
    with pytest.raises(FindingsError) as caught:
        own_font_files(budget("字体:\n  标题: a.ttf\n  宋体: b.ttf\n"), tmp_path)
    assert [at(finding.place) for finding in caught.value.findings] == [(6, 7), (7, 7)]


def test_a_foreign_cache_folder_is_not_trusted(
    tmp_path: Path, private_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another user who made the folder first could put fonts there: the copy goes elsewhere."""
    tiny_font(tmp_path / "own.ttf")
    first = files(tmp_path)["标题"]
    assert first.is_relative_to(private_cache)
    monkeypatch.setattr("os.getuid", lambda: 4242)
    private_folder.cache_clear()
    assert not files(tmp_path)["标题"].is_relative_to(private_cache)
