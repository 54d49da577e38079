"""附件: which foreign PDFs are bound in, what is said of them, and how their pages come out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from generator.findings import Finding, Level
from generator.press import Printed, Workshop, binding, open_attachments, print_pdf
from generator.press.binding import A4, MARGIN_FOLIO, MARGIN_TOP
from generator.press.printer import ALONE
from generator.source import limits
from tests.budgets import CONSISTENT
from tests.press.foreign import foreign_pdf
from tests.press.small import small
from tests.printed_pages import Page, read_pages
from tests.written import at, budget

WITH_ATTACHMENT = CONSISTENT + "附件: [{标题: 某某规划, 文件: 规划.pdf}]\n"
NAME = "规划.pdf"


def said_of(folder: Path) -> list[Finding]:
    """What is found when the one attachment in `folder` is opened."""
    _, findings = open_attachments(budget(f"附件: [{{标题: 某某规划, 文件: {NAME}}}]\n").attachments, folder)
    return findings


def refused(folder: Path) -> Finding:
    """Why the attachment in `folder` is not taken."""
    [finding] = said_of(folder)
    assert (finding.code, finding.level) == ("P10", Level.ERROR)
    assert at(finding.place) == (5, 21)
    assert finding.hint
    return finding


def bound(
    folder: Path,
    keys: tuple[str, ...] = ("cover", "contents", "附件1", "glossary"),
    workshop: Workshop = ALONE,
) -> Printed:
    """A small document with the attachment in `folder` bound in."""
    opened, findings = open_attachments(small(WITH_ATTACHMENT, ()).disclosure.budget.attachments, folder)
    assert not [finding for finding in findings if finding.level is Level.ERROR]
    document = small(WITH_ATTACHMENT, keys, {NAME: opened[0].wide})
    return print_pdf(document, bound=opened, workshop=workshop)


def test_a_good_pdf_is_taken(tmp_path: Path) -> None:
    """Its pages are there; nothing is said but that links are gone, and PDF/A cannot be claimed."""
    foreign_pdf(tmp_path / NAME, pages=3)
    opened, findings = open_attachments(budget(f"附件: [{{标题: 甲, 文件: {NAME}}}]\n").attachments, tmp_path)
    assert [len(item.pages) for item in opened] == [3]
    assert [(f.code, f.level) for f in findings] == [("P11", Level.NOTE), ("P12", Level.NOTE)]
    assert findings[0].message == f"附件“{NAME}”：3 处链接不能再点"
    assert "不再声明符合 PDF/A 和 PDF/UA" in findings[1].message


def test_without_attachments_nothing_is_said() -> None:
    """A budget without 附件 keeps its claim."""
    assert open_attachments([], Path("没有")) == ([], [])


def test_files_that_stay_the_same_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process: a budget that is open is read at every edit. What was changed is read again."""
    read: list[int] = []
    real = binding.confined_each
    monkeypatch.setattr(binding, "confined_each", lambda *given: (read.append(1), real(*given))[1])
    for pages, times in ((1, 1), (1, 1), (2, 2)):
        foreign_pdf(tmp_path / NAME, pages=pages)
        said_of(tmp_path)
        assert len(read) == times


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
def test_a_pdf_with_a_password_is_refused(tmp_path: Path, algorithm: str) -> None:
    """Whatever it is locked with, what is missing is the password."""
    foreign_pdf(tmp_path / NAME, password="secret", algorithm=algorithm)
    assert "要密码才能打开" in refused(tmp_path).message


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
def test_one_that_opens_without_a_password_is_bound(tmp_path: Path, algorithm: str) -> None:
    """A password that only the owner needs keeps no reader out; that its limits are gone is said."""
    foreign_pdf(tmp_path / NAME, owner="secret", algorithm=algorithm)
    assert "打印、复制等限制不再起作用" in said_of(tmp_path)[0].message
    assert [page.text for page in read_pages(bound(tmp_path).data)][2] == "FOREIGN1某某规划"


