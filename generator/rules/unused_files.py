"""The folder of a budget: files in it that nothing uses, and the year that the folder above is called by.

Only `check` looks for that: no output may depend on what is none of its sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.findings import Finding, Kind, Level, some_of
from generator.model import Budget
from generator.source import Place
from generator.source.place import SourceText
from generator.source.workspace import SIGN_OFFS, display_name, files_below, is_misnamed, is_passed_over

UNUSED = Kind("S59", "文件夹里有没有用到的文件", Level.NOTE)
OTHER_YEAR = Kind("S86", "年度与文件夹的年度不同", Level.NOTE)

_KEPT = re.compile(
    r"(?i:read ?me|licen[cs]e|copying|notice|thumbs\.db|desktop\.ini)(?:\W.*)?|自述.*|说明\.md"
)
"""What is there for people and for the system, and for no disclosure."""
IMPORT_NOTE = "导入说明.txt"
"""What `gongkai import` leaves beside what it has written."""
_BOUND = {".pdf"}
_FONTS = {".ttf", ".otf", ".ttc"}
_SHEETS = {".xlsx", ".xls", ".et", ".csv"}
_OWN_FOLDERS = {"科目表": (".csv",), "样式": ("",)}
"""Folders of their own, and what the names of files end with that are read there."""


def about_folder(budget: Budget, folder: Path) -> Iterator[Finding]:
    """What is odd about the folder a budget lies in, or about what lies there."""
    above = folder.absolute().parent.name
    if re.fullmatch(r"(?:19|20)\d\d", above) and above != str(budget.year):
        message = f"“年度”写的是 {budget.year}，文件夹却在 {above} 里"
        hint = (
            f"核对年度：是 {above} 年的改“年度”，不是的把文件夹移到 {budget.year} 里；上年的预算是按年度找的"
        )
        yield OTHER_YEAR.at(budget.place("年度"), message, hint, about="年度")
    yield from unused_files(budget, folder)


def unused_files(budget: Budget, folder: Path) -> Iterator[Finding]:
    """Files in `folder` that are no part of the budget and that no line of it names, by folder.

    What S15 says of a name that is nearly right is not said again.
    """
    written = "\n".join(source.text for source in budget.sources)
    read = {source.inside for source in budget.sources} | {SIGN_OFFS, IMPORT_NOTE}
    unused: dict[Path, list[str]] = {}
    for path in files_below(folder, _of_programs):
        inside = path.relative_to(folder)
        if not (path.is_file() and inside.as_posix() not in read and path.name not in written):
            continue
        if not (_is_beside(inside) or is_misnamed(path.name)):
            unused.setdefault(path.parent, []).append(path.name)
    for where, names in unused.items():
        place = Place(SourceText(display_name(where), "", where.relative_to(folder).as_posix()), 1, 1)
        message = f"{len(names)} 个文件没有用到：{some_of(names, 5)}"
        yield UNUSED.at(place, message, _hint(names))


def _is_beside(inside: Path) -> bool:
    """Whether it belongs to an editor, to the system, to people or to a folder of its own."""
    top = inside.parts[0]
    if is_passed_over(inside.name) or _KEPT.fullmatch(inside.name):
        return True
    return len(inside.parts) > 1 and top in _OWN_FOLDERS and inside.name.lower().endswith(_OWN_FOLDERS[top])


def _hint(names: list[str]) -> str:
    """What can be done with such files."""
    endings = {Path(name).suffix.lower() for name in names}
    ways = (
        (_BOUND, "要印在后面的 PDF，写在“附件”里"),
        (_FONTS, "字体写在“字体”里"),
        (_SHEETS, "表格用 gongkai import"),
        ({".yaml"}, "要读的 YAML，移出名称以 . 开头的文件夹"),
    )
    known = set().union(*(kinds for kinds, _ in ways))
    told = [way for kinds, way in ways if endings & kinds]
    told += ["内容要用的，写进 .yaml 文件"] if endings - known else []
    return "；".join([*told, "不用的可以不管"])


def _of_programs(name: str) -> bool:
    """.git, .vscode, .gongkai: folders that programs keep."""
    return name.startswith(".") and name.isascii()
