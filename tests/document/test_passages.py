"""Passages: the words of a document in pieces, figures as mentions, labels of merged cells as path."""

from __future__ import annotations

from generator.document import compose
from generator.document.passages import Mention, PassageKind, passages, passages_of
from tests.budgets import disclosed


def test_headings_are_the_path_of_what_stands_below_them() -> None:
    """A heading ends those of its own level and deeper ones."""
    html = "<h1>甲</h1><h2>乙</h2><h3>丙</h3><p>一</p><h2>丁</h2><p>二</p>"
    assert [(p.kind, p.path, p.text) for p in passages_of(html, "节")] == [
        (PassageKind.HEADING, (), "甲"),
        (PassageKind.HEADING, ("甲",), "乙"),
        (PassageKind.HEADING, ("甲", "乙"), "丙"),
        (PassageKind.PARAGRAPH, ("甲", "乙", "丙"), "一"),
        (PassageKind.HEADING, ("甲",), "丁"),
        (PassageKind.PARAGRAPH, ("甲", "丁"), "二"),
    ]


def test_figures_are_mentions() -> None:
    """A figure is one word, whatever is printed of it; the characters around it are words of their own."""
    (passage,) = passages_of('<p>共<span class="figure" data-figure="表三/合计">1,2</span>元</p>', "节")
    assert passage.words == ("共", Mention("表三/合计", "1,2"), "元")
    assert passage.text == "共1,2元"
    assert passage.figures == ("表三/合计",)


def test_the_label_of_a_merged_cell_is_the_path_of_all_its_rows() -> None:
    """A row says what it says, and its path says below which labels."""
    html = (
        '<table><tr><th scope="rowgroup" rowspan="2">产出</th><th scope="rowgroup" rowspan="1">数量</th>'
        '<td>子</td><td>1</td></tr><tr><th scope="rowgroup" rowspan="1">质量</th><td>丑</td><td>2</td></tr>'
        "<tr><td>寅</td><td>3</td></tr></table>"
    )
    assert [(p.path, p.text) for p in passages_of(html, "节")] == [
        (("产出", "数量"), "子│1"),
        (("产出", "质量"), "丑│2"),
        ((), "寅│3"),
    ]


def test_what_is_not_printed_is_no_word() -> None:
    """The words of a chart for those who cannot see it, and the number of a table, are not on paper."""
    html = (
        '<figure><svg><title>图：甲1万元</title><text>图</text><text>甲</text><text data-figure="a">1</text>'
        '</svg></figure><h2><span class="label">表一</span>总表</h2>'
    )
    chart, heading = passages_of(html, "节")
    assert (chart.kind, chart.text, chart.figures) == (PassageKind.CHART, "图│甲│1", ("a",))
    assert heading.text == "总表"


def test_a_document_is_all_passages() -> None:
    """Every figure of every table and sentence is in one; sections are called by what they are about."""
    disclosure = disclosed()
    found = passages(compose(disclosure))
    in_cells = {c.figure.id for t in disclosure.tables.values() for r in t.rows for c in r.cells if c.figure}
    assert in_cells <= {name for passage in found for name in passage.figures}
    assert "绩效目标表/甲" in {passage.section for passage in found}
    for section in {passage.section for passage in found}:
        numbers = [passage.number for passage in found if passage.section == section]
        assert numbers == list(range(len(numbers)))
