"""Our own workbook, read back: the same budget, whatever the budget holds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from generator.document.full_budget import _Full
from generator.exchange import to_xlsx
from generator.exchange.importer.patching import patch_of
from generator.exchange.importer.workbook import read_workbook
from generator.exchange.importer.writing import files_of, write_files
from generator.exchange.tree import entries, tree_of
from generator.figures import Disclosure, disclose_folder
from generator.figures.profile import load_profile
from generator.model.units import LINES, SAID, SUMMED
from tests.budgets import copied_to
from tests.exchange.budgets import Written, files, write
from tests.exchange.sheets import said
from tests.many_units import many_units

CASES = Path(__file__).parent / "cases"


def facts(disclosure: Disclosure) -> dict[str, object]:
    """All figures, exact and in order, and all tables as printed."""
    return {
        **{figure.id: (figure.value, str(figure.unit)) for figure in disclosure.book},
        **{number: table.printed_rows() for number, table in disclosure.tables.items()},
    }


def written(folder: Path) -> list[tuple[object, object]]:
    """All that the budget in `folder` says, nil and empty lists too; in any order of the keys."""
    tree = tree_of(disclose_folder(folder).budget)
    found = [(path, getattr(node, "value", str(node))) for path, node in entries(tree)]
    return sorted(found, key=str)


def assert_round_trip(folder: Path, workbook: Path) -> None:
    """The workbook of the budget in `folder`, imported anew, is that budget; into that folder, no change."""
    result = read_workbook(workbook)
    made, missing = files_of(result, workbook.name)
    target = workbook.parent / "新" / "2024" / "回"
    write_files(target, made)
    assert (said(result), missing) == ([], [])
    assert facts(disclose_folder(target)) == facts(disclose_folder(folder))
    for unit in disclose_folder(folder).budget.units:
        assert facts(disclose_folder(target, unit.code)) == facts(disclose_folder(folder, unit.code))
    patch = patch_of(workbook, folder)
    assert (patch.text(), said(patch.imported)) == ("", [])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_any_budget_comes_back(budget: dict[str, Written]) -> None:
    """Unit by unit, exact to the last digit; what is written as nil is written, what is not is not."""
    with TemporaryDirectory() as temporary:
        folder = write(Path(temporary) / "预算", budget)
        workbook = Path(temporary) / "公开.xlsx"
        workbook.write_bytes(to_xlsx(disclose_folder(folder)))
        assert_round_trip(folder, workbook)
        assert written(Path(temporary) / "新" / "2024" / "回") == written(folder)


@pytest.mark.parametrize("first", ["0", "9"])
def test_a_department_of_units_in_files_comes_back(tmp_path: Path, first: str) -> None:
    """Whatever unit's file is read first: what units give for themselves stays theirs, last year as well."""
    folder = many_units(tmp_path / "2024" / "某局")
    (folder / "单位" / "0-本级.yaml").rename(folder / "单位" / f"{first}-本级.yaml")
    workbook = tmp_path / "公开.xlsx"
    workbook.write_bytes(to_xlsx(disclose_folder(folder)))
    assert_round_trip(folder, workbook)
    after = [one for one in written(tmp_path / "新" / "2024" / "回") if one[0] != ("金额单位",)]
    assert after == written(folder)


