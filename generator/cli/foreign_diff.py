"""gongkai diff of two PDFs without our data: by the text and the look of their pages."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from generator.cli.report import print_changes
from generator.exchange import write_whole
from generator.proof.published import Published
from generator.review.apart import compared, notes_on
from generator.review.changes import MARKDOWN_MARKS, TEXT_MARKS, Marks, markdown_text, marked
from generator.review.entry import Entry
from generator.review.html_report import Heading, html_report


def run(options: argparse.Namespace, old: Published, new: Published) -> int:
    """0 when the pages say and show the same, 1 when they do not."""
    found = compared(old.data, new.data)
    notes = notes_on(found, old.name, new.name)
    if options.html is not None:
        heading = Heading("两份 PDF 的不同", old.name, new.name, notes)
        write_whole(options.html, html_report(heading, found.entries, old.paper, new.paper))
    write = {"text": _text, "json": _json, "markdown": _markdown}[options.format]
    print_changes(write(found.entries, notes), sys.stdout)
    if options.html is not None:
        print(f"已写出 {options.html}", file=sys.stderr)
    return 1 if found.entries else 0


def _text(found: Sequence[Entry], notes: Sequence[str]) -> str:
    lines = [*(f"注意：{note}" for note in notes), *(_line(e, TEXT_MARKS) for e in found)]
    return "\n".join(lines if found else [*lines, _nothing(notes)]) + "\n"


def _markdown(found: Sequence[Entry], notes: Sequence[str]) -> str:
    told = [line for note in notes for line in (f"> {markdown_text(note)}", "")]
    lines = [*told, *(f"- {markdown_text(_line(e, MARKDOWN_MARKS))}" for e in found)]
    return "\n".join(lines if found else [*lines, f"**{_nothing(notes)}**"]) + "\n"


def _nothing(notes: Sequence[str]) -> str:
    """What is said where nothing was found: no more than was compared."""
    return "没有变化。" if len(notes) == 1 else "没有看出变化。"


def _line(entry: Entry, marks: Marks) -> str:
    """An entry in words; a row is told whole, of text only what stands around the change."""
    words = marked(entry.runs, marks, whole=entry.group == "行")
    return f"{entry.title}：{words}".rstrip("：").rstrip()


def _json(found: Sequence[Entry], notes: Sequence[str]) -> str:
    data = {
        "notes": list(notes),
        "pages": [{"kind": e.group, "title": e.title, "runs": [list(run) for run in e.runs]} for e in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
