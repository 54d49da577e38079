"""Post-flight: what must not leave the house is stopped, with its page and place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject
from weasyprint.formatting_structure import boxes

from generator.cli import main
from generator.document import Document
from generator.errors import PressError
from generator.foreign.pdfium import ALONE
from generator.press import print_pdf, printer
from generator.press.boxes import descendants
from generator.press.join.joining import Book, join
from generator.press.postflight import MOST_SHOWN, inspect
from generator.press.section.facts import faults
from generator.press.section.setting import lay_out
from tests.budgets import written_to
from tests.press.conftest import Pressed
from tests.press.small import KEYS, engine, small
from tests.press.tags import below, elements, kids
from tests.press.tampering import blank, fonts, rename, rewrite, tampered

CONTENTS, TABLE, TEXT = 1, 2, 4
"""Where the pages of the small document stand in the file, from 0."""
Change = Callable[[PdfWriter], object]


def refused(pressed: Pressed, change: Change) -> str:
    """Why the small document is refused after `change`."""
    return _refused(tampered(pressed.printed.data, change), pressed)


def _refused(data: bytes, pressed: Pressed) -> str:
    with pytest.raises(PressError) as caught:
        inspect(data, pressed.document, pressed.printed.sections)
    said = str(caught.value)
    assert said.startswith("印后核对没有通过，未生成文件：\n")
    return said


def test_what_was_printed_passes(pressed: Pressed) -> None:
    """Untouched, and also when written again by another program, it is found right."""
    inspect(pressed.printed.data, pressed.document, pressed.printed.sections)
    inspect(tampered(pressed.printed.data, lambda pdf: None), pressed.document, pressed.printed.sections)


def test_another_figure_in_a_cell_is_found(pressed: Pressed) -> None:
    """One digit of one figure: page, figure, what should stand there and what does."""
    said = refused(pressed, lambda pdf: rewrite(pdf.pages[TABLE], "67.00", "76.00"))
    assert said.count("\n") == 1
    assert "第 3 页：表三/合计/项目支出 应印“67.00”，印出的是“76.00”" in said


def test_a_figure_that_is_a_part_of_another_is_found(pressed: Pressed) -> None:
    """A cell must hold the figure and nothing else."""
    said = refused(pressed, lambda pdf: rewrite(pdf.pages[TABLE], "67.00", "167.00"))
    assert "应印“67.00”，印出的是“167.00”" in said


def test_a_figure_that_is_missing_is_found(pressed: Pressed) -> None:
    """A figure of a table that no page has: here a table more than was laid out."""
    whole = small(keys=("cover", "contents", "表一", "表三", "绩效1", "glossary"))
    with pytest.raises(PressError, match=r"表一/.* 没有印出来"):
        inspect(pressed.printed.data, whole, pressed.printed.sections)


def test_a_dropped_page_is_found(pressed: Pressed) -> None:
    """A page too few is told as that, whichever it is."""
    for index in range(5):
        said = refused(pressed, lambda pdf, index=index: pdf.remove_page(index))
        assert "排版 5 页，文件里却有 4 页" in said


def test_a_page_too_many_is_found(pressed: Pressed) -> None:
    """And so is one too many."""
    assert "排版 5 页，文件里却有 6 页" in refused(pressed, lambda pdf: pdf.add_blank_page(595, 842))


def test_an_empty_page_is_found(pressed: Pressed) -> None:
    """A page without text, though it has its place."""
    assert "第 5 页是空白页" in refused(pressed, lambda pdf: blank(pdf.pages[TEXT]))


def test_a_wrong_page_in_the_contents_is_found(pressed: Pressed) -> None:
    """The 目录 says 9 where the heading stands on 3."""
    said = refused(pressed, lambda pdf: rewrite(pdf.pages[CONTENTS], "3", "2"))
    assert "目录里“第四部分 名词解释”的页码不是 3" in said


def test_a_heading_that_is_not_on_its_page_is_found(pressed: Pressed) -> None:
    """The 目录 is right, but the page says something else."""
    said = refused(pressed, lambda pdf: rewrite(pdf.pages[TEXT], "第四部分 名词解释", "第四部分 名词"))
    assert "第 5 页没有标题“第四部分 名词解释”" in said


def test_a_font_of_another_house_is_found(pressed: Pressed) -> None:
    """A font that is not ours, though it is embedded."""

    def change(pdf: PdfWriter) -> None:
        for page in pdf.pages:
            for name, font in fonts(page).items():
                rename(font, name.replace("GW-Song", "SimSun"))

    assert "SimSun 不是指定的字体" in refused(pressed, change)


def test_a_font_that_is_not_embedded_is_found(pressed: Pressed) -> None:
    """The page would look different on every machine."""

    def change(pdf: PdfWriter) -> None:
        for font in fonts(pdf.pages[TABLE]).values():
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                descriptor.pop(key, None)

    assert "没有嵌入" in refused(pressed, change)


@pytest.fixture(scope="module")
def laid_out() -> Any:
    """The engine's pages of a table."""
    [_, section] = small(keys=("cover", "表三")).sections
    return lay_out(engine(), section)


def _text_in_cells(page: Any) -> Iterator[Any]:
    for cell in descendants(page._page_box, boxes.TableCellBox):
        yield from descendants(cell, boxes.TextBox)


