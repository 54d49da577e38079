"""X41: amounts in capital numerals or full-width digits, which no other rule compares with the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model.numerals import CAPITAL, capital_value
from generator.rules.text.passages import Sort, Texts

ODD_DIGITS = Kind("X41", "话里的金额不是半角的阿拉伯数字", Level.WARNING)

_AMOUNT = re.compile(
    rf"(?<![{CAPITAL}万亿零〇])(?P<capital>[{CAPITAL}][{CAPITAL}万亿零〇]{{0,40}})(?P<words>元整?|圆整?)"
    r"|(?<![０-９0-9])(?=[0-9.,]{0,30}[０-９])[０-９0-9][０-９0-9.,．，]{0,40}\s{0,3}(?P<unit>亿元|万元|元|[%％])"
)


def odd_digits(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """An amount in a sentence stands as the tables have it, so that readers and rules can compare it."""
    for passage, match in texts.find(_AMOUNT, Sort.NARRATIVE, Sort.TASK):
        value = capital_value(match["capital"]) if match["capital"] else None
        read = "" if value is None else f"，即 {value:,f} 元"
        what = f"是大写数字{read}，没有与各表的数核对" if match["capital"] else "用了全角数字"
        yield ODD_DIGITS.at(
            passage.at(*match.span()),
            f"“{match[0]}”{what}",
            "改成半角的阿拉伯数字，例如 100.00万元；表里有的数最好写成引用",
            about=f"{passage.about}/{match[0]}",
        )


RULES = (odd_digits,)
