"""The JSON: every figure with its origin, every table as printed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.exchange import to_json
from generator.figures import Disclosure, disclose_folder
from tests.budgets import disclosed, spoiled, written_to


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = spoiled("内设机构: 无", "内设机构: [一, 二], 编制人数: 8")
    return written_to(tmp_path_factory.mktemp("budgets") / "某某局", text)


@pytest.fixture(scope="module")
def disclosure(folder: Path) -> Disclosure:
    return disclose_folder(folder)


@pytest.fixture(scope="module")
def exported(disclosure: Disclosure) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(to_json(disclosure))
    return data


def test_every_figure_is_exported(disclosure: Disclosure, exported: dict[str, Any]) -> None:
    """The keys are the ids of the book, in its order."""
    assert list(exported["figures"]) == [figure.id for figure in disclosure.book]
    assert len(exported["figures"]) > 300


def test_numbers_are_text(exported: dict[str, Any]) -> None:
    """Value as printed and exact value are decimals written out, null when nobody wrote the figure.

    Binary floats never touch them.
    """
    assert exported["figures"]["表三/合计/基本支出"] == {
        "value": "70.00",
        "exact": "70.00",
        "unit": "万元",
        "origin": {
            "operator": "和",
            "operands": ["支出/2010350/基本支出/一般公共预算", "支出/2080505/基本支出/一般公共预算"],
        },
    }
    for figure in exported["figures"].values():
        assert set(figure) == {"value", "exact", "unit", "origin"}
        if figure["value"] is None:
            assert figure["exact"] is None
            continue
        assert isinstance(figure["value"], str)
        assert abs(Decimal(figure["value"]) - Decimal(figure["exact"])) <= Decimal("0.005")
    unknown = [name for name, figure in exported["figures"].items() if figure["value"] is None]
    assert unknown == ["机构/在职人数", "机构/所属单位数", "整体绩效/单位数", "整体绩效/金额"]


def test_every_operand_is_exported(exported: dict[str, Any]) -> None:
    """A formula can be followed to the end: each of its figures is there too."""
    origins = {name: figure["origin"] for name, figure in exported["figures"].items() if figure["origin"]}
    operands = {operand for origin in origins.values() for operand in origin.get("operands", [])}
    assert operands
    assert operands <= set(exported["figures"])


def test_every_leaf_leads_to_its_line(folder: Path, exported: dict[str, Any]) -> None:
    """File, line and column are where the number stands in the YAML, or the word that says there is none."""
    origins = {name: figure["origin"] for name, figure in exported["figures"].items() if figure["origin"]}
    leaves = {name: origin for name, origin in origins.items() if "file" in origin}
    assert len(leaves) > 30
    for name, origin in leaves.items():
        line = (folder / origin["file"]).read_text(encoding="utf-8").splitlines()[origin["line"] - 1]
        written = line[origin["column"] - 1 :]
        if exported["figures"][name]["unit"] != "个":
            exact = exported["figures"][name]["exact"]
            assert written.startswith((exact, "无") if exact == "0" else exact), name


def test_tables_are_exported_as_printed(disclosure: Disclosure, exported: dict[str, Any]) -> None:
    """Rows are the printed cells, blank as "", with the flat header."""
    assert list(exported["tables"]) == list(disclosure.tables)
    for number, table in exported["tables"].items():
        assert table["rows"] == disclosure.tables[number].printed_rows()
        assert all(len(row) == len(table["header"]) for row in table["rows"])
    assert exported["tables"]["表七"]["rows"][0] == ["合计", "", "20.00"]
    assert exported["tables"]["表七"]["title"] == "2024年政府性基金预算收入表（不含上年结转）"


def test_long_shares_are_cut(disclosure: Disclosure) -> None:
    """An exact value without end is given to twelve decimals."""
    book = disclosure.book
    share = book.share(book["表三/2080505/合计"], book["表三/合计/合计"])
    exact = json.loads(to_json(disclosure))["figures"][share.id]["exact"]
    assert exact == "7.299270072993"


def test_the_json_is_plain_text() -> None:
    """UTF-8, Chinese as it is, one newline at the end: fit for a diff."""
    data = to_json(disclosed())
    assert data.endswith(b"}\n")
    assert "某某局" in data.decode()
    assert b"\\u" not in data
    assert data == to_json(disclosed())
