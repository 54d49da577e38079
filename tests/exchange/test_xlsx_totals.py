"""Totals in the workbook are formulas; whoever does not calculate sees their results."""

from __future__ import annotations

import gc
import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from xlsxwriter import Workbook

from generator.exchange import to_xlsx
from generator.exchange.importer.workbook import read_workbook
from generator.exchange.xlsx_export import written
from generator.exchange.xlsx_sheet import Sheet
from generator.exchange.xlsx_totals import write_totals
from generator.figures import Disclosure, Figure, Formula, Unit, disclose_folder
from tests.budgets import disclosed
from tests.exchange.budgets import Written, files, write
from tests.exchange.sheets import lines, said
from tests.exchange.test_import_round_trip import changed, saved
from tests.exchange.workbooks import MAIN, Book, exact, reference

SAMPLE = Path(__file__).parents[2] / "budgets" / "2024" / "xinzhou-etdz"


def formulas(book: Book, name: str) -> dict[str, tuple[str, Decimal]]:
    """The formulas of a sheet by cell, each with the result that is stored beside it."""
    cells = book.sheet(name).xml.iter(f"{MAIN}c")
    found = {cell.get("r", ""): (cell.findtext(f"{MAIN}f"), cell.findtext(f"{MAIN}v")) for cell in cells}
    return {cell: (text, exact(float(result or "nan"))) for cell, (text, result) in found.items() if text}


def references(formula: str) -> list[str]:
    """The cells that =SUM(…) adds up, in order."""
    arguments = re.fullmatch(r"SUM\((.+)\)", formula)
    assert arguments is not None
    found = []
    for argument in arguments[1].split(","):
        first, _, last = argument.partition(":")
        (left, top), (right, bottom) = (
            (ord(cell[0]) - ord("A"), int(cell[1:]) - 1) for cell in (first, last or first)
        )
        found += [
            reference(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        ]
    return found


def calculated(book: Book, name: str) -> dict[str, Decimal]:
    """What a program that calculates makes of every formula; no cell, blank ones too, counts twice in it."""
    texts = formulas(book, name)
    numbers = {
        reference(row, column): exact(value)
        for row, values in enumerate(book.sheet(name).rows)
        for column, value in enumerate(values)
        if isinstance(value, float) and column < 26
    }

    def leaves(cell: str, above: tuple[str, ...] = ()) -> list[str]:
        assert cell not in above, f"{name}!{cell} refers to itself"
        if cell not in texts:
            return [cell]
        return [leaf for one in references(texts[cell][0]) for leaf in leaves(one, (*above, cell))]

    found = {cell: leaves(cell) for cell in texts}
    for cell, below in found.items():
        assert len(set(below)) == len(below), f"{name}!{cell} adds a cell up twice"
    return {
        cell: sum((numbers.get(one, Decimal(0)) for one in below), Decimal(0))
        for cell, below in found.items()
    }


def assert_right(disclosure: Disclosure) -> int:
    """Every formula gives the result beside it; how many there are."""
    book = Book(to_xlsx(disclosure))
    count = 0
    for name in book.names:
        stored = {cell: result for cell, (_, result) in formulas(book, name).items()}
        assert calculated(book, name) == stored
        count += len(stored)
    return count


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_formulas_of_any_budget_give_what_stands_beside_them(budget: dict[str, Written]) -> None:
    """No cell twice, none left out, none that refers to itself."""
    with TemporaryDirectory() as temporary:
        assert_right(disclose_folder(write(Path(temporary) / "预算", budget)))


def test_no_total_of_the_sample_is_left_a_number() -> None:
    """What is a number is no sum of other amounts on its sheet: the one that a line of the budget gives."""
    disclosure = disclose_folder(SAMPLE)
    assert assert_right(disclosure) > 500
    data, sheets = written(disclosure)
    book = Book(data)
    for sheet in sheets[:-1]:
        there = formulas(book, sheet.name)
        for (row, column), source in sheet.sources.items():
            total = (row, 0) in sheet.totals and isinstance(source, Figure)
            if total and isinstance(source.origin, Formula) and (row, column) in sheet.values:  # type: ignore[union-attr]
                assert reference(row, column) in there, f"{sheet.name}!{reference(row, column)}"


def test_an_amount_entered_where_there_was_none_is_in_its_totals() -> None:
    """Blank amounts of the rows and columns that a total adds up are added up as well."""
    assert_right(disclosed())
    book = Book(to_xlsx(disclosed()))
    total, balance = formulas(book, "表三"), formulas(book, "表一")
    assert book.sheet("表三").rows[8][4] == ""
    assert total["C9"][0] == "SUM(D9:E9)"
    assert total["E8"][0] == "SUM(E9:E10)"
    assert balance["B36"][0] == "SUM(B6:B10)"
    assert [balance[cell][0] for cell in ("D36", "D38")] == ["SUM(D6:D35)", "SUM(D36:D37)"]


def summed(rows: int) -> tuple[float, float]:
    """Seconds of the processor to lay out a sheet of 款 with ten 项 each, and to make its totals formulas."""
    ten = range(10)
    lines = [
        [Figure(f"{group}/{line}", Decimal(line + 1), Unit.MONEY) for line in ten]
        for group in range(rows // 10)
    ]
    totals = [
        Figure(f"{group}", Decimal(55), Unit.MONEY, Formula("和", tuple(some)))
        for group, some in enumerate(lines)
    ]
    whole = Figure("合计", Decimal(55 * len(totals)), Unit.MONEY, Formula("和", tuple(totals)))
    shown = [whole, *(one for total, some in zip(totals, lines, strict=True) for one in (total, *some))]
    gc.disable()
    try:
        begun = process_time()
        sheet = Sheet(Workbook(BytesIO()), {}, "表")
        for row, figure in enumerate(shown):
            sheet.amount(row, 1, figure.value, source=figure)
            sheet.scales[row, 1] = 1
        laid_out = process_time()
        write_totals(sheet)
        done = process_time()
    finally:
        gc.enable()
    assert len(sheet.formulas) == 1 + len(totals)
    return laid_out - begun, done - laid_out


def test_totals_take_time_in_proportion_to_the_cells() -> None:
    """As laying them out does: ten times the cells may take twice as much of that, no more."""
    small, large = (min((summed(rows) for _ in range(2)), key=sum) for rows in (600, 6000))
    assert large[1] / large[0] < 2 * small[1] / small[0] + 2


@pytest.mark.parametrize("noise", ["60.000000000000014", "59.99999999999999"])
def test_sums_that_excel_added_up_anew_are_the_same(tmp_path: Path, noise: str) -> None:
    """Behind the last digit of an amount there is only the noise of binary sums."""
    path = saved(tmp_path, disclosed())
    result = read_workbook(changed(path, ("表五", "C9", noise)))
    assert (lines(result, "支出"), said(result)) == (lines(read_workbook(path), "支出"), [])
