"""X31 of parts of the budget: words that deny a kind of 支出, a source or 上年结转 that has an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from generator.figures import Disclosure, Figure
from generator.figures.records import SPENT, select
from generator.figures.rounding import ZERO
from generator.figures.told import exact
from generator.findings import Finding
from generator.model.lines import CARRY_OVER
from generator.rules.text.directions import NO, NOTHING, of_last_year
from generator.rules.text.passages import AuthoredText, Sort, Texts

_SOME = re.compile(r"(?<![本我])单位|中心|站|所|队|院|校|科|股|室|项目|科目|支出中|其中")
"""Before words that deny something, in their clause: of what it is denied, when not of the whole budget."""


def parts_denied(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """“没有项目支出” is said of no budget that has 项目支出; nor of 上年结转 or a source of money."""
    parts = _parts(disclosure)
    names = "|".join(re.escape(name) for name in sorted(parts, key=len, reverse=True))
    denied = re.compile(
        rf"{NO}(?:安排|编制|使用)?(?P<what>{names})(?:预算)?(?:财政拨款|拨款|资金)?(?:安排的?)?(?:收入|支出)?(?:安排)?(?=[，。；]|$)"
    )
    for passage, match in texts.find(denied, Sort.NARRATIVE):
        figures = parts[match["what"]]
        amount = sum((figure.value for figure in figures), ZERO)
        if not amount or passage.part not in ("说明", "其他说明", "") or not _of_all(passage, match.start()):
            continue
        yield NOTHING.at(
            passage.at(*match.span()),
            f"这里说“{match[0]}”，而数是 {exact(amount, disclosure.budget.unit)}",
            "核对金额；有这笔钱的，改写这句话",
            tuple(figure.id for figure in figures),
            about=passage.about,
        )


def _parts(disclosure: Disclosure) -> Mapping[str, list[Figure]]:
    """What a text may call a part of the budget → the amounts of 支出 that are of it."""
    words = disclosure.profile.vocabulary
    filters = {
        **{name: {"性质": name} for name in words.natures},
        **{name: {"资金": name} for name in words.sources},
        CARRY_OVER: {"期": CARRY_OVER},
    }
    return {
        name: [
            record.figure
            for record in select(disclosure.records, SPENT, wanted)
            if not record.figure.unwritten
        ]
        for name, wanted in filters.items()
    }


def _of_all(passage: AuthoredText, at: int) -> bool:
    """Whether what is denied there is denied of the whole budget and of this year."""
    before = "".join(takewhile(lambda letter: letter not in "，。；", reversed(passage.before(at))))[::-1]
    return not _SOME.search(before) and not of_last_year(passage, at)


RULES = (parts_denied,)
