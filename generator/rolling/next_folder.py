"""The next year's folder, with what must be filled in marked: whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import InputError, UsageError
from generator.figures import disclose_folder
from generator.figures.disclosure import last_years_folder
from generator.model import load_budget
from generator.model.load import NOT_FILLED
from generator.rolling.editor_files import SCHEMA, write_editor_files
from generator.rolling.files import Rolled, roll_files
from generator.source.failures import reason
from generator.source.gate import path_within
from generator.source.scratch import new_folder
from generator.source.workspace import display_name


@dataclass(frozen=True, slots=True)
class NextFolder:
    """A folder that was made: its files, and how many places of it say 待填."""

    folder: Path
    rolled: Rolled
    unfilled: int


def roll(folder: Path, year: int, target: Path | None = None) -> NextFolder:
    """Make the budget of `year` from the one in `folder`, at `target`, or beside it.

    Raises UsageError when it is there already, or is not of the year after.
    """
    disclosure = disclose_folder(folder)
    if year != disclosure.budget.year + 1:
        raise UsageError(
            f"“{folder}”是 {disclosure.budget.year} 年的预算，只能建立下一年的，不是 {year} 年的。"
        )
    target = target or _beside(folder, year)
    if target.exists():
        raise UsageError(f"“{display_name(target)}”已经存在。请换一个文件夹名（-o），已有的内容没有改动。")
    found = last_years_folder(target, year) == folder.resolve()
    rolled = roll_files(disclosure, folder, year, found=found)
    unfilled = _write(target, rolled, year, editor=(folder / SCHEMA).is_file())
    return NextFolder(target, rolled, unfilled)


def _beside(folder: Path, year: int) -> Path:
    """budgets/2025/x for budgets/2024/x."""
    folder = folder.resolve()
    if folder.parent.name != str(year - 1):
        raise UsageError(f"“{display_name(folder)}”不在 {year - 1} 年的文件夹里，请用 -o 写明新的文件夹。")
    return folder.parent.parent / str(year) / folder.name


def _write(target: Path, rolled: Rolled, year: int, *, editor: bool) -> int:
    """Make all files beside `target`, read them back, move them into place. How many places say 待填."""
    try:
        with new_folder(target) as made:
            for name, data in rolled.files.items():
                path = path_within(made, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            if editor:
                write_editor_files(made, year)
            unfilled = _unfilled(made, target)
    except OSError as error:
        raise UsageError(f"不能建立“{target}”：{reason(error)}。请换一个位置，或检查权限。") from None
    return unfilled


def _unfilled(folder: Path, target: Path) -> int:
    """How many places say 待填. Raises InputError when anything else is wrong with what was made."""
    try:
        load_budget(folder, home=target)
    except InputError as error:
        wrong = [finding for finding in error.findings if finding.code != NOT_FILLED.code]
        if wrong:
            raise InputError(wrong) from None
        return len(error.findings)
    return 0
