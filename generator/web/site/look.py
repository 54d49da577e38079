"""Pages of the site itself: one frame, one style, one script, all of them ours."""

from __future__ import annotations

from typing import Any

from generator.web.page import asset, template

FILES = {"site/page.css": "page.css", "site/page.js": "page.js", "site/search.js": "search.js"}


def page(name: str, root: str, title: str, **values: Any) -> bytes:
    """UTF-8 HTML of the template `name`; `root` leads from the page to the top of the site."""
    return template(name).render(root=root, title=title, **values).encode()


def assets() -> dict[str, bytes]:
    """The files that all pages use."""
    return {path: asset(name).encode() for path, name in FILES.items()}
