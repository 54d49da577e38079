"""What 科目 are called, and which 政府预算支出经济科目 stands beside a 款."""

from __future__ import annotations

from collections.abc import Collection

from generator.classification import Classification
from generator.model import Budget


class SubjectNames:
    """Names of 科目: the budget's own (科目名称) before those of the classification.

    The 款 in `keeping` keep their own name in the column of 政府经济科目.
    """

    def __init__(self, budget: Budget, classification: Classification, keeping: Collection[str]) -> None:
        self.keeping = keeping
        self.own = budget.subject_names
        self.classification = classification
        nature = budget.department.nature
        self._institutions = {u.code for u in budget.units if (u.nature or nature) == "事业"}
        if not budget.units and nature == "事业":
            self._institutions = {budget.department.code}

    def functional(self, code: str) -> str:
        """支出功能分类."""
        return self.own.get(code) or self.classification.functional.get(code, "")

    def revenue(self, code: str) -> str:
        """收入分类."""
        return self.own.get(code) or self.classification.revenue.get(code, "")

    def economic(self, code: str) -> str:
        """部门预算支出经济分类."""
        subject = self.classification.economic.get(code)
        return self.own.get(code) or (subject.name if subject else "")

    def government_of(self, code: str, unit: str) -> str:
        """The 政府预算支出经济科目 of the 款 `code` for a unit of its 性质, "" if unknown.

        A 款 that keeps its own name has itself for one.
        """
        if code in self.keeping:
            return code
        return self.classification.government_code(code, institution=unit in self._institutions)

    def government(self, code: str) -> str:
        """The name of what `government_of` gives, or of what an author gave."""
        if code in self.keeping:
            return self.economic(code)
        return self.own.get(code) or self.classification.government.get(code, "")
