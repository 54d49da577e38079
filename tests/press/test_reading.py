"""Reading a finished PDF back: as another reader reads it, and nothing where it is not as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf.generic import DictionaryObject, IndirectObject, NullObject, StreamObject

from generator.errors import PressError
from generator.press import reading
from generator.press.reading import Pdf, Reference, Stream
from tests.press.conftest import Pressed
from tests.press.tampering import tampered


def _plain(value: Any) -> Any:
    """What pypdf has read, in our values."""
    if isinstance(value, NullObject):
        return None
    if isinstance(value, IndirectObject):
        return Reference(value.idnum)
    if isinstance(value, DictionaryObject):
        return {key[1:]: _plain(value.raw_get(key)) for key in value}
    if isinstance(value, list):
        return [_plain(list.__getitem__(value, index)) for index in range(len(value))]
    if isinstance(value, (bool, type(None))) or hasattr(value, "value"):
        return getattr(value, "value", value)
    return float(value) if isinstance(value, float) else value


def test_every_object_is_read_as_another_reader_reads_it(pressed: Pressed) -> None:
    """Dictionaries, arrays, texts, numbers and references, packed or not."""
    ours, theirs = Pdf(pressed.printed.data), pressed.reader
    for number in range(1, ours.trailer["Size"] - 1):
        read = theirs.get_object(number)
        if isinstance(read, StreamObject):
            assert isinstance(ours.object(number), Stream)
            if ours.object(number).entries.get("Type") != "/ObjStm":
                assert ours.object(number).data == read.get_data()
        elif isinstance(read, DictionaryObject) and "/Names" not in read:
            assert ours.object(number) == _plain(read), number


def test_the_pages_come_in_their_order(pressed: Pressed) -> None:
    """As many as there are, each with what is drawn on it."""
    for data in (pressed.printed.data, tampered(pressed.printed.data, lambda pdf: None)):
        pages = list(Pdf(data).pages())
        assert [page["StructParents"] for page in pages] == list(range(5))


@pytest.mark.parametrize("shift", [-1, 1, 9])
def test_a_reference_to_a_wrong_place_is_found(pressed: Pressed, shift: int) -> None:
    """In the table of a file that another program wrote, one offset is changed."""
    data = tampered(pressed.printed.data, lambda pdf: None)
    [row] = re.findall(rb"xref\n0 \d+\n\d{10} \d{5} f ?\r?\n(\d{10})", data) or [b""]
    assert row
    wrong = data.replace(b"\n" + row, b"\n%010d" % (int(row) + shift), 1)
    with pytest.raises(PressError, match="印后核对"):
        Pdf(wrong).object(1)


@pytest.mark.parametrize("part", [0, 10, 1000, 9999, -200, -30])
def test_a_file_that_was_cut_off_is_told(pressed: Pressed, part: int) -> None:
    """Nothing is guessed."""
    with pytest.raises(PressError, match="印后核对"):
        list(Pdf(pressed.printed.data[:part]).pages())


def test_elements_are_read_at_one_go_as_they_would_be_otherwise(long_performance: Pressed) -> None:
    """Header cells, data cells with their headers, spans, rows: most elements, and none of them otherwise."""
    pdf = Pdf(long_performance.printed.data)
    texts = [data[first + at :] for data, first, at in _packed_objects(pdf)]
    at_one_go = [found for found in map(reading._ELEMENT.match, texts) if found]
    assert len(at_one_go) > 500
    assert {bool(found.groups()[-1]) for found in at_one_go} == {True, False}
    for found in at_one_go:
        assert reading._element(found) == reading._parsed(found[0], 0)[0]


def _packed_objects(pdf: Pdf) -> Iterator[tuple[bytes, int, int]]:
    for number, (kind, place, index) in pdf._places.items():
        if kind == 2:
            pdf.object(number)
            _, positions, data, first = pdf._packed[place]
            yield data, first, positions[index]
