"""S75–S77: a profile tried with a budget in which everything is written: what is lost, what stays empty."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from generator.document.compose import compose
from generator.document.full_budget import (
    FILED_PRINTED,
    INDICATOR,
    OTHER_UNIT,
    TEXTS_OF_WHOLE,
    UNIT_CODE,
    full_budget,
    marked,
    texts_of_tables,
)
from generator.document.left_out import printed_anyway
from generator.document.measures import missing
from generator.document.part_titles import wrong_titles
from generator.figures import Disclosure, Table, disclose
from generator.figures.dependents import Inputs
from generator.figures.disclosure import unit_disclosure
from generator.figures.profile import Profile
from generator.figures.profile_specs import TableSpec
from generator.findings import Finding, Kind, in_reading_order
from generator.model.kinds import KINDS
from generator.model.performance import WHOLE
from generator.model.prose import Explanations
from generator.model.vocabulary import keys_of
from generator.rules.additions import ONLY_IN_SUMS, not_added_up
from generator.rules.ties.last_year import NO_SUCH_FIGURE
from generator.rules.ties.totals import ends_of
from generator.source import Place
from generator.source.nearest import close_matches

NOT_PRINTED = Kind("S75", "样式印不出可以写的内容")
ALWAYS_EMPTY = Kind("S76", "样式里总是空的栏或行")
OUT_OF_BALANCE = Kind("S77", "样式的收支两边不平")
OLD_SHEET = Kind("P30", "样式表没有现在要用的尺寸")

_BY_NAME = "模板按名称取项目的话：said(…, 项目.名称)；数的名称里才有单位代码"

_FIGURE = re.compile(r'data-figure="([^"]+)"')


def tried(profile: Profile) -> list[Finding]:
    """What is wrong with the profile, as a full budget shows. Raises ProfileError when none can be made."""
    disclosure = disclose(full_budget(profile))
    document = compose(disclosure)
    html = "\n".join(section.html for section in document.sections)
    if gone := [*_lost_tables(disclosure, html)]:
        return gone
    found = [
        *wrong_titles(document),
        *_lost(disclosure, html),
        *_lost_texts(profile, html),
        *_last_year(disclosure),
    ]
    found += [*_lost_of_tables(disclosure, html), *_lost_of_whole(profile, html), *_old_sheet(profile)]
    found += printed_anyway(profile, _plain(html), _below(disclosure, html))
    found += _lost_of_units(profile, {finding.about for finding in found})
    for spec in profile.tables:
        found += [*_empty(spec, disclosure.tables[spec.number]), *_balance(spec, disclosure)]
        found += not_added_up(spec, disclosure)
    return in_reading_order(replace(one, hint=profile.hint(one.hint, one.place)) for one in found)


def _lost_of_units(profile: Profile, known: Collection[str]) -> Iterator[Finding]:
    """Texts that are printed of a department with one unit, and not of one with more: ids have 单位 in them.

    The unit beside the full one discloses nothing: its sections are written, for what a template makes of
    that. Raises ProfileError for a template that can write neither.
    """
    many = disclose(full_budget(profile, (UNIT_CODE, OTHER_UNIT)))
    html = "\n".join(section.html for section in compose(many).sections)
    compose(unit_disclosure(many, OTHER_UNIT))
    for finding in _lost_texts(profile, html):
        if finding.about not in known:
            yield replace(finding, message=f"部门有几个单位时，{finding.message}", hint=_BY_NAME)


def _last_year(disclosure: Disclosure) -> Iterator[Finding]:
    """A figure that is compared with last year's is one that the profile makes."""
    profile = disclosure.profile
    for name, figure in profile.last_year.items():
        if figure not in disclosure.book and profile.prints(f"上年/{name}"):
            message = f"“上年”里的“{name}”取自“{figure}”，没有这个数"
            near = close_matches(
                figure, [one.id for one in disclosure.book if one.id in _cells(disclosure)], n=1, cutoff=0.6
            )
            hint = f"是否想写“{near[0]}”" if near else "写成 表号/行/栏"
            yield NO_SUCH_FIGURE.at(profile.place("上年", name), message, hint, about=f"上年/{name}")


def _cells(disclosure: Disclosure) -> set[str]:
    rows = (row for table in disclosure.tables.values() for row in table.rows)
    return {cell.figure.id for row in rows for cell in row.cells if cell.figure}


