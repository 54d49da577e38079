"""explain: from a printed number to its line of YAML."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main
from generator.document import compose
from generator.figures import Unit
from tests.budgets import CONSISTENT, disclosed, written_to


@pytest.fixture
def budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A consistent budget in the working directory."""
    monkeypatch.chdir(tmp_path)
    written_to(tmp_path / "局")
    return "局"


@pytest.mark.parametrize(
    "words",
    [["表六/302/公用经费"], ["表六.302.公用经费"], ["表六", "302", "公用经费"], ["“表六/302/公用经费”"]],
)
def test_a_figure_is_followed_to_its_lines(
    words: list[str], budget: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """However the figure is written, its parts and their lines are shown."""
    assert main(["explain", budget, *words]) == 0
    shown = capsys.readouterr().out.replace("\n", "")
    line = 1 + CONSISTENT[: CONSISTENT.index("{经济科目: 30201")].count("\n")
    assert "10.00万元" in shown
    assert f":{line}:" in shown


@pytest.mark.parametrize("number", ["7.00", "7", "7.0", "-7.00", "-0,007.00", "7.00万元"])
def test_a_number_finds_every_figure_that_prints_so(
    number: str, budget: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A printed number, however it is written, lists all figures printed like it."""
    assert main(["explain", budget, number]) == 0
    shown = capsys.readouterr().out
    assert "表六/30201/合计" in shown
    assert "表六/30201/公用经费" in shown


def test_a_share_is_found_with_its_sign_of_per_cent(budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What a sentence prints as a share or a change is found as it stands there."""
    disclosure = disclosed(CONSISTENT)
    compose(disclosure)
    shares = [figure for figure in disclosure.book if figure.unit is Unit.PERCENT]
    assert main(["explain", budget, f"{shares[0].printed}%"]) == 0
    assert shares[0].id in capsys.readouterr().out.replace("\n", "")


@pytest.mark.parametrize(
    ("number", "found"), [("148人", "机构/在职人数"), ("3 辆", "国有资产/车辆/其他用车")]
)
def test_what_is_counted_is_found_with_its_unit(
    number: str, found: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As sentences say it; what is printed in another unit is not meant."""
    folder = str(Path(__file__).parents[1] / "provinces" / "2025" / "文旅局")
    assert main(["explain", folder, number, "--no-pages"]) == 0
    assert found in capsys.readouterr().out
    assert main(["explain", folder, "148平方米", "--no-pages"]) == 2


def test_the_tree_as_json(budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has the formula tree with exact values and places."""
    assert main(["explain", budget, "表六/302/公用经费", "--format", "json"]) == 0
    (figure,) = json.loads(capsys.readouterr().out)
    assert figure["operator"] == "和"
    assert [operand["exact"] for operand in figure["operands"]] == ["7", "3"]
    assert all(operand["line"] for operand in figure["operands"])


def test_an_unknown_figure_is_a_usage_error(budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A name close to a known one is suggested."""
    assert main(["explain", budget, "表六/302/公用经弗"]) == 2
    assert "表六/302/公用经费" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("表六", "办公费"), {"表六/30201/合计", "表六/30201/公用经费", "表六/30201/人员经费"}),
        (("表六 办公费 公用经费",), {"表六/30201/公用经费"}),
        (("表三", "事业运行", "基本支出"), {"表三/2010350/基本支出"}),
        (("三公", "公务接待费"), {"表十/公务接待费/合计", "三公经费/公务接待费/一般公共预算"}),
        (("表十二", "甲"), {"表十二/甲/合计"}),
    ],
)
def test_printed_words_find_a_figure(
    words: tuple[str, ...], ids: set[str], budget: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table's number or title, the name of a row, the head of a column, as they stand on the page."""
    assert main(["explain", budget, *words, "--all"]) == 0
    shown = capsys.readouterr().out
    assert not [one for one in ids if one not in shown]


def test_words_like_printed_ones_are_suggested(budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the word that is wrong is replaced."""
    assert main(["explain", budget, "表六", "办公废"]) == 2
    assert "表六 办公费" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("表六", "办公费", "看不懂"), "“表六 办公费”有这几栏：合计、人员经费、公用经费。"),
        (("表六/30201/看不懂",), "“表六 30201”有这几栏：合计、人员经费、公用经费。"),
    ],
)
def test_a_column_that_is_none_is_told_with_those_there_are(
    budget: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """The row is known: what can be asked of it is listed."""
    assert main(["explain", budget, *words]) == 2
    assert said in capsys.readouterr().err


def test_another_word_for_the_amount_chooses_the_column(
    budget: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """小计 of a row that has a 合计 and no 小计."""
    assert main(["explain", budget, "表六", "办公费", "小计"]) == 0
    assert "表六/30201/合计" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("第12页", "不能按页找。写表号、行和栏（表三 合计 基本支出）"),
        ("p. 3", "不能按页找。"),
        ("　", "没有写要找哪个数。例如：gongkai explain 预算 表三 合计 基本支出"),
        ("预算.yaml", "文件后面要写行号：预算.yaml:1。"),
        ("abc", "没有“abc”这个数。可以写表号、行和栏（表三 合计 基本支出），印出来的数，或文件和行号"),
        ("表99", "没有“表99”这个数。"),
    ],
)
def test_what_cannot_be_found_is_told_with_a_way(
    words: str, said: str, budget: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page, nothing, a file without its line, letters: how it is asked for."""
    assert main(["explain", budget, words]) == 2
    assert capsys.readouterr().err.startswith(f"错误：{said}")
