"""Drafts (草稿): a budget of which much is still 待填, as far as it has been filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from generator.model.base import UNFILLED
from generator.model.budget import Budget
from generator.model.load import required_keys, words_of_profile
from generator.model.units import complete, of_unit, spread
from generator.source import Mapping, Sequence, Value, read_folder

Steps = tuple[str | int, ...]


def draft_budget(folder: Path, unit: str = "") -> Budget | None:
    """The budget in `folder`, or of its `unit`, without what is 待填; amounts that are say so (`Number`).

    None when something else is wrong, or when what must be said is not yet: no page can be made of it.
    Raises UsageError when there is no such unit.
    """
    mapping, findings = read_folder(folder, spread, "")
    if findings or any(True for _ in complete(mapping)):
        return None
    sources = mapping.sources
    mapping = of_unit(mapping, unit) if unit else mapping
    words = words_of_profile(mapping, folder)
    unfilled = frozenset(_unfilled(mapping))
    while True:
        try:
            budget = Budget.model_validate(mapping, context=words)
        except ValidationError as error:
            wrong = error.errors(include_url=False, include_context=False)
            if any(detail["input"] != UNFILLED for detail in wrong):
                return None
            taken = [_take_out(mapping, detail["loc"], detail["type"]) for detail in reversed(wrong)]
            if not any(taken):
                return None
            continue
        budget._sources, budget._folder, budget._unfilled = sources, folder, unfilled
        return budget


def _unfilled(mapping: Mapping) -> Iterator[str]:
    """The keys, of the budget and of its units, below which 待填 stands."""
    for key, value in mapping.items():
        if key == "分单位" and isinstance(value, Sequence):
            yield from (own for part in value if isinstance(part, Mapping) for own in _unfilled(part))
        elif _says_unfilled(value):
            yield key


def _says_unfilled(value: Value) -> bool:
    if isinstance(value, Mapping):
        return any(map(_says_unfilled, value.values()))
    if isinstance(value, Sequence):
        return any(map(_says_unfilled, value))
    return value == UNFILLED


def _take_out(mapping: Mapping, path: Steps, kind: str) -> bool:
    """Take 待填 at `path` out, with the least around it that may be left out. Whether anything was.

    Where a list or a mapping must stand (`kind` of the error), an empty one is put.
    """
    way: list[tuple[Mapping | Sequence, Steps]] = []
    value: Value = mapping
    for number, step in enumerate(path):
        below = _below(value, step)
        if below is not None and isinstance(value, Mapping | Sequence):
            way.append((value, path[: number + 1]))
            value = below
    if value != UNFILLED:
        return False  # it went with something around it
    holder, where = way[-1]
    empties: dict[str, type[Mapping | Sequence]] = {"list_type": Sequence, "mapping_expected": Mapping}
    empty = empties.get(kind)
    if empty and isinstance(holder, Mapping) and where[-1] in required_keys(Budget, where[:-1]):
        holder[str(where[-1])] = empty(value.place)
        return True
    for holder, where in reversed(way):
        step = where[-1]
        if isinstance(holder, Sequence) and isinstance(step, int):
            del holder[step], holder.places[step]
            if holder or where[-2] in required_keys(Budget, where[:-2]):
                return True
            continue  # an empty list would say that there is none
        if isinstance(holder, Mapping) and step not in required_keys(Budget, where[:-1]):
            del holder[str(step)], holder.key_places[str(step)]
            return True
    return False


def _below(value: Value, step: str | int) -> Value:
    if isinstance(value, Mapping) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
