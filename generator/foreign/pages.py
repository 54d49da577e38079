"""What the pages of a PDF say, look like and draw: read in a process of its own."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

from generator.foreign.survey import unpacked

_TONES = 32
_STEP = 255 / (_TONES - 1)
_TONE = [round(grey / _STEP) for grey in range(256)]
_PALETTE = [round(tone * _STEP) for tone in range(_TONES) for _ in "RGB"]
"""The same shades of grey in every picture: to choose them for each takes longer than to paint it."""


def words(data: bytes) -> bytes:
    """The size of every page (points) and its text, as JSON."""
    import pypdfium2

    pages = list(pypdfium2.PdfDocument(data))
    said = [page.get_textpage().get_text_range() for page in pages]
    return json.dumps([[page.get_size() for page in pages], said]).encode()


def pictures(given: bytes) -> bytes:
    """Pages as PNG, one behind another, with their sizes as a line of JSON before them.

    `given` is a line of JSON, [scale (pixels in a point), page (from 0) …], and the PDF.
    """
    import pypdfium2

    head, _, data = given.partition(b"\n")
    scale, *wanted = json.loads(head)
    pdf = pypdfium2.PdfDocument(data)
    made = []
    for number in wanted:
        output = io.BytesIO()
        _toned(grey(pdf[number], scale)).save(output, "PNG", compress_level=6)
        made.append(output.getvalue())
    return json.dumps(list(map(len, made))).encode() + b"\n" + b"".join(made)


def coloured(given: bytes) -> bytes:
    """A page as PNG in its colours; `given` is as for `pictures`, with one page."""
    import pypdfium2

    head, _, data = given.partition(b"\n")
    scale, number = json.loads(head)
    return png(pypdfium2.PdfDocument(data)[number], scale)


def png(page: Any, scale: float) -> bytes:
    """A page of PDFium's as PNG in its colours, made quickly."""
    output = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(output, "PNG", compress_level=1)
    return output.getvalue()


def _toned(picture: Any) -> Any:
    """A grey picture in few shades."""
    from PIL import Image

    toned = Image.frombytes("P", picture.size, picture.point(_TONE).tobytes())
    toned.putpalette(_PALETTE)
    return toned


def grey(page: Any, scale: float) -> Any:
    """A page of PDFium's as a grey picture with `scale` pixels in a point."""
    return page.render(scale=scale, grayscale=True).to_pil().convert("L")


def prints(data: bytes) -> bytes:
    """A print (SHA-256) of what each page draws, and how it is shown; null where one cannot be read."""
    from pypdf import PdfReader

    found = []
    try:
        for page in PdfReader(io.BytesIO(unpacked(data))).pages:
            contents = page.get_contents()
            drawn = contents.get_data() if contents is not None else b""
            boxes = [round(float(edge), 2) for edge in (*page.mediabox, *page.cropbox)]  # PDFium rounds, too
            shown = (boxes, page.rotation, len(page.annotations or ()))
            found.append(hashlib.sha256(drawn + str(shown).encode()).hexdigest())
    except MemoryError:
        raise
    except Exception:  # a damaged file makes its reader raise anything
        return b"null"
    return json.dumps(found).encode()
