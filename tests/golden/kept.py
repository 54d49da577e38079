"""The kept pages: their hashes and texts in pages.json, their pictures beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from tests.golden.kinds import Picture

FOLDER = Path(__file__).parent
PAGES = FOLDER / "pages.json"
PICTURES = FOLDER / "pictures"


def fingerprint(image: Image.Image) -> str:
    """The hash of a picture: of its size and its pixels, whatever file it is in."""
    return hashlib.sha256(f"{image.width}×{image.height} ".encode() + image.tobytes()).hexdigest()


def hashes() -> dict[str, str]:
    """Name → the hash that is kept."""
    return {name: page["hash"] for name, page in _read().items()}


def kept(name: str) -> Picture:
    """The page `name` as it was kept."""
    with Image.open(PICTURES / f"{name}.png") as image:
        image.load()
    return Picture(image, tuple(_read()[name]["text"]))


def keep(pages: Mapping[str, Picture]) -> list[str]:
    """Keep `pages` and nothing else; returns the names of those that differ from what was kept."""
    before = hashes() if PAGES.is_file() else {}
    after = {name: {"hash": fingerprint(page.image), "text": page.lines} for name, page in pages.items()}
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name, {}).get("hash")]
    PICTURES.mkdir(exist_ok=True)
    for path in PICTURES.glob("*.png"):
        if path.stem not in after:
            path.unlink()
    for name in changed:
        if name in pages:
            pages[name].image.save(PICTURES / f"{name}.png", optimize=True)
    PAGES.write_text(json.dumps(after, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return changed


def _read() -> dict[str, dict[str, Any]]:
    pages: dict[str, dict[str, Any]] = json.loads(PAGES.read_text(encoding="utf-8"))
    return pages
