"""更正: amounts moved after approval, while the tables print what was approved."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.rules.ties.sums import Ties

STILL_PRINTED = Kind("T24", "更正以后各表仍是原数", Level.WARNING)
IMPOSSIBLE = Kind("T25", "更正不成立")


def corrections(disclosure: Disclosure) -> Iterator[Finding]:
    """A correction moves money between two natures, no more than there is; the tables do not follow it."""
    book, ties = disclosure.book, Ties(disclosure)
    for index, correction in enumerate(disclosure.budget.corrections, 1):
        amount, before = book[f"更正/{index}/金额"], book[f"支出/{correction.moved_from}"]
        place, about = correction.place("金额"), f"更正/{index}"
        if correction.moved_from == correction.moved_to:
            message = f"更正从{correction.moved_from}调到{correction.moved_to}，等于没有更正"
            yield IMPOSSIBLE.at(correction.place("调入"), message, "核对“调出”和“调入”", (amount.id,), about)
        elif amount.value > before.value:
            whole = f"各表的{correction.moved_from} {ties.exact(before.value)}"
            message = f"更正的金额 {ties.exact(amount.value)}，大于{whole}"
            yield IMPOSSIBLE.at(place, message, "核对更正的金额和单位", (amount.id, before.id), about)
        elif amount.value:
            figures = [
                (nature, book[f"支出/{nature}"], book[f"更正/{index}/调整后/{nature}"])
                for nature in (correction.moved_from, correction.moved_to)
            ]
            told = "，".join(
                f"{nature}更正后 {after.printed} {after.unit_printed}，"
                f"各表印 {printed.printed} {printed.unit_printed}"
                for nature, printed, after in figures
            )
            message = f"更正的金额 {ties.exact(amount.value)}还没有进入报表：{told}"
            ids = (amount.id, *(figure.id for _, *pair in figures for figure in pair))
            hint = "按更正后的数改“支出”“基本支出”和“项目”，再删去更正；按批复数公开的，在“接受”里说明"
            yield STILL_PRINTED.at(place, message, hint, ids, about)


RULES = (corrections,)
