"""Writing the files of a budget: whole, on the version that was read, and nothing but what was changed."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.exchange.files import IN_PLACE, write_all
from generator.source.gate import YAML, content, content_within, path_within
from generator.source.stretches import stretches
from generator.source.workspace import SIGN_OFFS, yaml_files

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as it is: its text with plain line ends, and the print of its bytes, which names the version."""

    name: str
    text: str
    version: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A file before and after, as written but for the mark before its text; None where it is not there."""

    name: str
    before: str | None
    after: str | None


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


def text_in(folder: Path, name: str) -> str | None:
    """What the file `name` says as it is written; that of the reviewers may not be there yet.

    Raises UsageError for what is none of the budget's files.
    """
    if name == SIGN_OFFS and not (folder / name).exists():
        return None
    return _decoded(name, content_within(folder, name, YAML) if name == SIGN_OFFS else _data(folder, name))


def save(folder: Path, name: str, text: str, version: str) -> Changed:
    """Write `text` to the file `name`, which is still at `version`; lines that stay keep their ends.

    One that says that already stays. Raises StaleError when it is another, UsageError for what is no file of
    the budget.
    """
    data = _data(folder, name)
    old, new = _decoded(name, data), _plain(text)
    if _plain(old) == new:  # saved again by who has not heard that it was
        return Changed(name, old, old)
    if _version(data) != version:
        raise StaleError(WrittenFile(name, _plain(old), _version(data)))
    changed = Changed(name, old, _with_ends(old, new))
    write_all_of(folder, [changed])
    return changed


def step(folder: Path, changes: Sequence[Changed]) -> list[Changed]:
    """Make all `changes` of files that say what they did before, or none; what is as after it stays so.

    Raises StaleError when one says something else, UsageError for what is none of the budget's files, and
    for what no save does: only that of the reviewers comes and goes, a file is changed once and can be read.
    """
    made: list[Changed] = []
    for one in changes:
        _refuse_unread(one)
        if any(other.name == one.name for other in changes if other is not one):
            raise UsageError(f"“{one.name}”在一次改动里有两次，没有改。")
        now = text_in(folder, one.name)
        if now not in (one.before, one.after):
            raise StaleError(WrittenFile(one.name, _plain(now or ""), ""))
        made += [one] if now != one.after else []
    write_all_of(folder, made)
    return made


def _refuse_unread(change: Changed) -> None:
    """Refuse what would leave no such file, or one that cannot be read any more."""
    if change.after is None and change.name != SIGN_OFFS:
        raise UsageError(f"“{change.name}”不能这样删去，没有改。")
    if len((change.after or "").encode()) > YAML.limit.most:
        raise UsageError(f"“{change.name}”会超过 {YAML.limit.said}，没有改。")


def write_all_of(folder: Path, changes: Sequence[Changed]) -> None:
    """Write what comes after in files of the budget in `folder`, all or none; a mark before the text stays.

    Raises UsageError also for a file that its owner has made read-only: it could be replaced all the same.
    """
    made: dict[Path, bytes] = {}
    gone: list[Path] = []
    for one in changes:
        path = path_within(folder, one.name)
        if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
            raise UsageError(f"“{one.name}”是只读的文件，没有保存。要改的，先去掉文件的只读。")
        if one.after is None:
            gone.append(path)
        elif one.after != one.before:
            made[path] = _mark_of(path) + one.after.encode()
    write_all(made, IN_PLACE)
    for path in gone:
        path.unlink(missing_ok=True)


def _mark_of(path: Path) -> bytes:
    """What an editor of Windows writes before the text, where it is there."""
    return _BOM if path.exists() and content(path, YAML).startswith(_BOM) else b""


def _data(folder: Path, name: str) -> bytes:
    if name not in files_of(folder):
        raise UsageError(f"预算的文件夹里没有“{name}”这个文件，或已经改了名称。")
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
