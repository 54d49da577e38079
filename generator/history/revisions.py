"""Budgets as they were committed: git's revisions of a folder, and its files without checking them out."""

from __future__ import annotations

import io
import posixpath
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.classification.book import BOOKS
from generator.errors import UsageError
from generator.history.git import git
from generator.source.workspace import SIGN_OFFS

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
        return git(top, "cat-file", "blob", f"{_tree(top, revision)}:{inside}")
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
    and the official books of 科目 beside them.

    Raises UsageError, which says `otherwise`, when there is no YAML in it.
    """
    folder = temporary / inside
    try:
        archive = git(top, "archive", "--format=tar", tree, "--", *_paths(inside), *_books(top, tree, inside))
        _unpack(archive, temporary)
    except (UsageError, tarfile.TarError, OSError):
        raise UsageError(otherwise) from None
    if not folder.is_dir() or not any(folder.rglob("*.yaml")):
        raise UsageError(otherwise)
    return folder


def _unpack(archive: bytes, folder: Path) -> None:
    """Write the files of a tar archive below `folder`; of a link, what it leads to within the archive.

    Why by hand: the filters of tarfile came with Python 3.11.4, and Debian 12 has 3.11.2.
    """
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            target = folder / member.name
            try:
                content = tar.extractfile(member)
            except KeyError:  # a link that leads out of the archive
                continue
            if content is not None and target.resolve().is_relative_to(folder.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


def _paths(inside: str) -> list[str]:
    """The folder, and `*/<name>` beside the folder that it lies in, for last year's."""
    folder = f":(literal){inside}"
    if "/" not in inside:
        return [folder]
    *above, _, name = (re.sub(r"([*?\[\]\\])", r"\\\1", part) for part in inside.split("/"))
    return [folder, f":(glob){'/'.join([*above, '*', name, '**'])}"]


def _books(top: Path, tree: str, inside: str) -> list[str]:
    """The official books of 科目 that count for the folder."""
    above = [posixpath.dirname(inside), posixpath.dirname(posixpath.dirname(inside))]
    folders = [posixpath.join(folder, BOOKS) for folder in dict.fromkeys(above)]
    found = git(top, "ls-tree", "-r", "-z", "--name-only", tree, "--", *folders)
    return [f":(literal){name}" for name in found.decode("utf-8", "replace").split("\0") if name]


def history(top: Path, inside: str) -> list[Revision]:
    """The revisions that changed the folder, newest first, through the renames of it.

    `parents` are the revisions of this list that each was made from.
    """
    try:
        git(top, "rev-parse", "--verify", "--quiet", "HEAD")
    except UsageError:
        return []  # Why: git calls a branch without a commit an error.
    found: list[Revision] = []
    start, folder = "HEAD", inside
    while folder:
        older = list(_revisions(top, start, folder))
        if found and older:
            found[-1] = replace(found[-1], parents=(older[0].id,))
        found += older
        folder = _folder_before(top, older[-1]) if older else ""
        start = f"{older[-1].id}^" if folder else ""
    return found


def _revisions(top: Path, start: str, folder: str) -> Iterator[Revision]:
    paths = (f":(literal){folder}", f":(exclude,literal){posixpath.join(folder, SIGN_OFFS)}")
    arguments = ("log", "-z", "--parents", "--encoding=UTF-8", _FORMAT, start, "--", *paths)
    for record in git(top, *arguments).decode("utf-8", "replace").split("\0"):
        if record:
            full, short, parents, date, author, subject = record.split("\x1f", 5)
            yield Revision(full, short, tuple(parents.split()), date, author, subject, folder)


def _folder_before(top: Path, first: Revision) -> str:
    """Where the budget lay before the commit that brought it to its folder; "" when it was new."""
    arguments = ("show", "-z", "-M", "--format=", "--name-status", "--diff-filter=R", first.id)
    fields = git(top, *arguments).decode("utf-8", "replace").split("\0")
    folders: Counter[str] = Counter()
    for old, new in zip(fields[1::3], fields[2::3], strict=False):
        name = new.removeprefix(f"{first.folder}/")
        if name != new and old.endswith(f"/{name}"):
            folders[old.removesuffix(f"/{name}")] += 1
    return folders.most_common(1)[0][0] if folders else ""
