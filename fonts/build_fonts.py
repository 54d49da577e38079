"""Cut the five faces of this folder again, to the same bytes, from the fonts they come from.

sh fonts/fetch_sources.sh SOURCES                      fetch the packages and unpack what is needed
.venv/bin/python fonts/build_fonts.py SOURCES          cut the faces into fonts/
.venv/bin/python fonts/build_fonts.py SOURCES --check  cut them elsewhere and compare with fonts/
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fontTools
from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from generator.press.metrics import set_line_metrics

HERE = Path(__file__).parent
FONTTOOLS = "4.68.0"
"""The version in requirements.lock: another one may write other bytes."""

UNIHAN = "Unihan_OtherMappings.txt.bz2"
LEVEL_TABLE_SIZE = 8105
"""Characters in 通用规范汉字表; Unihan marks them kTGH."""

SYMBOLS = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
    "≥≤≠≈±×÷∞∑∏∫∈∩∪⊥∥∠⌒⊙≡≌∽∝∵∴√㎡㎥㎜㎝㎞㎏㎎㏄㏎℃‰％²³°′″§№￥¥€£¢©®™µ"
    "–—―‐‑“”‘’《》〈〉〔〕【】〖〗「」『』（）［］｛｝·•…⋯、，。；：？！～〇々〃〆〝〞※"
    "→←↑↓⇒⇔■□●○▲△▼▽◆◇★☆☐☑☒✓✔✗▶◀│─┌┐└┘├┤┬┴┼⸺α"
)
RARE = "㙟䢺𬭎𫓧堃喆昇珺"
"""Of personal and place names; some are in neither list of characters."""
SPACES = "\u2002\u2003\u2009\u200b\u202f\u3000\ufeff"
QUOTES = tuple(map(ord, "‘’“”"))
EM_DASH, DIGITS = ord("—"), tuple(map(ord, "0123456789"))
LATIN = range(0x21, 0x7F)
"""Figures, Latin letters and their punctuation."""
OF_OWN_LATIN = ("liga", "calt")
"""Features that put other Latin letters of a face in the place of those it was given."""

KEPT_FEATURES = [
    "kern",
    "liga",
    "ccmp",
    "calt",
    "locl",
    "mark",
    "mkmk",
    "fwid",
    "hwid",
    "pwid",
    "sups",
    "subs",
]
DROPPED_TABLES = ["vhea", "vmtx", "VORG", "DSIG", "FFTM", "meta", "BASE", "gasp", "hdmx", "VDMX", "LTSH"]


@dataclass(frozen=True, slots=True)
class Face:
    """One face of ours: its file, what it is cut from (file and SHA-256), and its names.

    `latin` is the file of the face whose figures and Latin letters it has instead of its own.
    """

    file: str
    source: str
    sha256: str
    family: str
    weight: int = 400
    gbk: bool = False
    latin: str = ""

    @property
    def style(self) -> str:
        """Regular or Bold."""
        return "Bold" if self.weight == 700 else "Regular"


FACES = (
    Face(
        "GWSong-Regular.ttf",
        "NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
        "GW Song",
        gbk=True,
    ),
    Face(
        "GWTitle-Bold.ttf",
        "NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        "GW Title",
        weight=700,
    ),
    Face(
        "GWHei-Regular.ttf",
        "NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        "GW Hei",
    ),
    Face(
        "GWKai-Regular.ttf",
        "LXGWWenKaiGBLite-Regular.ttf",
        "1675c708cce181871d9a8adc987f35a0cabc6ff980685cd99f05d2655ea08c4c",
        "GW Kai",
    ),
    Face(
        "GWFang-Regular.ttf",
        "LXGWZhuqueFangsong-Regular.ttf",
        "558c62730844fe54ba220146ed62f859d4e2880188d92d985f8921c6e3743bc4",
        "GW Fang",
        latin="NotoSerifSC_400Regular.ttf",
    ),
)


def two_byte_characters(codec: str, lead: range, trail: range) -> set[str]:
    """The characters that `codec` writes as one byte of `lead` and one of `trail`, without private ones."""
    found = set()
    for first in lead:
        for second in trail:
            char = bytes([first, second]).decode(codec, errors="ignore")
            if len(char) == 1 and unicodedata.category(char) != "Co":
                found.add(char)
    return found


def level_table(unihan: Path) -> set[str]:
    """通用规范汉字表. Raises ValueError when the file does not have all of it."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        codes = [line.split("\t")[0] for line in lines if "\tkTGH\t" in line and line.startswith("U+")]
    if len(codes) != LEVEL_TABLE_SIZE:
        raise ValueError(f"{unihan}: {len(codes)} characters of 通用规范汉字表, not {LEVEL_TABLE_SIZE}")
    return {chr(int(code[2:], 16)) for code in codes}


