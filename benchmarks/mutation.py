"""Which mistakes in the sample's numbers do the rules notice?

Every amount is raised by 0.01 (of its own unit) and multiplied by ten, every count raised by one, one at a
time and in memory; a change is noticed when the rules give a 错误 or an open 警告 that they do not give for
the sample itself. Prints the share, apart for numbers that the data show twice, and writes the numbers that
nobody would notice, with the reason, to docs/未发现的改动.md.

    python benchmarks/mutation.py
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import get_args, get_type_hints

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from generator.errors import FindingsError  # noqa: E402
from generator.figures import disclose  # noqa: E402
from generator.findings import Finding, Level  # noqa: E402
from generator.model import Budget, Number, Performance, Project, load_budget, parse_budget  # noqa: E402
from generator.model.base import Written  # noqa: E402
from generator.model.number import Count  # noqa: E402
from generator.rules import apply_rules  # noqa: E402
from generator.source import Mapping, Scalar, Sequence, Value, read_folder  # noqa: E402

SAMPLE = ROOT / "budgets" / "2024" / "xinzhou-etdz"
REPORT = ROOT / "docs" / "未发现的改动.md"
TARGET = 90

TWICE = "数据里有两处"
ONCE = "只填一次，没有第二处可以对照"
BOUND = "只有上限或下限可以对照，改动没有越过它"
LATER = "跨年度项目的实施期资金，只知道不小于年度资金"

_ONCE = {"五十万元以上通用设备", "一百万元以上专用设备", "办公用房面积", "更正"}
_TWICE_TOP = {"收入", "支出", "基本支出", "项目", "政府性基金收入", "国有资本经营收入", "年终结转"}


@dataclass(frozen=True, slots=True)
class Input:
    """A number of the sample: its path of keys and indexes, what it is called, and why it can be noticed."""

    path: tuple[str | int, ...]
    name: str
    file: str
    text: str
    is_count: bool
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one input."""

    input: Input
    how: str
    text: str


def inputs(budget: Budget) -> list[Input]:
    """Every number that the budget's files state."""
    return list(_inputs(budget, (), "", budget))


def _inputs(model: Written, path: tuple[str | int, ...], name: str, budget: Budget) -> Iterator[Input]:
    hints = get_type_hints(type(model), include_extras=True)
    for field_name, field in type(model).model_fields.items():
        value, key = getattr(model, field_name), field.alias or field_name
        if isinstance(value, Number) and value.place:
            below = (*path, key)
            is_count = Count in (hints[field_name], *get_args(hints[field_name]))
            text = f"{value.value:f}"
            yield Input(below, f"{name}{key}", value.place.source.inside, text, is_count, _why(below, budget))
        elif isinstance(value, Written):
            yield from _inputs(value, (*path, key), f"{name}{key}／", budget)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, Written):
                    yield from _inputs(item, (*path, key, index), f"{name}{key}／{_called(item)}／", budget)


def _called(item: Written) -> str:
    """What distinguishes one item of a list: its project, its 科目 and 性质."""
    said = [getattr(item, name, None) for name in ("name", "project", "subject", "nature")]
    if isinstance(item, Project):
        said = [item.name]
    return " ".join(str(word) for word in said if word) or "1"


def _why(path: tuple[str | int, ...], budget: Budget) -> str:
    """TWICE where an equality holds this number, else why a change of it may go unnoticed."""
    top, last = path[0], path[-1]
    if top in _TWICE_TOP or (top == "上年" and last in ("收入总计", "支出总计")):
        return TWICE
    if top == "绩效目标":
        assert isinstance(path[1], int)
        return TWICE if path[2] == "年度资金" or _ends_this_year(budget.performance[path[1]]) else LATER
    return ONCE if _ONCE & {str(top), str(last)} else BOUND


def _ends_this_year(table: Performance) -> bool:
    return "一次性" in table.kind or table.duration == "1年"


def changes(every: list[Input]) -> Iterator[Change]:
    """0.01 more and ten times as much; one more of a count."""
    for number in every:
        value = Decimal(number.text)
        if number.is_count:
            yield Change(number, "加 1", f"{value + 1:f}")
            continue
        yield Change(number, "加 0.01", f"{value + Decimal('0.01'):f}")
        if value:
            yield Change(number, "乘 10", f"{value * 10:f}")


