"""Every branch of the sentences on the change since last year, as text that a person has read.

Kept anew by `python -m tests.absence.branches`; read what has changed before it is committed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.document import compose
from generator.figures import disclose
from generator.model import parse_budget
from generator.rules.text import text_rules
from tests.html_tables import text_of
from tests.written import mapping

KEPT = Path(__file__).parent / "branches.txt"
BRANCHES = {
    "增加": ("10", "8"),
    "减少": ("10", "12.5"),
    "减少一点": ("9999.99", "10000"),
    "持平": ("10", "10"),
    "从无到有": ("10", "0"),
    "从有到无": ("0", "8"),
    "两年都没有": ("0", "0"),
    "上年不知道": ("10", None),
    "今年没有写": (None, "8"),
}
"""This year's amount and last year's, None where it is not written."""
REASONS = {
    "没有写原因": "",
    "写了原因": "人员变动。",
    "原因没有句号": "主要原因是人员变动",
    "原因是持平": "与上年持平。",
    "原因说得多": "与上年持平，主要原因是严格控制支出。",
    "写了无": "无",
}
SENTENCES = {
    "收入变动原因": "收入总计.*其中：本年收入",
    "支出变动原因": "^支出总计",
    "一般公共预算变动原因": "本部门一般公共预算当年支出",
    "三公经费变动原因": "财政拨款安排“三公”经费预算",
    "因公出国（境）费说明": "^因公出国（境）费",
    "公务接待费说明": "^公务接待费",
    "公务用车购置费说明": "^公务用车购置费",
    "公务用车运行维护费说明": "^公务用车运行维护费",
    "机关运行经费说明": "本部门.*安排机关运行经费",
}
"""The key of the reason, and what only the paragraph has."""
_ITEMS = ("因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费")
_LAST = ("收入总计", "支出总计", "一般公共预算支出", "机关运行经费")


def _budget(now: str | None, last: str | None, reason: str) -> str:
    amount = now or "10"
    lines = [
        "年度: 2024",
        '部门: {名称: 某局, 代码: "007", 性质: 行政, 职责: {概述: 做事。}, 机构: {内设机构: 无}}',
        f"收入: {{一般公共预算: {amount}}}",
        f"支出: [{{科目: 2010301, 性质: 基本支出, 一般公共预算: {amount}}}]",
        f"基本支出: [{{经济科目: 30201, 金额: {amount}}}]",
        "政府采购: 无\n国有资产: 无\n名词解释: 无",
    ]
    if now is not None:
        lines.append(f"三公经费: {{{', '.join(f'{item}: {{一般公共预算: {now}}}' for item in _ITEMS)}}}")
        lines.append(f"机关运行经费: [{{一般公共预算: {now}}}]")
    if last is not None:
        lines.append(f"上年: {{{', '.join(f'{key}: {last}' for key in _LAST)}, 三公经费:")
        lines.append(f"  {{{', '.join(f'{item}: {last}' for item in _ITEMS)}}}}}")
    if reason:
        lines += ["说明:", *(f"  {key}: {reason}" for key in SENTENCES)]
    return "\n".join(lines) + "\n"


def _said(now: str | None, last: str | None, reason: str) -> Iterator[str]:
    """What every paragraph says, and what is found in the reason that is written for it."""
    text = _budget(now, last, reason)
    disclosure = disclose(parse_budget(mapping(text)))
    html = next(section.html for section in compose(disclosure).sections if section.key == "explanations-1")
    findings = list(text_rules(disclosure))
    for key, about in SENTENCES.items():
        [paragraph] = [line for line in text_of(html).splitlines() if re.search(about, line)]
        line = next((n for n, row in enumerate(text.splitlines(), 1) if row.startswith(f"  {key}: ")), 0)
        codes = sorted({f.code for f in findings if f.place and f.place.line == line})
        yield paragraph + (f"〔{'、'.join(codes)}〕" if codes else "")


def table() -> str:
    """All branches: a part for each sentence, a paragraph for each branch, a line for each reason."""
    parts: dict[str, list[str]] = {key: [] for key in SENTENCES}
    for branch, (now, last) in BRANCHES.items():
        for lines in parts.values():
            lines.append(f"\n# {branch}\n")
        for called, reason in REASONS.items():
            for lines, said in zip(parts.values(), _said(now, last, reason), strict=True):
                lines.append(f"{called}：{said}\n")
    return "\n".join(f"## {key}\n{''.join(lines)}" for key, lines in parts.items())


if __name__ == "__main__":
    KEPT.write_text(table(), encoding="utf-8")
