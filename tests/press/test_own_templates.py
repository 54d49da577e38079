"""A county's own templates: what ours print besides the cells may be missing from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import Document, compose
from generator.errors import PressError
from generator.figures import disclose_folder
from generator.press import print_pdf
from tests.budgets import copied_to

PROFILE = "名称: 某县-2024\n基于: shanxi-2024\n"
CELLS = '{% include "amounts.html.j2" %}\n'
HEADED = f"{{{{ heading(2, table.title, label=table.number) }}}}\n{CELLS}"


def county(top: Path, **templates: str) -> Document:
    """The smallest budget, in a county's profile with these templates."""
    own = top / "样式" / "某县-2024"
    own.mkdir(parents=True)
    (own / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    for name, text in templates.items():
        (own / f"{name}.html.j2").write_text(text, encoding="utf-8")
    folder = copied_to(top / "某局")
    said = (folder / "预算.yaml").read_text(encoding="utf-8")
    (folder / "预算.yaml").write_text(f"样式: 某县-2024\n{said}", encoding="utf-8")
    return compose(disclose_folder(folder))


@pytest.mark.parametrize(
    "template",
    [
        CELLS,
        f"{{% if table.number in ('表一', '表八', '表十') %}}{HEADED}{{% else %}}{CELLS}{{% endif %}}",
        f"{HEADED}{{{{ heading(3, '附注') }}}}",
        f'{HEADED}<div style="break-before: page">{{{{ heading(3, "附注") }}}}</div>',
    ],
    ids=["no heading", "some headings", "two headings", "a heading on the next page"],
)
def test_tables_are_proved_where_their_cells_are(tmp_path: Path, template: str) -> None:
    """Whatever headings stand beside them, or none."""
    document = county(tmp_path, table=template)
    assert len(print_pdf(document).sections) > 3


def test_a_heading_that_is_not_printed_is_named(tmp_path: Path) -> None:
    """It is in the 目录, and on no page."""
    document = county(tmp_path, table=f'{{% set made = heading(2, "甲乙丙") %}}{CELLS}')
    with pytest.raises(PressError, match=r"标题“.*甲乙丙”没有印出来"):
        print_pdf(document)
