"""更正: amounts moved after approval, while the tables print what was approved."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.figures.corrections import Moved, labelled, moved
from generator.findings import Finding, Kind, Level
from generator.model.correction import MOVED_BY, NATURE, Correction
from generator.model.kinds import MEASURED
from generator.rules.ties.sums import Ties

STILL_PRINTED = Kind("T24", "更正以后各表仍是原数", Level.WARNING)
IMPOSSIBLE = Kind("T25", "更正不成立")


def corrections(disclosure: Disclosure) -> Iterator[Finding]:
    """A correction moves money between two natures, 科目, 项目 …, no more than there is.

    The tables do not follow it.
    """
    book, ties = disclosure.book, Ties(disclosure)
    for label, correction in labelled(disclosure.budget).items():
        amount, sides = book[f"更正/{label}/金额"], moved(book, label, correction)
        place, before = correction.place("金额"), sides[0].before
        about = f"更正/{label.rpartition('/')[2]}"  # the same in the unit's own document
        if disclosure.budget.department.authority and correction.by != NATURE and before.origin is None:
            continue  # a unit does not have what others have: of what nobody has the department is told
        keyed = zip(("调出", "调入"), sides, strict=True)
        strange = next((one for one in keyed if not _is_known(disclosure, correction, one[1])), None)
        if correction.moved_from == correction.moved_to:
            message = f"更正从{sides[0].called}调到{sides[1].called}，等于没有更正"
            yield IMPOSSIBLE.at(correction.place("调入"), message, "核对“调出”和“调入”", (amount.id,), about)
        elif strange:
            key, side = strange
            owners = disclosure.budget.units_having(side.value) if correction.by == "项目" else ()
            hint = (
                f"它是单位 {'、'.join(owners)} 的：更正写在那个单位的文件里，或加上“单位”"
                if owners
                else f"核对“{key}”；不是{correction.by}的，改“按”"
            )
            message = f"更正的“{key}”写的是{side.called}，{'更正所属的单位' if owners else '这份预算'}没有"
            yield IMPOSSIBLE.at(correction.place(key), message, hint, (amount.id,), about)
        elif amount.value > before.value:
            whole = f"各表的{sides[0].called} {ties.exact(before.value)}"
            message = f"更正的金额 {ties.exact(amount.value)}，大于{whole}"
            yield IMPOSSIBLE.at(place, message, "核对更正的金额和单位", (amount.id, before.id), about)
        elif amount.value:
            told = "，".join(
                f"{side.called}更正后 {side.after.printed} {side.after.unit_printed}，"
                f"各表印 {side.before.printed} {side.before.unit_printed}"
                for side in sides
            )
            message = f"更正的金额 {ties.exact(amount.value)}还没有进入报表：{told}"
            ids = (amount.id, *(figure.id for side in sides for figure in (side.before, side.after)))
            hint = "按更正后的数改“支出”“基本支出”和“项目”，再删去更正；按批复数公开的，在“接受”里说明"
            yield STILL_PRINTED.at(place, message, hint, ids, about)


def _is_known(disclosure: Disclosure, correction: Correction, side: Moved) -> bool:
    """Whether the budget, or the year, has what a 更正 names; what has no money yet may be given some."""
    kind, name = MOVED_BY[correction.by]
    words = MEASURED[kind].values(name, disclosure.profile.vocabulary)
    names = disclosure.names
    if words:
        return side.value in words
    if disclosure.budget.department.authority:  # what other units have, a unit does not know
        return True
    if correction.by.endswith("科目"):
        named = {"科目": names.functional, "经济科目": names.economic}.get(correction.by, names.government)
        return bool(named(side.value))
    return side.before.origin is not None or any(
        r.kind == kind and r.properties.get(name) == side.value for r in disclosure.records
    )


RULES = (corrections,)
