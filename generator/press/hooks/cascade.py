"""What style sheets say of elements, found out once for all sections that are set with them.

Elements of which the same rules speak, below parents of one style, have one style, in whatever section they
stand. A name that can be linked to makes a style of its own, from which nothing is inherited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf
from typing import Any

from generator.press.hooks.recent import Recent

MOST = 20_000
"""Styles that are kept for a set of style sheets."""
_SETS = 4
"""Sets of style sheets of which styles are kept."""
_ANCHOR = "anchor"
_CHANGED = ("html", "body")
"""Elements whose styles the engine changes when it makes their boxes."""
_SVG = "{http://www.w3.org/2000/svg}svg"

Said = dict[str, tuple[Any, Any]]
"""Property → (value, weight)."""


class EarlyError(Exception):
    """A value was asked for that depends on a page which is not there yet."""


class Sizes(dict[str, Any]):
    """The sizes of the first page of a section, and whether any style has asked for them.

    With `patience` they are not asked for before they are known, or an EarlyError is raised.
    """

    asked = False
    patience = False

    def __getitem__(self, name: str) -> Any:
        size = super().__getitem__(name)
        if size is None and self.patience:
            raise EarlyError
        self.asked = True
        return size


class Family:
    """A style, those of its pseudo-elements, and the families of elements below by what is said of them."""

    __slots__ = ("below", "pseudo", "said", "style")

    def __init__(self, style: Any, said: Said, pseudo: dict[str, Any]) -> None:
        self.style, self.said, self.pseudo = style, said, pseudo
        self.below: dict[Any, Family] = {}


class Cascade:
    """What is kept for the style `sheets`: (sheet, origin, specificity of all its rules or None)."""

    def __init__(self, sheets: Sequence[Any]) -> None:
        self.sheets = sheets
        self.sizes = Sizes()
        self.roots: dict[Any, Family] = {}
        self.count = 0
        self.usable = not any(
            name == _ANCHOR for sheet, _, _ in sheets for name in _properties(sheet.matcher)
        )

    @classmethod
    def of(cls, sheets: Sequence[Any], font_config: Any, base_url: Any) -> Cascade:
        """The one for `sheets`; it is `usable` unless styles depend on more."""
        known = font_config.__dict__.setdefault("cascades", Recent(_SETS))
        key = (base_url, *((id(sheet), *more) for sheet, *more in sheets))
        found: Cascade = known.get_or(key, lambda: cls(tuple(sheets)))
        if found.sizes.asked or found.count > MOST:
            found = known[key] = cls(found.sheets)
        found.sizes.update(box=None, area=None)
        return found


def _properties(matcher: Any) -> Iterator[str]:
    """The properties of which the rules of a style sheet speak, each as often as they do."""
    named = ("id_selectors", "class_selectors", "lower_local_name_selectors", "namespace_selectors")
    lists = [entries for name in named for entries in getattr(matcher, name).values()]
    for entries in (*lists, matcher.lang_attr_selectors, matcher.other_selectors):
        for *_, (declarations, _) in entries:
            yield from (name for name, *_ in declarations)


class Finder:
    """Finds the styles of all elements of a document."""

    def __init__(self, cascade: Cascade, html: Any, font_config: Any) -> None:
        from weasyprint import css

        self.css, self.cascade, self.html, self.font_config = css, cascade, html, font_config
        self.matchers = [
            (number, sheet.matcher)
            for number, (sheet, *_) in enumerate(cascade.sheets)
            if sheet.matcher.order
        ]
        self.own: dict[Any, Said] = defaultdict(dict)
        for specificity, element, declarations, base_url in css.find_style_attributes(
            html.etree_element, False, html.base_url
        ):
            self._say(
                self.own[element],
                css.preprocess_declarations(base_url, declarations),
                "author",
                inf,
                specificity,
            )

    def styles(self, targets: Any) -> Iterator[tuple[Any, str | None, Any]]:
        """(element, pseudo-element, style) of all that have one; `targets` are told of anchors."""
        families: dict[Any, Family] = {}
        for wrapper in self.html.wrapper_element.iter_subtree():
            element = wrapper.etree_element
            above = families[wrapper.parent.etree_element] if wrapper.parent else None
            matched = [(number, *one) for number, matcher in self.matchers for one in matcher.match(wrapper)]
            key = (_attributes(element), *((m[0], m[1], m[3], id(m[4])) for m in matched))
            siblings = self.cascade.roots if above is None else above.below
            family = siblings.get(key)
            if family is None:
                family = siblings[key] = self._family(element, above, matched)
            families[element] = family
            style = family.style
            if element.tag in _CHANGED or _ANCHOR in self.own.get(element, {}):
                style = self._alone(element, above, family)
                if style[_ANCHOR]:
                    targets.collect_anchor(style[_ANCHOR])
            yield element, None, style
            for pseudo, of_pseudo in family.pseudo.items():
                yield element, pseudo, of_pseudo

    def _family(self, element: Any, above: Family | None, matched: Sequence[Any]) -> Family:
        """What is kept of an element of which the `matched` rules speak, below those `above`."""
        own = self.own.get(element, {})
        said: dict[Any, Said] = {None: {name: value for name, value in own.items() if name != _ANCHOR}}
        for number, specificity, _, pseudo, (declarations, layer) in matched:
            sheet, origin, of_all = self.cascade.sheets[number]
            order = inf if layer is None else sheet.layers.index(layer)
            self._say(said.setdefault(pseudo, {}), declarations, origin, order, of_all or specificity)
        style = self._style(above.style if above else None, said[None], None)
        self.cascade.count += len(said)
        return Family(
            style,
            said[None],
            {name: self._style(style, said[name], name) for name in said if name is not None},
        )

    def _alone(self, element: Any, above: Family | None, family: Family) -> Any:
        """A style like that of the `family`, for one element."""
        anchor = {name: value for name, value in self.own.get(element, {}).items() if name == _ANCHOR}
        style = self._style(above.style if above else None, family.said | anchor, None)
        if above is None:
            style.of_pages = family.style.__dict__.setdefault("of_pages", {})
        return style

    def _say(self, said: Said, declarations: Any, origin: str, order: Any, specificity: Any) -> None:
        """Let declarations count where none of more weight does."""
        for name, values, importance in declarations:
            weight = (self.css.declaration_precedence(origin, importance), order, specificity)
            before = said.get(name)
            if before is None or before[1] <= weight:
                said[name] = values, weight

    def _style(self, parent: Any, said: Said, pseudo: str | None) -> Any:
        if parent is None:
            root = self.css.InitialStyle(self.font_config)
        else:
            root = parent if parent.is_root_element else parent.root_style
        base_url, sizes = self.html.base_url, self.cascade.sizes
        style = self.css.ComputedStyle(parent, said, pseudo, root, base_url, self.font_config, sizes)
        style.settled = True
        return style


def _attributes(element: Any) -> tuple[str | None, ...] | None:
    """What the attributes of an element say of its style, but for its anchor."""
    given = element.attrib
    if not given:
        return None
    names = ("style", "lang", "width", "height") if element.tag == _SVG else ("style", "lang")
    said = tuple(given.get(name) for name in names)
    return said if any(said) else None
