"""A table that is printed once for each 单位 (每: 单位), with its name in the title."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from generator.cli import main
from generator.document.trial import tried
from generator.figures import disclose_folder, load_profile
from generator.figures.disclosure import unit_disclosures
from generator.findings import Level
from generator.rules import apply_rules
from generator.source.workspace import read_folder
from tests.exchange.workbooks import Book
from tests.provinces.test_four_units import HERE, UNITS

NAME = "渝-2026"
TABLE = """\
  - 号: 公开13表
    每: 单位
    标题: "{单位}{年度}年支出明细表"
    标识: 公开13表
    空表注: "注：{单位}没有支出。"
    栏:
      - 记录: 支出
        行取: {期: [本年, 上年结转]}
        列:
          - {键: 编码, 是: 编码, 表头: [科目编码]}
          - {键: 名称, 是: 名称, 表头: [科目名称]}
          - {键: 合计, 表头: [合计]}
          - {键: 人员, 表头: [基本支出], 取: {性质: 基本支出}}
          - {键: 结转, 表头: [上年结转], 取: {期: 上年结转}}
        行:
          - {名: 合计, 样: 合计}
          - {每: 科目, 层: [项]}
"""


@pytest.fixture
def bureau(tmp_path: Path) -> Path:
    """The bureau of four units, whose profile has such a table more."""
    shutil.copytree(HERE / "样式" / NAME, tmp_path / "样式" / NAME)
    with (tmp_path / "样式" / NAME / "profile.yaml").open("a", encoding="utf-8") as file:
        file.write(TABLE)
    shutil.copytree(HERE / "2026" / "市监局", tmp_path / "2026" / "市监局")
    return tmp_path / "2026" / "市监局"


def test_each_unit_has_what_it_publishes_itself(bureau: Path) -> None:
    """The table of a unit in the department's disclosure is the one of its own, and none is lost."""
    whole = disclose_folder(bureau)
    own = {number: table for number, table in whole.tables.items() if number.startswith("公开13表")}
    assert list(own) == [f"公开13表-{code}" for code in UNITS]
    units = {one.budget.units[0].code: one for one in unit_disclosures(whole)}
    for code, disclosure in units.items():
        table = own[f"公开13表-{code}"]
        alone = disclosure.tables["公开13表"]
        assert table.printed_rows() == alone.printed_rows()
        assert (table.title, table.label) == (alone.title, "公开13表")
        assert table.title == f"{disclosure.budget.units[0].name}2026年支出明细表"
    totals = [whole.book[f"{number}/合计/合计"].value for number in own]
    assert sum(totals) == sum(r.figure.value for r in whole.records if r.kind == "支出")
    assert all(totals)


def test_its_profile_is_right(bureau: Path) -> None:
    """As it is tried with one unit, and with two."""
    found = tried(load_profile(NAME, bureau))
    assert [f for f in found if f.level is not Level.NOTE] == []


def test_it_goes_into_every_format_and_back(
    bureau: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number on it is explained, and what the workbook gives back is the budget."""
    out = tmp_path / "out"
    assert main(["build", str(bureau), "--format", "xlsx,json,html", "-o", str(out)]) == 0
    page = (out / "2026" / "市监局.html").read_text(encoding="utf-8")
    assert page.count('data-table="公开13表-') == len(UNITS)
    workbook = out / "2026" / "市监局.xlsx"
    assert main(["import", str(workbook), "-o", str(bureau)]) == 0
    assert "Excel 与预算的数相同" in "".join(capsys.readouterr())
    names = Book(workbook.read_bytes()).names
    sheet = f"xl/worksheets/sheet{names.index(f'公开13表-{UNITS[3]}') + 1}.xml"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(tmp_path / "改过.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"45.67", b"46.67" if name == sheet else b"45.67"))
    assert main(["import", str(tmp_path / "改过.xlsx"), "-o", str(bureau)]) == 0
    assert "46.67" in (told := "".join(capsys.readouterr()))
    assert "301004.yaml" in told
    assert main(["explain", str(bureau), f"公开13表-{UNITS[1]}", "合计", "合计"]) == 0
    assert "301002.yaml" in capsys.readouterr().out
    assert read_folder(bureau)


def test_what_a_budget_says_of_it_holds_in_every_document(bureau: Path) -> None:
    """Its format by the number that is declared; a reference to the table of a unit, in that unit's own."""
    (bureau / "格式.yaml").write_text("数字格式: {公开13表: {单位: 元}}\n", encoding="utf-8")
    file = bureau / "单位" / f"{UNITS[1]}.yaml"
    own = f"公开13表-{UNITS[1]}.合计.合计"
    text = file.read_text("utf-8")
    said = "总体目标: {实施期: 完成年度任务。}"
    assert said in text
    file.write_text(text.replace(said, f'总体目标: {{实施期: "支出{{{{ {own} }}}}。"}}', 1), encoding="utf-8")
    whole = disclose_folder(bureau)
    assert not [one for one in apply_rules(whole, bureau) if one.level is Level.ERROR]
    [alone] = [one for one in unit_disclosures(whole) if one.budget.units[0].code == UNITS[1]]
    assert whole.book[own].value == alone.book[own].value
    assert alone.book[own].unit_printed == "元"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    每: 单位\n", "", "“{单位}”不会换成别的，会照样印出来"),
        ("    每: 单位\n", "    每: 科目\n", "“每”不能是“科目”"),
        ("行取: {期: [本年, 上年结转]}", '取: {单位: "301001"}', "一个单位一张的表，不能再取“单位”"),
    ],
)
def test_what_is_wrong_in_it_is_told(
    bureau: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    """Where it stands."""
    path = bureau.parents[1] / "样式" / NAME / "profile.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert main(["check", str(bureau)]) == 2
    assert said in "".join(capsys.readouterr())
