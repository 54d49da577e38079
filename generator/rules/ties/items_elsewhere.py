"""T48, T49: “三公”经费 against what is said of it elsewhere: the vehicles, the names of projects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level, some_of
from generator.model import Source
from generator.rules.needs import needs
from generator.rules.ties.sums import Ties, TieSide

VEHICLE_COSTS = Kind("T48", "车辆与公务用车费用不相称", Level.WARNING)
PROJECT_ITEMS = Kind("T49", "项目名称里有“三公”经费，表里是零", Level.WARNING)

_RUNNING = "公务用车运行维护费"
_PURCHASE = "公务用车购置费"
_APPROPRIATED = [str(Source.GENERAL), str(Source.FUND), str(Source.CAPITAL)]
_NAMED = (
    ("因公出国（境）费", re.compile(r"因公出国|出国(?:（境）)?(?:经费|考察|培训|费)")),
    ("公务接待费", re.compile(r"公务接待|(?<!信访)(?<!来访)接待费")),
    (_PURCHASE, re.compile(r"公务用车(?:购置|更新)|购置公务用车|公车购置|执法车辆?购置")),
    (_RUNNING, re.compile(r"(?:公务用车|公车)(?:运行|维护|维修)")),
)


@needs("三公经费", "国有资产/车辆")
def vehicle_costs(disclosure: Disclosure) -> Iterator[Finding]:
    """运行维护费 goes with vehicles, as far as both are written; money that is no 财政拨款 may pay for it."""
    having = disclosure.budget.all_assets()
    owned = disclosure.book["国有资产/车辆/实有"]
    ties = Ties(disclosure)
    cost = _item(ties, _RUNNING)
    if owned.unwritten or not cost.figures or any(figure.unwritten for figure in cost.figures):
        return
    bought = _item(ties, _PURCHASE)
    if bool(owned.value) == bool(cost.value) or (cost.value and bought.value):  # one that is bought will run
        return
    others = [source for source in disclosure.profile.vocabulary.sources if source not in _APPROPRIATED]
    if not cost.value and ties.side("", "支出", {"资金": others, "性质": "基本支出"}).value:
        return
    message = f"{_RUNNING} {ties.exact(cost.value)}，实有车辆 {owned.printed} 辆"
    hint = "有车辆才有运行维护费，有运行维护费就有车辆；核对两处，费用由别处负担的，在“接受”里说明"
    ids = (owned.id, *(figure.id for figure in cost.figures))
    yield VEHICLE_COSTS.at(having[0].place("车辆"), message, hint, ids, _RUNNING)


@needs("三公经费")
def purchase_costs(disclosure: Disclosure) -> Iterator[Finding]:
    """公务用车购置费 goes with a quota of vehicles and is part of 政府采购, as far as these are written."""
    book, ties = disclosure.book, Ties(disclosure)
    cost = _item(ties, _PURCHASE)
    place = cost.place
    if not cost.value:
        return
    quota, goods = book["国有资产/车辆/编制"], book["政府采购/货物"]
    given = any(assets.vehicles.quota is not None for assets in disclosure.budget.all_assets())
    owned = book["国有资产/车辆/实有"].value  # more vehicles than the quota are told by T19
    if given and not quota.unwritten and not quota.value and not owned:
        message = f"{ties.told(cost)}，而车辆编制是 0"
        hint = "没有编制不能购置公务用车；核对两处"
        yield VEHICLE_COSTS.at(place, message, hint, (quota.id,), _PURCHASE)
    if not goods.unwritten and goods.value + ties.half < cost.value:
        message = f"{ties.told(cost)}，而政府采购货物预算只有 {ties.exact(goods.value)}"
        hint = "购置公务用车要编政府采购预算；核对两处，确不在采购预算里的，在“接受”里说明"
        yield VEHICLE_COSTS.at(place, message, hint, (goods.id,), f"{_PURCHASE}/政府采购")


@needs("三公经费", "项目")
def project_items(disclosure: Disclosure) -> Iterator[Finding]:
    """A project of 财政拨款 that is called after an item of 三公经费 has its money in that item."""
    ties, budget = Ties(disclosure), disclosure.budget
    amounts = ties.grouped("项目", "项目", {"资金": _APPROPRIATED})
    paid = {label for label, own in amounts.items() if any(figure.value for figure in own)}
    projects = [project for project in budget.projects if budget.label_of(project) in paid]
    for item, words in _NAMED:
        named = [project for project in projects if words.search(project.name)]
        own = _item(ties, item)
        if named and not own.value and not any(figure.unwritten for figure in own.figures):
            names = some_of([f"“{project.name}”" for project in named], 3)
            message = f"{names}用财政拨款安排，而“三公”经费里的{item}是零"
            hint = "项目支出安排的也计入“三公”经费；核对，确实不是的，在“接受”里说明"
            yield PROJECT_ITEMS.at(named[0].place("名称"), message, hint, (), item)


def _item(ties: Ties, item: str) -> TieSide:
    return ties.side(item, "三公经费", {"事项": item})


RULES = (vehicle_costs, purchase_costs, project_items)
