"""Programs and pages of rules name no table of one province: they say what a table is, or ask the profile."""

from __future__ import annotations

import re
from pathlib import Path

import generator

ROOT = Path(generator.__file__).parent
PAGES = ROOT.parent / "docs" / "规则"
TABLE = re.compile(r"表[一二三四五六七八九十]+(?!级)")
EXAMPLES = frozenset(
    (
        *(
            "cli/main.py",
            "cli/sign.py",
            "cli/skeleton/说明.yaml",
        ),  # the profile that is used when none is named
        *(
            "signoff/things.py",
            "document/prose.py",
            "document/section.py",
            "document/writer.py",
            "figures/book.py",
        ),
        *("exchange/importer/cells.py", "exchange/importer/yaml_text.py", "figures/search.py"),
        *("model/budget.py", "model/references.py", "model/sign_off.py"),
    )
)
"""Files whose docstrings and helps show with a table of shanxi-2024 what an id or a reference looks like."""


def _files() -> dict[str, str]:
    found = [p for p in ROOT.rglob("*") if p.suffix in (".py", ".yaml") and "_data" not in p.parts]
    named = {path.relative_to(ROOT).as_posix(): path for path in found}
    named |= {f"docs/规则/{path.name}": path for path in PAGES.glob("*.md")}
    return {name: path.read_text(encoding="utf-8") for name, path in named.items()}


def test_no_table_is_named() -> None:
    """Neither in code nor on a page; only where a figure's id is shown by an example."""
    files = _files()
    assert len([name for name in files if name.endswith(".py")]) > 200
    assert len([name for name in files if name.startswith("docs/")]) > 60
    naming = {name for name, text in files.items() if TABLE.search(text)}
    assert naming - EXAMPLES == set()
    assert EXAMPLES - naming == set()


def test_no_rule_looks_a_table_up_by_its_number() -> None:
    """No id of a table's figure is a literal of the code: the profile says where a figure stands."""
    literal = re.compile(r"""["'(]表[一二三四五六七八九十]+/""")
    assert [name for name, text in _files().items() if literal.search(text) and name not in EXAMPLES] == []
    assert literal.search('("表一/收入总计/金额"')
