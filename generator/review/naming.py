"""What has another name on the old side: projects that were renamed, and the years when two are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from generator.document.passages import Kind, Mention, Passage, Word
from generator.model import Budget
from generator.model.performance import normalised_name

MOST_CHARACTERS = 10**6
"""Pairs of characters of two texts that are compared one by one; longer texts are told whole."""
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


def names_of(old: Budget, new: Budget) -> Names:
    """The labels that projects of `old` have in `new`, and those that their performance tables have."""
    projects = [{side.label_of(project): project.name for project in side.projects} for side in (old, new)]
    tables = [{side.label_of_table(t): t.project for t in side.performance} for side in (old, new)]
    called = {**projects[0], **tables[0], **projects[1], **tables[1]}
    return Names(
        dict(_renamed(*projects)),
        dict(_renamed(*tables)),
        frozenset((*projects[1], *tables[1])),
        called=called,
    )


def _renamed(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(old label, new label) of what is the same: of one name, or alike in name, the most alike first.

    `old` and `new` are labels with the names in them: a project of two units of one name is two.
    """
    gone, came = ([label for label in side if label not in other] for side, other in ((old, new), (new, old)))
    for label in list(gone):
        same = [other for other in came if new[other] == old[label]]
        if len(same) == 1 and sum(old[other] == old[label] for other in gone) == 1:
            gone.remove(label)
            came.remove(same[0])
            yield label, same[0]
    left = {*gone, *came}
    for _, name, other in sorted(_scores(gone, came)):
        if name in left and other in left:
            left -= {name, other}
            yield name, other


def _scores(gone: Sequence[str], came: Sequence[str]) -> Iterator[tuple[float, str, str]]:
    """(likeness, below nought; old name, new name) of all that are alike.

    Of two projects of one office (建设部—道路, 建设部—路灯) only what follows is compared.
    """
    many = len(gone) * len(came) > MOST_NAMES
    plain = {name: normalised_name(name) for name in gone}
    for place, other in enumerate(came):
        wanted = normalised_name(other)
        office = wanted[: wanted.find("-") + 1]
        whole, own = (SequenceMatcher(None, "", words, autojunk=False) for words in (wanted, _own(wanted)))
        for name in gone[place : place + 1] if many else gone:
            words = plain[name]
            if words != wanted and _without_ordinals(words) == _without_ordinals(wanted):
                continue
            matcher = own if office and words.startswith(office) else whole
            matcher.set_seq1(_own(words) if matcher is own else words)
            if score := likeness(matcher, len(words) * len(other), ALIKE):
                yield -score, name, other


def _own(name: str) -> str:
    """What follows the office in front: 道路 of 建设部-道路."""
    return name[name.find("-") + 1 :]


def _without_ordinals(name: str) -> str:
    """What is left when ordinals go: 第一中心 and 第二中心 are two, however much alike."""
    return re.sub("[一二三四五六七八九十]", "", name)


def likeness(matcher: SequenceMatcher[str], pairs: int, least: float) -> float:
    """How much alike the two texts of `matcher` are, from 0 to 1; 0 for less than `least`, soon found.

    `pairs` are the length of one times that of the other. Very long texts are measured by the characters
    that they share, in whatever order.
    """
    if matcher.real_quick_ratio() < least or (score := matcher.quick_ratio()) < least:
        return 0.0
    if pairs <= MOST_CHARACTERS:
        score = matcher.ratio()
    return score if score >= least else 0.0


class _Renaming:
    """New names put in place of old ones, all at once; `kept` are names within which none is replaced."""

    def __init__(self, names: Mapping[str, str], kept: Iterable[str]) -> None:
        self._names = names
        around = (name for name in kept if any(old in name for old in names))
        longest_first = sorted({*names, *around}, key=lambda name: (-len(name), name))
        either = "|".join(map(re.escape, longest_first)) or "(?!)"
        self._anywhere = re.compile(either)
        self._whole = re.compile(rf"(?<![^/(\s])(?:{either})(?![^/),])")

    def in_text(self, text: str) -> str:
        """`text` with the new names."""
        return self._anywhere.sub(self._new, text)

    def in_id(self, name: str) -> str:
        """The id `name` with the new names, where an old one is a whole part of it."""
        return self._whole.sub(self._new, name)

    def _new(self, match: re.Match[str]) -> str:
        return self._names.get(match[0], match[0])


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
        return tuple(dict.fromkeys([*self.words(self.projects).items(), *self.words(self.tables).items()]))

    def words(self, labels: Mapping[str, str]) -> dict[str, str]:
        """The names on paper of `labels`, old to new; not one that something else is still called by."""
        known = {self.called.get(label, label) for label in self.known}
        pairs = ((self.called.get(old, old), self.called.get(new, new)) for old, new in labels.items())
        return {old: new for old, new in pairs if old != new and old not in known}

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
        text = (self._words_of_tables if tables else self._words_of_projects).in_text(text)
        for digits, meaning in years.items():
            parts = re.split(rf"(?<!\d){digits}(?!\d)", text)
            text = chr(_FIRST + len(mentions)).join(parts)
            mentions.append(Mention(meaning, digits))
        words: tuple[Word, ...] = tuple(
            mentions[ord(char) - _FIRST] if _FIRST <= ord(char) < _FIRST + len(mentions) else char
            for char in text
        )
        path = passage.path
        if passage.kind is Kind.ROW:  # the labels of a row are part of what it says
            path = tuple(_without_years(part, years) for part in path)
        return replace(passage, section=self.of_section(passage.section), path=path, words=words)

    def _renaming(self, name: str) -> _Renaming:
        """That of the id or section `name`."""
        return self._of_tables if name.startswith(_TABLES) else self._of_projects

    @cached_property
    def _of_projects(self) -> _Renaming:
        return _Renaming(self.projects, self.known)

    @cached_property
    def _of_tables(self) -> _Renaming:
        return _Renaming(self.tables, self.known)

    @cached_property
    def _words_of_projects(self) -> _Renaming:
        return _Renaming(self.words(self.projects), self._names_known)

    @cached_property
    def _words_of_tables(self) -> _Renaming:
        return _Renaming(self.words(self.tables), self._names_known)

    @cached_property
    def _of_all(self) -> _Renaming:
        return _Renaming({**self.words(self.tables), **self.words(self.projects)}, self._names_known)

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
