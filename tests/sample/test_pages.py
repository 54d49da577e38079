"""The pages of the sample: numbers, fonts, 目录, outline."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest

from generator.model.fonts import ROLES
from tests.built_sample import Sample
from tests.facts import read_csv
from tests.printed_pages import Page, squeezed

LISTED = [title for _, _, title, _ in read_csv("toc.csv")[1:]]


@pytest.fixture(scope="module")
def reader(sample: Sample) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(sample.printed.data))


@pytest.fixture(scope="module")
def contents(sample: Sample) -> list[tuple[str, int]]:
    """The entries of the printed 目录: title and page number."""
    text = "".join(page.text for page in sample.pages_of("contents"))
    entries = re.findall(r"([^·]+?)·+(\d+)", text.removeprefix("目录"))
    return [(title, int(number)) for title, number in entries]


def _plain(title: str) -> str:
    """A title without blanks, its brackets of one width."""
    return squeezed(unicodedata.normalize("NFKC", title))


def _front_pages(sample: Sample) -> int:
    return len(sample.pages_of("cover")) + len(sample.pages_of("contents"))


def test_no_page_is_empty(sample: Sample) -> None:
    """Every page says something beside its number: the 目录 has one page, so that no verso is left blank."""
    assert sample.printed.pages == len(sample.pages) > 80
    assert _front_pages(sample) == 2
    assert not any(page.blank for section in sample.printed.sections for page in section.pages)
    assert all(page.text for page in sample.pages)


def test_pages_are_numbered_from_the_first_part(sample: Sample) -> None:
    """Cover and 目录 carry no number; the body runs from 1 to the end without a gap."""
    front = _front_pages(sample)
    numbers = [page.number for page in sample.pages]
    assert numbers == [None] * front + list(range(1, len(sample.pages) - front + 1))


def test_the_layout_engine_has_nothing_to_complain_of(sample: Sample) -> None:
    """No warning of any kind came up while the pages were made."""
    assert sample.printed.messages == ()


def test_only_the_five_faces_are_embedded(reader: pypdf.PdfReader) -> None:
    """The fonts of the PDF are the five of fonts/, every one with its outlines."""
    fonts = list(_fonts([page["/Resources"] for page in reader.pages]))
    families = {family for family, _ in ROLES.values()}
    names = {str(font["/BaseFont"]).split("+")[-1].replace("-", " ") for font in fonts}
    assert {" ".join(name.split()[:2]) for name in names} == families
    descriptors = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in descriptors)


def _fonts(waiting: list[Any]) -> Iterator[Any]:
    """The fonts in the resources of pages, and of all forms drawn on them."""
    seen = set()
    while waiting:
        resources = waiting.pop().get_object()
        if id(resources) not in seen:
            seen.add(id(resources))
            yield from resources.get("/Font", {}).values()
            forms = [form.get_object() for form in resources.get("/XObject", {}).values()]
            waiting += [form["/Resources"] for form in forms if "/Resources" in form]


def test_the_contents_list_what_was_published(contents: list[tuple[str, int]]) -> None:
    """The 目录 has the 33 published entries in their order, and the two pages that were added to them."""
    added = ["一图读懂2024年部门预算", "项目支出绩效目标表目录"]
    assert len(LISTED) == 33
    assert [title for title, _ in contents if title in added] == added
    assert [_plain(title) for title, _ in contents if title not in added] == [_plain(t) for t in LISTED]


def test_the_contents_give_the_right_pages(sample: Sample, contents: list[tuple[str, int]]) -> None:
    """The page with the number in the 目录 carries the heading, and the numbers never go back."""
    by_number = {page.number: page for page in sample.pages}
    wrong = [(title, number) for title, number in contents if squeezed(title) not in by_number[number].text]
    assert wrong == []
    numbers = [number for _, number in contents]
    assert numbers == sorted(numbers)


def test_the_contents_are_links(
    sample: Sample, reader: pypdf.PdfReader, contents: list[tuple[str, int]]
) -> None:
    """Every entry of the 目录 leads to its heading."""
    first = len(sample.pages_of("cover"))
    targets: list[Any] = []
    for index in range(first, _front_pages(sample)):
        notes = [note.get_object() for note in reader.pages[index].get("/Annots", [])]
        links = [note for note in notes if note["/Subtype"] == "/Link"]
        for link in sorted(links, key=lambda link: -max(link["/Rect"][1], link["/Rect"][3])):
            target = link.get("/Dest") or link["/A"]["/D"]
            if target not in targets:
                targets.append(target)
    places = [
        reader.named_destinations[target]
        if isinstance(target, str)
        else pypdf.generic.Destination("", *target)
        for target in targets
    ]
    assert [reader.get_destination_page_number(place) for place in places] == [
        number + _front_pages(sample) - 1 for _, number in contents
    ]
    for place, (title, _) in zip(places, contents, strict=True):
        assert _text_at(sample, reader, place).startswith(squeezed(title))


def _text_at(sample: Sample, reader: pypdf.PdfReader, place: Any) -> str:
    """What stands on the page from a destination downwards."""
    page: Page = sample.pages[reader.get_destination_page_number(place) or 0]
    return "".join(letter.char for letter in page.letters if letter.centre[1] < float(place.top))


def test_the_outline_has_every_entry(
    sample: Sample, reader: pypdf.PdfReader, contents: list[tuple[str, int]]
) -> None:
    """The bookmarks have every entry of the 目录 in order, each leading to its heading."""
    outline = {squeezed(str(item.title)): item for item in _flat(reader.outline)}
    titles = [title for title, _ in contents]
    assert [title for title in outline if title in titles] == titles
    for title in titles:
        assert _text_at(sample, reader, outline[title]).startswith(squeezed(title))


def test_the_outline_has_every_performance_table(sample: Sample, reader: pypdf.PdfReader) -> None:
    """The bookmarks have the 28 projects whose performance tables are published, in order."""
    names = [squeezed(table.project) for table in sample.disclosure.budget.performance]
    titles = [squeezed(str(item.title)) for item in _flat(reader.outline)]
    assert len(names) == 28
    assert [title for title in titles if title in names] == names


def _flat(outline: list[Any]) -> Iterator[Any]:
    for item in outline:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item
