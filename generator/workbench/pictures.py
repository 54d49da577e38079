"""Pictures (页面图) of the pages of sheets: made when a page is looked at, a few kept."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from generator.errors import PressError
from generator.foreign import pages
from generator.foreign.pdfium import ALONE
from generator.source.confined import BrokenOffError, confined
from generator.workbench.sheets import Sheet

MOST_FILES = 8
MOST_BYTES = 8 * 1024 * 1024
"""Browsers keep what they have seen: this is for a second window, and for pages that are asked for twice."""
SMALL = 0.25
"""Of a page in the strip."""
SCALES = (SMALL, 1.0, 1.5, 2.0, 3.0, 4.0)
"""Pixels in a point that a page may be asked for in."""

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """What was used last, up to `most` of it; `weight` says how much a value counts."""

    def __init__(self, most: int, weight: Callable[[Value], int], drop: Callable[[Value], None]) -> None:
        self._most, self._weight, self._drop = most, weight, drop
        self._values: OrderedDict[Any, Value] = OrderedDict()
        self._all = 0

    def get(self, key: Any, make: Callable[[], Value]) -> Value:
        """The value of `key`, made when it is not there."""
        if key not in self._values:
            self._values[key] = value = make()
            self._all += self._weight(value)
        self._values.move_to_end(key)
        while self._all > self._most and len(self._values) > 1:
            _, dropped = self._values.popitem(last=False)
            self._all -= self._weight(dropped)
            self._drop(dropped)
        return self._values[key]


class Pictures:
    """Makes them one at a time."""

    def __init__(self) -> None:
        self._files: Recent[Any] = Recent(MOST_FILES, lambda file: 1, lambda file: file.close())
        self._pictures: Recent[bytes] = Recent(MOST_BYTES, len, lambda data: None)

    def page(self, sheet: Sheet, page: int, scale: float) -> bytes:
        """Page `page` (from 0) of `sheet` as PNG. Raises PressError."""
        with ALONE:
            return self._pictures.get((sheet.key, page, scale), lambda: self._painted(sheet, page, scale))

    def _painted(self, sheet: Sheet, page: int, scale: float) -> bytes:
        import pypdfium2

        if sheet.foliated.under:
            return self._apart(sheet, page, scale)
        file = self._files.get(sheet.key, lambda: pypdfium2.PdfDocument(sheet.pdf()))
        return pages.png(file[page], scale)

    @staticmethod
    def _apart(sheet: Sheet, page: int, scale: float) -> bytes:
        """What others have drawn is painted in a process of its own."""
        given = json.dumps([scale, page]).encode() + b"\n" + sheet.pdf()
        try:
            return confined(f"{pages.__name__}:coloured", given)
        except BrokenOffError as error:
            raise PressError(f"这一页画不完（{error.why}）。") from None
