"""Annotations of attachments: drawn as printing shows them, or said to be missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdf.generic import RectangleObject
from pypdfium2 import raw

from generator.findings import Level
from generator.foreign import bindable
from generator.press import Workshop, binding
from generator.press.binding import fitted
from generator.press.kept.store import Store
from tests.press.annotated import SEAL, Change, annotated, catalog, layer, states
from tests.press.test_binding import NAME, bound, said_of

APPROVALS = Path(__file__).parent / "approvals"
SCALE = 2.0
"""Pixels of a bound page to a point."""


class Memory(Store):
    """Prints for all tests of this module: of a hundred files only what is drawn under our pages differs."""

    kept: ClassVar[dict[bytes, bytes]] = {}

    def get(self, key: bytes) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: bytes, data: bytes) -> None:
        self.kept[key] = data


WORKSHOP = Workshop(store=Memory(Path()))
_BOUND: dict[bytes, bytes] = {}


@pytest.fixture(scope="module", autouse=True)
def read_here() -> Iterator[None]:
    """Foreign files are read in this process, which is faster; `test_binding` reads them as a build does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(binding, "confined_each", lambda _, given, __: list(map(bindable.answer, given)))
        yield


def bound_page(folder: Path) -> Any:
    """The page of ours on which the foreign page in `folder` is drawn: the last, on a right-hand page."""
    data = (folder / NAME).read_bytes()
    if data not in _BOUND:
        _BOUND[data] = bound(folder, ("cover", "附件1"), WORKSHOP).data
    pages = pypdfium2.PdfDocument(_BOUND[data])
    return pages[len(pages) - 1]


def picture(page: Any, scale: float) -> Image.Image:
    """A page as it is printed, its annotations as printing shows them."""
    shown = page.render(scale=scale, draw_annots=True, extra_flags=raw.FPDF_PRINTING)
    return shown.to_pil().convert("RGB")


def assert_looks_as_printed(folder: Path) -> None:
    """The bound page shows what printing the foreign page would, smaller."""
    whole = pypdfium2.PdfDocument(folder / NAME)
    whole.init_forms()
    original = whole[0]
    scale, left, top = fitted(*original.get_size())
    ours = picture(bound_page(folder), SCALE)
    theirs = picture(original, SCALE * scale)
    corner = round(left * SCALE), round(top * SCALE)
    drawn = ours.crop((*corner, corner[0] + theirs.width, corner[1] + theirs.height))
    different = ImageChops.difference(drawn, theirs).convert("L").point(lambda depth: 255 * (depth > 96))
    # An edge may fall between other pixels; what is missing or elsewhere is more than that.
    thick = different.resize((different.width // 4, different.height // 4), Image.Resampling.BOX)
    assert thick.getextrema()[1] < 200, thick.getbbox()


def red(folder: Path) -> bool:
    """Whether the bound page shows the seal."""
    page = picture(bound_page(folder), 1.0)
    return any(pixel[0] > 200 and pixel[1] < 60 for pixel in page.get_flattened_data())


@pytest.mark.parametrize("name", ["seal_stamp", "seal_sig", "ownerpw_aes"])
def test_seals_are_printed(tmp_path: Path, name: str) -> None:
    """An approval as an office gets it: the seal is on the bound page, whatever it is technically."""
    shutil.copy(APPROVALS / f"{name}.pdf", tmp_path / NAME)
    assert not [finding for finding in said_of(tmp_path) if finding.level is Level.ERROR]
    assert red(tmp_path)
    assert_looks_as_printed(tmp_path)


@pytest.mark.parametrize(
    "note",
    [
        {},
        {"/Rect": [420, 200, 300, 100]},
        {"/Rect": [300, 100, 360, 400]},
        {"/Rect": [-20, -5, 100, 60]},
        {"shown": {"box": (20, 10, 90, 70)}},
        {"shown": {"matrix": (0, 1, -1, 0, 0, 0)}},
        {"shown": {"matrix": (0.7, 0.7, -0.7, 0.7, 30, 5)}},
        {"shown": {"matrix": (2, 0, 0.5, -3, 7, 9), "box": (-10, -10, 80, 80)}},
        {"/F": 4 | 16},
        {"/F": 4 | 32},
        {"/F": 132},
        {"/Subtype": "/Highlight", "/QuadPoints": [300, 200, 420, 200, 300, 100, 420, 100]},
        {"/Subtype": "/FreeText", "/Contents": "同意", "/DA": "/Helv 12 Tf"},
        {"/Subtype": "/Ink", "/InkList": [[300, 100, 420, 200]]},
        {"/Subtype": "/Widget", "/FT": "/Tx", "/V": "已填", "/T": "a"},
        {"/Subtype": "/Widget", "/FT": "/Sig", "/T": "a"},
        {"/Subtype": "/Unheard"},
    ],
    ids=str,
)
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_appearances_lie_where_printing_puts_them(
    tmp_path: Path, note: dict[str, Any], rotation: int
) -> None:
    """Of any kind, with any box, matrix and flags, on a page that lies any way."""
    annotated(tmp_path / NAME, note, rotation=rotation)
    assert red(tmp_path)
    assert_looks_as_printed(tmp_path)


@pytest.mark.parametrize("flags", [0, 2, 6, 32, 34])
def test_what_printing_does_not_show_is_left_out_and_said(tmp_path: Path, flags: int) -> None:
    """Hidden, or for the screen only: it is not on the page, and what was seen on a screen is a warning."""
    annotated(tmp_path / NAME, {"/F": flags})
    assert not red(tmp_path)
    assert_looks_as_printed(tmp_path)
    said = {finding.code: finding.message for finding in said_of(tmp_path)}
    assert ("第 1 页的印章设为不打印，装订后没有" in said.get("P14", "")) == (flags == 0)
    assert ("第 1 页的印章是隐藏的，没有装订" in said.get("P11", "")) == bool(flags & 2)


def test_a_ticked_box_shows_its_state(tmp_path: Path) -> None:
    """Of several appearances the one of its state."""
    other = b"0 1 0 rg 0 0 60 60 re f"
    annotated(tmp_path / NAME, states(On=SEAL, Off=other))
    assert red(tmp_path)
    assert_looks_as_printed(tmp_path)
    annotated(tmp_path / NAME, states(Off=other, On=SEAL))
    assert not red(tmp_path)
    assert_looks_as_printed(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"shown": None, "/Contents": "同意公开"}, "第 1 页的印章“同意公开”没有存下外观"),
        ({"shown": None, "/Subtype": "/FreeText", "/Contents": "同意"}, "第 1 页的文本框“同意”没有存下外观"),
        ({"shown": None, "/Subtype": "/Highlight"}, "第 1 页的高亮没有存下外观"),
        ({"shown": {"box": (0, 0, 0, 0)}}, "第 1 页的印章没有存下外观"),
        (
            {"shown": None, "/Subtype": "/Widget", "/FT": "/Tx", "/V": "甲", "/T": "a"},
            "表单栏“甲”没有存下外观",
        ),
        (
            {"shown": {"drawing": b" "}, "/Subtype": "/Widget", "/FT": "/Tx", "/V": "甲", "/T": "a"},
            "表单栏“甲”没有存下外观",
        ),
        ({"shown": None, "/Subtype": "/Widget", "/FT": "/Btn", "/V": "/On", "/T": "a"}, "没有存下外观"),
        (catalog(NeedsRendering=True), "动态 XFA 表单"),
        (catalog(Collection={}), "PDF 文件包"),
        (layer("底图", off=True), "不打印的图层（底图），装订后反而会印出来"),
        (layer("底图", usage={"/Print": {"/PrintState": "/OFF"}}), "不打印的图层（底图）"),
    ],
)
def test_what_would_be_missing_is_an_error(
    tmp_path: Path, change: dict[str, Any] | Change, said: str
) -> None:
    """What printing would show and we cannot draw is named, with its page; nothing is bound without it."""
    annotated(tmp_path / NAME, change)
    [finding] = [finding for finding in said_of(tmp_path) if finding.level is Level.ERROR]
    assert finding.code == "P13"
    assert said in finding.message
    assert finding.hint


