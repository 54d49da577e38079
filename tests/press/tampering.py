"""Finished PDFs, altered where nobody would see it: for what must not get past the post-flight."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ByteStringObject, ContentStream, DecodedStreamObject, NameObject, TextStringObject


def tampered(data: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    """`data` after `change` was made to it."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def rewrite(page: Any, old: str, new: str) -> None:
    """Show `new` where `page` shows `old`, in the same font; both are pieces of text by themselves."""
    content = ContentStream(page["/Contents"].get_object(), page.pdf)
    letters: dict[str, str] = {}
    changed = 0
    for operands, operator in content.operations:
        if operator == b"Tf":
            letters = _letters(page["/Resources"]["/Font"][operands[0]].get_object())
        elif operator == b"TJ" and _shown(operands[0], letters) == old:
            glyphs = {letter: glyph for glyph, letter in letters.items()}
            operands[0][:] = [ByteStringObject(bytes.fromhex("".join(glyphs[letter] for letter in new)))]
            changed += 1
    assert changed == 1, f"{changed} pieces say {old!r}"
    _set_contents(page, content.get_data())


def blank(page: Any) -> None:
    """Take everything off `page`."""
    _set_contents(page, b"")


def _set_contents(page: Any, data: bytes) -> None:
    stream = DecodedStreamObject()
    stream.set_data(data)
    page[NameObject("/Contents")] = page.pdf._add_object(stream)


def fonts(page: Any) -> dict[str, Any]:
    """Name → font of `page`."""
    found = (font.get_object() for font in page["/Resources"]["/Font"].values())
    return {str(font["/BaseFont"]): font for font in found}


def rename(font: Any, name: str) -> None:
    """Let `font` have another name."""
    font[NameObject("/BaseFont")] = NameObject(name)


def mislead(link: Any) -> None:
    """Let `link` lead nowhere."""
    link[NameObject("/Dest")] = TextStringObject("nowhere")


def _letters(font: Any) -> dict[str, str]:
    """Glyph (as four hexadecimal digits) → the character that copying gives."""
    table = font["/ToUnicode"].get_object().get_data().decode("ascii", "ignore")
    pairs = re.findall(r"<(\w{4})>\s*<(\w+)>", table)
    return {glyph.lower(): bytes.fromhex(code).decode("utf-16-be") for glyph, code in pairs}


def _shown(pieces: Any, letters: dict[str, str]) -> str:
    shown = b"".join(piece.original_bytes for piece in pieces if hasattr(piece, "original_bytes"))
    shown = shown or b"".join(piece for piece in pieces if isinstance(piece, bytes))
    digits = shown.hex()
    return "".join(letters.get(digits[start : start + 4], "?") for start in range(0, len(digits), 4))
