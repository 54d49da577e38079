"""What a profile may ask of the kinds of records (记录): their properties, and the rows made from them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.kinds import MEASURED, UNIT
from generator.model.vocabulary import Vocabulary

PROPERTIES = tuple(dict.fromkeys((UNIT, *(name for kind in MEASURED.values() for name in kind.properties))))
"""What rows and columns may select records by."""


def properties_of(kind: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What records of `kind` have: its properties, and the columns of the profile's own."""
    return (*MEASURED[kind].properties, *MEASURED[kind].own(vocabulary), UNIT)


def never_matched(
    kinds: tuple[str, ...], name: str, wanted: str | list[str], vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Why no records of `kinds` have what is `wanted` of the property `name`, and what may be written."""
    if not any(name in properties_of(kind, vocabulary) for kind in kinds):
        known = "、".join(dict.fromkeys(p for kind in kinds for p in properties_of(kind, vocabulary)))
        yield f"“{'”“'.join(kinds)}”没有“{name}”", f"可以写：{known}"
        return
    having = [MEASURED[kind] for kind in kinds if name in properties_of(kind, vocabulary)]
    values = [kind.values(name, vocabulary) for kind in having]
    known_values = list(dict.fromkeys(value for own in values for value in own)) if all(values) else []
    for value in [wanted] if isinstance(wanted, str) else wanted:
        if known_values and value and value not in known_values:
            yield f"“{name}”里没有“{value}”", f"可以写：{'、'.join(known_values)}"
