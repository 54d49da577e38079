"""X10–X12: amounts and percentages that were typed into a sentence instead of referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.figures import Disclosure, Figure, Unit
from generator.figures.rounding import in_sentence, rounded
from generator.figures.search import example_of, reference_to
from generator.findings import Finding, Kind, Level
from generator.model import Indicator
from generator.rules.text.directions import SUMS, compared
from generator.rules.text.passages import AuthoredText, Sort, Texts
from generator.rules.text.reasons import comparisons

TWO_WAYS = Kind("X10", "同一个数有两种写法", Level.WARNING)
OUTDATED = Kind("X11", "话里的数是上年的数", Level.WARNING)
UNKNOWN = Kind("X12", "话里的数对不上任何一个数", Level.NOTE)
OTHERS = Kind("X45", "话里的总计是别的数", Level.WARNING)

_TYPED = re.compile(
    r"(?<![\d.,，A-Za-z第])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>亿元|万元|元|[%％])"
    r"(?!\s*(?:以上|以下|以内|以外|起|/|／|（含))"
)
_TARGET = re.compile(r"(?:不低于|不少于|不超过|不高于|达到?|大于|小于|以上|每[^，。；]{0,4})$")
_SCALE = {"亿元": Decimal(10000), "万元": Decimal(1), "元": Decimal("0.0001")}
_TOTAL = re.compile(r"(?P<what>收入总计|支出总计)(?:预算)?数?(?:为|是|共计?)?$")
_PERFORMANCE = re.compile(r"绩效目标/(?:[^/]+/)?金额")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number with its unit as it stands in a sentence."""

    passage: AuthoredText
    start: int
    end: int
    number: str
    unit: str

    @property
    def value(self) -> Decimal:
        """As typed, in its own unit."""
        return Decimal(self.number.replace(",", ""))

    @property
    def step(self) -> Decimal:
        """One of the last digit that was typed."""
        return Decimal(1).scaleb(-len(self.number.partition(".")[2]))

    @property
    def words(self) -> str:
        """Number and unit."""
        return f"{self.number}{self.unit}"

    @property
    def clause(self) -> str:
        """The sentence around it."""
        before, behind = self.passage.around(self.start, self.end, "。；\n")
        return f"{before}{self.passage.plain[self.start : self.end]}{behind}"


class Amounts:
    """The typed amounts of a budget, and the figures they may be equal to."""

    def __init__(self, disclosure: Disclosure, texts: Texts) -> None:
        self.disclosure = disclosure
        self.texts = texts
        self.narrative = list(_typed(texts, Sort.NARRATIVE))
        self.tasks = list(_typed(texts, Sort.TASK))
        self._sets: dict[tuple[str, Decimal], set[Decimal]] = {}

    @cached_property
    def example(self) -> str:
        """How a figure of this disclosure is referred to."""
        return reference_to(example_of(self.disclosure.book))

    @cached_property
    def _compared(self) -> list[tuple[Figure, Figure]]:
        """What texts may compare: this year's figure and last year's."""
        pairs = [(one.now, one.before) for one in comparisons(self.disclosure)]
        return pairs + [pair for name in SUMS if (pair := compared(self.disclosure, name))]

    @cached_property
    def now(self) -> list[Decimal]:
        """This year's amounts in 万元, and their differences to last year's."""
        changes = [abs(now.value - before.value) for now, before in self._compared]
        return [*self._money(last_year=False), *changes]

    @cached_property
    def before(self) -> list[Decimal]:
        """Last year's amounts in 万元."""
        return self._money(last_year=True)

    def _money(self, *, last_year: bool) -> list[Decimal]:
        figures = [f for f in self.disclosure.book if f.id.startswith("上年/") == last_year]
        money = [f.value for f in figures if f.unit is Unit.MONEY]
        return money + [f.value / 10000 for f in figures if f.unit is Unit.YUAN]

    @cached_property
    def rates(self) -> list[Decimal]:
        """The changes and shares, in per cent, that the sections state."""
        book = self.disclosure.book
        changed = [(now.value, before.value) for now, before in self._compared if before.value]
        rates = [abs(now - before) * 100 / before for now, before in changed]
        for whole, parts in _shares(self.disclosure):
            total = book[whole].value if whole in book else Decimal(0)
            if total:
                rates += [f.value * 100 / total for f in book if parts.fullmatch(f.id)]
        return [*rates, Decimal(0), Decimal(100)]

    def among(self, typed: TypedNumber, which: str) -> bool:
        """Whether a figure of `which` (now, before, rates) is `typed`, at the digits that were typed."""
        scale = _SCALE.get(typed.unit, Decimal(1))
        known = self._sets.get((which, key := scale * typed.step))
        if known is None:
            known = {rounded(value / scale, typed.step) for value in getattr(self, which)}
            self._sets[which, key] = known
        return typed.value in known

    def promised(self, typed: TypedNumber) -> bool:
        """Whether an indicator of the same 绩效目标表, or the project's name, says the same."""
        own = typed.passage.project
        words = [
            own,
            *(w for one in self.texts.indicators if one.table.project == own for w in _said(one.indicator)),
        ]
        return any(typed.words in text.replace("％", "%") for text in words)


