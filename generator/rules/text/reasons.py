"""X08, X09: what is said about the change since last year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.figures import Disclosure, Figure
from generator.figures.told import as_printed
from generator.findings import Finding, Kind, Level
from generator.model.facts import Facts
from generator.rules.text.passages import Sort, Texts
from generator.rules.ties.scale import out_of_scale
from generator.source import Place

NO_REASON = Kind("X08", "有变动而没有写原因", Level.WARNING)
IN_VAIN = Kind("X38", "写了变动的原因，却没有上年数", Level.NOTE)
FROM_ZERO = Kind("X09", "上年为零却写增减百分比", Level.WARNING)

THRESHOLD = Decimal(10)
"""A change of this many per cent needs a reason; one from nil always does."""

_REASONS = {
    "收入总计": ("收入变动原因",),
    "支出总计": ("支出变动原因",),
    "一般公共预算支出": ("一般公共预算变动原因",),
    "机关运行经费": ("机关运行经费说明",),
    "三公经费/因公出国（境）费": ("因公出国（境）费说明", "三公经费变动原因"),
    "三公经费/公务接待费": ("公务接待费说明", "三公经费变动原因"),
    "三公经费/公务用车购置费": ("公务用车购置费说明", "三公经费变动原因"),
    "三公经费/公务用车运行维护费": ("公务用车运行维护费说明", "三公经费变动原因"),
}
"""What is compared with last year → the keys of 说明 that may give the reason."""

_CHANGES = {
    "收入变动原因": "收入总计",
    "支出变动原因": "支出总计",
    "一般公共预算变动原因": "一般公共预算支出",
    "三公经费变动原因": "三公经费/合计",
}
"""Keys of 说明 that are printed with the change only → what it is of."""

_NOTHING = re.compile(r"[\s，。；、—\-/]*+(?:[无略]|没有)?[\s，。；、—\-/]*")
_RATE = re.compile(r"(?:增长|增加|上升|提高|下降|减少)[^，。；\d]{0,6}\d[\d,.]*\s*[%％]")
_LAST_WAS_NIL = re.compile(
    r"(?:上年|去年)(?:预算)?数?(?:为|是|没有安排|未安排|未列)?\s*(?:0(?:\.0+)?\s*万?元|零|(?<=安排)|(?<=未列))"
    r"[^。]{0,200}?(?P<rate>(?:增长|增加|上升)[^，。；\d]{0,6}\d[\d,.]*\s*[%％])"
)


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """A figure of this year and last year's."""

    name: str
    now: Figure
    before: Figure

    @property
    def rate(self) -> Decimal | None:
        """The change in per cent of last year's figure; None from nil."""
        if not self.before.value:
            return None
        return (self.now.value - self.before.value) * 100 / self.before.value


def comparisons(disclosure: Disclosure) -> Iterator[YearOnYear]:
    """All figures that are written and of which last year's is known, as the profile names them."""
    book = disclosure.book
    for name, now in disclosure.profile.last_year.items():
        if now in book and not book[now].unwritten and f"上年/{name}" in book:
            yield YearOnYear(name, book[now], book[f"上年/{name}"])


def missing_reasons(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A change of THRESHOLD per cent or more since last year has a reason."""
    said = {passage.key: passage.text for passage in texts.of(Sort.NARRATIVE) if passage.part == "说明"}
    compared, unit, profile = list(comparisons(disclosure)), disclosure.budget.unit, disclosure.profile
    if not compared:
        yield NO_REASON.unchecked("没有上年数，无从比较")
    for comparison in compared:
        keys = [key for key in _REASONS.get(comparison.name, ()) if profile.prints(f"说明/{key}")]
        rate = comparison.rate
        amounts = sorted((comparison.now.value, comparison.before.value))
        changed = amounts[0] != amounts[1] and (rate is None or abs(rate) >= THRESHOLD)
        changed = changed and not out_of_scale(comparison.name, *amounts)  # of which T45 speaks
        if not changed or not keys or any(not _NOTHING.fullmatch(said.get(key, "")) for key in keys):
            continue
        now, before = comparison.now, comparison.before
        share = f"（{abs(rate):.2f}%）" if rate is not None else ""
        word = "增加" if now.value > before.value else "减少"
        yield NO_REASON.at(
            _place(disclosure, keys[0]),
            f"{comparison.name}上年 {as_printed(before, unit)}，本年 {as_printed(now, unit)}，"
            f"{word}{share}，没写原因",
            f"在“说明”里写“{keys[0]}: …”",
            (now.id, before.id),
            about=f"说明/{keys[0]}",
        )


def _is_known(disclosure: Disclosure, name: str) -> bool:
    """Whether last year's figure is there; a sum of which some parts are missing is told by T41."""
    book, prefix = disclosure.book, f"上年/{name.removesuffix('/合计')}"
    in_part = "/" in name and any(f.id.startswith(f"{prefix}/") for f in book)
    return f"上年/{name}" in book or in_part or bool(Facts(disclosure.budget).lacking(f"上年/{name}"))


def reasons_in_vain(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A reason of a change is printed beside the change, which last year's figure makes."""
    vain = [
        passage
        for passage in texts.of(Sort.NARRATIVE)
        if passage.part == "说明"
        and (name := _CHANGES.get(passage.key, ""))
        and not _is_known(disclosure, name)
        and not _NOTHING.fullmatch(passage.text)
    ]
    if vain:
        keys = "".join(f"“{passage.key}”" for passage in vain)
        message = f"写了{keys}，却不知道上年的数，增减和原因都印不出来"
        called = disclosure.budget.department.called
        hint = f"在“上年”里补上相应的数；上年没有这个{called}的，写 上年: 无；不印原因的，删去"
        yield IN_VAIN.at(vain[0].at(), message, hint, about="说明")


def _place(disclosure: Disclosure, key: str) -> Place | None:
    budget = disclosure.budget
    if place := budget.explanations.place(key):
        return place
    return budget.place("上年") if budget.gives("上年") else budget.place("部门", of_key=True)


def rates_from_zero(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """There is no percentage of a change from nil."""
    nil = {
        _REASONS[comparison.name][0]
        for comparison in comparisons(disclosure)
        if comparison.name in _REASONS and comparison.before.value == 0
    }
    for passage in texts.of(Sort.NARRATIVE):
        own = passage.part == "说明" and passage.key in nil
        spans = [match.span() for match in _RATE.finditer(passage.plain)] if own else []
        spans = spans or [match.span("rate") for match in _LAST_WAS_NIL.finditer(passage.plain)]
        for start, end in spans:
            yield FROM_ZERO.at(
                passage.at(start, end),
                f"上年为 0，算不出“{passage.text[start:end]}”",
                "只写增加的金额，不写百分比",
                about=passage.about,
            )


RULES = (missing_reasons, reasons_in_vain, rates_from_zero)
