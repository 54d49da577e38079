"""The author's prose: paragraphs, and references such as {{ 政府采购.合计 }} replaced by figures.

References are data, not code: a name is looked up in the book and nothing else is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from generator.figures import Book, Figure, Unit
from generator.figures.book import UnknownFigureError
from generator.model.base import UNFILLED
from generator.model.references import REFERENCE


def figure_markup(figure: Figure, printed: str | None = None) -> Markup:
    """The figure as a sentence prints it, without its unit, marked with its id."""
    if figure.unwritten:
        return unwritten(figure)
    return Markup('<span class="figure" data-figure="{}">{}</span>').format(
        figure.id, figure.printed if printed is None else printed
    )


def unwritten(figure: Figure) -> Markup:
    """What stands for a figure that the budget does not state; only drafts are printed with it."""
    return blank("、".join(figure.unwritten))


def blank(what: str) -> Markup:
    """待填, where `what` should stand."""
    return Markup('<mark class="unwritten" data-unwritten="{}">{}</mark>').format(what, UNFILLED)


def with_unit(figure: Figure) -> Markup:
    """The figure with its unit: 46,785.10万元, 11.46%, 132个."""
    if figure.unwritten:
        return unwritten(figure)
    unit = "" if figure.unit is Unit.COUNT else figure.unit_printed
    return quantity(figure_markup(figure), unit)


def quantity(number: Markup, unit: str) -> Markup:
    """A number and its unit: a line may end between the two, but within neither."""
    return Markup('{}<span class="unit">{}</span>').format(number, unit) if unit else number


def inline(text: str, book: Book) -> Markup:
    """`text` with its references replaced; one to no figure is said to be so (only drafts get this far)."""
    parts: list[Markup] = []
    end = 0
    for match in REFERENCE.finditer(text):
        parts += [escape(text[end : match.start()]), _referred(match[1], book)]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def _referred(name: str, book: Book) -> Markup:
    try:
        return with_unit(book.said(book[name]))
    except UnknownFigureError:
        return Markup("〔没有“{}”这个数〕").format(name)


def paragraphs(book: Book) -> Callable[[str], Markup]:
    """A filter that sets every line of a text as a paragraph."""

    def convert(text: str) -> Markup:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return Markup("\n").join(Markup("<p>{}</p>").format(inline(line, book)) for line in lines)

    return convert
