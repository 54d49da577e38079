"""gongkai build: check, then make the files, each written whole or not at all."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.check import checked
from generator.cli.report import print_findings
from generator.errors import GongkaiError, UsageError
from generator.exchange import to_json, write_whole
from generator.figures import Disclosure
from generator.source import find_budgets


def run(options: argparse.Namespace) -> int:
    """Build all budgets; one that fails does not keep the others from being built."""
    formats = _formats(options.format)
    folders = find_budgets(options.budgets)
    worst = 0
    for folder in folders:
        try:
            worst = max(worst, _build(folder, options.output, formats))
        except GongkaiError as error:
            print(f"{folder}：{error}", file=sys.stderr)
            worst = max(worst, error.exit_code)
    return worst


def _formats(text: str) -> list[str]:
    formats = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = [name for name in formats if name not in ("pdf", "json")]
    if unknown or not formats:
        raise UsageError(f"不认识的格式“{'、'.join(unknown) or text}”。可以写：pdf、json，用逗号分开。")
    return formats


def _build(folder: Path, output: Path, formats: list[str]) -> int:
    disclosure, findings, code = checked(folder)
    if findings:
        print_findings(findings, sys.stderr)
    if disclosure is None:
        print(f"{folder}：有错误，没有生成文件。", file=sys.stderr)
        return code
    target = output / str(disclosure.budget.year) / folder.resolve().name
    made = {name: _make(name, disclosure, folder) for name in formats}
    for name, (data, pages) in made.items():
        path = target.with_name(f"{target.name}.{name}")
        write_whole(path, data)
        size = f"{len(data) / 1024:,.0f} KB"
        print(f"已生成 {path}（{f'{pages} 页，' if pages else ''}{size}）")
    return 0


def _make(name: str, disclosure: Disclosure, folder: Path) -> tuple[bytes, int]:
    """The bytes of one format, and the number of pages where there are pages."""
    from generator.document import compose

    document = compose(disclosure)
    if name == "json":
        return to_json(disclosure), 0
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    from generator.press import print_pdf

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.fields[name]}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", name=folder.name, total=None)

        def progress(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=f"排版 {what}")

        printed = print_pdf(document, progress)
    return printed.data, printed.pages
