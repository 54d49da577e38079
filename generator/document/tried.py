"""S29: whoever makes a budget with a profile of one's own is told when a full one shows that it is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from generator.document.trial import tried
from generator.errors import ProfileError
from generator.figures import Disclosure, load_profile
from generator.figures.profile import Profile
from generator.findings import Finding, Kind, Level, errors_in
from generator.model.profiles import ProfileFolder

NOT_TRIED = Kind("S29", "样式试印没有通过", Level.NOTE)


def about_trial(disclosure: Disclosure) -> list[Finding]:
    """The note about the profile of `disclosure`, if there is one to be made.

    What is wrong in this budget for that is told as an error by the rules.
    """
    budget = disclosure.budget
    profile = load_profile(budget.profile, budget.folder)
    count, first = _errors(_Kept(profile.folders, profile))
    if not count:
        return []
    message = f"样式“{profile.name}”试印有 {count} 处错误，例如：{first}"
    hint = f"gongkai profile check {profile.name} 全部列出；由做样式的人改"
    return [NOT_TRIED.at(budget.place("样式"), message, hint, about=profile.name)]


@dataclass(frozen=True)
class _Kept:
    """A profile, the same when its files are: departments that have it are told of one trial."""

    folders: tuple[ProfileFolder, ...]
    profile: Profile = field(compare=False)


@lru_cache(maxsize=8)
def _errors(kept: _Kept) -> tuple[int, str]:
    """How many there are, and the first."""
    try:
        found = errors_in(tried(kept.profile))
    except ProfileError as error:
        return 1, error.message
    first = found[0] if found else None
    return len(found), f"{first.place} {first.code} {first.message}" if first else ""
