"""What the engine is spared changes nothing that is printed; an engine that is not known is left alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.document import Section
from generator.press.engine import Engine
from generator.press.hooks import cascade, once
from generator.press.hooks.texts import Lines, Looks
from generator.press.loading import import_weasyprint
from generator.press.section.setting import set_section
from generator.press.section.values import SectionPrint
from tests.press.small import small

ODD = {
    "first line": ("p::first-line{font-size:20pt;letter-spacing:2pt}", "<p>一二三四五<b>六七</b></p>" * 3),
    "first letter": ("p::first-letter{font-size:3em;color:#f00}", "<p>一二三四五六七</p>" * 2),
    "lists": ("li{margin-left:2em}", "<ul><li>甲<li>乙</ul><ol><li>甲<li>乙<ol><li>丙</ol></ol>"),
    "percentages": ("p{width:40%;padding:2% 5%;margin-left:10%}", "<p>" + "一二三四五" * 20 + "</p>"),
    "sums": ("p{width:calc(40% + 5mm);min-height:calc(2em + 1mm)}", "<p>一二三</p><p>四五六</p>"),
    "sides of the text": (
        "p{margin-inline-start:3em;padding-block:1em;inline-size:50%}.l{margin-inline-start:1em}",
        "<p>一二三</p><p class=l>四五六</p>",
    ),
    "boxes within boxes": (
        "div{box-sizing:border-box;padding:5mm;border:1mm solid;width:60mm;max-width:50%}",
        "<div>一<div>二</div></div>",
    ),
    "flex": (
        "div{display:flex;width:80%}p{flex:auto}p+p{flex:2 1 30mm;min-width:20mm}",
        "<div><p>一二三</p><p>四五</p><p>六</p></div>" * 2,
    ),
    "grid": ("div{display:grid;grid-template-columns:1fr 2fr}", "<div><p>一二三</p><p>四五</p></div>" * 2),
    "decorations": (
        "p{text-decoration:underline}b{text-decoration:line-through;color:#00f}",
        "<p>一二<b>三四</b></p><p>五</p>",
    ),
    "before and after": (
        ".a::before{content:'前' attr(title)}.a::after{content:counter(c)}p{counter-increment:c}",
        "<p class=a title=一>甲</p><p class=a title=二>乙</p><p>丙</p>",
    ),
    "variables": ("body{--w:3em}p{text-indent:var(--w)}.w{--w:1em}", "<p>一</p><p class=w>二</p>"),
    "separate borders": (
        "table{border-collapse:separate;border-spacing:1mm}td{border:1mm solid;width:30%}",
        "<table><tr><td>一<td>二<tr><td colspan=2>三</table>",
    ),
    "collapsed borders": (
        "table{border-collapse:collapse;width:100%}td{border:2pt solid;padding:1mm}.n{border-top:none}",
        "<table><tr><td>一<td rowspan=2>二<tr><td class=n>三</table>" * 2,
    ),
    "many pages": (
        "p{break-after:page}@page{@top-left{content:'页' counter(page)}}@page:nth(2){margin:50mm}",
        "<p>一<p>二<p>三<p>四",
    ),
    "parts of the page": ("p{margin-left:10vw;font-size:2vh}", "<p>一二三</p><p>四五六</p>"),
    "names": (
        "a{color:inherit}",
        "<h1 id=a lang=en>甲<b>乙</b></h1><h1>甲<b>乙</b></h1><a name=b>丙</a>"
        "<p><a href='#a'>一</a><a href='#b'>二</a></p>",
    ),
    "inherited names": ("b{-weasy-anchor:inherit}", "<p id=a>甲<b>乙</b></p><a href='#a'>一</a>"),
    "words of their own": (
        "p{color:#00f!important}",
        "<p style='color:#f00;margin:1cm'>一</p><p lang=en style='margin:2cm'>二</p>"
        "<style>i{color:#0f0}</style><i>三</i>",
    ),
    "layers": (
        "@layer a,b;@layer b{p{color:#f00}}@layer a{p{color:#0f0;margin:1cm}p.x{color:#00f}}",
        "<p>一</p><p class=x>二</p>",
    ),
    "neighbours": (
        "p:first-child{color:#f00}p+p{margin:1cm}p:nth-child(3n){color:#0f0}"
        "b:not(p b){color:#00f}[title]{border:1px solid}",
        "<p>一</p><p><b>二</b></p><p title=x>三</p><div><p>四</p><p>五</p><b>六</b></div>",
    ),
    "round corners": (
        "div{border:1mm solid;border-radius:3mm 0 10% 5mm/2mm}p{border-top-left-radius:1em;background:#eee}",
        "<div><p>一</p>二<span>三</span></div><p>四</p>" * 2,
    ),
    "out of the flow": (
        "div{position:relative}p{position:absolute;right:1cm;background:#eee}b{float:left;background:#eee}",
        "<div>一<p>二</p><b>三</b></div>" * 2,
    ),
    "wide text": ("p{word-spacing:1em;overflow-wrap:anywhere;width:3em}", "<p>a b c d e abcdefgh</p>" * 2),
}


class Layout:
    """Stands for the engine's layout of a line."""


def originals() -> list[tuple[Any, str, Any]]:
    """(owner, name, the engine's own) of all that is replaced."""
    once.work_once()
    return [(owner, name, getattr(owner, name).real) for owner, name in once.replaced()]


