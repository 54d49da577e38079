"""The book (账): all figures of one disclosure by id, and where figures are made from figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, localcontext

from generator.figures.figure import Figure, Formula, Unit
from generator.figures.rounding import SENTENCE, ZERO, AmountFormat
from generator.source import Place
from generator.source.nearest import close_matches


class UnknownFigureError(LookupError):
    """There is no figure with this id."""

    def __init__(self, name: str, known: Iterable[str], *, as_they_are: bool = False) -> None:
        super().__init__(name)
        self.name = name
        self._known = known
        self._as_they_are = as_they_are

    @property
    def close(self) -> list[str]:
        """The ids most like it: worked out only when they are asked for, which takes a while."""
        if self._as_they_are:
            return list(self._known)
        return close_matches(self.name.replace(".", "/"), self._known, n=3, cutoff=0.5)


class Book:
    """Figures by id. An id is given once; the same formula over the same figures is the same figure.

    `units` are the codes that may stand in ids (号/101002/甲/合计); what one unit has is found without.
    """

    def __init__(self, sentences: AmountFormat = SENTENCE, units: Collection[str] = ()) -> None:
        self._figures: dict[str, Figure] = {}
        self.units = units
        self._dotted: dict[str, str] = {}
        self._of_any_unit: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        """The last number that a second figure of a name got."""
        self.sentences = sentences

    def copy(self) -> Book:
        """A book with the same figures, to which others may be added."""
        made = Book(self.sentences, self.units)
        made._figures = dict(self._figures)
        return made

    def said(self, figure: Figure) -> Figure:
        """`figure` as sentences print it, whatever its table does."""
        return figure if figure.form == self.sentences else replace(figure, form=self.sentences)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures.values())

    def __contains__(self, name: str) -> bool:
        return name in self._figures

    def __getitem__(self, name: str) -> Figure:
        """The figure `name`, with slashes or, as authors write, with points."""
        if name in self._figures:
            return self._figures[name]
        slashed = name.replace(".", "/")
        if slashed in self._figures:
            return self._figures[slashed]
        self._index()
        if (known := self._dotted.get(name.replace("/", "."))) is not None:
            return self._figures[known]
        if len(same := self._of_any_unit.get(self._without_unit(slashed), [])) == 1:
            return self._figures[same[0]]
        raise UnknownFigureError(name, same or self._figures, as_they_are=bool(same))

    def _index(self) -> None:
        """Know the ids as authors write them, and without the code of a unit: its department prints them."""
        if len(self._dotted) == len(self._figures):
            return
        self._dotted, self._of_any_unit = {}, {}
        for known in self._figures:
            self._dotted.setdefault(known.replace("/", "."), known)
            self._of_any_unit.setdefault(self._without_unit(known), []).append(known)

    def _without_unit(self, name: str) -> str:
        first, _, rest = name.partition("/")
        table, _, unit = first.rpartition("-")
        if unit in self.units:
            return f"{table}/{rest}"
        code, slash, below = rest.partition("/")
        return f"{first}/{below}" if slash and "/" in below and code in self.units else name

    def _add(self, figure: Figure) -> Figure:
        """`figure`, or the one of its name if that is worth the same; another value gets a number: “…#2”.

        Names of projects are the author's, so that a project called 部门 has the name of a total.
        """
        if figure.form is SENTENCE and self.sentences is not SENTENCE:
            figure = replace(figure, form=self.sentences)
        known = self._figures.setdefault(figure.id, figure)
        if known is figure or (known.value, known.unit) == (figure.value, figure.unit):
            return known
        unique = self._unused(figure.id)
        return self._figures.setdefault(unique, replace(figure, id=unique))

    def _unused(self, name: str) -> str:
        unique = name
        while unique in self._figures:
            self._numbers[name] = number = self._numbers.get(name, 1) + 1
            unique = f"{name}#{number}"
        return unique

    def leaf(
        self, name: str, value: Decimal, unit: Unit, place: Place | None, *, unfilled: bool = False
    ) -> Figure:
        """A figure that was written at `place`, or is to be. A second of its name gets a number: “…#2”."""
        return self._add(
            Figure(self._unused(name), value, unit, place, unwritten=(name,) if unfilled else ())
        )

    def unwritten(self, name: str, unit: Unit) -> Figure:
        """The figure of a fact that the budget does not state."""
        return self._add(Figure(self._unused(name), ZERO, unit, unwritten=(name,)))

    def total(
        self,
        name: str,
        operands: Iterable[Figure],
        unit: Unit = Unit.MONEY,
        form: AmountFormat = SENTENCE,
    ) -> Figure:
        """The exact sum of `operands`; `form` is how it is told, when a table prints it otherwise."""
        terms = tuple(operands)
        value = sum((term.value for term in terms), ZERO)
        origin = Formula("和", terms) if terms else None
        return self._add(Figure(name, value, unit, origin, form, _unwritten(terms)))

    def count(
        self,
        name: str,
        operands: Iterable[Figure],
        unit: Unit = Unit.COUNT,
        unknown: Iterable[Figure] = (),
    ) -> Figure:
        """How many `operands` there are; `unknown` are figures of more that nobody has written."""
        terms = tuple(operands)
        lacking = _unwritten(tuple(unknown))
        return self._add(Figure(name, Decimal(len(terms)), unit, Formula("个数", terms), unwritten=lacking))

    def difference(
        self, left: Figure, right: Figure, name: str = "", form: AmountFormat = SENTENCE
    ) -> Figure:
        """`left` − `right`; `form` as in `total`."""
        value = left.value - right.value
        terms = (left, right)
        name = name or f"差({left.id}, {right.id})"
        origin = Formula("差", terms)
        return self._add(Figure(name, value, left.unit, origin, form, _unwritten(terms)))

    def share(self, part: Figure, whole: Figure, name: str = "") -> Figure | None:
        """占比: `part` in per cent of `whole`; None when that is nil: nothing is no part of nothing."""
        if whole.value == ZERO and not whole.unwritten:
            return None
        value = _per_cent(part.value, whole.value)
        terms = (part, whole)
        name = name or f"占比({part.id}, {whole.id})"
        return self._add(
            Figure(name, value, Unit.PERCENT, Formula("占比", terms), unwritten=_unwritten(terms))
        )

    def growth(self, now: Figure, before: Figure, name: str = "") -> Figure | None:
        """增减率: the change from `before` to `now` in per cent of `before`; None when `before` is nil."""
        if before.value == ZERO:
            return None
        value = _per_cent(now.value - before.value, before.value)
        terms = (now, before)
        name = name or f"增减率({now.id}, {before.id})"
        return self._add(
            Figure(name, value, Unit.PERCENT, Formula("增减率", terms), unwritten=_unwritten(terms))
        )

    def in_wan_yuan(self, figure: Figure) -> Figure:
        """A figure in 元 as one in 万元, exact."""
        return self._add(
            Figure(
                f"{figure.id}/折合万元",
                figure.value / 10000,
                Unit.MONEY,
                Formula("折合万元", (figure,)),
                unwritten=figure.unwritten,
            )
        )


def _unwritten(terms: tuple[Figure, ...]) -> tuple[str, ...]:
    """What is not written of any of `terms`, each once."""
    return tuple(dict.fromkeys(name for term in terms if term.unwritten for name in term.unwritten))


def _per_cent(part: Decimal, whole: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return part * 100 / whole if whole else ZERO
