"""A copy of a budget whose files say something else: what comes of an edit, before anything is written."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.source.gate import YAML, RefusedError, content_within
from generator.source.scratch import scratch
from generator.source.workspace import yaml_files


@contextlib.contextmanager
def as_if(folder: Path, texts: Mapping[str, str]) -> Iterator[Path]:
    """A passing copy of the YAML of the budget in `folder`; the files that `texts` names say that.

    Links are followed as far as reading follows them: what does not come in is not in the copy.
    """
    with scratch() as temporary:
        copy = temporary / "budget"
        copy.mkdir()
        made = {name: text.encode() for name, text in texts.items()}
        for path in yaml_files(folder):
            name = path.relative_to(folder).as_posix()
            if name not in made:
                with contextlib.suppress(RefusedError):
                    made[name] = content_within(folder, name, YAML)
        for name, data in made.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(data)
        yield copy
