"""What the declaration of a key says of it beside its type and its words, in its annotation.

The lines of a kind (支出, 项目, 采购 …) are a model in `lines`, their key is a field of `Budget`; all that
the rest of the package knows of a kind is in `kinds`, and comes from there.
"""

from dataclasses import dataclass
from typing import TypeVar

from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True)
class Property:
    """A key of a line: its records have what it says as the property `name`, or as the key is called.

    `telling`: it tells the line from others of its list, and the ids of its amounts have it.
    """

    name: str = ""
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """A key of a budget: the amounts below it are the records of a kind.

    `of_year`: they are of 本年 where they are not 上年结转. `none` is what an empty list says; then a list
    that a table prints has to be written, be it empty.
    """

    of_year: bool = True
    none: str = ""


@dataclass(frozen=True, slots=True)
class OnlyThisYear:
    """A key of a budget that is not taken into the next year: it becomes a comment below the words `said`."""

    said: str


class OfYear:
    """What a key says is of the year, or as of a day in it: the next year's budget has to say it anew.

    So is every number below a key that is not marked otherwise.
    """


class OfPeriod:
    """What a key says is of the 实施期 of a project: of the year where that is no longer than a year."""


class Lasting:
    """The words below a key are those of the next year too; its numbers are not."""


class Stated:
    """A key of a budget or its department: the numbers below it are facts (事项), not amounts of lines."""


class InPlaceOf:
    """A key of a unit that is printed in place of the department's, not beside it."""


Mark = TypeVar("Mark")


def mark_of(field: FieldInfo, kind: type[Mark]) -> Mark | None:
    """The mark of that kind in the annotation of a field."""
    return next((one for one in field.metadata if isinstance(one, kind)), None)