@pytest.mark.parametrize(
    "break_it",
    [
        lambda data: b"",
        lambda data: b"%PDF-1.7\n",
        lambda data: b"PK\x03\x04" + bytes(500),
        lambda data: data[: len(data) // 3],
        lambda data: data.replace(b"/Pages", b"/Pagos"),
    ],
    ids=["empty", "only a header", "a document of Word", "cut off", "no pages"],
)
def test_a_broken_pdf_is_refused(tmp_path: Path, break_it: Callable[[bytes], bytes]) -> None:
    """Whatever lies in the file, the answer is a sentence at the place where it is named."""
    path = foreign_pdf(tmp_path / NAME)
    path.write_bytes(break_it(path.read_bytes()))
    assert f"附件“{NAME}”" in refused(tmp_path).message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A name that leads to no file is told at its place."""
    assert "找不到附件" in refused(tmp_path).message


@pytest.mark.parametrize(
    ("kind", "code", "level", "said"),
    [
        ({"script": True}, "P14", Level.WARNING, "脚本已去掉"),
        ({"enclosed": True}, "P14", Level.WARNING, "夹带的文件（inside.txt）不带进来"),
        ({"size": (842, 1191)}, "P11", Level.NOTE, "不是 A4，已按比例放进 A4"),
    ],
)
def test_what_changes_is_said(
    tmp_path: Path, kind: dict[str, object], code: str, level: Level, said: str
) -> None:
    """Other sizes are scaled, which is a note; what is lost is a warning."""
    foreign_pdf(tmp_path / NAME, **kind)  # type: ignore[arg-type]
    found = {finding.code: finding for finding in said_of(tmp_path)}
    assert said in found[code].message
    assert found[code].level is level


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rotated_a4_page_is_still_a4(tmp_path: Path, rotation: int) -> None:
    """A page that lies on its side has A4 size all the same."""
    size = A4 if rotation % 180 == 0 else A4[::-1]
    foreign_pdf(tmp_path / NAME, size=size, rotation=rotation)
    assert not any("不是 A4" in finding.message for finding in said_of(tmp_path))


def test_every_bound_page_has_our_number_and_the_first_our_heading(tmp_path: Path) -> None:
    """Pages are numbered on, the heading is in the 目录, and the pages after it follow."""
    foreign_pdf(tmp_path / NAME, pages=3)
    printed = bound(tmp_path)
    cover, contents, *body, last = read_pages(printed.data)
    assert [page.number for page in body] == [1, 2, 3]
    assert last.number == 4
    assert [page.text for page in body] == ["FOREIGN1某某规划", "FOREIGN2", "FOREIGN3"]
    assert cover.number is None
    assert "某某规划" in contents.text
    assert contents.text.rstrip().endswith("4")


def _place(page: Page) -> tuple[float, float, float, float]:
    """The box of the foreign words on one of our pages."""
    letters = [letter for letter in page.letters if letter.char in "FOREIGN"]
    assert len(letters) == 7
    return (
        min(letter.left for letter in letters),
        min(letter.bottom for letter in letters),
        max(letter.right for letter in letters),
        max(letter.top for letter in letters),
    )


def test_foreign_pages_keep_off_heading_and_number(tmp_path: Path) -> None:
    """Of whatever size and rotation, they are drawn upright between our heading and our page number."""
    shapes = [(s, r) for s in (A4, A4[::-1], (842, 1191), (300, 300)) for r in (0, 90, 180, 270)]
    lines = [f"  - {{标题: 甲, 文件: {number}.pdf}}\n" for number in range(len(shapes))]
    for number, (size, rotation) in enumerate(shapes):
        foreign_pdf(tmp_path / f"{number}.pdf", size=size, rotation=rotation)
    text = CONSISTENT + "附件:\n" + "".join(lines)
    opened, _ = open_attachments(small(text, ()).disclosure.budget.attachments, tmp_path)
    keys = ("cover", *(f"附件{number}" for number in range(1, len(shapes) + 1)))
    document = small(text, keys, {item.attachment.file: item.wide for item in opened})
    data = print_pdf(document, bound=opened).data
    _, _, *pages = read_pages(data)
    assert all(n == page.number or f"—{n}—" in page.text for n, page in enumerate(pages, 1))
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader_of(data).pages]
    for page, size, (shape, rotation) in zip(pages, sizes[2:], shapes, strict=True):
        left, bottom, right, top = _place(page)
        wide = (shape[0] > shape[1]) != (rotation % 180 != 0) and shape[0] != shape[1]
        assert size == pytest.approx(A4[::-1] if wide else A4, abs=0.1)
        assert (MARGIN_FOLIO if wide else 0) < left < right < size[0]
        assert (0 if wide else MARGIN_FOLIO) < bottom < top < size[1] - MARGIN_TOP
        assert (right - left > top - bottom) == (rotation % 180 == 0)


def reader_of(data: bytes) -> pypdf.PdfReader:
    """The PDF `data`, read strictly."""
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def test_a_foreign_page_s_extras_stay_behind(tmp_path: Path) -> None:
    """Scripts, forms, links and enclosed files of a foreign PDF do not come along."""
    foreign_pdf(tmp_path / NAME, script=True, form=True, enclosed=True)
    printed = bound(tmp_path)
    reader = pypdf.PdfReader(io.BytesIO(printed.data))
    assert not {"/AcroForm", "/OpenAction", "/AA"} & set(reader.root_object)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(reader.root_object.get("/Names", {}))
    assert b"app.alert" not in printed.data
    assert "/Annots" not in reader.pages[2]


def test_the_claims_are_dropped_and_the_tags_stay(tmp_path: Path) -> None:
    """With foreign pages neither PDF/A nor PDF/UA is claimed; the tag tree is there all the same."""
    foreign_pdf(tmp_path / NAME)
    reader = pypdf.PdfReader(io.BytesIO(bound(tmp_path).data))
    said = reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b""
    assert b"pdfaid" not in said
    assert b"pdfuaid" not in said
    assert reader.metadata["/Title"] == "某某局2024年度部门预算公开"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.root_object


def test_foreign_fonts_stay_on_their_page(tmp_path: Path) -> None:
    """Our pages do not come to name the fonts of a foreign one."""
    foreign_pdf(tmp_path / NAME)
    reader = pypdf.PdfReader(io.BytesIO(bound(tmp_path).data))
    fonts = [
        {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
        for page in reader.pages
    ]
    assert not any("/Helvetica" in names for names in fonts)
    assert ["/Foreign" in page["/Resources"].get("/XObject", {}) for page in reader.pages] == [
        False,
        False,
        True,
        False,
    ]


def test_a_long_attachment_is_bound_whole(tmp_path: Path) -> None:
    """A hundred pages, each in its place."""
    foreign_pdf(tmp_path / NAME, pages=100)
    pages = read_pages(bound(tmp_path, ("cover", "附件1")).data)
    assert [page.text.removesuffix("某某规划") for page in pages[2:]] == [
        f"FOREIGN{number}" for number in range(1, 101)
    ]
    assert [page.number for page in pages[2:]] == list(range(1, 101))


def test_all_attachments_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of theirs is a page of ours, which takes its time: too many are refused before that."""
    monkeypatch.setattr(limits, "ATTACHED_PAGES", limits.ATTACHED_PAGES._replace(most=3))
    listed = "附件: [{标题: 甲, 文件: 甲.pdf}, {标题: 乙, 文件: 乙.pdf}]\n"
    for name, pages in (("甲", 2), ("乙", 1)):
        foreign_pdf(tmp_path / f"{name}.pdf", pages=pages)
    opened, _ = open_attachments(budget(listed).attachments, tmp_path)
    assert [len(one.pages) for one in opened] == [2, 1]
    foreign_pdf(tmp_path / "乙.pdf", pages=2)
    opened, findings = open_attachments(budget(listed).attachments, tmp_path)
    assert opened == []
    assert (findings[-1].code, findings[-1].message) == ("P10", "装订到附件“乙.pdf”，一共超过 3 页")


def test_a_bound_document_has_the_same_bytes_again(tmp_path: Path) -> None:
    """Binding leaves no trace of time or chance."""
    foreign_pdf(tmp_path / NAME, pages=2)
    assert bound(tmp_path).data == bound(tmp_path).data
