"""How many files of the package name each key of a budget that has numbers: `python -m benchmarks.kinds`.

A file names a key when one of its strings is the key, or begins with it and a slash, or when it takes the
field of that name. What is derived from the declaration names none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import generator
from generator.model import Budget
from generator.model.paths import annotation_of, item_of, model_in
from generator.model.vocabulary import fields_of

PACKAGE = Path(generator.__file__).parent


def keys() -> dict[str, str]:
    """The keys with models below them, and what their fields are called."""
    names = {id(field): name for name, field in Budget.model_fields.items()}
    found = {}
    for key, field in fields_of(Budget).items():
        annotation = annotation_of(field)
        if model_in(annotation) or model_in(item_of(annotation, list)):
            found[key] = names[id(field)]
    return found


def files_naming(key: str, field: str) -> list[str]:
    """The files that name `key`; `items` is a method of every mapping, and counts only as a key."""
    return [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if any(_names(node, key, field) for node in _code(ast.parse(path.read_text(encoding="utf-8"))))
    ]


def _names(node: ast.AST, key: str, field: str) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return f"{node.value}/".startswith(f"{key}/")
    return isinstance(node, ast.Attribute) and node.attr == field and field != "items"


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but docstrings."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield node
            yield from _code(node)


if __name__ == "__main__":
    for key, field in keys().items():
        found = files_naming(key, field)
        print(f"{key}\t{len(found)}\t{'、'.join(found)}")
