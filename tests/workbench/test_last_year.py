"""What stood there last year stands beside what is to be filled in: the same line's, or nothing."""

from __future__ import annotations

from pathlib import Path

from generator.model.vocabulary import DEFAULT
from generator.rolling.next_folder import roll
from generator.workbench.changes import value_at
from generator.workbench.edits import written_in
from generator.workbench.forms import TOPICS, form_of, last_year
from generator.workbench.forms.last_year import _text
from tests.budgets import SMALLEST, copied_to

SAMPLE = SMALLEST.parent / "xinzhou-etdz"


def test_what_a_roll_asks_for_has_last_years_value_beside_it(tmp_path: Path) -> None:
    """In every form: what stood at the place of 待填 in the line of the same name, and in no other."""
    now = written_in(roll(SAMPLE, 2025, tmp_path / "2025" / "某局").folder).mapping
    before = written_in(SAMPLE).mapping
    was, asked, told = last_year(now, before), 0, 0
    for key in TOPICS:
        for item in range(len(form_of(now, key, DEFAULT).items) or 1):
            form = form_of(now, key, DEFAULT, item=item)
            for cell in form.cells:
                if cell.unfilled:
                    asked, told = asked + 1, told + bool(was(cell.path))
    assert asked > 100
    assert told > asked * 0.95
    assert was(("收入", "一般公共预算")) == _text(value_at(before, ("收入", "一般公共预算")))


def test_lines_are_found_by_their_names(tmp_path: Path) -> None:
    """Wherever they stand now; of a name that is there twice, or not yet, nothing is told."""
    folder = copied_to(tmp_path / "b")
    path = folder / "预算.yaml"
    line = "支出:\n  - {科目: 2019999, 性质: 基本支出, 一般公共预算: 待填}\n"
    path.write_text(path.read_text(encoding="utf-8").replace("支出:\n", line, 1), encoding="utf-8")
    now, before = written_in(folder).mapping, written_in(SMALLEST).mapping
    was, lines = last_year(now, before), before["支出"]
    assert was(("支出", 0, "一般公共预算")) == ""
    assert lines is not None
    for index in range(len(lines)):
        own = value_at(before, ("支出", index, "一般公共预算"))
        assert was(("支出", index + 1, "一般公共预算")) == _text(own)
    assert last_year(now, None)(("支出", 1, "一般公共预算")) == ""