def wanted(levels: set[str], *, gbk: bool) -> set[int]:
    """The code points that a face should have: GB 2312, `levels`, Latin, symbols, and GBK where asked for."""
    chars = levels | two_byte_characters("gb2312", range(0xA1, 0xFF), range(0xA1, 0xFF))
    if gbk:
        chars |= two_byte_characters("gbk", range(0x81, 0xFF), range(0x40, 0xFF))
    ascii_latin_and_wide = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0xFF01, 0xFF5F))
    return {ord(char) for char in chars | set(SYMBOLS + RARE + SPACES)} | set(ascii_latin_and_wide)


def substitutions(font: Any, feature: str) -> dict[str, str]:
    """Glyph → glyph of the single substitutions of `feature`; the first rule for a glyph counts."""
    found: dict[str, str] = {}
    if "GSUB" not in font:
        return found
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != feature:
            continue
        for index in record.Feature.LookupListIndex:
            for wrapped in table.LookupList.Lookup[index].SubTable:
                rule = getattr(wrapped, "ExtSubTable", wrapped)
                if rule.LookupType == 1:
                    found = rule.mapping | found
    return found


def bake_chinese_defaults(font: Any) -> list[str]:
    """Make wide quotes, the wide dash and even digits the default glyphs; says which had to be changed.

    Why: they must not hang on lang= or on OpenType features, which the renderer may not apply.
    """
    cmap = font.getBestCmap()
    done: list[str] = []
    glyphs: dict[int, str] = {}
    for what, found in (
        ("full-width quotes", wide_quotes(font, cmap)),
        ("full-em dash", wide_dash(font, cmap)),
        tabular_digits(font, cmap),
    ):
        if found:
            glyphs |= found
            done.append(what)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap.update(glyphs)
    return done


def width(font: Any, glyph: str) -> int:
    """The advance width of `glyph` in font units."""
    advance: int = font["hmtx"][glyph][0]
    return advance


def wide_quotes(font: Any, cmap: dict[int, str]) -> dict[int, str]:
    """Glyphs one em wide for the quotes that are narrow: Western ones by default in some faces."""
    em, wide = font["head"].unitsPerEm, substitutions(font, "fwid")
    narrow = [code for code in QUOTES if width(font, cmap[code]) < em]
    chosen = {code: wide[cmap[code]] for code in narrow if cmap[code] in wide}
    for table in font["cmap"].tables:
        if table.format == 14:
            chosen |= {
                code: glyph for code, glyph in table.uvsDict.get(0xFE01, []) if code in narrow and glyph
            }
    return {code: glyph for code, glyph in chosen.items() if width(font, glyph) == em}


def wide_dash(font: Any, cmap: dict[int, str]) -> dict[int, str]:
    """The glyph of — that fills its em, so that —— joins; none when the default one does."""
    glyph = cmap[EM_DASH]
    if width(font, glyph) == font["head"].unitsPerEm:
        return {}
    wide = substitutions(font, "fwid")
    return {EM_DASH: wide[glyph]} if glyph in wide else {}


def tabular_digits(font: Any, cmap: dict[int, str]) -> tuple[str, dict[int, str]]:
    """Digits of one width, and what that was called. Raises ValueError when the face has none."""
    if len({width(font, cmap[code]) for code in DIGITS}) == 1:
        return "", {}
    for feature in ("tnum", "locl", "hwid"):
        even = substitutions(font, feature)
        chosen = {code: even[cmap[code]] for code in DIGITS if cmap[code] in even}
        widths = {width(font, glyph) for glyph in chosen.values()}
        if len(chosen) == len(DIGITS) and len(widths) == 1:
            return f"tabular digits ({feature}, {widths.pop()}/{font['head'].unitsPerEm})", chosen
    raise ValueError("no tabular digits")


