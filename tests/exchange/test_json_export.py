"""The JSON: every figure with its origin, every table as printed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.document import compose
from generator.exchange import to_json
from generator.exchange.json_schema import DOCUMENT, schema, text
from generator.figures import Disclosure, disclose_folder
from tests.budgets import SMALLEST, disclosed, spoiled, written_to
from tests.built_sample import BUDGET

SHANGHAI = BUDGET.parents[1] / "2025" / "putuo-czj"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = spoiled("内设机构: 无", "内设机构: [一, 二], 编制人数: 8")
    return written_to(tmp_path_factory.mktemp("budgets") / "某某局", text)


@pytest.fixture(scope="module")
def disclosure(folder: Path) -> Disclosure:
    return disclose_folder(folder)


@pytest.fixture(scope="module")
def exported(disclosure: Disclosure) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(to_json(compose(disclosure)))
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
    assert unknown == [
        "机构/在职人数",
        "机构/所属单位数",
        "整体绩效/单位数",
        "整体绩效/金额",
        "国有资产/车辆/编制",
    ]


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
    assert share is not None
    exact = json.loads(to_json(compose(disclosure)))["figures"][share.id]["exact"]
    assert exact == "7.299270072993"


def test_the_json_is_plain_text() -> None:
    """UTF-8, Chinese as it is, one newline at the end: fit for a diff."""
    data = to_json(compose(disclosed()))
    assert data.endswith(b"}\n")
    assert "某某局" in data.decode()
    assert b"\\u" not in data
    assert data == to_json(compose(disclosed()))


def test_rows_have_levels_and_every_cell_its_figure(disclosure: Disclosure, exported: dict[str, Any]) -> None:
    """类, 款 and 项 are told apart, totals are marked, heads are given from top to bottom."""
    table = exported["tables"]["表三"]
    assert table["head"][2] == ["2024年预算数", "合计"]
    assert table["levels"][:4] == [0, 0, 1, 2]
    assert table["totals"][:2] == [True, False]
    assert table["figures"][0] == [None, None, "表三/合计/合计", "表三/合计/基本支出", "表三/合计/项目支出"]
    for told in exported["tables"].values():
        assert len(told["rows"]) == len(told["levels"]) == len(told["totals"]) == len(told["figures"])
        for row, ids in zip(told["rows"], told["figures"], strict=True):
            assert len(row) == len(ids)
        assert {id for ids in told["figures"] for id in ids if id} <= set(exported["figures"])


def _texts(exported: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for section in exported["sections"] for part in section["parts"]]


def test_words_forms_and_charts_are_exported() -> None:
    """All that the document says, in its order, with the figures in it."""
    exported = json.loads(to_json(compose(disclose_folder(BUDGET))))
    parts = _texts(exported)
    assert [part["table"] for part in parts if "table" in part] == list(exported["tables"])
    headings = [part["heading"] for part in parts if "heading" in part]
    assert headings[0] == "一图读懂2024年部门预算"
    first = headings.index("第一部分 概况")
    assert headings[first + 1] == "一、本部门职责"
    assert "项目支出绩效目标表：土地储备与规划事务中心—耕地占用税" in headings
    told = next(
        part for part in parts if part.get("text", "").startswith("2024年，本部门预算收入46,785.10万元")
    )
    assert told["figures"][0] in exported["figures"]
    assert sum("chart" in part for part in parts) == 2
    form = next(part for part in parts if part.get("form") == "项目资金")
    assert form["rows"][0][2] == {"text": "3,000,000", "figures": [form["rows"][0][2]["figures"][0]]}
    assert {id for part in parts for id in part.get("figures", ())} <= set(exported["figures"])


@pytest.mark.parametrize("folder", [BUDGET, SMALLEST, SHANGHAI], ids=lambda path: path.name)
def test_the_data_are_what_their_schema_says(folder: Path) -> None:
    """Every key that is exported is described, and every key that is described has its form."""
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    assert [
        error.message
        for error in validator.iter_errors(json.loads(to_json(compose(disclose_folder(folder)))))
    ] == []


def test_the_schema_in_docs_is_that_of_the_program() -> None:
    """Made anew by `python -m generator.exchange.json_schema`."""
    assert DOCUMENT.read_text(encoding="utf-8") == text()


def test_what_is_not_described_is_no_data(exported: dict[str, Any]) -> None:
    """The schema refuses another version, a key that it does not know, a number that is no text."""
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(exported)
    assert not validator.is_valid({**exported, "版本": 1})
    assert not validator.is_valid({**exported, "新键": 1})
    assert not validator.is_valid(
        {**exported, "figures": {"甲": {**exported["figures"]["支出/基本支出"], "value": 1.5}}}
    )
