"""The code tables: whole, consistent, and found for every year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from generator.classification import classification_of, nearest

TABLES = classification_of(2024)


def test_the_tables_hold_the_codes_of_2024() -> None:
    """Every file was read to its end, and known names are as the ministry has them."""
    assert len(TABLES.classes) == 30
    assert len(TABLES.functional) == 1823
    assert len(TABLES.economic) == 110
    assert len(TABLES.government) == 82
    assert len(TABLES.mapping) == 100
    assert len(TABLES.revenue) == 327
    assert TABLES.functional["201"] == "一般公共服务支出"
    assert TABLES.economic["30101"].name == "基本工资"


@pytest.mark.parametrize(("asked", "used"), [(1990, 2021), (2024, 2024), (2025, 2025), (2099, 2026)])
def test_a_year_without_tables_uses_the_nearest(asked: int, used: int) -> None:
    """The latest tables before a year serve it, or else the earliest; the year says which."""
    assert classification_of(asked).year == used


def test_codes_and_names_are_clean() -> None:
    """Codes are digits as text, names are never empty, in every table."""
    economic = {code: subject.name for code, subject in TABLES.economic.items()}
    for table in (TABLES.functional, economic, TABLES.government, TABLES.revenue):
        assert table
        assert all(code.isdigit() for code in table)
        assert all(name.strip() == name != "" for name in table.values())


def test_the_classes_stand_in_print_order() -> None:
    """The 类 of 表一 are numbered in Chinese and ascend by code, and each has a name."""
    codes = [code for _, code in TABLES.classes]
    assert all(first < second for first, second in pairwise(codes))
    assert TABLES.classes[0] == ("一", "201")
    assert TABLES.classes[29][0] == "三十"
    assert all(TABLES.functional[code] for code in codes)


def test_every_economic_subject_has_a_government_subject() -> None:
    """The mapping leads from known codes to known codes, for both kinds of unit."""
    assert TABLES.mapping.keys() <= TABLES.economic.keys()
    assert {code for pair in TABLES.mapping.values() for code in pair} - {""} <= TABLES.government.keys()
    assert all(institutional for _, institutional in TABLES.mapping.values())


def test_the_government_subject_depends_on_the_kind_of_unit() -> None:
    """Wages are 工资奖金津补贴 in an office, but 工资福利支出 in an institution."""
    for institution, name in ((False, "工资奖金津补贴"), (True, "工资福利支出")):
        assert TABLES.government[TABLES.government_code("30101", institution=institution)] == name
    assert TABLES.government_code("39999999", institution=True) == ""


@pytest.mark.parametrize(
    ("code", "group"), [("30101", "人员经费"), ("30201", "公用经费"), ("30178", "人员经费"), ("99999", "")]
)
def test_the_group_of_an_economic_subject(code: str, group: str) -> None:
    """A 款 that the tables do not know belongs where its 类 belongs."""
    assert TABLES.economic_group(code) == group


def test_the_nearest_codes_begin_alike() -> None:
    """A slip in the last digits leads back to the code that was meant, longest common beginning first."""
    known = ["2010350", "2010301", "2010101", "2120801", "201"]
    assert nearest("2010359", known) == ["2010350", "2010301", "2010101"]
    assert nearest("2010359", known, 1) == ["2010350"]


def _slips(code: str) -> Iterator[str]:
    """Every code that one slip makes of `code`: neighbours swapped, a digit wrong, missing, or too many."""
    for i in range(len(code)):
        yield code[:i] + code[i + 1 :]
        yield code[:i] + code[i : i + 2][::-1] + code[i + 2 :]
        for digit in "0123456789":
            yield code[:i] + digit + code[i + 1 :]
            yield code[:i] + digit + code[i:]
    yield from (code + digit for digit in "0123456789")


@pytest.mark.parametrize(
    ("known", "length", "step"),
    [
        ([*TABLES.functional], 7, 150),
        ([*TABLES.economic], 5, 4),
        ([*TABLES.revenue], 7, 60),
    ],
    ids=["功能", "经济", "收入"],
)
def test_one_slip_leads_back_to_the_code_that_was_meant(known: list[str], length: int, step: int) -> None:
    """Where it is the only one, or one of three, that a single slip is away, it is suggested; none twice."""
    finest = [code for code in known if len(code) == length]
    every = {code: set(_slips(code)) for code in finest}
    for code in finest[::step]:
        for slip in every[code] - set(finest):
            close = nearest(slip, finest)
            assert len(set(close)) == len(close) == 3
            if sum(slip in slips for slips in every.values()) <= 3:
                assert code in close, (slip, close)


def test_brothers_come_first() -> None:
    """Codes under the 款 that was written stand before those that begin otherwise."""
    assert nearest("2010530", TABLES.functional) == ["2010503", "2010550", "2010350"]
    assert nearest("30271", [c for c in TABLES.economic if len(c) == 5]) == ["30201", "30211", "30217"]


def test_codes_of_the_same_length_are_preferred() -> None:
    """A shorter or longer code is suggested only when no other has the right length."""
    assert nearest("202", ["2010350", "209", "20"]) == ["209"]
    assert nearest("2010", ["2010101", "20101", "301"]) == ["20101", "2010101", "301"]


@pytest.mark.parametrize("code", ["", "甲", "９"])
def test_anything_has_nearest_codes(code: str) -> None:
    """However strange the code, there are suggestions and no failure."""
    assert len(nearest(code, TABLES.functional)) == 3
    assert nearest(code, []) == []
