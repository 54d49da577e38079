"""New budgets (新建): blank, from last year's, or from a workbook; each in a folder of its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.exchange.importer.mapping_text import MappedTable
from generator.exchange.importer.reader import NoYearError
from generator.exchange.importer.workbook import Given, Imported, proposed
from generator.exchange.importer.writing import NOTE, NewBudget, import_new
from generator.exchange.tree import text_at
from generator.model.profiles import DECLARATION, profile_folders
from generator.rolling.beginning import BLANK, begin, refuse
from generator.rolling.next_folder import roll
from generator.source.gate import PROFILE_FILE, RefusedError, Sort, content_within, path_within
from generator.source.limits import YAML_FILE
from generator.source.scratch import scratch
from generator.workbench.shelf import Shelf

LONGEST_NAME = 60
_NOTE = Sort("导入说明", YAML_FILE)


class TakenError(UsageError):
    """Where a new budget is to lie is one already, `key`; "" for a folder that is none."""

    def __init__(self, year: int, name: str, key: str) -> None:
        what = (
            "的预算。要重新建立的，先把原来的移开，"
            if key
            else "这个文件夹，里面不是预算。请管机器的人移开，"
        )
        super().__init__(f"{year} 年已经有“{name}”{what}或换一个名称。")
        self.key = key


def folder_for(shelf: Shelf, year: int, department: str) -> Path:
    """Where a new budget lies: the year's folder, and the department's name as far as it can name one.

    Raises UsageError for a name that names nothing, TakenError when the folder is there already.
    """
    name = re.sub(r"[^\w（）()·—-]+", "", refuse(year, department))[:LONGEST_NAME].strip("-")
    if not name:
        raise UsageError(f"部门名称“{department}”不能用作文件夹的名称。")
    folder = path_within(shelf.top, f"{year}/{name}")
    if folder.exists():
        key = shelf.key_of(folder)
        raise TakenError(year, name, key if key in shelf.budgets() else "")
    return folder


def blank(shelf: Shelf, year: int, department: str, profile: str) -> Path:
    """A budget in which everything is still to be filled in. Raises UsageError."""
    if profile not in profiles(shelf):
        raise UsageError(f"没有样式“{profile}”。")
    folder = folder_for(shelf, year, department)
    begin(folder, year, department, profile, BLANK)
    shelf.add(folder)
    return folder


def next_year(shelf: Shelf, folder: Path, year: int) -> Path:
    """The budget of the year after, beside that in `folder`. Raises UsageError, InputError."""
    made = roll(folder, year).folder
    shelf.add(made)
    return made


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A workbook that was uploaded as `file`; year and name are for one that does not say them.

    `mapping` says what its sheets are, as YAML; "" where the program finds that out.
    """

    data: bytes
    file: str
    year: int | None = None
    department: str = ""
    mapping: str = ""

    @property
    def called(self) -> str:
        """Its name, as far as a file can have it."""
        last = Path(self.file.replace("\\", "/")).name
        return re.sub(r"[^\w.（）() -]+", "_", last)[-LONGEST_NAME:].lstrip(".") or "上传的.xlsx"


def from_workbook(shelf: Shelf, uploaded: Uploaded) -> NewBudget:
    """A budget from a workbook. Raises UsageError, InputError for what cannot be read or is no budget."""
    year, department, called = uploaded.year, uploaded.department, uploaded.called

    read = False

    def place(imported: Imported) -> Path:
        nonlocal read
        read = True
        if year and imported.year and year != imported.year:
            raise UsageError(
                f"“{called}”是 {imported.year} 年的表，填的却是 {year} 年。请改正年度，或换一个文件。"
            )
        name = text_at(imported.tree, "部门", "名称") or department
        return folder_for(shelf, imported.year or year or 0, name)

    with _on_disk(uploaded) as (path, mapping):
        try:
            made = import_new(path, _given(shelf, mapping=mapping), place)
        except UsageError:
            if read or not (year or department):
                raise
            made = import_new(path, _given(shelf, year, department, mapping), place)
    shelf.add(made.folder)
    return made


def taken_for(shelf: Shelf, uploaded: Uploaded) -> list[MappedTable]:
    """What each sheet of a workbook is taken for, none where it is our own. Raises as above."""
    with _on_disk(uploaded) as (path, _):
        return proposed(path, _given(shelf, uploaded.year, uploaded.department))


@contextmanager
def _on_disk(uploaded: Uploaded) -> Iterator[tuple[Path, Path | None]]:
    """The file and its mapping, each in a folder of its own: an upload may be called as the other is."""
    with scratch() as temporary:
        path, mapping = temporary / "1" / uploaded.called, temporary / "2" / "映射.yaml"
        for file in (path, mapping):
            file.parent.mkdir()
        path.write_bytes(uploaded.data)
        mapping.write_text(uploaded.mapping, encoding="utf-8")
        try:
            yield path, mapping if uploaded.mapping else None
        except NoYearError:  # here is a field, and no option
            raise NoYearError(uploaded.called, "请在“年度”一栏里填上") from None


def _given(shelf: Shelf, year: int | None = None, department: str = "", mapping: Path | None = None) -> Given:
    return Given(year, department, mapping, shelf.top / str(year or "年度") / "预算")


def note_in(folder: Path) -> str:
    """What an import left to be read; "" where the budget was not imported."""
    if not (folder / NOTE).is_file():
        return ""
    return content_within(folder, NOTE, _NOTE).decode("utf-8", "replace")


def profiles(shelf: Shelf) -> dict[str, str]:
    """The profiles that a new budget may have, each with what its first line says of it, or its name."""
    beside = shelf.top / "年度" / "预算"
    found = {
        path.parent.name: _said_of(path)
        for place, within in profile_folders(beside)
        for path in (place / within).glob(f"*/{DECLARATION}")
    }
    return dict(sorted(found.items(), reverse=True))


def _said_of(declaration: Path) -> str:
    name = declaration.parent.name
    try:
        text = content_within(declaration.parent, DECLARATION, PROFILE_FILE).decode("utf-8", "replace")
    except RefusedError:
        return name
    said = re.match(rf"# 样式 {re.escape(name)}：([^。\n]{{1,200}})", text)
    return f"{said[1]}（{name}）" if said else name
