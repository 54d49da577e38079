"""What the file says of itself: standards, title, language, page labels."""

from __future__ import annotations

from xml.etree import ElementTree

import pypdf
import pytest

from generator.press.join.identity import page_labels
from tests.press.conftest import Pressed

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "schemas": "http://www.aiim.org/pdfa/ns/extension/",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
    "property": "http://www.aiim.org/pdfa/ns/property#",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@pytest.fixture(scope="module")
def pdf(pressed: Pressed) -> pypdf.PdfReader:
    return pressed.reader


@pytest.fixture(scope="module")
def metadata(pdf: pypdf.PdfReader) -> ElementTree.Element:
    """The XMP packet."""
    return ElementTree.fromstring(pdf.root_object["/Metadata"].get_object().get_data())


def said(metadata: ElementTree.Element, name: str) -> str:
    """What the packet says under `name`, as an attribute or as an element."""
    prefix, local = name.split(":")
    qualified = f"{{{PREFIXES[prefix]}}}{local}"
    found = [element.attrib[qualified] for element in metadata.iter() if qualified in element.attrib]
    found += [element.text or "" for element in metadata.iter(qualified)]
    assert len(found) == 1, f"{name}: {found}"
    return found[0]


@pytest.mark.parametrize(
    ("name", "value"), [("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")]
)
def test_the_standards_are_claimed_once(metadata: ElementTree.Element, name: str, value: str) -> None:
    """PDF/A-3a and PDF/UA-1, each said in one place."""
    assert said(metadata, name) == value


def test_the_name_of_ua_is_described(metadata: ElementTree.Element) -> None:
    """PDF/A asks for a description of every property that it does not know: here pdfuaid:part."""
    assert said(metadata, "schema:namespaceURI") == PREFIXES["pdfuaid"]
    assert said(metadata, "schema:prefix") == "pdfuaid"
    assert said(metadata, "property:name") == "part"
    assert said(metadata, "property:valueType") == "Integer"
    assert said(metadata, "property:category") == "internal"


def test_the_packet_has_no_date(pdf: pypdf.PdfReader) -> None:
    """No time of making, which would make every build another file."""
    packet = pdf.root_object["/Metadata"].get_object().get_data().decode()
    assert not [word for word in ("CreateDate", "ModifyDate", "MetadataDate") if word in packet]


def test_the_title_is_shown(pdf: pypdf.PdfReader, metadata: ElementTree.Element) -> None:
    """A reader's window shows the title; title and packet agree."""
    assert pdf.root_object["/ViewerPreferences"]["/DisplayDocTitle"].value
    title = metadata.find(".//dc:title//rdf:li", PREFIXES)
    assert title is not None
    assert pdf.metadata is not None
    assert title.text == pdf.metadata.title == "某某局2024年度部门预算公开"


def test_language_and_tags_are_said(pdf: pypdf.PdfReader) -> None:
    """The catalogue says that the file is tagged, and that it is Chinese."""
    assert pdf.root_object["/Lang"] == "zh-CN"
    assert pdf.root_object["/MarkInfo"]["/Marked"].value


def test_colours_are_defined(pdf: pypdf.PdfReader) -> None:
    """PDF/A: an output intent with a colour profile."""
    [intent] = pdf.root_object["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].get_object()["/N"] == 3


def test_pages_are_labelled_as_they_are_numbered(pdf: pypdf.PdfReader) -> None:
    """Cover and 目录 are i and ii, the body begins at 1."""
    assert pdf.page_labels == ["i", "ii", "1", "2", "3"]


def test_a_document_without_front_pages_begins_at_1() -> None:
    """When nothing stands before the body, there are no Roman labels."""
    assert page_labels(0) == b"<</Nums [0 <</S /D/St 1>>]>>"
