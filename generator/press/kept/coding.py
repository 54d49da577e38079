"""Prints as bytes, and back. Nothing but our own plain values is ever made from such bytes."""

from __future__ import annotations

import io
import pickle
import zlib
from enum import Enum
from typing import Any

from generator.press.section import folios, on_paper, values
from generator.source import limits

_LEVEL = 1
_ALLOWED = {
    (module.__name__, name): value
    for module in (values, on_paper, folios)
    for name, value in vars(module).items()
    if isinstance(value, type) and value.__module__ == module.__name__
}


class SpoiledError(Exception):
    """Bytes that are no print."""


def encoded(print_: values.SectionPrint | folios.FolioSheet) -> bytes:
    """`print_` as bytes."""
    made = io.BytesIO()
    _Writer(made, protocol=5).dump(print_)
    return zlib.compress(made.getvalue(), _LEVEL)


def decoded(data: bytes) -> Any:
    """The print that `encoded` made into `data`. Raises SpoiledError for anything else."""
    try:
        found = _Reader(io.BytesIO(_unpacked(data))).load()
    except Exception as error:  # whatever a reader stumbles over in bytes of somebody else
        raise SpoiledError(str(error)) from None
    if not isinstance(found, (values.SectionPrint, folios.FolioSheet)):
        raise SpoiledError(type(found).__name__)
    return found


def _unpacked(data: bytes) -> bytes:
    """What was packed, as far as a print may be large. Raises SpoiledError."""
    packed = zlib.decompressobj()
    found = packed.decompress(data, limits.PRINT.most)
    if not packed.eof:
        raise SpoiledError("cut off, or too large")
    return found


def _by_value(word: Enum) -> tuple[type[Enum], tuple[Any]]:
    return type(word), (word.value,)


class _Writer(pickle.Pickler):
    """Words of a list by their value: Python 3.11 before 3.11.4, as Debian 12 has, would name `getattr`."""

    dispatch_table = {  # noqa: RUF012  # what the base class looks for
        kind: _by_value for kind in _ALLOWED.values() if issubclass(kind, Enum)
    }


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Our own values only: a folder that others can write to must not be able to run anything."""
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None
