"""Links: one for each entry of the 目录, told once, with its words."""

from __future__ import annotations

import pypdf
import pytest

from tests.press.conftest import Pressed
from tests.press.tags import elements, kids


@pytest.fixture(scope="module")
def pdf(pressed: Pressed) -> pypdf.PdfReader:
    return pressed.reader


def test_every_entry_of_the_contents_is_a_link_that_says_where(pressed: Pressed) -> None:
    """A link leads to the heading's page and has the heading as its description."""
    pdf = pressed.reader
    links = [link.get_object() for page in pdf.pages for link in page.get("/Annots", [])]
    listed = [
        heading for part in pressed.document.sections for heading in part.headings if heading.in_contents
    ]
    assert [link["/Contents"] for link in links] == [heading.text for heading in listed]
    for link in links:
        page = pdf.get_destination_page_number(pdf.named_destinations[link["/Dest"]])
        assert page is not None
        assert link["/Contents"].removeprefix("表三 ") in pdf.pages[page].extract_text().replace("\n", "")


def test_links_can_be_reached_with_the_keyboard(pdf: pypdf.PdfReader) -> None:
    """PDF/UA: pages with links are tabbed through in the order of the tags; links have a tag."""
    for page in pdf.pages:
        if page.get("/Annots"):
            assert page.get("/Tabs") == "/S"
            assert all("/StructParent" in link.get_object() for link in page["/Annots"])


def test_every_link_is_the_one_of_its_tag(pdf: pypdf.PdfReader) -> None:
    """Each /Link of the tag tree has its own link, and there is no other."""
    tagged = [
        kid.raw_get("/Obj").idnum
        for element in elements(pdf, "/Link")
        for kid in kids(element)
        if kid.get("/Type") == "/OBJR"
    ]
    links = [link.idnum for page in pdf.pages for link in page.get("/Annots", [])]
    assert len(links) == 2
    assert tagged == links


def test_a_link_leads_back_to_its_tag(pdf: pypdf.PdfReader) -> None:
    """The parent tree knows the /Link of every link, and no link that is not there."""
    numbers = pdf.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    links = [link.get_object() for page in pdf.pages for link in page.get("/Annots", [])]
    assert [parents[link["/StructParent"]].get_object()["/S"] for link in links] == ["/Link"] * len(links)
    assert len(parents) == len(pdf.pages) + len(links)
