"""导入说明.txt: what every sheet was taken for, what was not understood, assumed, or must be checked."""

from __future__ import annotations

from collections.abc import Sequence

from generator.exchange.importer.log import Log
from generator.findings import Finding, Level

_HEADS = (
    (Level.ERROR, "要核对的地方"),
    (Level.WARNING, "没有看懂的，或表与“数据”不同的"),
    (Level.NOTE, "导入时的假定"),
)


def note_text(file: str, log: Log, missing: Sequence[str]) -> str:
    """The note for the import of `file`; `missing` is what the author must fill in."""
    lines = [f"由 {file} 导入的说明", "", "认出的工作表："]
    lines += [f"  {sheet}：{'、'.join(map(str, kinds))}" for sheet, kinds in log.used.items()]
    if missing:
        lines += ["", "还要填写或核对："]
        lines += [f"  {item}" for item in missing]
    for level, head in _HEADS:
        found = [finding for finding in log.findings if finding.level is level]
        if found:
            lines += ["", f"{head}（{len(found)} 处）："]
            lines += [_line(finding) for finding in found]
    lines += ["", f"没有看懂的行（{len(log.unread)} 行）：" if log.unread else "没有看不懂的行。"]
    lines += [f"  {place.short}（第 {place.row + 1} 行）：{text}" for place, text in log.unread]
    count = sum(len(one.places) for one in log.unused)
    if count:
        lines += ["", f"没有用到的单元格（{count} 格）："]
        lines += [f"  {one.in_full()}" for one in log.unused]
    for what, places in log.in_full:
        lines += ["", f"{what}（{len(places)} 格）：", f"  {'、'.join(places)}"]
    return "\n".join(lines) + "\n"


def _line(finding: Finding) -> str:
    hint = f"。{finding.hint}" if finding.hint else ""
    return f"  {finding.code} {finding.message}{hint}"
