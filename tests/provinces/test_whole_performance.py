"""整体绩效 is signed, written in Excel and read again as the 绩效目标 of projects are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.figures import disclose_folder
from generator.signoff.ids import every_id
from generator.signoff.printed import print_of
from tests.exchange.test_import_round_trip import changed
from tests.exchange.workbooks import Book

HERE = Path(__file__).parent
BUDGET = HERE / "2025" / "教育厅"


def _copied(folder: Path) -> Path:
    shutil.copytree(HERE / "样式", folder / "样式")
    shutil.copytree(BUDGET, folder / "2025" / "教育厅")
    return folder / "2025" / "教育厅"


def test_it_is_offered_to_reviewers() -> None:
    """Beside the tables; what stands in it are its words and the money of its tasks."""
    disclosure = disclose_folder(BUDGET)
    assert every_id(disclosure)[-1] == "整体绩效"
    printed = print_of(disclosure, "整体绩效")
    assert printed is not None
    assert printed.rows["主要任务/1"] == {"金额": "600.00"}
    assert printed.texts == {
        "总体目标": "全省教育事业协调发展。",
        "主要任务/校舍安全": "维修校舍。",
        "产出指标/数量指标/维修校舍": "≥12所；权重 60",
        "满意度指标/服务对象满意度指标/师生满意度": "≥90%；权重 40",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("协调发展", "均衡发展"),
        ("维修校舍。", "维修校舍一百所。"),
        ("值: 12", "值: 13"),
        ("权重: 60", "权重: 59"),
        ("名称: 师生满意度", "名称: 学生满意度"),
        ("6000000.55", "6100000.55"),
    ],
)
def test_what_changed_since_it_was_signed_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    """Every word of it, every weight and amount; and the reviewers' file is read again as it was written."""
    budget = _copied(tmp_path)
    assert main(["sign", str(budget), "整体绩效", "--by", "张三"]) == 0
    capsys.readouterr()
    assert main(["check", str(budget)]) == 0
    assert " R0" not in capsys.readouterr().out
    text = (budget / "预算.yaml").read_text(encoding="utf-8")
    assert old in text
    (budget / "预算.yaml").write_text(text.replace(old, new), encoding="utf-8")
    main(["check", str(budget)])
    assert "R01 张三" in capsys.readouterr().out


def test_what_is_to_be_filled_in_is_no_number_that_was_signed(tmp_path: Path) -> None:
    """The reviewers' file has what is printed, and is read again."""
    budget = _copied(tmp_path)
    text = (budget / "预算.yaml").read_text(encoding="utf-8")
    (budget / "预算.yaml").write_text(text.replace("编制人数: 90, ", ""), encoding="utf-8")
    assert print_of(disclose_folder(budget), "机构/编制人数") is not None
    assert main(["sign", str(budget), "表12", "机构/编制人数", "--by", "张三"]) == 0
    assert "待填" not in (budget / "审核.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    assert main(["build", str(_copied(folder)), "--format", "xlsx", "-o", str(folder / "out")]) == 0
    return folder / "out" / "2025" / "教育厅.xlsx"


def test_it_has_a_sheet(built: Path) -> None:
    """Its goal, its tasks with exact amounts, its indicators."""
    rows = Book(built.read_bytes()).sheet("整体绩效").rows
    assert [[cell for cell in row if cell != ""] for row in rows[3:]] == [
        ["序号", "总体目标"],
        [1.0, "全省教育事业协调发展。"],
        ["序号", "主要任务", "金额", "主要内容"],
        [1.0, "校舍安全", 600.000055, "维修校舍。"],
        ["序号", "一级指标", "二级指标", "三级指标", "符号", "值", "单位", "权重"],
        [1.0, "产出指标", "数量指标", "维修校舍", "≥", "12", "所", "60"],
        [2.0, "满意度指标", "服务对象满意度指标", "师生满意度", "≥", "90", "%", "40"],
    ]


def test_what_is_changed_in_its_sheet_is_imported(built: Path) -> None:
    """An amount, a value and a weight; all else is as it was."""
    edits = (("整体绩效", "C7", "610"), ("整体绩效", "F9", "15"), ("整体绩效", "H10", "38"))
    again = built.parents[2] / "2025" / "改过"
    assert main(["import", str(changed(built, *edits)), "-o", str(again)]) == 0
    whole, old = (disclose_folder(folder).budget.unit_performance for folder in (again, BUDGET))
    assert whole.tasks[0].amount is not None
    assert whole.tasks[0].amount.value == 6100000
    [first, second] = [
        one for g in whole.indicators.values() for two in g.values() for one in two.annual_list
    ]
    assert (first.name, first.printed(), first.weight) == ("维修校舍", "≥15所", "60")
    assert second.weight == "38"
    assert (second.printed(), whole.goal, whole.tasks[0].content) == ("≥90%", old.goal, old.tasks[0].content)


def test_without_words_it_has_no_sheet(tmp_path: Path) -> None:
    """A department that only counts units has nothing to show."""
    budget = _copied(tmp_path)
    text = (budget / "预算.yaml").read_text(encoding="utf-8")
    (budget / "预算.yaml").write_text(text[: text.index("整体绩效:")] + "整体绩效: 无\n", encoding="utf-8")
    disclosure = disclose_folder(budget)
    assert "整体绩效" not in every_id(disclosure)
    main(["build", str(budget), "--format", "xlsx", "-o", str(tmp_path / "out")])
    assert "整体绩效" not in Book((tmp_path / "out" / "2025" / "教育厅.xlsx").read_bytes()).names
