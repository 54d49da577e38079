"""One budget, checked, to one PDF with everything in it that it can be made from again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from generator.classification import find_book
from generator.classification.book import BOOKS
from generator.document import Document, compose
from generator.errors import InputError
from generator.exchange import to_json, to_xlsx
from generator.figures import Disclosure
from generator.figures.disclosure import last_years_folder
from generator.findings import Finding, errors_in
from generator.model.units import of_other_unit
from generator.press import (
    Printed,
    missing_characters,
    open_attachments,
    own_font_files,
    place,
    print_pdf,
)
from generator.press.binding import Bound
from generator.press.enclosures import Enclosure
from generator.press.layout import Progress
from generator.proof.paper import Paper
from generator.proof.published import DATA, LAST_YEAR
from generator.proof.receipt import NAME, receipt
from generator.rules.report import plain_report
from generator.source.workspace import yaml_files


def publish(
    disclosure: Disclosure,
    folder: Path,
    findings: Sequence[Finding],
    *,
    unit: str = "",
    draft: bool = False,
    data_inside: bool = True,
    progress: Progress = lambda done, total, what: None,
) -> tuple[Printed, list[Finding]]:
    """The PDF of the budget in `folder`, or of its `unit`, and what was found while printing.

    `findings` are those of the rules; they go into the PDF with the sources unless `data_inside` is False.
    The receipt is made in either case.
    Raises InputError for characters, fonts or attachments that cannot be printed, PressError for the rest.
    """
    document, bound, fonts, found = _document(disclosure, folder)
    sources = _sources(disclosure, folder, unit)
    made_with = receipt(sources, disclosure.profile.folder, unit=unit, draft=draft)
    enclosed = (*sources, *_data(disclosure, [*findings, *found], made_with)) if data_inside else ()
    printed = print_pdf(
        document,
        bound=bound,
        enclosures=enclosed,
        fonts=fonts,
        places_inside=data_inside,
        draft=draft,
        progress=progress,
    )
    return replace(printed, receipt=made_with), found


def placed(
    disclosure: Disclosure,
    folder: Path,
    progress: Progress = lambda done, total, what: None,
) -> Paper:
    """The pages of the budget in `folder` laid out, not written: where everything would stand.

    Raises InputError and PressError as `publish` does.
    """
    document, _, fonts, _ = _document(disclosure, folder)
    return Paper(b"", place(document, fonts, progress))


def _document(
    disclosure: Disclosure, folder: Path
) -> tuple[Document, list[Bound], dict[str, Path], list[Finding]]:
    """The document, what is bound into it, the office's own fonts, and what was found while looking."""
    budget = disclosure.budget
    fonts = own_font_files(budget, folder)
    bound, found = open_attachments(budget.attachments, folder)
    found += missing_characters(budget, fonts)
    if errors_in(found):
        raise InputError(found)
    wide = {item.attachment.file: item.wide for item in bound}
    return compose(disclosure, wide), bound, fonts, found


def _sources(disclosure: Disclosure, folder: Path, unit: str) -> list[Enclosure]:
    """Everything that the PDF can be made from again."""
    sources = [
        Enclosure(path.relative_to(folder).as_posix(), path.read_bytes(), "预算源文件", "Source")
        for path in yaml_files(folder)
        if not of_other_unit(path, unit)
    ]
    for attachment in disclosure.budget.attachments:
        data = (folder / attachment.file).read_bytes()
        sources.append(Enclosure(attachment.file, data, "附件原件", "Source"))
    sources += _book(folder, disclosure.budget.year)
    before = last_years_folder(folder, disclosure.budget.year)
    if before is not None:
        sources += _book(before, disclosure.budget.year - 1, LAST_YEAR)
        sources += [
            Enclosure(
                f"{LAST_YEAR}{path.relative_to(before).as_posix()}", path.read_bytes(), "上年预算", "Source"
            )
            for path in yaml_files(before)
            if not of_other_unit(path, unit)
        ]
    return sources


def _book(folder: Path, year: int, within: str = "") -> list[Enclosure]:
    """The official book of 科目 that names the subjects of that year, where there is one."""
    book = find_book(folder, year)
    name = f"{within}{BOOKS}/{year}.csv"
    return [Enclosure(name, book.read_bytes(), "科目表", "Source")] if book else []


def _data(disclosure: Disclosure, findings: Iterable[Finding], made_with: bytes) -> tuple[Enclosure, ...]:
    """What people may want to use, and with what it was made."""
    return (
        Enclosure(DATA, to_json(disclosure), "全部数据及其来历", "Data"),
        Enclosure("报表.xlsx", to_xlsx(disclosure), "报表（Excel）", "Data"),
        Enclosure("检查报告.txt", plain_report(findings).encode(), "生成时的检查报告", "Supplement"),
        Enclosure(NAME, made_with, "生成这份文件所用的程序、字体和源文件", "Supplement"),
    )
