"""Reports of a comparison: for the terminal, for programs, for a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from generator.figures import Figure, Unit
from generator.figures.rounding import plain
from generator.findings import Finding
from generator.review.comparison import (
    AttachmentChange,
    Cause,
    ChartChange,
    Comparison,
    EditedText,
    FigureChange,
    RowChange,
    TextChange,
    What,
)
from generator.review.entry import Runs
from generator.source import Place

MOST_EFFECTS = 30
LONG_RUN = 24
"""Characters that did not change and are shown whole; of longer runs only the ends."""

Marks = tuple[str, str, str, str]
"""What stands before and after what is gone, and before and after what is new."""
TEXT_MARKS: Marks = ("[-", "-]", "{+", "+}")
MARKDOWN_MARKS: Marks = ("~~", "~~", "**", "**")


def as_text(comparison: Comparison) -> str:
    """Sentences and lists, readable without colour."""
    lines = [f"注意：{note}" for note in comparison.notes]
    if comparison.empty:
        return "\n".join([*lines, "没有变化。"]) + "\n"
    for cause in comparison.causes:
        lines += _text_cause(cause)
    for title, items in _sections(comparison, TEXT_MARKS):
        lines += [f"{title}：", *(f"  {item}" for item in items)]
    return "\n".join(lines) + "\n"


def _text_cause(cause: Cause) -> Iterator[str]:
    yield cause_in_words(cause) + (f"  {cause.place}" if cause.place else "")
    for effect in cause.effects[:MOST_EFFECTS]:
        via = f"  （经 {' → '.join(effect.chain)}）" if effect.chain else ""
        yield f"    → {told(effect.change)}{via}"
    if len(cause.effects) > MOST_EFFECTS:
        yield f"    → ……另有 {len(cause.effects) - MOST_EFFECTS} 个数随之改变"


def cause_in_words(cause: Cause) -> str:
    """An input with both values, or with what it was and is sorted by."""
    change = cause.change
    words = " → ".join(filter(None, sorted_by(cause)))
    if not change.is_regrouped:
        return f"改动 {told(change)}{'；' if words else ''}{words}"
    return f"改归 {change.id}（{values(change)[1]}）{'：' if words else ''}{words}"


def sorted_by(cause: Cause) -> tuple[str, str]:
    """What an input was and is sorted by: 类别 特定目标类, 类别 其他运转类; "" where that is not known."""
    sorting = cause.sorting
    if sorting is None:
        return "", ""
    return f"{sorting.key} {sorting.old or '无'}", f"{sorting.key} {sorting.new or '无'}"


def as_markdown(comparison: Comparison) -> str:
    """For a comment under a merge request."""
    lines = [f"> {markdown_text(note)}\n" for note in comparison.notes]
    if comparison.empty:
        return "\n".join([*lines, "**没有变化。**"]) + "\n"
    if comparison.causes:
        lines += [
            "### 改动的数",
            "",
            "| 数 | 原来 | 现在 | 增减 | 位置 | 随之改变 |",
            "|---|---:|---:|---:|---|---|",
            *(_markdown_cause(cause) for cause in comparison.causes),
        ]
    for title, items in _sections(comparison, MARKDOWN_MARKS):
        lines += ["", f"### {title}", "", *(f"- {markdown_text(item)}" for item in items)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _sections(comparison: Comparison, marks: Marks) -> Iterator[tuple[str, list[str]]]:
    """(title, items in words) of everything but the causes."""
    sections = (
        ("由几处改动共同引起", [_joint(j.change, j.causes) for j in comparison.joint]),
        ("其他变化的数", [told(change) for change in comparison.others]),
        ("项目改名", [f"{old} → {new}" for old, new in comparison.renamed]),
        ("表中的行", [row_in_words(row) for row in comparison.rows]),
        ("文字", [_text_change(text, marks) for text in comparison.texts]),
        ("图", [_chart(chart) for chart in comparison.charts]),
        ("其他改动的写法", [_edit(edit) for edit in comparison.edits]),
        ("附件", [_attachment(item, marks) for item in comparison.attachments]),
        ("新出现的问题", [finding_in_words(finding) for finding in comparison.appeared]),
        ("已消除的问题", [finding_in_words(finding) for finding in comparison.gone]),
    )
    return ((title, items) for title, items in sections if items)


def as_json(comparison: Comparison) -> str:
    """Everything, with ids, exact values and places."""
    data = {
        "notes": list(comparison.notes),
        "causes": [
            {
                **_as_dict(cause.change),
                **_place(cause.place),
                "sorting": _sorting(cause),
                "effects": [
                    {**_as_dict(effect.change), "chain": list(effect.chain)} for effect in cause.effects
                ],
            }
            for cause in comparison.causes
        ],
        "joint": [{**_as_dict(j.change), "causes": list(j.causes)} for j in comparison.joint],
        "others": [_as_dict(change) for change in comparison.others],
        "rows": [
            {
                "table": r.table,
                "change": r.what,
                "row": r.name,
                "key": r.key,
                "cells": list(r.cells),
                "was": r.was or None,
            }
            for r in comparison.rows
        ],
        "renamed": [{"old": old, "new": new} for old, new in comparison.renamed],
        "texts": [
            {
                "change": text.what,
                "about": text.about,
                "runs": [list(run) for run in text.runs],
                **_place(text.place),
            }
            for text in comparison.texts
        ],
        "charts": [
            {"title": c.title, "change": c.what, "figures": list(c.figures)} for c in comparison.charts
        ],
        "edits": [
            {"path": edit.path, "old": edit.old or None, "new": edit.new or None, **_place(edit.place)}
            for edit in comparison.edits
        ],
        "attachments": [
            {
                "title": item.title,
                "change": item.what,
                "pages": [
                    {"title": page.title, "runs": [list(run) for run in page.runs]} for page in item.pages
                ],
            }
            for item in comparison.attachments
        ],
        "appeared": [finding_in_words(finding) for finding in comparison.appeared],
        "gone": [finding_in_words(finding) for finding in comparison.gone],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def told(change: FigureChange) -> str:
    """A figure with both values and the change in words."""
    old, new = values(change)
    return f"{change.id}：{old} → {new}（{delta(change)}）"


def values(change: FigureChange) -> tuple[str, str]:
    """Both values as printed; with their exact digits where the print hides that they differ."""
    hidden = bool(change.old and change.new and change.old.rounded == change.new.rounded)
    one, other = (
        _number(figure, prints, hidden)
        for figure, prints in zip((change.old, change.new), change.prints, strict=True)
    )
    return one, other


def _number(figure: Figure | None, prints: Sequence[str], exact: bool) -> str:
    if figure is None:
        return "无"
    printed = next(filter(None, prints), figure.printed)
    if figure.value < 0 and not printed.startswith("-"):
        printed = f"-{printed}"  # sentences leave the sign to their words
    shown = exact and figure.unit is Unit.MONEY and figure.value != figure.rounded
    return f"{printed}（{plain(figure.value)}）" if shown else printed


def delta(change: FigureChange) -> str:
    """The difference with its sign, and in per cent where that makes sense."""
    figure = change.figure
    factor = figure.form.factor if figure.unit is Unit.MONEY else 1
    difference = f"{change.difference * factor:+,f}"
    if "." in difference and len(difference.partition(".")[2]) > 2:
        difference = difference.rstrip("0").rstrip(".")
    points = "个百分点" if change.figure.unit is Unit.PERCENT else ""
    return difference + points + (f"，{change.percent}" if change.percent else "")


def row_in_words(row: RowChange) -> str:
    """A row that came, went or moved, with what is printed in it."""
    if row.what is What.CHANGED:
        return f"{row.table} {row.what} {row.was} → {row.name}"
    cells = "　".join(filter(None, row.cells))
    return f"{row.table} {row.what} {row.name}{f'（{cells}）' if cells else ''}"


def finding_in_words(finding: Finding) -> str:
    """A finding in one line."""
    return f"{finding.level} {finding.code} {finding.message}"


def _joint(change: FigureChange, causes: Sequence[str]) -> str:
    named = "、".join(causes[:3])
    more = f" 等 {len(causes)} 处" if len(causes) > 3 else ""
    return f"{told(change)}（由 {named}{more}）"


def _text_change(text: TextChange, marks: Marks) -> str:
    where = f"  {text.place.name}:{text.place.line}" if text.place else ""
    return f"{text.what} {text.about}：{marked(text.runs, marks)}{where}"


def _chart(chart: ChartChange) -> str:
    changed = f"，其中 {len(chart.figures)} 个数改变" if chart.figures else ""
    return f"{chart.title}：{chart.what}{changed}"


def _edit(edit: EditedText) -> str:
    return f"{edit.path}：{edit.old or '无'} → {edit.new or '无'}  {edit.place.name}:{edit.place.line}"


def _attachment(attachment: AttachmentChange, marks: Marks) -> str:
    pages = [f"{entry.title}：{marked(entry.runs, marks)}".rstrip("：") for entry in attachment.pages]
    return f"{attachment.what} {attachment.title}{'：' if pages else ''}{'；'.join(pages)}"


def marked(runs: Runs, marks: Marks, *, whole: bool = False) -> str:
    """The changed runs with a little of what stands around them, or the `whole` of it."""
    parts = []
    for kind, run in runs:
        if kind == "同":
            short = whole or len(run) <= LONG_RUN
            parts.append(run if short else f"{run[: LONG_RUN // 2]}……{run[-LONG_RUN // 2 :]}")
        else:
            before, after = marks[:2] if kind == "删" else marks[2:]
            parts.append(f"{before}{run}{after}")
    return "".join(parts).replace("\n", " ")


def _markdown_cause(cause: Cause) -> str:
    change = cause.change
    old, new = values(change)
    if cause.sorting:
        sorting = sorted_by(cause)
        old, new = sorting if change.is_regrouped else (f"{old}（{sorting[0]}）", f"{new}（{sorting[1]}）")
    place = markdown_text(f"{cause.place.name}:{cause.place.line}") if cause.place else ""
    ids = "<br>".join(markdown_text(effect.change.id) for effect in cause.effects[:MOST_EFFECTS])
    name, before, after = map(markdown_text, (change.id, old, new))
    return (
        f"| {name} | {before} | {after} | {delta(change)} | {place} "
        f"| {len(cause.effects)} 个{'<br>' if ids else ''}{ids} |"
    )


def markdown_text(text: str) -> str:
    """`text` as itself: no tag of HTML, no end of a cell."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")


def _sorting(cause: Cause) -> dict[str, str] | None:
    sorting = cause.sorting
    return {"key": sorting.key, "old": sorting.old, "new": sorting.new} if sorting else None


def _place(place: Place | None) -> dict[str, Any]:
    return {"file": place.name if place else None, "line": place.line if place else None}


def _as_dict(change: FigureChange) -> dict[str, Any]:
    old, new = (
        next(filter(None, prints), figure.printed) if figure else None
        for figure, prints in zip((change.old, change.new), change.prints, strict=True)
    )
    return {
        "id": change.id,
        "old": old,
        "new": new,
        "difference": f"{change.difference:f}",
        "percent": change.percent or None,
    }
