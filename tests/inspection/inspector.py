"""All faults together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tests.inspection import faults_of_charts, faults_of_tables, faults_of_text
from tests.inspection.paper import Paper

Check = Callable[[Paper], Iterator[str]]

CHECKS: tuple[Check, ...] = (
    faults_of_text.outside_the_page,
    faults_of_text.outside_the_block,
    faults_of_text.painted_over,
    faults_of_text.empty_pages,
    faults_of_text.closing_punctuation_first,
    faults_of_text.headings_left_behind,
    faults_of_text.off_the_grid,
    faults_of_text.off_the_grid_as_painted,
    faults_of_text.ragged,
    faults_of_text.pulled_apart,
    faults_of_text.short_lines,
    faults_of_text.spoiled_copies,
    faults_of_charts.charts_off_the_grid,
    faults_of_charts.bars_out_of_scale,
    faults_of_charts.bars_without_labels,
    faults_of_charts.charts_of_one_amount,
    faults_of_tables.outside_their_cell,
    faults_of_tables.torn_rows,
    faults_of_tables.wrapped_figures,
    faults_of_tables.missing_heads,
    faults_of_tables.heads_left_behind,
    faults_of_tables.open_spans,
    faults_of_tables.unlabelled_spans,
    faults_of_tables.unclosed_feet,
    faults_of_tables.forgotten_rows,
    faults_of_tables.begun_at_the_foot,
    faults_of_tables.uneven_points,
    faults_of_tables.parents_left_behind,
)


def faults(papers: Iterable[Paper], checks: Iterable[Check] = CHECKS) -> list[str]:
    """What is wrong with `papers`, each fault with the check that found it."""
    wanted = tuple(checks)
    return [f"{check.__name__}: {fault}" for paper in papers for check in wanted for fault in check(paper)]
