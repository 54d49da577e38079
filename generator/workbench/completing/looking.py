"""What would be wrong with a file that is still being typed: its YAML, its keys and its values."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.errors import FindingsError, GongkaiError
from generator.findings import Finding
from generator.model import load_budget
from generator.source.scratch import scratch
from generator.workbench.edits import only_yaml
from generator.workbench.writing import files_of


def found_in(folder: Path, name: str, text: str) -> list[Finding]:
    """The errors in the file `name` of the budget in `folder`, if it said `text`; nothing is written."""
    if name not in files_of(folder):
        return []
    with scratch() as temporary:
        copy = temporary / "budget"
        shutil.copytree(folder, copy, ignore=only_yaml)
        (copy / name).write_text(text, encoding="utf-8", newline="")
        try:
            load_budget(copy, home=folder)
        except FindingsError as error:
            return [one for one in error.findings if one.place and one.place.source.inside == name]
        except GongkaiError:  # what is wrong with the whole is told once it is saved
            pass
    return []