def _shares(disclosure: Disclosure) -> Iterator[tuple[str, re.Pattern[str]]]:
    """(whole, its parts) of which sections state the share: rows and columns of a table of its total, what
    any table has in total of 收入总计, 绩效目标 of the 项目支出."""
    yield disclosure.profile.last_year.get("收入总计", ""), re.compile(r"(?<![^/])[^/]+/合计/[^/]+")
    for table in map(re.escape, disclosure.tables):
        yield f"{table}/合计/合计", re.compile(rf"{table}/(?:合计/[^/]+|[^/]+/合计)")
        yield f"{table}/合计/项目支出", _PERFORMANCE


def _said(indicator: Indicator) -> tuple[str, ...]:
    return indicator.printed(), indicator.printed(annual=True), indicator.name


def _typed(texts: Texts, sort: Sort) -> Iterator[TypedNumber]:
    for passage, match in texts.find(_TYPED, sort):
        if texts.of_whole(passage) and not _is_of_others(texts, passage, match.start()):
            unit = match["unit"].replace("％", "%")
            yield TypedNumber(passage, match.start(), match.end(), match["number"], unit)


def _is_of_others(texts: Texts, passage: AuthoredText, at: int) -> bool:
    """Whether a number is a target, or said of one of many units."""
    return bool(_TARGET.search(passage.before(at))) or texts.of_a_unit(passage, at)


def typed_amounts(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A number in a sentence is this year's; one that is last year's, or none at all, is told."""
    amounts = Amounts(disclosure, texts)
    yield from _two_ways(amounts)
    for typed in amounts.narrative:
        yield from _rate(amounts, typed) if typed.unit == "%" else _money(amounts, typed)
    for typed in amounts.tasks:
        if typed.unit != "%" and not amounts.promised(typed):
            yield from _money(amounts, typed)


def _money(amounts: Amounts, typed: TypedNumber) -> Iterator[Finding]:
    year = amounts.disclosure.budget.year
    about_last_year = re.search(rf"上年|去年|上一年|以前年度|原批复|{year - 1}年", typed.clause)
    if amounts.among(typed, "now"):
        if not about_last_year:
            yield from _total(amounts, typed)
        return
    if amounts.among(typed, "before"):
        if not about_last_year:
            message = f"“{typed.words}”是上年的数，本年没有等于它的数"
            hint = f"改成本年的数，最好写成引用，例如 {amounts.example}"
            yield _at(OUTDATED, typed, message, hint)
        return
    yield _at(UNKNOWN, typed, f"“{typed.words}”不等于表里的任何一个数", _refer(amounts))


def _total(amounts: Amounts, typed: TypedNumber) -> Iterator[Finding]:
    """What is called a total is that, and no other figure."""
    label = _TOTAL.search(typed.passage.before(typed.start))
    book, profile = amounts.disclosure.book, amounts.disclosure.profile
    name = profile.last_year.get(label["what"], "") if label else ""
    if label is None or name not in book:
        return
    scale = _SCALE[typed.unit]
    if rounded(book[name].value / scale, typed.step) != typed.value:
        right = f"{in_sentence(rounded(book[name].value))}{Unit.MONEY}"
        message = f"这里说{label['what']}是{typed.words}，表里是 {right}"
        yield _at(OTHERS, typed, message, f"改正，最好写成引用 {reference_to(name)}")


def _rate(amounts: Amounts, typed: TypedNumber) -> Iterator[Finding]:
    if not amounts.among(typed, "rates"):
        yield _at(UNKNOWN, typed, f"“{typed.words}”不等于算出的任何一个比重或增减率", _refer(amounts))


def _refer(amounts: Amounts) -> str:
    return f"核对这个数；表里有的数写成引用，例如 {amounts.example}，就不会写错"


def _two_ways(amounts: Amounts) -> Iterator[Finding]:
    """The same number, typed in another way than it is printed or typed elsewhere.

    A round number below 1000, such as a policy's 300万元, may be no figure at all: it is compared with the
    numbers typed elsewhere only.
    """
    first: dict[tuple[Decimal, str], str] = {}
    typed_values = {typed.value for typed in amounts.narrative if typed.unit == Unit.MONEY}
    for value in map(rounded, amounts.now if typed_values else ()):
        if value in typed_values and (value >= 1000 or value != value.to_integral_value()):
            first[value, str(Unit.MONEY)] = in_sentence(value)
    for typed in amounts.narrative:
        other = first.setdefault((typed.value, typed.unit), typed.number)
        if other != typed.number:
            yield _at(
                TWO_WAYS,
                typed,
                f"“{typed.words}”在别处写作“{other}{typed.unit}”",
                "全文用一种写法：千分位、两位小数；写成引用就自动一致",
            )


def _at(kind: Kind, typed: TypedNumber, message: str, hint: str) -> Finding:
    about = f"{typed.passage.about}/{typed.words}"
    return kind.at(typed.passage.at(typed.start, typed.end), message, hint, about=about)


RULES = (typed_amounts,)
