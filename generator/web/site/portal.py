"""The pages and data of the site that are about many disclosures, made of their digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote
from xml.sax.saxutils import escape

from generator.web.site.csv_files import to_csv
from generator.web.site.department import resource
from generator.web.site.digest import Digest, Total
from generator.web.site.look import assets, page
from generator.web.site.search import shards

_COMMON = [("年度", "integer"), ("部门代码", "string"), ("部门", "string")]
_TABLES = {
    "totals": ("主要指标", [*_COMMON, ("指标", "string"), ("万元", "number"), ("地址", "string")]),
    "subjects": (
        "科目",
        [
            *_COMMON,
            ("科目编码", "string"),
            ("科目名称", "string"),
            ("万元", "number"),
            ("是什么的金额", "string"),
        ],
    ),
    "projects": ("项目", [*_COMMON, ("项目", "string"), ("万元", "number"), ("是什么的金额", "string")]),
}


def portal(digests: Sequence[Digest], title: str, url: str = "") -> dict[str, bytes]:
    """All files of the site but those of the disclosures themselves, which `digests` are of.

    `url` is where the site will stand: readers of feeds want whole addresses.
    """
    listed = sorted(digests, key=lambda one: (-one.year, one.code, one.folder))
    years = [(year, list(ones)) for year, ones in groupby(listed, key=lambda one: one.year)]
    files = {**assets(), **shards(listed), **_data(listed, title)}
    files["index.html"] = page("site.html.j2", "", title, years=years, columns=_columns(listed)[:3])
    for year, ones in years:
        heading = f"{year}年度各部门比较"
        files[f"{year}/index.html"] = page(
            "compare.html.j2", "../", heading, year=year, digests=ones, columns=_columns(ones)
        )
    for folder in sorted({one.folder for one in listed}):
        own = sorted((one for one in listed if one.folder == folder), key=lambda one: one.year)
        files[f"departments/{folder}.html"] = page(
            "department.html.j2", "../", f"{own[-1].name}各年度比较", digests=own, columns=_columns(own)
        )
    files["feed.xml"] = _feed(listed, title, url and f"{url.rstrip('/')}/")
    return files


def _columns(digests: Sequence[Digest]) -> list[str]:
    """The main figures that any of them has, in their order."""
    return list(dict.fromkeys(total.name for digest in digests for total in digest.totals))


def total_of(digest: Digest, name: str) -> Total | None:
    """A main figure of a disclosure; None when it has none of that name."""
    return next((total for total in digest.totals if total.name == name), None)


def _data(digests: Sequence[Digest], title: str) -> dict[str, bytes]:
    """Open data: three tables over all disclosures, and what is in them for machines."""
    rows: dict[str, list[list[str]]] = {name: [] for name in _TABLES}
    for digest in digests:
        own = [str(digest.year), digest.code, digest.name]
        rows["totals"] += [[*own, one.name, one.exact, f"{digest.path}/index.html"] for one in digest.totals]
        rows["subjects"] += [[*own, i.code, i.name, i.exact, i.of] for i in digest.items if i.kind == "科目"]
        rows["projects"] += [[*own, i.name, i.exact, i.of] for i in digest.items if i.kind == "项目"]
    files: dict[str, bytes] = {}
    resources = []
    for name, (called, fields) in _TABLES.items():
        numeric = [kind != "string" for _, kind in fields]
        path = f"data/{name}.csv"
        files[path] = to_csv([field for field, _ in fields], rows[name], numeric)
        resources.append(resource(name, path, called, fields))
    package = {
        "profile": "tabular-data-package",
        "name": "gongkai",
        "title": title,
        "resources": resources,
    }
    files["datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
    files["data.html"] = page(
        "data.html.j2",
        "",
        "开放数据",
        tables=[(path, t) for (t, _), path in zip(_TABLES.values(), files, strict=False)],
        digests=digests,
    )
    return files


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
