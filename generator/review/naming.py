"""What has another name on the old side: projects that were renamed, and the years when two are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from generator.document.passages import Mention, Passage, Word
from generator.model import Budget
from generator.model.performance import normalised_name

ALIKE = 0.6
"""How much alike two project names must be to be one project renamed."""

_TABLES = "绩效目标"
"""What ids and sections of performance tables begin with."""
_FIRST = 0xE000
"""Characters of private use stand for figures while text is replaced around them."""


def names_of(old: Budget, new: Budget) -> Names:
    """The names that projects of `old` have in `new`, and those that their performance tables have."""
    projects = [[project.name for project in side.projects] for side in (old, new)]
    tables = [[table.project for table in side.performance] for side in (old, new)]
    return Names(dict(_renamed(*projects)), dict(_renamed(*tables)))


def _renamed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(old name, new name) of what is the same: alike in name, the most alike first."""
    gone, came = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    scored = sorted((-_likeness(name, other), name, other) for name in gone for other in came)
    for score, name, other in scored:
        if -score >= ALIKE and name in gone and other in came:
            gone.remove(name)
            came.remove(other)
            yield name, other


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, normalised_name(one), normalised_name(other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


@dataclass(frozen=True, slots=True)
class Names:
    """How projects and performance tables of the old side are called on the new one."""

    projects: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(old name, new name) of all that was renamed, each once."""
        return tuple(dict.fromkeys([*self.projects.items(), *self.tables.items()]))

    def of_figure(self, name: str) -> str:
        """The id `name` with what was renamed called by its new name."""
        renamed = self.tables if name.startswith(_TABLES) else self.projects
        for old, now in renamed.items():
            if old in name:
                name = re.sub(rf"(?<![^/(\s]){re.escape(old)}(?![^/),])", now.replace("\\", r"\\"), name)
        return name

    def of_section(self, name: str) -> str:
        """The section `name` by its new name."""
        kind, slash, about = name.partition("/")
        return f"{kind}/{self.tables.get(about, about)}" if slash else name

    def comparable(self, passage: Passage, years: Mapping[str, str]) -> Passage:
        """`passage` with new names, and with `years` (digits → 本年度, 上年度) as if they were figures."""
        mentions = [word for word in passage.words if isinstance(word, Mention)]
        mentions = [replace(mention, figure=self.of_figure(mention.figure)) for mention in mentions]
        counted = iter(range(len(mentions)))
        text = "".join(w if isinstance(w, str) else chr(_FIRST + next(counted)) for w in passage.words)
        renamed = self.tables if passage.section.startswith(_TABLES) else self.projects
        for old, now in renamed.items():
            text = text.replace(old, now)
        for digits, meaning in years.items():
            parts = re.split(rf"(?<!\d){digits}(?!\d)", text)
            text = chr(_FIRST + len(mentions)).join(parts)
            mentions.append(Mention(meaning, digits))
        words: tuple[Word, ...] = tuple(
            mentions[ord(char) - _FIRST] if _FIRST <= ord(char) < _FIRST + len(mentions) else char
            for char in text
        )
        path = tuple(_without_years(part, years) for part in passage.path)
        return replace(passage, section=self.of_section(passage.section), path=path, words=words)


def _without_years(text: str, years: Mapping[str, str]) -> str:
    for digits, meaning in years.items():
        text = re.sub(rf"(?<!\d){digits}(?!\d)", meaning, text)
    return text


def years_of(year: int) -> dict[str, str]:
    """What the digits of years mean in a budget of `year`."""
    return {str(year): "本年度", str(year - 1): "上年度"}
