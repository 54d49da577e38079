"""Which pages are kept, and what they look like now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from generator.press import Printed, open_attachments, print_pdf
from tests.budgets import CONSISTENT
from tests.press.foreign import foreign_pdf
from tests.press.small import small

DPI = 50


@dataclass(frozen=True)
class Kind:
    """A kind of page: the page `number` (from 0) of those of `section` that say `words`."""

    name: str
    section: str
    number: int = 0
    words: str = ""


OF_THE_SAMPLE = (
    Kind("cover", "cover"),
    Kind("contents", "contents"),
    Kind("summary", "summary"),
    Kind("text", "overview", 1),
    Kind("chart", "explanations-1", words="一般公共预算当年支出结构图"),
    Kind("portrait-table", "表三"),
    Kind("landscape-table", "表十二"),
    Kind("landscape-table-continued", "表十二", 1),
    Kind("list-of-projects", "绩效目录"),
    Kind("performance", "绩效4"),
    Kind("performance-continued", "绩效4", words="（续）"),
    Kind("issued-document", "catalogue"),
    Kind("catalogue", "catalogue", words="三级", number=1),
    Kind("glossary", "glossary"),
)
OF_A_DRAFT = (Kind("draft", "表三"),)
OF_A_BOUND_DOCUMENT = (Kind("attachment", "附件1"),)
NAMES = tuple(kind.name for kind in (*OF_THE_SAMPLE, *OF_A_DRAFT, *OF_A_BOUND_DOCUMENT))


@dataclass(frozen=True)
class Picture:
    """A page as it looks: in grey at 50 dpi, with the lines of its text."""

    image: Image.Image
    lines: tuple[str, ...]


def pictures(sample: Printed) -> dict[str, Picture]:
    """Every kind of page by its name; `sample` is the sample budget, printed."""
    found = dict(_pictures(sample, OF_THE_SAMPLE))
    found |= _pictures(print_pdf(small(keys=("cover", "表三")), draft=True), OF_A_DRAFT)
    found |= _pictures(_bound(), OF_A_BOUND_DOCUMENT)
    return found


def _bound() -> Printed:
    """A small document with a foreign page, scaled and turned."""
    text = CONSISTENT + "附件: [{标题: 某某规划, 文件: a.pdf}]\n"
    with TemporaryDirectory() as folder:
        foreign_pdf(Path(folder) / "a.pdf", size=(1191, 842), rotation=90)
        bound, _ = open_attachments(small(text, ()).disclosure.budget.attachments, Path(folder))
        return print_pdf(small(text, ("cover", "附件1")), bound=bound)


def _pictures(printed: Printed, kinds: Sequence[Kind]) -> Iterator[tuple[str, Picture]]:
    pdf = pypdfium2.PdfDocument(printed.data)
    try:
        for kind in kinds:
            yield kind.name, _picture(pdf[_index(pdf, printed, kind)])
    finally:
        pdf.close()


def _index(pdf: pypdfium2.PdfDocument, printed: Printed, kind: Kind) -> int:
    start = 0
    for part in printed.sections:
        if part.section.key == kind.section:
            pages = range(start, start + len(part.pages))
            return [i for i in pages if kind.words in pdf[i].get_textpage().get_text_range()][kind.number]
        start += len(part.pages)
    raise LookupError(f"there is no section {kind.section}")


def _picture(page: pypdfium2.PdfPage) -> Picture:
    image = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    lines = page.get_textpage().get_text_range().splitlines()
    return Picture(image, tuple(line.rstrip() for line in lines if line.strip()))