@pytest.mark.parametrize(
    ("edges", "said"),
    [
        ({"width": 900.0}, "超出了单元格"),
        ({"position_y": 20.0}, "超出了单元格"),
        ({"position_x": -30.0}, "超出了纸张"),
        ({"position_y": 1200.0}, "超出了纸张"),
    ],
)
def test_text_outside_of_its_place_is_found(laid_out: Any, edges: dict[str, float], said: str) -> None:
    """Text that reaches over its cell, or off the paper, is told with its page and its words."""
    [page] = laid_out.pages
    text = next(_text_in_cells(page))
    before = {name: getattr(text, name) for name in edges}
    for name, value in edges.items():
        setattr(text, name, value)
    found = list(faults([page]))
    for name, value in before.items():
        setattr(text, name, value)
    assert (0, f"“{text.text}”{said}") in [(number, fault.partition("，")[0]) for number, fault in found]
    assert list(faults([page])) == []


def test_what_the_layout_shows_to_be_wrong_stops_the_build(pressed: Pressed) -> None:
    """A fault that was found where the boxes are is told with the page of the file."""
    cover, contents, table, *others = pressed.printed.sections
    wrong = replace(table, print=replace(table.print, faults=((0, "“甲”超出了单元格"),)))
    with pytest.raises(PressError, match="第 3 页：“甲”超出了单元格"):
        inspect(pressed.printed.data, pressed.document, [cover, contents, wrong, *others])


def test_a_figure_off_its_place_is_found(pressed: Pressed) -> None:
    """The box of a figure must be where its text is: a figure in another cell is not in its own."""
    cover, contents, table, *others = pressed.printed.sections
    first, *rest = table.print.figures
    assert first.cell
    left, top, right, bottom = first.box
    moved = replace(first, box=(left, top + 150, right, bottom + 150))
    wrong = replace(table, print=replace(table.print, figures=(moved, *rest)))
    with pytest.raises(PressError, match=f"{first.figure} 应印"):
        inspect(pressed.printed.data, pressed.document, [cover, contents, wrong, *others])


def test_many_faults_are_counted(pressed: Pressed) -> None:
    """A message that can be read: the first few faults, and how many more there are."""
    said = refused(pressed, lambda pdf: blank(pdf.pages[TABLE]))
    lines = said.splitlines()
    assert len(lines) == 1 + MOST_SHOWN + 1
    assert lines[-1].strip().startswith("……另有 ")


def test_a_draft_may_have_its_mark_in_cells() -> None:
    """The mark across the page is no part of a figure; without leave it would be a fault."""
    document = small(keys=("cover", "表三"))
    draft = print_pdf(document, draft=True)
    inspect(draft.data, document, draft.sections, overprint="草稿")


def test_a_document_without_contents_is_checked_all_the_same() -> None:
    """A profile without 目录 has headings on its pages, and nothing that could name them wrongly."""
    document = small(keys=KEYS[2:])
    assert print_pdf(document).pages == 3


def test_no_file_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When the post-flight fails, the command says so, returns 2 and leaves no file; an old one stays."""
    document: Document = small(keys=("cover", "表三"))

    def altered(book: Book) -> bytes:
        return tampered(join(book), lambda pdf: rewrite(pdf.pages[2], "67.00", "76.00"))

    monkeypatch.setattr(printer, "join", altered)
    monkeypatch.setattr("generator.proof.publish.compose", lambda *_, **__: document)
    folder, out = written_to(tmp_path / "某某局"), tmp_path / "out"
    assert main(["build", str(folder), "-o", str(out)]) == 2
    assert "应印“67.00”，印出的是“76.00”" in capsys.readouterr().err
    assert [path for path in out.rglob("*") if path.is_file()] == []
    old = out / "2024" / "某某局.pdf"
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_bytes(b"last time")
    assert main(["build", str(folder), "-o", str(out)]) == 2
    assert old.read_bytes() == b"last time"


def test_another_head_of_an_amount_is_found(pressed: Pressed) -> None:
    """A cell that names the head of another column, or none of its row, is told with row and column."""

    def other(pdf: PdfWriter) -> None:
        cells = below(elements(pdf, "/Table")[0], "/TD")
        cells[-1]["/A"][NameObject("/Headers")] = cells[-2]["/A"]["/Headers"]

    def unlabelled(pdf: PdfWriter) -> None:
        headers = below(elements(pdf, "/Table")[0], "/TD")[-1]["/A"]["/Headers"]
        headers.pop(0)

    assert "一行“项目支出”的表头读作“" in refused(pressed, other)
    assert "一行“项目支出”的表头读作“" in refused(pressed, unlabelled)


def test_a_missing_row_of_the_tag_tree_is_found(pressed: Pressed) -> None:
    """Every row of the table is heard."""

    def gone(pdf: PdfWriter) -> None:
        kids(elements(pdf, "/Table")[0])[1]["/K"].pop()

    assert "表三在标签树里有 " in refused(pressed, gone)


def test_a_head_that_is_not_listed_is_found(pressed: Pressed) -> None:
    """Readers look names up in the tree of names."""

    def gone(pdf: PdfWriter) -> None:
        names = pdf.root_object["/StructTreeRoot"]["/IDTree"]["/Names"]
        del names[:2]

    assert "标识没有都列出来" in refused(pressed, gone)


def test_nobody_else_calls_pdfium_meanwhile(pressed: Pressed) -> None:
    """A workbench paints pages while it proves a PDF: two threads in PDFium end the process."""
    proved = threading.Event()

    def prove() -> None:
        inspect(pressed.printed.data, pressed.document, pressed.printed.sections)
        proved.set()

    with ALONE:
        thread = threading.Thread(target=prove)
        thread.start()
        assert not proved.wait(1)
    thread.join()
    assert proved.is_set()
