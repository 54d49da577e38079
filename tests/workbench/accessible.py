"""Whether everybody can use a page: what axe (Deque) finds that is serious."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")
_AXE = Axe()


def refuse_barriers(page: Page) -> None:
    """Fail with the rules that are broken and the first elements that break them."""
    found = _AXE.run(page).response["violations"]
    told = [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:4]]}"
        for one in found
        if one["impact"] in SERIOUS
    ]
    assert not told, "\n".join(told)
