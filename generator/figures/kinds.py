"""What a profile may ask of the kinds of records (记录): their properties, and the rows made from them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.kinds import MEASURED, UNIT
from generator.model.vocabulary import Vocabulary

PROPERTIES = tuple(dict.fromkeys((UNIT, *(name for kind in MEASURED.values() for name in kind.properties))))
"""What rows and columns may select records by."""


def values_of(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The values that the property `name` can have; none when they are the author's own (科目, 项目)."""
    known = next((kind.properties[name] for kind in MEASURED.values() if name in kind.properties), ())
    return tuple(vocabulary.words(known)) if isinstance(known, str) else known


def properties_of(kind: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What records of `kind` have: its properties, and the columns of the profile's own."""
    topic = MEASURED[kind].columns
    return (*MEASURED[kind].properties, *(vocabulary.words(topic) if topic else ()), UNIT)


def never_matched(
    kinds: tuple[str, ...], name: str, wanted: str | list[str], vocabulary: Vocabulary
) -> Iterator[str]:
    """Why records of none of these `kinds` have what is `wanted` of the property `name`."""
    if not any(name in properties_of(kind, vocabulary) for kind in kinds):
        known = "、".join(dict.fromkeys(p for kind in kinds for p in properties_of(kind, vocabulary)))
        yield f"“{'”“'.join(kinds)}”没有“{name}”，可以写：{known}"
        return
    known_values = values_of(name, vocabulary)
    for value in [wanted] if isinstance(wanted, str) else wanted:
        if known_values and value and value not in known_values:
            yield f"“{name}”里没有“{value}”，可以写：{'、'.join(known_values)}"
