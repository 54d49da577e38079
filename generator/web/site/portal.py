"""The pages and data of the site that are about many disclosures, made of their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote
from xml.sax.saxutils import escape

from generator.web.site.digest import Digest
from generator.web.site.look import assets, page
from generator.web.site.open_data import open_data
from generator.web.site.search import shards


def portal(digests: Sequence[Digest], title: str, url: str = "") -> dict[str, bytes]:
    """All files of the site but those of the disclosures themselves, which `digests` are of.

    `url` is where the site will stand: readers of feeds want whole addresses.
    """
    listed = sorted(digests, key=lambda one: (-one.year, one.code, one.folder))
    years = [(year, list(ones)) for year, ones in groupby(listed, key=lambda one: one.year)]
    wholes = _wholes(listed)
    files = {**assets(), **shards(listed), **open_data(listed, wholes, title)}
    files["index.html"] = page(
        "site.html.j2", "", title, years=years, columns=_columns(listed)[:3], wholes=wholes
    )
    for year, ones in years:
        heading = f"{year}年度各部门比较"
        files[f"{year}/index.html"] = page(
            "compare.html.j2",
            "../",
            heading,
            year=year,
            digests=ones,
            columns=_columns(ones),
            wholes=wholes,
        )
    for folder in sorted({one.folder for one in listed}):
        own = sorted((one for one in listed if one.folder == folder), key=lambda one: one.year)
        files[f"departments/{folder}.html"] = page(
            "department.html.j2", "../", f"{own[-1].name}各年度比较", digests=own, columns=_columns(own)
        )
    files["feed.xml"] = _feed(listed, title, url and f"{url.rstrip('/')}/")
    return files


def _wholes(digests: Sequence[Digest]) -> dict[str, Digest]:
    """By the paths of units: the department among `digests` whose amounts have those of the unit in them."""
    departments = {
        (one.year, (one.code, one.name), code): one
        for one in digests
        if not one.authority
        for code in one.publishers
    }
    keys = {one.path: (one.year, one.authority, one.code) for one in digests if one.authority}
    return {path: departments[key] for path, key in keys.items() if key in departments}


def _columns(digests: Sequence[Digest]) -> list[str]:
    """The main figures that any of them has, in their order."""
    return list(dict.fromkeys(total.name for digest in digests for total in digest.totals))


def _feed(digests: Sequence[Digest], title: str, url: str) -> bytes:
    """RSS: an item for each disclosure and each 更正. What changes is a new item: its id has its print.

    A 更正 is one as long as it says the same, whatever else changes.

    A budget does not say on which day it is published, and the clock is no source: nothing is dated.
    """
    items = "".join(_items(digest, url) for digest in digests)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">\n<channel>\n'
        f"<title>{escape(title)}</title>\n<link>{escape(url)}index.html</link>\n<description>{escape(title)}</description>\n"
        f"<language>zh-CN</language>\n{items}</channel>\n</rss>\n"
    ).encode()


def _items(digest: Digest, url: str) -> str:
    pages = [(digest.title, "index.html", digest.print)]
    for at, one in enumerate(digest.changes, 1):
        said = hashlib.sha256(one.title.encode()).hexdigest()
        pages.append((f"{digest.name}{one.title}", f"更正-{at}.html", said))
    return "".join(_item(digest, url, *page) for page in pages)


def _item(digest: Digest, url: str, title: str, name: str, state: str) -> str:
    own = f"urn:gongkai:{digest.year}:{quote(digest.folder)}:{quote(name)}:{state[:16]}"
    return (
        f'<item>\n<title>{escape(title)}</title>\n<guid isPermaLink="false">{escape(own)}</guid>\n'
        f"<description>{escape(digest.name)}</description>\n"
        f"<link>{escape(url + quote(f'{digest.path}/{name}'))}</link>\n</item>\n"
    )
