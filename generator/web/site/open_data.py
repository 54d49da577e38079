"""Open data (开放数据): tables over all disclosures of a site, and what stands in each of their fields."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from generator.web.site.csv_files import to_csv
from generator.web.site.department import resource
from generator.web.site.digest import Digest
from generator.web.site.look import page

_COMMON = [
    ("年度", "integer", "预算年度"),
    ("部门代码", "string", "公开的部门，或自己公开的单位，它的代码"),
    ("部门", "string", "公开的部门，或自己公开的单位，它的名称"),
    ("计入部门代码", "string", "单位自己的数，也在哪个部门的数里；部门的数空着，求合计时只加空着的行"),
    ("计入部门", "string", "“计入部门代码”的名称"),
]
_AMOUNT = ("万元", "number", "金额，单位万元，没有舍入")
_WHAT = ("是什么的金额", "string", "全部支出，含上年结转；或哪张表的第一个数")
_TABLES = {
    "totals": (
        "主要指标",
        [
            *_COMMON,
            ("指标", "string", "指标的名称；有的含别的指标，指标之间不能相加"),
            _AMOUNT,
            ("地址", "string", "公开文件的网页，从网站的文件夹算起"),
        ],
    ),
    "subjects": (
        "科目",
        [
            *_COMMON,
            ("科目编码", "string", "各级各一行，短的编码的金额含以它开头的长的编码的，求合计时只加一级"),
            ("科目名称", "string", "科目的名称"),
            _AMOUNT,
            _WHAT,
        ],
    ),
    "projects": ("项目", [*_COMMON, ("项目", "string", "项目的名称"), _AMOUNT, _WHAT]),
}


def open_data(digests: Sequence[Digest], wholes: Mapping[str, Digest], title: str) -> dict[str, bytes]:
    """Three tables, their page, and what is in them for machines; `wholes` has units' departments by path."""
    rows: dict[str, list[list[str]]] = {name: [] for name in _TABLES}
    for digest in digests:
        whole = wholes.get(digest.path)
        own = [str(digest.year), digest.code, digest.name, *((whole.code, whole.name) if whole else ("", ""))]
        rows["totals"] += [[*own, one.name, one.exact, f"{digest.path}/index.html"] for one in digest.totals]
        rows["subjects"] += [[*own, i.code, i.name, i.exact, i.of] for i in digest.items if i.kind == "科目"]
        rows["projects"] += [[*own, i.name, i.exact, i.of] for i in digest.items if i.kind == "项目"]
    files: dict[str, bytes] = {}
    resources = []
    for table, (called, fields) in _TABLES.items():
        numeric = [kind != "string" for _, kind, _ in fields]
        path = f"data/{table}.csv"
        files[path] = to_csv([name for name, *_ in fields], rows[table], numeric)
        resources.append(resource(table, path, called, fields))
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
        wholes=wholes,
    )
    return files
