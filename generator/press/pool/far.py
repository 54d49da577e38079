"""What runs on the machines of a cluster: a section set from what came with it, without a shared disk."""

from __future__ import annotations

import hashlib
import socket
import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from generator.errors import PressError
from generator.model.fonts import FONTS
from generator.press.cache import passing_folder
from generator.press.jobs import Job, Style
from generator.press.kept.keys import program_parts, style_files
from generator.press.kept.store import sealed
from generator.press.pool.crew import set_in_process
from generator.source.failures import reason
from generator.source.processes import uncollected

_ONE_AT_A_TIME = threading.Lock()
"""The engine is no good to two threads at once."""
_CARRIERS = ("distributed", "dask", "cloudpickle", "msgpack")
_STYLES = 4
"""Styles that are unpacked at a time: more than a process has engines for."""


@dataclass(frozen=True, slots=True)
class Luggage:
    """The files of a style: those of the profile by name, an office's own fonts by role.

    Fonts of ours do not travel: they come with the program.
    """

    profile: tuple[tuple[str, bytes], ...]
    fonts: tuple[tuple[str, bytes], ...]

    @classmethod
    def of(cls, style: Style) -> Luggage:
        """What `style` needs elsewhere. Raises OSError."""
        fonts = tuple((role, path.read_bytes()) for role, path in style.fonts)
        return cls(tuple(style_files((style.profile, *style.beneath))), fonts)


class _Unpacked:
    """Luggage as files, for as long as somebody looks at them."""

    def __init__(self, luggage: Luggage) -> None:
        folder = passing_folder(self)
        for name, data in luggage.profile:
            _write(folder / "profile" / name, data)
        for role, data in luggage.fonts:
            _write(folder / "fonts" / f"{role}.ttf", data)
        fonts = tuple((role, folder / "fonts" / f"{role}.ttf") for role, _ in luggage.fonts)
        self.styles = {
            (draft, own): Style(folder / "profile", fonts, draft, own)
            for draft in (False, True)
            for own in (False, True)
        }


_unpacked = lru_cache(maxsize=_STYLES)(_Unpacked)


def set_far(luggage: Luggage, job: Job) -> bytes:
    """The print of `job`, sealed with its key, which depends on what is there: program, fonts, `luggage`.

    Raises PressError where that gives another key than at home, or what setting it raises.
    """
    with _ONE_AT_A_TIME, uncollected():
        try:
            here = replace(job, style=_unpacked(luggage).styles[job.style.draft, job.style.own])
            if here.key() != job.key():
                raise PressError(f"集群的机器 {socket.gethostname()} 上的程序与本机不同。请装成一样的再试。")
            return sealed(job.key(), set_in_process(here))
        except OSError as error:
            raise PressError(f"集群的机器 {socket.gethostname()} 出错（{reason(error)}）。") from None


def carried(luggage: Luggage) -> Luggage:
    """What takes luggage to a machine: the task that the others there depend on."""
    return luggage


def parts_there() -> dict[str, str]:
    """What must be the same on all machines, each with its version or a checksum."""
    fonts = hashlib.sha256()
    for path in sorted(FONTS.glob("*.ttf")):
        fonts.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    carriers = {name: version(name) for name in _CARRIERS}
    return {**program_parts(), **carriers, "字体": fonts.hexdigest()[:16]}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
