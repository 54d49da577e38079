"""What changed between two disclosures, by figure, row, sentence and finding — and why. Never by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from generator.figures import Disclosure, Figure, Formula, Unit
from generator.findings import Finding
from generator.model.performance import normalised_name
from generator.model.texts import written_texts
from generator.review.side import Side
from generator.source import Place

_KINDS = {
    "Performance": "绩效目标",
    "Goals": "总体目标",
    "Indicator": "指标",
    "Explanations": "说明",
    "Term": "名词解释",
    "Correction": "更正",
    "Duties": "职责",
    "Organisation": "机构",
    "Project": "项目",
}

ALIKE = 0.6
"""How much alike two project names must be to be one project renamed."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that prints differently; None on the side where it is missing."""

    old: Figure | None
    new: Figure | None

    @property
    def id(self) -> str:
        """The id on the new side, or on the old one for a figure that is gone."""
        figure = self.new or self.old
        assert figure is not None
        return figure.id

    @property
    def difference(self) -> Decimal:
        """New less old, as printed; a missing side counts as nil."""
        return (self.new.rounded if self.new else Decimal(0)) - (self.old.rounded if self.old else Decimal(0))


@dataclass(frozen=True, slots=True)
class Cause:
    """An input that was changed, and everything printed that changed with it."""

    change: FigureChange
    effects: tuple[FigureChange, ...]

    @property
    def place(self) -> Place | None:
        """The line of YAML, on the new side where there is one."""
        figure = self.change.new or self.change.old
        return figure.origin if figure and isinstance(figure.origin, Place) else None


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that differs; `runs` are (kind, characters): 同, 删, 增."""

    about: str
    runs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed from one side to the other."""

    causes: tuple[Cause, ...]
    others: tuple[FigureChange, ...]
    rows: tuple[tuple[str, str, str], ...]
    renamed: tuple[tuple[str, str], ...]
    texts: tuple[TextChange, ...]
    appeared: tuple[Finding, ...]
    gone: tuple[Finding, ...]

    @property
    def empty(self) -> bool:
        """Nothing that people see has changed."""
        return not (
            self.causes
            or self.others
            or self.rows
            or self.renamed
            or self.texts
            or self.appeared
            or self.gone
        )


def compare(old: Side, new: Side) -> Comparison:
    """The changes from `old` to `new`."""
    renamed = tuple(_renamed(old.disclosure, new.disclosure))
    changes = list(_figure_changes(old.disclosure, new.disclosure, dict(renamed)))
    inputs = [change for change in changes if _is_input(change)]
    printed = [change for change in changes if not _is_input(change)]
    causes = tuple(Cause(change, tuple(_effects(change, printed))) for change in inputs)
    explained = {effect.id for cause in causes for effect in cause.effects}
    others = tuple(change for change in printed if change.id not in explained)
    appeared = tuple(f for f in new.findings if _key(f) not in set(map(_key, old.findings)))
    gone = tuple(f for f in old.findings if _key(f) not in set(map(_key, new.findings)))
    rows = tuple(_row_changes(old.disclosure, new.disclosure, dict(renamed)))
    texts = tuple(_text_changes(old.disclosure, new.disclosure, dict(renamed)))
    return Comparison(causes, others, rows, renamed, texts, appeared, gone)


def _renamed(old: Disclosure, new: Disclosure) -> Iterator[tuple[str, str]]:
    """(old name, new name) of projects that are the same: alike in name, and alone in being so."""
    before = {project.name for project in old.budget.projects}
    after = {project.name for project in new.budget.projects}
    left = sorted(after - before)
    for name in sorted(before - after):
        scored = [(_likeness(name, other), other) for other in left]
        score, best = max(scored, default=(0.0, ""))
        if score >= ALIKE:
            left.remove(best)
            yield name, best


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, normalised_name(one), normalised_name(other)).ratio()


