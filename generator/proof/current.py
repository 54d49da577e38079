"""Whether files that are there are those that would be made now: then they need not be made again.

What decides their bytes is put into one key: the sources and whatever else the receipt names, the report,
the program with all that it runs on. Under that key the prints of the files are kept when they are made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.findings import Finding
from generator.press.kept.keys import key_of, whole_program
from generator.press.kept.store import Store
from generator.proof.publish import Materials
from generator.rules.report import plain_report
from generator.source.gate import MADE, RefusedError, content
from generator.source.scratch import sweep


def build_key(
    material: Materials, findings: Iterable[Finding], formats: Sequence[str], *, data_inside: bool
) -> bytes:
    """On what the files in `formats` depend that are made of `material`."""
    report = plain_report([*findings, *material.found])
    fonts = [text for role, path in material.fonts.items() for text in (role, path.name)]  # named by content
    made_with = material.made_with.decode()
    inside = "inside" if data_inside else ""
    return key_of(whole_program(), "build", inside, ",".join(formats), made_with, report, *fonts)


def remember(store: Store, key: bytes, files: Iterable[bytes]) -> None:
    """Keep the prints of the finished `files`."""
    store.put(key, _prints(files))


def is_current(store: Store, key: bytes, paths: Sequence[Path]) -> bool:
    """Whether what is at `paths` is what was made under this key, byte for byte.

    As nothing will be written there then, what a killed run left beside it goes now.
    """
    for folder in {path.parent for path in paths}:
        sweep(folder)
    known = store.get(key)
    if known is None:
        return False
    try:
        return known == _prints(content(path, MADE) for path in paths)
    except RefusedError:
        return False


def _prints(files: Iterable[bytes]) -> bytes:
    return b"".join(hashlib.sha256(data).digest() for data in files)
