"""Walking every text that an author wrote."""

from __future__ import annotations

from generator.model.references import prose_references
from generator.model.texts import texts_of_whole, written_texts
from tests.written import at, budget, text_from

EXTRA = """\
其他说明: [第一条, 第二条]
科目名称: {"20126": 档案事务}
说明: {收入变动原因: "见 {{ 表一.合计 }}"}
"""


def test_every_text_is_found_with_its_place() -> None:
    """Lists, free mappings with their keys, and models within models."""
    found = {written.text: at(written.place) for written in written_texts(budget(EXTRA)) if written.place}
    assert found["某局"] == (2, 10)
    assert (found["第一条"], found["第二条"]) == ((5, 8), (5, 13))
    assert (found["20126"], found["档案事务"]) == ((6, 8), (6, 17))
    assert found["见 {{ 表一.合计 }}"] == (7, 14)


def test_a_text_begins_at_its_place() -> None:
    """What stands in the file from there on is the text, or its quotation mark."""
    for written in written_texts(budget(EXTRA)):
        if written.place and written.owner.place(*written.path) != written.owner.place():
            assert text_from(written.place).lstrip('"').startswith(written.text)


def test_a_text_that_was_not_written_has_the_place_of_what_it_belongs_to() -> None:
    """A default is no text of the author's, but asking where it stands is not an error."""
    defaults = [written for written in written_texts(budget()) if written.text == "shanxi-2024"]
    assert [at(written.place) for written in defaults] == [(1, 1)]


def test_references_are_found_in_values_only() -> None:
    """A key is a name, and nothing is looked up in it."""
    found = list(prose_references(budget(EXTRA)))
    assert [(name, at(place)) for name, place in found] == [("表一.合计", (7, 14))]


def test_a_whole_budget_is_walked_once() -> None:
    """For all that look through it; another budget has its own texts."""
    one, other = budget(EXTRA), budget()
    first = texts_of_whole(one)
    assert texts_of_whole(other) == written_texts(other)
    assert texts_of_whole(one) is first
    assert first == written_texts(one)
