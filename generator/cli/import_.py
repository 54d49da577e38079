"""gongkai import: Excel tables to YAML, or what they would change in a budget that is there."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.cli.options import year
from generator.cli.report import print_findings
from generator.errors import UsageError
from generator.exchange.files import write_whole
from generator.exchange.importer.log import Log
from generator.exchange.importer.note import note_text
from generator.exchange.importer.patching import apply_patch, patch_of
from generator.exchange.importer.workbook import Given, Imported, NoTablesError
from generator.exchange.importer.writing import NOTE, import_new
from generator.findings import errors_in
from generator.source.workspace import display_name, yaml_files

MOST_UNUSED = 5
"""Columns with unused cells that the terminal shows."""


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = (
        "把 Excel 表（gongkai 生成的，或预算管理一体化平台导出的）变成 YAML。"
        "DIR 里已有预算时，只显示有哪些不同，加 --apply 才改。"
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="Excel 工作簿（.xlsx 或 .xls）")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, required=True, help="预算的文件夹")
    parser.add_argument("--year", metavar="YEAR", type=year, help="预算年度，表里没有写时用，例如 2025")
    parser.add_argument("--name", metavar="NAME", default="", help="部门名称，表里没有写时用")
    parser.add_argument(
        "--mapping",
        metavar="FILE.yaml",
        type=Path,
        help="映射：每张工作表、每一列是什么。还没有这个文件时，把认出来的写在里面，核对、改正后接着用",
    )
    parser.add_argument("--apply", action="store_true", help="把不同之处改进已有的预算")


def run(options: argparse.Namespace) -> int:
    """Write a new budget, or show and with --apply make the changes of one; 1 when amounts do not agree."""
    try:
        return _import(options)
    except NoTablesError as error:
        if options.mapping and not options.mapping.exists():
            _write(options.mapping, error.proposal)
        raise


def _import(options: argparse.Namespace) -> int:
    folder: Path = options.output
    mapping: Path | None = options.mapping
    if mapping and mapping.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"映射不能放在预算的文件夹“{folder}”里，那里的 YAML 都是预算。请换一个位置。")
    if folder.is_dir() and yaml_files(folder):
        if options.year or options.name:
            raise UsageError(f"“{folder}”里已有预算，年度和名称照它的，不要写 --year 和 --name。")
        return _into_existing(options.file, folder, mapping, apply=options.apply)
    if options.apply:
        raise UsageError(f"“{folder}”里没有预算可改。去掉 --apply，就会建立一份新的。")
    given = Given(options.year, options.name, _kept(mapping), folder)
    made = import_new(options.file, given, lambda imported: folder)
    _report(made.imported.log, made.missing)
    _propose(made.imported, mapping)
    print(f"已建立 {display_name(folder)}，共 {made.files} 个 YAML 文件；没有看懂的和要核对的记在 {NOTE}。")
    print(f"下一步：gongkai check {display_name(folder)}")
    return int(bool(errors_in(made.imported.log.findings)))


def _kept(mapping: Path | None) -> Path | None:
    """The mapping that the user has; None when it is yet to be written."""
    return mapping if mapping and mapping.exists() else None


def _propose(imported: Imported, mapping: Path | None) -> None:
    """Write the mapping that the user wants and has not; else say where it would help."""
    log = imported.log
    if mapping and not mapping.exists() and imported.proposal:
        _write(mapping, imported.proposal)
    elif mapping and not mapping.exists():
        print("这是 gongkai 生成的工作簿，用不着映射，没有写。", file=sys.stderr)
    elif not mapping and imported.proposal and (log.unread or log.unused):
        hint = (
            "认错、没有认出的表和列，可以自己写明：加上 --mapping 映射.yaml，先得到一份认出来的，改好再导入。"
        )
        print(hint, file=sys.stderr)


def _write(mapping: Path, proposal: str) -> None:
    write_whole(mapping, proposal.encode())
    print(f"映射写在 {mapping}；核对、改正以后用它再导入，明年接着用。", file=sys.stderr)


def _into_existing(file: Path, folder: Path, mapping: Path | None, *, apply: bool) -> int:
    patch = patch_of(file, folder, _kept(mapping))
    log = patch.imported.log
    sys.stdout.write(patch.text())
    sys.stdout.flush()
    if apply:
        apply_patch(folder, patch)
        write_whole(folder / NOTE, note_text(file.name, log, []).encode())
    _report(log, [])
    _propose(patch.imported, mapping)
    names = "、".join(inside for inside, _, _ in patch.files)
    if not patch.files:
        print("Excel 与预算的数相同，没有要改的。", file=sys.stderr)
    elif apply:
        print(f"已改 {names}。", file=sys.stderr)
    else:
        print(f"以上是要改的地方（{names}），还没有改。加上 --apply 就会改。", file=sys.stderr)
    return int(bool(errors_in(log.findings)))


def _report(log: Log, missing: Sequence[str]) -> None:
    """Findings, and what is to be filled in, beside the result."""
    print_findings(log.findings, sys.stderr)
    count = sum(len(one.places) for one in log.unused)
    if count:
        print(f"没有用到的单元格 {count} 格，没有导入，全部列在 {NOTE}：", file=sys.stderr)
        for one in log.unused[:MOST_UNUSED]:
            print(f"  {one}", file=sys.stderr)
    for item in missing:
        print(f"还要填写或核对：{item}", file=sys.stderr)
