"""What an author may write: pydantic models with English names and the Chinese keys as aliases."""

from generator.model.budget import Budget
from generator.model.lines import (
    SOURCES,
    EconomicLine,
    ExpenditureLine,
    Project,
    RevenueLine,
    Source,
    Sources,
)
from generator.model.load import load_budget, parse_budget, unit_budget
from generator.model.number import Number
from generator.model.performance import Indicator, IndicatorGroup, Performance

__all__ = [
    "SOURCES",
    "Budget",
    "EconomicLine",
    "ExpenditureLine",
    "Indicator",
    "IndicatorGroup",
    "Number",
    "Performance",
    "Project",
    "RevenueLine",
    "Source",
    "Sources",
    "load_budget",
    "parse_budget",
    "unit_budget",
]
