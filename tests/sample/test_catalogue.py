"""The catalogue of purchased services (政府购买服务指导性目录) at the end of 第三部分."""

from __future__ import annotations

from tests.built_sample import Sample
from tests.facts import read_csv
from tests.printed_pages import squeezed

LEVELS = ("一级", "二级", "三级", "四级")


def test_every_entry_is_printed(sample: Sample) -> None:
    """The 276 published entries of sixteen departments stand in the table of four columns, in their order."""
    published = [
        [department, code, LEVELS[int(level) - 1], squeezed(name)]
        for department, code, level, name in read_csv("catalogue.csv")[1:]
    ]
    printed = [
        row
        for page in sample.pages_of("catalogue")
        for row in page.table
        if len(row) == 4 and row[0] != "部门"
    ]
    assert len(published) == 276
    assert len({department for department, *_ in published}) == 16
    assert printed == published


def test_the_header_stands_on_every_page(sample: Sample) -> None:
    """Every page of the catalogue begins with its header row."""
    tables = [page.table for page in sample.pages_of("catalogue")]
    with_entries = [table for table in tables if any(len(row) == 4 for row in table)]
    assert len(with_entries) > 5
    assert [table[0] for table in with_entries] == [["部门", "代码", "级次", "名称"]] * len(with_entries)
