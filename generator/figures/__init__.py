"""Every printed number as a Figure: what it is worth, how it is printed, and how it came to be."""

from generator.figures.book import Book
from generator.figures.cells import Cell, Row, Table
from generator.figures.disclosure import Disclosure, disclose, disclose_folder, unit_disclosures
from generator.figures.figure import Figure, Formula, Unit
from generator.figures.profile import Profile, load_profile

__all__ = [
    "Book",
    "Cell",
    "Disclosure",
    "Figure",
    "Formula",
    "Profile",
    "Row",
    "Table",
    "Unit",
    "disclose",
    "disclose_folder",
    "load_profile",
    "unit_disclosures",
]
