"""Numbers and dates in words, as templates print them."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from generator.document.prose import blank, figure_markup, quantity
from generator.figures import Figure

ORDINALS = "一二三四五六七八九"


def ordinal(number: int) -> Markup:
    """1, 2 … in Chinese (一, 十, 十二, 三十一, 一百零五), marked as counted here: nobody wrote it."""
    return Markup('<span data-ordinal="">{}</span>').format(_in_words(number))


def _in_words(number: int) -> str:
    myriads, rest = divmod(number, 10_000)
    said = f"{_in_words(myriads)}万" if myriads else ""
    for digit, unit in zip(f"{rest:04}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            said += ORDINALS[int(digit) - 1] + unit
        elif said and not said.endswith("零"):
            said += "零"
    return said.rstrip("零").removeprefix("一") if 10 <= number < 20 else said.rstrip("零")


def counted(number: int) -> Markup:
    """1, 2, 3 …, marked as counted here."""
    return Markup('<span data-ordinal="">{}</span>').format(number)


def magnitude(figure: Figure) -> Markup:
    """The figure without its sign, with its unit: the words around it say the direction."""
    return quantity(figure_markup(figure, figure.printed.lstrip("-")), figure.unit_printed)


def day_of(day: date | None) -> Markup:
    """2024年1月1日; 待填 where no date was written."""
    if day is None:
        return blank("截至日期")
    return Markup("{}年{}月{}日").format(day.year, day.month, day.day)
