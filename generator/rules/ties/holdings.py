"""Counts and amounts that bound each other: 政府采购, 车辆, 人员, 办公用房, 整体绩效."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.figures import Disclosure, Figure
from generator.findings import Finding, Kind, Level
from generator.model.facts import Facts
from generator.rules.needs import needs
from generator.rules.ties.sums import Ties, TieSide

PROCUREMENT = Kind("T18", "政府采购大于支出", Level.WARNING)
VEHICLES = Kind("T19", "车辆实有数大于编制数", Level.WARNING)
STAFF = Kind("T20", "在职人数大于编制人数", Level.WARNING)
AREA = Kind("T61", "办公用房面积与人数不相称", Level.WARNING)
UNIT_PERFORMANCE = Kind("T21", "整体绩效的单位数与金额不相称", Level.WARNING)

_EACH, _MOST_ALONE = (1, 1000), 200_000
"""Square metres of offices for each of the staff, least and most; the most of a staff that is not told."""


@needs("政府采购")
def procurement(disclosure: Disclosure) -> Iterator[Finding]:
    """货物 + 工程 + 服务 ≤ 支出总计, of which the purchases are a part."""
    facts = Facts(disclosure.budget)
    parts = [number for name, number in facts.own.items() if name.startswith("政府采购/")]
    parts += [
        number
        for name, units in facts.of_units.items()
        for number in units.values()
        if name.startswith("政府采购/") and name not in facts.own
    ]
    total = disclosure.book["政府采购/合计"]
    if total.unwritten or not parts:
        yield PROCUREMENT.unchecked("没有填“政府采购”")
        return
    ties = Ties(disclosure)
    bought = TieSide("政府采购合计", (total,), ties.half * len(parts))
    spent = ties.side("支出总计", "支出", {})
    hint = "采购的钱在支出预算里，不会更多；核对采购的金额和单位"
    for finding in ties.at_most(PROCUREMENT, bought, spent, hint, total.id):
        yield replace(finding, place=parts[0].place)


@needs("国有资产/车辆/编制")
def vehicles(disclosure: Disclosure) -> Iterator[Finding]:
    """车辆: Σ kinds ≤ 编制."""
    having = [assets for assets in disclosure.budget.all_assets() if assets.vehicles.quota is not None]
    owned, quota = disclosure.book["国有资产/车辆/实有"], disclosure.book["国有资产/车辆/编制"]
    if not owned.unwritten and not owned.value:
        return
    if not having or owned.unwritten or quota.unwritten:
        yield VEHICLES.unchecked("没有填全“国有资产”里的车辆编制和各类车辆数")
        return
    if owned.value > quota.value:
        message = f"各类车辆合计 {owned.printed} 辆，编制 {quota.printed} 辆，超编 {_over(owned, quota)} 辆"
        hint = "核对各类车辆数和编制数；确实超编的，在“接受”里说明"
        yield VEHICLES.at(having[0].place("车辆"), message, hint, (owned.id, quota.id), owned.id)


@needs("机构/编制人数", "机构/在职人数")
def staff(disclosure: Disclosure) -> Iterator[Finding]:
    """在职人数 ≤ 编制人数."""
    organisation = disclosure.budget.department.organisation
    employed, posts = disclosure.book["机构/在职人数"], disclosure.book["机构/编制人数"]
    if employed.unwritten or posts.unwritten:
        yield STAFF.unchecked("“机构”里没有同时填编制人数和在职人数")
        return
    if employed.value > posts.value:
        message = f"在职 {employed.printed} 人，编制 {posts.printed} 人，超编 {_over(employed, posts)} 人"
        hint = "核对两个人数；确实超编的，在“接受”里说明"
        yield STAFF.at(organisation.place("在职人数"), message, hint, (employed.id, posts.id), employed.id)


@needs("国有资产/办公用房面积")
def offices(disclosure: Disclosure) -> Iterator[Finding]:
    """办公用房面积, where there is any, is some square metres for each of the staff (在职 or 编制人数)."""
    book, budget = disclosure.book, disclosure.budget
    area = book["国有资产/办公用房面积"]
    if area.unwritten or not area.value:
        return
    counts = [book["机构/在职人数"], book["机构/编制人数"]]
    written = [one for one in counts if not one.unwritten and one.value]
    people = min(written, key=lambda one: one.value, default=None)  # of too many staff T20 speaks
    least, most = (bound * people.value for bound in _EACH) if people else (0, _MOST_ALONE)
    if least <= area.value <= most:
        return
    staff = f"，{people.id.rpartition('/')[2]} {people.printed} 人" if people else ""
    message = f"办公用房面积 {area.value:,f} 平方米{staff}，{'小' if area.value < least else '大'}得不像"
    places = (one.place("办公用房面积") for one in budget.all_assets() if one.gives("办公用房面积"))
    hint = "核对面积是不是多打、少打了一位，单位是不是平方米；确实这样的，在“接受”里说明"
    yield AREA.at(next(places, None), message, hint, (area.id,), area.id)


def _over(number: Figure, bound: Figure) -> str:
    return f"{number.value - bound.value:,f}"


@needs("整体绩效")
def unit_performance(disclosure: Disclosure) -> Iterator[Finding]:
    """整体绩效: no more units than there are, no more money than is spent; units and money go together."""
    book, budget = disclosure.book, disclosure.budget
    units, amount, number = book["整体绩效/单位数"], book["整体绩效/金额"], book["单位/个数"]
    if units.unwritten or amount.unwritten:
        return
    place, ties = budget.place("整体绩效"), Ties(disclosure)
    told = f"整体绩效 {units.printed} 个单位、{ties.exact(amount.value)}"
    if bool(units.value) != bool(amount.value):
        hint = "有单位就有金额，没有单位就没有金额"
        yield UNIT_PERFORMANCE.at(
            place, f"{told}，一个是 0 另一个不是", hint, (units.id, amount.id), units.id
        )
    elif units.value > number.value:
        message = f"{told}，预算单位只有 {number.printed} 个"
        yield UNIT_PERFORMANCE.at(place, message, "核对单位数", (units.id, number.id), units.id)
    part, whole = TieSide("整体绩效的金额", (amount,), ties.half), ties.side("支出总计", "支出", {})
    yield from ties.at_most(UNIT_PERFORMANCE, part, whole, "核对整体绩效的金额", amount.id)


RULES = (procurement, vehicles, staff, offices, unit_performance)
