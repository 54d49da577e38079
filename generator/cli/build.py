"""gongkai build: check, then make the files, each written whole or not at all."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.checking import checked
from generator.cli.report import print_findings
from generator.errors import FindingsError, GongkaiError, UsageError
from generator.exchange import to_json, to_xlsx
from generator.exchange.files import write_all
from generator.figures import Disclosure
from generator.figures.disclosure import last_years_folder
from generator.findings import Finding
from generator.model import load_budget
from generator.proof.receipt import path_beside, receipt_beside
from generator.source import find_budgets

if TYPE_CHECKING:
    from generator.press import Printed

FORMATS = ("pdf", "json", "xlsx")
_NOTHING_MADE = "有错误，没有生成文件。"


def run(options: argparse.Namespace) -> int:
    """Build all budgets; one that fails does not keep the others from being built."""
    formats = _formats(options.format)
    worst = 0
    folders = find_budgets(options.budgets)
    _refuse_one_name_twice(folders)
    for folder in folders:
        units = _units(folder, options)
        codes = [_built(folder, _of_unit(options, unit), formats) for unit in units]
        worst = max(worst, *codes)
        if len(units) > 1 and not options.check:
            failed = sum(bool(code) for code in codes)
            told = f"{len(units) - failed} 份没有错误，{failed} 份有错误。"
            print(f"{folder}：部门和 {len(units) - 1} 个单位，{told}")
    return worst


def _units(folder: Path, options: argparse.Namespace) -> list[str]:
    """The codes of the units whose disclosures are wanted, "" for the department's own, which comes first."""
    if not options.units:
        return [options.unit]
    if options.unit:
        raise UsageError("--unit 和 --units 只能写一个。")
    try:
        budget = load_budget(folder)
    except FindingsError:
        return [""]  # the department's own build tells why
    known = [unit.code for unit in budget.units]
    if options.units.strip() in ("all", "全部"):
        return ["", *(known if budget.has_many_units else ())]
    wanted = [code.strip() for code in re.split("[,，、]", options.units) if code.strip()]
    for code in wanted:
        if code not in known:
            listed = f"现有的单位：{'、'.join(known)}。" if known else "预算里没有列出“单位”。"
            raise UsageError(f"“{folder}”没有代码为“{code}”的单位。{listed}")
    return ["", *dict.fromkeys(wanted)]


def _of_unit(options: argparse.Namespace, unit: str) -> argparse.Namespace:
    return argparse.Namespace(**{**vars(options), "unit": unit})


def _built(folder: Path, options: argparse.Namespace, formats: list[str]) -> int:
    """Build one file of its own; what keeps it from being made is told, and keeps no other from it."""
    called = f"{folder}（{options.unit}）" if options.unit else str(folder)
    try:
        return _build(folder, called, options, formats)
    except FindingsError as error:
        print_findings(error.findings, sys.stderr, everything=options.all)
        print(f"{called}：{_NOTHING_MADE}", file=sys.stderr)
        return error.exit_code
    except GongkaiError as error:
        print(f"{called}：{error}", file=sys.stderr)
        return error.exit_code


def _refuse_one_name_twice(folders: list[Path]) -> None:
    """Budgets whose files would have one name: the second would overwrite the first."""
    named: dict[tuple[str, str], Path] = {}
    for folder in folders:
        key = (folder.resolve().parent.name, folder.resolve().name)
        first = named.setdefault(key, folder)
        if first != folder:
            raise UsageError(f"“{first}”和“{folder}”会生成同名的文件。请分两次生成到不同的输出文件夹。")


def _formats(text: str) -> list[str]:
    formats = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise UsageError(
            f"不认识的格式“{'、'.join(unknown) or text}”。可以写：{'、'.join(FORMATS)}，用逗号分开。"
        )
    return formats


def _build(folder: Path, called: str, options: argparse.Namespace, formats: list[str]) -> int:
    """Check and build one budget. A draft is built in spite of errors, under a name of its own.

    What is found in a unit has been told with the department's findings where both are built.
    """
    disclosure, findings, code = checked(folder, options.unit)
    if findings and not (options.unit and options.units):
        print_findings(findings, sys.stderr, accepted=False, everything=options.all)
    if disclosure is None or (code and not options.draft):
        print(f"{called}：{_NOTHING_MADE}", file=sys.stderr)
        return code
    paths = _paths(folder, disclosure, options, formats)
    if options.check:
        _refuse_uncommitted(folder, disclosure, paths)
    made: dict[Path, tuple[bytes, int]] = {}
    for kind, path in paths.items():
        made |= _make(kind, path, disclosure, folder, findings, options)
    if options.check:
        from generator.cli.build_check import compare_files

        return max(code, compare_files({path: data for path, (data, _) in made.items()}))
    write_all({path: data for path, (data, _) in made.items()})
    for path, (data, pages) in made.items():
        size = f"{len(data) / 1024:,.0f} KB"
        print(f"已生成 {path}（{f'{pages} 页，' if pages else ''}{size}）")
    return code


def _paths(
    folder: Path, disclosure: Disclosure, options: argparse.Namespace, formats: list[str]
) -> dict[str, Path]:
    """Where each format stands."""
    parts = (folder.resolve().name, options.unit, "草稿" if options.draft else "")
    target = options.output / str(disclosure.budget.year) / "-".join(part for part in parts if part)
    return {kind: target.with_name(f"{target.name}.{kind}") for kind in formats}


def _refuse_uncommitted(folder: Path, disclosure: Disclosure, paths: dict[str, Path]) -> None:
    from generator.history.git import refuse_uncommitted

    before = last_years_folder(folder, disclosure.budget.year)
    sources = [folder, before] if before else [folder]
    beside = [path_beside(paths["pdf"])] if "pdf" in paths else []
    refuse_uncommitted([*sources, *paths.values(), *beside])


def _make(
    kind: str,
    path: Path,
    disclosure: Disclosure,
    folder: Path,
    findings: list[Finding],
    options: argparse.Namespace,
) -> dict[Path, tuple[bytes, int]]:
    """What stands at `path`, with the number of pages where there are pages; a PDF with its receipt."""
    if kind == "pdf":
        printed = _print(disclosure, folder, findings, options)
        receipt = receipt_beside(printed.receipt, printed.data)
        return {path: (printed.data, printed.pages), path_beside(path): (receipt, 0)}
    from generator.document import compose

    compose(disclosure)
    return {path: (to_json(disclosure) if kind == "json" else to_xlsx(disclosure), 0)}


def _print(
    disclosure: Disclosure, folder: Path, findings: list[Finding], options: argparse.Namespace
) -> Printed:
    from generator.cli.progress import progress_bar
    from generator.cli.workshop import workshop_of
    from generator.proof.publish import publish

    workshop = workshop_of(options)
    with progress_bar(folder.name) as progress:
        printed, found = publish(
            disclosure,
            folder,
            findings,
            unit=options.unit,
            draft=options.draft,
            data_inside=not options.no_attachments,
            workshop=workshop,
            progress=progress,
        )
    if workshop.store:
        workshop.store.tidy()
    print_findings(found, sys.stderr, everything=options.all)
    return printed
