"""gongkai build --check: what is there, against what the sources give. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.proof.differences import file_differences
from generator.source import limits
from generator.source.gate import MissingError, Sort, content

_BUILT = Sort("", limits.PDF_FILE)


def compare_files(made: Mapping[Path, bytes]) -> list[str]:
    """For each file, whether the one that is there is the one that was made; what differs, line by line."""
    lines = [line for path, data in made.items() for line in _compare(path, data)]
    if any(not line.startswith("一致 ") for line in lines):
        lines.append("要换成现在的：去掉 --check 再运行一次，把生成的文件提交。")
    return lines


def _compare(path: Path, ours: bytes) -> list[str]:
    try:
        theirs = content(path, _BUILT)
    except MissingError:
        return [f"缺少 {path}"]
    if theirs == ours:
        return [f"一致 {path}"]
    return [f"不一致 {path}", *(f"  {line}" for line in file_differences(path.name, theirs, ours))]
