"""Templates that a county copied from an older version of the program still say all that they said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.document import compose
from generator.figures import disclose_folder
from tests.html_tables import text_of

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "budgets" / "2024" / "xinzhou-etdz"
BASED = "名称: 某县-2025\n基于: %s\n"


def _forms(top: Path, budget: Path, base: str, *templates: Path) -> list[tuple[str, list[str]]]:
    """What the forms of a budget say, in a county's profile with those templates."""
    shutil.copytree(HERE / "样式", top / "样式")
    own = top / "样式" / "某县-2025"
    own.mkdir()
    (own / "profile.yaml").write_text(BASED % base, encoding="utf-8")
    for template in templates:
        shutil.copy(template, own)
    folder = shutil.copytree(budget, top / "2025" / "某局")
    main = next(path for path in folder.glob("*.yaml") if "年度:" in path.read_text(encoding="utf-8"))
    lines = main.read_text(encoding="utf-8").splitlines(keepends=True)
    said = [line for line in lines if not line.startswith("样式:")]
    main.write_text("".join(["样式: 某县-2025\n", *said]), encoding="utf-8")
    sections = compose(disclose_folder(folder)).sections
    return [(one.key, text_of(one.html).split()) for one in sections if one.classes == "performance"]


@pytest.mark.parametrize(
    ("budget", "base"),
    [(SAMPLE, "shanxi-2024"), (HERE / "2025" / "教育厅", "秦省-2025")],
    ids=["项目", "整体"],
)
def test_forms_of_older_templates_have_the_same_words(tmp_path: Path, budget: Path, base: str) -> None:
    """Long texts came to them in pieces, some `joined` to the one above; now they are whole."""
    before = _forms(tmp_path / "a", budget, base, *(HERE / "older").glob("*.j2"))
    assert before
    assert before == _forms(tmp_path / "b", budget, base)
