"""What is done for each row or line takes as long in one long form as in many short ones."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from generator.press.section.long_texts import cut_group
from generator.press.section.nodes import Node
from generator.press.section.table_tags import whole_again
from generator.press.section.values import Cell

MANY, FEW, WIDTH = 3_000, 30, 27
MOST = 5.0
"""Times as long as the same in short ones; what grows with the square takes a hundred times as long."""


def seconds(made: Callable[[], Any], done: Callable[[Any], object]) -> float:
    """The shortest of three times that `done` takes with what is made anew for it."""
    taken = []
    gc.disable()
    try:
        for _ in range(3):
            given = made()
            begin = time.process_time()
            done(given)
            taken.append(time.process_time() - begin)
    finally:
        gc.enable()
    return min(taken)


def spans(count: int) -> list[Any]:
    """A paragraph with a span on each of its lines."""
    paragraph = ElementTree.Element("p")
    for _ in range(count):
        ElementTree.SubElement(paragraph, "span").text = "道" * WIDTH
    return [paragraph]


def paragraphs(count: int) -> list[Any]:
    """Paragraphs of a line."""
    made = [ElementTree.Element("p") for _ in range(count)]
    for one in made:
        one.text = "道" * WIDTH
    return made


def group(cells: list[list[Any]]) -> tuple[Any, dict[int, list[int]]]:
    """A group with a row for each cell, and the lines of all paragraphs."""
    whole, lines = ElementTree.Element("tbody"), {}
    for inside in cells:
        row = ElementTree.SubElement(whole, "tr", {"data-row": ""})
        ElementTree.SubElement(row, "th").text = "项目概况"
        ElementTree.SubElement(row, "td").extend(inside)
        for one in inside:
            lines[id(one)] = [WIDTH] * ("".join(one.itertext()).count("道") // WIDTH)
    return whole, lines


@pytest.mark.parametrize("inside", [spans, paragraphs])
def test_a_text_is_cut_in_one_walk(inside: Callable[[int], list[Any]]) -> None:
    """Of thousands of lines in one paragraph or in as many, with a span on each."""
    long = seconds(lambda: group([inside(MANY)]), lambda given: cut_group(*given))
    short = seconds(lambda: group([inside(FEW) for _ in range(MANY // FEW)]), lambda given: cut_group(*given))
    assert long < MOST * short


def table(rows: int) -> Node:
    """A table whose every second row is a piece of the one above."""
    whole = Node("Table", None, 0)
    for number in range(rows):
        attributes = {"data-piece": ""} if number % 2 else {}
        row = Node("TR", whole, 0, laid_out=SimpleNamespace(element=SimpleNamespace(attrib=attributes)))
        box = SimpleNamespace(rowspan=1, element=None)
        row.kids = [Node("TD", row, 0, cell=Cell(), laid_out=box) for _ in range(2)]
        whole.kids.append(row)
    return whole


def test_pieces_are_put_together_in_one_walk() -> None:
    """What reaches over no row any more is not looked at again."""

    def done(tables: list[Node]) -> None:
        for one in tables:
            whole_again(one)
            assert len(one.kids) * 2 in (MANY, FEW)

    long = seconds(lambda: [table(MANY)], done)
    short = seconds(lambda: [table(FEW) for _ in range(MANY // FEW)], done)
    assert long < MOST * short
