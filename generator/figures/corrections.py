"""更正: what was moved after approval is so much less in one place, and so much more in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.figures.book import Book
from generator.figures.figure import Figure
from generator.figures.records import SPENT, Record
from generator.model import Budget
from generator.model.correction import MOVED_BY, NATURE, Correction


@dataclass(frozen=True, slots=True)
class Moved:
    """What is moved from, or to: a value of a property, as `called` in print, before and afterwards."""

    value: str
    called: str
    before: Figure
    after: Figure


def labelled(budget: Budget) -> dict[str, Correction]:
    """Every 更正 by what it is called in ids: its number among those of its unit, in every document."""
    numbers: Counter[str] = Counter()
    called = {}
    for one in budget.corrections:
        unit = budget.unit_of(one)
        numbers[unit] += 1
        called[budget.label(unit, str(numbers[unit]))] = one
    return called


def moved(book: Book, label: str, correction: Correction) -> tuple[Moved, Moved]:
    """From what the 更正 `label` takes its amount, and to what."""
    one, other = (_moved(book, label, correction, value) for value in correction.between)
    return one, other


def _moved(book: Book, label: str, correction: Correction, value: str) -> Moved:
    own = correction.by == NATURE
    called = value if own else f"{correction.by}“{value}”"
    before = f"{SPENT}/{value}" if own else f"更正/{label}/调整前/{value}"
    return Moved(value, called, book[before], book[f"更正/{label}/调整后/{value}"])


def enter_corrections(
    budget: Budget,
    records: Sequence[Record],
    book: Book,
    amounts: Sequence[Figure],
    natures: Mapping[str, Figure],
) -> None:
    """The figures of every 更正: by 性质 those of all of them, by another property those of both sides."""
    for (label, correction), amount in zip(labelled(budget).items(), amounts, strict=True):
        whole = natures if correction.by == NATURE else dict(_before(budget, records, book, label))
        for value, figure in whole.items():
            name = f"更正/{label}/调整后/{value}"
            if value == correction.moved_from:
                book.difference(figure, amount, name)
            else:
                book.total(name, [figure, *([amount] if value == correction.moved_to else [])])


def _before(
    budget: Budget, records: Sequence[Record], book: Book, label: str
) -> Iterator[tuple[str, Figure]]:
    """What both sides of a 更正 are in the tables."""
    correction = labelled(budget)[label]
    kind, name = MOVED_BY[correction.by]
    for value in dict.fromkeys(correction.between):
        own = [
            r.figure
            for r in records
            if r.kind == kind and _is(budget, correction, r.properties.get(name, ""), value)
        ]
        yield value, book.total(f"更正/{label}/调整前/{value}", own)


def _is(budget: Budget, correction: Correction, own: str, value: str) -> bool:
    """Whether what a record says is what the 更正 calls `value`; of a 类 or 款 is what is below it."""
    if correction.by == "项目":
        return own in (value, budget.label(budget.unit_of(correction), value))
    return own.startswith(value) if correction.by.endswith("科目") else own == value
