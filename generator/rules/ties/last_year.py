"""上年: the figures given against last year's folder, and against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.figures import Disclosure, Figure
from generator.figures.facts import written_last_year
from generator.figures.figure import Formula, Unit
from generator.figures.records import SPENT, select
from generator.findings import Finding, Kind, Level
from generator.rules.ties.sums import Ties, TieSide

OTHER_FOLDER = Kind("T22", "上年数与上年预算不一致")
AMONG_THEMSELVES = Kind("T23", "上年数之间不相称", Level.WARNING)
NO_SUCH_FIGURE = Kind("S97", "样式的上年数取自没有的数")

_WHOLE_OF = {"一般公共预算支出": "支出总计", "三公经费/合计": "支出总计", "机关运行经费": "一般公共预算支出"}


def against_folder(disclosure: Disclosure) -> Iterator[Finding]:
    """上年 as written = the same figure of last year's folder, at the decimals it is written with.

    The change and its percentage are computed from the folder's figure, so only the figure itself is given.
    """
    ties = Ties(disclosure)
    written = {name: number for name, number in written_last_year(disclosure.budget).items() if number}
    from_folder = any(_of_folder(figure) for figure in disclosure.book if figure.id.startswith("上年/"))
    if not from_folder:
        given = "“上年”所写的数无从核对" if written else "也没有写“上年”"
        yield OTHER_FOLDER.unchecked(f"没有上年的预算文件夹，{given}")
        return
    hint = "有上年的预算文件夹时不必写“上年”；删去它，或核对是哪一个不对"
    for name, number in written.items():
        figure = _figure(disclosure, name)
        if figure is not None and _of_folder(figure):
            leaf = Figure(f"上年/{name}（所写）", number.value / ties.scale, figure.unit, number.place)
            left = TieSide(f"“上年”所写的{name}", (leaf,), ties.written_slack([number]))
            for finding in ties.compare(OTHER_FOLDER, left, TieSide("上年预算里的", (figure,)), hint, name):
                yield replace(finding, figures=(figure.id,))


def lines_against_folder(disclosure: Disclosure) -> Iterator[Finding]:
    """上年支出 as written = 支出 of last year's folder, by 科目 and 性质: what is printed is the folder's."""
    budget, ties = disclosure.budget, Ties(disclosure)
    if disclosure.before is None or not budget.last_expenditure:
        return
    written: dict[tuple[str, str], list[Figure]] = {}
    for line in budget.last_expenditure:
        for end, amount, _ in line.money():
            name = f"上年支出/{line.subject}/{line.nature}/{end}（所写）"
            figure = Figure(name, amount.value / ties.scale, Unit.MONEY, amount.place)
            written.setdefault((line.subject, line.nature), []).append(figure)
    there: dict[tuple[str, str], list[Figure]] = {}
    for record in select(disclosure.before.records, SPENT, {}):
        if record.figure.unwritten:
            continue
        of = record.properties["科目"], record.properties["性质"]
        there.setdefault(of, []).append(record.figure)
    hint = "有上年的预算文件夹时不必写“上年支出”；删去它，或核对是哪一个不对"
    for of in dict.fromkeys((*written, *there)):
        left = ties.of(f"“上年支出”里科目 {of[0]} 的{of[1]}", written.get(of, ()))
        right = ties.of("上年预算里的", there.get(of, ()))
        for finding in ties.compare(OTHER_FOLDER, left, right, hint, "/".join(("上年支出", *of))):
            place = left.place or budget.place("上年支出")
            yield replace(finding, place=place, figures=())


def of_the_profile(disclosure: Disclosure) -> Iterator[Finding]:
    """What last year's profile says that 上年 is taken from is a figure, or a cell that it declares."""
    before = disclosure.before
    if before is None:
        return
    told = before.profile
    for name in (name for name in disclosure.profile.last_year if name in told.last_year):
        figure = told.last_year[name]
        known = figure in before.book or told.declares(figure)
        if disclosure.profile.prints(f"上年/{name}") and not known:
            message = f"“上年”里的“{name}”取自“{figure}”，样式“{told.name}”没有这个数"
            place = told.place("上年", name)
            yield NO_SUCH_FIGURE.at(place, message, "写成 表号/行/栏", about=f"上年/{name}")


def among_themselves(disclosure: Disclosure) -> Iterator[Finding]:
    """上年: 收入总计 = 支出总计; a part is at most its whole."""
    ties = Ties(disclosure)
    sides = {
        name: side for name in ("收入总计", *_WHOLE_OF, "支出总计") if (side := _side(disclosure, ties, name))
    }
    income, spent = sides.get("收入总计"), sides.get("支出总计")
    if income and spent:
        hint = "收入总计和支出总计总是相等；核对上年公开的数"
        # Both print one value: what rounds to the coarser of them is enough, and their slacks do not add up.
        coarser = replace(income, slack=max(income.slack, spent.slack))
        yield from ties.compare(AMONG_THEMSELVES, coarser, replace(spent, slack=Decimal(0)), hint, "收入总计")
    for name, whole in _WHOLE_OF.items():
        if name in sides and whole in sides:
            hint = f"{name}是{whole}的一部分，不会更多；核对上年公开的数"
            yield from ties.at_most(AMONG_THEMSELVES, sides[name], sides[whole], hint, name)


def _figure(disclosure: Disclosure, name: str) -> Figure | None:
    known = f"上年/{name}"
    if known not in disclosure.book:
        return None
    return disclosure.book[known]


def _of_folder(figure: Figure) -> bool:
    """Whether a figure 上年/… was taken from last year's book; their sum 三公经费/合计 says nothing."""
    return isinstance(figure.origin, Formula) and figure.id != "上年/三公经费/合计"


def _side(disclosure: Disclosure, ties: Ties, name: str) -> TieSide | None:
    figure = _figure(disclosure, name)
    number = written_last_year(disclosure.budget).get(name)
    return TieSide(f"上年{name}", (figure,), ties.written_slack([number])) if figure else None


RULES = (against_folder, lines_against_folder, of_the_profile, among_themselves)
