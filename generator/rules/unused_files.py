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
from generator.source.workspace import display_name, files_below, is_passed_over

UNUSED = Kind("S59", "文件夹里有没有用到的文件", Level.NOTE)
OTHER_YEAR = Kind("S86", "年度与文件夹的年度不同", Level.NOTE)

_DOCUMENTS = frozenset(
    (".pdf", ".ofd", ".ttf", ".otf", ".ttc", ".xlsx", ".xls", ".et", ".csv", ".docx", ".doc", ".wps")
)
"""What an author puts there to be used; texts, pictures and settings of programs are none of it."""
_OWN_FOLDERS = {"科目表", "样式"}


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
    """Documents in `folder` that no line of the budget names, and folders of YAML that are not read."""
    written = "\n".join(source.text for source in budget.sources)
    unused: dict[Path, list[str]] = {}
    for path in files_below(folder, _of_programs):
        if not path.is_file():
            continue
        parts = path.relative_to(folder).parts
        if parts[0] in _OWN_FOLDERS or is_passed_over(path.name):
            continue
        hidden = any(map(is_passed_over, parts[:-1]))
        if (path.suffix.lower() in _DOCUMENTS and path.name not in written) or (
            hidden and path.suffix == ".yaml"
        ):
            unused.setdefault(path.parent, []).append(path.name)
    for where, names in unused.items():
        place = Place(SourceText(display_name(where), "", where.relative_to(folder).as_posix()), 1, 1)
        message = f"{len(names)} 个文件没有用到：{some_of(names, 5)}"
        yield UNUSED.at(place, message, "要用的，写在“附件”或“字体”里；表格用 gongkai import；不用的可以不管")


def _of_programs(name: str) -> bool:
    """.git, .vscode, .gongkai: folders that programs keep."""
    return name.startswith(".") and name.isascii()
