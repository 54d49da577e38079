"""The tag tree: what a screen reader is told of tables, pictures and the furniture of pages."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest

from generator.press.join.structure import _parts
from tests.built_sample import Book, Sample
from tests.press.conftest import Pressed
from tests.press.tags import below, elements, kids, marks

FURNITURE = 14 * 4 / 3
"""CSS pixels: the size of page numbers and running heads."""


def test_a_table_over_pages_is_one_table(long_table: Pressed) -> None:
    """One /Table, one head with its rows once, and every row of the body, in order."""
    pdf = long_table.reader
    assert len(pdf.pages) > 4
    [table] = elements(pdf, "/Table")
    groups = [kid["/S"] for kid in kids(table)]
    assert groups == ["/THead", "/TBody"]
    head, body = kids(table)
    assert len(below(head, "/TR")) == 3
    assert len(below(body, "/TR")) == len(long_table.document.disclosure.tables["表十二"].rows)


def test_the_tables_of_a_performance_table_stay_apart(long_performance: Pressed) -> None:
    """Facts, funds, prose and indicators are four tables, also over pages; each says what it is about."""
    pdf = long_performance.reader
    tables = elements(pdf, "/Table")
    said = [table["/A"]["/Summary"] for table in tables]
    assert said == ["项目基本情况", "项目资金", "项目说明和总体目标", "绩效指标"]
    rows = len(below(tables[3], "/TR"))
    [section] = [part for part in long_performance.document.sections if part.key == "绩效1"]
    assert rows == 2 + section.html.partition("indicators")[2].count("<tr data-row>")


@pytest.mark.parametrize("made", ["pressed", "long_table", "long_performance"])
def test_header_cells_have_names_of_their_own_and_a_scope(made: str, request: pytest.FixtureRequest) -> None:
    """/ID is unique in the document, /Scope is a column's or a row's."""
    cells = elements(request.getfixturevalue(made).reader, "/TH")
    assert cells
    assert [name for name, count in Counter(cell["/ID"] for cell in cells).items() if count > 1] == []
    assert {cell["/A"]["/Scope"] for cell in cells} <= {"/Column", "/Row"}


def test_labels_of_rows_have_the_scope_of_rows(long_performance: Pressed) -> None:
    """Header cells in the body are those of rows, those in the head of columns."""
    table = elements(long_performance.reader, "/Table")[3]
    head, body = kids(table)
    assert {cell["/A"]["/Scope"] for cell in below(head, "/TH")} == {"/Column"}
    assert {cell["/A"]["/Scope"] for cell in below(body, "/TH")} == {"/Row"}


@pytest.mark.parametrize("made", ["pressed", "long_table", "long_performance"])
def test_data_cells_name_their_headers(made: str, request: pytest.FixtureRequest) -> None:
    """Every /Headers names header cells of the same table, and the amounts of a table all have one."""
    for table in elements(request.getfixturevalue(made).reader, "/Table"):
        names = {cell["/ID"] for cell in below(table, "/TH")}
        cells = below(table, "/TD")
        for cell in cells:
            assert set(cell["/A"].get("/Headers", ())) <= names
        if below(table, "/THead"):
            assert all(cell["/A"].get("/Headers") for cell in cells)


def test_cells_below_a_cut_label_name_it(long_performance: Pressed) -> None:
    """A merged label that is opened again on the next page is a header of the rows there."""
    table = elements(long_performance.reader, "/Table")[3]
    labels = {cell["/ID"] for cell in below(kids(table)[1], "/TH")}
    unlabelled = [cell for cell in below(table, "/TD") if not labels & set(cell["/A"]["/Headers"])]
    assert len(labels) > 6
    assert unlabelled == []


@pytest.mark.parametrize("made", ["pressed", "long_table", "long_performance"])
def test_furniture_is_an_artifact(made: str, request: pytest.FixtureRequest) -> None:
    """Page numbers and running heads are read by nobody; every page of the body has its number."""
    pdf = request.getfixturevalue(made).reader
    for index, page in enumerate(pdf.pages):
        furniture = [mark for mark in marks(pdf, page) if abs(mark.size - FURNITURE) < 0.1]
        if pdf.page_labels[index].isdecimal():
            assert furniture
            assert {mark.tag for mark in furniture} == {"/Artifact"}


def test_repeated_heads_are_artifacts(long_table: Pressed) -> None:
    """From the second page of a table on, its head is furniture, too."""
    pdf = long_table.reader
    artifacts = [sum(mark.tag == "/Artifact" for mark in marks(pdf, page)) for page in pdf.pages]
    head = len(below(elements(pdf, "/THead")[0], "/TH"))
    [pages] = [len(part.pages) for part in long_table.printed.sections if part.section.key == "表十二"]
    first, *others = artifacts[2 : 2 + pages]
    assert len(others) >= 3
    assert others == [others[0]] * len(others)
    assert first < head <= others[0]


def test_leader_dots_are_artifacts(pressed: Pressed) -> None:
    """An entry of the 目录 is read as its words and its page, not as sixty dots."""
    pdf = pressed.reader
    shown = list(marks(pdf, pdf.pages[1]))
    assert sum(mark.tag == "/Artifact" for mark in shown) > 100
    assert max(len(below(link, "/Span")) for link in elements(pdf, "/Link")) <= 6


@pytest.mark.parametrize("made", ["pressed", "long_table", "long_performance"])
def test_the_parent_tree_is_sound(made: str, request: pytest.FixtureRequest) -> None:
    """Content with a number belongs to an element that says so, and no text is without a tag."""
    pdf = request.getfixturevalue(made).reader
    numbers = pdf.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    reached = {element.indirect_reference.idnum for element in elements(pdf)}
    for page in pdf.pages:
        owners = parents[page["/StructParents"]].get_object()
        shown = list(marks(pdf, page))
        assert "" not in {mark.tag for mark in shown}
        for mark in shown:
            if mark.mcid is not None:
                owner = owners[mark.mcid]
                assert owner.idnum in reached
                assert mark.mcid in _own_marks(owner.get_object())


def _own_marks(element: Any) -> list[int]:
    below = element["/K"]
    listed = below if isinstance(below, list) else [below]
    values = [kid.get_object() for kid in listed]
    return [kid["/MCID"] if isinstance(kid, dict) and "/MCID" in kid else kid for kid in values]


@pytest.mark.parametrize("made", ["pressed", "long_table", "long_performance"])
def test_it_is_read_in_the_order_of_pages(made: str, request: pytest.FixtureRequest) -> None:
    """From the first element to the last, no page is turned back."""
    pdf = request.getfixturevalue(made).reader
    order = {page.indirect_reference.idnum: index for index, page in enumerate(pdf.pages)}
    pages = [
        order[element.raw_get("/Pg").idnum]
        for element in elements(pdf)
        if "/Pg" in element and not [kid for kid in kids(element) if "/S" in kid]
    ]
    assert set(pages) == {index for index, page in enumerate(pdf.pages) if page.extract_text()}
    assert pages == sorted(pages)


def test_charts_have_words(sample_reader: pypdf.PdfReader) -> None:
    """The two charts of the sample are figures, with every amount in their alternative text."""
    figures = elements(sample_reader, "/Figure")
    assert len(figures) == 2
    assert all(figure["/Alt"].count("万元，占") >= 2 for figure in figures)


def test_the_sample_has_one_table_for_each(sample_reader: pypdf.PdfReader) -> None:
    """Thirteen tables, four for each of 28 performance tables, their list, and the catalogue's two."""
    assert len(elements(sample_reader, "/Table")) == 13 + 28 * 4 + 3


