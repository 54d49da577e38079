"""The 28 performance tables (绩效目标表): every indicator of both periods, in the HTML and on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import pytest

from tests.built_sample import Sample
from tests.facts import RENAMED, read_json
from tests.html_tables import tables_of
from tests.printed_pages import squeezed

PUBLISHED: list[dict[str, Any]] = read_json("performance.json")
ALL = pytest.mark.parametrize("published", PUBLISHED, ids=[f"绩效{table['序号']}" for table in PUBLISHED])
SIDES = ("实施期", "年度")
MORE_THAN_A_YEAR = (14, 15, 21, 22, 23, 24, 27)
"""E08: published as 一次性项目, 1年, although the funds of 实施期 exceed those of the year."""
LEVELS = ("总额", "中央", "省级", "市县", "单位自筹", "其他")


def _corrected(table: dict[str, Any], indicator: dict[str, str]) -> tuple[str, str]:
    """Name and value as they should have been published: T06 is a slip of the pen in table 18."""
    name, value = indicator["三级"], indicator["值"]
    if table["序号"] == 18:
        name, value = name.removeprefix("1"), value.replace("<4套", "4套")
    return squeezed(name), squeezed(value)


def _expected(table: dict[str, Any]) -> list[list[str]]:
    """The rows of the indicator tree, both periods side by side."""
    groups: dict[tuple[str, str], tuple[list[tuple[str, str]], ...]] = {}
    for side, name in enumerate(SIDES):
        for indicator in table[f"{name}指标"]:
            key = (indicator["一级"], indicator["二级"])
            both = groups.setdefault(key, ([], []))
            if indicator["三级"]:
                both[side].append(_corrected(table, indicator))
    return [
        [*key, *left, *right]
        for key, sides in groups.items()
        for left, right in list(zip_longest(*sides, fillvalue=("", ""))) or [(("", ""), ("", ""))]
    ]


def test_the_facts_are_whole() -> None:
    """There are 28 tables with indicators for both periods; seven have more on the annual side (T07)."""
    assert len(PUBLISHED) == 28
    assert all(table["实施期指标"] and table["年度指标"] for table in PUBLISHED)
    assert {table["项目属性"] for table in PUBLISHED} == {"一次性项目(1年结束)"}
    longer = [t["序号"] for t in PUBLISHED if len(t["年度指标"]) > len(t["实施期指标"])]
    assert longer == [5, 7, 19, 20, 24, 27, 28]


def test_the_corrections_are_those_known() -> None:
    """Only table 18 is corrected: eleven names begin with a stray 1, and one value with a stray <."""
    changed = [
        (table["序号"], side, indicator["三级"], indicator["值"])
        for table in PUBLISHED
        for side in SIDES
        for indicator in table[f"{side}指标"]
        if _corrected(table, indicator) != (squeezed(indicator["三级"]), squeezed(indicator["值"]))
    ]
    assert {number for number, *_ in changed} == {18}
    for side in SIDES:
        assert sum(name.startswith("1") for _, own, name, _ in changed if own == side) == 11
        assert [value for _, own, _, value in changed if own == side and "<" in value] == ["<4套"]


@ALL
def test_every_indicator_is_composed(sample: Sample, published: dict[str, Any]) -> None:
    """The HTML of a table has every 一级, 二级, name and value of both periods, in the published order."""
    html = sample.section(f"绩效{published['序号']}").html
    [rows] = tables_of(html, "indicators")
    assert rows[2:] == _expected(published)


@ALL
def test_every_indicator_is_printed(sample: Sample, published: dict[str, Any]) -> None:
    """On the pages of a table the same rows stand in the same columns, and no other."""
    assert [_unmarked(row) for row, _ in _printed_rows(sample, published)] == _expected(published)


def _printed_rows(sample: Sample, published: dict[str, Any]) -> Iterator[tuple[list[str], bool]]:
    """The printed rows of the indicator tree, and whether each is the first of a page."""
    for page in sample.pages_of(f"绩效{published['序号']}"):
        rows = [row for row in page.table if len(row) == 6]
        assert not rows or rows[0][2:] == ["三级指标", "指标值", "三级指标", "指标值"]
        for index, row in enumerate(rows[1:]):
            yield row, index == 0


def _unmarked(row: list[str]) -> list[str]:
    return [row[0].removesuffix("（续）"), row[1].removesuffix("（续）"), *row[2:]]


def test_every_page_with_indicators_has_the_header(sample: Sample) -> None:
    """The two header rows of the tree stand above its rows on every page that has some."""
    pages = 0
    for published in PUBLISHED:
        for page in sample.pages_of(f"绩效{published['序号']}"):
            rows = [row for row in page.table if row[0] in ("一级指标", "产出指标", "效益指标", "满意度指标")]
            if rows:
                assert rows[0] == ["一级指标", "二级指标", "实施期指标", "年度指标"]
                assert rows[1] == ["一级指标", "二级指标", *["三级指标", "指标值"] * 2]
                pages += 1
    assert pages > 28


def test_continued_cells_say_so(sample: Sample) -> None:
    """A merged cell that goes on from the page before begins again, label and （续）; no other does."""
    continued = 0
    for published in PUBLISHED:
        above: list[str] = ["", ""]
        for row, first_of_page in _printed_rows(sample, published):
            labels = _unmarked(row)[:2]
            if first_of_page:
                same_first = labels[0] == above[0]
                same_second = same_first and labels[1] == above[1]
                assert [label.endswith("（续）") for label in row[:2]] == [same_first, same_second]
                continued += same_first
            above = labels
    assert continued >= 5


@ALL
def test_head_and_funds_are_printed(sample: Sample, published: dict[str, Any]) -> None:
    """Project, department, kind and period stand in the head, and the funds of both periods below, in 元.

    What has no money in either period is named in one line and has no row of its own.
    """
    page = sample.pages_of(f"绩效{published['序号']}")[0]
    project = RENAMED.get(published["表十二项目名称"], published["表十二项目名称"])
    assert ["项目名称", squeezed(project)] in page.table
    department = "山西忻州经济开发区管理委员会"
    assert ["主管部门及代码", f"101-{department}", "实施单位", department] in page.table
    [[_, kind, _, duration]] = [row for row in page.table if row[0] == "项目属性"]
    as_published = ("一次性项目（1年结束）", published["项目期"])
    assert ((kind, duration) != as_published) == (published["序号"] in MORE_THAN_A_YEAR)
    rows = [row for row in page.table if row[0] == "项目资金（元）"]
    funds = {side: published[f"{side}资金_元"] for side in SIDES}
    levels = [level for level in LEVELS if level == "总额" or any(funds[side][level] for side in SIDES)]
    nil = [level for level in LEVELS if level not in levels]
    assert levels[1:]
    assert rows[len(levels) :] == [
        ["项目资金（元）", f"{'、'.join(nil)}资金：实施期、年度都没有安排"]
    ] * bool(nil)
    for row, level in zip(rows[: len(levels)], levels, strict=True):
        for label, amount, side in ((row[1], row[2], "实施期"), (row[3], row[4], "年度")):
            assert label.endswith({"总额": "资金总额"}.get(level, level))
            assert amount == f"{funds[side][level] or 0:,}"
