"""“三公”经费 against the 基本支出 and the 财政拨款 that it is part of."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind
from generator.model import Source
from generator.rules.needs import needs
from generator.rules.ties.sums import Ties, TieSide

ITEMS = Kind("T06", "“三公”经费小于经济科目")
NOT_APPROPRIATED = Kind("T12", "“三公”经费大于财政拨款")

_ITEMS = (
    ("30212", "因公出国（境）费"),
    ("30217", "公务接待费"),
    ("30231", "公务用车运行维护费"),
    ("31013", "公务用车购置费"),
)
_APPROPRIATIONS = (Source.GENERAL, Source.FUND, Source.CAPITAL)


@needs("三公经费", "基本支出")
def items(disclosure: Disclosure) -> Iterator[Finding]:
    """三公: what 基本支出 has for an item is at most the item: part ≤ whole, never equality."""
    ties = Ties(disclosure)
    others = [source for source in disclosure.profile.vocabulary.sources if source not in _APPROPRIATIONS]
    hint = "“三公”经费包括基本支出和项目支出安排的部分，不会小于其中之一"
    for code, name in _ITEMS:
        part = ties.side(f"经济科目 {code} 的基本支出", "基本支出", {"科目": code})
        whole = ties.side(f"“三公”经费里的{name}", "三公经费", {"事项": name, "资金": str(Source.GENERAL)})
        strange = ties.side("", "三公经费", {"事项": name, "资金": others})
        if not strange.value:  # of which T12 speaks
            yield from ties.at_most(ITEMS, part, whole, hint, name)


@needs("三公经费")
def items_within_appropriations(disclosure: Disclosure) -> Iterator[Finding]:
    """三公 of a source ≤ the expenditure of it, 上年结转 included; sources that are no 财政拨款 have none."""
    ties = Ties(disclosure)
    for source in disclosure.profile.vocabulary.sources:
        part = ties.side(f"“三公”经费里的{source}", "三公经费", {"资金": str(source)})
        whole = ties.side(f"{source}支出合计", "支出", {"资金": str(source)})
        hint = "核对“三公”经费的金额和资金来源"
        if source not in _APPROPRIATIONS:
            whole, hint = TieSide("财政拨款里的这种资金", ()), "“三公”经费只填财政拨款安排的部分"
        yield from ties.at_most(NOT_APPROPRIATED, part, whole, hint, str(source))


RULES = (items, items_within_appropriations)
