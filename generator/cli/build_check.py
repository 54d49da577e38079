"""gongkai build --check: what is there, against what the sources give. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.proof.differences import file_differences
from generator.source import limits
from generator.source.gate import MissingError, Sort, content

_BUILT = Sort("", limits.PDF_FILE)


def compare_files(made: Mapping[Path, bytes]) -> int:
    """Say for each file whether the one that is there is the one that was made; 1 when one is not."""
    worst = max(_compare(path, data) for path, data in made.items())
    if worst:
        print("要换成现在的：去掉 --check 再运行一次，把生成的文件提交。")
    return worst


def _compare(path: Path, ours: bytes) -> int:
    try:
        theirs = content(path, _BUILT)
    except MissingError:
        print(f"缺少 {path}")
        return 1
    if theirs == ours:
        print(f"一致 {path}")
        return 0
    print(f"不一致 {path}")
    for line in file_differences(path.name, theirs, ours):
        print(f"  {line}")
    return 1