def _lost(disclosure: Disclosure, html: str) -> Iterator[Finding]:
    """Records, words of 词汇 and facts that no printed figure is made of, or none by itself."""
    book, profile = disclosure.book, disclosure.profile
    below = _inputs(disclosure, html)
    reached = set().union(*below)
    for kind in KINDS:
        records = [record for record in disclosure.records if record.kind == kind]
        lost = [record for record in records if record.figure.id not in reached]
        if records and len(lost) == len(records) and profile.prints(kind):
            yield _told(profile, kind, f"没有一张表、一句话印“{kind}”")
    for name in dict.fromkeys(name for kind in KINDS.values() for name in kind.properties):
        having = (kind for kind in KINDS.values() if name in kind.properties)
        values = dict.fromkeys(value for kind in having for value in kind.values(name, profile.vocabulary))
        shown = [r for r in disclosure.records if name in r.properties and profile.prints(r.kind)]
        of = {record.figure.id: record.properties[name] for record in shown}
        alone = [{of[leaf] for leaf in leaves if leaf in of} for leaves in below]
        for value in values:
            if value in of.values() and {value} not in alone:
                message = f"没有一个数单独印{name}“{value}”，它只印在合计里"
                hint = "要分开公开的，在表里加一栏，或在模板里印它；不会用到的，从“词汇”里删去"
                yield ONLY_IN_SUMS.at(profile.place("名称"), message, hint, about=value)
    for name in (
        f.id for f in book if isinstance(f.origin, Place) and _is_fact(f.id, profile.vocabulary.people)
    ):
        if name not in reached and profile.prints(name):
            yield _told(profile, name, f"没有一句话印“{name}”")


def _lost_tables(disclosure: Disclosure, html: str) -> Iterator[Finding]:
    """Tables of which no section has anything: said once, for what else is lost follows from it."""
    lost = [spec for spec in disclosure.profile.tables if f'data-table="{spec.number}"' not in html]
    if lost:
        names = "、".join(spec.number for spec in lost[:3])
        message = f"“章节”里没有“内容: 报表”，{names}{'等' if len(lost) > 3 else ''} {len(lost)} 张表印不出来"
        yield NOT_PRINTED.at(
            disclosure.profile.place("章节"), message, "在“章节”里加一项 {内容: 报表}", about="表"
        )


def _inputs(disclosure: Disclosure, html: str) -> list[set[str]]:
    """What each of the figures that are printed is made of."""
    inputs, book = Inputs(disclosure.book), disclosure.book
    return [set(inputs.of(book[name])) for name in dict.fromkeys(_FIGURE.findall(html)) if name in book]


def _below(disclosure: Disclosure, html: str) -> set[str]:
    return set().union(*_inputs(disclosure, html))


def _plain(html: str) -> str:
    return re.sub(r"<[^<>]*>", "", html)


def _is_fact(name: str, people: Sequence[str]) -> bool:
    return name.removeprefix("机构/") in people or name.startswith(
        ("机构/编制", "机构/在职", "政府采购/", "国有资产/", "整体绩效/", "上年/")
    )


def _told(profile: Profile, about: str, message: str, place: Place | None = None) -> Finding:
    """`place` is where the declaration has it, if it is its own."""
    hint = "在表里加一栏或一行，或在模板里印它；本来不公开的，写进“不印”"
    return NOT_PRINTED.at(place or profile.place("名称"), message, hint, about=about)


def _left_empty(profile: Profile, about: str, template: str) -> Finding:
    """What is left out (不印), so that nobody need write it, and stands in a form all the same."""
    message = f"“不印”里有“{about}”，{template}里还有它的一格：没有写的，印出来是空的"
    hint = f"把模板复制过来，删去它的那一行；要印的，从“不印”里删去 {about}"
    return ALWAYS_EMPTY.at(profile.place("不印"), message, hint, about=about)


def _lost_texts(profile: Profile, html: str) -> Iterator[Finding]:
    """Texts of 说明 that no template prints."""
    plain = _plain(html)
    texts: list[tuple[str, ...]] = [(key,) for key in keys_of(Explanations)]
    for word, form in profile.vocabulary.texts.items():
        texts += [(word, heading) for heading in form] if isinstance(form, list) else [(word,)]
    if (classes := profile.vocabulary.unit_classes) and classes[0] not in plain:
        place = profile.vocabulary.place("单位类别")
        yield _told(profile, "类别", "没有一个模板印部门和单位的“类别”", place)
    columns = {name: kind.columns for name, kind in KINDS.items() if kind.columns and profile.prints(name)}
    for name, topic in columns.items():
        for word in profile.vocabulary.words(topic):
            if not profile.asked(name, word) and marked(topic, word).rstrip("。") not in plain:
                place = profile.vocabulary.place(topic)
                yield _told(profile, f"{name}/{word}", f"没有一张表印“{topic}”里的“{word}”", place)
    for path in texts:
        if profile.prints(f"说明/{path[0]}") and marked(*path).rstrip("。") not in plain:
            place = profile.vocabulary.place("文字", path[0], of_key=True)
            message = f"没有一个模板印“说明”里的“{'/'.join(path)}”"
            yield _told(profile, "/".join(("说明", *path)), message, place)


