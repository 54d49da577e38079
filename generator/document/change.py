"""Comparison with last year: the words follow the figures."""

from __future__ import annotations

from dataclasses import dataclass

from generator.figures import Book, Figure


@dataclass(frozen=True, slots=True)
class YearChange:
    """From last year to this: `difference` is this less last; `growth` is None when last year was nil."""

    now: Figure
    before: Figure
    difference: Figure
    growth: Figure | None

    @property
    def none(self) -> bool:
        """持平: no difference at the printed precision."""
        return self.difference.rounded == 0

    @property
    def from_nil(self) -> bool:
        """上年没有安排: there was nothing, and there is something."""
        return not self.before.value and bool(self.now.value)

    @property
    def direction(self) -> str:
        """增加 or 减少, by the sign."""
        return "增加" if self.difference.value > 0 else "减少"

    @property
    def rate_direction(self) -> str:
        """增长 or 下降, by the sign."""
        return "增长" if self.difference.value > 0 else "下降"


def change(book: Book, now: Figure, before: str) -> YearChange | None:
    """The change since the figure `before`; None when one of the two is not known."""
    if now.unwritten or before not in book:
        return None
    last = book[before]
    difference = book.difference(now, last)
    return YearChange(now, last, difference, book.growth(now, last))
