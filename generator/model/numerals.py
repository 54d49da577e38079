"""Capital numerals (大写数字) as cheques have them: 壹佰贰拾万."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {**dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)), "〇": 0, "两": 2}
_TENS = {"拾": 10, "佰": 100, "仟": 1000}
_THOUSANDS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
CAPITAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
"""The characters that are written in amounts only."""
_SMALL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def spelled_value(text: str) -> Decimal | None:
    """The number that `text` spells in numerals of either kind, 一百五十 or 壹佰伍拾; None for none."""
    return capital_value(text.translate(_SMALL))


def capital_value(text: str) -> Decimal | None:
    """The number that `text` is in capital numerals; None when it is none."""
    total = part = digit = least = 0
    counted = False
    for char in text:
        if char in _DIGITS:
            if digit:  # 贰零贰肆 is read figure by figure, and is no amount
                return None
            digit, counted = _DIGITS[char], True
        elif char in _TENS:
            part, digit, counted = part + (digit or 1) * _TENS[char], 0, True
        elif char in _THOUSANDS:
            scale = _THOUSANDS[char]
            if total >= scale >= least:  # 壹万贰万 is no number
                return None
            total = (total + part + digit) * scale if scale > least else total + (part + digit) * scale
            part, digit, least = 0, 0, scale
        else:
            return None
    return Decimal(total + part + digit) if counted else None
