"""What windows are told of pages: every figure has its box, and its mark."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest

from generator.document import compose
from generator.findings import Finding, Level
from generator.workbench.fields import Field
from generator.workbench.reading import Reading
from generator.workbench.sheets import Sheet
from generator.workbench.telling import boxes, findings
from generator.workbench.views.answering import advice_of
from tests.built_sample import Sample

_PRINTED = re.compile(r'data-figure="([^"]+)"')


def _sheets(sample: Sample) -> list[Sheet]:
    nothing = cast("Any", None)
    return [Sheet("", one, nothing, {}, nothing) for one in sample.printed.sections]


def test_every_figure_that_is_printed_answers(sample: Sample) -> None:
    """In tables, sentences and charts: a box that can be clicked on, of a figure that is known."""
    document = compose(sample.disclosure)
    printed = {name for section in document.on_pages for name in _PRINTED.findall(section.html)}
    found = {
        box[0]
        for sheet in _sheets(sample)
        for page in range(len(sheet.numbered.pages))
        for box in boxes(sheet, page)
    }
    assert len(printed) > 1000
    assert found == printed
    assert all(name in document.disclosure.book for name in printed)


def test_a_page_whose_chart_has_a_finding_is_marked(sample: Sample) -> None:
    """As one whose table or sentence has."""
    sheets = _sheets(sample)
    sheet = next(one for one in sheets if one.numbered.print.chart_figures)
    spot = sheet.numbered.print.chart_figures[0]
    told = Finding("T01", Level.ERROR, "不相等", figures=(spot.figure,))
    marked = findings(Reading((), findings=(told,)), sheets, [])["pages"]
    assert marked[sheet.name][spot.page] == "error"


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        (
            "补上；上年没有的，写 上年: 无；不印的，删去",
            "补上；上年没有的，在“上年”的表里点“写‘无’”；不印的，删去",
        ),
        ("核对；也可以用 gongkai codes import 读进科目表", "核对"),
        ("没有要解释的，写 名词解释: []", "没有要解释的，在“名词解释”的表里点“写‘无’”"),
    ],
)
def test_what_to_do_is_said_without_commands(hint: str, said: str) -> None:
    """And without YAML: who fills in forms has neither."""
    assert advice_of(Finding("X99", Level.NOTE, "", None, hint)) == said


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("核对；写上：收入: {一般公共预算: 0}", "核对；点“去填”，在“收入”的表里改"),
        (
            "“所属单位”一个写一项，用半角逗号分开，或一行一个；个数是按项数的",
            "个数是按项数的；点“去填”，在“收入”的表里改",
        ),
        ("在部门的文件里写部门的", "点“去填”，在“收入”的表里改"),
        ("写成 {{ 收入/合计 }}", "写成 {{ 收入/合计 }}"),
        ("只写数字，例如 1234.56", "只写数字，例如 1234.56"),
        ("没有的，写 收入: 无", "没有的，在“收入”的表里点“写‘无’”"),
    ],
)
def test_whom_a_form_is_offered_is_told_of_no_yaml(hint: str, said: str) -> None:
    """Where there is no form, the file is the only way: then it is said how that is written."""
    told = Finding("X99", Level.NOTE, "", None, hint)
    assert advice_of(told, Field("收入", "", 0, ("收入",))) == said
    assert advice_of(told) == said or "点“去填”" in said
