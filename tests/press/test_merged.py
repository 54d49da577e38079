"""Merged cells cut while pages are made: what comes out is what cutting the HTML step by step gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint import document
from weasyprint.layout import page as engine_page

from generator.document import Section
from generator.press.engine import Engine
from generator.press.section.printing import printed
from generator.press.section.rows import rows_on_pages
from generator.press.section.setting import lay_out, step_by_step
from generator.press.section.values import SectionPrint
from tests.inspection.budgets import with_performance
from tests.press.small import engine, small

ROW = st.fixed_dictionaries(
    {
        "labels": st.tuples(st.sampled_from("甲乙"), st.sampled_from("子丑寅")),
        "lines": st.integers(1, 12),
        "joined": st.booleans(),
        "said above": st.booleans(),
        "more": st.sampled_from(("", ' data-more="line"')),
        "label lines": st.sampled_from((1, 1, 1, 8, 40)),
    }
)
ONE = {"labels": "甲子", "lines": 1, "joined": False, "said above": False, "more": "", "label lines": 1}
HEAD = "<thead><tr><th scope=col>一<th scope=col>二<th scope=col>三<th scope=col>四</tr></thead>"


def table(rows: Sequence[Any], head: str, kind: str = "grid") -> str:
    """A table whose rows have labels in two columns, merged where they are the same."""
    starts: dict[tuple[int, int], int] = {}
    for level in (1, 2):
        at = 0
        for _, run in groupby(row["labels"][:level] for row in rows):
            starts[at, level] = length = len(list(run))
            at += length
    said = []
    for number, row in enumerate(rows):
        labels = "".join(
            f'<th scope="rowgroup" rowspan="{starts[number, level]}"{row["more"]}>'
            f"{'标签' * row['label lines']}</th>"
            for level in (1, 2)
            if (number, level) in starts
        )
        joined = " class=joined" if row["joined"] and number else ""
        again = row["said above"] and number
        name = "<td class=joined></td>" if again else f"<td>名称<b>{number}</b>号</td>"
        words = "<br>".join(["某某"] * row["lines"])
        said.append(f"<tr data-row{joined}>{labels}{name}<td>{words}</td></tr>")
    columns = (
        "<colgroup><col style='width:20mm'><col style='width:20mm'><col style='width:30mm'><col></colgroup>"
    )
    return f'<table class="{kind}">{columns}{head}<tbody>{"".join(said)}</tbody></table>'


def section(*parts: str) -> Section:
    """A section of these parts."""
    return Section("表", "performance", "".join(parts), ())


def print_of(laid_out: Any) -> SectionPrint:
    """What is printed of a layout."""
    return printed(laid_out.pages, engine().shelf)


def both(whole: Section) -> tuple[SectionPrint, SectionPrint]:
    """A section in one pass, and step by step."""
    one = engine().lay_out(whole.html, whole.classes, one_pass=True)
    return print_of(one), print_of(step_by_step(engine(), whole, whole.classes, frozenset()))


@settings(max_examples=10, deadline=None)
@given(st.lists(ROW, min_size=8, max_size=20), st.sampled_from(("", HEAD)), st.integers(0, 25))
def test_in_one_pass_the_same_is_printed_as_step_by_step(rows: list[Any], head: str, before: int) -> None:
    """Whatever is merged or joined, however high labels are, wherever pages end."""
    one, steps = both(section("<p>前</p>" * before, table(rows, head), table(rows[:8], "")))
    assert one == steps


def test_no_page_ends_before_it_is_full() -> None:
    """Where a cut moves the breaks that come after it: each page but the last has no room for another row."""
    whole = section(table([ONE | {"lines": 1 + number % 3} for number in range(90)], HEAD))
    one, steps = both(whole)
    assert one == steps
    pages = lay_out(engine(), whole).pages
    counts = [len(numbers) for numbers in rows_on_pages(pages).by_page]
    assert len(counts) > 2
    assert max(counts[1:-1]) - min(counts[1:-1]) <= 1


def test_a_table_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """If its columns are as wide as they are told to be; else it is set step by step, and cut as well."""
    asked: list[str] = []
    real = Engine.lay_out

    def counted(self: Engine, body: str, *given: Any, **more: Any) -> Any:
        asked.append(body)
        return real(self, body, *given, **more)

    monkeypatch.setattr(Engine, "lay_out", counted)
    fixed, loose = (section(table([ONE | {"lines": 3}] * 34, HEAD, kind)) for kind in ("grid", "loose"))
    for whole, times in ((fixed, 1), (loose, 4)):
        asked.clear()
        pages = lay_out(engine(), whole).pages
        assert len(asked) == times
        [*first, _] = rows_on_pages(pages).by_page
        assert all(first)


def test_the_engine_is_as_it_was_afterwards() -> None:
    """What stands in for its steps does so for one section."""
    before = document.build_formatting_structure, engine_page.remake_page
    both(section(table([ONE | {"lines": 9}] * 9, "")))
    assert (document.build_formatting_structure, engine_page.remake_page) == before


def test_performance_tables_are_the_same_both_ways() -> None:
    """Of many goals and indicators."""
    text = with_performance(600, (20, 20, 9, 0, 1, 2), 20, 4)
    [whole] = small(text, ("绩效1",)).sections
    one, steps = both(whole)
    assert len(one.pages) > 3
    assert one == steps