def take_latin(font: Any, donor: Any) -> str:
    """Give `font` the figures and Latin letters of `donor`, at the size they have there; says so.

    Why: those of a face for Chinese may be too small beside its characters: 0.60 em where others have 0.72.
    Raises ValueError when the two have different units.
    """
    if font["head"].unitsPerEm != donor["head"].unitsPerEm:
        raise ValueError("the faces have different units")
    own, others, glyphs = font.getBestCmap(), donor.getBestCmap(), donor.getGlyphSet()
    for code in LATIN:
        drawn, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
        glyphs[others[code]].draw(drawn)
        drawn.replay(pen)
        font["glyf"][own[code]] = pen.glyph()
        font["hmtx"][own[code]] = donor["hmtx"][others[code]]
    return f"figures and Latin letters of {donor['name'].getDebugName(4)}"


def rename(font: Any, face: Face, done: Iterable[str]) -> None:
    """A family name of ours (the licence reserves theirs); copyright, licence and origin stay."""
    names = font["name"]
    version, full = names.getDebugName(5), names.getDebugName(4)
    kept = {number: names.getDebugName(number) for number in (0, 7, 8, 9, 13, 14)}
    changes = ", ".join(("subset", "renamed", *done))
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    written = {
        1: face.family,
        2: face.style,
        3: f"{version};GW;{postscript}",
        4: face.family if face.style == "Regular" else f"{face.family} {face.style}",
        5: version,
        6: postscript,
        10: f"Modified Version ({changes}) of {full}, {version}, from {face.source}",
    } | {number: text for number, text in kept.items() if text}
    names.names = []
    for number, text in sorted(written.items()):
        names.setName(text, number, 3, 1, 0x409)
    bold = face.style == "Bold"
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
    font["head"].macStyle = int(bold)


def subset_options(*, without: Iterable[str] = ()) -> Any:
    """How the subsetter is to cut: no hinting, no clock, the layout features that Chinese text needs."""
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.recommended_glyphs = True
    options.glyph_names = False
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.layout_features = [feature for feature in KEPT_FEATURES if feature not in without]
    options.drop_tables += DROPPED_TABLES
    options.ignore_missing_unicodes = True
    options.recalc_timestamp = False
    options.canonical_order = True
    return options


def cut(face: Face, sources: Path, target: Path, levels: set[str]) -> None:
    """Write `face` into the folder `target`."""
    font = TTFont(sources / face.source, recalcTimestamp=False)
    # The same bytes whether or not uharfbuzz is installed.
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
    done = bake_chinese_defaults(font)
    if face.latin:
        donor = TTFont(sources / face.latin)
        bake_chinese_defaults(donor)
        done.append(take_latin(font, donor))
    cutter = subset.Subsetter(subset_options(without=OF_OWN_LATIN if face.latin else ()))
    cutter.populate(unicodes=wanted(levels, gbk=face.gbk))
    cutter.subset(font)
    set_line_metrics(font)
    rename(font, face, done)
    font.save(target / face.file)


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def same(one: Path, other: Path) -> bool:
    """Whether both files exist and hold the same bytes."""
    return other.is_file() and sha256(one) == sha256(other)


def obstacles(sources: Path) -> Iterator[str]:
    """What stands in the way of the same bytes: another fontTools, a source that is missing or changed."""
    if fontTools.version != FONTTOOLS:
        yield f"fontTools is {fontTools.version}, not {FONTTOOLS}"
    if not (sources / UNIHAN).is_file():
        yield f"{UNIHAN} is missing (Debian package unicode-data)"
    for face in FACES:
        path = sources / face.source
        if not path.is_file():
            yield f"{face.source} is missing"
        elif sha256(path) != face.sha256:
            yield f"{face.source} is not the version that {face.file} was cut from"


def main(arguments: list[str] | None = None) -> int:
    """0 when the faces were cut; 1 when --check finds one that differs; 2 when the sources are unfit."""
    parser = argparse.ArgumentParser(description="Cut the five faces of fonts/ again from their sources.")
    parser.add_argument("sources", type=Path, help="the folder that fetch_sources.sh filled")
    parser.add_argument("--check", action="store_true", help="compare with fonts/ and change nothing there")
    options = parser.parse_args(arguments)
    found = list(obstacles(options.sources))
    if found:
        print(*found, "See fonts/README.md: sh fonts/fetch_sources.sh SOURCES", sep="\n", file=sys.stderr)
        return 2
    levels = level_table(options.sources / UNIHAN)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        for face in FACES:
            cut(face, options.sources, made, levels)
        differing = [face for face in FACES if not same(made / face.file, HERE / face.file)]
        for face in FACES:
            print(f"{sha256(made / face.file)}  {face.file}{'  differs' if face in differing else ''}")
        if not options.check:
            for face in differing:
                shutil.copyfile(made / face.file, HERE / face.file)
    return 1 if differing and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
