"""One side of a comparison: a budget, a revision of it, or a published PDF with its data inside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.document import Document, compose
from generator.errors import UsageError
from generator.figures import Disclosure, disclose_folder
from generator.findings import Finding
from generator.review.published import read_published
from generator.review.revisions import checked_out
from generator.rules import apply_rules
from generator.source import find_budgets


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared: `name` as the user gave it, its disclosure, its document and its findings."""

    name: str
    disclosure: Disclosure
    document: Document
    findings: tuple[Finding, ...]


@contextmanager
def open_side(text: str) -> Iterator[Side]:
    """The side that `text` names: a folder, `REVISION:FOLDER`, or a PDF of ours.

    Raises UsageError when there is no such thing, InputError when it cannot be read as a budget.
    """
    with TemporaryDirectory(prefix="gongkai-") as temporary:
        folder = _folder(text, Path(temporary))
        disclosure = disclose_folder(folder)
        document = compose(disclosure)
        yield Side(text, disclosure, document, tuple(apply_rules(disclosure, folder)))


def _folder(text: str, temporary: Path) -> Path:
    path = Path(text)
    if path.suffix.lower() == ".pdf":
        published = read_published(path)
        return published.write_sources(temporary)
    if path.exists():
        found = find_budgets([path])
        if len(found) > 1:
            raise UsageError(f"“{text}”里有 {len(found)} 份预算，请指定其中一份。")
        return found[0]
    revision, colon, below = text.partition(":")
    if colon and revision and below:
        return checked_out(revision, below.strip("/"), temporary)
    raise UsageError(
        f"找不到“{text}”。可以是预算文件夹、PDF，或“版本:文件夹”（例如 HEAD~1:budgets/2024/某局）。"
    )
