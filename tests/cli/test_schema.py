"""gongkai schema, and what `new` leaves for the editor."""

from __future__ import annotations

import json
from pathlib import Path

from generator.classification import latest_year
from generator.model.schema import budget_schema
from generator.source import find_budgets
from generator.source.workspace import yaml_files
from tests.cli.conftest import Gongkai


def test_the_schema_is_printed_or_written(gongkai: Gongkai, tmp_path: Path) -> None:
    """Both ways it is the same JSON, that of the latest code tables."""
    printed = gongkai("schema")
    written = gongkai("schema", "-o", "编辑器/schema.json")
    assert (printed.code, written.code, written.out) == (0, 0, "已生成 编辑器/schema.json\n")
    text = (tmp_path / "编辑器" / "schema.json").read_text(encoding="utf-8")
    assert text == printed.out
    assert json.loads(text) == budget_schema(latest_year())


def test_a_schema_that_cannot_be_written_is_said(gongkai: Gongkai, tmp_path: Path) -> None:
    """A place that cannot be written to is a sentence, and nothing is left behind."""
    (tmp_path / "文件").write_text("mine", encoding="utf-8")
    said = gongkai("schema", "-o", "文件/schema.json")
    assert said.code == 2
    assert "不能写入“文件/schema.json”" in said.err


def test_a_new_budget_tells_the_editor_where_its_schema_is(gongkai: Gongkai, tmp_path: Path) -> None:
    """The first line of every file leads, from where the file is, to the schema in the same folder."""
    assert gongkai("new", "某局", "--year", "2024", "--name", "某局").code == 0
    files = yaml_files(tmp_path / "某局")
    assert len({file.parent for file in files}) > 1
    for file in files:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        mark, _, path = first.partition("$schema=")
        assert mark == "# yaml-language-server: "
        assert json.loads((file.parent / path).read_text(encoding="utf-8")) == budget_schema(2024)


def test_a_new_budget_has_settings_for_vs_code(gongkai: Gongkai, tmp_path: Path) -> None:
    """UTF-8, blanks for tabs, the schema for all files, and the extension to install."""
    assert gongkai("new", "某局", "--year", "2024", "--name", "某局").code == 0
    folder = tmp_path / "某局"
    settings = json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert (settings["files.encoding"], settings["editor.insertSpaces"]) == ("utf8", True)
    assert [(folder / name).is_file() for name in settings["yaml.schemas"]] == [True]
    extensions = json.loads((folder / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert extensions["recommendations"] == ["redhat.vscode-yaml"]
    assert find_budgets([tmp_path]) == [folder]
