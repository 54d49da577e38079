"""What would be wrong with a file that is still being typed: its YAML, its keys and its values."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

from generator.errors import FindingsError, GongkaiError
from generator.findings import Finding
from generator.model import load_budget
from generator.source.copying import as_if
from generator.workbench.writing import files_of


def found_in(
    folder: Path, name: str, text: str, writing: AbstractContextManager[object] | None = None
) -> list[Finding]:
    """The errors in the file `name` of the budget in `folder`, if it said `text`; nothing is written.

    Files are copied while nobody else is `writing` them.
    """
    try:
        with ExitStack() as kept:
            with writing or nullcontext():
                if name not in files_of(folder):
                    return []
                copy = kept.enter_context(as_if(folder, {name: text}))
            load_budget(copy, home=folder)
    except FindingsError as error:
        return [one for one in error.findings if one.place and one.place.source.inside == name]
    except GongkaiError:  # what is wrong with the whole is told once it is saved
        pass
    return []
