"""Budgets as long as one likes, as an author would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle, islice

from generator.classification import classification_of
from tests.written import DEPARTMENT, YEAR

YAML = "\n".join
SENTENCE = "本项目按照党工委会议纪要，组织“园区、街区”的日常养护（含绿化、照明），做到及时、完好！"
VALUE = "GB/T 9704—2012，达标"
LEAVES = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)


def words(length: int, of: str = SENTENCE) -> str:
    """A text of `length` characters: `of`, over and over."""
    return "".join(islice(cycle(of), length))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def with_projects(projects: Sequence[tuple[str, str]]) -> str:
    """A budget with projects (name, amount in 万元)."""
    lines = [
        f"  - {{名称: {_quoted(f'{name}{number}')}, 类别: 特定目标类, 一般公共预算: {amount}}}"
        for number, (name, amount) in enumerate(projects, 1)
    ]
    return _budget("支出: []", "项目:", *lines)


def with_classes(amounts: Sequence[str]) -> str:
    """A budget with 一般公共预算 for one 项 in each of as many 类 as there are `amounts`."""
    classes = [code for _, code in classification_of(2024).classes]
    assert len(amounts) <= len(classes)
    codes = [f"{code}9901" for code in classes[: len(amounts)]]
    lines = [
        f"  - {{科目: {code}, 性质: 基本支出, 一般公共预算: {amount}}}"
        for code, amount in zip(codes, amounts, strict=True)
    ]
    names = [f'  "{code[:length]}": 其他支出' for code in codes for length in (5, 7)]
    return _budget("支出:" if lines else "支出: []", *lines, "科目名称:" if lines else "科目名称: {}", *names)


def with_performance(
    goal: int,
    counts: Sequence[int],
    name: int,
    value: int,
    funds: str = "300000",
    annual: int | None = None,
) -> str:
    """A budget with one performance table.

    `goal` characters of 总体目标 for the whole period, and `annual` or a third as many for the year;
    for every leaf of the indicator tree a count of indicators, whose names and values have `name` and
    `value` characters.
    """
    tree: dict[str, list[str]] = {}
    for (first, second), count in zip(LEAVES, counts, strict=True):
        lines = [
            f"          - {{名称: {_quoted(words(name))}, 值: {_quoted(words(value, VALUE))}}}"
            for _ in range(count)
        ]
        tree.setdefault(first, []).append(f"        {second}:" + ("" if lines else " []"))
        tree[first] += lines
    year = goal // 3 if annual is None else annual
    indicators = [line for first, lines in tree.items() for line in (f"      {first}:", *lines)]
    return _budget(
        "支出: []",
        "项目: [{名称: 甲, 类别: 特定目标类, 一般公共预算: 30}]",
        "绩效目标:",
        "  - 项目: 甲",
        "    项目属性: 一次性项目（1年结束）",
        "    项目期: 1年",
        f"    实施期资金: {{市县: {funds}}}",
        f"    年度资金: {{市县: {funds}}}",
        f"    项目概况: {_quoted(words(goal // 4))}",
        f"    总体目标: {{实施期: {_quoted(words(goal))}, 年度: {_quoted(words(year))}}}",
        "    指标:",
        *indicators,
    )


def with_reasons(reasons: Mapping[str, str], amount: str = "1234567.89") -> str:
    """A budget with explanations, and figures of eleven characters in their sentences."""
    lines = [f"  {name}: {_quoted(text)}" for name, text in reasons.items()]
    return _budget(
        f"支出: [{{科目: 2010350, 性质: 基本支出, 一般公共预算: {amount}}}]",
        "上年: {收入总计: 1, 支出总计: 1, 一般公共预算支出: 1}",
        "说明:",
        *lines,
    )


def extreme() -> str:
    """A budget of long names, amounts of twelve digits, many projects and unequal goals, all at once."""
    amount = "1234567890.12"
    funds = f"{amount.replace('.', '')}00"
    goals = f"{{实施期: {_quoted(words(900))}, 年度: {_quoted(words(70))}}}"
    lengths = ((1, 1), (60, 21), (9, 4), (24, 9), (12, 5))
    indicators = [
        f"        {second}: [{{名称: {_quoted(words(name))}, 值: {_quoted(words(value, VALUE))}}}]"
        for (name, value), (_, second) in zip(lengths, LEAVES, strict=False)
    ]
    return _budget(
        "支出:",
        f"  - {{科目: 2010350, 性质: 基本支出, 一般公共预算: {amount}}}",
        f"  - {{科目: 2120399, 性质: 项目支出, 一般公共预算: {amount}}}",
        "  - {科目: 2240106, 性质: 项目支出, 一般公共预算: 0.01}",
        "上年: {收入总计: 0, 支出总计: 1234567.89, 一般公共预算支出: 1}",
        "项目:",
        f"  - {{名称: 甲, 类别: 特定目标类, 一般公共预算: {amount}}}",
        *(
            f"  - {{名称: {_quoted(words(137 if number % 7 == 0 else 12) + str(number))}, 类别: 特定目标类,"
            f" 一般公共预算: {number}.01}}"
            for number in range(60)
        ),
        "绩效目标:",
        "  - 项目: 甲",
        "    项目属性: 一次性项目（1年结束）",
        "    项目期: 1年",
        f"    实施期资金: {{市县: {funds}}}",
        f"    年度资金: {{市县: {funds}}}",
        f"    项目概况: {_quoted(words(400))}",
        f"    总体目标: {goals}",
        "    指标:",
        "      产出指标:",
        *indicators[:4],
        "      效益指标:",
        *indicators[4:],
    )


def _budget(*lines: str) -> str:
    return YEAR + DEPARTMENT + YAML(("收入: {一般公共预算: 1}", *lines)) + "\n"
