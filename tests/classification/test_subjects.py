"""The subjects of all years: whole, without contradictions, and found as documents have them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from generator.classification import classification_of, subjects_by_code
from generator.classification.subjects import FIRST_YEAR, LAST_YEAR, TABLES, all_subjects

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

EDUCATION = """2050101 2050102 2050201 2050202 2050203 2050204 2050299 2050302 2050701 2050801 2050802 2050903
2050904 2059999 2080502 2080505 2080506 2101101 2101102 2101103 2210201 2210203 2069999 2070308 2296003"""
AGRICULTURE = """2130101 2130102 2130104 2130106 2130108 2130109 2130110 2130112 2130119 2130122 2130124
2130125 2130126 2130135 2130153 2130199 2130504 2130505 2130506 2130599 2130701 2130705 2130706 2130803"""
HEALTH = """2100101 2100102 2100199 2100201 2100202 2100301 2100302 2100399 2100401 2100402 2100403 2100408
2100409 2100410 2100499 2100716 2100717 2100799 2101101 2101301 2101401 2109999"""
POLICE = """2040201 2040202 2040219 2040220 2040221 2040299 2040601 2040604 2040605 2040607 2040610 2080801
2080899 2240106 2240199 2240204"""


@pytest.mark.parametrize("codes", [EDUCATION, AGRICULTURE, HEALTH, POLICE])
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_what_bureaus_use_is_known(codes: str, year: int) -> None:
    """The codes of an education, an agriculture, a health and a police bureau have names."""
    known = classification_of(year).functional
    assert [code for code in codes.split() if code not in known] == []


@pytest.mark.parametrize("year", YEARS)
def test_a_year_has_every_code_once_and_what_is_above_it(year: int) -> None:
    """In no year has a code two names, and every 项 has its 款 and every 款 its 类."""
    codes = Counter(subject.code for subject in all_subjects() if subject.in_force(year))
    assert max(codes.values()) == 1
    assert [code for code in codes if len(code) > 3 and code[:-2] not in codes] == []


def test_a_code_tells_its_table_by_its_first_digit() -> None:
    """No code could stand in two of the tables."""
    assert {subject.code[0] for subject in all_subjects()} == set(TABLES)


def test_names_of_years_follow_each_other() -> None:
    """A code that was renamed has names whose years do not overlap, and some have been."""
    renamed = [names for names in subjects_by_code().values() if len(names) > 1]
    assert renamed
    for names in renamed:
        for before, after in pairwise(names):
            assert 0 < before.last < after.first


def test_a_name_is_that_of_its_year() -> None:
    """经营主体管理 was 市场主体管理 until 2023; 20139 came in 2024."""
    assert classification_of(2023).functional["2013804"] == "市场主体管理"
    assert classification_of(2024).functional["2013804"] == "经营主体管理"
    assert "20139" not in classification_of(2023).functional
    assert classification_of(2024).functional["20139"] == "社会工作事务"


def test_documents_or_memory() -> None:
    """What no document proves is known as such: part of the tables, not all."""
    tables = classification_of(2026)
    assert {"2010101", "30101"} & tables.recalled == set()
    assert "2013804" in tables.recalled
    assert 0.3 < len(tables.recalled & tables.functional.keys()) / len(tables.functional) < 0.7
