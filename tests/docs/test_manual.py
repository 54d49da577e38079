"""使用手册: the budget that its sections make up, copied block by block, is what the manual says it is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.figures import Disclosure, disclose_folder
from generator.figures.figure import Unit
from generator.findings import Level
from generator.model import Budget
from generator.rules import apply_rules
from tests.cli.conftest import Gongkai
from tests.docs.library import MANUAL, MISTAKES, NAME, SLIPS, WRITING, slip, write_library

BUDGETS = Path(__file__).parents[2] / "budgets"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library's budget, copied out of the manual."""
    folder = tmp_path_factory.mktemp("手册") / NAME
    write_library(folder)
    return folder


@pytest.fixture(scope="module")
def disclosure(folder: Path) -> Disclosure:
    """It can be read."""
    return disclose_folder(folder)


def test_the_manuals_budget_has_no_errors_and_no_warnings(disclosure: Disclosure, folder: Path) -> None:
    """What a reader copies is right."""
    found = [finding for finding in apply_rules(disclosure, folder) if finding.level is not Level.UNCHECKED]
    assert [str(finding.message) for finding in found] == []


def test_references_print_what_the_manual_says(disclosure: Disclosure) -> None:
    """The table of 引用: every row is a figure, printed like that."""
    rows = re.findall(r"^\| `\{\{ (.+?) \}\}`.*?\| (.+?) \|$", WRITING, flags=re.MULTILINE)
    assert len(rows) > 5
    for name, printed in rows:
        figure = disclosure.book[name]
        assert figure.printed + ("" if figure.unit is Unit.COUNT else figure.unit) == printed


def test_the_manual_says_of_every_key_what_it_is_in_a_units_file() -> None:
    """The table of the chapter on departments of many units leaves none out."""
    chapter = MANUAL[MANUAL.index("## 十四、") : MANUAL.index("## 十五、")]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", chapter, flags=re.MULTILINE)
    told = {key for row in rows for key in row.split("、")}
    keys = {field.alias for field in Budget.model_fields.values() if field.alias}
    assert keys - told == {"单位", "分单位"}


MESSAGES = re.findall(r"^```text\n(.*?)^```", MISTAKES, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(SLIPS)))
def test_the_messages_of_the_manual_are_real(number: int, gongkai: Gongkai, tmp_path: Path) -> None:
    """Section 九: every slip, made in the library's budget, gives first the message that stands there."""
    write_library(tmp_path / NAME)
    slip(tmp_path / NAME, *SLIPS[number])
    assert len(MESSAGES) == len(SLIPS)
    assert gongkai("check", NAME).out.startswith(MESSAGES[number])


def test_the_next_year_of_the_manual_is_real(gongkai: Gongkai, tmp_path: Path) -> None:
    """The chapter on it: what `roll` says of the small sample, and the first thing that `check` asks then."""
    shutil.copytree(BUDGETS / "2024" / "yunling-archive", tmp_path / "budgets" / "2024" / "档案馆")
    chapter = MANUAL[MANUAL.index("## 十三、") : MANUAL.index("## 十四、")]
    rolled, asked = re.findall(r"^```text\n(.*?)^```", chapter, flags=re.MULTILINE | re.DOTALL)
    assert gongkai("roll", "budgets/2024/档案馆", "--to", "2025").out == rolled
    assert gongkai("check", "budgets/2025/档案馆").out.startswith(asked)


def _codes(words: str) -> set[str]:
    """The codes that a bracket of the manual names: S01 到 S09、S15."""
    found: set[str] = set()
    for part in words.split("、"):
        numbers = [int(code) for code in re.findall(r"S(\d\d)", part)]
        found |= {f"S{number:02}" for number in range(numbers[0], numbers[-1] + 1)}
    return found


def test_the_manual_says_which_codes_each_step_has() -> None:
    """What is found while files are read, and while keys and values are; gaps in the numbers are no codes."""
    named = re.search(r"先把文件读出来（(.+?)），再看键和值（(.+?)），", MANUAL)
    assert named
    top = Path(__file__).parents[2] / "generator"
    for words, package in zip(named.groups(), ("source", "model"), strict=True):
        texts = [path.read_text(encoding="utf-8") for path in (top / package).rglob("*.py")]
        kinds = {code for text in texts for code in re.findall(r'Kind\("(S\d\d)"', text)}
        assert kinds <= _codes(words)
        every = {path.stem for path in (top / "rules" / "pages").glob("S*.yaml")}
        assert _codes(words) & every == kinds


def test_the_manual_names_the_words_that_only_some_profiles_have() -> None:
    """Lists of words that are empty where nothing else is said, as far as an author writes below them."""
    assert [word for word in ("人员", "单位类别") if f"有“{word}”的" not in MANUAL] == []
