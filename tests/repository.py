"""A git repository for tests: work in it is committed by one hand, at dates that are given."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str, day: str = "2024-03-01") -> str:
    """What git says to `arguments` in `folder`."""
    when = f"{day}T09:00:00+08:00"
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", "张三"), ("EMAIL", "zhang@example.org"), ("DATE", when))
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )
    return done.stdout


def commit(folder: Path, subject: str, day: str = "2024-03-01") -> None:
    """Commit everything below `folder`, the top of a repository that is made when it is not there."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A", day=day)
    git(folder, "commit", "-q", "--allow-empty", "-m", subject, day=day)
