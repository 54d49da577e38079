"""What has another name on the old side: projects that were renamed, and the years when two are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.document.passages import Mention, Passage, PassageKind, Word
from generator.model import Budget
from generator.model.performance import normalised_name
from generator.review.likeness import Likeness
from generator.review.renaming import Renaming
from generator.source.stretches import Effort

MOST_NAMES = 250_000
"""Pairs of names whose likeness is measured; beyond, as where every project was renamed, order decides."""
ALIKE = 0.6
"""How much alike two project names must be to be one project renamed."""

YEARS = ("本年度", "上年度")
"""What the digits of years mean."""

_TABLES = "绩效目标"
"""What ids and sections of performance tables begin with."""
_FIRST = 0x100000
"""Characters of private use stand for figures while text is replaced around them.

Why of the last plane: those of the first (U+E000 and on) are written for rare characters of names.
"""


def names_of(old: Budget, new: Budget, effort: Effort | None = None) -> Names:
    """The labels that projects of `old` have in `new`, and those that their performance tables have."""
    effort = effort or Effort()
    projects = [{side.label_of(project): project.name for project in side.projects} for side in (old, new)]
    tables = [{side.label_of_table(t): t.project for t in side.performance} for side in (old, new)]
    called = {**projects[0], **tables[0], **projects[1], **tables[1]}
    return Names(
        dict(_renamed(effort, *projects)),
        dict(_renamed(effort, *tables)),
        frozenset((*projects[1], *tables[1])),
        called=called,
    )


def _renamed(effort: Effort, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(old label, new label) of what is the same: of one name, or alike in name, the most alike first.

    `old` and `new` are labels with the names in them: a project of two units of one name is two.
    """
    gone, came = ([label for label in side if label not in other] for side, other in ((old, new), (new, old)))
    alone = _named_alone(gone, old), _named_alone(came, new)
    same = {label: alone[1][name] for name, label in alone[0].items() if name in alone[1]}
    yield from same.items()
    gone = [label for label in gone if label not in same]
    known = set(same.values())
    came = [label for label in came if label not in known]
    left = {*gone, *came}
    for _, name, other in sorted(_scores(gone, came, effort)):
        if name in left and other in left:
            left -= {name, other}
            yield name, other


def _named_alone(labels: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """The labels whose name no other of them has, by that name."""
    found: dict[str, list[str]] = {}
    for label in labels:
        found.setdefault(names[label], []).append(label)
    return {name: one[0] for name, one in found.items() if len(one) == 1}


def _scores(gone: Sequence[str], came: Sequence[str], effort: Effort) -> Iterator[tuple[float, str, str]]:
    """(likeness, below nought; old name, new name) of all that are alike.

    Of two projects of one office (建设部—道路, 建设部—路灯) only what follows is compared.
    """
    many = len(gone) * len(came) > MOST_NAMES
    plain = {name: normalised_name(name) for name in gone}
    for place, other in enumerate(came):
        wanted = normalised_name(other)
        office = wanted[: wanted.find("-") + 1]
        whole, own = Likeness(wanted, effort), Likeness(_own(wanted), effort)
        for name in gone[place : place + 1] if many else gone:
            words = plain[name]
            if words != wanted and _without_ordinals(words) == _without_ordinals(wanted):
                continue
            of_office = office and words.startswith(office)
            if score := own.of(_own(words), ALIKE) if of_office else whole.of(words, ALIKE):
                yield -score, name, other


def _own(name: str) -> str:
    """What follows the office in front: 道路 of 建设部-道路."""
    return name[name.find("-") + 1 :]


def _without_ordinals(name: str) -> str:
    """What is left when ordinals go: 第一中心 and 第二中心 are two, however much alike."""
    return re.sub("[一二三四五六七八九十]", "", name)


@dataclass(frozen=True)
class Names:
    """How projects and performance tables of the old side are called on the new one.

    They are called by their labels in ids (101002/甲); `called` is what a label is called on paper, where it
    is longer. `known` are all labels of the new side: an old one within one of them is none there.
    `lines` are ids of amounts that the same line has otherwise on the new side (`lines.with_lines`); those of
    `resorted`, as they are called there, are sorted by another 性质, 科目 or 单位.
    """

    projects: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    lines: Mapping[str, str] = field(default_factory=dict)
    resorted: frozenset[str] = frozenset()
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(old name, new name) of all that was renamed, each once."""
        return tuple(dict.fromkeys([*self.words_of_projects.items(), *self.words_of_tables.items()]))

    @cached_property
    def words_of_projects(self) -> dict[str, str]:
        """The names on paper of the projects that were renamed, old to new."""
        return self._words(self.projects)

    @cached_property
    def words_of_tables(self) -> dict[str, str]:
        """Those of the performance tables."""
        return self._words(self.tables)

    def _words(self, labels: Mapping[str, str]) -> dict[str, str]:
        """The names on paper of `labels`, old to new; not one that something else is still called by."""
        pairs = ((self.called.get(old, old), self.called.get(new, new)) for old, new in labels.items())
        return {old: new for old, new in pairs if old != new and old not in self._names_known}

    def of_figure(self, name: str) -> str:
        """The id `name` with what was renamed called by its new name."""
        renamed = self._renaming(name).in_id(name)
        return self.lines.get(renamed, renamed)

    def in_words(self, text: str) -> str:
        """`text` about whatever, with the new names of projects and performance tables."""
        return self._of_all.in_text(text)

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
        tables = passage.section.startswith(_TABLES)
        text = (self._in_tables if tables else self._in_texts).in_text(text)
        for digits, meaning in years.items():
            parts = re.split(rf"(?<!\d){digits}(?!\d)", text)
            text = chr(_FIRST + len(mentions)).join(parts)
            mentions.append(Mention(meaning, digits))
        words: tuple[Word, ...] = tuple(
            mentions[ord(char) - _FIRST] if _FIRST <= ord(char) < _FIRST + len(mentions) else char
            for char in text
        )
        path = passage.path
        if passage.kind is PassageKind.ROW:  # the labels of a row are part of what it says
            path = tuple(_without_years(part, years) for part in path)
        return replace(passage, section=self.of_section(passage.section), path=path, words=words)

    def _renaming(self, name: str) -> Renaming:
        """That of the id or section `name`."""
        return self._of_tables if name.startswith(_TABLES) else self._of_projects

    @cached_property
    def _of_projects(self) -> Renaming:
        return Renaming(self.projects, self.known)

    @cached_property
    def _of_tables(self) -> Renaming:
        return Renaming(self.tables, self.known)

    @cached_property
    def _in_texts(self) -> Renaming:
        return Renaming(self.words_of_projects, self._names_known)

    @cached_property
    def _in_tables(self) -> Renaming:
        return Renaming(self.words_of_tables, self._names_known)

    @cached_property
    def _of_all(self) -> Renaming:
        return Renaming({**self.words_of_tables, **self.words_of_projects}, self._names_known)

    @cached_property
    def _names_known(self) -> frozenset[str]:
        return frozenset(self.called.get(label, label) for label in self.known)


def _without_years(text: str, years: Mapping[str, str]) -> str:
    for digits, meaning in years.items():
        text = re.sub(rf"(?<!\d){digits}(?!\d)", meaning, text)
    return text


def years_of(year: int) -> dict[str, str]:
    """What the digits of years mean in a budget of `year`."""
    return dict(zip((str(year), str(year - 1)), YEARS, strict=True))
