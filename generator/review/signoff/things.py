"""What can be signed, by the names that reviewers use."""

from __future__ import annotations

from difflib import get_close_matches

from generator.errors import UsageError
from generator.figures import Disclosure
from generator.model.performance import normalised_name
from generator.review.signoff.printed import PERFORMANCE, print_of


def everything(disclosure: Disclosure) -> list[str]:
    """The ids of all tables and performance tables, in the order of print."""
    return [*disclosure.tables, *_performance(disclosure)]


def things(disclosure: Disclosure, names: list[str]) -> list[str]:
    """The ids that `names` mean, each once. Raises UsageError for a name that means nothing."""
    found: dict[str, None] = {}
    for name in names:
        found |= dict.fromkeys(_meant(disclosure, name.strip().strip("/")))
    return list(found)


def nearest(disclosure: Disclosure, name: str, most: int = 3) -> list[str]:
    """The ids most like `name`."""
    ids = {figure.id.rpartition("/")[0] for figure in disclosure.book if "(" not in figure.id} - {""}
    tops = {figure.id.partition("/")[0] for figure in disclosure.book}
    own = everything(disclosure)
    for known in (own, sorted(ids | tops)):
        if close := get_close_matches(name, known, n=most, cutoff=0.4):
            return close
    return []


def _meant(disclosure: Disclosure, name: str) -> list[str]:
    own = _performance(disclosure)
    if name == PERFORMANCE and own:
        return own
    for about in (name, f"{PERFORMANCE}/{name}"):
        if about in own or (name and print_of(disclosure, about) is not None):
            return [about]
    plain = normalised_name(name.removeprefix(f"{PERFORMANCE}/"))
    alike = [about for about in own if normalised_name(about.removeprefix(f"{PERFORMANCE}/")) == plain]
    if not alike:
        below = f"{PERFORMANCE}/{name}" if any(p.name == name for p in disclosure.budget.projects) else name
        alike = nearest(disclosure, below) or nearest(disclosure, f"{PERFORMANCE}/{name}")
    close = f"是否想写：{'、'.join(f'“{about}”' for about in alike)}？" if alike else ""
    known = "可以写表号（表三）、绩效目标表的项目名称，或数的名称（政府采购）。"
    raise UsageError(f"没有“{name}”可以审核。{close or known}")


def _performance(disclosure: Disclosure) -> list[str]:
    return list(dict.fromkeys(f"{PERFORMANCE}/{table.project}" for table in disclosure.budget.performance))
