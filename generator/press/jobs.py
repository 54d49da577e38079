"""What is set: a section or a sheet of page numbers, as plain data that can be sent to another process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from generator.document import Section
from generator.errors import GongkaiError, ProfileError
from generator.press.engine import Engine
from generator.press.hooks.merged import UnfitError
from generator.press.kept.keys import key_of, style_key
from generator.press.pictures import BeyondError, TooLongError
from generator.press.section.folios import FolioSheet
from generator.press.section.setting import set_folios, set_section
from generator.press.section.values import SectionPrint


@dataclass(frozen=True)
class Style:
    """What all sections of a document share: the profile's folder, an office's fonts by role, a mark.

    `own`: others may have written the style sheet, or what the templates give. `beneath` are the folders of
    what the profile is based on: a file that it lacks is theirs.
    """

    profile: Path
    fonts: tuple[tuple[str, Path], ...] = ()
    draft: bool = False
    own: bool = False
    beneath: tuple[Path, ...] = ()

    @cached_property
    def key(self) -> bytes:
        """What every print in this style depends on."""
        return style_key((self.profile, *self.beneath), dict(self.fonts), draft=self.draft)


_SELECTOR = "<string>"
"""The file that Python names for a selector, which it compiles, counting parentheses: a text, no module."""


@contextmanager
def _told(style: Style, what: str = "") -> Iterator[None]:
    """What cannot be set is an answer where others have written it: sizes beyond all measure, boxes within
    one another without end. Of what came with the program it is an error of the program.
    """
    try:
        yield
    except (GongkaiError, MemoryError, OSError, UnfitError):
        raise
    except Exception as error:  # WeasyPrint takes a style sheet at its word and divides by nothing
        if isinstance(error, RecursionError) or getattr(error, "filename", "") == _SELECTOR:
            raise ProfileError("样式的 style.css 或模板里套得太深，排不出来。请减少嵌套的层数。") from None
        if not style.own:
            raise
        if isinstance(error, BeyondError):
            raise ProfileError(f"样式的模板里的一张 SVG {error}。") from None
        where = f"“{what}”" if what else ""
        if isinstance(error, TooLongError):
            raise ProfileError(f"照样式的 style.css 和模板排出的{where}{error}。") from None
        raise ProfileError(
            f"照样式的 style.css 和模板，{where}排不出来。请去掉里面过大、为零或不寻常的值再试。"
        ) from error


def engine_for(style: Style) -> Engine:
    """The engine of this process for `style`: reading the fonts takes a while. Raises ProfileError."""
    with _told(style):
        return _engine(style, style.key)


@lru_cache(maxsize=2)
def _engine(style: Style, key: bytes) -> Engine:
    """`key` says what the files were like when they were read."""
    return Engine(style.profile, dict(style.fonts), draft=style.draft, beneath=style.beneath, own=style.own)


@dataclass(frozen=True, slots=True)
class SectionJob:
    """A section to be set in a style."""

    style: Style
    section: Section

    @property
    def name(self) -> str:
        """How progress calls it."""
        return self.section.running or self.section.key

    @property
    def weight(self) -> int:
        """About how long it takes."""
        return len(self.section.html)

    def key(self) -> bytes:
        """What its print depends on."""
        return key_of(self.style.key, "section", self.section.classes, self.section.html)

    def made(self) -> SectionPrint:
        """Its print. Raises PressError, ProfileError."""
        with _told(self.style, self.name):
            return set_section(engine_for(self.style), self.section)


@dataclass(frozen=True, slots=True)
class FolioJob:
    """A sheet of page numbers from `first` on, for pages of a kind."""

    style: Style
    kind: str
    first: int

    name = "页码"
    weight = 0

    def key(self) -> bytes:
        """What the sheet depends on."""
        return key_of(self.style.key, "folios", self.kind, str(self.first))

    def made(self) -> FolioSheet:
        """The sheet. Raises ProfileError."""
        with _told(self.style, self.name):
            return set_folios(engine_for(self.style), self.kind, self.first)


Job = SectionJob | FolioJob
