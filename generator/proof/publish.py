"""One budget, checked, to one PDF with everything in it that it can be made from again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.classification.book import BOOKS
from generator.document import Document, compose
from generator.errors import InputError
from generator.exchange import to_json, to_xlsx
from generator.figures import Disclosure
from generator.figures.disclosure import Files
from generator.findings import Finding, errors_in
from generator.model.profiles import own_files, refuse_changed
from generator.model.units import of_other_unit
from generator.press import Printed, open_attachments, own_font_files, place
from generator.press.binding import Bound
from generator.press.enclosures import Enclosure
from generator.press.printer import ALONE, print_steps
from generator.press.steps import Steps
from generator.press.workshop import Progress, Workshop, untold
from generator.proof.paper import Paper
from generator.proof.published import DATA, LAST_YEAR
from generator.proof.receipt import NAME, receipt
from generator.rules.report import plain_report


@dataclass(frozen=True)
class Materials:
    """What goes into a PDF besides the words: attachments, the office's own fonts, all sources, the receipt.

    `found` is what was found while they were opened.
    """

    bound: list[Bound]
    fonts: dict[str, Path]
    sources: list[Enclosure]
    made_with: bytes
    found: list[Finding]


def materials(disclosure: Disclosure, folder: Path, unit: str = "", *, draft: bool = False) -> Materials:
    """The materials of the budget in `folder`, or of its `unit`.

    Raises InputError for fonts or attachments that cannot be printed.
    """
    budget = disclosure.budget
    fonts = own_font_files(budget, folder)
    bound, found = open_attachments(budget.attachments, folder)
    if errors_in(found):
        raise InputError(found)
    sources = _sources(disclosure, bound, unit)
    made_with = receipt(sources, disclosure.profile.files, unit=unit, draft=draft)
    return Materials(bound, fonts, sources, made_with, found)


def publish_steps(
    disclosure: Disclosure,
    material: Materials,
    findings: Sequence[Finding],
    *,
    draft: bool = False,
    data_inside: bool = True,
) -> Steps[Printed]:
    """The PDF of a budget or a unit.

    `findings` are those of the rules; they go into the PDF with the sources unless `data_inside` is False.
    The receipt is made in either case. Raises PressError; ProfileError for templates.
    """
    document = composed(disclosure, material, data_inside=data_inside)
    data = _data(document, [*findings, *material.found], material.made_with) if data_inside else ()
    printed = yield from print_steps(
        document,
        bound=material.bound,
        enclosures=(*material.sources, *data) if data_inside else (),
        fonts=material.fonts,
        places_inside=data_inside,
        draft=draft,
    )
    refuse_changed(disclosure.profile.folders)
    return replace(printed, receipt=material.made_with)


def publish(
    disclosure: Disclosure,
    folder: Path,
    findings: Sequence[Finding],
    *,
    unit: str = "",
    draft: bool = False,
    data_inside: bool = True,
    workshop: Workshop = ALONE,
    progress: Progress = untold,
) -> tuple[Printed, list[Finding]]:
    """The PDF of the budget in `folder`, or of its `unit`, and what was found while printing.

    Raises what `materials` and `publish_steps` raise.
    """
    material = materials(disclosure, folder, unit, draft=draft)
    steps = publish_steps(disclosure, material, findings, draft=draft, data_inside=data_inside)
    return workshop.run(steps, progress), material.found


def placed(
    disclosure: Disclosure,
    folder: Path,
    progress: Progress = untold,
    workshop: Workshop = ALONE,
) -> Paper:
    """The pages of the budget in `folder` laid out, not written: where everything would stand.

    Raises InputError and PressError as `publish` does.
    """
    material = materials(disclosure, folder)
    return Paper(b"", place(composed(disclosure, material), material.fonts, progress, workshop))


def composed(disclosure: Disclosure, material: Materials, *, data_inside: bool = True) -> Document:
    """The document, with a page for each page of the attachments."""
    wide = {item.attachment.file: item.wide for item in material.bound}
    return compose(disclosure, wide, data_inside=data_inside)


def _sources(disclosure: Disclosure, bound: Sequence[Bound], unit: str) -> list[Enclosure]:
    """Everything that the PDF can be made from again, as it was when it was read."""
    year = disclosure.budget.year
    sources = [*_files(disclosure.files, year, unit)]
    sources += [Enclosure(one.attachment.file, one.original, "附件原件", "Source") for one in bound]
    own = own_files(disclosure.profile.folders)
    sources += [Enclosure(name, data, "样式", "Source") for name, data in own.items()]
    if (before := disclosure.before) is not None:
        others = own_files(before.profile.folders)
        others = {} if others == own else others
        sources += [Enclosure(f"{LAST_YEAR}{n}", data, "样式", "Source") for n, data in others.items()]
        sources += _files(before.files, year - 1, unit, LAST_YEAR)
    return sources


def _files(files: Files, year: int, unit: str, within: str = "") -> Iterator[Enclosure]:
    """The YAML of a year, and the official book of 科目 that names its subjects, where there is one."""
    what = "上年预算" if within else "预算源文件"
    for source in files.sources:
        if not of_other_unit(source, unit):
            yield Enclosure(f"{within}{source.inside}", source.data, what, "Source")
    if files.official is not None:
        yield Enclosure(f"{within}{BOOKS}/{year}.csv", files.official, "科目表", "Source")


def _data(document: Document, findings: Iterable[Finding], made_with: bytes) -> tuple[Enclosure, ...]:
    """What people may want to use, and with what it was made."""
    return (
        Enclosure(DATA, to_json(document), "全部数据及其来历", "Data"),
        Enclosure("报表.xlsx", to_xlsx(document.disclosure), "报表（Excel）", "Data"),
        Enclosure("检查报告.txt", plain_report(findings).encode(), "生成时的检查报告", "Supplement"),
        Enclosure(NAME, made_with, "生成这份文件所用的程序、字体和源文件", "Supplement"),
    )
