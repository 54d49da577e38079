"""Objects of a foreign PDF, as pypdf reads them, written into ours with all that they refer to."""

from __future__ import annotations

import io
from typing import Any

from generator.errors import PressError
from generator.press.join.file import PdfFile
from generator.press.join.syntax import array, reference


class Copier:
    """Copies objects of one foreign file into `file`, each once."""

    def __init__(self, file: PdfFile) -> None:
        self.file = file
        self._numbers: dict[int, int] = {}

    def copy(self, thing: Any) -> int:
        """The number of `thing`, an object that others may refer to, in our file. Raises PressError."""
        try:
            return self._reached(thing.indirect_reference.idnum, thing)
        except RecursionError:
            raise PressError("附件装订失败：里面的对象套得太深。请把它打印成新的 PDF 再用。") from None

    def _put(self, number: int, thing: Any) -> None:
        from pypdf.generic import StreamObject

        if isinstance(thing, StreamObject):
            head = {key: value for key, value in thing.items() if key != "/Length"}
            self.file.put_stream(number, self._dictionary(head), thing._data)
        else:
            self.file.put(number, self._written(thing))

    def _written(self, value: Any) -> bytes:
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

        if isinstance(value, IndirectObject):
            target = value.get_object()
            return b"null" if target is None else reference(self._reached(value.idnum, target))
        if isinstance(value, DictionaryObject):
            return self._dictionary(value)
        if isinstance(value, ArrayObject):
            return array(self._written(list.__getitem__(value, index)) for index in range(len(value)))
        output = io.BytesIO()
        value.write_to_stream(output)
        return output.getvalue()

    def _reached(self, key: int, target: Any) -> int:
        if key not in self._numbers:
            self._numbers[key] = self.file.reserve()
            self._put(self._numbers[key], target)
        return self._numbers[key]

    def _dictionary(self, value: dict[Any, Any]) -> bytes:
        entries = (_name(key) + b" " + self._written(dict.__getitem__(value, key)) for key in value)
        return b"<<" + b"".join(entries) + b">>"


def _name(key: Any) -> bytes:
    from pypdf.generic import NameObject

    output = io.BytesIO()
    NameObject(key).write_to_stream(output)
    return output.getvalue()
