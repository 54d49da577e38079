"""verify: a published PDF proves itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from generator.cli import main
from tests.budgets import SMALLEST


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of the smallest budget."""
    output = tmp_path_factory.mktemp("out")
    assert main(["build", str(SMALLEST), "-o", str(output)]) == 0
    return output / "2024" / f"{SMALLEST.name}.pdf"


def _tampered(source: Path, target: Path, change: Callable[[PdfWriter], None]) -> Path:
    writer = PdfWriter(clone_from=source)
    change(writer)
    writer.write(target)
    return target


def _redraw(writer: PdfWriter) -> None:
    page = writer.pages[5]
    stream = DecodedStreamObject()
    stream.set_data(page.get_contents().get_data() + b"\n0 0 1 1 re f\n")
    page[NameObject("/Contents")] = writer._add_object(stream)


def _drop(writer: PdfWriter) -> None:
    writer.remove_page(7)


def _font(writer: PdfWriter) -> Any:
    """A font of page 6."""
    fonts = writer.pages[5]["/Resources"]["/Font"]
    return fonts[sorted(fonts)[0]]


def _reshape(writer: PdfWriter) -> None:
    for font in writer.pages[5]["/Resources"]["/Font"].values():
        described = font["/DescendantFonts"][0]["/FontDescriptor"]
        for key in [key for key in described if key.startswith("/FontFile")]:
            del described[key]


def _misread(writer: PdfWriter) -> None:
    stream = _font(writer)["/ToUnicode"]
    spoiled = DecodedStreamObject()
    spoiled.set_data(re.sub(rb"(<\w+>) <\w+>", rb"\1 <0039>", stream.get_data()))
    _font(writer)[NameObject("/ToUnicode")] = writer._add_object(spoiled)


def _miscount(writer: PdfWriter) -> None:
    """The tree of pages says that there are fewer than it has."""
    writer.root_object["/Pages"][NameObject("/Count")] = NumberObject(len(writer.pages) - 2)


def _enclose_twice(writer: PdfWriter) -> None:
    names = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    stream = DecodedStreamObject()
    stream.set_data("年度: 2024\n".encode())
    spec = DictionaryObject(names[1].get_object())
    spec[NameObject("/EF")] = DictionaryObject({NameObject("/F"): writer._add_object(stream)})
    names[0:0] = [names[0], writer._add_object(spec)]


def test_what_was_built_is_verified(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The PDF made anew from the sources inside has the same bytes."""
    assert main(["verify", str(published)]) == 0
    assert "逐字节相同" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_redraw, "第 6 页"),
        (_drop, "文件有 {less} 页，重新生成的有 {pages} 页"),
        (_reshape, "字体或图被改过，看到的或复制出来的文字不同：第 "),
        (_misread, "字体或图被改过，看到的或复制出来的文字不同：第 "),
        (_enclose_twice, "（同名）"),
        (_miscount, "文件打开来显示 {two} 页，重新生成的显示 {pages} 页"),
    ],
)
def test_a_changed_page_is_noticed(
    change: Callable[[PdfWriter], None],
    said: str,
    published: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A page drawn anew, taken out or shown by another font is named, though the data inside are the same."""
    pages = len(PdfReader(published).pages)
    assert main(["verify", str(_tampered(published, tmp_path / "t.pdf", change))]) == 1
    assert said.format(less=pages - 1, two=pages - 2, pages=pages) in capsys.readouterr().out


def test_a_pdf_is_a_side_of_diff(published: Path) -> None:
    """A published PDF and the budget it was made from do not differ."""
    assert main(["diff", str(published), str(SMALLEST)]) == 0


def test_a_foreign_pdf_cannot_be_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A PDF without our data, a broken one and one that is not there are said to be so, with 2."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "空白.pdf")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    writer.encrypt("x")
    writer.write(tmp_path / "密.pdf")
    for name in ("空白", "坏", "密", "没有"):
        assert main(["verify", str(tmp_path / f"{name}.pdf")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_receipt_names_engines_fonts_and_sources(published: Path) -> None:
    """The receipt says with what the PDF was made."""
    files = PdfReader(published).attachments
    receipt = files["收据.json"][0].decode()
    for word in ("weasyprint", "GWSong-Regular.ttf", "style.css", "预算.yaml"):
        assert word in receipt
