"""Questions to git. Nothing here changes a repository, its index included."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile

from generator.errors import UsageError
from generator.source import limits
from generator.source.limits import Limit
from generator.source.workspace import SIGN_OFFS

_MOST_NAMES = 5
_MOST_COMPLAINT = 10_000
_STATUS = (
    *("status", "--porcelain", "-z", "--no-renames"),
    *("--untracked-files=all", "--ignore-submodules=dirty"),
)


_OPTIONS = (
    "--no-optional-locks",
    "--no-pager",
    "--no-replace-objects",
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.attributesFile=/dev/null"),
    *("-c", "core.sshCommand=false"),
    *("-c", "core.askPass=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "submodule.recurse=false"),
)
"""Nothing that a repository's own configuration names is run: it came with the repository."""
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
"""One language, for only git's words tell whether there is a repository; no network, no questions."""
_REASONS = (
    ("not a git repository", "“{0}”不在 git 仓库里。"),
    ("dubious ownership", "“{0}”所在的 git 仓库属于别的用户，git 不读。请用自己的副本（git clone）。"),
    ("bad config", "“{0}”所在的 git 仓库的配置（.git/config）读不懂。"),
)


def git(
    folder: Path,
    *arguments: str,
    given: bytes = b"",
    options: Iterable[str] = (),
    limit: Limit = limits.GIT_ANSWER,
) -> bytes:
    """What git answers in `folder` when it is `given` that. Every call to git is made here.

    Raises UsageError when it does not answer, or too much, or when there is no git.
    """
    command = ["git", *_OPTIONS, *options, "-C", str(folder), *arguments]
    try:
        answer = _answer(command, given, limit.most)
    except subprocess.TimeoutExpired:
        raise UsageError(
            f"git 在“{folder}”所在的仓库里超过 {limits.GIT_SECONDS.said}没有回答。"
            "仓库里可能有管道之类的东西，请换成自己的副本（git clone）。"
        ) from None
    except FileNotFoundError:
        raise UsageError("没有安装 git。请先安装（例如 apt-get install git），再试一次。") from None
    except ValueError:
        raise UsageError("名称里有不能交给 git 的字符。") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        for words, sentence in _REASONS:
            if words in said:
                raise UsageError(sentence.format(folder)) from None
        raise UsageError(f"git 没有成功（{arguments[0]}，退出码 {error.returncode}）。") from None
    if len(answer) > limit.most:
        raise UsageError(f"git 在“{folder}”所在的仓库里的回答超过 {limit.said}，太大了。")
    return answer


def _answer(command: Sequence[str], given: bytes, most: int) -> bytes:
    """What a command writes, up to one byte more than `most`; then it is stopped.

    Raises OSError, ValueError, TimeoutExpired, and CalledProcessError with what it complains of.
    """
    seconds = limits.GIT_SECONDS.most
    with ExitStack() as put_away:
        asked, complaints = (put_away.enter_context(TemporaryFile()) for _ in range(2))
        asked.write(given)
        asked.seek(0)
        process = put_away.enter_context(
            subprocess.Popen(
                command, stdin=asked, stdout=subprocess.PIPE, stderr=complaints, env=_surroundings()
            )
        )
        late = threading.Timer(seconds, process.kill)
        put_away.callback(process.kill)
        put_away.callback(late.cancel)
        late.start()
        assert process.stdout
        answer = process.stdout.read(most + 1)
        if len(answer) > most:
            return answer
        code = process.wait()
        if code == -signal.SIGKILL and late.finished.is_set():
            raise subprocess.TimeoutExpired(command, seconds)
        if code:
            complaints.seek(0)
            raise subprocess.CalledProcessError(code, command, stderr=complaints.read(_MOST_COMPLAINT))
        return answer


def _surroundings() -> dict[str, str]:
    """The environment without what git sets for its hooks, which would hold for one repository only."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | _ENVIRONMENT


def _without_filters(top: Path) -> list[str]:
    """Options that switch off every filter that any configuration names: `status` would run them.

    Raises UsageError for a name with "=", where git takes the rest of it for what an option sets.
    """
    names = (
        git(top, "config", "--null", "--name-only", "--list").decode("utf-8", "surrogateescape").split("\0")
    )
    filters = {name.rpartition(".")[0] for name in names if name.startswith("filter.")}
    if any("=" in name for name in filters):
        raise UsageError(f"“{top}”的 git 配置里有名称带“=”的过滤器，不可信。请用自己的副本（git clone）。")
    off = ("clean=", "smudge=", "process=", "required=false")
    return [word for name in sorted(filters) for setting in off for word in ("-c", f"{name}.{setting}")]


def work_tree(path: Path) -> Path | None:
    """The top of the work tree in which `path` lies or would lie; None where there is none, or no git."""
    folder = path.absolute()
    while not os.path.isdir(folder):
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
            below.setdefault(top, []).append(f":(literal){os.path.realpath(path)}")
    found: list[str] = []
    for top, specs in below.items():
        answer = git(top, *_STATUS, "--", *specs, options=_without_filters(top))
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
