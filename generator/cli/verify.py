"""gongkai verify: rebuild a published PDF from what is inside it, and compare."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from generator.cli.checking import checked
from generator.cli.progress import progress_bar
from generator.errors import FindingsError
from generator.review.publish import publish
from generator.review.published import Published, page_prints, read_published
from generator.review.receipt import NAME, differences

MOST_PAGES = 20


def run(options: argparse.Namespace) -> int:
    """0 when the rebuilt PDF has the same bytes, 1 when it has not. Raises UsageError for any other PDF."""
    published = read_published(options.file)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as temporary:
        rebuilt = _rebuild(published, Path(temporary), options.file.name)
    if rebuilt.data == published.data:
        print(f"核验一致：{options.file} 与用其中的源文件重新生成的结果逐字节相同。")
        return 0
    print(f"核验不一致：{options.file} 与用其中的源文件重新生成的结果不同。")
    for line in _what_differs(published, rebuilt):
        print(f"  {line}")
    return 1


def _rebuild(published: Published, temporary: Path, name: str) -> Published:
    """The PDF made anew from the sources, read back."""
    folder = published.write_sources(temporary)
    unit = str(published.receipt.get("单位", ""))
    disclosure, findings, code = checked(folder, unit)
    draft = bool(published.receipt.get("草稿"))
    if disclosure is None or (code and not draft):
        raise FindingsError(findings)
    with progress_bar(name) as progress:
        printed, _ = publish(disclosure, folder, findings, unit=unit, draft=draft, progress=progress)
    target = temporary / "rebuilt.pdf"
    target.write_bytes(printed.data)
    return read_published(target)


def _what_differs(published: Published, rebuilt: Published) -> list[str]:
    found = differences(rebuilt.receipt, published.receipt)
    theirs, ours = page_prints(published.data), page_prints(rebuilt.data)
    if len(theirs) != len(ours):
        found.append(f"文件有 {len(theirs)} 页，重新生成的有 {len(ours)} 页")
    pages = [str(i) for i, (a, b) in enumerate(zip(theirs, ours, strict=False), 1) if a != b]
    if pages:
        more = f" 等 {len(pages)} 页" if len(pages) > MOST_PAGES else ""
        found.append(f"页面内容不同：第 {'、'.join(pages[:MOST_PAGES])} 页{more}")
    names = sorted(published.files.keys() | rebuilt.files.keys() - {NAME})
    other = [name for name in names if published.files.get(name) != rebuilt.files.get(name) and name != NAME]
    if other:
        found.append(f"附在里面的文件与源文件对不上：{'、'.join(other)}")
    return found or ["页面和附带的文件都相同，只是文件的其他部分被改写过（例如另存、加盖或压缩）"]
