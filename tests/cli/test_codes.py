"""gongkai codes, and the official book that wins."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.figures import disclose_folder
from generator.rules import apply_rules
from tests.budgets import SMALLEST


@pytest.fixture
def budgets(tmp_path: Path) -> Path:
    """A folder of budgets with the smallest in it."""
    shutil.copytree(SMALLEST, tmp_path / "budgets" / "2024" / "某局")
    return tmp_path / "budgets"


def _codes(budgets: Path, *arguments: str) -> int:
    return main(["codes", *arguments, "--budgets", str(budgets)])


def test_codes_are_found_by_name(budgets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what they stand below, expenditure first; 1 when there is none."""
    assert _codes(budgets, "find", "水利工程", "运行") == 0
    assert capsys.readouterr().out.startswith("2130306  农林水支出 › 水利 › 水利工程运行与维护\n")
    assert _codes(budgets, "find", "没有这种") == 1


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("２１３０３０６",), "2130306"),
        (("SLGCYXYWH",), "2130306"),
        (("xzyx", "20103"), "2010301"),
        (("syyx", "２０１０３"), "2010350"),
        (("《行政运行》 2010301",), "2010301"),
        (("2010350事业运行",), "2010350"),
    ],
)
def test_codes_are_found_by_initials_and_wide_digits(
    budgets: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], first: str
) -> None:
    """As the workbench finds them: the first letters of the pinyin; a Chinese keyboard gives wide digits."""
    assert _codes(budgets, "find", *words) == 0
    assert capsys.readouterr().out.startswith(f"{first}  ")


def test_a_code_says_its_names_and_years(budgets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it was called when, and what that rests on; a code that is none ends with 2."""
    assert _codes(budgets, "show", "2013804") == 0
    said = capsys.readouterr().out
    assert "市场主体管理（到 2023 年为止）" in said
    assert "经营主体管理（2024 年起）" in said
    assert "请与正式的科目表核对" in said
    assert _codes(budgets, "show", "9999999") == 2


@pytest.mark.parametrize("word", ["办公费", "30201 办公费", "30201办公费", "“办公费”", "３０２０１"])
def test_a_code_is_shown_by_its_name_too(
    budgets: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    """However the two are written."""
    assert _codes(budgets, "show", word) == 0
    assert capsys.readouterr().out.startswith("30201  商品和服务支出 › 办公费（")


@pytest.mark.parametrize(
    ("action", "word", "said"),
    [
        ("show", "行政运行", "叫“行政运行”的科目不只一个：2010101、"),
        ("show", "办公非", "科目表里没有“办公非”。是否想找：办公费、"),
        ("find", "水里工程建设", "是否想找：水利工程建设"),
    ],
)
def test_a_name_that_is_none_or_of_many_is_answered(
    budgets: Path, capsys: pytest.CaptureFixture[str], action: str, word: str, said: str
) -> None:
    """With the codes, or with what it may have meant."""
    assert _codes(budgets, action, word) in (1, 2)
    shown = capsys.readouterr()
    assert said in shown.out + shown.err


def test_two_years_are_compared(budgets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is new, what ended, what was renamed; years that are none end with 2."""
    assert _codes(budgets, "diff", "2023", "2024") == 1
    said = capsys.readouterr().out
    assert "新增 20139  一般公共服务支出 › 社会工作事务" in said
    assert "改名 2013804  市场主体管理 → 经营主体管理" in said
    assert _codes(budgets, "diff", "2024", "2024") == 0
    assert _codes(budgets, "diff", "2024", "明年") == 2


def test_the_official_book_wins_everywhere(budgets: Path, tmp_path: Path) -> None:
    """Its names are printed, its codes are known; the PDF carries it and verifies where it is not."""
    book = tmp_path / "科目.csv"
    book.write_text("代码,名称\n2210201,公积金（官方）\n2011399,官方才有的科目\n", encoding="utf-8")
    assert _codes(budgets, "import", str(book), "--year", "2024") == 0
    folder = budgets / "2024" / "某局"
    disclosure = disclose_folder(folder)
    assert disclosure.names.functional("2210201") == "公积金（官方）"
    assert disclosure.names.functional("2011399") == "官方才有的科目"
    assert main(["build", str(folder), "-o", str(tmp_path / "out")]) == 0
    shutil.rmtree(budgets)
    assert main(["verify", str(tmp_path / "out" / "2024" / "某局.pdf")]) == 0


def test_what_the_book_has_needs_no_note(budgets: Path, tmp_path: Path) -> None:
    """S70 lists names that no document proves, until the official book has them."""
    folder = budgets / "2024" / "某局"
    file = folder / "预算.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("2080505", "2240105"), encoding="utf-8")

    def codes() -> list[str]:
        return [f.code for f in apply_rules(disclose_folder(folder), folder)]

    assert "S70" in codes()
    book = tmp_path / "科目.csv"
    book.write_text("2240105,国务院安委会专项\n22401,应急管理事务\n224,灾害防治\n", encoding="utf-8")
    assert _codes(budgets, "import", str(book), "--year", "2024") == 0
    assert "S70" not in codes()


def test_an_import_needs_a_year(budgets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without one it cannot be known which budgets the book is for."""
    assert _codes(budgets, "import", "科目表.xlsx") == 2
    assert "--year 2026" in capsys.readouterr().err
