"""A budget that is not filled in yet: what is shown of it, and that nothing of it is untrue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document import compose
from generator.errors import InputError
from generator.figures import Disclosure, Formula, disclose_folder
from generator.figures.dependents import Dependents
from generator.figures.disclosure import disclose_draft
from generator.model.load import NOT_FILLED
from generator.rolling.beginning import BLANK, begin
from generator.source import Mapping, Place, Scalar, Sequence, Value
from generator.workbench.changes import Path_
from generator.workbench.edits import written_in
from tests.budgets import SMALLEST
from tests.departments import in_folder

NAME = "预算.yaml"
TEXT = (SMALLEST / NAME).read_text(encoding="utf-8")
WORDS = ("年度", "样式")
"""Without these nothing can be shown."""


def _scalars(value: Value, path: Path_ = ()) -> Iterator[tuple[Path_, Scalar]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _scalars(below, (*path, key))
    elif isinstance(value, Sequence):
        for index, below in enumerate(value):
            yield from _scalars(below, (*path, index))
    elif value is not None:
        yield path, value


SCALARS = [(p, s) for p, s in _scalars(written_in(SMALLEST).mapping) if p[0] not in WORDS and "\n" not in s]


def _with_gap(scalar: Scalar) -> str:
    """The budget with 待填 where `scalar` stands."""
    lines = TEXT.split("\n")
    line, column = scalar.place.line - 1, scalar.place.column - 1
    before, after = lines[line][:column], lines[line][column:]
    end = len(scalar) + 2 * (after[:1] in ("'", '"'))
    assert after[:end].strip("'\"") == scalar
    lines[line] = f"{before}待填{after[end:]}"
    return "\n".join(lines)


def _draft(text: str) -> tuple[Disclosure | None, list[str]]:
    with in_folder({NAME: text.split("\n")}) as folder:
        with pytest.raises(InputError) as caught:
            disclose_folder(folder)
        return disclose_draft(folder), [finding.code for finding in caught.value.findings]


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(SCALARS))
def test_whatever_is_not_filled_in_the_rest_is_shown(one: tuple[Path_, Scalar]) -> None:
    """A number that is missing is told, and so is every sum that it is part of."""
    path, scalar = one
    draft, codes = _draft(_with_gap(scalar))
    assert set(codes) == {NOT_FILLED.code}
    if path == ("部门", "性质"):  # which decides what stands in which table
        assert draft is None
        return
    assert draft is not None, path
    compose(draft)
    follows = Dependents(draft.book)
    for figure in [one for one in draft.book if one.unwritten and isinstance(one.origin, Place)]:
        assert figure.printed == "待填"
        for above in (draft.book[name] for name in follows.of([figure.id])):
            assert above.printed == "待填" or (
                isinstance(above.origin, Formula) and above.origin.operator == "个数"
            )


def test_an_amount_that_is_missing_is_in_no_sum() -> None:
    """Neither the table nor the total says a number then."""
    draft, _ = _draft(TEXT.replace("经济科目: 30201, 金额: 4.20", "经济科目: 30201, 金额: 待填"))
    assert draft is not None
    printed = {name: draft.book[name].printed for name in ("表六/30201/合计", "表六/合计/合计")}
    assert set(printed.values()) == {"待填"}
    assert draft.book["表一/收入总计/金额"].printed != "待填"


def test_what_is_wrong_makes_no_draft() -> None:
    """A mistake is told with the last good pages, not printed."""
    draft, codes = _draft(
        TEXT.replace("金额: 4.20", "金额: 4.2.0").replace("年度: 2024", "年度: 2024\n其他说明: 待填")
    )
    assert draft is None
    assert set(codes) > {NOT_FILLED.code}


def test_a_blank_budget_is_shown_when_it_says_who_publishes(tmp_path: Path) -> None:
    """As soon as 部门 says its 性质; no amount is made up."""
    folder = tmp_path / "2025" / "某局"
    begin(folder, 2025, "某局", "shanxi-2024", BLANK)
    assert disclose_draft(folder) is None
    path = folder / "部门.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("性质: 待填", "性质: 行政"), encoding="utf-8")
    draft = disclose_draft(folder)
    assert draft is not None
    compose(draft)
    assert {figure.value for figure in draft.book if figure.origin and figure.unit == "万元"} <= {0}
