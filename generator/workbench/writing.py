"""Writing the files of a budget: whole, on the version that was read, and nothing but what was changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.exchange.files import IN_PLACE, write_all
from generator.source.gate import YAML, content_within, path_within
from generator.source.stretches import stretches
from generator.source.workspace import yaml_files

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as it is: its text with plain line ends, and the print of its bytes, which names the version."""

    name: str
    text: str
    version: str


class StaleError(UsageError):
    """The file is another than the one that was edited; `now` is what it says."""

    def __init__(self, now: WrittenFile) -> None:
        super().__init__(f"“{now.name}”在别处改过了，没有保存。")
        self.now = now


def files_of(folder: Path) -> list[str]:
    """The names of the files of the budget in `folder`, within it."""
    return [path.relative_to(folder).as_posix() for path in yaml_files(folder)]


def file_of(folder: Path, name: str) -> WrittenFile:
    """The file `name` of the budget in `folder`. Raises UsageError for what is none of its files."""
    data = _data(folder, name)
    return WrittenFile(name, _plain(_decoded(name, data)), _version(data))


def save(folder: Path, name: str, text: str, version: str) -> WrittenFile:
    """Write `text` to the file `name`, which is still at `version`; lines that stay keep their ends.

    Raises StaleError when it is not, UsageError for what is none of the budget's files.
    """
    data = _data(folder, name)
    old = _decoded(name, data)
    if _version(data) != version:
        raise StaleError(WrittenFile(name, _plain(old), _version(data)))
    new = _with_ends(old, _plain(text))
    write_texts(folder, {name: new})
    return WrittenFile(name, _plain(text), _version(_data(folder, name)))


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files of the budget in `folder`, all or none; marks before the text and rights stay."""
    made: dict[Path, bytes] = {}
    for name, text in texts.items():
        data = _data(folder, name)
        new = (_BOM if data.startswith(_BOM) else b"") + text.encode()
        if new != data:
            made[path_within(folder, name)] = new
    modes = {path: path.stat().st_mode for path in made}
    write_all(made, IN_PLACE)
    for path, mode in modes.items():
        path.chmod(mode)


def _data(folder: Path, name: str) -> bytes:
    if name not in files_of(folder):
        raise UsageError(f"“{name}”不是这份预算的文件。")
    return content_within(folder, name, YAML)


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        raise UsageError(f"“{name}”不是 UTF-8 编码，请先用编辑器另存为 UTF-8。") from None


def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _plain(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)


def _with_ends(old: str, new: str) -> str:
    """`new` with the line ends of `old`: those of lines that stay, and what most lines have for others."""
    if "\r" not in old:
        return new
    before = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", old)
    usual = "\r\n" if old.count("\r\n") * 2 >= len(before) else "\n"
    plain, lines = [_plain(line) for line in before], new.splitlines(keepends=True)
    made = [line.replace("\n", usual) for line in lines]
    for tag, a, b, c, d in stretches(plain, lines):
        if tag == "equal":
            made[c:d] = before[a:b]
    text = "".join(made)
    return text if _plain(text) == new else new.replace("\n", usual)  # an old end before a blank line
