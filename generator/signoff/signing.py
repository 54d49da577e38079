"""Signing: what reviewers have looked at is entered in 审核.yaml as it is printed now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from generator.exchange.files import IN_PLACE, write_whole
from generator.figures import Disclosure
from generator.model.sign_off import SignOff
from generator.signoff.printed import print_of
from generator.signoff.writing import put
from generator.source.gate import YAML, content_within
from generator.source.workspace import SIGN_OFFS


def sign(
    folder: Path, disclosure: Disclosure, names: Iterable[str], by: str, day: date, *, unit: str, note: str
) -> list[SignOff]:
    """Enter that `by` has looked at `names`, ids that there are; each in place of an earlier signature.

    Raises UsageError where the file cannot be changed line by line.
    """
    path = folder / SIGN_OFFS
    before = content_within(folder, SIGN_OFFS, YAML).decode("utf-8-sig") if path.exists() else ""
    said = " ".join(note.split())
    made = [_signature(disclosure, name, by, day, unit, said) for name in dict.fromkeys(names)]
    text = put(before.replace("\r\n", "\n"), made)
    data = (text.replace("\n", "\r\n") if "\r\n" in before else text).encode()
    write_whole(path, data, IN_PLACE)
    return made


def _signature(disclosure: Disclosure, about: str, reviewer: str, day: date, unit: str, note: str) -> SignOff:
    """What `about` prints now, signed."""
    now = print_of(disclosure, about)
    assert now is not None
    return SignOff.model_construct(
        about=about, reviewer=reviewer, day=day, unit=unit, note=note, figures=now.rows, texts=now.texts
    )
