"""政府性基金收入 and 国有资本经营收入 against what they pay for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model import Source
from generator.model.lines import THIS_YEAR
from generator.rules.needs import needs
from generator.rules.structure import unknown_subjects
from generator.rules.ties.sums import Ties
from generator.rules.ties.totals import of_sources

FUND = Kind("T04", "政府性基金收入与支出不等")
CAPITAL = Kind("T05", "国有资本经营收入与支出不等")
FUND_PAIRS = Kind("T11", "一种基金的收入与支出不等", Level.WARNING)


@needs("政府性基金收入")
def fund_revenue(disclosure: Disclosure) -> Iterator[Finding]:
    """政府性基金收入 = F of this year."""
    yield from _revenue(disclosure, FUND, "政府性基金收入", Source.FUND)


@needs("国有资本经营收入")
def capital_revenue(disclosure: Disclosure) -> Iterator[Finding]:
    """国有资本经营收入 = K of this year."""
    yield from _revenue(disclosure, CAPITAL, "国有资本经营收入", Source.CAPITAL)


def _revenue(disclosure: Disclosure, kind: Kind, records: str, source: Source) -> Iterator[Finding]:
    ties = Ties(disclosure)
    income = ties.side(f"{records}合计", records, {})
    spent = ties.side(f"{source}支出（本年）合计", "支出", {"资金": source, "期": THIS_YEAR})
    [(given, used)] = [pair for name, *pair in of_sources(disclosure, ties) if name == source]
    if given.value == income.value and not ties.agree(given, used):
        return  # both say the same, and T01 tells that it is not what is spent
    yield from ties.compare(kind, income, spent, f"核对“{records}”各目和“支出”里的{source}", str(source))


@needs("政府性基金收入")
def fund_pairs(disclosure: Disclosure) -> Iterator[Finding]:
    """A fund's 收入科目 = F of this year of the 款 that it pays for, as the code tables link them."""
    ties = Ties(disclosure)
    by_section: dict[str, list[str]] = {}
    for code, section in disclosure.names.classification.fund_links.items():
        by_section.setdefault(section, []).append(code)
    if any(unknown_subjects(disclosure)):  # S20: it may be one of these
        return
    of_fund = {"资金": str(Source.FUND), "期": THIS_YEAR}
    if not ties.agree(ties.side("", "政府性基金收入", {}), ties.side("", "支出", of_fund)):
        return  # of which T04 speaks
    lines = [record for record in disclosure.records if record.kind in ("支出", "政府性基金收入")]
    if any(record.figure.origin is None for record in lines):
        return  # it is told once that there are none
    spent = ties.grouped("支出", "科目", of_fund)
    for section, codes in by_section.items():
        name = disclosure.names.functional(section)
        income = ties.side(f"收入科目 {'、'.join(codes)}", "政府性基金收入", {"科目": codes})
        below = [f for code, figures in spent.items() if code.startswith(section) for f in figures]
        right = ties.of(f"功能科目 {section}（{name}）的本年支出", below, "支出")
        hint = "专款专用：这种基金的收入一般只用于对应的款；有调剂的，在“接受”里说明"
        yield from ties.compare(FUND_PAIRS, income, right, hint, section)


RULES = (fund_revenue, capital_revenue, fund_pairs)
