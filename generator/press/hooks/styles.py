"""WeasyPrint's computed styles, with less work: the same ones, shared and filled at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.press.hooks.cascade import Cascade, EarlyError, Finder, Sizes
from generator.press.hooks.recent import Recent

_LAID_OVER = ("first-line", "first-letter")
"""Pseudo-elements whose styles are laid over others: what was asked of them counts there."""

_HEADS = 4
"""Heads whose style sheets are kept."""


def styles_once(kind: Any) -> Any:
    """The engine's `StyleFor`: as equal elements share a style, so do their pseudo-elements, and pages."""
    from weasyprint.layout.page import PageType

    class Styles(kind):  # type: ignore[misc]
        """Marks what it makes as settled: only copies of styles are changed later."""

        real = kind

        def __init__(
            self, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any
        ) -> None:
            cascade = Cascade.of(sheets, font_config, html.base_url)
            if presentational_hints or not cascade.usable:
                super().__init__(html, sheets, presentational_hints, font_config, target_collector)
                return
            self._cascaded_styles: dict[Any, Any] = {}
            self._computed_styles: dict[Any, Any] = {}
            self._sheets, self.font_config, self.initial_page_sizes = sheets, font_config, cascade.sizes
            for element, pseudo, style in Finder(cascade, html, font_config).styles(target_collector):
                self._computed_styles[element, pseudo] = style

        def add_page_declarations(self, page_type: Any) -> None:
            """Find what is said of pages of a type, and forget what was said of others.

            Why: the engine looks through all of it for every page.
            """
            cascaded = self.get_cascaded_styles()
            cascaded.clear()
            super().add_page_declarations(page_type)
            self.said_of_pages = tuple(
                (pseudo_type, *((name, id(value), repr(weight)) for name, (value, weight) in said.items()))
                for (_, pseudo_type), said in cascaded.items()
            )

        def set_computed_styles(
            self,
            element: Any,
            parent: Any,
            root: Any = None,
            pseudo_type: Any = None,
            base_url: Any = None,
            target_collector: Any = None,
        ) -> None:
            """The style of an element, or of one of its pseudo-elements."""
            computed = self.get_computed_styles()
            shared: dict[Any, Any] = {}
            if isinstance(element, PageType) and not pseudo_type:
                of_pages = computed[parent, None].__dict__.setdefault("of_pages", {})
                shared = of_pages.setdefault(self.said_of_pages, {})
            elif pseudo_type and "anchor" not in self.get_cascaded_styles().get((element, pseudo_type), {}):
                target_collector = None
                shared = computed[element, None].__dict__.setdefault("of_pseudo", {})
            if pseudo_type not in shared:
                super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
                shared[pseudo_type] = computed[element, pseudo_type]
                shared[pseudo_type].settled = True
            computed[element, pseudo_type] = shared[pseudo_type]

    return Styles


@dataclass(frozen=True)
class Simple:
    """Properties by how they get a value when nothing is said of them: `initial` values, `inherited` ones.

    `logical` ones may say something of `physical` ones.
    """

    initial: dict[str, Any]
    inherited: tuple[str, ...]
    logical: frozenset[str]
    physical: tuple[str, ...]

    @classmethod
    def of_engine(cls) -> Simple:
        """As the engine has them; those that it treats in a way of their own are not among them."""
        from weasyprint.css import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, PHYSICAL_FUNCTIONS

        others = {*INHERITED, *INITIAL_NOT_COMPUTED, "page", "position", "float", "display"}
        names = {
            function(block="ttb", inline=inline)
            for function in PHYSICAL_FUNCTIONS.values()
            for inline in ("ltr", "rtl")
        }
        initial = {
            name: value
            for name, value in INITIAL_VALUES.items()
            if name not in others and not name.startswith("text_decoration_")
        }
        return cls(initial, tuple(sorted(INHERITED)), frozenset(names), tuple(PHYSICAL_FUNCTIONS))

    def of(self, parent: Any, cascaded: Any) -> dict[str, Any]:
        """The values below `parent` where `cascaded` is said."""
        heritage = parent.__dict__.get("heritage")
        if heritage is None:
            heritage = parent.heritage = {name: parent[name] for name in self.inherited}
        values: dict[str, Any] = self.initial | heritage
        for name in cascaded:
            values.pop(name, None)
        if not self.logical.isdisjoint(cascaded):
            for name in self.physical:
                values.pop(name, None)
        return values


def filled_once(kind: Any, simple: Simple) -> Any:
    """A `kind` of the engine's styles that gets all its simple values when it is first asked for one.

    Why: it asks for most of some eighty, one by one.
    """

    class Filled(kind):  # type: ignore[misc]
        """Knows after its first answer whatever is simple."""

        filled = False
        real = kind

        def __missing__(self, key: str) -> Any:
            if not self.filled:
                self.filled = True
                if self.parent_style is not None and getattr(self, "pseudo_type", None) not in _LAID_OVER:
                    self._fill()
                    if key in self:
                        return self[key]
            return super().__missing__(key)

        def _fill(self) -> None:
            sizes = self.root_style.initial_page_sizes
            if not isinstance(sizes, Sizes):
                return
            before, sizes.patience = sizes.patience, True
            try:
                self.update(simple.of(self.parent_style, getattr(self, "cascaded", {})) | self)
            except EarlyError:
                self.filled = False
            finally:
                sizes.patience = before

    return Filled


class HeadSheets:
    """The engine's `find_stylesheets`; what is in the heads of many sections alike is read once."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __call__(self, root: Any, device: str, fetcher: Any, base_url: Any, fonts: Any, *more: Any) -> Any:
        """The style sheets of a document."""

        def read() -> list[Any]:
            return list(self.real(root, device, fetcher, base_url, fonts, *more))

        found = [one for one in root.etree_element.iter() if str(one.tag).endswith(("style", "link"))]
        if len(found) != 1 or found[0].tag != "style" or found[0].attrib:
            return read()
        text = "".join(found[0].itertext())
        if text.count("@") > text.count("@page"):
            return read()  # it may say more than how things look
        known = fonts.__dict__.setdefault("heads", Recent(_HEADS))
        return known.get_or((text, device, base_url), read)
