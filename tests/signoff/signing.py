"""Signatures for tests, made as the command makes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.figures import Disclosure
from generator.model.sign_off import SignOff
from generator.signoff.file import read_sign_offs
from generator.signoff.printed import print_of
from generator.source.workspace import SIGN_OFFS

DAY = date(2024, 3, 1)


def signature(disclosure: Disclosure, about: str, reviewer: str = "张三", note: str = "") -> SignOff:
    """`about` as it is printed, signed."""
    now = print_of(disclosure, about)
    assert now is not None
    return SignOff.model_construct(
        about=about, reviewer=reviewer, day=DAY, unit="", note=note, figures=now.rows, texts=now.texts
    )


def read_back(folder: Path, text: str) -> list[SignOff]:
    """What a reviewers' file in `folder` says that holds `text`."""
    (folder / SIGN_OFFS).write_text(text, encoding="utf-8")
    return read_sign_offs(folder)