@cache
def _sample() -> Mapping:
    mapping, findings = read_folder(SAMPLE)
    assert not findings
    del mapping["购买服务目录"]  # A tenth of the sample's texts, without any number of the budget.
    return mapping


@cache
def _before() -> frozenset[tuple[str, str, str]]:
    return frozenset(_open_findings())


def _open_findings() -> Iterator[tuple[str, str, str]]:
    findings: list[Finding]
    try:
        findings = apply_rules(disclose(parse_budget(_sample())), SAMPLE)
    except FindingsError as error:
        findings = list(error.findings)
    for finding in findings:
        if finding.level in (Level.ERROR, Level.WARNING) and not finding.accepted:
            yield finding.code, finding.about, str(finding.place)


def noticed_by(change: Change) -> list[str]:
    """The codes of the findings that `change` brings about."""
    before = _before()
    parent: Value = _sample()
    *above, last = change.input.path
    for step in above:
        parent = _below(parent, step)
    assert isinstance(parent, Mapping)
    assert isinstance(last, str)
    old = parent[last]
    assert isinstance(old, Scalar)
    parent[last] = Scalar(change.text, old.place)
    try:
        return sorted({code for code, *where in _open_findings() if (code, *where) not in before})
    finally:
        parent[last] = old


def _below(value: Value, step: str | int) -> Value:
    if isinstance(step, int):
        assert isinstance(value, Sequence)
        return value[step]
    assert isinstance(value, Mapping)
    return value[step]


def main() -> int:
    """Print the shares and write the list; 1 when the share of what is shown twice is below the target."""
    start = time.perf_counter()
    every = list(changes(inputs(load_budget(SAMPLE))))
    with ProcessPoolExecutor() as pool:
        results = list(zip(every, pool.map(noticed_by, every, chunksize=16), strict=True))
    twice = [(change, codes) for change, codes in results if change.input.why == TWICE]
    other = [(change, codes) for change, codes in results if change.input.why != TWICE]
    share = _print("数据里有两处的数", twice)
    _print("只有一处，或只有上下限的数", other)
    _print("合计", results)
    by_code = Counter(code for _, codes in results for code in codes)
    print("发现它们的规则：" + "，".join(f"{code} {count}" for code, count in sorted(by_code.items())))
    print(f"用时 {time.perf_counter() - start:.0f} 秒")
    REPORT.write_text(_report(results), encoding="utf-8")
    return 0 if share >= TARGET else 1


def _print(name: str, results: list[tuple[Change, list[str]]]) -> float:
    """One line per kind of change, then all of them; returns the share of all in per cent."""
    share = 0.0
    for how in ("加 0.01", "乘 10", "加 1", ""):
        own = [codes for change, codes in results if how in ("", change.how)]
        if own:
            seen = sum(bool(codes) for codes in own)
            share = seen * 100 / len(own)
            print(f"{name}，{how or '全部'}：{len(own)} 处改动，发现 {seen} 处，{share:.1f}%")
    return share


def _report(results: list[tuple[Change, list[str]]]) -> str:
    missed: dict[Input, list[str]] = {}
    for change, codes in results:
        if not codes:
            missed.setdefault(change.input, []).append(change.how)
    seen = sum(bool(codes) for _, codes in results)
    twice = [codes for change, codes in results if change.input.why == TWICE]
    lines = [
        "<!-- 由 benchmarks/mutation.py 生成，不要直接修改 -->",
        "# 规则发现不了的改动",
        "",
        "把示例预算（budgets/2024/xinzhou-etdz）的每个金额加 0.01（以它自己的单位）、乘以 10，每个数量加 1，",
        f"一次改一处，共 {len(results)} 处改动，规则发现 {seen} 处（{seen * 100 / len(results):.1f}%）；",
        f"其中数据里有两处的 {len(twice)} 处，发现 {sum(map(bool, twice))} 处。没有发现的列在下面：",
        "这些数填写时请对照原件，程序帮不上忙。",
    ]
    for why in dict.fromkeys(number.why for number in missed):
        lines += ["", f"## {why}", "", "| 文件 | 数 | 现在的值 | 没有发现的改动 |", "|---|---|---:|---|"]
        for number, how in missed.items():
            if number.why == why:
                lines.append(f"| {number.file} | {number.name} | {number.text} | {'、'.join(how)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
