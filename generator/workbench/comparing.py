"""Comparing (比较): what is shown beside last year's, a revision of git's, or a published PDF."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.errors import FindingsError, GongkaiError, UsageError
from generator.figures.disclosure import last_years_folder
from generator.history.revisions import Revision, extract, history, position
from generator.press.workshop import Progress, Workshop
from generator.proof.published import published_in
from generator.review.apart import compared as compared_pages
from generator.review.apart import notes_on
from generator.review.compare import compare
from generator.review.html_report import Heading, html_report
from generator.review.report import paper_of, report
from generator.review.side import Side, side_in, side_of_pdf
from generator.source.gate import PDF, content
from generator.source.scratch import scratch

MOST_REVISIONS = 30
NOW, PUBLISHED = "现在的预算", "公开的 PDF"
LAST_YEAR, LAST_PDF, REVISION, UPLOADED = "上年", "PDF", "git:", "上传"


@dataclass(frozen=True, slots=True)
class Other:
    """What a budget can be compared with: its key, and how it is called."""

    key: str
    called: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How it ended, in a sentence; the report, as HTML, when it was made."""

    said: str
    report: bytes = b""

    @property
    def policy(self) -> str:
        """A Content-Security-Policy that lets the report's own style and script be used, and nothing else."""
        html = self.report.decode()
        found = {
            kind: " ".join(_print(one.partition(f"</{kind}>")[0]) for one in html.split(f"<{kind}>")[1:])
            for kind in ("style", "script")
        }
        return (
            f"default-src 'none'; img-src data:; style-src {found['style']}; script-src {found['script']}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )


def _print(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def others(folder: Path, pdf: Path) -> list[Other]:
    """All that the budget in `folder`, whose PDF is at `pdf`, can be compared with."""
    found = []
    year = folder.parent.name
    before = last_years_folder(folder, int(year)) if year.isdecimal() else None
    if before is not None:
        found.append(Other(LAST_YEAR, f"上年（{before.parent.name} 年）的预算"))
    if pdf.is_file():
        found.append(Other(LAST_PDF, "上次生成的 PDF"))
    for one in _revisions(folder)[1]:
        found.append(Other(f"{REVISION}{one.id}", f"git {one.date[:10]}　{one.subject[:40]}"))
    return found


def _revisions(folder: Path) -> tuple[Path, list[Revision]]:
    """The top of the repository, and the revisions of the budget; none where there is no repository."""
    try:
        top, inside = position(folder)
        return top, history(top, inside, MOST_REVISIONS)
    except UsageError:
        return folder, []


def compared(
    folder: Path, unit: str, key: str, pdf: Path | bytes, workshop: Workshop, progress: Progress
) -> Compared:
    """What changed from what `key` names to what the files say now, of the department or a `unit`."""
    try:
        if key == UPLOADED and isinstance(pdf, bytes) and not published_in(pdf, PUBLISHED).has_data:
            return _by_pages(pdf, side_in(folder, NOW, unit), workshop, progress)
        with _other(folder, unit, key, pdf) as old:
            new = side_in(folder, NOW, unit)
            found = compare(old, new)
            if found.empty:
                return Compared(f"与{old.name}相比没有改动。")
            made = report(found, old, new, lambda side: paper_of(side, progress, workshop))
            return Compared(f"与{old.name}比较好了。", made)
    except FindingsError as error:
        return Compared(f"不能比较：{error.findings[0].message}。")
    except GongkaiError as error:
        return Compared(f"不能比较：{error}")


def _by_pages(pdf: bytes, new: Side, workshop: Workshop, progress: Progress) -> Compared:
    """A PDF of another program beside the pages that would be published now."""
    old, paper = published_in(pdf, PUBLISHED).paper, paper_of(new, progress, workshop)
    found = compared_pages(old.data, paper.data)
    notes = notes_on(found, PUBLISHED, NOW)
    if not found.entries:
        return Compared(f"与{PUBLISHED} 相比，页面上没有看出变化。")
    heading = Heading(f"{new.disclosure.budget.department.name}：页面的不同", PUBLISHED, NOW, notes)
    said = f"与{PUBLISHED} 比较好了。它不是这个程序做的，只比较了页面上的文字和图形。"
    return Compared(said, html_report(heading, found.entries, old, paper))


@contextmanager
def _other(folder: Path, unit: str, key: str, pdf: Path | bytes) -> Iterator[Side]:
    if key in (LAST_PDF, UPLOADED):
        data = pdf if isinstance(pdf, bytes) else content(pdf, PDF)
        with side_of_pdf(published_in(data, PUBLISHED)) as side:
            if side.unit != unit:
                whose = f"单位 {side.unit} 的" if side.unit else "整个部门的"
                raise UsageError(f"这个 PDF 是{whose}公开文件。")
            yield side
    elif key == LAST_YEAR:
        before = last_years_folder(folder, int(folder.parent.name))
        if before is None:
            raise UsageError("上年的预算不在了。")
        yield side_in(before, "上年的预算", unit)
    else:
        top, known = _revisions(folder)
        one = next((one for one in known if f"{REVISION}{one.id}" == key), None)
        if one is None:
            raise UsageError("没有这个版本。")
        with scratch() as temporary:
            gone = "这个版本里没有可读的预算文件。"
            there = extract(top, one.id, one.folder, temporary.resolve(), gone)
            yield side_in(there, f"{one.date[:10]} 的版本", unit, called=f"{one.short}/")
