"""docs/样式.md: its example is tried as it stands, and it names all that a profile can declare."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import main
from generator.figures.profile import ROLES, Profile, SectionSpec
from generator.figures.profile_specs import SHOWN, BlockSpec, ColumnSpec, RowSpec, TableSpec
from generator.model.kinds import MEASURED
from generator.model.number_format import NumberFormat
from generator.model.vocabulary import DEFAULT, Vocabulary, keys_of

GUIDE = (Path(__file__).parents[2] / "docs" / "样式.md").read_text(encoding="utf-8")
STEPS, REST = GUIDE.split("\n## 一张表\n")
MODELS = (Profile, SectionSpec, TableSpec, BlockSpec, ColumnSpec, RowSpec, NumberFormat, Vocabulary)


def _blocks(kind: str, text: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def test_the_example_prints_all_that_a_budget_may_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "budgets").mkdir()
    begin, check = (block.split()[1:] for block in _blocks("sh", STEPS))
    assert main(begin) == 0
    folder = tmp_path / "budgets" / "样式" / begin[2]
    (sections,) = (block for block in _blocks("yaml", REST) if block.startswith("章节:"))
    (contact,) = _blocks("html", REST)
    sections = sections.replace("  - {内容: 附件}\n", "  - {内容: 附件}\n  - {模板: contact.html.j2}\n")
    (folder / "profile.yaml").write_text("".join((*_blocks("yaml", STEPS), sections)), encoding="utf-8")
    (folder / "contact.html.j2").write_text(contact, encoding="utf-8")
    capsys.readouterr()
    assert main(check) == 0, capsys.readouterr().err
    assert "试印通过：样式 某县-2025 的 13 张表没有空的栏" in capsys.readouterr().out


def test_every_key_and_every_word_is_in_it() -> None:
    keys = {key for model in MODELS for key in keys_of(model)}
    properties = {name for kind in MEASURED.values() for name in kind.properties}
    rows = {row for kind in MEASURED.values() for row in (*kind.rows, *kind.groups(DEFAULT))}
    words = {*keys, *properties, *MEASURED, *rows, *SHOWN, *ROLES, "表", "文字"}
    assert len(words) > 60
    assert sorted(word for word in words if word not in GUIDE) == []
