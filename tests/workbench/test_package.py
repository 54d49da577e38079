"""The package: it needs an extra, and so nothing else may need it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import generator.workbench

WITHOUT = """
import sys
sys.modules["starlette"] = sys.modules["uvicorn"] = None
from generator.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_it_defines_no_kind_of_finding() -> None:
    """The pages of the rules are made without looking into it."""
    sources = sorted(Path(generator.workbench.__path__[0]).rglob("*.py"))
    assert len(sources) > 10
    for source in sources:
        assert not re.search(r"\bKind\(", source.read_text(encoding="utf-8")), source


def test_everything_else_works_without_the_extra() -> None:
    """And the command says what is missing."""
    for arguments, code, said in (
        (["check", "--explain", "T03"], 0, ""),
        (["serve"], 2, "没有装工作台用的软件包"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT, *arguments],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == code, done.stderr
        assert said in done.stderr
