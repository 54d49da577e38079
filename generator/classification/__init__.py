"""政府收支分类科目 of all years: data files, one look-up, and the official book that wins over them."""

from generator.classification.book import find_book
from generator.classification.moves import of_other_years, what_became_of
from generator.classification.subjects import Subject, subjects_by_code
from generator.classification.tables import Classification, classification_of, latest_year, nearest

__all__ = [
    "Classification",
    "Subject",
    "classification_of",
    "find_book",
    "latest_year",
    "nearest",
    "of_other_years",
    "subjects_by_code",
    "what_became_of",
]
