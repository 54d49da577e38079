"""Forms (填表): grids and questions over a budget, made from the declaration of the model and its words."""

from generator.workbench.forms.answers import CellError, Changes, written
from generator.workbench.forms.columns import AMOUNT, Column
from generator.workbench.forms.last_year import last_year
from generator.workbench.forms.parts import Cell, Form, Grid, Line, Questions
from generator.workbench.forms.subjects import subjects_of
from generator.workbench.forms.topics import GROUPS, TOPICS, form_of, units_of

__all__ = [
    "AMOUNT",
    "GROUPS",
    "TOPICS",
    "Cell",
    "CellError",
    "Changes",
    "Column",
    "Form",
    "Grid",
    "Line",
    "Questions",
    "form_of",
    "last_year",
    "subjects_of",
    "units_of",
    "written",
]
