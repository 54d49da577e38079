"""Why figures changed: the lines of YAML that differ below them, alone or together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.figures import Book, Disclosure, Figure, Formula
from generator.figures.dependents import LAST_YEAR, Dependents, Inputs
from generator.model import Budget
from generator.model.kinds import SORTING
from generator.review.comparison import Cause, Effect, FigureChange, Joint, Sorting, TextChange
from generator.review.naming import Names
from generator.review.written import KeyPath, WrittenValue, inputs_of, item_of
from generator.source import Place

Explained = tuple[tuple[Cause, ...], tuple[Joint, ...], tuple[FigureChange, ...]]


def explained(inputs: DifferingInputs, changes: Iterable[FigureChange]) -> Explained:
    """Every input with what follows from it alone, what follows from several, and what from none.

    The causes are the inputs among `changes`, and those that are worth the same but count elsewhere, or that
    lie in last year's budget.
    """
    changes = list(changes)
    causes = {change.id: change for change in changes if change.is_input}
    below = [(change, inputs.below(change)) for change in changes if not change.is_input]
    known = [*causes.values(), *(cause for _, found in below for cause in found)]
    sorters = _Sorters(inputs.old.budget, inputs.new.budget, known)
    own: dict[str, list[FigureChange]] = {}
    joint, others = [], []
    for change, differing in below:
        found = {cause.id: cause for cause in map(sorters.representative, differing)}
        for name, cause in found.items():
            causes.setdefault(name, cause)
        if not found:
            others.append(change)
        elif len(found) == 1:
            own.setdefault(next(iter(found)), []).append(change)
        else:
            joint.append(Joint(change, tuple(found)))
    following = Dependents(inputs.old.book), Dependents(inputs.new.book)
    told = []
    for name, cause in causes.items():
        effects = _effects(cause, own.get(name, []), following, inputs.names)
        told.append(Cause(cause, tuple(effects), sorters.by_cause.get(name)))
    return tuple(told), tuple(joint), tuple(others)


class DifferingInputs:
    """The inputs below a figure of both sides, by the names of the new one."""

    def __init__(self, old: Disclosure, new: Disclosure, names: Names) -> None:
        self.old, self.new, self.names = old, new, names
        self._below = Inputs(old.book), Inputs(new.book)
        self._was = {names.of_figure(figure.id): figure for figure in old.book}
        self._now = {figure.id: figure for figure in new.book}
        self._last_year = old.budget.year == new.budget.year and all(
            any(_is_of_last_year(name) for figure in _of_last_year(side.book) for name in inputs.of(figure))
            for side, inputs in zip((old, new), self._below, strict=True)
        )

    def of_words(self, text: TextChange) -> Iterator[FigureChange]:
        """The inputs that differ below the figures that only one side of a passage mentions."""
        one, other = (set(passage.figures) if passage else set() for passage in (text.old, text.new))
        for name in sorted(one ^ other):
            if name in self._was and name in self._now:
                change = FigureChange(self._was[name], self._now[name], name=name)
                yield from [change] if change.is_input else self.below(change)

    def below(self, change: FigureChange) -> list[FigureChange]:
        """The inputs that only one side has below it, or that are worth something else where that matters.

        Last year's count where both sides have the same last year, and take it from its budget. Of what came
        or went with an item, amounts of nought only where there are no others.
        """
        found = list(self._below_figure(change))
        return [item for item in found if item.difference or item.is_regrouped] or found[:1]

    def _below_figure(self, change: FigureChange) -> Iterator[FigureChange]:
        was, now = (
            inputs.of(figure) if figure else {}
            for inputs, figure in zip(self._below, (change.old, change.new), strict=True)
        )
        was = {self.names.of_figure(name): item for name, item in was.items()}
        computed = _operator(change.old) == _operator(change.new)
        for name in dict.fromkeys([*now, *was]):
            one, other = was.get(name), now.get(name)
            same = one and other and one.value == other.value and (one.role == other.role or not computed)
            if same or (_is_of_last_year(name) and not self._last_year):
                continue
            yield FigureChange(
                self._was.get(name) or (one.figure if one else None),
                self._now.get(name) or (other.figure if other else None),
                name=name,
            )


def _operator(figure: Figure | None) -> str:
    """How a figure is computed; where that has changed, no amount is why."""
    return figure.origin.operator if figure and isinstance(figure.origin, Formula) else ""


def _of_last_year(book: Book) -> Iterator[Figure]:
    """The figures of 上年, which are written or taken from last year's budget."""
    return (figure for figure in book if figure.id.startswith("上年/"))