def _figure_changes(old: Disclosure, new: Disclosure, renamed: dict[str, str]) -> Iterator[FigureChange]:
    """Figures that print differently, inputs also when only their hidden digits differ."""
    before = {_with_new_name(figure.id, renamed): figure for figure in old.book}
    after = {figure.id: figure for figure in new.book}
    for name in dict.fromkeys([*after, *before]):
        one, other = before.get(name), after.get(name)
        change = FigureChange(one, other)
        if one is None or other is None:
            if (one or other) and change.difference:
                yield change
        elif one.rounded != other.rounded or (_is_input(change) and one.value != other.value):
            yield change


def _with_new_name(figure_id: str, renamed: dict[str, str]) -> str:
    for name, now in renamed.items():
        if name in figure_id:
            return figure_id.replace(name, now)
    return figure_id


def _is_input(change: FigureChange) -> bool:
    return any(figure is not None and isinstance(figure.origin, Place) for figure in (change.old, change.new))


def _effects(cause: FigureChange, printed: Iterable[FigureChange]) -> Iterator[FigureChange]:
    """The printed changes that the changed input is a part of, on either side."""
    for change in printed:
        for figure, leaf in ((change.new, cause.new), (change.old, cause.old)):
            if figure is not None and leaf is not None and _depends(figure, leaf):
                yield change
                break


def _depends(figure: Figure, leaf: Figure) -> bool:
    stack = [figure]
    while stack:
        current = stack.pop()
        if current is leaf:
            return True
        if isinstance(current.origin, Formula):
            stack.extend(current.origin.operands)
    return False


def _row_changes(old: Disclosure, new: Disclosure, renamed: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """(table, 增加 | 减少 | 移动, row) of every table."""
    for number, table in new.tables.items():
        before = (
            [renamed.get(r.name, r.name) for r in old.tables[number].rows] if number in old.tables else []
        )
        after = [row.name for row in table.rows]
        for name in dict.fromkeys(after):
            if name and name not in before:
                yield number, "增加", name
        for name in dict.fromkeys(before):
            if name and name not in after:
                yield number, "减少", name
        common = [name for name in before if name in after]
        matcher = SequenceMatcher(None, common, [name for name in after if name in before], autojunk=False)
        for tag, start, end, _, _ in matcher.get_opcodes():
            if tag in ("delete", "replace"):
                yield from ((number, "移动", name) for name in common[start:end])


def _text_changes(old: Disclosure, new: Disclosure, renamed: dict[str, str]) -> Iterator[TextChange]:
    before = {_with_new_name(key, renamed): text for key, text in _texts(old).items()}
    after = _texts(new)
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key, ""), after.get(key, "")
        if one != other:
            yield TextChange(key, tuple(_runs(one, other)))


def _texts(disclosure: Disclosure) -> dict[str, str]:
    """Every text by a key that survives reordering: the names of what it belongs to, and its own key."""
    texts: dict[str, str] = {}
    for written in written_texts(disclosure.budget):
        if written.is_key:
            continue
        owner = next(
            (
                str(getattr(written.owner, name))
                for name in ("project", "name", "about")
                if getattr(written.owner, name, None) not in (None, written.text)
            ),
            "",
        )
        kind = _KINDS.get(type(written.owner).__name__, "")
        base = "/".join(str(part) for part in (kind, owner, *written.path) if part != "")
        key, number = base, 2
        while key in texts:
            key, number = f"{base}#{number}", number + 1
        texts[key] = written.text
    return texts


def _runs(old: str, new: str) -> Iterator[tuple[str, str]]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "同", old[a:b]
            continue
        if a < b:
            yield "删", old[a:b]
        if c < d:
            yield "增", new[c:d]


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.about or finding.message


def percent(change: FigureChange) -> str:
    """The change in per cent of the old figure, where that makes sense."""
    old = change.old
    if old is None or not old.rounded or old.unit is Unit.PERCENT:
        return ""
    return f"{change.difference * 100 / old.rounded:+.2f}%"
