"""The sample budget at every stage, and a second build of a copy of it elsewhere."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdf

from generator.document import Document, Section
from generator.figures import Disclosure
from generator.press import Printed, print_pdf
from tests.printed_pages import GridCell, Page

BUDGET = Path(__file__).parents[1] / "budgets" / "2024" / "xinzhou-etdz"


@dataclass(frozen=True, repr=False)
class Sample:
    """The sample at every stage."""

    disclosure: Disclosure
    printed: Printed
    pages: list[Page]

    def section(self, key: str) -> Section:
        """The composed section `key`."""
        found = (one for part in self.printed.sections for one in part.section.parts or (part.section,))
        return next(section for section in found if section.key == key)

    def pages_of(self, key: str) -> list[Page]:
        """The pages of the section `key`, which it may share with others."""
        first = 0
        for part in self.printed.sections:
            if key in [part.section.key, *(one.key for one in part.section.parts)]:
                return self.pages[first : first + len(part.pages)]
            first += len(part.pages)
        raise AssertionError(f"no section {key}")

    def rows_of(self, number: str) -> list[list[list[GridCell]]]:
        """The rows of a table of figures, page by page, without those of others that share its page."""
        shared = [[one.key for one in part.section.parts] for part in self.printed.sections]
        place = next((keys.index(number) for keys in shared if number in keys), 0)
        return [page.tables[place] for page in self.pages_of(number)]


@dataclass(frozen=True, repr=False)
class Book:
    """A whole document and what was printed of it."""

    document: Document
    printed: Printed

    @property
    def reader(self) -> pypdf.PdfReader:
        """The PDF, read strictly."""
        return pypdf.PdfReader(io.BytesIO(self.printed.data), strict=True)


def book(document: Document) -> Book:
    """`document`, printed."""
    return Book(document, print_pdf(document))


@dataclass(frozen=True)
class Elsewhere:
    """A build of a copy by the command, in another folder, time zone and locale."""

    process: subprocess.Popen[bytes]
    output: Path

    def finished(self, suffix: str) -> bytes:
        """The bytes it made."""
        said = self.output.with_suffix(".txt")
        assert self.process.wait() == 0, said.read_text(encoding="utf-8")
        return (self.output / "2024" / f"{BUDGET.name}.{suffix}").read_bytes()


def build_elsewhere(folder: Path) -> Elsewhere:
    """Begin to build the budget that lies in `folder`, and go on without waiting for it."""
    temporary = folder / "tmp"
    temporary.mkdir()
    settings = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "TMPDIR": str(temporary)}
    settings["GONGKAI_CACHE"] = str(folder / "kept")
    command = "import sys; from generator.cli import main; sys.exit(main())"
    with (folder / "out.txt").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", command, "build", "a copy", "-o", "out", "--format", "json,pdf"],
            cwd=folder,
            env=os.environ | settings | {"PYTHONPATH": str(BUDGET.parents[2])},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    return Elsewhere(process, folder / "out")
