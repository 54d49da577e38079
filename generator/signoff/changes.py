"""What prints otherwise than it did when it was signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from generator.model.number import parse_number
from generator.model.sign_off import SignOff
from generator.signoff.printed import Print


@dataclass(frozen=True, slots=True)
class SignedChange:
    """A figure, a row or a text that differs: its id, what was signed, and what is printed now."""

    id: str
    signed: str
    now: str

    def __str__(self) -> str:
        return f"{self.id} {self.signed} → {self.now}"


def changes(signed: SignOff, now: Print) -> list[SignedChange]:
    """Everything that has changed since: in the order of what is printed, then what is gone."""
    found: list[SignedChange] = []
    for row in dict.fromkeys([*now.rows, *signed.figures]):
        before, after = signed.figures.get(row), now.rows.get(row)
        name = "/".join(part for part in (signed.about, row) if part)
        if row and (before is None or after is None):
            found.append(SignedChange(name, _row(before), _row(after)))
        else:
            found += _cells(name, before or {}, after or {})
    return found + list(_cells(signed.about, signed.texts, now.texts))


def _cells(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[SignedChange]:
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key, ""), after.get(key, "")
        if not _same(one, other):
            yield SignedChange(f"{name}/{key}".rstrip("/"), one or "空白", other or "空白")


def _row(cells: Mapping[str, str] | None) -> str:
    if cells is None:
        return "没有这一行"
    return "，".join(f"{column} {printed}" for column, printed in cells.items()) or "空行"


def _same(one: str, other: str) -> bool:
    """Whether both say the same; a number may have been written by hand in another way (5,360.790)."""
    if one == other or not (one and other):
        return one == other
    try:
        return parse_number(one).value == parse_number(other).value
    except PydanticCustomError:
        return False
