"""Two editions of one small budget, printed once for all tests of the review."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.figures import disclose_folder
from generator.proof.publish import publish
from generator.review.compare import compare
from generator.review.comparison import Comparison
from generator.review.side import open_side
from generator.rules import apply_rules
from tests.budgets import spoiled, written_to

EDITED = spoiled("金额: 7.00", "金额: 7.01", spoiled("完成项目。", "完成全部项目。"))
"""The second edition: one amount, and two characters of prose."""


@dataclass(frozen=True)
class Editions:
    """Folders of both editions and their PDFs, which are drafts without a mark: the second breaks a rule."""

    old: Path
    new: Path
    old_pdf: Path
    new_pdf: Path


def printed(folder: Path, target: Path) -> Path:
    """The PDF of the budget in `folder`, whatever the rules say of it."""
    disclosure = disclose_folder(folder)
    made, _ = publish(disclosure, folder, apply_rules(disclosure, folder))
    target.write_bytes(made.data)
    return target


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Both editions, printed."""
    base = tmp_path_factory.mktemp("两版")
    old, new = written_to(base / "旧" / "局"), written_to(base / "新" / "局", EDITED)
    return Editions(old, new, printed(old, base / "旧.pdf"), printed(new, base / "新.pdf"))


def compared(folder: Path, old: str, new: str) -> Comparison:
    """The comparison of two budgets of one year that say `old` and `new`, each in a folder of its own."""
    sides = [written_to(folder / name / "2024" / "局", text) for name, text in (("旧", old), ("新", new))]
    with open_side(str(sides[0])) as before, open_side(str(sides[1])) as after:
        return compare(before, after)
