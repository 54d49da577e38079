"""What we are compared with: the same HTML for a browser, and like content for Typst."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinyhtml5

from generator.document import Document
from generator.press.fonts import font_faces

_SVG = "{http://www.w3.org/2000/svg}svg"
_HEADINGS = {f"h{level}": "=" * level for level in range(1, 7)}
_SETTINGS = """#set page("a4", margin: 20mm)
#set text(font: ("GW Song", "GW Fang"), size: 10.5pt, lang: "zh")
#set table(stroke: 0.5pt)
"""
_PLAIN = str.maketrans({char: f"\\{char}" for char in "\\#$*_`<>@=-+/[]~\"'"})


def as_html(document: Document) -> str:
    """The whole document with its style sheet, as a browser prints it."""
    folder = document.disclosure.profile.folder
    style = font_faces({}) + (folder / "style.css").read_text(encoding="utf-8")
    body = "".join(
        f'<div class="{section.classes}" style="break-before: page">{section.html}</div>'
        for section in document.sections
    )
    head = f'<meta charset="utf-8"><base href="{folder.as_uri()}/"><style>{style}</style>'
    return f'<!DOCTYPE html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'


def as_typst(document: Document) -> str:
    """The same headings, paragraphs and tables, with their merged cells, in Typst's notation."""
    parts = [_SETTINGS]
    for section in document.sections:
        root = tinyhtml5.parse(section.html, namespace_html_elements=False)
        parts += [*_blocks(root), "#pagebreak(weak: true)"]
    return "\n\n".join(parts)


def _blocks(element: Any) -> Iterator[str]:
    if element.tag == "table":
        yield _table(element)
    elif element.tag in _HEADINGS:
        yield f"{_HEADINGS[element.tag]} {_text(element)}"
    elif element.tag in ("p", "li", "dt", "dd"):
        yield _text(element)
    elif isinstance(element.tag, str) and element.tag != _SVG:
        for child in element:
            yield from _blocks(child)


def _table(element: Any) -> str:
    rows = list(element.iter("tr"))
    head = [row for group in element.iter("thead") for row in group.iter("tr")]
    columns = max(sum(int(cell.get("colspan", "1")) for cell in row) for row in rows)
    cells = [_cell(cell) for row in rows if row not in head for cell in row]
    header = f"table.header({', '.join(_cell(cell) for row in head for cell in row)}), " if head else ""
    return f"#table(columns: (1fr,) * {columns}, {header}{', '.join(cells)})"


def _cell(cell: Any) -> str:
    spans = ", ".join(f"{name}: {cell.get(name, '1')}" for name in ("colspan", "rowspan"))
    return f"table.cell({spans})[{_text(cell)}]"


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()).translate(_PLAIN)


def chromium(page: Path, made: Path) -> list[str | Path]:
    """The command that prints `page`."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    return ["chromium", *options, f"--print-to-pdf={made}", page.as_uri()]
