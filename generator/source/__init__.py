"""YAML text → values that know where they stand. Nothing in here knows what a budget is."""

from generator.source.place import Place, SourceText
from generator.source.values import Mapping, Scalar, Sequence, Value
from generator.source.workspace import find_budget, find_budgets, read_folder
from generator.source.yaml_reader import read_yaml

__all__ = [
    "Mapping",
    "Place",
    "Scalar",
    "Sequence",
    "SourceText",
    "Value",
    "find_budget",
    "find_budgets",
    "read_folder",
    "read_yaml",
]
