"""What README.md says of the folders, and the measure of files and functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]

LONGEST_FILE, LONGEST_FUNCTION = 400, 60


@cache
def modules() -> dict[str, ast.Module]:
    """The parsed modules of the program, by name."""
    files = sorted((ROOT / "generator").rglob("*.py"))
    return {_name(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def _name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(name: str) -> Iterator[str]:
    """The modules that a module names, be it within a function or for its types only."""
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules())
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                found = below if below in modules() else node.module
                if found in modules() and found != name:
                    yield found


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {name: set(imported(name)) for name in modules()}
    assert sum(map(len, graph.values())) > len(graph)
    TopologicalSorter(graph).prepare()  # or CycleError, which tells the circle


def test_a_package_imports_only_from_those_above_it() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    order = re.findall(r"^\| `generator/(\w+)/` \|", readme, re.M)
    assert sorted(order) == sorted(file.parent.name for file in (ROOT / "generator").glob("*/__init__.py"))
    step = {f"generator.{package}": number for number, package in enumerate(order)}
    packages = {name: ".".join(name.split(".")[:2]) for name in modules()}
    upwards = [
        (name, other)
        for name in modules()
        for other in imported(name)
        if step.get(packages[other], -1) > step.get(packages[name], len(order))
    ]
    assert not upwards


def test_files_and_functions_stay_short() -> None:
    files = [
        file for folder in ("generator", "tests", "benchmarks") for file in (ROOT / folder).rglob("*.py")
    ]
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert len(files) > len(modules())
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST_FILE} == {}
    functions = [
        (name, node.name, (node.end_lineno or 0) - node.lineno + 1)
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [one for one in functions if one[2] > LONGEST_FUNCTION] == []
