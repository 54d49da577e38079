"""The budgets that are served: those below the folders that the user has named, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from generator.errors import UsageError
from generator.source import find_budgets


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

    def trouble(self) -> str:
        """Why there is no budget: what is said of the folders."""
        try:
            find_budgets(self._paths)
        except UsageError as error:
            return str(error)
        return ""


def _found(path: Path) -> list[Path]:
    """The budgets in a path; none in a folder without any. Raises UsageError when it is not there."""
    try:
        return find_budgets([path])
    except UsageError:
        if path.is_dir():
            return []
        raise
