"""Work that asks for prints and goes on with them: whoever runs it decides where and when they are made."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from generator.press.jobs import Job

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The prints that are needed before the work can go on, maybe none; `what` it is busy with then."""

    jobs: Sequence[Job]
    what: str


Steps: TypeAlias = Generator[Wanted, list[Any], T]
"""Work with the result T. It is answered with the prints of all that is wanted, in order."""


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """Work that any process can do from its beginning: all of it, `failed` too, can be sent there.

    `weight` is about how long it takes; `failed` is its result when an error keeps it from being done.
    """

    begin: Callable[[], Steps[T]]
    failed: Callable[[Exception], T]
    weight: float = 1
