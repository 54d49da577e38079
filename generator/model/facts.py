"""Facts (事项): what a department and each of its 单位 state in numbers, beside the lines of money.

What stands in a file of the department is the department's, what a unit gives for itself the unit's.
Where every unit gives its own, the department's is their sum and need not be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.base import Written
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.marks import Stated, mark_of
from generator.model.number import Number
from generator.model.paths import annotation_of, below_keys, branches, item_of, measure_at, model_in
from generator.model.vocabulary import Open, Vocabulary, fields_of

BLOCKS: dict[str, type[Written]] = {
    key: model
    for holder in (Department, Budget)
    for key, field in fields_of(holder).items()
    if mark_of(field, Stated) and (model := model_in(annotation_of(field))) and issubclass(model, Written)
}
"""The keys below which facts stand."""


def numbers_of(prefix: str, block: Written | None) -> Iterator[tuple[str, Number | None]]:
    """Every number below `block` by its id, None where it is not written."""
    if block is None:
        return
    for name, field in type(block).model_fields.items():
        value = getattr(block, name)
        if isinstance(value, Written):
            yield from numbers_of(f"{prefix}/{field.alias}", value)
        elif value is None or isinstance(value, Number):
            yield f"{prefix}/{field.alias}", value
    if isinstance(block, Open):
        yield from ((f"{prefix}/{word}", value) for word, value in block.by_word())


def keys_below(path: str, words: Vocabulary) -> list[str]:
    """The keys of numbers, dates and blocks of them in a block, then the profile's words."""
    first, *below = path.split("/")
    block = BLOCKS[first].model_construct()
    for key in below:
        block = next(getattr(block, n) for n, f in type(block).model_fields.items() if f.alias == key)
    own = [
        key for key, field in fields_of(type(block)).items() if not _is_said_in_words(annotation_of(field))
    ]
    return [*own, *(words.words(block.topic) if isinstance(block, Open) else ())]


def measures_of(block: str, words: Vocabulary, below: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """The paths of the numbers below `block` (车辆/编制), each with what it is in: "" for a count."""
    for key in keys_below("/".join((block, *below)), words):
        path = (*below, key)
        measure = measure_at(BLOCKS[block], path)
        if measure is not None:
            yield "/".join(path), measure
        elif model_in(below_keys(BLOCKS[block], path)):
            yield from measures_of(block, words, path)


def _is_said_in_words(annotation: Any) -> bool:
    """Whether a key holds a text, or a list or keys of the author's own: no number, date or block of them."""
    return str in branches(annotation) or item_of(annotation) is not None


def every_key(blocks: Mapping[str, Written], above: str = "") -> Iterator[str]:
    """The paths of all keys in `blocks` but for the words of a profile."""
    for key, block in blocks.items():
        yield f"{above}{key}"
        within = {f.alias: getattr(block, n) for n, f in type(block).model_fields.items() if f.alias}
        yield from (f"{above}{key}/{name}" for name, one in within.items() if not isinstance(one, Written))
        inner = {name: one for name, one in within.items() if isinstance(one, Written)}
        yield from every_key(inner, f"{above}{key}/")


class Facts:
    """What is written: `own` by the department, `of_units` by id and then by the code of the unit."""

    def __init__(self, budget: Budget) -> None:
        self.units = {unit.code: unit.name for unit in budget.units}
        self.own: dict[str, Number] = {}
        self.of_units: dict[str, dict[str, Number]] = {}
        for key in BLOCKS:
            for name, number in numbers_of(key, _own(budget, key)):
                if number is not None:
                    self.own[name] = number
            for code, block in budget.of_units(key).items() if len(self.units) > 1 else ():
                for name, number in numbers_of(key, block):
                    if number is not None:
                        self.of_units.setdefault(name, {})[code] = number

    def complete(self, name: str) -> bool:
        """Whether every unit gives the fact."""
        return len(self.units) > 1 and self.units.keys() <= self.of_units.get(name, {}).keys()

    def lacking(self, name: str) -> list[str]:
        """The codes of the units that do not give a fact that others give."""
        given = self.of_units.get(name, {})
        return [code for code in self.units if given and code not in given]

    def giving(self, block: str) -> set[str]:
        """The codes of the units that give anything of `block`."""
        return {
            code for name, units in self.of_units.items() if name.startswith(f"{block}/") for code in units
        }


def _own(budget: Budget, key: str) -> Written | None:
    holder: Written = budget.department if key in fields_of(Department) else budget
    block = next(getattr(holder, name) for name, f in type(holder).model_fields.items() if f.alias == key)
    assert block is None or isinstance(block, Written)
    return block
