"""T52, T53: 人员经费 and 公用经费 by 科目, where a table parts the 支出 so."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind
from generator.model import Source
from generator.model.lines import THIS_YEAR
from generator.rules.needs import needs
from generator.rules.ties.sums import Ties

NO_GROUP = Kind("T52", "基本支出没有分人员经费和公用经费")
GROUPS = Kind("T53", "按科目的人员、公用经费与经济科目不等")

_GROUPS = ("人员经费", "公用经费")
_BASIC = "基本支出"


def no_group(disclosure: Disclosure) -> Iterator[Finding]:
    """Where a table has columns for 组别, every line of 基本支出 says which it is, or it is in none."""
    tables = list(dict.fromkeys(disclosure.profile.parting("支出", "组别")))
    for line in disclosure.budget.expenditure if tables else ():
        if line.nature == _BASIC and line.group is None:
            message = f"科目 {line.subject} 的基本支出没有写“组别”，{'、'.join(tables)}的分栏里没有它"
            hint = "写上“组别: 人员经费”或“组别: 公用经费”；两种都有的，分成两行"
            yield NO_GROUP.at(line.place("性质"), message, hint, about=line.subject)


@needs("基本支出")
def groups(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 支出 of a 组别 = Σ 基本支出 of it, of 一般公共预算 of this year, when all lines say their 组别."""
    lines = [line for line in disclosure.budget.expenditure if line.nature == _BASIC]
    if not lines or not all(line.group for line in lines):
        return
    ties = Ties(disclosure)
    wanted = {"性质": _BASIC, "资金": str(Source.GENERAL), "期": THIS_YEAR}
    for group in _GROUPS:
        by_subject = ties.side(f"“支出”里的{group}", "支出", {**wanted, "组别": group})
        economic = ties.side(f"“基本支出”各款里的{group}", _BASIC, {"组别": group})
        yield from ties.compare(GROUPS, by_subject, economic, "核对两处的组别和金额", group)


RULES = (no_group, groups)
