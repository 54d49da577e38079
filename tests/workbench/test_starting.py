"""What begins a budget, and looks at one while it is typed, without a browser."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import pytest

from generator.errors import UsageError
from generator.workbench.completing import found_in
from generator.workbench.shelf import Shelf
from generator.workbench.starting import Uploaded, from_workbook, taken_for
from tests.budgets import CONSISTENT, written_to
from tests.exchange.sheets import Sheet, written


def test_a_workbook_without_a_year_asks_for_the_field(tmp_path: Path) -> None:
    """A browser has no options: the message names the field."""
    book = written(tmp_path, Sheet("支出", [["支出表"], ["科目编码", "合计"], ["2010301", 3]]), name="a.xlsx")
    (tmp_path / "budgets").mkdir()
    shelf, uploaded = Shelf([tmp_path / "budgets"]), Uploaded(book.read_bytes(), "a.xlsx")
    for act in (from_workbook, taken_for):
        with pytest.raises(UsageError, match="没有写年度。请在“年度”一栏里填上") as caught:
            act(shelf, uploaded)
        assert "--" not in str(caught.value)


def test_a_look_is_at_files_that_nobody_is_writing(tmp_path: Path) -> None:
    """They are copied under the lock of those that write; what has gone meanwhile is no error of the text."""
    folder, lock = written_to(tmp_path / "某局", CONSISTENT), Lock()
    (name,) = (path.name for path in folder.glob("*.yaml"))
    found = found_in(folder, name, f"{CONSISTENT}甲: 1\n", lock)
    assert [one.place.line for one in found if one.place] == [CONSISTENT.count("\n") + 1]
    assert not lock.locked()
    (folder / name).unlink()
    assert found_in(folder, name, CONSISTENT, lock) == []
    folder.rmdir()
    assert found_in(folder, name, CONSISTENT, lock) == []
