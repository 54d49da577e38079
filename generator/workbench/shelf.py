"""The budgets that are served: those below the folders that the user has named, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from generator.errors import UsageError
from generator.source import find_budgets


class Shelf:
    """Budgets by key: their path below what all the named folders have in common (2024/xinzhou-etdz).

    Raises UsageError when there is no budget.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = list(paths)
        budgets = {folder.resolve() for folder in find_budgets(self._paths)}
        named = (path.resolve() for path in self._paths)
        self.top = Path(os.path.commonpath([p.parent.parent if p in budgets else p for p in named]))

    def budgets(self) -> dict[str, Path]:
        """Those that are there now; a link that leads out of the folders leads to none."""
        try:
            found = [folder.resolve() for folder in find_budgets(self._paths)]
        except UsageError:
            return {}
        inside = [folder for folder in found if folder.is_relative_to(self.top)]
        return {folder.relative_to(self.top).as_posix(): folder for folder in inside}
