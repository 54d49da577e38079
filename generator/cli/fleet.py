"""All files of a build as pieces of work, each of which any process can do."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.cli.building import build_steps, name_of
from generator.cli.options import unit_codes
from generator.cli.outcome import Outcome
from generator.errors import FindingsError, GongkaiError, UsageError
from generator.model import load_budget
from generator.press.kept.store import Store
from generator.press.steps import Piece, Steps
from generator.proof.receipt import NAME
from generator.source.failures import sentence

_RECEIPT = f".{Path(NAME).stem}"
"""How the name of a file goes on that stands beside a PDF."""
Done = list[tuple[int, Outcome]]
"""What became of files, each with its place among all."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that is wanted: of a folder, or of a `unit` in it.

    `place` is where it stands among all, `share` its part of the budget, `weight` about how long it takes.
    """

    place: int
    folder: Path
    unit: str
    share: float
    weight: float


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are made one after the other, as they may have one name; `share` of how many budgets."""

    called: str
    share: float
    piece: Piece[Done]


def batches(
    folders: Sequence[Path], options: argparse.Namespace, formats: Sequence[str], store: Store | None
) -> list[Batch]:
    """All that is wanted of `folders`."""
    made, alike, place = list[Batch](), dict[str, list[Wish]](), 0
    for folder in folders:
        units = _units(folder, options)
        if isinstance(units, GongkaiError):
            made.append(_unfit(Wish(place, folder, "", 1, 1), units))
            place += 1
            continue
        size = _size(folder)
        for unit in units:
            share = 1 / len(units)
            wish = Wish(place, folder, unit, share, size * share if unit else size)
            name = name_of(folder, unit, draft=options.draft).partition(_RECEIPT)[0]
            alike.setdefault(name, []).append(wish)
            place += 1
    return made + [_batch(wishes, options, formats, store) for wishes in alike.values()]


def _units(folder: Path, options: argparse.Namespace) -> list[str] | GongkaiError:
    try:
        return units_wanted(folder, options)
    except GongkaiError as error:
        return error


def _batch(
    wishes: list[Wish], options: argparse.Namespace, formats: Sequence[str], store: Store | None
) -> Batch:
    first, weight = wishes[0], sum(wish.weight for wish in wishes)
    work = partial(_made, wishes, options, formats, store)
    called = f"{first.folder.name}-{first.unit}" if first.unit else first.folder.name
    piece = Piece(work, partial(_failed, wishes), weight)
    return Batch(called, sum(wish.share for wish in wishes), piece)


def _unfit(wish: Wish, error: GongkaiError) -> Batch:
    """A folder of which not even the units are known."""
    return Batch(
        wish.folder.name, 1, Piece(partial(_nothing, _failed([wish], error)), partial(_failed, [wish]))
    )


def _nothing(done: Done) -> Steps[Done]:
    """Nothing is to be made."""
    yield from ()
    return done


def _size(folder: Path) -> int:
    """Bytes of its sources, by which it takes about as long."""
    try:
        return 1 + sum(path.stat().st_size for path in folder.rglob("*.yaml"))
    except OSError:  # whoever reads it says so
        return 1


def _made(
    wishes: Sequence[Wish], options: argparse.Namespace, formats: Sequence[str], store: Store | None
) -> Steps[Done]:
    claimed: dict[Path, str] = {}
    done: Done = []
    for wish in wishes:
        outcome = yield from build_steps(wish.folder, wish.unit, options, formats, store, claimed)
        done.append((wish.place, outcome))
    return done


def _failed(wishes: Sequence[Wish], error: Exception) -> Done:
    """Nothing could be made of `wishes`."""
    done: Done = []
    for wish in wishes:
        outcome = Outcome(wish.folder, wish.unit)
        outcome.failed_with(*sentence(error))
        done.append((wish.place, outcome))
    return done


_ALL = ("all", "全部")


def units_wanted(folder: Path, options: argparse.Namespace) -> list[str]:
    """The codes of the units whose disclosures are wanted, "" for the department's own, which comes first."""
    if not options.units:
        return [options.unit]
    try:
        budget = load_budget(folder)
    except FindingsError:
        return [""]  # the department's own build tells why
    known = [unit.code for unit in budget.units]
    wanted = unit_codes(options.units)
    for code in wanted:
        if code not in known and code.lower() not in _ALL:
            listed = f"现有的单位：{'、'.join(known)}。" if known else "预算里没有列出“单位”。"
            raise UsageError(f"“{folder}”没有代码为“{code}”的单位。{listed}")
    if not {code.lower() for code in wanted}.isdisjoint(_ALL):
        return ["", *(known if budget.has_many_units else ())]
    return ["", *wanted]
