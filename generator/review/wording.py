"""Words that changed: passages of two documents paired, and compared character by character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from generator.document.passages import CELL, Passage, PassageKind, Word
from generator.review.comparison import ChartChange, TextChange, What
from generator.review.entry import Runs
from generator.review.likeness import Likeness
from generator.source.stretches import Effort, stretches

ALIKE, ALIKE_HERE = 0.5, 0.25
"""How much alike two passages must be to be one that was changed, anywhere and below one heading."""
MOST_PAIRS = 2500
"""Pairs of passages whose likeness is measured between two fixed points; beyond, order decides."""

_NUMBER = re.compile(r"\d[\d.,]*%?")
_GOES_ON = re.compile(r"[\d.,]+%?|%")
_PART = re.compile(r"(?<=[a-z])-\d$")
_MARKS = frozenset("，。；：、！？")
_WORDS = (PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.HEAD, PassageKind.ROW)

Pair = tuple[Passage | None, Passage | None]
Key = tuple[str, ...]


def text_changes(
    old: Sequence[Passage], new: Sequence[Passage], effort: Effort | None = None
) -> Iterator[TextChange]:
    """Every passage of words that changed, came, went or moved, section by section in the order of `new`.

    Both sides must be comparable: the same thing by the same name (`Names.comparable`).
    """
    effort = effort or Effort()
    before, after = _by_section(old), _by_section(new)
    moved = set(displaced(before, after))
    for section in dict.fromkeys([*after, *before]):
        one, other = before.get(section, []), after.get(section, [])
        if not one or not other or section in moved:
            yield _whole(one, other)
        if one and other:
            yield from _changes(list(_pairs(one, other, effort)), effort)


def _whole(old: Sequence[Passage], new: Sequence[Passage]) -> TextChange:
    """A section that came, went or moved, told at its first passage."""
    what, kind = (What.REMOVED, "删") if not new else (What.MOVED, "同") if old else (What.ADDED, "增")
    told = f"整节，共 {len(new or old)} 段"
    one, other = (side[0] if side else None for side in (old, new))
    return TextChange(what, one, other, ((kind, told),), is_whole_section=True)


def displaced(old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    """What stands in another order among the names that both sides have: of one that passed many, the one."""
    known = set(new)
    before = [name for name in old if name in known]
    known = set(before)
    after = [name for name in new if name in known]
    for tag, start, end, _, _ in stretches(before, after):
        if tag in ("delete", "replace"):
            yield from before[start:end]


def _by_section(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    """The passages of words; sections of one text (explanations-1, -2) are one, on however many pages."""
    found: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.kind in _WORDS:
            found.setdefault(_PART.sub("", passage.section), []).append(passage)
    return found


def _key(passage: Passage) -> Key:
    """What makes a passage the same: its characters and the ids of its figures; for a row its labels too."""
    labels = passage.path if passage.kind is PassageKind.ROW else ()
    return (passage.kind, *labels, "", *map(token, passage.words))


def token(word: Word) -> str:
    """A word as it is compared: without the blank behind it; a figure by its id, longer than a character."""
    return word.rstrip() or word if isinstance(word, str) else f"\0{word.figure}"


def _pairs(old: Sequence[Passage], new: Sequence[Passage], effort: Effort) -> Iterator[Pair]:
    """Passages that are not the same on both sides, paired where they are alike."""
    for tag, a, b, c, d in stretches([_key(p) for p in old], [_key(p) for p in new]):
        if tag != "equal":
            yield from _alike(old[a:b], new[c:d], effort)


def _alike(old: Sequence[Passage], new: Sequence[Passage], effort: Effort) -> Iterator[Pair]:
    found: dict[int, int] = {}
    paired: set[int] = set()
    for _, i, j in sorted(_scores(old, new, effort)):
        if i not in paired and j not in found:
            found[j] = i
            paired.add(i)
    yield from ((passage, None) for i, passage in enumerate(old) if i not in paired)
    yield from ((old[found[j]] if j in found else None, passage) for j, passage in enumerate(new))


def _scores(
    old: Sequence[Passage], new: Sequence[Passage], effort: Effort
) -> Iterator[tuple[float, int, int]]:
    many = len(old) * len(new) > MOST_PAIRS
    for j, passage in enumerate(new):
        likeness = Likeness(passage.text, effort)
        for i, other in enumerate(old[j : j + 1], j) if many else enumerate(old):
            if other.kind is not passage.kind:
                continue
            least = ALIKE_HERE if _heading(passage) == _heading(other) else ALIKE
            if score := likeness.of(other.text, least):
                yield -score, i, j


def _heading(passage: Passage) -> str:
    """The heading or label right above a paragraph, whatever year it names; rows have labels of their own."""
    return (
        re.sub(r"\d", "", passage.path[-1])
        if passage.path and passage.kind is PassageKind.PARAGRAPH
        else passage.text
    )


def _changes(pairs: Sequence[Pair], effort: Effort) -> Iterator[TextChange]:
    """The changes of one section; what went in one place and came in another has moved."""
    gone = {_key(one): one for one, other in pairs if one and other is None}
    moved = {_key(other): other for one, other in pairs if other and one is None and _key(other) in gone}
    for one, other in pairs:
        if other is None and one is not None and _key(one) in moved:
            continue
        if one is None and other is not None and _key(other) in moved:
            yield TextChange(What.MOVED, gone[_key(other)], other, (("同", other.text),))
        elif one is not None and other is not None:
            runs = tuple(runs_between(one.words, other.words, effort))
            if len(runs) > 1 or runs[0][0] != "同":
                yield TextChange(What.CHANGED, one, other, runs)
            elif one.path != other.path:
                yield TextChange(What.MOVED, one, other, runs)
        elif other is not None and _says_something(other):
            yield TextChange(What.ADDED, None, other, (("增", other.text),))
        elif one is not None and _says_something(one):
            yield TextChange(What.REMOVED, one, None, (("删", one.text),))


def _says_something(passage: Passage) -> bool:
    return bool(passage.text.replace(CELL, "").strip())


def runs_between(
    old: Sequence[Word], new: Sequence[Word], effort: Effort | None = None
) -> list[tuple[str, str]]:
    """What stayed, went and came from `old` to `new`, in order; together they are the words of both.

    Clauses are matched first, characters only within clauses that are alike: what people changed, not the
    characters that two sentences happen to share.
    """
    effort = effort or Effort()
    runs: list[tuple[str, str]] = []
    for tag, gone, came in _replaced(_clauses(old), _clauses(new)):
        one, other = ([word for clause in side for word in clause] for side in (gone, came))
        found = _characters(one, other, effort) if tag == "replace" else _whole_runs(tag, one, other)
        for kind, text in found:
            if kind == "同" and runs and runs[-1][0] == "同":
                text = runs.pop()[1] + text
            runs.append((kind, text))
    return runs


Clause = tuple[Word, ...]


def _clauses(words: Sequence[Word]) -> list[Clause]:
    """`words` cut after every mark, and before and after every border of cells; together they are all."""
    found: list[list[Word]] = [[]]
    for word in words:
        if word == CELL:
            found += [[word], []]
            continue
        found[-1].append(word)
        if token(word) in _MARKS:
            found.append([])
    return [tuple(clause) for clause in found if clause]


def _replaced(
    old: Sequence[Clause], new: Sequence[Clause]
) -> Iterator[tuple[str, Sequence[Clause], Sequence[Clause]]]:
    one, other = ([tuple(map(token, clause)) for clause in side] for side in (old, new))
    for tag, a, b, c, d in stretches(one, other):
        yield tag, old[a:b], new[c:d]


def _characters(old: Sequence[Word], new: Sequence[Word], effort: Effort) -> Iterator[tuple[str, str]]:
    old, new = _whole_numbers(old), _whole_numbers(new)
    one, other = list(map(token, old)), list(map(token, new))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if not effort.affords(one, other) or matcher.ratio() < ALIKE:
        yield from _whole_runs("replace", old, new)
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        yield from _whole_runs(tag, old[a:b], new[c:d])


def _whole_numbers(words: Sequence[Word]) -> list[Word]:
    """`words` with the digits of every number put together: no part of a number has stayed."""
    found: list[Word] = []
    number: list[str] = []
    for word in words:
        said = token(word)
        if number and not (isinstance(word, str) and _GOES_ON.fullmatch(said)):
            found.append("".join(number))
            number.clear()
        if isinstance(word, str) and (number or _NUMBER.fullmatch(word)):
            number.append(word)
        else:
            found.append(word)
        if number and (said != word or said.endswith("%")):
            found.append("".join(number))
            number.clear()
    return [*found, "".join(number)] if number else found


def _whole_runs(tag: str, old: Sequence[Word], new: Sequence[Word]) -> Iterator[tuple[str, str]]:
    if tag == "equal" or _text(old) == _text(new):  # another figure that prints the same, a year
        yield "同", _text(new)
        return
    if old:
        yield "删", _text(old)
    if new:
        yield "增", _text(new)


def spans(runs: Runs, kind: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the runs of `kind` (删, 增) among the characters of their side."""
    position = 0
    for what, run in runs:
        if what == kind:
            yield position, position + len(run)
        position += len(run) if what in ("同", kind) else 0


def _text(words: Iterable[Word]) -> str:
    return "".join(word if isinstance(word, str) else word.printed for word in words)


def chart_changes(
    old: Sequence[Passage], new: Sequence[Passage], changed: Mapping[str, object]
) -> Iterator[ChartChange]:
    """Charts that show other items, another order, or figures that are among the `changed` ids."""
    before, after = ({p.title: p for p in side if p.kind is PassageKind.CHART} for side in (old, new))
    for title in dict.fromkeys([*after, *before]):
        one, other = before.get(title), after.get(title)
        shown = other or one
        assert shown is not None
        figures = tuple(name for name in dict.fromkeys(shown.figures) if name in changed)
        what = What.ADDED if one is None else What.REMOVED if other is None else What.CHANGED
        same = one is not None and other is not None and _key(one) == _key(other)
        if figures or not same:
            yield ChartChange(title, what, one, other, figures)
