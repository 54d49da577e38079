"""Budgets as they were committed: git's revisions of a folder, and its files without checking them out."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.classification.book import BOOKS
from generator.errors import UsageError
from generator.history.git import git
from generator.source import limits
from generator.source.gate import path_within
from generator.source.workspace import PROFILES, SIGN_OFFS

_SUBMODULE, _LINK = "160000", "120000"
_MOST_LINKS = 40
_COMMITTED = limits.COMMITTED._replace(most=2 * limits.COMMITTED.most)
"""With what git says of each file; how large the files are has been looked at before they are asked for."""
_FORMAT = "--format=%H%x1f%h%x1f%P%x1f%aI%x1f%an%x1f%s"


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit that changed the budget; `folder` is where it lay then, below the top of the repository."""

    id: str
    short: str
    parents: tuple[str, ...]
    date: str
    author: str
    subject: str
    folder: str


def position(path: Path) -> tuple[Path, str]:
    """The top of the repository around `path`, and where `path` lies below it ("." at the top).

    Raises UsageError when there is no repository, or no git.
    """
    top = Path(git(path, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    return top, posixpath.normpath(git(path, "rev-parse", "--show-prefix").decode().rstrip("\n") or ".")


def checked_out(revision: str, below: str, temporary: Path) -> Path:
    """The folder `below` (as seen from here) as it was in git's `revision`, with those of other years.

    Raises UsageError when there is no such revision, or no such folder in it.
    """
    top, here = position(Path())
    inside = posixpath.normpath(posixpath.join(here, below))
    return extract(top, _tree(top, revision), inside, temporary, f"版本 {revision} 里没有预算“{below}”。")


def committed(revision: str, path: str) -> bytes:
    """The file `path` (as seen from here) as it was in git's `revision`.

    Raises UsageError when there is no such revision, or no such file in it.
    """
    top, here = position(Path())
    inside = posixpath.normpath(posixpath.join(here, path))
    try:
        blob = f"{_tree(top, revision)}:{inside}"
        return git(top, "cat-file", "blob", blob, limit=limits.PDF_FILE)
    except UsageError as error:
        if "git 没有成功" not in str(error):
            raise
        raise UsageError(f"版本 {revision} 里没有文件“{path}”。") from None


def _tree(top: Path, revision: str) -> str:
    """The id of all files of `revision`. Raises UsageError when git knows no such revision."""
    try:
        if revision.startswith("-"):
            raise UsageError("")
        return git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}").decode().strip()
    except UsageError:
        raise UsageError(f"git 里找不到版本“{revision}”。") from None


def extract(top: Path, tree: str, inside: str, temporary: Path, otherwise: str) -> Path:
    """Write the folder `inside` of git's `tree` below `temporary`, with its namesakes of other years
    and the official books of 科目 and the profiles beside them.

    Raises UsageError, which says `otherwise`, when there is no YAML in it.
    """
    folder = temporary / inside
    try:
        entries = _entries(top, tree, inside)
    except UsageError:
        raise UsageError(otherwise) from None
    _refuse(entries, inside)
    contents = _contents(top, entries)
    try:
        for name, data in contents.items():
            target = path_within(temporary, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    except (UsageError, OSError):
        raise UsageError(otherwise) from None
    if not folder.is_dir() or not any(folder.rglob("*.yaml")):
        raise UsageError(otherwise)
    return folder


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a tree: its mode as git writes it, its id, and its size in bytes (0 for a submodule)."""

    mode: str
    id: str
    size: int


def _entries(top: Path, tree: str, inside: str) -> dict[str, _Entry]:
    """What belongs to the folder in git's `tree`, by name.

    Why not `git archive`: it runs the filters that the repository names, and leaves out what it says.
    """
    wanted = _wanted(inside)
    found: dict[str, _Entry] = {}
    listing = git(top, "ls-tree", "-r", "-z", "-l", "--full-tree", tree).decode("utf-8", "surrogateescape")
    for line in filter(None, listing.split("\0")):
        facts, _, name = line.partition("\t")
        if wanted.match(name):
            mode, _, identity, size = facts.split()
            found[name] = _Entry(mode, identity, int(size) if size.isdigit() else 0)
    return found


def _wanted(inside: str) -> re.Pattern[str]:
    """The folder, `*/<name>` beside the folder that it lies in (last year's), and the books and profiles."""
    above, name = posixpath.split("" if inside == "." else inside)
    further = posixpath.dirname(above)
    folders = [re.escape(inside) + "/" if inside != "." else ""]
    if above:
        folders.append(f"{re.escape(further)}{'/' if further else ''}[^/]+/{re.escape(name)}/")
    folders += [
        re.escape(posixpath.join(folder, kept)) + "/"
        for folder in {above, further}
        for kept in (BOOKS, PROFILES)
    ]
    return re.compile("|".join(folders))


def _refuse(entries: dict[str, _Entry], inside: str) -> None:
    """Raise UsageError for what cannot be had, or is too much."""
    for name, entry in entries.items():
        if entry.mode == _SUBMODULE and (inside == "." or name.startswith(f"{inside}/")):
            raise UsageError(f"“{name}”是子模块（git submodule），它的文件不在这个仓库里，读不到。")
    if len(entries) > limits.YAML_FOLDERS.most:
        raise UsageError(f"这个版本的预算文件夹有 {len(entries):,} 个文件，超过 {limits.YAML_FOLDERS.said}。")
    _refuse_large(entry.size for entry in entries.values())


def _refuse_large(sizes: Iterable[int]) -> None:
    """Raise UsageError when it is too much."""
    if sum(sizes) > limits.COMMITTED.most:
        raise UsageError(f"这个版本的预算文件夹超过 {limits.COMMITTED.said}，太大了。")


def _contents(top: Path, entries: dict[str, _Entry]) -> dict[str, bytes]:
    """The bytes of every file; of a link, what it leads to among the entries, and nothing otherwise."""
    files = {name: entry for name, entry in entries.items() if entry.mode != _SUBMODULE}
    asked = list(dict.fromkeys(entry.id for entry in files.values()))
    given = "".join(f"{one}\n" for one in asked).encode()
    answer = git(top, "cat-file", "--batch", given=given, limit=_COMMITTED)
    blobs: dict[str, bytes] = {}
    start = 0
    for one in asked:
        end = answer.index(b"\n", start)
        said = answer[start:end].split()[-1]
        if not said.isdigit():  # "missing": a part of the repository was not brought along
            raise UsageError("这个 git 仓库不完整，缺少版本里的文件。请用完整的副本（git clone）。")
        size = int(said)
        blobs[one] = answer[end + 1 : end + 1 + size]
        start = end + size + 2
    found = {}
    for name in files:
        aim: str | None = name
        for _ in range(_MOST_LINKS):
            if aim is None or files[aim].mode != _LINK:
                break
            target = blobs[files[aim].id].decode("utf-8", "surrogateescape")
            aim = posixpath.normpath(posixpath.join(posixpath.dirname(aim), target))
            aim = aim if aim in files else None
        if aim is not None and files[aim].mode != _LINK:
            found[name] = blobs[files[aim].id]
    _refuse_large(map(len, found.values()))  # many links may lead to one file
    return found


def history(top: Path, inside: str, most: int) -> list[Revision]:
    """The revisions that changed the folder, newest first, through the renames of it; no more than `most`.

    `parents` are the revisions of this list that each was made from.
    """
    try:
        git(top, "rev-parse", "--verify", "--quiet", "HEAD")
    except UsageError:
        return []  # Why: git calls a branch without a commit an error.
    found: list[Revision] = []
    start, folder = "HEAD", inside
    while folder and len(found) < most:
        older = list(_revisions(top, start, folder, most - len(found)))
        if found and older:
            found[-1] = replace(found[-1], parents=(older[0].id,))
        found += older
        folder = _folder_before(top, older[-1]) if older else ""
        start = f"{older[-1].id}^" if folder else ""
    return found


def _revisions(top: Path, start: str, folder: str, most: int) -> Iterator[Revision]:
    paths = (f":(literal){folder}", f":(exclude,literal){posixpath.join(folder, SIGN_OFFS)}")
    how_many = f"--max-count={most}"
    arguments = ("log", "-z", "--parents", "--encoding=UTF-8", how_many, _FORMAT, start, "--", *paths)
    for record in git(top, *arguments).decode("utf-8", "replace").split("\0"):
        if record:
            full, short, parents, date, author, subject = record.split("\x1f", 5)
            yield Revision(full, short, tuple(parents.split()), date, author, subject, folder)


def _folder_before(top: Path, first: Revision) -> str:
    """Where the budget lay before the commit that brought it to its folder; "" when it was new."""
    arguments = (
        "show",
        "-z",
        "-M",
        "--format=",
        "--name-status",
        "--no-ext-diff",
        "--no-textconv",
        "--diff-filter=R",
        first.id,
    )
    fields = git(top, *arguments).decode("utf-8", "replace").split("\0")
    folders: Counter[str] = Counter()
    for old, new in zip(fields[1::3], fields[2::3], strict=False):
        name = new.removeprefix(f"{first.folder}/")
        if name != new and old.endswith(f"/{name}"):
            folders[old.removesuffix(f"/{name}")] += 1
    return folders.most_common(1)[0][0] if folders else ""
