"""Departments made at random: units of any 性质, projects of one name, each unit consistent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from generator.model import SOURCES

FUNCTIONAL = ("2010301", "2010350", "2070104", "2080502")
OF_SOURCE = {"政府性基金": "2120801", "国有资本经营预算": "2230105"}
ECONOMIC = ("30101", "30102", "30107", "30201", "30217", "30302", "31002")
GOVERNMENT = ("50101", "50201", "50501", "50502")
NAMES = ("甲", "乙", "丙—丁")
NATURES = ("行政", "参公事业", "事业", "")

_SAID = "职责: {概述: 负责某项工作。}, 机构: {内设机构: 无}"

Amounts = dict[str, int]
"""By source, in 元."""


def subject_of(source: str) -> str:
    """The 项 that projects of a source are paid under."""
    return OF_SOURCE.get(source, "2010399")


@dataclass
class Project:
    """A project: this year's amounts and those carried over; `subject` is "" where it gives none."""

    name: str
    now: Amounts
    carried: Amounts
    subject: str


@dataclass
class Unit:
    """A unit with everything that the tables measure; `economic` are (款, 政府经济科目 or "", amount)."""

    code: str
    nature: str
    basic: Amounts
    economic: list[tuple[str, str, int]]
    projects: list[Project]
    reception: int
    year_end: int
    described: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name."""
        return f"某局第{self.code[-1]}单位"


def _money(amount: int) -> str:
    return f"{Decimal(amount).scaleb(-4):f}"


def _flow(amounts: Amounts) -> str:
    return ", ".join(f"{source}: {_money(amount)}" for source, amount in amounts.items())


def _add(total: Amounts, more: Amounts) -> None:
    for key, amount in more.items():
        total[key] = total.get(key, 0) + amount


def unit_lines(unit: Unit) -> list[str]:
    """What the file of a unit says."""
    income: Amounts = {"一般公共预算": sum(unit.basic.values()) + unit.year_end}
    for project in unit.projects:
        _add(income, project.now)
    lines = [f'本单位: "{unit.code}"', f"收入: {{{_flow(income)}}}"]
    lines += [f"年终结转: {{一般公共预算: {_money(unit.year_end)}}}"] if unit.year_end else []
    lines += ["支出:", *_expenditure(unit), "基本支出:", *_economic(unit)]
    for key, subject, source in (
        ("政府性基金收入", "1030148", "政府性基金"),
        ("国有资本经营收入", "1030601", "国有资本经营预算"),
    ):
        amount = income.get(source, 0)
        lines.append(f"{key}: [{f'{{科目: {subject}, 金额: {_money(amount)}}}' if amount else ''}]")
    none = "因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行维护费: 0"
    lines.append(f"三公经费: {{公务接待费: {{一般公共预算: {_money(unit.reception)}}}, {none}}}")
    lines += ["政府采购: 无", "国有资产: 无"]
    if unit.nature in ("行政", "参公事业"):
        public = sum(amount for code, _, amount in unit.economic if code[:3] in ("302", "310"))
        lines.append(f"机关运行经费: [{{一般公共预算: {_money(public)}}}]")
    lines += ["项目:", *map(_project_line, unit.projects)] if unit.projects else []
    lines.append("绩效目标:" if any(one.name in unit.described for one in unit.projects) else "绩效目标: []")
    for project in unit.projects:
        if project.name in unit.described:
            lines += _table(unit, project)
    return lines


def _economic(unit: Unit) -> Iterator[str]:
    for code, government, amount in unit.economic:
        given = f", 政府经济科目: {government}" if government else ""
        yield f"  - {{经济科目: {code}, 金额: {_money(amount)}{given}}}"


def _expenditure(unit: Unit) -> Iterator[str]:
    for code, amount in unit.basic.items():
        yield f"  - {{科目: {code}, 性质: 基本支出, 一般公共预算: {_money(amount)}}}"
    if all(project.subject for project in unit.projects):
        return
    totals: dict[str, tuple[Amounts, Amounts]] = {}
    for project in unit.projects:
        for index, amounts in enumerate((project.now, project.carried)):
            for source, amount in amounts.items():
                pair = totals.setdefault(subject_of(source), ({}, {}))
                _add(pair[index], {source: amount})
    for subject, (now, carried) in totals.items():
        yield f"  - {{科目: {subject}, 性质: 项目支出{_both(now, carried)}}}"


def _both(now: Amounts, carried: Amounts) -> str:
    return (f", {_flow(now)}" if now else "") + (f", 上年结转: {{{_flow(carried)}}}" if carried else "")


def _project_line(project: Project) -> str:
    subject = f", 科目: {project.subject}" if project.subject else ""
    return f"  - {{名称: {project.name}, 类别: 特定目标类{subject}{_both(project.now, project.carried)}}}"


def _table(unit: Unit, project: Project) -> Iterator[str]:
    yuan = sum(project.now.values())
    yield f"  - 项目: {project.name}"
    yield "    项目属性: 跨年度项目"
    yield "    项目期: 2年"
    yield f"    实施期资金: {{市县: {yuan * 2}}}"
    yield f"    年度资金: {{市县: {yuan}}}"
    yield f"    总体目标: {{实施期: {unit.name}完成{project.name}。}}"
    yield "    指标: {产出指标: {数量指标: [{名称: 数量, 值: 1, 单位: 项}]}}"


@dataclass
class Department:
    """A department and its units; `files` are what its folder holds."""

    nature: str
    units: list[Unit]

    @property
    def files(self) -> dict[str, list[str]]:
        """The lines of every file."""
        lines = ["年度: 2024", f'部门: {{名称: 某局, 代码: "101", 性质: {self.nature}, {_SAID}}}']
        lines += ["机关运行经费: []", "绩效目标: []", "名词解释: []", "单位:"]
        for unit in self.units:
            nature = f", 性质: {unit.nature}" if unit.nature else ""
            lines.append(f'  - {{名称: {unit.name}, 代码: "{unit.code}"{nature}, {_SAID}}}')
        return {"部门.yaml": lines} | {f"{unit.code}.yaml": unit_lines(unit) for unit in self.units}


@contextmanager
def in_folder(files: dict[str, list[str]]) -> Iterator[Path]:
    """A folder with `files`, for as long as it is used."""
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "2024" / "某局"
        folder.mkdir(parents=True)
        for name, lines in files.items():
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield folder


_AMOUNT = st.integers(min_value=1, max_value=10**8)


@st.composite
def _amounts(draw: st.DrawFn, sources: list[str]) -> Amounts:
    return {source: draw(_AMOUNT) for source in sources}


@st.composite
def _project(draw: st.DrawFn, name: str, own_subject: bool) -> Project:
    some = st.lists(st.sampled_from([str(source) for source in SOURCES]), max_size=2, unique=True)
    now, carried = draw(some), draw(some)
    if not now and not carried:
        now = ["一般公共预算"]
    subject = subject_of([*now, *carried][0]) if own_subject else ""
    return Project(name, draw(_amounts(now)), draw(_amounts(carried)), subject)


@st.composite
def _unit(draw: st.DrawFn, code: str) -> Unit:
    economic = [
        (subject, draw(st.sampled_from(("", "", *GOVERNMENT))), draw(_AMOUNT))
        for subject in draw(st.lists(st.sampled_from(ECONOMIC), min_size=1, max_size=4))
    ]
    basic = sum(amount for _, _, amount in economic)
    first = draw(st.integers(min_value=0, max_value=basic))
    subjects = draw(st.lists(st.sampled_from(FUNCTIONAL), min_size=2, max_size=2, unique=True))
    own_subject = draw(st.booleans())
    names = draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
    projects = [draw(_project(name, own_subject)) for name in names]
    described = [project.name for project in projects if project.now and draw(st.booleans())]
    entertained = sum(amount for subject, _, amount in economic if subject == "30217")
    return Unit(
        code,
        draw(st.sampled_from(NATURES)),
        {subjects[0]: first, subjects[1]: basic - first},
        economic,
        projects,
        entertained,
        draw(st.sampled_from((0, 7))),
        described,
    )


@st.composite
def departments(draw: st.DrawFn) -> Department:
    """A department of two to four units; each unit, and so the whole, is consistent."""
    count = draw(st.integers(min_value=2, max_value=4))
    units = [draw(_unit(f"10100{number}")) for number in range(1, count + 1)]
    return Department(draw(st.sampled_from(NATURES[:3])), units)
