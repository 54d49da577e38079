"""A folder's files for the next year, and what was done to them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from generator.errors import UsageError
from generator.figures import Disclosure, disclose_folder
from generator.figures.rounding import plain
from generator.model.units import OWN_UNIT
from generator.rolling.next_year import Finished, NextYear, finished_projects
from generator.source.editing.layout import LOADER
from generator.source.editing.nodes import Editor, pairs
from generator.source.gate import FONT, content_within
from generator.source.workspace import display_name

_FOUND = "# 上年数从 {} 自动取得，不用写\n"
_NONE = "# 样式的表里没有上年数要取的数，不用写“上年”\n"


@dataclass(frozen=True, slots=True)
class Rolled:
    """The files of the next year by their path within the folder, and the projects left behind."""

    files: dict[str, bytes]
    finished: Finished


def roll_files(disclosure: Disclosure, folder: Path, year: int, *, found: bool) -> Rolled:
    """The files in `folder`, whose disclosure this is, for `year`.

    `found`: the next year's budget will find last year's figures by itself; otherwise they are written, the
    department's and those of every unit that has files of its own. Raises UsageError for a file that cannot
    be changed line by line.
    """
    finished = finished_projects(disclosure.budget)
    texts = {
        folder / source.inside: source.text.replace("\r\n", "\n") for source in disclosure.budget.sources
    }
    keys = {path: _keys(text, path) for path, text in texts.items()}
    written = {file.get(OWN_UNIT, "") for file in keys.values() if "上年" in file}
    units = {file.get(OWN_UNIT, "") for file in keys.values()}
    said = {u: _FOUND.format(display_name(folder)) if found else _last_year(folder, u) for u in units}
    files: dict[str, bytes] = {}
    for path, text in texts.items():
        unit = keys[path].get(OWN_UNIT, "")
        before = said[unit]
        inside = path.relative_to(folder).as_posix()
        made = NextYear(year, finished, before, inside).rewrite(text)
        if not found and unit not in written and (unit or "年度" in keys[path]):
            made = f"{made.rstrip()}\n\n{before}"
            written.add(unit)
        files[inside] = made.encode()
    for name in disclosure.budget.fonts.values():
        files[posixpath.normpath(name)] = content_within(folder, name, FONT)
    return Rolled(files, finished)


def _keys(text: str, path: Path) -> dict[str, str]:
    """The keys at the top and, where it is a word, what they say.

    Raises UsageError when they do not stand on lines of their own.
    """
    root = Editor(text).root
    if isinstance(root, yaml.MappingNode) and root.flow_style:
        raise UsageError(f"“{display_name(path)}”整个写在花括号里。请改成一行一个键，再运行 gongkai roll。")
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=LOADER)):
        raise UsageError(f"“{display_name(path)}”里用了别名（& 和 *）。请直接写出内容，再运行 gongkai roll。")
    return {key.value: value.value if _is_word(value) else "" for key, value in pairs(root)}


def _is_word(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _last_year(folder: Path, unit: str) -> str:
    """上年 of the department or of a unit: what the profile takes, in the budget's 金额单位."""
    disclosure = disclose_folder(folder, unit)
    scale = Decimal(10000) if disclosure.budget.unit == "元" else Decimal(1)
    lines: list[str] = []
    parts: list[str] = []
    for name, source in disclosure.profile.last_year.items():
        if source in disclosure.book:
            value = plain(disclosure.book[source].value * scale)
            group, _, item = name.rpartition("/")
            (parts if group else lines).append(f"{item}: {value}")
    items = [f"三公经费: {{{', '.join(parts)}}}"] if parts else []
    if not lines and not items:
        return _NONE
    return "# 上年数由上年的预算算出\n上年:\n" + "".join(f"  {line}\n" for line in (*lines, *items))