def _is_of_last_year(name: str) -> bool:
    return name.startswith(LAST_YEAR)


def _effects(
    cause: FigureChange,
    changes: Sequence[FigureChange],
    following: tuple[Dependents, Dependents],
    names: Names,
) -> Iterator[Effect]:
    """`changes` with the chain from `cause` to each, on the new side where it leads there."""
    chains: dict[str, tuple[str, ...]] = {}
    for dependents, figure in zip(following, (cause.old, cause.new), strict=True):
        if figure is not None and changes:
            chains |= {names.of_figure(name): way for name, way in dependents.of([figure.id]).items()}
    return (Effect(change, chains.get(change.id, ())) for change in changes)


class _Sorters:
    """The values that say where an amount belongs (类别, 性质), where they differ beside an input.

    `by_cause` has them by its id; of all that only count elsewhere because of one value, `representative` is
    the one that has it.
    """

    def __init__(self, old: Budget, new: Budget, causes: Iterable[FigureChange]) -> None:
        self.by_cause: dict[str, Sorting] = {}
        self._by_name: dict[str, FigureChange] = {}
        self._of: dict[str, FigureChange] = {}
        both = {cause.id: cause for cause in causes if cause.old and cause.new and cause.is_input}
        regrouped = [name for name, cause in both.items() if cause.is_regrouped]
        if not both:
            return
        written = [_Items(inputs_of(budget)) for budget in (old, new)]
        for name, cause in both.items():
            one, other = (
                items.beside(figure) for items, figure in zip(written, (cause.old, cause.new), strict=True)
            )
            sorting = _sorting(one, other)
            if sorting and not cause.is_regrouped:
                self.by_cause[name] = sorting
            elif sorting:
                called = other["名称"].text if "名称" in other else name
                self._of[name] = self._by_name.setdefault(called, cause)
                self.by_cause.setdefault(self._of[name].id, sorting)
        first_of: dict[KeyPath, FigureChange] = {}
        for name in sorted(regrouped, key=lambda name: not both[name].figure.value):
            if name not in self._of:
                about = (cause for called, cause in self._by_name.items() if f"/{called}/" in name)
                item = item_of(written[1].path_of(both[name].new))
                same_item = first_of.setdefault(item, both[name])
                self._of[name] = next(about, same_item)

    def representative(self, cause: FigureChange) -> FigureChange:
        """The input that stands for `cause`: one for all that are sorted by one value."""
        return self._of.get(cause.id, cause)


class _Items:
    """What is written in the items of lists, to be found from an amount."""

    def __init__(self, written: Iterable[WrittenValue]) -> None:
        self._by_parent: dict[KeyPath, list[WrittenValue]] = {}
        self._path: dict[Place, KeyPath] = {}
        for item in written:
            self._by_parent.setdefault(item.path[:-1], []).append(item)
            self._path.setdefault(item.place, item.path)

    def path_of(self, figure: Figure | None) -> KeyPath:
        """The keys of the value that `figure` was read from; none where it was not read here."""
        return self._path.get(figure.origin, ()) if figure and isinstance(figure.origin, Place) else ()

    def beside(self, figure: Figure | None) -> dict[str, WrittenValue]:
        """The name of the item that `figure` stands in, and the values that sort it, by their keys."""
        path = self.path_of(figure)
        return {
            str(item.path[-1]): item
            for length in range(1, len(path))
            for item in self._by_parent.get(path[:length], ())
            if item.path[-1] in (*SORTING, "名称")
        }


def _sorting(old: Mapping[str, WrittenValue], new: Mapping[str, WrittenValue]) -> Sorting | None:
    """The first value that differs; None where none does."""
    for key in SORTING:
        was, now = old.get(key), new.get(key)
        one, other = was.text if was else "", now.text if now else ""
        if one != other:
            place = now or was
            return Sorting(key, one, other, place.place if place else None)
    return None