@pytest.mark.parametrize(
    "note",
    [
        {"shown": None, "/Subtype": "/Link"},
        {"shown": None, "/Subtype": "/Popup"},
        {"shown": None, "/Subtype": "/Widget", "/FT": "/Tx", "/T": "a"},
        {"shown": None, "/Subtype": "/Widget", "/FT": "/Btn", "/V": "/Off", "/T": "a"},
        {"shown": None, "/Subtype": "/Widget", "/FT": "/Sig", "/T": "a"},
        {"shown": None, "/F": 0},
        {"shown": None, "/F": 6},
        {"shown": None, "/Rect": [0, 0, 0, 0]},
        layer("正文"),
    ],
    ids=lambda note: str(note) if isinstance(note, dict) else "layer",
)
def test_what_shows_nothing_is_no_error(tmp_path: Path, note: dict[str, Any] | Change) -> None:
    """No appearance is needed for what printing does not show."""
    annotated(tmp_path / NAME, note)
    assert not [finding for finding in said_of(tmp_path) if finding.level is Level.ERROR]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"/Subtype": "/Widget", "/FT": "/Sig", "/T": "a", "/V": {"/Type": "/Sig"}},
            "1 个数字签名装订后不能再验证",
        ),
        ({"shown": None, "/Subtype": "/Text", "/Contents": "请核"}, "第 1 页的批注“请核”没有存下外观"),
        ({"/Subtype": "/FileAttachment", "/FS": {"/UF": "清单.xlsx"}}, "夹带的文件（清单.xlsx）不带进来"),
        ({"/A": {"/S": "/JavaScript", "/JS": "x"}}, "脚本已去掉"),
        ({"/Subtype": "/Screen"}, "第 1 页的Screen不能再播放"),
        (catalog(AcroForm={"/Fields": [], "/XFA": []}), "XFA 表单的数据不带进来"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_stays_behind_is_a_warning(tmp_path: Path, change: dict[str, Any] | Change, said: str) -> None:
    """What paper never showed, and is lost all the same."""
    annotated(tmp_path / NAME, change)
    [finding] = [finding for finding in said_of(tmp_path) if finding.code == "P14"]
    assert finding.level is Level.WARNING
    assert said in finding.message


def test_going_to_a_page_is_no_script(tmp_path: Path) -> None:
    """Where a file opens is no program."""
    annotated(tmp_path / NAME, catalog(OpenAction=[0, "/Fit"]))
    assert not [finding for finding in said_of(tmp_path) if finding.code == "P14"]


def test_only_the_part_that_is_shown_is_bound(tmp_path: Path) -> None:
    """A page that is cut in its reader is cut on ours, seals with it."""
    annotated(
        tmp_path / NAME,
        {},
        lambda writer: setattr(writer.pages[0], "cropbox", RectangleObject((100, 50, 400, 600))),
    )
    assert red(tmp_path)
    assert_looks_as_printed(tmp_path)
