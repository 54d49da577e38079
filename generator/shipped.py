"""What comes with the program beside its modules: templates and fonts."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def shipped(name: str) -> Path:
    """The folder `name`: at the top of a checkout, inside the package where that is installed."""
    package = Path(str(files("generator")))
    checkout = package.parent / name
    return checkout if (package.parent / "pyproject.toml").is_file() else package / "_data" / name
