"""Why figures changed: the lines of YAML that differ below them, alone or together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.figures import Disclosure, Figure
from generator.figures.dependents import LAST_YEAR, Dependents, Inputs
from generator.model import Budget
from generator.review.comparison import Cause, Effect, FigureChange, Joint, Sorting
from generator.review.naming import Names
from generator.review.written import SORTING, Input, KeyPath, inputs_of
from generator.source import Place

Explained = tuple[tuple[Cause, ...], tuple[Joint, ...], tuple[FigureChange, ...]]


def explained(old: Disclosure, new: Disclosure, changes: Iterable[FigureChange], names: Names) -> Explained:
    """Every input with what follows from it alone, what follows from several, and what from none.

    The causes are the inputs among `changes`, and those that are worth the same but count elsewhere, or that
    lie in last year's budget.
    """
    changes = list(changes)
    causes = {change.id: change for change in changes if change.is_input}
    inputs = _Inputs(old, new, names)
    below = [(change, list(inputs.differing(change))) for change in changes if not change.is_input]
    sorters = _Sorters(old.budget, new.budget, [cause for _, found in below for cause in found])
    own: dict[str, list[FigureChange]] = {}
    joint, others = [], []
    for change, differing in below:
        found = {cause.id: cause for cause in map(sorters.representative, differing)}
        causes = {**found, **causes}
        if not found:
            others.append(change)
        elif len(found) == 1:
            own.setdefault(next(iter(found)), []).append(change)
        else:
            joint.append(Joint(change, tuple(found)))
    following = Dependents(old.book), Dependents(new.book)
    told = []
    for name, cause in causes.items():
        effects = _effects(cause, own.get(name, []), following, names)
        told.append(Cause(cause, tuple(effects), sorters.by_cause.get(name)))
    return tuple(told), tuple(joint), tuple(others)


class _Inputs:
    """The inputs below a figure of both sides, by the names of the new one."""

    def __init__(self, old: Disclosure, new: Disclosure, names: Names) -> None:
        self._names = names
        self._below = Inputs(old.book), Inputs(new.book)
        self._was = {names.of_figure(figure.id): figure for figure in old.book}
        self._now = {figure.id: figure for figure in new.book}
        self._one_year = old.budget.year == new.budget.year

    def differing(self, change: FigureChange) -> Iterator[FigureChange]:
        """The inputs that only one side has below it, or that are worth something else where that matters.

        Last year's count where both sides have the same last year, and take it from its budget.
        """
        was, now = (
            inputs.of(figure) if figure else {}
            for inputs, figure in zip(self._below, (change.old, change.new), strict=True)
        )
        was = {self._names.of_figure(name): item for name, item in was.items()}
        last_year = self._one_year and all(any(map(_is_of_last_year, side)) for side in (was, now))
        for name in dict.fromkeys([*now, *was]):
            one, other = was.get(name), now.get(name)
            if (one and other and one.value == other.value) or (_is_of_last_year(name) and not last_year):
                continue
            yield FigureChange(
                self._was.get(name) or (replace(one.figure, id=name) if one else None),
                self._now.get(name) or (replace(other.figure, id=name) if other else None),
            )


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
    """The values that say where an amount belongs (类别, 性质), where they differ beside a regrouped input.

    `by_cause` has them by the id of one such input; `representative` is that one for all that moved with it.
    """

    def __init__(self, old: Budget, new: Budget, causes: Iterable[FigureChange]) -> None:
        self.by_cause: dict[str, Sorting] = {}
        self._by_name: dict[str, FigureChange] = {}
        self._of: dict[str, FigureChange] = {}
        regrouped = {cause.id: cause for cause in causes if cause.is_regrouped}
        if not regrouped:
            return
        written = [_Items(inputs_of(budget)) for budget in (old, new)]
        for name, cause in regrouped.items():
            one, other = (
                items.beside(figure) for items, figure in zip(written, (cause.old, cause.new), strict=True)
            )
            sorting = _sorting(one, other)
            if sorting:
                called = other["名称"].text if "名称" in other else name
                self._of[name] = self._by_name.setdefault(called, cause)
                self.by_cause.setdefault(self._of[name].id, sorting)
        for name in regrouped:
            if name not in self._of:
                about = (cause for called, cause in self._by_name.items() if f"/{called}/" in name)
                self._of[name] = next(about, regrouped[name])

    def representative(self, cause: FigureChange) -> FigureChange:
        """The input that stands for `cause`: one for all that are sorted by one value."""
        return self._of.get(cause.id, cause)


class _Items:
    """What is written in the items of lists, to be found from an amount."""

    def __init__(self, written: Iterable[Input]) -> None:
        self._by_parent: dict[KeyPath, list[Input]] = {}
        self._path: dict[Place, KeyPath] = {}
        for item in written:
            self._by_parent.setdefault(item.path[:-1], []).append(item)
            self._path.setdefault(item.place, item.path)

    def beside(self, figure: Figure | None) -> dict[str, Input]:
        """The name of the item that `figure` stands in, and the values that sort it, by their keys."""
        path = self._path.get(figure.origin, ()) if figure and isinstance(figure.origin, Place) else ()
        return {
            str(item.path[-1]): item
            for length in range(1, len(path))
            for item in self._by_parent.get(path[:length], ())
            if item.path[-1] in (*SORTING, "名称")
        }


def _sorting(old: Mapping[str, Input], new: Mapping[str, Input]) -> Sorting | None:
    """The first value that differs; None where none does."""
    for key in SORTING:
        was, now = old.get(key), new.get(key)
        one, other = was.text if was else "", now.text if now else ""
        if one != other:
            place = now or was
            return Sorting(key, one, other, place.place if place else None)
    return None
