"""Names: a project that was renamed is one project, and years are compared by what they mean."""

from __future__ import annotations

import pytest

from generator.document.passages import passages_of
from generator.review import naming
from generator.review.naming import Names, names_of, years_of
from generator.review.wording import text_changes
from tests.budgets import disclosed, spoiled

LONG = "建设部—道路工程补助资金"


def test_renamed_projects_are_paired_by_likeness() -> None:
    """The most alike first; what is alike to nothing is gone or new."""
    old = disclosed(spoiled("{名称: 乙,", f"{{名称: {LONG}(上级),")).budget
    new = disclosed(spoiled("{名称: 乙,", f"{{名称: {LONG}（上级专款）,")).budget
    assert names_of(old, new).pairs == ((f"{LONG}(上级)", f"{LONG}（上级专款）"),)
    assert names_of(old, old).pairs == ()
    assert names_of(old, disclosed(spoiled("{名称: 乙,", "{名称: 完全不同,")).budget).pairs == ()


def test_the_first_and_the_second_are_two() -> None:
    """Names that differ only in an ordinal are two projects: one gone, one new."""
    old = disclosed(spoiled("{名称: 乙,", "{名称: 第二招商服务中心—招商引资经费,")).budget
    new = disclosed(spoiled("{名称: 乙,", "{名称: 第三招商服务中心—招商引资经费,")).budget
    assert names_of(old, new).pairs == ()


def test_two_projects_of_one_office_are_two() -> None:
    """The office in front makes no two projects alike; a change of office alone is a new name."""
    old = disclosed(spoiled("{名称: 乙,", "{名称: 建设环保管理部—铺设树篦,")).budget
    for name, alike in (
        ("建设环保管理部—路灯电费", False),
        ("建设环保管理部—铺设树篦子", True),
        ("环保部—铺设树篦", True),
    ):
        new = disclosed(spoiled("{名称: 乙,", f"{{名称: {name},")).budget
        assert bool(names_of(old, new).pairs) is alike, name


def test_many_that_were_renamed_are_paired_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all pairs would take too long, the names at one place are compared, and are alike or not."""
    monkeypatch.setattr(naming, "MOST_NAMES", 1)
    old, new = (
        disclosed(spoiled("名称: 乙,", f"名称: {first},", spoiled("名称: 丙,", f"名称: {second},"))).budget
        for first, second in (("道路养护经费", "路灯电费"), ("道路养护费", "会议费"))
    )
    assert names_of(old, new).pairs == (("道路养护经费", "道路养护费"),)


def test_findings_keep_their_names() -> None:
    """Words about whatever are told in the new names, wherever they speak of."""
    names = Names({"甲项目": "丁项目"}, {"乙项目": "戊项目"})
    assert names.in_words("“甲项目”与“乙项目”") == "“丁项目”与“戊项目”"


def test_an_id_is_renamed_where_the_whole_name_stands() -> None:
    """甲 is not renamed within 甲乙."""
    names = Names({"甲": "丁"})
    assert names.of_figure("项目/甲/金额") == "项目/丁/金额"
    assert names.of_figure("占比(项目/甲, 表三/合计)") == "占比(项目/丁, 表三/合计)"
    assert names.of_figure("项目/甲乙/金额") == "项目/甲乙/金额"
    assert names.of_figure("绩效目标/甲/年度资金/市县") == "绩效目标/甲/年度资金/市县"
    assert Names({}, {"甲": "丁"}).of_section("绩效目标表/甲") == "绩效目标表/丁"


def test_years_are_words_of_one_meaning() -> None:
    """本年度 of one year equals 本年度 of another, and other digits stay what they are."""
    (old,), (new,) = (
        passages_of(f"<p>{year}年比{year - 1}年增加，共2024001号</p>", "节") for year in (2024, 2025)
    )
    one, other = Names().comparable(old, years_of(2024)), Names().comparable(new, years_of(2025))
    assert [getattr(w, "figure", w) for w in one.words] == [getattr(w, "figure", w) for w in other.words]
    assert (one.text, other.text) == (old.text, new.text)


def test_a_year_that_nobody_edited_has_not_changed() -> None:
    """2024, this year once and last year now, stays what it is, also where the words beside it changed."""
    old, new = "<p>党工委2024年1月会议纪要</p>", "<p>党工委2024年2月会议纪要</p>"
    before, same, edited = (
        [Names().comparable(passage, years_of(year)) for passage in passages_of(html, "节")]
        for html, year in ((old, 2024), (old, 2025), (new, 2025))
    )
    assert list(text_changes(before, same)) == []
    assert [change.runs for change in text_changes(before, edited)] == [
        (("同", "党工委2024年"), ("删", "1"), ("增", "2"), ("同", "月会议纪要"))
    ]


def test_names_are_replaced_once_and_as_a_whole() -> None:
    """A new name is not replaced again, nor an old one within the name of another project."""
    names = Names({"道路费": "道路养护费", "养护费": "养护经费"}, known=frozenset(("绿地养护费",)))
    (passage,) = passages_of("<p>道路费、养护费、绿地养护费</p>", "节")
    assert names.comparable(passage, {}).text == "道路养护费、养护经费、绿地养护费"


def test_rare_characters_are_no_figures() -> None:
    """A character of private use, as rare ones of names are written, stays what it is."""
    (passage,) = passages_of('<p>\ue000\ue001<span data-figure="甲">1</span></p>', "节")
    assert Names({"丙": "丁"}).comparable(passage, {}) == passage