def test_headings_are_headings(pressed: Pressed) -> None:
    """The headings that are printed are tagged as such, in their order, after the title of the cover."""
    levels = [1, *(heading.level for part in pressed.document.sections for heading in part.headings)]
    tags = [element["/S"] for element in elements(pressed.reader) if element["/S"] in ("/H1", "/H2", "/H3")]
    assert tags == [f"/H{level}" for level in levels]


def test_the_contents_are_a_tree_of_links(sample: Sample, sample_reader: pypdf.PdfReader) -> None:
    """Every entry of the 目录 is a TOCI with one link; those below a title are a TOC below it."""
    entries = [h for part in sample.printed.sections for h in part.section.headings if h.in_contents]
    items = elements(sample_reader, "/TOCI")
    assert len(items) == len(entries) > 30
    assert all([kid["/S"] for kid in kids(item)] == ["/Reference"] for item in items)
    assert all(len(below(item, "/Link")) == 1 for item in items)
    [outer] = [toc for toc in elements(sample_reader, "/TOC") if toc["/P"]["/S"] == "/Sect"]
    assert len([kid for kid in kids(outer) if kid["/S"] == "/TOCI"]) == 5
    assert {kid["/S"] for toc in elements(sample_reader, "/TOC") for kid in kids(toc)} == {"/TOC", "/TOCI"}


def test_lists_are_lists(sample: Sample, sample_reader: pypdf.PdfReader) -> None:
    """职责, 名词解释 and 一图读懂: every item has one label and one body, on however many lines."""
    budget = sample.disclosure.budget
    lists = elements(sample_reader, "/L")
    counts = [len(budget.department.duties.items), len(budget.terms)]
    of_summary, others = lists[:5], lists[5:]
    assert [len(kids(found)) for found in of_summary] == [2, 3, 3, 9, 10]
    assert [len(kids(found)) for found in others] == counts
    items = [item for found in lists for item in kids(found)]
    assert all([kid["/S"] for kid in kids(item)] == ["/Lbl", "/LBody"] for item in items)


