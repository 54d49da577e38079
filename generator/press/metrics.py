"""One height of line for all faces: the same ascent and descent, in parts of the em."""

from __future__ import annotations

from typing import Any

_ASCENT, _DESCENT, _PARTS = 220, 36, 256


def line_metrics(units_per_em: int) -> tuple[int, int]:
    """Ascent and (negative) descent in font units.

    Why: a line that mixes faces of other heights grows past its line-height, and the page loses its 22 lines.
    220/256 and 36/256 are those of SimSun, SimHei, FangSong_GB2312 and KaiTi_GB2312.
    """
    return round(_ASCENT * units_per_em / _PARTS), -round(_DESCENT * units_per_em / _PARTS)


def set_line_metrics(font: Any) -> None:
    """Give `font` (a TTFont) these metrics and no line gap."""
    ascent, descent = line_metrics(font["head"].unitsPerEm)
    horizontal = font["hhea"]
    horizontal.ascent, horizontal.descent, horizontal.lineGap = ascent, descent, 0
    if "OS/2" in font:
        typographic = font["OS/2"]
        typographic.sTypoAscender, typographic.sTypoDescender = ascent, descent
        typographic.sTypoLineGap = 0
