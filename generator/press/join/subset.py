"""A font with the glyphs that were shown, and no other: HarfBuzz's subsetter, by its public interface."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ctypes import CDLL, byref, c_char_p, c_int, c_uint, c_uint32, c_void_p, string_at
from ctypes.util import find_library
from functools import cache

from generator.errors import PressError

_NO_HINTING, _RETAIN_GIDS, _DESUBROUTINIZE, _PASS_UNKNOWN = 0x1, 0x2, 0x4, 0x20
"""HB_SUBSET_FLAGS_…"""
_DROP_TABLES = 3
"""HB_SUBSET_SETS_DROP_TABLE_TAG"""
_READ_ONLY = 1
"""HB_MEMORY_MODE_READONLY"""
_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
_BASE = {
    "hb_blob_create": (c_void_p, [c_char_p, c_uint, c_int, c_void_p, c_void_p]),
    "hb_blob_get_data": (c_void_p, [c_void_p, c_void_p]),
    "hb_blob_destroy": (None, [c_void_p]),
    "hb_face_create": (c_void_p, [c_void_p, c_uint]),
    "hb_face_reference_blob": (c_void_p, [c_void_p]),
    "hb_face_destroy": (None, [c_void_p]),
    "hb_set_add": (None, [c_void_p, c_uint32]),
    "hb_set_add_range": (None, [c_void_p, c_uint32, c_uint32]),
    "hb_version_string": (c_char_p, []),
}
_SUBSET = {
    "hb_subset_input_create_or_fail": (c_void_p, []),
    "hb_subset_input_destroy": (None, [c_void_p]),
    "hb_subset_input_glyph_set": (c_void_p, [c_void_p]),
    "hb_subset_input_set": (c_void_p, [c_void_p, c_int]),
    "hb_subset_input_set_flags": (None, [c_void_p, c_uint]),
    "hb_subset_or_fail": (c_void_p, [c_void_p, c_void_p]),
}


@cache
def _libraries() -> tuple[CDLL, CDLL]:
    """HarfBuzz and its subsetter. Raises PressError when they are not there."""
    loaded = []
    for library, functions in (("harfbuzz", _BASE), ("harfbuzz-subset", _SUBSET)):
        found = find_library(library)
        if found is None:
            cure = "请先运行 sh setup.sh env，它会安装或说明缺少什么。"
            raise PressError(f"缺少排版所需的系统程序库（{library}）。{cure}")
        loaded.append(CDLL(found))
        for name, (result, arguments) in functions.items():
            function = getattr(loaded[-1], name)
            function.restype, function.argtypes = result, arguments
    return loaded[0], loaded[1]


def harfbuzz_version() -> str:
    """The version of the library."""
    version: bytes = _libraries()[0].hb_version_string()
    return version.decode()


def subset(font: bytes, glyphs: Iterable[int]) -> bytes:
    """The font file `font` with the outlines of `glyphs`, which keep their numbers. Raises PressError."""
    harfbuzz, _ = _libraries()
    wanted = sorted(glyphs)
    blob = harfbuzz.hb_blob_create(font, len(font), _READ_ONLY, None, None)
    face = harfbuzz.hb_face_create(blob, 0)
    faces = [face]
    try:
        # Twice: outlines that are empty now and stand behind the last one wanted are dropped as well.
        faces.append(_subset(face, [(glyph, glyph) for glyph in wanted], _RETAIN_GIDS))
        faces.append(_subset(faces[-1], [(0, wanted[-1])], _NO_HINTING))
        return _content(faces[-1])
    finally:
        for face in faces:
            harfbuzz.hb_face_destroy(face)
        harfbuzz.hb_blob_destroy(blob)


def _subset(face: int, ranges: Sequence[tuple[int, int]], flags: int) -> int:
    harfbuzz, subsetter = _libraries()
    wish = subsetter.hb_subset_input_create_or_fail()
    glyphs = subsetter.hb_subset_input_glyph_set(wish)
    for first, last in ranges:
        harfbuzz.hb_set_add_range(glyphs, first, last)
    dropped = subsetter.hb_subset_input_set(wish, _DROP_TABLES)
    for tag in _DROPPED:
        harfbuzz.hb_set_add(dropped, int.from_bytes(tag.encode(), "big"))
    subsetter.hb_subset_input_set_flags(wish, flags | _DESUBROUTINIZE | _PASS_UNKNOWN)
    made: int | None = subsetter.hb_subset_or_fail(face, wish)
    subsetter.hb_subset_input_destroy(wish)
    if not made:
        raise PressError("字体不能裁剪，可能已损坏。请从装有这个字体的电脑上重新复制一份。")
    return made


def _content(face: int) -> bytes:
    harfbuzz, _ = _libraries()
    blob = harfbuzz.hb_face_reference_blob(face)
    length = c_uint()
    data = string_at(harfbuzz.hb_blob_get_data(blob, byref(length)), length.value)
    harfbuzz.hb_blob_destroy(blob)
    return data
