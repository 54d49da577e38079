"""gongkai verify: rebuild a published PDF from what is inside it, and compare."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.checking import checked
from generator.cli.progress import progress_bar
from generator.errors import FindingsError, GongkaiError, UsageError
from generator.proof.differences import pdf_differences
from generator.proof.publish import publish
from generator.proof.published import Published, published_in, read_published
from generator.proof.receipt import PRINT, agrees_beside, path_beside
from generator.source.scratch import scratch


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "用 PDF 里附的源文件重新生成一遍，逐字节比较。"
    parser.add_argument("file", metavar="FILE.pdf", type=Path, help="gongkai 生成的 PDF")


def run(options: argparse.Namespace) -> int:
    """0 when the rebuilt PDF has the same bytes, 1 when it has not. Raises UsageError for any other PDF."""
    try:
        published = read_published(options.file)
    except UsageError as error:
        return _by_receipt(options.file, error)
    if changed := published.changed_sources:
        print(f"核验不一致：{options.file} 里附的源文件与收据对不上：{'、'.join(changed)}。")
        return 1
    with scratch() as temporary:
        rebuilt = _rebuild(published, temporary, options.file.name)
    if rebuilt.data == published.data:
        print(f"核验一致：{options.file} 与用其中的源文件重新生成的结果逐字节相同。")
        return 0
    print(f"核验不一致：{options.file} 与用其中的源文件重新生成的结果不同。")
    try:
        for line in pdf_differences(published, rebuilt):
            print(f"  {line}")
    except GongkaiError as error:  # it differs, whatever cannot be told of how
        print(f"  {error}")
    return 1


def _by_receipt(file: Path, why: UsageError) -> int:
    """A PDF that cannot be made again because of `why`: 1 when the receipt beside it is of other bytes.

    Raises `why` when there is no receipt, and when the bytes agree: that proves no more than that the two
    belong together.
    """
    agrees = agrees_beside(file)
    if agrees is None:
        raise why
    beside = path_beside(file)
    if not agrees:
        print(f"核验不一致：{file} 的 {PRINT} 与旁边的收据 {beside.name} 所记的不同。")
        return 1
    raise UsageError(
        f"{why}不过它的 {PRINT} 与旁边的收据 {beside.name} 所记的相同。有预算文件夹的，"
        f"可以用 gongkai build 预算 --no-attachments --check 核对。"
    )


def _rebuild(published: Published, temporary: Path, name: str) -> Published:
    """The PDF made anew from the sources, read back."""
    folder = published.write_sources(temporary)
    unit = str(published.receipt.get("单位", ""))
    disclosure, findings, code = checked(folder, unit, f"{name}:")
    draft = bool(published.receipt.get("草稿"))
    if disclosure is not None and disclosure.budget.fonts:
        names = "、".join(disclosure.budget.fonts.values())
        raise UsageError(
            f"“{published.name}”用了单位自己的字体（{names}）。"
            "字体有许可，不附在 PDF 里，不能只凭 PDF 重新生成。"
            "有预算文件夹的，可以用 gongkai build 预算 --check 核对。"
        )
    if disclosure is None or (code and not draft):
        raise FindingsError(findings)
    with progress_bar(name) as progress:
        printed, _ = publish(disclosure, folder, findings, unit=unit, draft=draft, progress=progress)
    return published_in(printed.data, name)
