"""Reports of a comparison: for the terminal, for programs, for a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from generator.figures import Figure, Unit
from generator.findings import Finding
from generator.review.compare import Cause, Comparison, FigureChange, TextChange, percent

MOST_EFFECTS = 30


def as_text(comparison: Comparison) -> str:
    """Sentences and lists, readable without colour."""
    if comparison.empty:
        return "没有变化。\n"
    lines: list[str] = []
    for cause in comparison.causes:
        where = f"  {cause.place}" if cause.place else ""
        lines.append(f"改动 {_told(cause.change)}{where}")
        lines += [f"    → {_told(effect)}" for effect in cause.effects[:MOST_EFFECTS]]
        if len(cause.effects) > MOST_EFFECTS:
            lines.append(f"    → ……另有 {len(cause.effects) - MOST_EFFECTS} 个数随之改变")
    lines += _section("其他变化的数", [_told(change) for change in comparison.others])
    lines += _section("项目改名", [f"{old} → {new}" for old, new in comparison.renamed])
    lines += _section("表中的行", [f"{table} {what} {row}" for table, what, row in comparison.rows])
    lines += _section(
        "文字", [f"{text.about}：{_marked(text, '[-', '-]', '{+', '+}')}" for text in comparison.texts]
    )
    lines += _section("新出现的问题", [_finding(finding) for finding in comparison.appeared])
    lines += _section("已消除的问题", [_finding(finding) for finding in comparison.gone])
    return "\n".join(lines) + "\n"


def as_markdown(comparison: Comparison) -> str:
    """For a comment under a merge request."""
    if comparison.empty:
        return "**没有变化。**\n"
    lines: list[str] = []
    if comparison.causes:
        lines += [
            "### 改动的数",
            "",
            "| 数 | 原来 | 现在 | 增减 | 位置 | 随之改变 |",
            "|---|---:|---:|---:|---|---|",
        ]
        lines += [_markdown_cause(cause) for cause in comparison.causes]
    if comparison.others:
        lines += ["", "### 其他变化的数", "", "| 数 | 原来 | 现在 | 增减 |", "|---|---:|---:|---:|"]
        lines += [
            f"| {_cell(c.id)} | {_number(c.old)} | {_number(c.new)} | {_delta(c)} |"
            for c in comparison.others
        ]
    for title, items in (
        ("项目改名", [f"{old} → {new}" for old, new in comparison.renamed]),
        ("表中的行", [f"{table} {what} {row}" for table, what, row in comparison.rows]),
        ("文字", [f"{text.about}：{_marked(text, '~~', '~~', '**', '**')}" for text in comparison.texts]),
        ("新出现的问题", [_finding(finding) for finding in comparison.appeared]),
        ("已消除的问题", [_finding(finding) for finding in comparison.gone]),
    ):
        if items:
            lines += ["", f"### {title}", "", *(f"- {item}" for item in items)]
    return "\n".join(lines).lstrip("\n") + "\n"


def as_json(comparison: Comparison) -> str:
    """Everything, with ids, exact values and places."""
    data = {
        "causes": [
            {
                **_as_dict(cause.change),
                "file": cause.place.name if cause.place else None,
                "line": cause.place.line if cause.place else None,
                "effects": [_as_dict(effect) for effect in cause.effects],
            }
            for cause in comparison.causes
        ],
        "others": [_as_dict(change) for change in comparison.others],
        "rows": [{"table": t, "change": what, "row": row} for t, what, row in comparison.rows],
        "renamed": [{"old": old, "new": new} for old, new in comparison.renamed],
        "texts": [
            {"about": text.about, "runs": [list(run) for run in text.runs]} for text in comparison.texts
        ],
        "appeared": [_finding(finding) for finding in comparison.appeared],
        "gone": [_finding(finding) for finding in comparison.gone],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"{title}："
        yield from (f"  {item}" for item in items)


def _told(change: FigureChange) -> str:
    return f"{change.id}：{_number(change.old)} → {_number(change.new)}（{_delta(change)}）"


def _number(figure: Figure | None) -> str:
    if figure is None:
        return "无"
    hidden = figure.unit is Unit.MONEY and figure.value != figure.rounded
    return f"{figure.printed}（{figure.value:f}）" if hidden else figure.printed


def _delta(change: FigureChange) -> str:
    rate = percent(change)
    return f"{change.difference:+,f}" + (f"，{rate}" if rate else "")


def _marked(text: TextChange, del_on: str, del_off: str, add_on: str, add_off: str) -> str:
    """The changed runs with a little of what stands around them."""
    parts = []
    for kind, run in text.runs:
        if kind == "同":
            parts.append(run if len(run) <= 24 else f"{run[:10]}……{run[-10:]}")
        else:
            on, off = (del_on, del_off) if kind == "删" else (add_on, add_off)
            parts.append(f"{on}{run}{off}")
    return "".join(parts).replace("\n", " ")


def _finding(finding: Finding) -> str:
    return f"{finding.level} {finding.code} {finding.message}"


def _markdown_cause(cause: Cause) -> str:
    change = cause.change
    place = f"{cause.place.name}:{cause.place.line}" if cause.place else ""
    ids = "<br>".join(_cell(effect.id) for effect in cause.effects[:MOST_EFFECTS])
    return (
        f"| {_cell(change.id)} | {_number(change.old)} | {_number(change.new)} | {_delta(change)} | {place} "
        f"| {len(cause.effects)} 个<br>{ids} |"
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _as_dict(change: FigureChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "old": change.old.printed if change.old else None,
        "new": change.new.printed if change.new else None,
        "difference": f"{change.difference:f}",
        "percent": percent(change) or None,
    }
