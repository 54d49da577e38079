"""The pages of a PDF as they are compared: opened in this process, which is one of its own (`apart`)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from generator.foreign.pages import grey
from generator.proof.paper import Box

_OPEN = 50
"""Pages whose text is kept."""


class Sheets:
    """The pages of the PDF in `data`: their text with the places of its characters, and their look."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._pdf = pypdfium2.PdfDocument(data)
        self._texts: dict[int, Any] = {}

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page, in points."""
        return [page.get_size() for page in self._pdf]

    @cached_property
    def words(self) -> list[str]:
        """The text of every page."""
        return [self._text(page).get_text_range() for page in range(len(self._pdf))]

    def image(self, page: int, scale: float) -> Any:
        """The page as a grey picture with `scale` pixels in a point."""
        return grey(self._pdf[page], scale)

    def of_text(self, page: int, start: int, end: int) -> Box:
        """The characters start…end of the text of a page."""
        height = self.sizes[page][1]
        text = self._text(page)
        edges = [text.get_charbox(index) for index in range(start, end)]
        inked = [edge for edge in edges if edge[2] > edge[0]] or edges
        return Box(
            page,
            min(edge[0] for edge in inked),
            height - max(edge[3] for edge in inked),
            max(edge[2] for edge in inked),
            height - min(edge[1] for edge in inked),
        )

    def _text(self, page: int) -> Any:
        """The text of a page with the places of its characters: of few pages at a time, for it is large."""
        if page not in self._texts:
            if len(self._texts) >= _OPEN:
                self._texts.pop(next(iter(self._texts)))
            self._texts[page] = self._pdf[page].get_textpage()
        return self._texts[page]
