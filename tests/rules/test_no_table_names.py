"""Programs and pages of rules name no table of one province: they say what a table is, or ask the profile."""

from __future__ import annotations

import re
from pathlib import Path

import generator

ROOT = Path(generator.__file__).parent
PAGES = ROOT.parent / "docs" / "规则"
TABLE = re.compile(r"(?<!张)表[一二三四五六七八九十]+(?![级共])")


def _files() -> dict[str, str]:
    found = [p for p in ROOT.rglob("*") if p.suffix in (".py", ".yaml") and "_data" not in p.parts]
    named = {path.relative_to(ROOT).as_posix(): path for path in found}
    named |= {f"docs/规则/{path.name}": path for path in PAGES.glob("*.md")}
    return {name: path.read_text(encoding="utf-8") for name, path in named.items()}


def test_no_table_is_named() -> None:
    """Neither in code, in a docstring or a help, nor on a page."""
    files = _files()
    assert len([name for name in files if name.endswith(".py")]) > 200
    assert len([name for name in files if name.startswith("docs/")]) > 60
    assert any(name.startswith("rules/pages/") for name in files)
    assert [name for name, text in files.items() if TABLE.search(text)] == []
    assert TABLE.search("表十三/合计")
    assert not TABLE.search("三公经费表、二级指标")
