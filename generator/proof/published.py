"""A published PDF of ours: the files inside it, and the text and drawing of its pages."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.foreign import pages
from generator.foreign.survey import UnfitPdfError, enclosed_in
from generator.press.positions import NAME as PLACES
from generator.proof.paper import Paper
from generator.proof.receipt import NAME
from generator.source.confined import BrokenOffError, confined, time_for
from generator.source.gate import PDF, OutsideError, content, path_within
from generator.source.workspace import PROFILES

DATA = "数据.json"
"""The name of the enclosed file that has every figure and table."""

LAST_YEAR = "上年预算/"
"""Sources below this name are last year's budget."""


@dataclass(frozen=True)
class Published:
    """A PDF that people know as `name`; `files` are what is enclosed, by name."""

    name: str
    data: bytes
    files: dict[str, bytes]

    @property
    def has_data(self) -> bool:
        """Whether it is one of ours, with everything inside that it was made from."""
        return NAME in self.files and bool(self.sources)

    @property
    def sources(self) -> list[str]:
        """The names of the files that the PDF was made from."""
        named = self.receipt.get("源文件")
        return [name for name in named if name in self.files] if isinstance(named, dict) else []

    @property
    def changed_sources(self) -> list[str]:
        """The enclosed sources that are not those of the receipt."""
        prints = self.receipt.get("源文件", {})
        return [n for n in self.sources if hashlib.sha256(self.files[n]).hexdigest() != prints[n]]

    @cached_property
    def paper(self) -> Paper:
        """Its pages. Raises UsageError when what it says of their places was spoiled."""
        return Paper(self.data, self.files.get(PLACES))

    @cached_property
    def receipt(self) -> dict[str, Any]:
        """With what it was made; nothing where it does not say."""
        return object_in(self.files.get(NAME, b"{}"))

    @property
    def year(self) -> int:
        """The budget year. Raises UsageError when the data do not say."""
        year = object_in(self.files.get(DATA, b"{}")).get("年度")
        if not isinstance(year, int) or not 2000 <= year <= 2099:
            raise UsageError("文件里的数据不完整。")
        return year

    def write_sources(self, folder: Path) -> Path:
        """Write the sources below `folder` as <year>/budget (and last year's beside it); that folder.

        The profiles are there for both years; where last year's were others, they lie in its own folder.
        """
        year = self.year
        budget = folder / str(year) / "budget"
        for name in self.sources:
            last = name.startswith(LAST_YEAR)
            shared = folder if name.startswith(f"{PROFILES}/") else budget
            base = folder / str(year - 1) / "budget" if last else shared
            try:
                target = path_within(base, name.removeprefix(LAST_YEAR) if last else name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(self.files[name])
            except OutsideError:
                raise UsageError(f"文件里的“{name}”想写到别处，不可信。") from None
            except OSError:
                raise UsageError(f"文件里的“{name}”不能作文件名，不可信。") from None
        return budget


def object_in(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`; an empty one when there is none: somebody has changed it."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def read_published(path: Path) -> Published:
    """The PDF at `path`. Raises UsageError when it is no PDF of ours with its data inside."""
    return with_data(open_pdf(path))


def with_data(published: Published) -> Published:
    """`published`. Raises UsageError when it is no PDF of ours with its data inside."""
    if not published.has_data:
        raise UsageError(
            f"“{published.name}”里没有附预算的源文件，不知道它的数从哪里来。生成时不要用 --no-attachments。"
        )
    return published


def open_pdf(path: Path) -> Published:
    """Any PDF at `path`, with the data inside if there are any. Raises UsageError when it cannot be read."""
    return published_in(content(path, PDF), str(path))


def published_in(data: bytes, name: str) -> Published:
    """The PDF in `data`, which people know as `name`. Raises UsageError when it cannot be read."""
    try:
        return Published(name, data, enclosed_in(data))
    except UnfitPdfError as error:
        raise UsageError(f"“{name}”{error.why}。") from None


def page_prints(data: bytes) -> list[str]:
    """A print (SHA-256) of what each page draws, and how it is shown. Raises UsageError for spoiled ones."""
    try:
        said = json.loads(confined(f"{pages.__name__}:prints", data, time_for(data)))
    except BrokenOffError:
        said = None
    if not isinstance(said, list):
        raise UsageError("文件的页面已损坏，读不出来。")
    return said
