"""The budgets that are served: those below the folders that the user has named, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from generator.errors import UsageError
from generator.source import find_budgets
from generator.source.failures import reason
from generator.source.workspace import Refuse


class Shelf:
    """Budgets by key: their path below what all the named folders have in common (2024/xinzhou-etdz).

    A folder may be empty: then the first is made in it. Raises UsageError for a path that is not there.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = list(paths)
        budgets = {folder.resolve() for path in self._paths for folder in _found(path)}
        named = (path.resolve() for path in self._paths)
        self.top = Path(os.path.commonpath([p.parent.parent if p in budgets else p for p in named]))

    def add(self, folder: Path) -> None:
        """Serve a budget that was made just now, wherever the named ones lie."""
        if not any(folder.is_relative_to(path.resolve()) for path in self._paths):
            self._paths.append(folder)

    def budgets(self) -> dict[str, Path]:
        """Those that are there now; a link that leads out of the folders leads to none."""
        found = [folder.resolve() for path in self._paths if path.exists() for folder in _found(path)]
        inside = [folder for folder in dict.fromkeys(found) if folder.is_relative_to(self.top)]
        return {folder.relative_to(self.top).as_posix(): folder for folder in inside}

    def key_of(self, folder: Path) -> str:
        """The key of a budget."""
        return folder.resolve().relative_to(self.top).as_posix()

    def put_aside(self, folder: Path) -> Path:
        """Give a budget a name under which none is looked for, beside where it lay. Raises UsageError."""
        names = (folder.with_name(f"{folder.name}（移开的{number}）~") for number in count(1))
        aside = next(name for name in names if not os.path.lexists(name))
        try:
            folder.rename(aside)
        except OSError as error:
            raise UsageError(f"“{self.key_of(folder)}”没有移开：{reason(error)}。") from None
        return aside

    def trouble(self) -> list[str]:
        """What is in the way of budgets that may be there, in sentences."""
        said: list[UsageError] = []
        for path in self._paths:
            try:
                _found(path, said.append)
            except UsageError as error:
                said.append(error)
        return [str(error) for error in said]


def _found(path: Path, refuse: Refuse = lambda error: None) -> list[Path]:
    """The budgets in a path; none in a folder without any. Raises UsageError when it is not there.

    Why what is in the way is left out: one folder with a wrong name would hide all other budgets.
    """
    try:
        return find_budgets([path], refuse)
    except UsageError:
        if path.is_dir():
            return []
        raise
