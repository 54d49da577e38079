"""The limits: one table in the code, and the same in the docs."""

from __future__ import annotations

import re
from pathlib import Path

from generator.source import limits

PAGE = Path(__file__).parents[2] / "docs" / "陌生文件.md"


def test_the_docs_list_the_limits() -> None:
    """Every limit with its number, in the order of the code, and no other."""
    text = PAGE.read_text(encoding="utf-8").partition("## 限度")[2].partition("## ")[0]
    rows = re.findall(r"^\| (.+) \| (\d.*) \|$", text, re.MULTILINE)
    assert rows == [(limit.what, limit.said) for limit in limits.ALL]
