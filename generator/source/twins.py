"""Files that were copied beside themselves (收支 - 副本.yaml): both would be read, and all be there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from generator.findings import Finding, Kind
from generator.source.place import Place
from generator.source.values import Mapping, Value
from generator.source.values import Sequence as Items

KEY_IN_TWO_FILES = Kind("S08", "同一个键写在两个文件里")
_BEFORE = re.compile(r"(?:副本|复件|copy of)[ _-]*", re.IGNORECASE)
_BEHIND = re.compile(
    r"[ _—-]*+(?:(?:副本|复制|拷贝|备份|copy|bak|backup|终稿|定稿|最终|修改|新|旧|改)[ _-]*+)?"
    r"(?:[(（]?\d{1,3}[)）]?)?",
    re.IGNORECASE,
)


def copies(files: Sequence[Mapping]) -> Iterator[tuple[Mapping, Finding]]:
    """Those of `files` that say again what another one says, by what they hold or are called."""
    by_text: dict[str, Mapping] = {}
    by_name: dict[PurePath, Mapping] = {}
    for file in sorted(files, key=lambda one: (len(_path(one).stem), len(_path(one).parts))):
        alike = [
            by_text.get(file.place.source.text),
            *(by_name.get(path) for path in _originals(_path(file))),
        ]
        first = next((one for one in alike if one is not None and _is_copy(file, one)), None)
        by_name[_path(file)] = by_text[file.place.source.text] = file
        if first is not None:
            names = [_path(one).name for one in (file, first)]
            if names[0] == names[1]:
                names = [f"{_path(one).parent.name}/{_path(one).name}" for one in (file, first)]
            message = f"“{names[0]}”像是“{names[1]}”的副本，两个文件都会读"
            hint = "留下对的一个，另一个移到别的文件夹；内容不同、两个都要的，改一个名称"
            yield file, KEY_IN_TWO_FILES.at(Place(file.place.source, 1, 1), message, hint)


def _path(file: Mapping) -> PurePath:
    return PurePath(file.place.source.name)


def _originals(path: PurePath) -> Iterator[PurePath]:
    """What a file may be a copy of that is called as systems and people call copies."""
    if before := _BEFORE.match(path.stem):
        yield path.with_name(path.name[before.end() :])
    ends = range(len(path.stem) - 1, 0, -1)
    yield from (path.with_stem(path.stem[:end]) for end in ends if _BEHIND.fullmatch(path.stem, end))


def _is_copy(file: Mapping, first: Mapping) -> bool:
    """Whether both say something that only one may, or have an item in common; and say so of the same."""
    if _words(file) != _words(first):
        return False
    return any(_both(file[key], first[key]) for key in file.keys() & first.keys())


def _words(file: Mapping) -> dict[str, Value]:
    """What it says in single words, such as whose it is."""
    return {key: value for key, value in file.items() if isinstance(value, str)}


def _both(here: Value, there: Value) -> bool:
    if isinstance(here, Items) and isinstance(there, Items):
        return any(item in there for item in here)
    return not isinstance(here, str)
