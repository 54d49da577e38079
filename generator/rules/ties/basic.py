"""基本支出 by 经济科目 against the 支出 of 性质 基本支出."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.figures.records import basic_lines
from generator.findings import Finding, Kind, Level
from generator.model import Source
from generator.model.lines import THIS_YEAR
from generator.rules.needs import needs
from generator.rules.structure import unknown_subjects
from generator.rules.ties.sums import Ties

BASIC = Kind("T03", "经济科目合计与基本支出不等")
NEITHER_GROUP = Kind("T09", "基本支出里有不属于人员、公用的科目", Level.WARNING)
PAIRS = Kind("T10", "社保、公积金、离退休的两种口径不等", Level.WARNING)

_PAIRS = (
    ("基本养老保险缴费", ["30108"], ["2080505"]),
    ("职业年金缴费", ["30109"], ["2080506"]),
    ("住房公积金", ["30113"], ["2210201"]),
    ("离退休费", ["30301", "30302"], ["2080501", "2080502", "2080504"]),
)
"""What it is, its 经济科目 and its 功能科目."""

_FUNCTIONAL = {"资金": str(Source.GENERAL), "性质": "基本支出", "期": THIS_YEAR}


@needs("基本支出")
def basic(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 基本支出 by 经济科目 = Σ 支出 of 性质 基本支出 of 一般公共预算, this year."""
    ties = Ties(disclosure)
    economic = ties.side("按经济科目的基本支出合计", "基本支出", {})
    functional = ties.side("按功能科目的一般公共预算基本支出合计", "支出", _FUNCTIONAL)
    hint = "核对“基本支出”各款和“支出”里的基本支出"
    yield from ties.compare(BASIC, economic, functional, hint, "基本支出")


def neither_group(disclosure: Disclosure) -> Iterator[Finding]:
    """301 and 303 are 人员经费, 302 and 310 are 公用经费; any other 类 belongs to 项目支出."""
    classification = disclosure.names.classification
    tables = list(disclosure.profile.parting("基本支出", "组别"))
    if not tables:
        return
    for (line, amount), figure in zip(basic_lines(disclosure.budget), _basic_ids(disclosure), strict=True):
        code, group = line.subject, line.subject[:3]
        if group not in classification.economic or classification.economic_group(code):
            continue
        name = disclosure.names.economic(code) or disclosure.names.economic(group)
        message = (
            f"经济科目 {code}（{name}）{amount.value:,f} {disclosure.budget.unit}，"
            f"既不是人员经费也不是公用经费，{'、'.join(tables)}只印在合计里"
        )
        hint = "基本支出只用 301、302、303、310 类；其余的一般是项目支出"
        yield NEITHER_GROUP.at(line.place("经济科目"), message, hint, (figure,), code)


def _basic_ids(disclosure: Disclosure) -> Iterator[str]:
    return (r.figure.id for r in disclosure.records if r.kind == "基本支出" and r.figure.origin)


@needs("基本支出")
def pairs(disclosure: Disclosure) -> Iterator[Finding]:
    """养老, 年金, 公积金, 离退休: the 经济科目 and the 功能科目 of the same money agree (基本支出)."""
    if any(unknown_subjects(disclosure)):  # S20: it may be one of these
        return
    ties = Ties(disclosure)
    for name, economic, functional in _PAIRS:
        left = ties.side(f"{name}：经济科目 {'、'.join(economic)}", "基本支出", {"科目": economic})
        right = ties.side(
            f"功能科目 {'、'.join(functional)} 的基本支出", "支出", {**_FUNCTIONAL, "科目": functional}
        )
        yield from ties.compare(PAIRS, left, right, "同一笔钱的两种分类，一般相等；核对两处的金额", name)


RULES = (basic, neither_group, pairs)
