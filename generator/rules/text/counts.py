"""X13: counts that were typed into a sentence and differ from the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.figures import Disclosure
from generator.figures.records import select
from generator.figures.search import reference_to
from generator.findings import Finding, Kind, Level
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.rules.text.passages import AuthoredText, Sort, Texts

WRONG_COUNT = Kind("X13", "话里的个数与数据不符", Level.WARNING)

_BODIES, _UNITS = "机构/所属单位数", "单位/个数"
_OF_PROJECTS = ("项目/个数", "绩效目标/个数")
_NOUNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"内设(?:机构|科室|处室|股室)(?:共有?)?(\d+)个", ("机构/内设机构数",)),
    (r"(?:所属|下属|下辖)(?:二级|基层)?(?:预算|事业)?单位(?:共有?)?(\d+)个", (_BODIES, _UNITS)),
    (r"(?:所属|下属|下辖|管辖)(\d+)个(?:二级|基层)?(?:预算|事业)?单位", (_BODIES, _UNITS)),
    (r"(?<!所属)(?<!下属)(?<!下辖)预算单位(?:共有?)?(\d+)个", (_UNITS,)),
    (r"编制(?:人数|总数|数)?(?:共有?|为)?(\d+)[人名]", ("机构/编制人数",)),
    (r"在职(?:人员|人数|职工)?(?:共有?|为)?(\d+)[人名]", ("机构/在职人数",)),
    (r"其他运转类(?:项目)?(?:共有?)?(\d+)个", ("项目类别/其他运转类/个数", "绩效目标类别/其他运转类/个数")),
    (r"特定目标类(?:项目)?(?:共有?)?(\d+)个", ("项目类别/特定目标类/个数", "绩效目标类别/特定目标类/个数")),
    (
        r"(?:^|[，。；、：\n]|本年度?|20\d\d年度?|本部门|本单位|安排|部门预算)项目(?:支出)?"
        r"(?:共计|总计|合计|共有|共|总数为?)(\d+)[个项]",
        _OF_PROJECTS,
    ),
    (
        r"(?:^|[，。；、：\n]|本年度?|全年|20\d\d年度?|本部门|本单位|共)(?:共|总共)?(?:安排|设置|设立|编制|实施)(?:了)?"
        r"(?:部门预算|预算|二级)?项目(?:支出)?(?:共计|总计|合计|共有|共)?(\d+)[个项]",
        _OF_PROJECTS,
    ),
    (
        r"(?:^|[，。；、：\n]|本年度?|全年|20\d\d年度?|本部门|本单位)(?:一共|总共|共)(?:安排|设置|设立|编制|实施|有)(?:了)?(\d+)[个项]"
        r"(?:部门预算|预算|二级|支出)?项目(?=[，。；（]|支出|$)",
        _OF_PROJECTS,
    ),
    (r"公开(?:的)?(?:项目)?(?:支出)?绩效目标(?:表)?(?:共有?)?(\d+)[个张]", ("绩效目标/个数",)),
    (
        r"(?:共有|现有|占有|使用|拥有|保有|实有)(?:各类)?(?:公务用车|公务车辆|机动车辆?|车辆)(?:共计?|合计|总计)?(\d+)辆",
        ("国有资产/车辆/实有", "国有资产/车辆/编制"),
    ),
    (
        r"公务用车(?:实有|保有)?(?:数量?|量)?(?:共有?|为)?(\d+)辆",
        ("国有资产/车辆/实有", "国有资产/车辆/编制"),
    ),
    (r"办公用房(?:建筑)?(?:总)?面积(?:共有?|为|是)?(\d+(?:\.\d+)?)平方米", ("国有资产/办公用房面积",)),
    (r"(?:50|五十)万元以上(?:的)?通用设备(\d+)台", ("国有资产/五十万元以上通用设备",)),
    (r"(?:100|一百)万元以上(?:的)?专用设备(\d+)台", ("国有资产/一百万元以上专用设备",)),
)
_COUNTS = tuple((re.compile(pattern), ids) for pattern, ids in _NOUNS)
_VEHICLES = "国有资产/车辆/"
_GENERAL = "国有资产/五十万元以上通用设备"
_DEARER = re.compile(r"(?:100|一百)万元以上(?:的)?通用设备(\d+)台")


def counts(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A count in a sentence is that of the data."""
    kinds = [f.id for f in disclosure.book if f.id.startswith(_VEHICLES)]
    of_kinds = [
        (re.compile(rf"{re.escape(name.rpartition('/')[2])}(?:共有?|有|为)?(\d+)辆"), (name,))
        for name in kinds
    ]
    asked = []
    for pattern, ids in (*_COUNTS, *of_kinds):
        figures = (disclosure.book[name] for name in ids if name in disclosure.book)
        known = {figure.id: figure.value for figure in figures if not figure.unwritten}
        right_too = {*_below(known, ids), *(_of_periods(disclosure) if ids is _OF_PROJECTS else ())}
        asked.append((pattern, known, right_too))
    for passage in filter(texts.of_whole, texts.of(Sort.NARRATIVE)):
        told = set[int]()
        for pattern, known, right_too in asked:
            for match in pattern.finditer(passage.plain):
                if not known or match.start(1) in told or texts.of_a_unit(passage, match.start(1)):
                    continue
                if Decimal(match[1]) not in {*known.values(), *right_too}:
                    told.add(match.start(1))
                    values = dict.fromkeys(known.values())
                    right = "或".join(f"{value:f}" for value in values if value) or "0"
                    hint = f"核对；写成引用 {reference_to(next(iter(known)))} 就不会写错"
                    yield _at(passage, match, f"“{match[0]}”与数据不符，数据是 {right}", hint, tuple(known))
        yield from _dearer_equipment(disclosure, passage)


def _below(known: dict[str, Decimal], ids: tuple[str, ...]) -> Iterator[Decimal]:
    """How many units stand below the department: all but its own, which may be one of them."""
    if _BODIES in ids and known.get(_UNITS, 0) > 1:
        yield known[_UNITS] - 1


def _of_periods(disclosure: Disclosure) -> Iterator[Decimal]:
    """How many projects have money of this year, and how many what was carried over."""
    for period in (THIS_YEAR, CARRY_OVER):
        records = select(disclosure.records, "项目", {"期": period})
        yield Decimal(len({record.line for record in records if record.figure.value}))


def _dearer_equipment(disclosure: Disclosure, passage: AuthoredText) -> Iterator[Finding]:
    """Of one kind of equipment there is not more above 100 万元 than above 50 万元."""
    for match in _DEARER.finditer(passage.plain):
        if _GENERAL in disclosure.book and Decimal(match[1]) > disclosure.book[_GENERAL].value:
            cheaper = disclosure.book[_GENERAL].printed
            message = f"100 万元以上的通用设备 {match[1]} 台，多于 50 万元以上的 {cheaper} 台"
            yield _at(passage, match, message, "100 万元以上的应是专用设备", (_GENERAL,))


def _at(
    passage: AuthoredText, match: re.Match[str], message: str, hint: str, figures: tuple[str, ...]
) -> Finding:
    place = passage.at(*match.span(1))
    return WRONG_COUNT.at(place, message, hint, figures, f"{passage.about}/{match[0]}")


RULES = (counts,)