@pytest.mark.parametrize("made", ["smallest", "three_units", "extreme"])
def test_parts_are_sections(made: str, request: pytest.FixtureRequest) -> None:
    """The document is cover, 目录 and parts; each part begins with its title, the only one of its level."""
    pdf = request.getfixturevalue(made).reader
    [document] = elements(pdf, "/Document")
    parts = kids(document)
    assert {part["/S"] for part in parts} == {"/Sect"}
    assert [len(below(part, "/H1")) for part in parts] == [1, 0, *[1] * (len(parts) - 2)]
    assert len(parts) >= 5


def test_headings_of_performance_tables_are_told_apart(sample_reader: pypdf.PdfReader) -> None:
    """Each is heard with the name of its project."""
    heard = [heading.get("/Alt") for heading in elements(sample_reader, "/H3") if "/Alt" in heading]
    assert len(set(heard)) == len(heard) == 28


@pytest.mark.parametrize("made", ["smallest", "three_units", "extreme"])
def test_every_name_is_in_the_tree_of_names(made: str, request: pytest.FixtureRequest) -> None:
    """/IDTree leads from the name of a header cell to the cell, in the order of the names."""
    pdf = request.getfixturevalue(made).reader
    names = pdf.root_object["/StructTreeRoot"]["/IDTree"]["/Names"]
    assert list(names[::2]) == sorted(names[::2])
    found = {name: cell.get_object() for name, cell in zip(names[::2], names[1::2], strict=True)}
    cells = elements(pdf, "/TH")
    assert len(cells) == len(found)
    assert all(found[cell["/ID"]]["/ID"] == cell["/ID"] for cell in cells)


@pytest.mark.parametrize("made", ["smallest", "three_units", "extreme"])
def test_every_amount_has_a_head_of_its_row(made: str, request: pytest.FixtureRequest) -> None:
    """科目, 项目: in a table of figures no cell with a number is without the name of its row."""
    pdf = request.getfixturevalue(made).reader
    labels = {cell["/ID"] for cell in elements(pdf, "/TH") if cell["/A"]["/Scope"] == "/Row"}
    tables = [table for table in elements(pdf, "/Table") if below(table, "/THead")]
    for table in tables:
        if str(table["/A"]["/Summary"]).startswith("2024年"):
            rows = below(kids(table)[1], "/TR")
            assert all(below(row, "/TH") for row in rows)
            assert all(labels & set(c["/A"]["/Headers"]) for row in rows for c in below(row, "/TD")[-1:])


def test_a_long_text_is_heard_as_one(extreme: Book) -> None:
    """The rows that it was cut into are one row a page, with a paragraph as its author wrote it."""
    found = {
        summary: table
        for table in elements(extreme.reader, "/Table")
        if (summary := str(table["/A"].get("/Summary", ""))) == "项目说明和总体目标"
    }
    [table] = found.values()
    rows = below(table, "/TR")
    assert [len(below(row, "/TD")) for row in rows] == [1, 1, 1, 1, 1, 0, 1, 1, 0, 1]
    assert [len(below(row, "/P")) for row in rows] == [1, 0, 0, 0, 0, 0, 1, 1, 0, 1]
    spans = [cell["/A"].get("/RowSpan", 1) for row in rows for cell in below(row, "/TH")]
    assert spans == [1, 1, 1, 1, 1, 2, 1, 3, 1]


def test_the_outline_is_shown_and_does_not_drown_in_projects(sample_reader: pypdf.PdfReader) -> None:
    """Readers open with the outline; the projects stand folded below 十、绩效管理情况."""
    root = sample_reader.root_object
    assert root["/PageMode"] == "/UseOutlines"
    assert 30 < root["/Outlines"]["/Count"] < 50
    titles = [str(item["/Title"]) for item in sample_reader.outline if isinstance(item, dict)]
    below_titles = [item for item in sample_reader.outline if isinstance(item, list)]
    assert titles[-1].startswith("第四部分")
    assert any(str(item["/Title"]).startswith("表一 2024年") for part in below_titles for item in part)


def test_what_is_said_of_the_file_can_be_read_without_unpacking(pressed: Pressed) -> None:
    """The metadata are plain text in the file."""
    assert b"<pdfaid:part" in pressed.printed.data or b'pdfaid:part="3"' in pressed.printed.data
    assert "/Filter" not in pressed.reader.root_object["/Metadata"]


def test_a_title_that_runs_on_begins_a_part_of_its_own() -> None:
    """What stands before it goes on with the part before; what stands before a first title is its own."""

    def placed(*kinds: str) -> Any:
        return SimpleNamespace(elements=[SimpleNamespace(kind=kind, parent=-1) for kind in kinds]), None

    sections = [
        placed("P", "H1", "P", "H1"),
        placed("H3", "P"),
        placed("H2", "P", "H1", "P"),
        placed("P", "TOC"),
    ]
    parts = [" ".join(section.elements[top].kind for (section, _), top in part) for part in _parts(sections)]
    assert parts == ["P H1 P", "H1 H3 P H2 P", "H1 P", "P TOC"]
