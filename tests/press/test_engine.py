"""The engine: it reads fonts and files of the profile only, and nothing it complains of is lost."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from generator.errors import PressError
from generator.figures import load_profile
from generator.press import fonts, loading
from generator.press.engine import Engine
from tests.oracle.printer import write
from tests.printed_pages import read_pages

PROFILE = load_profile("shanxi-2024").folder
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(PROFILE)


def test_pages_are_set_without_complaint(engine: Engine) -> None:
    """Chinese and figures in every role's face make a page, and no message."""
    body = "".join(
        f"<p style=\"font-family: '{family}'\">第二部分 2024年 18,300.70</p>"
        for family, _ in fonts.ROLES.values()
    )
    document = engine.lay_out(body, "text", 7)
    assert len(document.pages) == 1
    [page] = read_pages(write(engine, document))
    assert page.text == "第二部分2024年18,300.70" * 5
    assert page.number == 7
    assert engine.messages == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/logo.png",
        "https://example.com/logo.png",
        "ftp://example.com/logo.png",
        "{outside}",
    ],
)
def test_nothing_is_fetched_from_elsewhere(engine: Engine, tmp_path: Path, url: str) -> None:
    """The network and files outside of the profile are refused, which stops the build."""
    outside = tmp_path / "logo.png"
    outside.write_bytes(b"\x89PNG")
    with pytest.raises(PressError, match=r"样式里的图片“.+”不在样式的文件夹里"):
        engine.lay_out(f'<img src="{url.format(outside=outside.as_uri())}">', "text", 1)


def test_a_way_out_of_the_profile_is_no_way(engine: Engine) -> None:
    """`..` does not lead out of the profile's folder."""
    with pytest.raises(PressError, match=r"样式里的图片“.+”不在样式的文件夹里"):
        engine.lay_out(f'<img src="{PROFILE.as_uri()}/../../pyproject.toml">', "text", 1)


def test_data_in_the_page_itself_is_allowed(engine: Engine) -> None:
    """A picture that is part of the HTML needs no fetching."""
    assert len(engine.lay_out(f'<img src="{PICTURE}">甲', "text", 1).pages) == 1


def test_a_character_without_a_glyph_stops_the_build(engine: Engine) -> None:
    """No empty box is ever printed in the place of a character."""
    with pytest.raises(PressError, match="字体里没有"):
        write(engine, engine.lay_out("<p>甲\U0001f600乙</p>", "text", 1))


def test_what_is_logged_is_kept(tmp_path: Path) -> None:
    """A warning that is not fatal is collected, and printed on no one's terminal."""
    profile = tmp_path / "样式"
    profile.mkdir()
    (profile / "style.css").write_text("p { no-such-property: 1 }", encoding="utf-8")
    logger = logging.getLogger("weasyprint")
    before = (list(logger.handlers), logger.propagate)
    engine = Engine(profile)
    assert any("no-such-property" in message for message in engine.messages)
    assert (list(logger.handlers), logger.propagate) == before


@pytest.mark.parametrize(("first", "sides"), [(1, ["right", "left"]), (2, ["left", "right"])])
def test_a_section_begins_on_its_side(engine: Engine, first: int, sides: list[str]) -> None:
    """Odd numbers stand at the right, even ones at the left, without an empty page before."""
    document = engine.lay_out('<p>甲</p><p style="break-before: page">乙</p>', "text", first)
    pages = read_pages(write(engine, document))
    assert [page.number for page in pages] == [first, first + 1]
    middle = [page.letters[-1].left > 297 for page in pages]
    assert middle == [side == "right" for side in sides]


def test_no_font_of_the_machine_can_slip_in() -> None:
    """The configuration that fontconfig gets names no folder of fonts."""
    fonts.forget_system_fonts()
    text = Path(os.environ["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
    assert "<fontconfig>" in text
    assert "<dir>" not in text
    assert "<include>" not in text


def test_a_missing_font_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy without its fonts names the file that is missing."""
    monkeypatch.setattr(fonts, "FONTS", tmp_path)
    with pytest.raises(PressError, match=r"缺少字体文件 fonts/GW.*\.ttf"):
        Engine(PROFILE)


def test_missing_libraries_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Pango the user is told what to run; no stack trace."""

    def missing(name: str, *_: object, **__: object) -> None:
        raise OSError(f"cannot load library 'libpango-1.0-0'\nmore about {name}")

    monkeypatch.setattr("builtins.__import__", missing)
    with pytest.raises(PressError, match="缺少排版所需的系统程序库") as caught:
        loading.import_weasyprint()
    monkeypatch.undo()
    assert "libpango-1.0-0" in str(caught.value)
    assert "more about" not in str(caught.value)
    assert "setup.sh env" in str(caught.value)
