"""One side of a comparison: a budget, a revision of it, or a published PDF with its data inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.document import Document, compose
from generator.document.passages import Passage, passages
from generator.errors import UsageError
from generator.figures import Disclosure, disclose_folder
from generator.findings import Finding
from generator.history.revisions import checked_out, committed
from generator.proof.paper import Paper
from generator.proof.published import Published, open_pdf, published_in, with_data
from generator.proof.receipt import MADE_WITH, differences, receipt
from generator.rules import apply_rules
from generator.rules.structure import BAD_FONT_FILE
from generator.source import find_budget, find_budgets
from generator.source.scratch import scratch

MOST_PAGES = 10


@dataclass(frozen=True)
class Side:
    """What is compared: `name` as the user gave it, its disclosure, its document and its findings.

    `folder` is where its sources lie, `published` the PDF it was read from, where it was one.
    """

    name: str
    folder: Path
    disclosure: Disclosure
    document: Document
    findings: tuple[Finding, ...]
    unit: str = ""
    published: Published | None = None

    @cached_property
    def passages(self) -> list[Passage]:
        """The words of the document."""
        return passages(self.document)

    @property
    def is_draft(self) -> bool:
        """Whether it is a PDF that says 草稿 on every page."""
        return bool(self.published and self.published.receipt.get("草稿"))

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know of a PDF that was made with other words than ours: program, templates, engines."""
        if self.published is None:
            return ()
        ours = json.loads(receipt((), self.disclosure.profile.files, unit="", draft=False))
        made_with = {key: self.published.receipt.get(key) for key in ours if key in MADE_WITH}
        if not (others := differences({key: ours[key] for key in made_with}, made_with)):
            return ()
        told = "；".join(others)
        return (f"“{self.name}”不是用现在的程序和样式生成的（{told}），这里按现在的排出文字来比较。",)


@contextmanager
def open_side(text: str, unit: str = "") -> Iterator[Side]:
    """The side that `text` names: a folder (or its `unit`) or a PDF of ours, or `REVISION:` and either.

    Raises UsageError when there is no such thing, or when the pages of a PDF do not show the data inside it;
    InputError when it cannot be read as a budget.
    """
    with scratch() as temporary:
        published = with_data(open_side_pdf(text)) if is_pdf(text) else None
        folder = published.write_sources(temporary) if published else _folder(text, temporary)
        called = _called(text) if folder.is_relative_to(temporary) else ""
        if published:
            unit = _unit_of(published, unit)
        yield side_in(folder, text, unit, called, published)


@contextmanager
def side_of_pdf(published: Published) -> Iterator[Side]:
    """The side that a PDF is, read already. Raises as `open_side` does."""
    with scratch() as temporary:
        folder = with_data(published).write_sources(temporary)
        yield side_in(folder, published.name, _unit_of(published, ""), f"{published.name}:", published)


def side_in(
    folder: Path, name: str, unit: str = "", called: str = "", published: Published | None = None
) -> Side:
    """The budget in `folder`, which people call `name`. Raises InputError when it cannot be read."""
    disclosure = disclose_folder(folder, unit, called)
    document = compose(disclosure)
    findings = tuple(f for f in apply_rules(disclosure, folder) if not (published and _is_of_fonts(f)))
    side = Side(name, folder, disclosure, document, findings, unit, published)
    if published:
        refuse_other_words(side, published.paper)
    return side


def _unit_of(published: Published, wanted: str) -> str:
    """The unit whose disclosure a PDF is. Raises UsageError when another is wanted."""
    unit = str(published.receipt.get("单位", ""))
    if wanted not in ("", unit):
        whose = f"单位 {unit} 的" if unit else "整个部门的"
        raise UsageError(f"“{published.name}”是{whose}公开文件，不是单位 {wanted} 的。")
    return unit


def refuse_other_words(side: Side, paper: Paper) -> None:
    """Raise UsageError when pages, data and receipt do not agree: somebody has changed one of them."""
    changed = side.published.changed_sources if side.published else []
    if changed:
        raise UsageError(
            f"“{side.name}”里附的源文件与收据对不上（{'、'.join(changed)}），生成以后被改动过，不能用来比较。"
            "可用 gongkai verify 核验。"
        )
    if not paper.known or side.notes:
        return
    pages = paper.pages_that_differ(side.passages)
    if pages:
        named = "、".join(str(page + 1) for page in pages[:MOST_PAGES])
        more = f" 等 {len(pages)} 页" if len(pages) > MOST_PAGES else ""
        raise UsageError(
            f"“{side.name}”的第 {named} 页{more}与文件里附的数据对不上，生成以后被改动过，不能用来比较。"
            f"可用 gongkai verify 核验。"
        )


def open_side_pdf(text: str) -> Published:
    """Any PDF that `text` names: a file, or `REVISION:FILE`. Raises UsageError when it cannot be read."""
    revision, colon, file = text.partition(":")
    if colon and revision and file and not Path(text).exists():
        return published_in(committed(revision, file), text)
    return open_pdf(Path(text))


def is_pdf(text: str) -> bool:
    """Whether `text` names a PDF rather than a budget: by its name, or by how the file begins."""
    path = Path(text)
    if path.suffix.lower() == ".pdf":
        return not path.is_dir()
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


def _is_of_fonts(finding: Finding) -> bool:
    """Whether it is about an office's own fonts, which no PDF encloses as files: their licences forbid it."""
    return finding.code == BAD_FONT_FILE.code


def _called(text: str) -> str:
    """What stands before the files of a side that lies elsewhere than its name says."""
    return f"{text}:" if is_pdf(text) else f"{text.rstrip('/')}/"


def _folder(text: str, temporary: Path) -> Path:
    path = Path(text)
    if text and path.exists():
        return find_budget(path)
    revision, colon, below = text.partition(":")
    if colon and revision and below:
        if below.endswith(".yaml"):  # a file stands for the budget that it is part of
            below = below.rpartition("/")[0] or "."
        found = find_budgets([checked_out(revision, below.strip("/"), temporary)])
        if len(found) > 1:
            raise UsageError(f"“{text}”里有 {len(found)} 份预算，请指定其中一份。")
        return found[0]
    raise UsageError(
        f"找不到“{text}”。可以是预算文件夹、PDF，"
        "或它们在 git 里的版本（例如 HEAD~1:budgets/2024/某局，HEAD:某局.pdf）。"
    )
