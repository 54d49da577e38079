"""Wording: passages are paired whatever page they are on, and compared character by character."""

from __future__ import annotations

from generator.document.passages import Passage, passages_of
from generator.review.comparison import What
from generator.review.wording import chart_changes, text_changes


def _of(html: str) -> list[Passage]:
    return passages_of(html, "节")


def _told(old: str, new: str) -> list[tuple[What, list[tuple[str, str]]]]:
    return [(change.what, list(change.runs)) for change in text_changes(_of(old), _of(new))]


def test_only_the_characters_that_changed_are_marked() -> None:
    """The rest of the paragraph is the same."""
    assert _told("<p>比上年增加三成</p>", "<p>比上年减少三成</p>") == [
        (What.CHANGED, [("同", "比上年"), ("删", "增加"), ("增", "减少"), ("同", "三成")])
    ]


def test_clauses_are_matched_before_characters() -> None:
    """Characters that two other sentences happen to share are no part that stayed; cells are kept apart."""
    told = _told("<p>总数不变，征迁补偿任务重新安排。</p>", "<p>总数不变，按照工作任务据实安排。</p>")
    assert told == [
        (
            What.CHANGED,
            [("同", "总数不变，"), ("删", "征迁补偿任务重新安排。"), ("增", "按照工作任务据实安排。")],
        )
    ]
    row = "<tr><td>项目属性甲</td><td>{}</td><td>项目期乙</td></tr>"
    assert _told(row.format("跨年度"), row.format("一次性")) == [
        (What.CHANGED, [("同", "项目属性甲│"), ("删", "跨年度"), ("增", "一次性"), ("同", "│项目期乙")])
    ]


def test_a_number_is_changed_whole() -> None:
    """100 that became 10 is another number, not one that lost a digit."""
    assert _told("<p>工程质量合格率不低于100%</p>", "<p>工程质量合格率不低于10%</p>") == [
        (What.CHANGED, [("同", "工程质量合格率不低于"), ("删", "100%"), ("增", "10%")])
    ]


def test_long_texts_are_compared_in_a_moment() -> None:
    """A paragraph of thousands of characters without a mark is told whole."""
    one, other = "甲乙丙" * 3000, "乙甲丁" * 3000
    assert _told(f"<p>共同的开头，{one}</p>", f"<p>共同的开头，{other}</p>") in (
        [(What.REMOVED, [("删", f"共同的开头，{one}")]), (What.ADDED, [("增", f"共同的开头，{other}")])],
        [(What.CHANGED, [("同", "共同的开头，"), ("删", one), ("增", other)])],
    )


def test_another_value_of_a_figure_is_no_change_of_words() -> None:
    """Figures among words are compared by what they are; another one is a change if it prints another."""
    html = '<p>共<span data-figure="{}">{}</span>元</p>'
    assert _told(html.format("甲", "1"), html.format("甲", "2")) == []
    assert _told(html.format("甲", "1"), html.format("乙", "1")) == []
    assert _told(html.format("甲", "1"), html.format("乙", "2")) == [
        (What.CHANGED, [("同", "共"), ("删", "1"), ("增", "2"), ("同", "元")])
    ]


def test_a_paragraph_that_came_pushes_nothing() -> None:
    """What only stands further down has not changed."""
    old = "<p>第一段的话</p><p>第二段的话说的是别的</p>"
    assert _told(old, f"<p>前言在此</p>{old}") == [(What.ADDED, [("增", "前言在此")])]
    assert _told(f"<p>前言在此</p>{old}", old) == [(What.REMOVED, [("删", "前言在此")])]


def test_a_row_that_moved_is_told_once() -> None:
    """Gone here and come there is one move; below another label it is one too."""
    rows = [f"<tr><td>{name}</td><td>1</td></tr>" for name in ("子指标甲", "丑指标乙", "寅指标丙")]
    told = _told("".join(rows), "".join([rows[2], rows[0], rows[1]]))
    assert [what for what, _ in told] == [What.MOVED]
    label = '<tr><th scope="rowgroup" rowspan="1">{}</th><td>子指标甲</td></tr>'
    assert [what for what, _ in _told(label.format("数量"), label.format("质量"))] == [What.MOVED]


def test_a_section_that_came_is_one_change() -> None:
    """All its passages are told at its first."""
    (change,) = text_changes([], _of("<h2>新的一节</h2><p>甲</p><p>乙</p>"))
    assert (change.what, change.passage.text, change.runs) == (
        What.ADDED,
        "新的一节",
        (("增", "整节，共 3 段"),),
    )


def test_a_chart_changes_with_its_figures_or_their_order() -> None:
    """Other figures, another order, a chart more or less; else nothing."""
    bar = '<text data-figure="{}">1</text>'
    html = f"<figure><svg><text>图</text>{bar}{bar}</svg></figure>"
    chart, turned = _of(html.format("甲", "乙")), _of(html.format("乙", "甲"))
    assert list(chart_changes(chart, chart, {})) == []
    assert [c.figures for c in chart_changes(chart, chart, {"乙": 1})] == [("乙",)]
    assert [c.what for c in chart_changes(chart, turned, {})] == [What.CHANGED]
    assert [c.what for c in chart_changes([], chart, {})] == [What.ADDED]
    assert [c.what for c in chart_changes(chart, [], {})] == [What.REMOVED]
