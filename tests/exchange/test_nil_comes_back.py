"""What is said not to be there is said again by the workbook: of the department, and of a unit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.exchange import to_xlsx
from generator.exchange.importer.workbook import read_workbook
from generator.exchange.importer.writing import files_of, write_files
from generator.figures import disclose_folder
from generator.model import Budget
from generator.model.vocabulary import fields_of
from generator.rules import apply_rules
from generator.source import Mapping, Sequence, Value
from tests.exchange.test_import_own import facts
from tests.many_units import many_units
from tests.written import read

PART = "单位/1-中心.yaml"
"""The file of a unit that is not the first."""


def plain(value: Value) -> object:
    """Mappings, lists and texts without their places."""
    if isinstance(value, Mapping):
        return {key: plain(below) for key, below in value.items()}
    return [plain(below) for below in value] if isinstance(value, Sequence) else value and str(value)


def said(folder: Path) -> dict[str, object]:
    """Figures, tables and findings of a budget and of each of its units."""
    found = {}
    for unit in ("", *(unit.code for unit in disclose_folder(folder).budget.units)):
        disclosure = disclose_folder(folder, unit)
        found[unit] = (facts(disclosure), sorted(one.code for one in apply_rules(disclosure, folder)))
    return found


@pytest.mark.parametrize("name", ["部门.yaml", PART])
def test_every_nil_of_every_key_comes_back(tmp_path: Path, name: str) -> None:
    """Each key of a budget in turn, as 无 and as an empty list, where that can be read.

    A department whose files are of units has them in its list.
    """
    known = many_units(tmp_path / "源")
    files = {str(path.relative_to(known)): path.read_text("utf-8") for path in known.rglob("*.yaml")}
    given = plain(read(files[name])[0])
    assert isinstance(given, dict)
    tried = 0
    for key in fields_of(Budget).keys() - {"单位"}:
        for nil in ("无", []) if given.get(key) not in ("无", []) else ():
            folder = tmp_path / f"{key}-{len(nil)}" / "2024" / "局"
            for path, text in (files | {name: json.dumps({**given, key: nil}, ensure_ascii=False)}).items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, "utf-8")
            try:
                before = said(folder)
            except InputError:
                continue
            workbook = folder / "公开.xlsx"
            workbook.write_bytes(to_xlsx(disclose_folder(folder)))
            write_files(folder.parent / "回", files_of(read_workbook(workbook), workbook.name)[0])
            assert said(folder.parent / "回") == before, (key, nil)
            tried += 1
    assert tried > 15
