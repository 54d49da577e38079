"""X42: one of the “三公” items is given as the reason of another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.figures import Disclosure, Figure
from generator.figures.told import as_printed
from generator.findings import Finding, Kind, Level
from generator.rules.text.directions import compared, explained
from generator.rules.text.passages import AuthoredText, Texts

OTHER_ITEM = Kind("X42", "一项的原因说的是另一项", Level.WARNING)

WHOLE = "三公经费变动原因"
_ABROAD = r"出国|出境|出访|境外|国外|国际|外事|团组"
_RECEPTION = r"接待|来访|来客|来宾|用餐|宴请"
_CARS = r"车|燃油|燃料|油费|油耗|过路|过桥|司机|驾驶"
_WORDS = {
    "因公出国（境）费": re.compile(_ABROAD),
    "公务接待费": re.compile(_RECEPTION),
    "公务用车购置费": re.compile(_CARS),
    "公务用车运行维护费": re.compile(_CARS),
}
"""Item → words that speak of it; both of vehicles are of the same things."""
_FEES = (
    r"(?:会议|培训|差旅|办公|印刷|劳务|邮电|水电|物业管理|委托业务)费"
    r"|会议(?:次数|数量|场次)|培训(?:班|人[员数]|次数|场次)"
)
"""Of none of the items, unless their words stand beside it."""
_ANY = re.compile(f"{_ABROAD}|{_RECEPTION}|{_CARS}|{_FEES}")


def reasons_of_other_items(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What is said of one item speaks of it, not of another only."""
    for passage, now, _ in explained(disclosure, texts):
        item = passage.key.removesuffix("说明")
        own = _WORDS.get(item)
        match = _ANY.search(passage.plain) if own and "三公" not in passage.plain else None
        if own and match and not own.search(passage.plain):
            yield OTHER_ITEM.at(
                passage.at(*match.span()),
                f"这是“{item}”的说明，说的却是“{match[0]}”",
                f"写“{item}”自己的原因",
                (now.id,),
                about=passage.about,
            )


def reasons_of_items_that_did_not_change(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """Of the items that the reason of the whole names, one at least rose or fell as the whole did."""
    for passage, whole, last in explained(disclosure, texts):
        if passage.key != WHOLE or last is None or whole.rounded == last.rounded or "三公" in passage.plain:
            continue
        fell = whole.value < last.value
        named = {item: match for item, words in _WORDS.items() if (match := words.search(passage.plain))}
        changes = {item: compared(disclosure, f"三公经费/{item}") for item in named}
        known = {item: pair for item, pair in changes.items() if pair is not None}
        if len(known) < len(named) or any(_moved(*pair, fell=fell) for pair in known.values()):
            continue
        if known:
            item = next(iter(known))
            yield _told(disclosure, passage, item, named[item], known[item], fell=fell)


def _told(
    disclosure: Disclosure,
    passage: AuthoredText,
    item: str,
    match: re.Match[str],
    change: tuple[Figure, Figure],
    *,
    fell: bool,
) -> Finding:
    (now, before), word, unit = change, "减少" if fell else "增加", disclosure.budget.unit
    amounts = f"上年 {as_printed(before, unit)}，本年 {as_printed(now, unit)}"
    return OTHER_ITEM.at(
        passage.at(*match.span()),
        f"“三公”经费{word}，这里说的是“{match[0]}”，而“{item}”没有{word}：{amounts}",
        f"写{word}的那一项的原因",
        (now.id, before.id),
        about=passage.about,
    )


def _moved(now: Figure, before: Figure, *, fell: bool) -> bool:
    return now.rounded < before.rounded if fell else now.rounded > before.rounded


RULES = (reasons_of_other_items, reasons_of_items_that_did_not_change)
