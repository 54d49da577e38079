"""Figures as people ask for them: digits of any width, amounts in another unit, years, words run together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from generator.figures.book import Book
from generator.figures.figure import Figure

NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)\s*([^\d\s]{0,4})")
"""A number as it is printed, with its unit (1220平方米, 32人)."""
_WIDE = str.maketrans("０１２３４５６７８９．，－＋％：　", "0123456789.,-+%:\u0020")
_QUOTES = "“”\"'‘’《》「」『』【】〈〉"
_BETWEEN = re.compile(r"[\s，。、；：;:？?！!]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?(?:预算)?")
_SCALES = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
_NO_NAMES = frozenset(("其中", "单位", "多少", "是多少", "金额是", *_SCALES))
"""Words beside a name that say nothing of it."""
_ASKING = re.compile(r"是?多少$")
LAST_YEAR = "上年"
MOST_RUN = 40
"""Characters of words that are run together."""

Search = Callable[[list[str]], list[Figure]]


def as_typed(text: str) -> str:
    """`text` with its digits narrow, without quotes and marks, its words a blank apart."""
    plain = _THOUSANDS.sub("", text.translate(_WIDE))
    return " ".join(
        _BETWEEN.split(plain.translate(dict.fromkeys(map(ord, _QUOTES)))) if plain else ()
    ).strip()


def asked_otherwise(book: Book, year: int, text: str, by_words: Search, names: str) -> list[Figure]:
    """The figures that `text`, as it was typed, may mean where none is called that, of all `names`."""
    words = [_ASKING.sub("", word) for word in as_typed(text).split() if word not in _NO_NAMES]
    numbers = [word for word in words if NUMBER.fullmatch(word)]
    years = [int(match[1]) for word in words if (match := _YEAR.fullmatch(word))]
    others = [word for word in words if not (_YEAR.fullmatch(word) or word in numbers)]
    if others and numbers and not years:
        return _with_numbers(by_words(others), numbers) or _in_parts(others, by_words, names)
    if len(numbers) == 1 and not others:
        return in_another_unit(book, numbers[0])
    if any(one not in (year, year - 1) for one in years):
        return []
    return _in_parts([*others, *[LAST_YEAR] * (year - 1 in years)], by_words, names)


def without_years(text: str) -> str:
    """`text` as it was typed, but for years: a budget has figures of its own only."""
    return " ".join(word for word in as_typed(text).split() if not _YEAR.fullmatch(word))


def _with_numbers(found: Iterable[Figure], numbers: Iterable[str]) -> list[Figure]:
    values = {Decimal(match[1]).copy_abs() for one in numbers if (match := NUMBER.fullmatch(one))}
    return [figure for figure in found if abs(Decimal(figure.printed.replace(",", ""))) in values]


def in_another_unit(book: Book, number: str) -> list[Figure]:
    """The figures that are worth `number` (42000元, 4.2万) in the unit that they are printed in."""
    match = NUMBER.fullmatch(number)
    scale = _SCALES.get(f"{match[2].removesuffix('元')}元") if match and match[2] else None
    if match is None or scale is None:
        return []
    worth = abs(Decimal(match[1]).scaleb(scale))
    money = (figure for figure in book if not figure.unwritten and figure.unit_printed in _SCALES)
    return [figure for figure in money if _worth(figure) == worth]


def _worth(figure: Figure) -> Decimal:
    return abs(Decimal(figure.printed.replace(",", "")).scaleb(_SCALES[figure.unit_printed]))


def _in_parts(words: list[str], by_words: Search, names: str) -> list[Figure]:
    """The figures of `words`, of which one may be several run together: 办公费的合计, 人员经费合计."""
    if not words:
        return []
    if found := by_words(words):
        return found
    for index, word in enumerate(words):
        for parts in _parts(word):
            if all(part in names for part in parts) and (
                found := by_words([*words[:index], *parts, *words[index + 1 :]])
            ):
                return found
    return []


def _parts(word: str) -> Iterator[list[str]]:
    """`word` cut in two at 的, and then anywhere: parts of two characters at least."""
    if len(word) > MOST_RUN:
        return
    yield from (
        [word[: match.start()], word[match.end() :]]
        for match in re.finditer("的", word)
        if match.start() > 1 and match.end() < len(word)
    )
    yield from ([word[:cut], word[cut:]] for cut in range(2, len(word) - 1))


def nearest_amounts(book: Book, text: str, most: int = 3) -> list[str]:
    """The numbers printed nearest to the one that `text` is; none where it is no number."""
    match = NUMBER.fullmatch(as_typed(text))
    if not match:
        return []
    wanted = Decimal(match[1]).copy_abs()
    printed = {abs(Decimal(f.printed.replace(",", ""))): f.printed for f in book if not f.unwritten}
    return [printed[one] for one in sorted(printed, key=lambda one: abs(one - wanted))[:most]]
