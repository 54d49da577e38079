"""Values know where they stand."""

from __future__ import annotations

import pytest

from generator.source.values import place_at
from tests.written import at, mapping

TEXT = """\
部门:
  名称: 某局
  机构: {内设机构: [办公室, 人事科]}
项目:
  - 名称: 甲
  - {名称: 乙}
"""

PLACES = {
    (): (1, 1),
    ("部门",): (1, 1),
    ("部门", "名称"): (2, 7),
    ("部门", "机构"): (3, 3),
    ("部门", "机构", "内设机构"): (3, 8),
    ("部门", "机构", "内设机构", 1): (3, 20),
    ("项目", 0): (5, 5),
    ("项目", 1): (6, 5),
    ("项目", 1, "名称"): (6, 10),
}


@pytest.mark.parametrize(("path", "place"), PLACES.items())
def test_every_value_has_its_place(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    """A text stands where it begins, a mapping or a list at its key, an item of a list at itself."""
    assert at(place_at(mapping(TEXT), path)) == place


def test_the_key_has_a_place_of_its_own() -> None:
    """What is wrong with a key points at the key and not at what follows it."""
    assert at(place_at(mapping(TEXT), ("部门", "名称"), of_key=True)) == (2, 3)


def test_steps_that_the_file_does_not_have_are_passed_over() -> None:
    """A missing key stands at its parent; a step that only the model knows is skipped."""
    value = mapping(TEXT)
    assert at(place_at(value, ("部门", "代码"))) == (1, 1)
    assert at(place_at(value, ("项目", "实施期", 1, "名称"))) == (6, 10)
    assert at(place_at(value, ("项目", 7))) == (4, 1)


def test_nothing_stands_nowhere() -> None:
    """An empty value has no place below it."""
    assert place_at(None, ("年度",)) is None
