"""Pages that are turned, or written sideways: rows are what is read as rows, boxes lie where it is shown."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import RectangleObject

from generator.review.entry import Entry
from generator.review.foreign import foreign_entries
from generator.review.sheets import Sheets
from tests.review.foreign_tables import Style, engine, table, told
from tests.review.test_foreign_rows import rows

STYLES = [Style(), Style(ruled=False)]


def printed(amount: str, style: Style) -> bytes:
    """A table with the amount in one row."""
    cells = rows(8)
    cells[3] = (*cells[3][:2], amount, *cells[3][3:])
    html = engine().weasyprint.HTML(
        string=f"<style>body {{ font: 9pt 'GW Song' }}</style>{table(cells, style)}"
    )
    with engine().listening():
        data: bytes = html.render(font_config=engine().fonts, stylesheets=engine().sheets[:1]).write_pdf()
    return data


def turned(data: bytes, written: int, shown: int, moved: int) -> Sheets:
    """The page, drawn turned by `written` degrees and shown turned by `shown`; its corner is moved."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    page = writer.pages[0]
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    back = {0: (0.0, 0.0), 90: (height, 0.0), 180: (width, height), 270: (0.0, width)}[written]
    page.add_transformation(Transformation().rotate(written).translate(back[0] + moved, back[1] + moved))
    size = (width, height) if written % 180 == 0 else (height, width)
    page.mediabox = page.cropbox = RectangleObject((moved, moved, moved + size[0], moved + size[1]))
    page.rotate(shown)
    output = io.BytesIO()
    writer.write(output)
    return Sheets(output.getvalue())


@pytest.mark.parametrize("style", STYLES, ids=["ruled", "bare"])
@pytest.mark.parametrize(("written", "shown"), [(90, 90), (90, 0), (270, 270), (180, 0), (0, 270), (0, 180)])
@pytest.mark.parametrize("moved", [0, 100])
def test_rows_are_read_and_marked_however_they_are_turned(
    style: Style, written: int, shown: int, moved: int
) -> None:
    """The one row that changed, with its boxes on what is printed there."""
    old, new = (turned(printed(amount, style), written, shown, moved) for amount in ("8.88", "9.99"))
    found: list[Entry] = foreign_entries(old, new)
    assert told(found) == ["改动 2080301虚构科目第3项支出[-8.88-]{+9.99+}31,000.00234.56"]
    for paper, marks in zip((old, new), found[0].marks, strict=True):
        (box,) = marks.boxes
        picture = paper.image(0, 2).crop(
            [int(2 * edge) for edge in (box.left, box.top, box.right, box.bottom)]
        )
        assert picture.getextrema()[0] < 100
        assert max(box.right - box.left, box.bottom - box.top) < 40
