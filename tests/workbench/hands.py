"""Somebody who has a keyboard and nothing else; after every key, one can see what has the focus."""

from __future__ import annotations

from playwright.sync_api import Page, expect

MOST = 400
RESTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
HERE = """() => {
  const one = document.activeElement;
  if (one === document.body) return "";
  const said = one.ariaLabel || one.textContent || one.value;
  return `${one.tagName} ${one.id} ${one.className}: ${said}`.slice(0, 90);
}"""
RINGED = """() => {
  const style = getComputedStyle(document.activeElement.matches("#text")
    ? document.activeElement.parentElement : document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
}"""
WAY = """wanted => {
  const all = [...document.querySelectorAll(wanted)].filter((one) => one.checkVisibility());
  const now = document.activeElement;
  if (all.includes(now)) return "";
  const isAfter = (one) => now === document.body || now.compareDocumentPosition(one) & 4;
  return all.some(isAfter) ? "Tab" : "Shift+Tab";
}"""


class Hands:
    """Keys pressed in a window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        """One key after the other; none leaves nothing in focus, or what nobody can see."""
        for key in keys:
            before = self.here()
            self.page.keyboard.press(key)
            self.page.evaluate(RESTED)
            told = f"{key} on “{before}” leaves nothing in focus"
            expect(self.page.locator(":focus"), told).to_have_count(1)
            assert self.page.evaluate(RINGED), f"“{self.here()}” does not look as if it were in focus"

    def here(self) -> str:
        """What has the focus, in words; "" for nothing."""
        said: str = self.page.evaluate(HERE)
        return said

    def is_at(self, wanted: str) -> bool:
        """Whether something that a selector finds has the focus."""
        found: bool = self.page.evaluate("one => document.activeElement.matches(one)", wanted)
        return found

    def to(self, wanted: str) -> None:
        """Go on to the next that a selector finds, forwards or back."""
        key = self.page.evaluate(WAY, wanted)
        for _ in range(MOST):
            if self.is_at(wanted):
                return
            self.press(key)
        raise AssertionError(f"{key} never leads to {wanted}, but to “{self.here()}”")

    def part(self, wanted: str) -> None:
        """Go from part to part of the window, to one that a selector finds."""
        for _ in range(7):
            self.press("F6")
            if self.page.evaluate("one => document.activeElement.closest(one) !== null", wanted):
                return
        raise AssertionError(f"F6 never leads to {wanted}, but to “{self.here()}”")

    def tab(self, name: str) -> None:
        """Choose what the panel shows."""
        self.part(".tabs")
        self.press("Home")
        while not self.is_at(f"#tab-{name}"):
            self.press("ArrowRight")
