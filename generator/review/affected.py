"""What an input touches (影响范围): every cell, sentence, chart and page that depends on a line of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass

from generator.document.passages import CELL, Mention, Passage, PassageKind
from generator.errors import UsageError
from generator.figures import Disclosure, Figure
from generator.figures.dependents import Dependents
from generator.model import Budget
from generator.model.kinds import SORTING
from generator.model.units import EMPTY
from generator.proof.paper import Paper
from generator.review.written import NAMING, KeyPath, WrittenValue, inputs_of, said_in
from generator.source import Place, Value
from generator.source.digits import whole
from generator.source.values import Mapping
from generator.source.values import Sequence as Items

KIND = "类别"
BY_KIND = ("项目类别/", "绩效目标类别/")
"""What the figures are called that 类别 sorts projects into; no other figure knows of it."""

NOTHING = "无"
OF_UNIT = {"单位": "代码", "分单位": "单位"}
"""Lists whose items are units, and the key of their codes."""

LINE = re.compile(r"(.+\.ya?ml):(\d+)(?::\d+)?")
"""A line of a file, as messages name it: FILE:LINE or FILE:LINE:COLUMN."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A passage with what of it depends on the input: ids of figures, or the words themselves."""

    passage: Passage
    figures: tuple[str, ...]
    pages: tuple[int, ...]

    @property
    def excerpts(self) -> list[str]:
        """The clauses of a paragraph that mention the figures; the whole of anything else."""
        text, start, found = self.passage.text, 0, []
        if self.passage.kind is not PassageKind.PARAGRAPH:
            return [text.replace(CELL, "　")]
        ends = [match.end() for match in re.finditer(r"[。；：]", text)] + [len(text)]
        positions = set(self._positions())
        for end in ends:
            if positions & set(range(start, end)):
                found.append(text[start:end].strip())
            start = max(start, end)
        return found or [text.replace(CELL, "　")]

    def _positions(self) -> Iterator[int]:
        position = 0
        for word in self.passage.words:
            if isinstance(word, Mention):
                if word.figure in self.figures:
                    yield position
                position += len(word.printed)
            else:
                position += 1


@dataclass(frozen=True, slots=True)
class Affected:
    """Everything printed that depends on `inputs`; pages count from 0."""

    inputs: tuple[WrittenValue, ...]
    figures: tuple[Figure, ...]
    cells: tuple[tuple[str, str, tuple[int, ...]], ...]
    """(figure id, what is printed, its page if pages are known) of every cell of a table of figures."""
    touched: tuple[Touched, ...]

    @property
    def pages(self) -> list[int]:
        """Every page concerned."""
        return sorted(
            {page for *_, pages in self.cells for page in pages}
            | {page for touched in self.touched for page in touched.pages}
        )


def find_inputs(budget: Budget, words: str) -> list[WrittenValue]:
    """The values that `words` mean: FILE:LINE, or a key path whose items are named or counted from 1.

    A line that only opens a block means all below it. Raises UsageError when there is nothing there.
    """
    if match := LINE.fullmatch(words):
        return _on_line(budget, match[1], whole(match[2]) or 0)
    found = _at_keys(budget, words)
    if not found:
        raise UsageError(
            f"预算里没有“{words}”。可以写文件和行号（收支.yaml:11），或键的路径（收入/一般公共预算）。"
        )
    return found


def is_key_path(budget: Budget, words: str) -> bool:
    """Whether `words` name a key of the budget."""
    return bool(_at_keys(budget, words))


def _at_keys(budget: Budget, words: str) -> list[WrittenValue]:
    path = re.split(r"[/.]", words)
    units = {unit.code: unit.name for unit in budget.units}
    return [item for item in _values_of(budget) if _lies_at(budget._mapping, item.path, path, units)]


def _values_of(budget: Budget) -> list[WrittenValue]:
    """Every value; a list that is written as 无, which has none below it, is one."""
    empty = budget.written.empty if budget.written is not None else {}
    lists = (WrittenValue((key,), NOTHING, place) for (_, key), place in empty.items())
    below = (item for item in _nothings(budget._mapping, ()) if item.path[0] not in EMPTY)
    return [*inputs_of(budget), *lists, *below]


def _nothings(value: Value, path: KeyPath) -> Iterator[WrittenValue]:
    if isinstance(value, Items) and not value and path:
        yield WrittenValue(path, NOTHING, value.place)
    below = (
        value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, Items) else ()
    )
    for step, inner in below:
        yield from _nothings(inner, (*path, step))


def named(budget: Budget, path: KeyPath) -> Iterator[str]:
    """The keys of a value as people are told them: a unit by its name, other items by their number."""
    units = {unit.code: unit.name for unit in budget.units}
    value: Value = budget._mapping
    for step in path:
        if isinstance(value, Items) and isinstance(step, int):
            value = value[step]
            yield units.get(_unit_of(value, path), str(step + 1))
        elif isinstance(value, Mapping):
            value = value[str(step)]
            yield str(step)


