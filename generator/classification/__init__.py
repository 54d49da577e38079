"""政府收支分类科目 by year: data files and one small look-up."""

from generator.classification.tables import (
    Classification,
    EconomicSubject,
    classification_of,
    latest_year,
    nearest,
)

__all__ = ["Classification", "EconomicSubject", "classification_of", "latest_year", "nearest"]
