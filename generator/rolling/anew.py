"""What a budget says of its year alone, found by what the keys are declared to be, and asked anew."""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.model.base import PROSE, UNFILLED, ListOrNothing, OrNothing, is_nothing
from generator.model.marks import Lasting, OfPeriod, OfYear, OnlyThisYear, Property, Records
from generator.model.number import Number
from generator.model.paths import annotation_at, annotation_of, branches, item_of, model_in, of_words, said_in
from generator.model.performance import IndicatorGroup
from generator.source.editing.nodes import Editor, Node, items, pairs

Mark = OfYear | OfPeriod | Lasting | None
_ONE_YEAR = re.compile(r"(?:1年|一年|12个月|十二个月)(?:期|以内|内)?|当年|本年|")


def mark_within(annotation: Any, above: Mark) -> Mark:
    """What is said of the words at an annotation: its own mark, or the one above it."""
    own: Mark = next(
        (one for one in said_in(annotation) if isinstance(one, OfYear | OfPeriod | Lasting)), None
    )
    return above if own is None or (isinstance(above, OfYear) and isinstance(own, OfPeriod)) else own


def is_of_year(annotation: Any, mark: Mark) -> bool:
    """Whether what stands alone at an annotation is said of the year: marked so, or a number."""
    return isinstance(mark, OfYear) or (Number in branches(annotation) and not isinstance(mark, OfPeriod))


def is_decided(annotation: Any, mark: Mark) -> bool:
    """Whether the declaration says what becomes of it; words without any mark would only stay."""
    sorted_out = any(isinstance(one, Property | OnlyThisYear) for one in said_in(annotation))
    return mark is not None or sorted_out or Number in branches(annotation)


def within_a_year(duration: str) -> bool:
    """Whether a 项目期 is no longer than the year: then what is said of it is said of the year."""
    named = set(_years(duration))
    return len(named) == 1 if named else _ONE_YEAR.fullmatch(duration.strip()) is not None


def _years(text: str) -> list[int]:
    return [int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", text)]


class Anew:
    """Asks anew, in the text of `editor`, what was of the year before `year`."""

    def __init__(self, editor: Editor, year: int, *, one_year: bool = False) -> None:
        self.editor = editor
        self.year = year
        self.one_year = one_year
        """Whether what is of the 实施期 is of the year."""

    def ask(self, node: Node, annotation: Any, above: Mark = None, within: str = "") -> None:
        """Mark all at `node` and below it that is of the year; `within` tells it from others in its line."""
        mark = mark_within(annotation, above)
        model = model_in(annotation)
        if isinstance(node, yaml.ScalarNode) or not node.value:
            if self._is_asked(node, annotation, mark):
                fill(self.editor, node, within, above=PROSE in said_in(annotation))
            return
        for key, value in pairs(node):
            below = annotation_at(model, (key.value,)) if model else item_of(annotation)
            self.ask(value, below, mark, f"{within}{key.value}")
        # A plain list of indicators stands for both 实施期 and 年度.
        listed = annotation_at(IndicatorGroup, ("实施期",)) if model is IndicatorGroup else annotation
        for item in items(node):
            self.ask(item, item_of(listed, list), mark, within)

    def _is_asked(self, node: Node, annotation: Any, mark: Mark) -> bool:
        if (model_in(annotation) or item_of(annotation)) and str not in branches(annotation):
            return _says_none(node, annotation) and _below(annotation, mark)
        if isinstance(mark, OfPeriod):
            named = [] if Number in branches(annotation) else _years(str(node.value))
            return self.one_year or (bool(named) and max(named) < self.year)
        return is_of_year(annotation, mark)


def _says_none(node: Node, annotation: Any) -> bool:
    """Whether a block or a list that can be said not to be is said so: 无, 0 or []."""
    said = list(said_in(annotation))
    block = model_in(annotation)
    if isinstance(node, yaml.ScalarNode) and block:
        return issubclass(block, OrNothing) and (is_nothing(node.value) or node.value.strip() == "0")
    listed = any(isinstance(one, ListOrNothing | Records) for one in said)
    return listed and (not node.value or is_nothing(node.value))


def _below(annotation: Any, mark: Mark) -> bool:
    """Whether anything that may stand below an annotation is of the year."""
    mark = mark_within(annotation, mark)
    model = model_in(annotation)
    if model is None:
        item = item_of(annotation)
        return is_of_year(annotation, mark) if item is None else _below(item, mark)
    below = [annotation_of(field) for field in model.model_fields.values()]
    return any(_below(one, mark) for one in (*below, of_words(model)) if one is not None)


def fill(editor: Editor, node: Node, label: str = "", *, above: bool = False) -> None:
    """Mark `node`, with what stood there beside it; sentences in lines of their own stand `above` it."""
    editor.replace(node, UNFILLED)
    text = str(node.value).strip() if isinstance(node, yaml.ScalarNode) else "[]"
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 or node.start_mark.line != node.end_mark.line or (above and editor.in_block(node)):
        editor.above(node, [f"上年：{line}" for line in lines])
    elif text:
        editor.note(node, label, text)