def test_a_unit_that_denies_a_list_comes_back(tmp_path: Path) -> None:
    """The list goes on in other files: no figure says more of that than the workbook can keep."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"政府性基金收入: .*", "政府性基金收入: []", text), encoding="utf-8")
    workbook = tmp_path / "公开.xlsx"
    workbook.write_bytes(to_xlsx(disclose_folder(folder)))
    assert_round_trip(folder, workbook)


@pytest.mark.parametrize("profile", ["shanxi-2024", "shanghai-2025"])
def test_three_units_in_which_everything_is_written_come_back(tmp_path: Path, profile: str) -> None:
    """Every key of the profile, each unit's own in its file; of one amount that was changed, just that."""
    whole = _Full(load_profile(profile)).written()
    own = {*LINES, *SUMMED, *SAID, "绩效目标"}
    units = [{"名称": f"第{n}站", "代码": f"00100{n}", "性质": "事业"} for n in (1, 2, 3)]
    budget = {"部门.yaml": {**{key: whole[key] for key in whole if key not in own}, "单位": units}}
    for number in (1, 2, 3):
        part = {key: whole[key] for key in whole if key in own}
        budget[f"单位{number}.yaml"] = {
            "本单位": f"00100{number}",
            **part,
            "收入": _times(whole["收入"], number),
        }
    folder = write(tmp_path / "预算", budget)
    workbook = tmp_path / "公开.xlsx"
    workbook.write_bytes(to_xlsx(disclose_folder(folder)))
    assert_round_trip(folder, workbook)
    before = (folder / "单位2.yaml").read_text(encoding="utf-8")
    first = str(next(iter(budget["单位2.yaml"]["收入"].values())))
    (folder / "单位2.yaml").write_text(before.replace(first, "7", 1), encoding="utf-8")
    patch = patch_of(workbook, folder)
    assert [name for name, _, _ in patch.files] == ["单位2.yaml"]
    changed = [
        line for line in patch.text().splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert len(changed) == 2


def _times(amounts: dict[str, int], number: int) -> dict[str, int]:
    return {key: amount * number for key, amount in amounts.items()}


@pytest.mark.parametrize("name", ["rt2-两单位", "rt3-科目混资金"])
def test_workbooks_written_before_there_was_a_seal(tmp_path: Path, name: str) -> None:
    """Two units that have a 科目 each; 科目 and mixed funds of projects: the old workbook, and the new."""
    folder = CASES / name
    old = Path(shutil.copy(CASES / f"{name}.xlsx", tmp_path))
    result = read_workbook(old)
    made, missing = files_of(result, old.name)
    write_files(tmp_path / "旧", made)
    assert (said(result), missing) == ([], [])
    assert facts(disclose_folder(tmp_path / "旧")) == facts(disclose_folder(folder))
    new = tmp_path / "公开.xlsx"
    new.write_bytes(to_xlsx(disclose_folder(folder)))
    assert_round_trip(folder, new)


def test_files_that_no_workbook_holds_are_asked_for(tmp_path: Path) -> None:
    """What is bound in, and fonts: the budget names them, the workbook does not enclose them."""
    copied_to(tmp_path / "馆")
    path = tmp_path / "馆" / "预算.yaml"
    named = "附件: [{标题: 批复, 文件: 批复.pdf}]\n字体: {标题: 字体/宋.ttf}\n"
    path.write_text(path.read_text(encoding="utf-8") + named, encoding="utf-8")
    workbook = tmp_path / "公开.xlsx"
    workbook.write_bytes(to_xlsx(disclose_folder(tmp_path / "馆")))
    _, missing = files_of(read_workbook(workbook), "公开.xlsx")
    assert [item.partition("：")[0] for item in missing] == ["附件的文件 批复.pdf", "字体的文件 字体/宋.ttf"]


def test_last_year_comes_from_last_years_budget(tmp_path: Path) -> None:
    """What 2023's budget gave is written as 上年; where that budget is there, 上年 is as it was written."""
    for year in ("2023", "2024"):
        copied_to(tmp_path / year / "馆")
        path = tmp_path / year / "馆" / "预算.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("年度: 2024", f"年度: {year}"), "utf-8")
    before = disclose_folder(tmp_path / "2024" / "馆")
    workbook = tmp_path / "公开.xlsx"
    workbook.write_bytes(to_xlsx(before))
    result = read_workbook(workbook)
    write_files(tmp_path / "别处", files_of(result, "公开.xlsx", tmp_path / "别处")[0])
    assert facts(disclose_folder(tmp_path / "别处")) == facts(before)
    beside, _ = files_of(result, "公开.xlsx", tmp_path / "2024" / "馆")
    assert "收入总计: 95.10" in beside["部门.yaml"]
