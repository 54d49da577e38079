"""The page with an office's own fonts: they stand first, ours follow, and the layout stays."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

from generator.cli.main import main
from generator.document import compose
from generator.figures import disclose_folder
from generator.press import print_pdf
from tests.tiny_fonts import tiny_font

BUDGET = Path(__file__).parents[2] / "budgets" / "2024" / "yunling-archive"


def fonts(data: bytes) -> set[str]:
    """The names of the fonts in the file, without the tag of the subset."""
    objects = (
        found.get_object() for page in pypdf.PdfReader(io.BytesIO(data)).pages for found in _fonts(page)
    )
    return {str(found["/BaseFont"]).split("+")[1] for found in objects}


def _fonts(page: Any) -> Any:
    return page["/Resources"]["/Font"].values()


def test_own_fonts_stand_before_ours(tmp_path: Path) -> None:
    """What the own font has is set in it, the rest in our font of the role; the number of pages stays."""
    document = compose(disclose_folder(BUDGET))
    plain = print_pdf(document)
    own = tiny_font(tmp_path / "own.ttf", text=" 云岭县", em=1000)
    with_own = print_pdf(document, fonts={"标题": own})
    assert fonts(with_own.data) == fonts(plain.data) | {"GW-Title-Own"}
    assert with_own.pages == plain.pages


def test_a_missing_character_stops_the_build(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The finding is told with its place before any page is made, and no file is left."""
    folder = tmp_path / "2024" / "某馆"
    folder.mkdir(parents=True)
    text = (BUDGET / "预算.yaml").read_text(encoding="utf-8").replace("在职人员工资", "在职人员𠮷资")
    (folder / "预算.yaml").write_text(text, encoding="utf-8")
    assert main(["build", str(folder), "-o", str(tmp_path / "out")]) == 2
    said = capfd.readouterr().err
    assert "P01" in said
    assert "U+20BB7" in said
    assert not list(tmp_path.rglob("*.pdf"))
