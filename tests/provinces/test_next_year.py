"""The year after, with the same amounts: nothing is more or less, for the department and for each unit."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from generator.cli import main
from generator.document import compose
from generator.figures import Disclosure, disclose_folder
from generator.figures.disclosure import unit_disclosures
from generator.figures.profile_specs import ColumnSpec

HERE = Path(__file__).parent
BUDGETS = sorted(path.name for path in (HERE / "2025").iterdir())
OF_LAST_YEAR = re.compile(r"^(?:上年|上年支出):.*\n(?:[ ].*\n)*", re.MULTILINE)
UNFILLED = "待填"


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The budgets of a department for 2025 and 2026, with its profile beside them."""
    shutil.copytree(HERE / "样式", tmp_path / "样式")
    for year in ("2025", "2026"):
        target = tmp_path / year / request.param
        shutil.copytree(HERE / "2025" / request.param, target)
        for file in target.glob("*.yaml") if year == "2026" else ():
            text = OF_LAST_YEAR.sub("", file.read_text("utf-8"))
            file.write_text(text.replace("年度: 2025", "年度: 2026"), "utf-8")
    return tmp_path / "2026" / request.param


def _differences(disclosure: Disclosure) -> Iterator[tuple[str, Decimal]]:
    """What columns say that compare with last year."""
    for spec in disclosure.profile.tables:
        for block in spec.blocks:
            columns: dict[str, ColumnSpec] = {column.key: column for column in block.columns}
            for column in block.columns:
                both = column.difference or column.growth
                if both and columns[both[1]].kind.startswith("上年"):
                    ids = re.compile(f"{spec.number}/.*/{column.key}")
                    yield from ((one.id, one.value) for one in disclosure.book if ids.fullmatch(one.id))


@pytest.mark.parametrize("folder", BUDGETS, indirect=True)
def test_nothing_changes(folder: Path) -> None:
    """Of the whole and of units, whose sections can be written, too."""
    disclosure = disclose_folder(folder)
    for one in (disclosure, *unit_disclosures(disclosure)):
        assert one.before is not None
        found = dict(_differences(one))
        assert bool(found) == (folder.name != "林草局")  # its province compares nothing in tables
        assert {name: value for name, value in found.items() if value} == {}
        compose(one)


@pytest.mark.parametrize("folder", BUDGETS, indirect=True)
def test_a_rolled_budget_asks_for_what_was_written(folder: Path) -> None:
    """Each line that is to be filled in was a line of the year before."""
    shutil.rmtree(folder)
    assert main(["roll", str(folder.parents[1] / "2025" / folder.name), "--to", "2026"]) == 0
    for file in folder.glob("*.yaml"):
        old = (folder.parents[1] / "2025" / folder.name / file.name).read_text("utf-8").splitlines()
        for line in file.read_text("utf-8").splitlines():
            said = line.partition("  # 上年")[0]
            if UNFILLED in said and not said.lstrip().startswith("#"):
                pattern = ".+?".join(map(re.escape, said.split(UNFILLED)))
                assert any(re.fullmatch(pattern, other.partition("  # ")[0]) for other in old), said
