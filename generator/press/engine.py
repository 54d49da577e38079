"""WeasyPrint, kept in one place: what it may read, what it logs, and one set of style sheets per document."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, nullcontext
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from generator.errors import PressError
from generator.model.fonts import FONTS
from generator.press.cache import passing_folder
from generator.press.fetching import ELSEWHERE, fetcher
from generator.press.fonts import font_faces
from generator.press.hooks import Shelf, fonts_in, keep_patterns
from generator.press.hooks.merged import cut_on_the_way
from generator.press.hooks.once import work_once
from generator.press.justify import justify
from generator.press.kept.keys import style_sheet
from generator.press.loading import import_weasyprint
from generator.press.marks import close_up
from generator.press.pictures import SVG, refuse_multiplied
from generator.press.section.cuts import cut, refuse_spans, shelve
from generator.source import limits
from generator.source.gate import PROFILE_FILE

if TYPE_CHECKING:
    from weasyprint import Document

DRAFT_MARK = '<div class="draft-mark">草稿</div>'
"""Printed across every page of a draft, and read aloud at the end of each."""

_JUSTIFIED = {"text", "catalogue"}
"""Sections whose paragraphs reach both edges."""
_BEYOND = re.compile(r"太(?:大|复杂)，超过 [\d,]{1,20} [点个秒](?:没有画完)?|不是 PNG、[^:]{1,60}")
_FATAL = ("cannot be loaded", "Failed to load", "Error loading")
_CALLED = {"stylesheet": "样式表", "image": "图片", "inline SVG": "图形", "attachment": "夹带的文件"}
_WHY = {
    ELSEWHERE: "不在样式的文件夹里",
    "OutsideError": "不在样式的文件夹里",
    "MissingError": "找不到",
    "TooBigError": f"太大，超过 {PROFILE_FILE.limit.said}",
    "RefusedError": "不是普通文件",
}
_NO_GLYPH = ".notdef glyph"
"""A draft is made in spite of it: `check` says which character it is."""


class Engine:
    """Lays out HTML with the style sheet of one profile; logged problems end up in `messages`.

    `fonts` are the office's own files by role, where there are any; `beneath` are the folders of what the
    profile is based on. `own`: others may have written it, and a section may have only so many pages.
    """

    def __init__(
        self,
        profile: Path,
        fonts: Mapping[str, Path] | None = None,
        *,
        draft: bool = False,
        beneath: Sequence[Path] = (),
        own: bool = False,
    ) -> None:
        self.draft = draft
        self.most_pages = limits.SECTION_PAGES.most if own else None
        self.weasyprint = import_weasyprint()
        keep_patterns()
        self.fonts = fonts_in(passing_folder(self))
        files = fonts or {}
        self.fetcher = fetcher(self.weasyprint.urls, (profile, *beneath), (FONTS, *files.values()))
        self.profile = profile
        self.shelf = Shelf()
        self.messages: list[str] = []
        with self.listening():
            self.sheets = [
                self._sheet(string=font_faces(files)),
                self._sheet(filename=style_sheet((profile, *beneath))),
            ]
        unknown = work_once()
        self.known = not unknown
        self.of_sheets = (*unknown, *self.messages)

    def _sheet(self, **source: Any) -> Any:
        return self.weasyprint.CSS(**source, font_config=self.fonts, url_fetcher=self.fetcher)

    def lay_out(
        self,
        body: str,
        classes: str,
        first_page: int = 1,
        breaks: Set[int] = frozenset(),
        *,
        one_pass: bool = False,
    ) -> Document:
        """The pages of one section; the first has the number `first_page`, the rows `breaks` begin one.

        With `one_pass` merged cells are cut wherever pages end. Raises UnfitError where they cannot.
        """
        body = close_up(body) if _JUSTIFIED & set(classes.split()) else body
        side = "right" if first_page % 2 else "left"
        html = (
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title></title><style>'
            f"@page:first{{counter-set:page {first_page}}}html{{break-before:{side}}}"
            f'</style></head><body class="{classes}">{body}{DRAFT_MARK if self.draft else ""}</body></html>'
        )
        with self.listening():
            page = self.weasyprint.HTML(string=html, base_url=str(self.profile), url_fetcher=self.fetcher)
            page.most_pages = self.most_pages
            refuse_spans(page.etree_element)
            for picture in page.etree_element.iter(SVG):
                refuse_multiplied(picture)
            if breaks:
                cut(page.etree_element, breaks)
            shelf = shelve(page.etree_element) if one_pass else None
            with cut_on_the_way(shelf) if shelf else nullcontext():
                document: Document = page.render(font_config=self.fonts, stylesheets=self.sheets)
            for laid_out in document.pages:
                justify(laid_out)
            return document

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Collect what WeasyPrint logs; a font or a character that is missing is an error."""
        collected: list[str] = []
        handler = _Collector(collected)
        logger = logging.getLogger("weasyprint")
        handlers, propagate = logger.handlers, logger.propagate
        logger.handlers, logger.propagate = [handler], False
        try:
            yield
        finally:
            logger.handlers, logger.propagate = handlers, propagate
        self.messages += collected
        signs = _FATAL if self.draft else (*_FATAL, _NO_GLYPH)
        fatal = [message for message in collected if any(sign in message for sign in signs)]
        if fatal:
            raise PressError("；".join(sorted({_in_words(message) for message in fatal})) + "。")


def _in_words(message: str) -> str:
    """What is fatal, without the words of libraries: a profile of others may name any file."""
    if _NO_GLYPH in message:
        return f"字体里没有 {message.rpartition(': ')[2]}"
    kind = next((said for sign, said in _CALLED.items() if sign in message), "字体文件")
    found = re.search(r"(?:at |Font-face )'?([^\s']{1,300})", message)
    name = PurePosixPath(unquote(urlsplit(found[1]).path)).name if found else ""
    name = name if "." in name else ""  # the page itself lies in the folder
    if found := _BEYOND.search(message):
        return f"样式里的{kind}{f'“{name[:60]}”' if name else ''}{found[0]}"
    why = next((said for sign, said in _WHY.items() if sign in message), "读不出来，可能已损坏")
    return f"样式里的{kind}{f'“{name[:60]}”' if name else ''}{why}"


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
