"""python -m generator.rules.pages: make docs/规则 anew."""

from __future__ import annotations

from pathlib import Path

from generator.rules.pages import documents

FOLDER = Path(__file__).parents[3] / "docs" / "规则"


def main() -> None:
    """Write every page and the index; delete pages of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = dict(documents())
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