def _lost_of_tables(disclosure: Disclosure, html: str) -> Iterator[Finding]:
    """What a 绩效目标表 has and no template prints."""
    profile, plain = disclosure.profile, _plain(html)
    if not profile.prints("绩效目标"):
        return
    if INDICATOR not in plain:
        yield _told(profile, "绩效目标", "“章节”里没有“绩效目标表”，也没有一个模板印指标")
        return
    said = {key: marked("绩效目标", key).rstrip("。") for key in (*texts_of_tables(), "权重")}
    for key, text in {**said, "填报日期": FILED_PRINTED}.items():
        if profile.prints(f"绩效目标/{key}") and text not in plain:
            yield _told(profile, f"绩效目标/{key}", f"绩效目标表的模板不印“{key}”")
        elif not profile.prints(f"绩效目标/{key}") and text in plain:
            yield _left_empty(profile, f"绩效目标/{key}", "绩效目标表的模板")
    reached, book = _below(disclosure, html), disclosure.book
    for key in ("实施期资金", "年度资金"):
        own = [f.id for f in book if f.id.startswith("绩效目标/") and f"/{key}/" in f.id]
        if profile.prints(f"绩效目标/{key}") and not reached.intersection(own):
            yield _told(profile, f"绩效目标/{key}", f"绩效目标表的模板不印“{key}”")


def _lost_of_whole(profile: Profile, html: str) -> Iterator[Finding]:
    """What 整体绩效 says beside numbers, and no template prints."""
    plain = _plain(html)
    for key in TEXTS_OF_WHOLE:
        if profile.prints(f"{WHOLE}/{key}") and marked(WHOLE, key).rstrip("。") not in plain:
            yield _told(profile, f"{WHOLE}/{key}", f"没有一节印“{WHOLE}”里的“{key}”")
        elif not profile.prints(f"{WHOLE}/{key}") and marked(WHOLE, key).rstrip("。") in plain:
            yield _left_empty(profile, f"{WHOLE}/{key}", "模板")


def _old_sheet(profile: Profile) -> Iterator[Finding]:
    """A style sheet of its own that knows nothing of what tables are set with now."""
    if names := missing(profile):
        message = (
            f"style.css 没有写 {'、'.join(names)}：这是按以前的程序写的，表的字号和行高会与算好的列宽不合"
        )
        hint = "从 shanxi-2024 的 style.css 抄来“:root”里缺的尺寸，和用到它们的各条（搜 var(）"
        yield OLD_SHEET.at(profile.place("名称"), message, hint, about="style.css")


def _empty(spec: TableSpec, table: Table) -> Iterator[Finding]:
    """Columns in which no row has an amount; fixed rows in which no column has."""
    columns = [column for block in spec.blocks for column in block.columns]
    hint = "核对“取”和“记录”：这些条件合在一起，没有一笔钱符合"
    for index, column in enumerate(columns):
        figures = [row.cells[index].figure for row in table.rows]
        if not column.shows and not any(figure and figure.value for figure in figures):
            message = f"{spec.number}的“{column.title or column.key}”一栏总是空的"
            yield ALWAYS_EMPTY.at(column.place("键"), message, hint, about=f"{spec.number}/{column.key}")
    for number, block in enumerate(spec.blocks):
        start = sum(len(before.columns) for before in spec.blocks[:number])
        known = {
            row.keys[number]: [cell.figure for cell in row.cells[start : start + len(block.columns)]]
            for row in table.rows
        }
        for row in (*block.rows, *block.foot):
            own = known.get(row.key or row.name, [])
            if any(own) and not any(figure and figure.value for figure in own):
                message = f"{spec.number}的“{row.name or row.key}”一行总是空的"
                about = f"{spec.number}/{row.key or row.name}"
                yield ALWAYS_EMPTY.at(block.place_of(row), message, hint, about=about)


def _balance(spec: TableSpec, disclosure: Disclosure) -> Iterator[Finding]:
    """The last rows of 收入 and 支出 side by side, however often, are worth the same."""
    ends = ends_of(spec, disclosure.book)
    if not ends:
        return
    (left, income), *others = ends
    for right, spent in others:
        if income.value != spent.value:
            wrong = right if others[0][1].value == income.value else left
            ends_told = f"“{left.name}”是 {income.value:,f}，“{right.name}”是 {spent.value:,f}"
            message = f"{spec.number}：收支相等的预算，{ends_told}"
            hint = "核对“和”里有没有漏了一行（例如某种资金、上年结转、年终结转）"
            yield OUT_OF_BALANCE.at(wrong.place("和") or wrong.place("名"), message, hint, about=spec.number)
            return
