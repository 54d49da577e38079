"""One page: the whole document for a browser, in one file that asks for nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from generator.document import Document, Section
from generator.web.addresses import Addresses, PageHeading
from generator.web.formulas import Formulas
from generator.web.sections import Adapter
from generator.web.tables import TableTalk

_FOLDER = files("generator.web") / "html"
_LABELS = {"pdf": "PDF", "xlsx": "Excel", "json": "JSON"}
"""What readers of the page call the files beside it."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside the page: what it is called, and the address relative to the page."""

    label: str
    address: str


def beside(path: Path, formats: Sequence[str]) -> list[Download]:
    """The files of other `formats` that are made together with the page at `path`."""
    named = [(one, path.with_suffix(f".{one}").name) for one in formats if one in _LABELS]
    return [Download(_LABELS[one], quote(name)) for one, name in named]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page; `label` is the id of the heading that names it, "" for none."""

    classes: str
    label: str
    html: Markup


@dataclass(frozen=True, slots=True)
class WebPage:
    """A finished page; `rows` are the ids of rows of tables, by (表号, key of the row)."""

    html: bytes
    rows: Mapping[tuple[str, str], str]


def to_html(
    document: Document, downloads: Sequence[Download] = (), *, formulas: bool = True, draft: bool = False
) -> bytes:
    """UTF-8 HTML of `document`: see `web_page`."""
    return web_page(document, downloads, formulas=formulas, draft=draft).html


def web_page(
    document: Document,
    downloads: Sequence[Download] = (),
    *,
    formulas: bool = True,
    draft: bool = False,
    home: str = "",
) -> WebPage:
    """The page of `document`, in its order, without what belongs to paper: folios, running heads, 目录.

    `formulas`: every figure says on demand how it came about. `home` is the address of the site, if any.
    """
    disclosure = document.disclosure
    shown = [section for section in document.sections if section.classes != "contents"]
    addresses = Addresses(shown)
    made = Formulas(disclosure.book) if formulas else None
    adapter = Adapter(addresses, TableTalk(disclosure, addresses), made)
    cover = Markup("").join(adapter.page_section(one) for one in shown if one.classes == "cover")
    parts = [_part(one, adapter) for one in shown if one.classes != "cover"]
    style, script = asset("page.css"), asset("page.js")
    html = template("page.html.j2").render(
        title=document.title,
        budget=disclosure.budget,
        cover=cover,
        parts=parts,
        contents=_contents(list(addresses.entries.values())),
        downloads=downloads,
        figures=Markup(made.data()) if made else None,
        draft=draft,
        home=home,
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )
    return WebPage(html.encode(), adapter.talk.rows)


def _part(section: Section, adapter: Adapter) -> Part:
    entries = [adapter.addresses.entries[section.key, heading.anchor] for heading in section.headings]
    classes = section.classes.split()[0]
    if section.classes == "bound":
        return Part(classes, entries[0].id, _elsewhere(entries[0]))
    return Part(classes, entries[0].id if entries else "", adapter.page_section(section))


def _elsewhere(entry: PageHeading) -> Markup:
    """What stands for an attachment: its pages are pictures of paper, and only the PDF has them."""
    return Markup('<h3 id="{}">{}</h3><p>这份附件印在 PDF 文件里。</p>').format(entry.id, entry.text)


def _contents(entries: Sequence[PageHeading]) -> list[tuple[PageHeading, list[PageHeading]]]:
    """The headings that are listed: those of the highest level, each with those below it."""
    listed = [entry for entry in entries if entry.listed]
    groups: list[tuple[PageHeading, list[PageHeading]]] = []
    for entry in listed:
        if groups and entry.level > groups[-1][0].level:
            groups[-1][1].append(entry)
        else:
            groups.append((entry, []))
    return groups


def template(name: str) -> jinja2.Template:
    """A template of this package; every value is escaped."""
    return _environment().get_template(name)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(asset),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def asset(name: str) -> str:
    """A file of this package."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """What the page may do: run this script, use this style, and nothing else; it may ask nobody."""
    return f"default-src 'none'; style-src '{_print(style)}'; script-src '{_print(script)}'; base-uri 'none'"


def _print(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
