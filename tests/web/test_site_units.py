"""Units that publish for themselves on the site: found, and counted once."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from tests.budgets import CONSISTENT, written_to
from tests.cli.conftest import Gongkai, gongkai
from tests.many_units import many_units
from tests.web.test_site import rows_of

__all__ = ["gongkai"]


def test_units_publish_beside_their_department(gongkai: Gongkai, tmp_path: Path) -> None:
    """With --units each unit has its own page, and is found by its own name."""
    many_units(tmp_path / "budgets" / "2024" / "某局")
    done = gongkai("site", "budgets", "-o", "网站", "--units", "all")
    assert done.code == 0, done.err
    site = tmp_path / "网站"
    folders = sorted(path.name for path in (site / "2024").iterdir() if path.is_dir())
    assert folders[0] == "某局"
    assert len(folders) == 4
    page = (site / "2024" / "index.html").read_text(encoding="utf-8")
    for folder in folders:
        digest = json.loads((site / "2024" / folder / "摘要.json").read_bytes())
        assert digest["name"] in page


def test_no_sum_counts_a_unit_twice(gongkai: Gongkai, tmp_path: Path) -> None:
    """Rows of units name the department that has their amounts; those that name none give what there is."""
    many_units(tmp_path / "budgets" / "2024" / "某局")
    authority = '主管部门: {名称: 某委, 代码: "009"}'
    alone = CONSISTENT.replace("性质: 事业}", f"性质: 事业, {authority}}}", 1)
    written_to(tmp_path / "budgets" / "2024" / "某所", alone)
    done = gongkai("site", "budgets", "-o", "网站", "--units", "all")
    assert done.code == 0, done.err
    site = tmp_path / "网站"
    for name in ("totals", "subjects", "projects"):
        heads, *rows = rows_of((site / "data" / f"{name}.csv").read_bytes())
        kept: dict[str, Decimal] = {}
        parts: dict[str, Decimal] = {}
        for row in (dict(zip(heads, one, strict=True)) for one in rows):
            what = row.get("指标") or row.get("科目编码") or row["项目"]
            assert bool(row["计入部门"]) == (row["部门代码"] in ("101001", "101002", "101003"))
            assert row["计入部门代码"] in ("", "101")
            if row["部门代码"].startswith("101"):
                side = parts if row["计入部门"] else kept
                side[what] = side.get(what, Decimal(0)) + Decimal(row["万元"])
        assert kept
        assert {what: parts[what] for what in kept} == kept
    for page in ("index.html", "2024/index.html"):
        text = (site / page).read_text(encoding="utf-8")
        assert "求合计时不能再加" in text
        assert '某站</a> <span class="part">计入云岭县某局<' in text
        assert "某某局</a></th>" in text  # its department is not in the site
    index = (site / "search" / "names-0.js").read_text(encoding="utf-8")
    assert '"单位","101003","云岭县某站"' in index
    assert '"部门","101","云岭县某局"' in index
