"""Files that are read again: what was parsed before is as if it were parsed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.source import parsed as module
from generator.source.parsed import MOST, keep_parsed, parsed
from generator.source.values import Mapping, Sequence, Value
from generator.source.workspace import read_folder, yaml_files
from generator.source.yaml_reader import Allowance, parse_yaml, source_of
from tests.budgets import SMALLEST
from tests.built_sample import BUDGET

TEXTS = ("a: &x {b: 1}\nc: [*x, *x]\n", "a: 1\na: 2\n", "a: “1”\n", "", "- 1\n", "a: [1, {b: 待填}]\n")


@pytest.fixture(autouse=True)
def shelf() -> Iterator[None]:
    """What one test keeps is not there for the next."""
    keep_parsed()
    yield
    module._shelves.clear()


def _told(value: Value) -> object:
    """All that a value says, with the places of everything."""
    if isinstance(value, Mapping):
        below = [(key, value.key_places[key], _told(one)) for key, one in value.items()]
        return type(value), value.place, below
    if isinstance(value, Sequence):
        return type(value), value.place, value.places, [_told(one) for one in value]
    return type(value), value, value and value.place


def test_what_was_parsed_before_is_as_if_parsed_anew() -> None:
    """Values, places, findings, and what is left of the allowance; whoever changes his changes no other's."""
    texts = [(path.name, path.read_bytes()) for path in yaml_files(BUDGET)]
    texts += [(f"{number}.yaml", text.encode()) for number, text in enumerate(TEXTS)]
    for name, data in [*texts, *texts]:
        source, allowance, other = source_of(data, name, name), Allowance(), Allowance()
        value, findings = parse_yaml(source, allowance)
        for _ in range(2):
            other.left = Allowance().left
            kept, again, found = parsed(source, other)
            assert (_told(again), found, other.left) == (_told(value), findings, allowance.left)
            assert (kept, kept.text, kept.data) == (source, source.text, data)
            if isinstance(again, Mapping | Sequence):
                again.clear()
            found.clear()


def test_aliases_stay_one_value_and_a_file_that_changed_is_parsed() -> None:
    """Also back to what it said before."""
    for text in (TEXTS[0], TEXTS[-1], TEXTS[0]):
        source = source_of(text.encode(), "甲", "甲")
        for _ in range(2):
            _, value, _ = parsed(source, Allowance())
            assert _told(value) == _told(parse_yaml(source)[0])
    assert isinstance(value, Mapping)
    assert isinstance(value["c"], Sequence)
    assert value["c"][0] is value["c"][1] is value["a"]


def test_the_allowance_holds_for_what_was_parsed_before() -> None:
    """A budget does not get larger by being read twice."""
    source, small = source_of(TEXTS[-1].encode(), "甲", "甲"), Allowance()
    parsed(source, Allowance())
    small.left = 1
    with pytest.raises(InputError):
        parsed(source, small)


def test_what_is_kept_has_a_bound() -> None:
    """However many files are read, and of one file its last state only."""
    data = b"a: " + b"x" * (MOST // 8)
    for number in range(40):
        parsed(source_of(data + b"%d" % number, "甲", "甲"), Allowance())
        parsed(source_of(data, str(number), str(number)), Allowance())
    there = module._shelves[0]._there
    assert sum(len(one.source.data) for one in there.values()) <= MOST
    assert 2 <= len(there) <= 8


def test_a_folder_is_read_as_before(tmp_path: Path) -> None:
    """Twice the same, with sources that the places are of."""
    first, second = read_folder(SMALLEST)[0], read_folder(SMALLEST)[0]
    assert _told(first) == _told(second)
    assert all(place.source in second.sources for place in second.key_places.values())
