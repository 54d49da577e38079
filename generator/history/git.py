"""Questions to git. Nothing here changes a repository, its index included."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from generator.errors import UsageError
from generator.source.workspace import SIGN_OFFS

_MOST_NAMES = 5


def git(folder: Path, *arguments: str) -> bytes:
    """What git answers in `folder`. Raises UsageError with git's own words, or when there is no git."""
    command = ["git", "--no-optional-locks", "-c", "log.showSignature=false", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True, env=_surroundings()).stdout
    except FileNotFoundError:
        raise UsageError("没有安装 git。请先安装（例如 apt-get install git），再试一次。") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        if said and "not a git repository" in said[-1]:
            raise UsageError(f"“{folder}”不在 git 仓库里。") from None
        raise UsageError(f"git 没有成功：{said[-1] if said else '没有说明原因'}。") from None


def _surroundings() -> dict[str, str]:
    """The environment without what git sets for its hooks, which would hold for one repository only.

    In one language, because whether there is a repository at all can only be told from git's words.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | {"LC_ALL": "C"}


def work_tree(path: Path) -> Path | None:
    """The top of the work tree in which `path` lies or would lie; None where there is none, or no git."""
    folder = path.absolute()
    while not folder.is_dir():
        folder = folder.parent
    try:
        top = git(folder, "rev-parse", "--show-toplevel").decode().rstrip("\n")
    except UsageError:
        return None
    return Path(top) if top else None


def uncommitted(paths: Iterable[Path]) -> list[str]:
    """The files at or below `paths` that differ from what is committed.

    Ignored ones do not count, nor what reviewers have signed: neither is part of a budget.
    """
    below: dict[Path, list[str]] = {}
    for path in paths:
        top = work_tree(path)
        if top is not None:
            below.setdefault(top, []).append(f":(literal){path.resolve()}")
    found: list[str] = []
    for top, specs in below.items():
        answer = git(
            top, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *specs
        )
        names = (entry[3:] for entry in answer.decode("utf-8", "surrogateescape").split("\0") if entry)
        found += [name for name in names if PurePosixPath(name).name != SIGN_OFFS]
    return found


def refuse_uncommitted(paths: Iterable[Path]) -> None:
    """Raise UsageError when a file at or below `paths` is not as it is committed."""
    found = uncommitted(paths)
    if found:
        more = "……" if len(found) > _MOST_NAMES else ""
        names = f"{'、'.join(found[:_MOST_NAMES])}{more}"
        raise UsageError(
            f"有 {len(found)} 个文件的改动还没有提交（{names}），比对不能说明已提交的内容。"
            "请先提交（git commit）或收起（git stash），再比对。没有生成，也没有比对。"
        )
