"""gongkai build: check, then make the files, each written whole or not at all."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.checking import checked
from generator.cli.report import print_findings
from generator.errors import FindingsError, GongkaiError, UsageError
from generator.exchange import to_json, to_xlsx, write_whole
from generator.figures import Disclosure
from generator.findings import Finding
from generator.source import find_budgets

FORMATS = ("pdf", "json", "xlsx")


def run(options: argparse.Namespace) -> int:
    """Build all budgets; one that fails does not keep the others from being built."""
    formats = _formats(options.format)
    worst = 0
    folders = find_budgets(options.budgets)
    _refuse_one_name_twice(folders)
    for folder in folders:
        try:
            worst = max(worst, _build(folder, options, formats))
        except FindingsError as error:
            print_findings(error.findings, sys.stderr)
            print(f"{folder}：有错误，没有生成文件。", file=sys.stderr)
            worst = max(worst, error.exit_code)
        except GongkaiError as error:
            print(f"{folder}：{error}", file=sys.stderr)
            worst = max(worst, error.exit_code)
    return worst


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


def _build(folder: Path, options: argparse.Namespace, formats: list[str]) -> int:
    """Check and build one budget. A draft is built in spite of errors, under a name of its own."""
    disclosure, findings, code = checked(folder, options.unit)
    if findings:
        print_findings(findings, sys.stderr)
    if disclosure is None or (code and not options.draft):
        print(f"{folder}：有错误，没有生成文件。", file=sys.stderr)
        return code
    parts = (folder.resolve().name, options.unit, "草稿" if options.draft else "")
    name = "-".join(part for part in parts if part)
    target = options.output / str(disclosure.budget.year) / name
    made = {kind: _make(kind, disclosure, folder, findings, options) for kind in formats}
    for kind, (data, pages) in made.items():
        path = target.with_name(f"{target.name}.{kind}")
        write_whole(path, data)
        size = f"{len(data) / 1024:,.0f} KB"
        print(f"已生成 {path}（{f'{pages} 页，' if pages else ''}{size}）")
    return code


def _make(
    kind: str, disclosure: Disclosure, folder: Path, findings: list[Finding], options: argparse.Namespace
) -> tuple[bytes, int]:
    """The bytes of one format, and the number of pages where there are pages."""
    if kind == "pdf":
        return _print(disclosure, folder, findings, options)
    from generator.document import compose

    compose(disclosure)
    return (to_json(disclosure) if kind == "json" else to_xlsx(disclosure)), 0


def _print(
    disclosure: Disclosure, folder: Path, findings: list[Finding], options: argparse.Namespace
) -> tuple[bytes, int]:
    from generator.cli.progress import progress_bar
    from generator.review.publish import publish

    with progress_bar(folder.name) as progress:
        printed, found = publish(
            disclosure,
            folder,
            findings,
            unit=options.unit,
            draft=options.draft,
            data_inside=not options.no_attachments,
            progress=progress,
        )
    print_findings(found, sys.stderr)
    return printed.data, printed.pages