def odd(folder: Path, css: str) -> Engine:
    """An engine for a profile of this style."""
    (folder / "style.css").write_text(f'html{{font:16pt "GW Song"}}{css}', encoding="utf-8")
    return Engine(folder)


def both(engine: Engine, section: Section, patch: pytest.MonkeyPatch) -> tuple[SectionPrint, SectionPrint]:
    """A section as we have the engine set it, and as it would by itself."""
    ours = set_section(engine, section)
    with patch.context() as patched:
        for owner, name, own in originals():
            patched.setattr(owner, name, own)
        return ours, set_section(engine, section)


@pytest.mark.parametrize("kind", ODD)
def test_whatever_the_style_the_print_is_the_same(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of styles that no profile of ours has."""
    css, html = ODD[kind]
    ours, own = both(odd(tmp_path, css), Section("odd", "text", html, ()), monkeypatch)
    assert ours == own


def test_sections_set_before_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though styles are kept: parts of the page are those of the page that the section stands on."""
    css = "html,body{overflow:hidden}@page wide{size:A3 landscape}.wide{page:wide}p{margin-left:10vw}i{color:#f00}.b i{margin:1em}"  # noqa: E501
    engine = odd(tmp_path, css)
    kinds = [
        ("text", "<p>一<i>二</i></p>"),
        ("wide", "<p>一<i>二</i></p>"),
        ("b", "<i id=a>二</i>"),
        ("b", "<i>二</i>"),
    ]
    sections = [Section("odd", classes, html, ()) for classes, html in kinds]
    for section in (*sections, *reversed(sections)):
        ours, own = both(engine, section, monkeypatch)
        assert ours == own, section


def test_styles_are_kept_for_sections_to_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many of them, and not where they depend on the size of the page."""

    def style(html: str) -> Any:
        [page] = engine.lay_out(html, "text").pages
        return next(box.style for box in page._page_box.descendants() if box.element_tag == "b")

    engine = odd(tmp_path, "p{color:#f00}.v{margin-left:10vw}")
    assert style("<p>一<b>二</b></p>") is style("<p id=x>三<b>四</b></p>")
    assert style("<p class=v>一<b>二</b></p>") is not style("<p>三<b>四</b></p>")
    monkeypatch.setattr(cascade, "MOST", 0)
    assert style("<p>一<b>二</b></p>") is not style("<p>一<b>二</b></p>")


def test_the_print_of_every_kind_of_section_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the style that departments use."""
    document = small()
    engine = Engine(document.disclosure.profile.folder)
    for section in document.sections:
        ours, own = both(engine, section, monkeypatch)
        assert ours == own, section.key


def test_equal_lines_are_broken_once(tmp_path: Path) -> None:
    """And in another look, or another width, anew."""
    engine = odd(tmp_path, "p{width:5em}.b{font-size:10pt}.w{width:4em}")
    lines, asked = Lines(lambda *given: (Layout(), *given), Looks()), Counter[str]()
    real, lines.real = lines.real, lambda *given: (asked.update([given[0]]), real(*given))[1]
    [page] = engine.lay_out("<p>一</p><p>一</p><p class=b>一</p>", "text").pages
    styles = [box.style for box in page._page_box.descendants() if hasattr(box, "text")]
    for style in styles:
        lines("一", style, None, 100, 0)
    assert asked["一"] == 2
    lines("一", styles[0], None, 50, 0)
    lines("一", styles[0], None, 50, 0, is_line_start=False)
    assert asked["一"] == 4


def test_equal_elements_share_all_styles(tmp_path: Path) -> None:
    """Also those of what stands before and after them; lengths are read from them once."""
    engine = odd(tmp_path, "p::before{content:'前'}")
    [page] = engine.lay_out("<div><p>一</p><p>二</p></div>", "text").pages
    boxes = [box for box in page._page_box.descendants() if box.element_tag == "p::before"]
    assert len(boxes) == 4
    assert len({id(box.style) for box in boxes if type(box).__name__ == "InlineBox"}) == 1
    assert all(box.style.lengths for box in boxes if type(box).__name__ == "InlineBox")


def test_pages_of_a_kind_share_their_styles(tmp_path: Path) -> None:
    """However many there are; those of which something else is said do not."""
    engine = odd(tmp_path, "p{break-after:page}@page:left{margin:30mm}@page:nth(5){margin:40mm}")
    pages = engine.lay_out("<p>一</p>" * 9, "text").pages
    styles = [id(page._page_box.style) for page in pages]
    first, left, right, fifth = styles[0], styles[1], styles[2], styles[4]
    assert styles[:9] == [first, left, right, left, fifth, left, right, left, right]
    assert len({left, right, fifth}) == 3
    assert [round(page._page_box.margin_top / 96 * 25.4) for page in pages][1:5:3] == [30, 40]


def test_an_engine_that_is_not_known_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """And people are told that it is slower for it."""
    for owner, name, own in originals():
        monkeypatch.setattr(owner, name, own)
    monkeypatch.setattr(import_weasyprint(), "VERSION", "71.0")
    assert once.work_once.__wrapped__() == (once.SLOWER.format("71.0", once.KNOWN),)
    assert all(not hasattr(getattr(owner, name), "real") for owner, name in once.replaced())
