"""What a site knows of one disclosure: enough to list, compare and find it, without reading it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from itertools import accumulate

from generator.figures import Disclosure, Figure
from generator.figures.cells import Cell, Table
from generator.figures.corrections import labelled, moved
from generator.figures.profile import fill
from generator.figures.records import SPENT
from generator.figures.rounding import SENTENCE
from generator.model.vocabulary import NATURES
from generator.web.page import WebPage

_ITEMS = "三公经费/"
PDF = "公开文件.pdf"
SPENDING = "全部支出，含上年结转"
_Place = tuple[str, Table, tuple[Cell, ...], str]
NONE_BEFORE = "上年为0"
"""What stands where a change can have no share."""


@dataclass(frozen=True, slots=True)
class Total:
    """A main figure in 万元: as printed, exact, and the year before and the change since, "" if not known."""

    name: str
    printed: str
    exact: str
    before: str = ""
    growth: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A 科目 or 项目 that can be searched for: code ("" for a project), name, amount, address in the page.

    `of` says what the amount is: all that is spent, or what a table is of.
    """

    kind: str
    code: str
    name: str
    printed: str
    exact: str
    id: str
    of: str


@dataclass(frozen=True, slots=True)
class ListedCorrection:
    """A 更正: its title."""

    title: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A disclosure: `folder` names it within its year, `print` changes when anything in it does.

    `publishers` are the codes of the units whose amounts it has, `authority` is the 主管部门 of a unit.
    """

    year: int
    folder: str
    name: str
    code: str
    title: str
    units: tuple[str, ...]
    publishers: tuple[str, ...]
    authority: tuple[str, str] | None
    print: str
    totals: tuple[Total, ...]
    items: tuple[Item, ...]
    changes: tuple[ListedCorrection, ...]
    tables: tuple[tuple[str, str], ...]
    pdf: bool = False

    @property
    def path(self) -> str:
        """Its folder within the site."""
        return f"{self.year}/{self.folder}"

    def to_json(self) -> bytes:
        """UTF-8 JSON."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()


def from_json(data: bytes) -> Digest:
    """What `to_json` wrote."""
    told = json.loads(data)
    return Digest(
        **told
        | {
            "units": tuple(told["units"]),
            "publishers": tuple(told["publishers"]),
            "authority": tuple(told["authority"]) if told["authority"] else None,
            "totals": tuple(Total(**one) for one in told["totals"]),
            "items": tuple(Item(**one) for one in told["items"]),
            "changes": tuple(ListedCorrection(**one) for one in told["changes"]),
            "tables": tuple((number, title) for number, title in told["tables"]),
        }
    )


def own_of(data: bytes) -> set[str]:
    """The files of a digest that another state of the budget may not have. It may be an older program's."""
    told = json.loads(data)
    changes = {f"更正-{number}.html" for number, _ in enumerate(told["changes"], 1)}
    return changes | {f"{number}.csv" for number, _ in told["tables"]} | ({PDF} if told["pdf"] else set())


def digest_of(disclosure: Disclosure, folder: str, page: WebPage, data: bytes, *, pdf: bool) -> Digest:
    """The digest of what is published under the name `folder`; `data` is its JSON."""
    budget = disclosure.budget
    authority = budget.department.authority
    return Digest(
        budget.year,
        folder,
        budget.department.name,
        budget.department.code,
        fill(disclosure.profile.title, budget),
        tuple(unit.name for unit in budget.units if unit.name != budget.department.name),
        tuple(unit.code for unit in budget.units),
        (authority.code, authority.name) if authority else None,
        hashlib.sha256(data).hexdigest(),
        tuple(_totals(disclosure)),
        tuple(_items(disclosure, page)),
        tuple(ListedCorrection(title) for title in change_titles(disclosure)),
        tuple((table.number, table.title) for table in disclosure.tables.values()),
        pdf,
    )


def change_titles(disclosure: Disclosure) -> Iterator[str]:
    """更正 1：基本支出调入项目支出10.00万元."""
    for number, (label, change) in enumerate(labelled(disclosure.budget).items(), 1):
        amount = in_wan_yuan(disclosure.book[f"更正/{label}/金额"])
        one, other = moved(disclosure.book, label, change)
        yield f"更正{number}：{one.called}调入{other.called}{amount}万元"


