"""The report of a comparison with the pages of both sides."""

from __future__ import annotations

from collections.abc import Callable

from generator.press.printer import ALONE
from generator.press.workshop import Progress, Workshop
from generator.proof.paper import Paper
from generator.proof.publish import publish
from generator.proof.published import published_in
from generator.review.comparison import Comparison
from generator.review.entries import entries
from generator.review.html_report import Heading, html_report
from generator.review.naming import Names
from generator.review.printed_side import PrintedSide
from generator.review.side import Side


def paper_of(side: Side, progress: Progress, workshop: Workshop = ALONE) -> Paper:
    """The pages of a side: those of its PDF, or of one made now."""
    if side.published is not None:
        return side.published.paper
    printed, _ = publish(
        side.disclosure, side.folder, side.findings, unit=side.unit, workshop=workshop, progress=progress
    )
    return published_in(printed.data, side.name).paper


def report(comparison: Comparison, old: Side, new: Side, paper: Callable[[Side], Paper]) -> bytes:
    """UTF-8 HTML: what changed, with the pages of both sides, which `paper` gives."""
    papers = [paper(side) for side in (old, new)]
    sides = PrintedSide(old, papers[0], comparison.names), PrintedSide(new, papers[1], Names())
    found = list(entries(comparison, *sides))
    notes = list(comparison.notes)
    notes += [
        f"“{side.name}”里没有页面位置的数据（用旧版本生成），页面上不画框。"
        for side, pages in zip((old, new), papers, strict=True)
        if not pages.known
    ]
    budget = new.disclosure.budget
    title = f"{budget.department.name} {budget.year}年度预算公开：改动"
    return html_report(Heading(title, old.name, new.name, tuple(notes)), found, papers[0], papers[1])
