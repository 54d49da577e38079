"""T: inputs that are given independently must agree.

Amounts are exact as written. Where the budget was typed from a printed document (金额精度 0.01万元)
every amount stands for an interval of ±0.005 万元; control totals are compared at the decimals they are
written with. Two sums agree when their intervals meet, so the slack grows with the number of addends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.figures import Disclosure, Figure
from generator.figures.records import CARRY_OVER, THIS_YEAR, Filter, select
from generator.findings import Finding, Kind
from generator.model import SOURCES, Number, Source
from generator.source import Place

CONTROL_TOTAL = Kind("T01", "收入与支出不等")
PROJECTS = Kind("T02", "项目合计与项目支出不等")
BASIC = Kind("T03", "经济科目合计与基本支出不等")
FUND = Kind("T04", "政府性基金收入与支出不等")
CAPITAL = Kind("T05", "国有资本经营收入与支出不等")
ITEMS = Kind("T06", "“三公”经费小于经济科目")
PERFORMANCE = Kind("T07", "绩效目标的年度资金与项目金额不等")

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a tie-out: what it is called, its figures, and half the width of its interval, in 万元."""

    name: str
    figures: tuple[Figure, ...]
    slack: Decimal = Decimal(0)

    @property
    def value(self) -> Decimal:
        """The exact sum."""
        return sum((figure.value for figure in self.figures), Decimal(0))

    @property
    def place(self) -> Place | None:
        """Where its first figure stands."""
        places = [figure.origin for figure in self.figures if isinstance(figure.origin, Place)]
        return places[0] if places else None


class Ties:
    """Sides over the records of one disclosure, and their comparison."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        printed = disclosure.budget.precision == "0.01万元"
        self.half = Decimal("0.005") if printed else Decimal(0)

    def side(self, name: str, kind: str, wanted: Filter) -> Side:
        """The sum of the records of `kind` that match `wanted`."""
        figures = tuple(record.figure for record in select(self.disclosure.records, kind, wanted))
        return Side(name, figures, self.half * len(figures))

    def control(self, name: str, kind: str, wanted: Filter, numbers: Iterable[Number | None]) -> Side:
        """A control total, exact to the decimals that `numbers` are written with."""
        plain = self.side(name, kind, wanted)
        scale = Decimal(10000) if self.disclosure.budget.unit == "元" else Decimal(1)
        slack = sum((_HALF.scaleb(-number.decimals) / scale for number in numbers if number), Decimal(0))
        return Side(name, plain.figures, max(slack, plain.slack))

    def compare(self, kind: Kind, left: Side, right: Side, hint: str) -> Iterator[Finding]:
        """A finding when the two sides cannot be equal."""
        difference = left.value - right.value
        if abs(difference) > left.slack + right.slack:
            told = f"{left.name} {left.value:,f} 万元，{right.name} {right.value:,f} 万元"
            message = f"{told}，相差 {abs(difference):,f} 万元"
            figures = tuple(figure.id for figure in (*left.figures, *right.figures))
            yield kind.at(left.place or right.place or self.disclosure.budget.place(), message, hint, figures)


def control_totals(disclosure: Disclosure) -> Iterator[Finding]:
    """收入.source = Σ 支出.source of this year + 年终结转.source, for every source (so also in total)."""
    ties = Ties(disclosure)
    written = dict(disclosure.budget.income.amounts())
    for source in SOURCES:
        income = ties.control(f"{source}收入", "收入", {"资金": source}, [written.get(source)])
        spent = ties.side(f"{source}支出（本年）", "支出", {"资金": source, "期": THIS_YEAR})
        left = ties.side("", "年终结转", {"资金": source})
        both = Side(spent.name, spent.figures + left.figures, spent.slack + left.slack)
        yield from ties.compare(CONTROL_TOTAL, income, both, "核对批复的收入数和各科目的支出数")


def projects(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 项目 of a source and period = Σ 支出 of 性质 项目支出 of that source and period."""
    ties = Ties(disclosure)
    for period in (THIS_YEAR, CARRY_OVER):
        for source in SOURCES:
            same = {"资金": str(source), "期": period}
            by_project = ties.side(f"项目的{source}（{period}）合计", "项目", same)
            by_subject = ties.side("按科目填的项目支出合计", "支出", {**same, "性质": "项目支出"})
            hint = "核对有没有漏列的项目，或金额打错的项目"
            yield from ties.compare(PROJECTS, by_project, by_subject, hint)


def basic(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 基本支出 by 经济科目 = Σ 支出 of 性质 基本支出 of 一般公共预算, this year."""
    ties = Ties(disclosure)
    wanted = {"资金": str(Source.GENERAL), "性质": "基本支出", "期": THIS_YEAR}
    economic = ties.side("按经济科目的基本支出合计", "基本支出", {})
    functional = ties.side("按功能科目的一般公共预算基本支出合计", "支出", wanted)
    yield from ties.compare(BASIC, economic, functional, "核对“基本支出”各款和“支出”里的基本支出")


def revenue(disclosure: Disclosure) -> Iterator[Finding]:
    """政府性基金收入 = F of this year; 国有资本经营收入 = K of this year."""
    ties = Ties(disclosure)
    for kind, records, source in (
        (FUND, "政府性基金收入", Source.FUND),
        (CAPITAL, "国有资本经营收入", Source.CAPITAL),
    ):
        income = ties.side(f"{records}合计", records, {})
        spent = ties.side(f"{source}支出（本年）合计", "支出", {"资金": source, "期": THIS_YEAR})
        yield from ties.compare(kind, income, spent, f"核对“{records}”各目和“支出”里的{source}")


def items(disclosure: Disclosure) -> Iterator[Finding]:
    """三公: what 基本支出 has for an item is at most the item: part ≤ whole, never equality."""
    ties = Ties(disclosure)
    pairs = (
        ("30212", "因公出国（境）费"),
        ("30217", "公务接待费"),
        ("30231", "公务用车运行维护费"),
        ("31013", "公务用车购置费"),
    )
    for code, name in pairs:
        part = ties.side(f"经济科目 {code} 的基本支出", "基本支出", {"科目": code})
        whole = ties.side(f"“三公”经费里的{name}", "三公经费", {"事项": name, "资金": str(Source.GENERAL)})
        if part.value - whole.value > part.slack + whole.slack:
            yield from ties.compare(
                ITEMS, part, whole, "“三公”经费包括基本支出和项目支出安排的部分，不会小于其中之一"
            )


def performance(disclosure: Disclosure) -> Iterator[Finding]:
    """绩效目标 年度资金 (元) = the project's amount of this year × 10000."""
    ties = Ties(disclosure)
    for table in disclosure.budget.performance:
        amount = ties.side("项目本年金额", "项目", {"项目": table.project, "期": THIS_YEAR})
        if not amount.figures:
            continue
        annual = disclosure.book[f"绩效目标/{table.project}/年度资金/总额/折合万元"]
        place = table.place("年度资金")
        for finding in ties.compare(
            PERFORMANCE,
            Side("绩效目标的年度资金", (annual,)),
            amount,
            "年度资金以元为单位，等于项目金额乘以 10000",
        ):
            yield PERFORMANCE.at(
                place, f"“{table.project}”：{finding.message}", finding.hint, finding.figures
            )


RULES = (control_totals, projects, basic, revenue, items, performance)
