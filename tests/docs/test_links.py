"""Links in the documents lead somewhere, and files that they name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PAGES = (*sorted((TOP / "docs").glob("*.md")), *(TOP / name for name in ("README.md", "CONTRIBUTING.md")))


def _anchors(page: Path) -> set[str]:
    """The headings of a page as addresses within it, as GitHub and GitLab make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    """To a file, and to a heading in it where they name one."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        led = page.parent / name if name else page
        assert led.exists(), target
        assert not anchor or anchor in _anchors(led), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_files_of_the_project_that_are_named_are_there(page: Path) -> None:
    """Where they are named with the folder that they are in."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:generator|tests|benchmarks|docs|fonts)/[\w./-]+)`", text)
    assert [name for name in named if not (TOP / name).exists()] == []
