"""The files of one disclosure within a site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from generator.document import Document
from generator.document.nodes import parsed
from generator.document.prose import paragraphs
from generator.exchange import to_json, to_xlsx
from generator.figures import Disclosure, Table
from generator.figures.corrections import labelled, moved
from generator.web.page import Download, web_page
from generator.web.site.csv_files import table_csv, table_heads
from generator.web.site.digest import PDF, change_titles, digest_of, in_wan_yuan
from generator.web.site.look import page
from generator.web.writing import written

DIGEST = "摘要.json"
_DATA, _BOOK = "公开数据.json", "报表.xlsx"


def names_of(disclosure: Disclosure, *, pdf: bool) -> list[str]:
    """The files of a disclosure, as `files_of` makes them, without making them."""
    changes = range(1, len(disclosure.budget.corrections) + 1)
    return [
        *("index.html", DIGEST, _DATA, _BOOK, "datapackage.json"),
        *(f"{number}.csv" for number in disclosure.tables),
        *(f"更正-{number}.html" for number in changes),
        *([PDF] if pdf else []),
    ]


def files_of(document: Document, folder: str, pdf: bytes | None, *, formulas: bool) -> dict[str, bytes]:
    """The files by name: the page, the data in three forms, what was corrected, the PDF if there is one."""
    disclosure = document.disclosure
    links = [*([Download("PDF", PDF)] if pdf else []), Download("Excel", _BOOK), Download("JSON", _DATA)]
    made = web_page(document, links, formulas=formulas, home="../../index.html")
    data = to_json(document)
    digest = digest_of(disclosure, folder, made, data, pdf=pdf is not None)
    files = {
        "index.html": made.html,
        DIGEST: digest.to_json(),
        _DATA: data,
        _BOOK: to_xlsx(disclosure),
        "datapackage.json": _package(document, folder),
    }
    files |= {f"{number}.csv": table_csv(table) for number, table in disclosure.tables.items()}
    titled = zip(labelled(disclosure.budget), change_titles(disclosure), strict=True)
    changes = [_change(disclosure, label, title) for label, title in titled]
    files |= {f"更正-{number}.html": change for number, change in enumerate(changes, 1)}
    return files | ({PDF: pdf} if pdf else {})


def _change(disclosure: Disclosure, label: str, title: str) -> bytes:
    """The page of a 更正: what was approved, what was moved, what it is since then."""
    book, change = disclosure.book, labelled(disclosure.budget)[label]
    amount = in_wan_yuan(book[f"更正/{label}/金额"])
    one, other = moved(book, label, change)
    rows = [
        (side.called, in_wan_yuan(side.before), f"{sign}{amount}", in_wan_yuan(side.after))
        for sign, side in (("-", one), ("+", other))
    ]
    note: Markup = written(parsed(str(paragraphs(book)(change.note))))
    return page("change.html.j2", "../../", title, budget=disclosure.budget, rows=rows, note=note)


def _package(document: Document, folder: str) -> bytes:
    """The description of the CSV files, after the Data Package standard (v1)."""
    disclosure = document.disclosure
    data = {
        "profile": "tabular-data-package",
        "name": f"{disclosure.budget.year}-{_plain(folder)}",
        "title": document.title,
        "resources": [
            resource(f"table-{at}", f"{number}.csv", table.title, _fields(table))
            for at, (number, table) in enumerate(disclosure.tables.items(), 1)
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(folder: str) -> str:
    """`folder` as the standard allows names: small letters, digits, “-”; others as their numbers."""
    return "".join(
        c if c.isascii() and (c.isalnum() or c in "-_.") else f"u{ord(c):x}" for c in folder.lower()
    )


def _fields(table: Table) -> list[tuple[str, str]]:
    heads = table_heads(table)
    return [(head, "number" if c.numeric else "string") for head, c in zip(heads, table.columns, strict=True)]


def resource(name: str, path: str, title: str, fields: Sequence[Sequence[str]]) -> dict[str, Any]:
    """A CSV file in a data package; what is blank is missing. A field is a name, a type, what it says."""
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": title,
        "format": "csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [dict(zip(("name", "type", "description"), field, strict=False)) for field in fields],
            "missingValues": [""],
        },
    }
