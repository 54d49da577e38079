"""What a person does in a form, without a window: read it, type into it, save."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

from generator.model.vocabulary import DEFAULT
from generator.workbench.changes import Path_
from generator.workbench.edits import apply, written_in
from generator.workbench.forms import Cell, Changes, Form, Grid, form_of
from generator.workbench.writing import Changed
from tests.built_sample import BUDGET


def copied(tmp_path: Path) -> Path:
    """The sample, to be written into."""
    return Path(shutil.copytree(BUDGET, tmp_path / "budget"))


def form_in(folder: Path, key: str) -> Form:
    """The form of a key."""
    return form_of(written_in(folder).mapping, key, DEFAULT)


def texts_in(folder: Path) -> dict[str, str]:
    """The files, by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))}


def different(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that went or came, with their signs."""
    found = []
    for name in before:
        lines = difflib.ndiff(before[name].splitlines(), after[name].splitlines())
        found += [line for line in lines if line[0] in "+-"]
    return found


def some_cells(form: Form) -> list[Cell]:
    """Those of two rows of every grid, and of all questions."""
    found: list[Cell] = []
    for part in form.parts:
        lines = part.lines[:2] if isinstance(part, Grid) else []
        found += [cell for line in lines for cell in line.cells if cell and cell.open]
        found += [] if isinstance(part, Grid) else [cell for cell in part.cells if cell.open]
    return found


def write(
    folder: Path,
    key: str,
    cells: list[tuple[Path_, str]] | None = None,
    rows: list[list[tuple[tuple[str, ...], str]]] | None = None,
    gone: list[Path_] | None = None,
) -> list[Changed]:
    """What a request does."""
    there = written_in(folder)
    made = Changes(form_of(there.mapping, key, DEFAULT), there.mapping)
    made.type(cells or [])
    if rows:
        made.add(0, rows)
    made.take_out(gone or [])
    return apply(folder, there.version, made.changes, made.rows, made.gone)
