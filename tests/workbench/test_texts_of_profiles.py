"""The texts that a profile asks for: by 科目, by project in parts, or one, each a field of its form."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.model.profiles import vocabulary_of
from generator.workbench.changes import Change, Path_, scalars
from generator.workbench.edits import apply, written_in
from generator.workbench.forms import Form, Questions, form_of
from tests.workbench.typed import different, texts_in

PUTUO = Path(__file__).parents[2] / "budgets" / "2025" / "putuo-czj"
KEY = "说明"


def _form(folder: Path) -> Form:
    return form_of(written_in(folder).mapping, KEY, vocabulary_of("shanghai-2025", folder))


def _texts(folder: Path) -> dict[Path_, str]:
    """What stands in each field of the form."""
    questions = [part for part in _form(folder).parts if isinstance(part, Questions)]
    return {cell.path: cell.text for part in questions for cell in part.cells}


def test_each_text_that_is_written_has_its_field() -> None:
    """With its path, and as it is written."""
    written = dict(scalars(written_in(PUTUO).mapping[KEY], (KEY,)))
    assert len(written) > 30
    assert {path: _texts(PUTUO).get(path) for path in written} == written


def test_a_text_that_is_not_written_has_an_empty_field(tmp_path: Path) -> None:
    """For each 科目 and each project; what is typed there is one more line."""
    folder = Path(shutil.copytree(PUTUO, tmp_path / "budget"))
    text = (folder / "收支.yaml").read_text(encoding="utf-8")
    other = text.replace("科目: 2010607, 性质: 项目支出", "科目: 2010606, 性质: 项目支出")
    (folder / "收支.yaml").write_text(other, encoding="utf-8")
    path = (KEY, "科目用途", "2010606")
    assert _texts(folder)[path] == ""
    before = texts_in(folder)
    apply(folder, written_in(folder).version, [Change(path, "用于财务检查。")])
    assert different(before, texts_in(folder)) == ['+     "2010606": 用于财务检查。']
