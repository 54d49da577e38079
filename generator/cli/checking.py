"""Reading budgets, applying every rule to them, and saying what was found."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from generator.cli.report import print_findings
from generator.errors import FindingsError, GongkaiError, UsageError
from generator.figures import Disclosure, disclose_folder
from generator.findings import Finding
from generator.rules import apply_rules, exit_code
from generator.rules.unused_files import about_folder
from generator.signoff.check import check_sign_offs
from generator.source import find_budgets
from generator.source.failures import sentence
from generator.source.processes import collected, processes, processors
from generator.source.workspace import display_name

_LOST = "检查它的进程被系统中止了，多半是内存不够。请关闭别的程序再试一次。"
MANY = 8
"""So many budgets are checked in one process sooner than others are started for them."""


class Looked(NamedTuple):
    """What was found in a budget, and what kept it from being checked, if anything did."""

    name: str
    findings: list[Finding]
    code: int
    failure: str = ""


def check(options: argparse.Namespace) -> int:
    """Check and report on all budgets; 0, 1 or 2 as the worst of them."""
    if options.jobs is not None and options.jobs < 1:
        raise UsageError("--jobs 要写 1 以上的整数。")
    looked = list(_looked(find_budgets(options.budgets), options))
    for one in looked:
        if one.failure:
            print(f"{one.name}：{one.failure}", file=sys.stderr)
    worst = max(one.code for one in looked)
    if options.format != "text":
        from generator.rules.formats import WRITERS

        sys.stdout.write(WRITERS[options.format]([(one.name, one.findings) for one in looked]))
        return worst
    named = [f for one in looked for f in (_naming(one) if len(looked) > 1 else one.findings)]
    print_findings(named, sys.stdout, everything=options.all)
    if worst == 0:
        print(f"检查通过：{len(looked)} 份预算没有错误。")
    elif len(looked) > 1:
        wrong = [f"  {one.name}" for one in looked if one.code]
        print(f"{len(looked)} 份预算，有错误的 {len(wrong)} 份：", *wrong, sep="\n")
    return worst


def _naming(one: Looked) -> Iterator[Finding]:
    """Its findings; those that stand in no file name the budget."""
    for finding in one.findings:
        yield finding if finding.place else replace(finding, message=f"{one.name}：{finding.message}")


def _looked(folders: Sequence[Path], options: argparse.Namespace) -> Iterator[Looked]:
    """All `folders` in order; many of them in several processes."""
    look = partial(look_at, unit=options.unit)
    count = min(options.jobs or processors(), len(folders))
    if count == 1 or len(folders) <= MANY:
        yield from map(look, folders)
        return
    from generator.cli.progress import Meter

    with Meter(len(folders), [(folder.name, 1) for folder in folders]) as meter:
        for number, one in enumerate(_in_processes(folders, look, count)):
            meter.step(number, 1, 1, "")
            yield one


def _in_processes(folders: Sequence[Path], look: Callable[[Path], Looked], count: int) -> Iterator[Looked]:
    """All `folders` in order. When a process is killed those that are left have one, with none beside it.

    That way it is found out which of them it was, and only that one is not checked.
    """
    from concurrent.futures import BrokenExecutor

    left = deque(folders)
    while left:
        try:
            with processes(count) as pool:
                for one in pool.map(_looked_at, list(left), repeat(look), chunksize=min(count, 2)):
                    left.popleft()
                    yield one
        except BrokenExecutor:
            if count == 1:
                yield Looked(display_name(left.popleft()), [], GongkaiError.exit_code, _LOST)
            count = 1


def _looked_at(folder: Path, look: Callable[[Path], Looked]) -> Looked:
    found: Looked = collected(partial(look, folder))
    return found


def look_at(folder: Path, unit: str) -> Looked:
    """Check one budget. An error of any kind is told with it, and keeps no other from being checked."""
    name = display_name(folder)
    try:
        disclosure, findings, code = checked(folder, unit)
        signed = check_sign_offs(folder, disclosure, unit)
        beside = [*about_folder(disclosure.budget, folder), *of_profile(disclosure)] if disclosure else ()
    except Exception as error:
        failure, code = sentence(error)
        return Looked(name, [], code, failure)
    return Looked(name, [*findings, *beside, *signed], max(code, exit_code(signed)))


def of_profile(disclosure: Disclosure) -> list[Finding]:
    """What a trial of its profile shows, where that is not one that ships."""
    if not disclosure.profile.own:
        return []
    from generator.document.tried import about_trial

    return about_trial(disclosure)


def checked(folder: Path, unit: str = "", called: str = "") -> tuple[Disclosure | None, list[Finding], int]:
    """The disclosure of a budget or its `unit` (None when it cannot be read), findings and exit code.

    `called` is what people know the folder by, if not by its path.
    """
    try:
        disclosure = disclose_folder(folder, unit, called)
    except FindingsError as error:
        return None, list(error.findings), error.exit_code
    findings = apply_rules(disclosure, folder)
    return disclosure, findings, exit_code(findings)
