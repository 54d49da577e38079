"""The whole document as one PDF: what it says of itself, drafts, and bound-in attachments."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from generator.document import Document, compose
from generator.errors import PressError
from generator.figures import Disclosure, disclose_folder
from generator.press import Printed, open_attachments, print_pdf
from generator.press.postflight import inspect
from tests.budgets import CONSISTENT, disclosed, spoiled, written_to
from tests.printed_pages import read_pages

TEXT = CONSISTENT + "附件: [{标题: 关于收费的通知, 文件: 通知.pdf}]\n"


def _foreign(path: Path, pages: int, size: tuple[float, float] = (595, 842)) -> Path:
    """A PDF of someone else's, its pages empty but for their number as a rule of that many points."""
    writer = pypdf.PdfWriter()
    for number in range(1, pages + 1):
        page = writer.add_blank_page(*size)
        content = pypdf.generic.StreamObject()
        content.set_data(f"0 0 {number} {number} re f".encode())
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(content)
    with path.open("wb") as file:
        writer.write(file)
    return path


@pytest.fixture(scope="module")
def document() -> Document:
    """Without attachments."""
    return compose(disclosed())


@pytest.fixture(scope="module")
def printed(document: Document) -> Printed:
    return print_pdf(document)


def test_a_print_has_no_complaint(printed: Printed) -> None:
    """The engine had nothing to say, and counts the pages that are there."""
    assert printed.messages == ()
    assert printed.pages == len(read_pages(printed.data)) > 15


def test_the_file_says_what_it_is(printed: Printed) -> None:
    """Title, author, subject and language; no date, which would make each build another file."""
    reader = pypdf.PdfReader(io.BytesIO(printed.data))
    assert reader.metadata is not None
    assert reader.metadata.title == "某某局2024年度部门预算公开"
    assert reader.metadata.author == "某某局"
    assert reader.metadata.creation_date is None
    assert reader.metadata.modification_date is None
    assert str(reader.root_object["/Lang"]) == "zh-CN"


def test_page_labels_are_those_printed(printed: Printed) -> None:
    """A reader's page field shows the printed number; cover and 目录 have Roman ones."""
    labels = pypdf.PdfReader(io.BytesIO(printed.data)).page_labels
    numbers = [page.number for page in read_pages(printed.data)]
    front = numbers.index(1)
    assert labels[:front] == ["i", "ii", "iii", "iv"][:front]
    assert labels[front:] == [str(number) for number in numbers[front:]]


def test_a_draft_says_so_on_every_page(document: Document, printed: Printed) -> None:
    """草稿 stands on every page but a blank one, and in the title; the pages are the same otherwise."""
    draft = print_pdf(document, draft=True)
    pages = read_pages(draft.data)
    assert draft.pages == printed.pages
    said = [page.text.count("草稿") for page in pages if page.text]
    assert len(said) >= len(pages) - 1
    assert set(said) == {1}
    assert not any("草稿" in page.text for page in read_pages(printed.data))
    reader = pypdf.PdfReader(io.BytesIO(draft.data))
    assert reader.metadata is not None
    assert reader.metadata.title == "【草稿】某某局2024年度部门预算公开"


def test_attachments_are_bound_in(tmp_path: Path) -> None:
    """Each foreign page stands on a page of ours with our number; the 目录 lists the attachment."""
    folder = written_to(tmp_path / "某某局", TEXT)
    _foreign(folder / "通知.pdf", 3)
    disclosure = disclose_folder(folder)
    bound, _ = open_attachments(disclosure.budget.attachments, folder)
    result = print_pdf(compose(disclosure, {"通知.pdf": bound[0].wide}), bound=bound)
    pages = read_pages(result.data)
    [first] = [index for index, page in enumerate(pages) if page.text.startswith("关于收费的通知")]
    number = pages[first].number
    assert number is not None
    assert [page.number for page in pages[first : first + 3]] == [number, number + 1, number + 2]
    assert any(f"关于收费的通知{number}" in page.text.replace("·", "") for page in pages[1:4])
    reader = pypdf.PdfReader(io.BytesIO(result.data))
    for points in range(1, 4):
        form = reader.pages[first + points - 1]["/Resources"]["/XObject"]["/Foreign"]
        drawn = form["/Resources"]["/XObject"]["/Page"].get_data()
        assert f"0 0 {points} {points} re".encode() in drawn


@pytest.mark.parametrize(
    ("size", "note"), [((595, 842), False), ((842, 595), False), ((1191, 842), True), ((300, 300), True)]
)
def test_sizes_other_than_a4_are_told(tmp_path: Path, size: tuple[float, float], note: bool) -> None:
    """A page that has to be scaled is said to be; A4 on its side is A4."""
    folder = written_to(tmp_path / "某某局", TEXT)
    _foreign(folder / "通知.pdf", 1, size)
    _, found = open_attachments(disclose_folder(folder).budget.attachments, folder)
    assert any("不是 A4" in finding.message for finding in found) == note


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + bytes(2000)])
def test_a_broken_attachment_is_an_error(tmp_path: Path, data: bytes) -> None:
    """A file that is no PDF, or is damaged, is told at its line; nothing is bound."""
    folder = written_to(tmp_path / "某某局", TEXT)
    (folder / "通知.pdf").write_bytes(data)
    budget = disclose_folder(folder).budget
    bound, found = open_attachments(budget.attachments, folder)
    assert all(one.pages == () for one in bound)
    assert found[0].code == "P10"
    assert found[0].place is not None
    assert found[0].place.line == TEXT.count("\n")


def test_a_locked_attachment_is_an_error(tmp_path: Path) -> None:
    """A PDF with a password cannot be bound in."""
    folder = written_to(tmp_path / "某某局", TEXT)
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret", algorithm="RC4-128")
    with (folder / "通知.pdf").open("wb") as file:
        writer.write(file)
    _, found = open_attachments(disclose_folder(folder).budget.attachments, folder)
    assert (found[0].code, "要密码" in found[0].message) == ("P10", True)


def test_what_is_not_the_document_is_found_out(document: Document, printed: Printed) -> None:
    """The finished file is read back: a figure that is not the document's stops it, with its page."""
    inspect(printed.data, document, printed.sections)
    other = compose(_with_other_figures())
    with pytest.raises(PressError, match=r"应印“99\.00”，印出的是“98\.00”"):
        inspect(printed.data, other, printed.sections)


def test_a_missing_page_is_found_out(document: Document, printed: Printed) -> None:
    """A file with a page too few is told as that."""
    with pytest.raises(PressError, match=f"排版 {printed.pages} 页，文件里却有 {printed.pages - 1} 页"):
        inspect(_without_last_page(printed.data), document, printed.sections)


def _with_other_figures() -> Disclosure:
    return disclosed(spoiled("60.00", "61.00", spoiled("30101, 金额: 50.00", "30101, 金额: 51.00")))


def _without_last_page(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.remove_page(len(writer.pages) - 1)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()
