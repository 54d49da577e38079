"""What is offered at a caret: the keys and words of the schema, and what the budget itself has names for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.classification import latest_year
from generator.exchange.importer.scalars import scalar
from generator.model.kinds import UNIT
from generator.model.schema import budget_schema
from generator.model.units import OWN_UNIT
from generator.model.vocabulary import Vocabulary
from generator.source import Mapping
from generator.source import Sequence as Items
from generator.workbench.completing.caret import ITEM, Caret
from generator.workbench.forms import units_of

Schema = dict[str, Any]
Choice = tuple[str, str, str]
"""What goes in, what it is called, and what is said about it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Choices for what stands between `start` and the caret, or the name of a table of codes (科目表)."""

    start: int
    choices: tuple[Choice, ...] = ()
    table: str = ""


def offer(caret: Caret, text: str, at: int, written: Mapping | None, vocabulary: Vocabulary) -> Offer:
    """What may be typed at `caret`, which is the character `at` of `text`; `written` is the whole budget."""
    found = [_schema(vocabulary)]
    for step in caret.path:
        found = [below for schema in found for below in _below(schema, step)]
    choices: list[Choice] = []
    if caret.key:
        choices += _keys(found, caret, text, at)
    if caret.value:
        for table in filter(None, map(_table, found)):
            return Offer(caret.start, table=table)
        quoted = text[caret.start - 1 : caret.start] in ("'", '"')
        for word, about in (*_named(caret.path, found, written), *_words(found)):
            choices.append((word if quoted else scalar(word, flow=True), word, about))
    return Offer(caret.start, tuple(dict.fromkeys(choices)))


def _schema(vocabulary: Vocabulary) -> Schema:
    return _made(vocabulary.model_dump_json(by_alias=True))


@lru_cache(maxsize=4)
def _made(words: str) -> Schema:
    """Its 科目 are not used: the budget's own tables are offered."""
    return budget_schema(latest_year(), Vocabulary.model_validate_json(words))


def _branches(schema: Schema) -> Iterator[Schema]:
    """The ways to write what `schema` says."""
    if "anyOf" not in schema:
        yield schema
    for branch in schema.get("anyOf", ()):
        yield from _branches(branch)


def _below(schema: Schema, step: str | int) -> Iterator[Schema]:
    for branch in _branches(schema):
        if step == ITEM:
            below = branch.get("items")
        else:
            below = branch.get("properties", {}).get(step, branch.get("additionalProperties"))
            patterns = branch.get("patternProperties", {}).items()
            below = next((one for pattern, one in patterns if re.search(pattern, str(step))), below)
        if isinstance(below, dict):
            yield below


def _keys(found: list[Schema], caret: Caret, text: str, at: int) -> Iterator[Choice]:
    column = caret.start - (text.rfind("\n", 0, caret.start) + 1)
    for schema in found:
        for branch in _branches(schema):
            for key, below in branch.get("properties", {}).items():
                if key not in caret.keys:
                    rest = "" if text.startswith(":", at) else _after(below, caret.flow, column)
                    yield f"{key}{rest}", key, below.get("description", "")


def _after(schema: Schema, flow: bool, column: int) -> str:
    """What follows a key: in lines, what is below it begins on the next."""
    branches = list(_branches(schema))
    if flow or not any("items" in one or "properties" in one for one in branches):
        return ": "
    dash = "- " if any("items" in one for one in branches) else ""
    return f":\n{' ' * (column + 2)}{dash}"


def _table(schema: Schema) -> str:
    used = schema.get("allOf", ())
    return str(used[0]["$ref"]).rpartition("/")[2] if used else ""


def _words(found: list[Schema]) -> Iterator[tuple[str, str]]:
    for schema in found:
        for branch in _branches(schema):
            for word in branch.get("enum", ()):
                yield str(word), ""


def _named(
    path: tuple[str | int, ...], found: list[Schema], written: Mapping | None
) -> Iterator[tuple[str, str]]:
    """Values that are names of what the budget has: its units, its projects."""
    if written is None or not path:
        return
    coded = any("代码" in schema.get("description", "") for schema in found)
    if path[-1] == OWN_UNIT or (path[-1] == UNIT and coded):
        yield from units_of(written)
    lists = NAMES.get(path)
    if lists is not None:
        yield from ((name, "") for name in lists(written))


def _projects(written: Mapping) -> Iterator[str]:
    there = written.get("项目")
    for one in there if isinstance(there, Items) else ():
        if isinstance(one, Mapping) and isinstance(one.get("名称"), str):
            yield str(one["名称"])


NAMES: dict[tuple[str | int, ...], Callable[[Mapping], Iterator[str]]] = {
    ("绩效目标", ITEM, "项目"): _projects,
}
"""Where names of other lists are written."""
