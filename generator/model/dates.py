"""Dates in notations that are not read: what is meant by them, to be said in a hint."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from generator.model.numerals import spelled_value

_DASHES = str.maketrans(dict.fromkeys("－—–−‐‑﹣~～", "-"))
_FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPOKEN = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_FORMS = (
    re.compile(
        r"(\d{4})[-/.年 ]{1,2}(\d{1,2})[-/.月 ]{1,2}(\d{1,2})[日号]?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
    ),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_EXCEL = date(1899, 12, 30)
_SERIALS = range(36526, 73051)
"""The years 2000 to 2099 as Excel counts days."""


def date_hint(text: str) -> str:
    """What to write in the place of `text`; "" where it is not certain."""
    meant = _meant(text)
    return f"写 {meant.isoformat()}" if meant else ""


def _meant(text: str) -> date | None:
    if spoken := _SPOKEN.fullmatch(text):
        year, month, day = spoken.groups()
        numbers = [int(year.translate(_FIGURES)), *(int(spelled_value(part) or 0) for part in (month, day))]
        return _date(*numbers)
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES)).strip()
    if plain.isdecimal() and len(plain) == 5 and int(plain) in _SERIALS:
        return _EXCEL + timedelta(days=int(plain))
    match = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    return _date(*map(int, match.groups())) if match else None


def _date(*parts: int) -> date | None:
    try:
        return date(*parts)
    except ValueError:
        return None