def _unit_of(item: Value, path: KeyPath) -> str:
    """The code of the unit that an item of a list of units is about; "" for what is none."""
    return str(item.get(OF_UNIT.get(str(path[0]), ""), "")) if isinstance(item, Mapping) else ""


def _on_line(budget: Budget, file: str, line: int) -> list[WrittenValue]:
    name = file.replace("\\", "/").removeprefix("./")
    own = [item for item in _values_of(budget) if _is_file(item.place, name)]
    if not own:
        raise UsageError(f"预算里没有文件“{file}”，或者里面什么都没有写。")
    on_line = [item for item in own if item.place.line == line]
    if on_line:
        return on_line
    opened = [
        item
        for item in own
        if any(place.line == line and _is_file(place, name) for place in _opening(budget._mapping, item.path))
    ]
    if not opened:
        raise UsageError(f"{file} 的第 {line} 行没有写值。")
    return opened


def _is_file(place: Place, name: str) -> bool:
    return any(
        known == name or known.endswith(f"/{name}") or name.endswith(f"/{known}")
        for known in (place.name.removeprefix("./"), place.source.inside)
    )


def _opening(value: Value, path: KeyPath) -> Iterator[Place]:
    """The places of all keys and items on the way to `path`."""
    for step in path:
        if isinstance(value, Mapping):
            yield value.key_places[str(step)]
            value = value[str(step)]
        elif isinstance(value, Items) and isinstance(step, int):
            yield value.places[step]
            value = value[step]


def _lies_at(value: Value, path: KeyPath, wanted: Sequence[str], units: Mapping_[str, str]) -> bool:
    """Whether `path` begins with what is `wanted`."""
    if len(path) < len(wanted):
        return False
    for step, word in zip(path, wanted, strict=False):
        if isinstance(value, Mapping):
            if step != word:
                return False
            value = value[str(step)]
        elif isinstance(value, Items) and isinstance(step, int):
            below = value[step]
            names = {str(below.get(key)) for key in NAMING} if isinstance(below, Mapping) else {str(below)}
            if code := _unit_of(below, path):
                names |= {code, units.get(code, code)}
            if word != str(step + 1) and word not in names:
                return False
            value = below
    return True


def affected(
    disclosure: Disclosure, passages: Sequence[Passage], inputs: Sequence[WrittenValue], paper: Paper | None
) -> Affected:
    """What depends on `inputs`; with the pages of a `paper`, where there is one."""
    book = disclosure.book
    leaves = _leaves(disclosure, inputs)
    found = {figure.id: figure for figure in leaves}
    found |= {name: book[name] for name in Dependents(book).of(found)}
    cells = tuple(
        (cell.figure.id, cell.printed, _page(paper, cell.figure.id))
        for table in disclosure.tables.values()
        for row in table.rows
        for cell in row.cells
        if cell.figure and cell.figure.id in found
    )
    amounts = {_key(figure.origin) for figure in book if isinstance(figure.origin, Place)}
    words = [i for i in inputs if i.path[-1] not in SORTING and _key(i.place) not in amounts]
    touched = tuple(_touched(passages, set(found), words, paper))
    return Affected(tuple(inputs), tuple(found.values()), cells, touched)


def _leaves(disclosure: Disclosure, inputs: Sequence[WrittenValue]) -> list[Figure]:
    """The figures that were read from the inputs, or that they sort: those beside, or all by 类别."""
    places = {_key(item.place) for item in inputs}
    beside = {item.path[:-1] for item in inputs if item.path[-1] in SORTING and item.path[-1] != KIND}
    if beside:
        whole = inputs_of(disclosure.budget)
        places |= {_key(i.place) for i in whole if any(i.path[:n] in beside for n in range(len(i.path)))}
    tables = {table.project for table in disclosure.budget.performance}
    sorted_by = {
        prefix
        for item in inputs
        if item.path[-1] == KIND
        for prefix in (BY_KIND if item.called[1] in tables else BY_KIND[:1])
    }
    return [
        figure
        for figure in disclosure.book
        if (isinstance(figure.origin, Place) and _key(figure.origin) in places)
        or figure.id.startswith(tuple(sorted_by))
    ]


def _key(place: Place) -> tuple[str, int, int]:
    return place.name, place.line, place.column


def _touched(
    passages: Sequence[Passage], figures: set[str], words: Sequence[WrittenValue], paper: Paper | None
) -> Iterator[Touched]:
    for passage in passages:
        named = tuple(name for name in dict.fromkeys(passage.figures) if name in figures)
        said = next(said_in(passage, words), None) is not None
        if said or (named and passage.kind is not PassageKind.FIGURES):
            boxes = paper.of_passage(passage) if paper else []
            yield Touched(passage, named, tuple(sorted({box.page for box in boxes})))


def _page(paper: Paper | None, name: str) -> tuple[int, ...]:
    """The page of a cell is that of its table."""
    boxes = paper.of_figure(name) if paper else []
    return tuple(box.page for box in boxes[:1])
