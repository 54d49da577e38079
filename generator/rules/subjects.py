"""S: names of 科目 that rest on nothing, or that belong to other years."""

from __future__ import annotations

from collections.abc import Iterator

from generator.classification import subjects_by_code
from generator.figures import Disclosure, Unit
from generator.figures.records import BASIC, basic_lines
from generator.figures.rounding import ZERO, plain
from generator.figures.told import exact
from generator.findings import Finding, Kind, Level, some_of
from generator.model.kinds import codes_in
from generator.rules.structure import units_are_known, unknown_subjects
from generator.source import Place

RECALLED_SUBJECTS = Kind("S70", "科目的名称没有文件可证", Level.NOTE)
NO_GOVERNMENT_SUBJECT = Kind("S44", "不知道政府预算支出经济科目", Level.WARNING)
OTHER_NAME = Kind("S71", "科目名称与科目表不同，或是别的年度的", Level.WARNING)
WITHOUT_A_ROW = Kind("S95", "表里没有一行是这笔钱的")
LAST_YEAR_WITHOUT_A_ROW = Kind("S94", "表里没有一行是上年的这笔钱的", Level.WARNING)

_MOST = 12
"""How many codes a message lists."""
_ROW_HINT = (
    "在这一行写上表样分行用的：科目、政府经济科目（基本支出的）或“另列”里的；"
    "按单位分行的表，机构、国有资产、上年由各单位自己写"
)
_BEFORE_HINT = (
    "上年的文件夹里没有写是哪一行的，或那时的单位今年没有、换了代码：上年“三公”经费可以由各单位自己写“上年”；"
    "本来没有这一行的，看过以后写进“接受”"
)


def recalled_subjects(disclosure: Disclosure) -> Iterator[Finding]:
    """The names that a budget prints and that no document proves, one 提示 for all of them.

    What the budget names itself, or the official book has, rests on that.
    """
    classification, own = disclosure.names.classification, disclosure.budget.subject_names
    used: dict[str, Place | None] = {}
    for _, code, place in codes_in(disclosure.budget):
        for size in (3, 5, 7):
            if code[:size] in classification.recalled and code[:size] not in own:
                used.setdefault(code[:size], place)
    if not used:
        return
    codes = sorted(used)
    year = disclosure.budget.year
    hint = f"与《{year}年政府收支分类科目》核对；也可以用 gongkai codes import 读进财政部门的科目表"
    message = f"{len(codes)} 个科目的名称程序里有，但没有找到文件证明：{some_of(codes, _MOST)}"
    yield RECALLED_SUBJECTS.at(used[codes[0]], message, hint, about="科目")


def other_names(disclosure: Disclosure) -> Iterator[Finding]:
    """科目名称 gives a code another name than the official book has, or one of other years."""
    budget, classification = disclosure.budget, disclosure.names.classification
    ours = classification.revenue | classification.functional
    for code, name in budget.subject_names.items():
        known = subjects_by_code().get(code, [])
        if code in classification.official and ours.get(code, name) != name:
            message = f"“{code}”在 {budget.year} 年的科目表里叫“{ours[code]}”，这里写的是“{name}”"
            hint = f"改成“{ours[code]}”，或删去这一行"
            yield OTHER_NAME.at(budget.place("科目名称", code), message, hint, about=code)
            continue
        now = next((subject for subject in known if subject.in_force(budget.year)), None)
        other = next((s for s in known if s.name == name and not s.in_force(budget.year)), None)
        if now and other and now.name != name:
            message = f"“{code}”叫“{name}”{other.years}，{budget.year} 年叫“{now.name}”"
            hint = f"改成“{now.name}”，或删去这一行"
            yield OTHER_NAME.at(budget.place("科目名称", code), message, hint, about=code)


def no_government_subject(disclosure: Disclosure) -> Iterator[Finding]:
    """Beside every 款 stands what it is for the government's budget, by the 性质 of its unit."""
    names = disclosure.names
    if not units_are_known(disclosure):
        return
    records = (record for record in disclosure.records if record.kind == BASIC)
    for (line, _), record in zip(basic_lines(disclosure.budget), records, strict=False):
        unit = line.unit or disclosure.budget.first_unit
        given = line.government_subject or names.government_of(line.subject, unit)
        if names.government(given) or not names.economic(line.subject):
            continue
        message = (
            f"“{line.subject} {names.economic(line.subject)}”对应的政府预算支出经济科目不知道，表里会空着"
        )
        hint = "核对经济科目是否适用于这类单位；适用的，在这一行写上“政府经济科目: …”"
        figures = (record.figure.id,)
        yield NO_GOVERNMENT_SUBJECT.at(line.place("经济科目"), message, hint, figures, line.subject)


def without_a_row(disclosure: Disclosure) -> Iterator[Finding]:
    """Rows by 科目 have all that the total of their table has: every record has what its row is made of.

    As far as 科目 and units are known; one that is not is told by itself, and may be all the reason. Nobody
    writes last year's budget again: what it has and no row of this year is for is told once for each table.
    """
    if any(unknown_subjects(disclosure)) or not units_are_known(disclosure):
        return
    budget = disclosure.budget
    for table in disclosure.tables.values():
        origins = {figure.origin: figure for figure in table.unplaced}
        for origin, figure in origins.items():
            if not isinstance(origin, Place):
                continue
            money = figure.unit is Unit.MONEY
            amount = exact(figure.value, budget.unit) if money else f"{plain(figure.value)} {figure.unit}"
            message = f"{table.number}没有一行是这 {amount}的，它只在合计里"
            yield WITHOUT_A_ROW.at(origin, message, _ROW_HINT, (figure.id,), figure.id)
        if before := [figure for figure in table.unplaced if not isinstance(figure.origin, Place)]:
            amount = exact(sum((figure.value for figure in before), ZERO), budget.unit)
            message = f"{table.number}没有一行是上年的这 {amount}的，它只在合计里"
            ids, place = tuple(figure.id for figure in before), budget.place("上年") or budget.place()
            yield LAST_YEAR_WITHOUT_A_ROW.at(place, message, _BEFORE_HINT, ids, table.number)


RULES = (recalled_subjects, other_names, no_government_subject, without_a_row)
