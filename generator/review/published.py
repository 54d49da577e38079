"""A published PDF of ours: the files inside it, and the text and drawing of its pages."""

from __future__ import annotations

import hashlib
import io
import json
import logging
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.errors import UsageError
from generator.review.receipt import NAME

DATA = "数据.json"
"""The name of the enclosed file that has every figure and table."""

LAST_YEAR = "上年预算/"
"""Sources below this name are last year's budget."""


@dataclass(frozen=True, slots=True)
class Published:
    """`files` are what is enclosed, by name; `sources` are the names of those the PDF was made from."""

    data: bytes
    files: dict[str, bytes]
    sources: tuple[str, ...]

    @property
    def receipt(self) -> dict[str, Any]:
        """With what it was made; nothing where it does not say. Raises UsageError when it was spoiled."""
        return self._object(NAME)

    @property
    def year(self) -> int:
        """The budget year. Raises UsageError when the data do not say."""
        year = self._object(DATA).get("年度")
        if not isinstance(year, int):
            raise UsageError("文件里的数据不完整。")
        return year

    def _object(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads(self.files.get(name, b"{}"))
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise UsageError(f"文件里的“{name}”读不出来，被改动过。")
        return found

    def write_sources(self, folder: Path) -> Path:
        """Write the sources below `folder` as <year>/budget (and last year's beside it); that folder."""
        year = self.year
        budget = folder / str(year) / "budget"
        for name in self.sources:
            last = name.startswith(LAST_YEAR)
            base = folder / str(year - 1) / "budget" if last else budget
            target = base / PurePosixPath(name.removeprefix(LAST_YEAR) if last else name)
            if not target.resolve().is_relative_to(base.resolve()):
                raise UsageError(f"文件里的“{name}”想写到别处，不可信。")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.files[name])
        return budget


def read_published(path: Path) -> Published:
    """The PDF at `path`. Raises UsageError when it is no PDF of ours with its data inside."""
    if not path.is_file():
        raise UsageError(f"找不到文件“{path}”。")
    published = read_pdf(path.read_bytes(), str(path))
    if NAME not in published.files or not published.sources:
        raise UsageError(f"“{path}”里没有附预算的源文件，不能核验。生成时不要用 --no-attachments。")
    return published


def read_pdf(data: bytes, name: str) -> Published:
    """The PDF that `data` is, with what is inside, if anything. Raises UsageError when it cannot be read."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise UsageError(f"“{name}”有密码或加密，读不了里面的数据。")
        files, sources = _enclosed(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(f"“{name}”不是 PDF，或已损坏。") from None
    return Published(data, files, tuple(sources))


def _enclosed(reader: Any) -> tuple[dict[str, bytes], list[str]]:
    names = reader.root_object.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
    files: dict[str, bytes] = {}
    sources: list[str] = []
    for reference in names[1::2]:
        item = reference.get_object()
        name = str(item["/UF"])
        files[name] = item["/EF"]["/F"].get_object().get_data()
        if item.get("/AFRelationship") == "/Source":
            sources.append(name)
    return files, sources


def page_prints(data: bytes) -> list[str]:
    """A print (SHA-256) of everything that is drawn on each page. Raises UsageError for spoiled pages."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    prints = []
    try:
        for page in PdfReader(io.BytesIO(data)).pages:
            contents = page.get_contents()
            drawn = contents.get_data() if contents is not None else b""
            prints.append(hashlib.sha256(drawn + str(page.mediabox).encode()).hexdigest())
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError("文件的页面已损坏，读不出来。") from None
    return prints