def in_wan_yuan(figure: Figure) -> str:
    """A figure of money as sentences print it: departments that print 元 and others are compared."""
    return replace(figure, form=SENTENCE).printed


def _totals(disclosure: Disclosure) -> Iterator[Total]:
    book, sources = disclosure.book, disclosure.profile.last_year
    for name, source in sources.items():
        if not name.startswith(_ITEMS) and source in book:
            yield from _total(disclosure, name, book[source])
    for nature in NATURES:
        yield from _total(disclosure, nature, book[f"支出/{nature}"])
    items = [book[source] for name, source in sources.items() if name.startswith(_ITEMS) and source in book]
    if items:
        yield from _total(disclosure, f"{_ITEMS}合计", book.total("门户/三公经费", items))


def _total(disclosure: Disclosure, name: str, now: Figure) -> Iterator[Total]:
    if now.unwritten:
        return
    book, called, last = disclosure.book, name.removesuffix("/合计"), f"上年/{name}"
    if last not in book or book[last].unwritten:
        yield Total(called, in_wan_yuan(now), _exact(now.value))
        return
    growth = book.growth(now, book[last])
    change = f"{growth.printed}%" if growth else NONE_BEFORE
    yield Total(called, in_wan_yuan(now), _exact(now.value), in_wan_yuan(book[last]), change)


def _exact(value: Decimal) -> str:
    return f"{value:f}"


def _items(disclosure: Disclosure, page: WebPage) -> Iterator[Item]:
    """科目 and 项目, each once, with where it stands on the page: first a row that has its amount."""
    rows = list(_rows(disclosure, page))
    for code, figure in _spent(disclosure).items():
        name = disclosure.names.functional(code)
        yield from _item(rows, Item("科目", code, name, "", "", "", SPENDING), code, figure)
    yield from _other_subjects(disclosure, rows)
    for project in disclosure.budget.projects:
        label = disclosure.budget.label_of(project)
        item = Item("项目", "", project.name, "", "", "", SPENDING)
        yield from _item(rows, item, label, disclosure.book[f"项目/{label}/金额"])


def _rows(disclosure: Disclosure, page: WebPage) -> Iterator[_Place]:
    """(key, table, cells of its block, id) of what has an address."""
    for spec in disclosure.profile.tables:
        table = disclosure.tables[spec.number]
        ends = list(accumulate(len(block.columns) for block in spec.blocks))
        for row in table.rows:
            for key, start, end in zip(row.keys, [0, *ends], ends, strict=False):
                if (table.number, key) in page.rows:
                    yield key, table, row.cells[start:end], page.rows[table.number, key]


def _spent(disclosure: Disclosure) -> dict[str, Figure]:
    """What is spent by 功能科目, by 类, 款 and 项: of every source, and what is carried over."""
    parts: dict[str, list[Figure]] = {}
    for record in disclosure.records:
        code = record.properties.get("科目", "")
        if record.kind == SPENT and code:
            for level in sorted({code[:3], code[:5], code}):
                parts.setdefault(level, []).append(record.figure)
    return {code: disclosure.book.total(f"门户/科目/{code}", parts[code]) for code in sorted(parts)}


def _other_subjects(disclosure: Disclosure, rows: Sequence[_Place]) -> Iterator[Item]:
    """科目 of income and 经济科目: what they are the amount of, the first table says that has them."""
    names = disclosure.names
    seen: set[str] = set()
    for key, table, cells, _ in rows:
        name = names.revenue(key) or names.economic(key) or names.government(key)
        figure = next((cell.figure for cell in cells if cell.figure), None)
        if name and figure and key not in seen and not names.functional(key):
            seen.add(key)
            yield from _item(rows, Item("科目", key, name, "", "", "", table.title), key, figure)


def _item(rows: Sequence[_Place], item: Item, key: str, figure: Figure) -> Iterator[Item]:
    places = [place for place in rows if place[0] == key]
    if places and not figure.unwritten:
        of_amount = (p for p in places if any(c.figure and c.figure.value == figure.value for c in p[2]))
        where = next(of_amount, places[0])[3]
        yield replace(item, printed=in_wan_yuan(figure), exact=_exact(figure.value), id=where)
