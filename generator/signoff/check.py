"""Findings about what has been signed (R): the reviewers' own, no part of the report in the PDF."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from generator.errors import InputError
from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model.sign_off import SignOff
from generator.signoff.changes import changes
from generator.signoff.file import read_sign_offs
from generator.signoff.ids import nearest
from generator.signoff.printed import print_of
from generator.source.workspace import SIGN_OFFS, display_name

CHANGED = Kind("R01", "审核后有改动", Level.WARNING)
GONE = Kind("R02", "审核的内容已经不存在", Level.WARNING)
TWICE = Kind("R03", "同一个人的审核记了两遍", Level.WARNING)

MOST_NAMED = 3


def check_sign_offs(folder: Path, disclosure: Disclosure | None, unit: str = "") -> list[Finding]:
    """What is wrong in the reviewers' file of `folder`, or has changed since it was signed.

    Only what was signed of the same `unit` is compared, and nothing when the budget gives no `disclosure`.
    """
    if not os.path.lexists(folder / SIGN_OFFS):
        return []
    try:
        signed = read_sign_offs(folder)
    except InputError as error:
        return list(error.findings)
    findings = list(_written_twice(signed))
    if disclosure is not None:
        for one in signed:
            if one.unit == unit:
                findings += _compared(one, folder, disclosure)
    return findings


def _written_twice(signed: list[SignOff]) -> Iterator[Finding]:
    known: dict[tuple[str, str, str], SignOff] = {}
    for one in signed:
        first = known.setdefault(one.key, one)
        place = first.place("内容")
        if first is not one and place is not None:
            message = f"{one.says()}第 {place.line} 行已经记过"
            yield TWICE.at(one.place("内容"), message, "留下后一次的，删去另一条")


def _compared(signed: SignOff, folder: Path, disclosure: Disclosure) -> Iterator[Finding]:
    place = signed.place("内容")
    now = print_of(disclosure, signed.about)
    if now is None:
        close = nearest(disclosure, signed.about, 1, 0.6)
        renamed = f"如已改名为“{close[0]}”，" if close else ""
        hint = f"{renamed}看过以后按现在的名称再签，并删去这一条"
        yield GONE.at(place, f"{signed.says()}已经不存在", hint)
        return
    found = changes(signed, now)
    if found:
        named = "；".join(str(change) for change in found[:MOST_NAMED])
        rest = f"；等 {len(found)} 处" if len(found) > MOST_NAMED else ""
        hint = f"看过改动以后再签一次：{command(signed, folder)}"
        message = f"{signed.says()}有 {len(found)} 处改动：{named}{rest}"
        yield CHANGED.at(place, message, hint, tuple(change.id for change in found))


def command(signed: SignOff, folder: Path) -> str:
    """The command that signs the same again, safe to paste: the names in it were written by others."""
    words = ["gongkai", "sign", display_name(folder), signed.about, "--by", signed.reviewer]
    words += ["--unit", signed.unit] if signed.unit else []
    return " ".join(map(_word, words))


def _word(word: str) -> str:
    """`word` for a shell. Why double quotes where they do: the shell of Windows knows no others."""
    if set(word) & set('"$`!'):
        return shlex.quote(word)
    return f'"{word}"' if re.search(r"[\s()（）&;|<>*?'#~{}\[\]]", word) else word
