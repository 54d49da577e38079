"""What an amount in a column is of: which sources (资金), natures (基本/项目) and periods (本年/上年结转)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.model import SOURCES, Source
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.model.vocabulary import NATURES

PERIODS = (THIS_YEAR, CARRY_OVER)
GROUPS = re.compile("(人员|公用)(经费|支出|类)")
"""What 基本支出 is split into."""
SORTS = re.compile("(特定目标|其他运转)类")
"""What 项目支出 is split into."""
VERSIONS = re.compile("申报|申请|批复|核定|下达|调整|执行|[数额]$")
"""What a head says of the same money at another time; other words below one head are its parts."""
APPROPRIATION = frozenset((Source.GENERAL, Source.FUND, Source.CAPITAL))
"""财政拨款."""

SCALES = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000)}
"""What amounts in a unit are multiplied by to be 万元."""

SOURCE_WORDS: tuple[tuple[str, Source], ...] = (
    (r"国有资本", Source.CAPITAL),
    (r"政府性?基金", Source.FUND),
    (r"一般公共预算", Source.GENERAL),
    (r"财政专户|专户管理|专户资金", Source.ESCROW),
    (
        r"单位资金|其他资金|自有资金|事业收入|其他收入|经营收入|上级补助收入|附属单位.{0,2}上缴收入",
        Source.OWN,
    ),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """The amounts that a column sums; all of them unless the column's words say less."""

    sources: frozenset[Source] = frozenset(SOURCES)
    natures: frozenset[str] = frozenset(NATURES)
    periods: frozenset[str] = frozenset(PERIODS)

    def within(self, other: Measure) -> Measure:
        """What both have in common."""
        return Measure(
            self.sources & other.sources, self.natures & other.natures, self.periods & other.periods
        )


def source_of(words: str) -> Source | None:
    """The source that `words` name."""
    return next((source for pattern, source in SOURCE_WORDS if re.search(pattern, words)), None)


def scale_in(words: str) -> Decimal | None:
    """What amounts below a head with these `words` are multiplied by, where it says their unit itself."""
    units = re.findall(r"[(](?:单位:?)?(万元|亿元|千元|元)[)]", words)
    return SCALES[units[-1]] if units else None


def measure_of(words: str) -> Measure:
    """The amounts that a column with these `words` from top to bottom sums."""
    measure = Measure()
    if "基本支出" in words or GROUPS.search(words):
        measure = replace(measure, natures=frozenset(NATURES[:1]))
    elif "项目支出" in words or SORTS.search(words):
        measure = replace(measure, natures=frozenset(NATURES[1:]))
    if re.search("结转|结余", words):
        measure = replace(measure, periods=frozenset((CARRY_OVER,)))
    elif re.search("本年|当年", words):
        measure = replace(measure, periods=frozenset((THIS_YEAR,)))
    source = source_of(words)
    if source is not None:
        measure = replace(measure, sources=frozenset((source,)))
    elif "财政拨款" in words:
        measure = replace(measure, sources=APPROPRIATION)
    return measure


def context_of(title: str) -> Measure:
    """What the title of a table says of all its amounts."""
    measure = Measure()
    sources = frozenset(source for pattern, source in SOURCE_WORDS if re.search(pattern, title))
    if sources:
        measure = replace(measure, sources=sources, periods=frozenset((THIS_YEAR,)))
    elif "财政拨款" in title:
        measure = replace(measure, sources=APPROPRIATION)
    natures = {NATURES[0]} if "基本支出" in title or GROUPS.search(title) else set[str]()
    natures |= {NATURES[1]} if "项目支出" in title else set()
    measure = replace(measure, natures=frozenset(natures or NATURES))
    if re.search("不含上年结转|本年预算|当年预算", title):
        measure = replace(measure, periods=frozenset((THIS_YEAR,)))
    elif re.search("含上年结转|含结转", title):
        measure = replace(measure, periods=frozenset(PERIODS))
    elif re.search("[（(]?上年结转", title):
        measure = replace(measure, periods=frozenset((CARRY_OVER,)))
    return measure
