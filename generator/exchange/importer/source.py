"""What a workbook's 数据 says, read as a budget's files are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as Folder

from generator.errors import InputError, ProfileError
from generator.exchange.importer.cells import CellPlace, plain_number
from generator.exchange.importer.kinds import BAD_DATA
from generator.exchange.tree import Leaf, Node, Path, Tree, is_money
from generator.figures import Disclosure, disclose
from generator.findings import Finding
from generator.model import parse_budget
from generator.source import Mapping, Place, Scalar, SourceText
from generator.source import Sequence as Items


class TreeText:
    """A tree as if it were a file: a line for every value, so that figures tell which value they are of."""

    def __init__(self, file: str, unit: str, folder: Folder | None = None) -> None:
        self.unit = unit
        self.folder = folder
        self.paths: list[Path] = []
        self.origins: list[CellPlace | None] = []
        self.text = SourceText(f"{file}:数据", "", "数据")

    def disclosed(self, tree: Tree) -> Disclosure:
        """The disclosure of `tree`. Raises InputError, with cells for places, when it is no budget."""
        mapping = self._value(tree, ())
        assert isinstance(mapping, Mapping)
        try:
            return disclose(parse_budget(mapping, folder=self.folder))
        except InputError as error:
            raise InputError([self._told(finding) for finding in error.findings]) from None
        except ProfileError as error:
            raise InputError([BAD_DATA.at(None, f"{self.text.name} {error}", "在“样式”一行里改")]) from None

    def _told(self, finding: Finding) -> Finding:
        place = finding.place
        origin = self.origins[place.line - 1] if place and 0 < place.line <= len(self.origins) else None
        where = str(origin or self.text.name)
        return replace(finding, place=None, message=f"{where} {finding.message}")

    def path_of(self, place: Place) -> Path | None:
        """The path of the value that stands at `place`; None when that is in no value of this tree."""
        own = place.source is self.text and 0 < place.line <= len(self.paths)
        return self.paths[place.line - 1] if own else None

    def _value(self, node: Node, path: Path) -> Mapping | Items | Scalar:
        place = self._place(node, path)
        if isinstance(node, dict):
            mapping = Mapping(place)
            for key, below in node.items():
                value = self._value(below, (*path, key))
                mapping.put(key, value, value.place)
            return mapping
        if isinstance(node, list):
            items_ = Items(place)
            for index, below in enumerate(node):
                value = self._value(below, (*path, index))
                items_.put(value, value.place)
            return items_
        return Scalar(self._text(node, path), place)

    def _text(self, leaf: Leaf, path: Path) -> str:
        if isinstance(leaf.value, str):
            return leaf.value
        yuan = self.unit == "元" and is_money(path)
        return plain_number(leaf.value * 10000 if yuan else leaf.value)

    def _place(self, node: Node, path: Path) -> Place:
        self.paths.append(path)
        self.origins.append(_first(node))
        return Place(self.text, len(self.paths), 1)


def _first(node: Node) -> CellPlace | None:
    """The cell that `node`, or the first thing in it, came from."""
    while not isinstance(node, Leaf):
        below = list(node.values()) if isinstance(node, dict) else node
        if not below:
            return None
        node = below[0]
    return node.origin if isinstance(node.origin, CellPlace) else None
