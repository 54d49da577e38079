"""What is not public in WeasyPrint and pydyf: every use stands here, and tests hold it to its contract."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.press.loading import import_weasyprint

SCALE = 0.75
"""Points in a CSS pixel."""


@cache
def boxes() -> Any:
    """The engine's kinds of boxes."""
    import_weasyprint()
    from weasyprint.formatting_structure import boxes

    return boxes


class Patterns(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """The parser's patterns, by the characters at which they stop (or of which they consist: `opposite`).

    Why: tinyhtml5 keeps each under a key for which it never asks, and makes it again for every word.
    """

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, opposite = key
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        self[key] = re.compile(f"[{'' if opposite else '^'}{listed}]+")
        return self[key]


def keep_patterns() -> None:
    """Let the parser find its patterns again."""
    from tinyhtml5 import inputstream

    if not isinstance(inputstream.characters_until_regex, Patterns):
        inputstream.characters_until_regex = Patterns()


def fonts_in(folder: Path) -> Any:
    """The engine's configuration of fonts, with its copies of them in `folder`, which is not its to remove.

    Why: it removes a folder of its own when Python takes it apart, which is never when a process ends, and
    too early in a process that began as a copy of another.
    """
    from weasyprint.text.fonts import FontConfiguration

    class Fonts(FontConfiguration):  # type: ignore[misc]
        def __del__(self) -> None:
            """Leave the folder."""

    fonts = Fonts()
    fonts._folder = folder
    return fonts


@dataclass(frozen=True, slots=True)
class Marker:
    """Stands in the engine's objects for something that all sections share."""

    meaning: Any


@dataclass(slots=True)
class _Profile:
    """What the engine asks of a colour profile when it paints."""

    pdf_reference: Marker


class Shelf:
    """The engine's fonts, which all sections of a process share; what of them was shown is told by section.

    Why: the engine copies the whole file for every font of a document.
    """

    def __init__(self) -> None:
        self.fonts: dict[Any, Any] = {}
        self._digests: dict[Any, str] = {}

    def clear(self) -> None:
        """Forget which glyphs were shown."""
        for font in self.fonts.values():
            font.widths, font.to_unicode = {}, {}

    def shown(self) -> Iterator[tuple[Any, str]]:
        """Every font that was shown, with the SHA-256 of its file, in an order that is always the same."""
        for key, font in sorted(self.fonts.items(), key=lambda item: (item[1].hash, item[0])):
            if font.widths:
                if key not in self._digests:
                    self._digests[key] = hashlib.sha256(font.file_content).hexdigest()
                yield font, self._digests[key]


@dataclass(slots=True)
class Canvas:
    """What the pages of a section are painted with, and what that has gathered."""

    resources: dict[str, Any]
    shelf: Shelf
    images: dict[str, Any]
    profiles: dict[str, _Profile]

    @classmethod
    def blank(cls, shelf: Shelf, colours: object, profile: object) -> Canvas:
        """A canvas whose colour spaces and profile are markers with these meanings."""
        shelf.clear()
        import pydyf

        kinds = ("ExtGState", "XObject", "Pattern", "Shading")
        resources: dict[str, Any] = {kind: pydyf.Dictionary() for kind in kinds}
        resources["ColorSpace"] = Marker(colours)
        return cls(resources, shelf, {}, {"srgb": _Profile(Marker(profile))})

    def paint(self, page: Any) -> tuple[list[Any], dict[Any, tuple[str, int]]]:
        """The operators of `page`, and for every box with a mark its tag and number."""
        from weasyprint.pdf.stream import Stream

        width, height = page.width, page.height
        bleed = page.bleed
        rectangle = (
            -bleed["left"],
            -bleed["top"],
            width + bleed["left"] + bleed["right"],
            height + bleed["top"] + bleed["bottom"],
        )
        gathered: tuple[Any, ...] = (
            self.shelf.fonts,
            rectangle,
            self.resources,
            self.images,
            {},
            self.profiles,
        )
        stream = Stream(*gathered, "srgb", compress=False)
        stream.transform(d=-1, f=height * SCALE)
        page.paint(stream, SCALE)
        marks = {box: (mark["tag"], mark["mcid"]) for box, mark in stream._tags.items()}
        return [b"q", *stream.stream, b"Q"], marks

    def image(self, name: str) -> Any:
        """The object of the picture `name`."""
        held = self.images[name]
        return held["image"].get_x_object(held["interpolate"], max(held["dpi_ratios"]))


def page_box(page: Any) -> Any:
    """The box of a page, with all that is on it."""
    return page._page_box


def carry_background(box: Any) -> None:
    """Let what is painted behind `box` go where the box has been moved to: the engine placed it before."""
    if box.background is None:
        return
    area = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    rounded = [box.rounded_border_box()]
    layers = [layer._replace(painting_area=area, clipped_boxes=rounded) for layer in box.background.layers]
    box.background = box.background._replace(layers=layers)


def page_kind(page: Any) -> str:
    """The name that the style sheet gives to pages of this kind; none for plain ones."""
    return str(page_box(page).page_type.name or "")


def margin_boxes(page: Any) -> list[Any]:
    """The boxes in the margins of a page."""
    return [child for child in page_box(page).children if isinstance(child, boxes().MarginBox)]


def bare(page: Any) -> None:
    """Leave nothing on a page but its number."""
    box = page_box(page)
    box.children = [child for child in margin_boxes(page) if counts_pages(child)]
    box.background = box.canvas_background = None


def unwrapped(box: Any) -> Any:
    """The box itself where another stands in its place."""
    from weasyprint.layout.absolute import AbsolutePlaceholder

    return box._box if isinstance(box, AbsolutePlaceholder) else box


def wrapped_table(box: Any) -> Any:
    """The table of a box with the captions of its wrapper among its children; the box when it is none."""
    if not box.is_table_wrapper:
        return box
    wrapper, table = box, box.get_wrapped_table()
    if not table:
        return box
    whole = table.copy_with_children([])
    for child in wrapper.children:
        whole.children.extend(child.children if child is table else [child])
    return whole


def counts_pages(box: Any) -> bool:
    """Whether `box` is a box of the page's margin that prints the page number."""
    return isinstance(box, boxes().MarginBox) and "page" in set(_counters(box.style["content"]))


def _counters(content: Any) -> Iterator[str]:
    if isinstance(content, (tuple, list)):
        if len(content) == 2 and content[0] in ("counter()", "counters()"):
            yield content[1][0]
        for item in content:
            yield from _counters(item)


def to_bytes(item: Any) -> bytes:
    """`item` as pydyf writes it."""
    if type(item) is bytes:
        return item
    import pydyf

    data: bytes = pydyf._to_bytes(item)
    return data


def is_stream(value: Any) -> bool:
    """Whether `value` is an object with data."""
    import pydyf

    return isinstance(value, pydyf.Stream)
