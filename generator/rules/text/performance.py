"""X15, X21–X23, X36: prose of a 绩效目标表 that belongs to another project, and tables that nobody signed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model import Performance
from generator.rules.text.passages import AuthoredText, Sort, Texts, listed

SAME_TEXT = Kind("X15", "两个项目的文字相同", Level.WARNING)
OTHER_PROJECT = Kind("X21", "实施计划像是别的项目的", Level.WARNING)
REPAYMENT = Kind("X22", "还款项目没有还款的指标", Level.WARNING)
BLANK = Kind("X36", "绩效目标表的文字全空", Level.WARNING)
UNSIGNED = Kind("X23", "绩效目标表没有签署", Level.NOTE)

_COMPARED = {"项目概况": 15, "必要性": 15, "实施计划": 20, "实施期": 12, "年度": 12}
"""Which texts are told apart between projects, and from how many characters on."""

_REPAYS = re.compile(r"贷款.{0,12}(?:本息|本金|利息)|偿还|还本付息|还款|债务本")
_REPAID = re.compile(r"还款|偿还|还本|付息|本金|本息|利息|贷款|兑付|清偿")
_RARE = 2
"""Pairs of characters that at most this many projects use tell whose text it is."""

_CLEAR = 5
"""How many such pairs of another project must stand in a plan, when none of its own does."""

_FEW = 3
"""Up to so many unsigned tables are named."""


def same_texts(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """No two projects have the same 总体目标, 项目概况, 必要性 or 实施计划."""
    first: dict[tuple[str, str], AuthoredText] = {}
    for passage in texts.of(Sort.TASK):
        words = re.sub(r"\s", "", passage.text)
        if len(words) < _COMPARED.get(passage.key, len(words) + 1):
            continue
        what = "总体目标" if passage.key in ("实施期", "年度") else passage.key
        other = first.setdefault((what, words), passage)
        if other.project != passage.project:
            place = other.at()
            where = f"（{place.name} 第 {place.line} 行）" if place else ""
            yield SAME_TEXT.at(
                passage.at(),
                f"“{passage.project}”的{what}与“{other.project}”{where}的一字不差",
                "核对是否复制后忘了改",
                about=passage.about,
            )


def foreign_plans(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A plan (实施计划) speaks of its own project, not of another one."""
    tables = disclosure.budget.performance
    owners: dict[str, set[int]] = defaultdict(set)
    for index, table in enumerate(tables):
        for pair in _pairs(_subject(table)):
            owners[pair].add(index)
    for index, table in enumerate(tables):
        telling = [owned for pair in _pairs(table.plan) if len(owned := owners.get(pair, set())) <= _RARE]
        counts = Counter(owner for owned in telling for owner in owned)
        for other, count in counts.most_common(1):
            if count >= _CLEAR and not counts[index]:
                yield OTHER_PROJECT.at(
                    table.place("实施计划"),
                    f"“{table.project}”的实施计划没有提到本项目，倒像是“{tables[other].project}”的",
                    "核对是否填错了项目",
                    about=f"绩效目标/{table.project}/实施计划",
                )


def _subject(table: Performance) -> str:
    """What a project is about, in its own words."""
    names = {one.indicator.name for one in listed(table)}
    return "\n".join((table.project, table.overview, table.goals.period, table.goals.annual or "", *names))


def _pairs(text: str) -> set[str]:
    """All pairs of neighbouring Chinese characters."""
    return {run[i : i + 2] for run in re.findall(r"[\u4e00-\u9fff]{2,}", text) for i in range(len(run) - 1)}


def repayments(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A project that repays a loan is measured by the repayment, not by what was once built."""
    for table in disclosure.budget.performance:
        names = [one.indicator.name for one in listed(table)]
        if names and _REPAYS.search(table.project) and not any(map(_REPAID.search, names)):
            yield REPAYMENT.at(
                table.place("指标"),
                f"“{table.project}”是还款的项目，{len(names)} 个指标里没有一个说到还款",
                "指标写还了多少、是否按期，不写贷款当年建成的工程",
                about=f"绩效目标/{table.project}",
            )


def unsigned(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A 绩效目标表 names who answers for it and when it was filled in. Told once for all tables."""
    tables = disclosure.budget.performance
    missing: dict[str, list[Performance]] = {key: [] for key in ("负责人", "经办人", "联系电话", "填报日期")}
    places = []
    printed = [key for key in missing if disclosure.profile.prints(f"绩效目标/{key}")]
    for table in tables:
        signed = {
            "负责人": table.head,
            "经办人": table.clerk,
            "联系电话": table.phone,
            "填报日期": table.filed,
        }
        lacking = [key for key in printed if not signed[key]]
        for key in lacking:
            missing[key].append(table)
        if lacking:
            places.append(table.place("项目"))
    told = [
        f"{key} {len(without)} 张{_named(without, tables)}" for key, without in missing.items() if without
    ]
    if told:
        yield UNSIGNED.at(
            places[0],
            f"{len(tables)} 张绩效目标表中没有填的：{'，'.join(told)}",
            f"在各表末尾补上{'、'.join(printed)}",
            about="绩效目标/签署",
        )


def blank(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A 绩效目标表 says something of its project besides the goals."""
    for table in disclosure.budget.performance:
        said = {
            "项目概况": table.overview,
            "立项依据": table.basis,
            "必要性": table.necessity,
            "制度措施": table.measures,
            "实施计划": table.plan,
        }
        printed = [key for key in said if disclosure.profile.prints(f"绩效目标/{key}")]
        if printed and not any(said[key].strip() for key in printed):
            yield BLANK.at(
                table.place("项目"),
                f"“{table.project}”的{'、'.join(printed)}都没有写",
                "照批复的绩效目标表填上；原表确是空的，在“接受”里说明",
                about=f"绩效目标/{table.project}",
            )


def _named(without: list[Performance], tables: list[Performance]) -> str:
    """The projects of a few tables; nothing for many, or for all."""
    few = len(without) <= _FEW and len(without) < len(tables)
    return f"（{'、'.join(f'“{table.project}”' for table in without)}）" if few else ""


RULES = (same_texts, foreign_plans, repayments, blank, unsigned)
