"""The check of the tag tree: each way in which it can be unsound is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NullObject, NumberObject, TextStringObject

from generator.press.tag_check import tag_problems
from tests.press.conftest import Pressed
from tests.press.tags import elements, kids
from tests.press.tampering import mislead, tampered

Change = Callable[[PdfWriter], object]


def first(pdf: PdfWriter, kind: str) -> Any:
    """The first element of `kind`."""
    return elements(pdf, kind)[0]


def links(pdf: PdfWriter) -> list[Any]:
    """The links of the 目录."""
    return [link.get_object() for link in pdf.pages[1]["/Annots"]]


def _same_names(pdf: PdfWriter) -> None:
    one, other = elements(pdf, "/TH")[:2]
    one[NameObject("/ID")] = other["/ID"]


def _row_outside(pdf: PdfWriter) -> None:
    first(pdf, "/TR")[NameObject("/P")] = first(pdf, "/P").indirect_reference


def _unknown_header(pdf: PdfWriter) -> None:
    first(pdf, "/TD")["/A"][NameObject("/Headers")] = ArrayObject([TextStringObject("nobody")])


def _picture_without_words(pdf: PdfWriter) -> None:
    first(pdf, "/Span")[NameObject("/S")] = NameObject("/Figure")


def _lost_content(pdf: PdfWriter) -> None:
    numbers = pdf.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    numbers[1].get_object()[0] = NullObject()


def _content_of_nobody(pdf: PdfWriter) -> None:
    [below] = [kid for kid in kids(pdf.root_object["/StructTreeRoot"]) if "/S" in kid]
    below["/K"].pop()


def _link_without_tag(pdf: PdfWriter) -> None:
    link = first(pdf, "/Link")
    link[NameObject("/S")] = NameObject("/Span")


UNSOUND: dict[str, Change] = {
    "文件没有标签树或没有注明语言": lambda pdf: pdf.root_object.pop("/StructTreeRoot"),
    "表头单元格的标识“": _same_names,
    "有表头单元格没有注明作用范围": lambda pdf: first(pdf, "/TH")["/A"].pop("/Scope"),
    "有单元格指向不存在的表头": _unknown_header,
    "有图没有替代文字": _picture_without_words,
    "有表格行不在表格里": _row_outside,
    "第 1 页有 1 处内容不在标签树里": _lost_content,
    "处内容不在标签树里": _content_of_nobody,
    "第 2 页有一个链接没有去处": lambda pdf: mislead(links(pdf)[0]),
    "第 2 页有一个链接没有说明": lambda pdf: links(pdf)[0].pop("/Contents"),
    "第 2 页有一个链接不在标签树里": _link_without_tag,
}
"""What is said → the change after which it must be said."""


def test_what_was_printed_is_sound(pressed: Pressed, long_table: Pressed, long_performance: Pressed) -> None:
    """Text, tables over pages and merged cells pass."""
    for made in (pressed, long_table, long_performance):
        assert tag_problems(made.printed.data, range(made.printed.pages), {}) == []


@pytest.mark.parametrize("said", UNSOUND)
def test_what_is_unsound_is_told(pressed: Pressed, said: str) -> None:
    """One change, and what it breaks is told."""
    problems = tag_problems(tampered(pressed.printed.data, UNSOUND[said]), range(5), {})
    assert [problem for problem in problems if said in problem]


def test_the_language_must_be_said(pressed: Pressed) -> None:
    """Without it a screen reader would read Chinese with an English voice."""

    def change(pdf: PdfWriter) -> None:
        pdf.root_object[NameObject("/Lang")] = TextStringObject("en")

    assert tag_problems(tampered(pressed.printed.data, change), range(5), {}) == [
        "文件没有标签树或没有注明语言"
    ]


def test_foreign_pages_are_left_out(pressed: Pressed) -> None:
    """Pages that others drew are not ours to answer for."""

    def change(pdf: PdfWriter) -> None:
        pdf.pages[0][NameObject("/StructParents")] = NumberObject(0)
        _lost_content(pdf)

    data = tampered(pressed.printed.data, change)
    assert tag_problems(data, range(5), {})
    assert tag_problems(data, range(1, 5), {}) == []
