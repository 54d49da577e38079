"""gongkai import: a new budget from Excel, or what Excel would change in one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.exchange import to_xlsx
from tests.budgets import CONSISTENT, disclosed, spoiled, written_to
from tests.cli.conftest import Gongkai
from tests.exchange.sheets import BODY, HEAD, Sheet, Value, sheet, written
from tests.written import NAME

TITLE = "2024年一般公共预算支出表（不含上年结转）"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The workbook of a consistent budget."""
    path = tmp_path / "公开.xlsx"
    path.write_bytes(to_xlsx(disclosed()))
    return path


def test_a_new_budget_is_written_and_passes_its_check(gongkai: Gongkai, workbook: Path) -> None:
    """What `build --format xlsx` writes becomes a budget in several files, with a note beside them."""
    result = gongkai("import", str(workbook), "-o", "新")
    assert result.code == 0
    assert "已建立 新" in result.out
    folder = workbook.parent / "新"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "部门.yaml",
        "收支.yaml",
        "项目.yaml",
        "说明.yaml",
        "绩效目标/01-绩效目标.yaml",
        "导入说明.txt",
    }
    assert gongkai("check", "新").code == 0
    assert not list(workbook.parent.glob(".gongkai*"))


def test_nothing_is_overwritten(gongkai: Gongkai, workbook: Path) -> None:
    """A file of the same name stops the import before anything is written."""
    (workbook.parent / "新").mkdir()
    (workbook.parent / "新" / "导入说明.txt").write_text("旧", encoding="utf-8")
    result = gongkai("import", str(workbook), "-o", "新")
    assert result.code == 2
    assert "没有覆盖" in result.err
    assert [path.name for path in (workbook.parent / "新").iterdir()] == ["导入说明.txt"]


def test_other_files_in_the_folder_stay(gongkai: Gongkai, workbook: Path) -> None:
    """Attachments may lie there already."""
    (workbook.parent / "新").mkdir()
    (workbook.parent / "新" / "附件.pdf").write_bytes(b"%PDF")
    assert gongkai("import", str(workbook), "-o", "新").code == 0
    assert (workbook.parent / "新" / "附件.pdf").read_bytes() == b"%PDF"


def test_a_target_that_is_a_file(gongkai: Gongkai, workbook: Path) -> None:
    """The folder must be a folder."""
    (workbook.parent / "新").write_text("", encoding="utf-8")
    assert gongkai("import", str(workbook), "-o", "新").code == 2


def test_what_tables_do_not_say_is_asked_for(gongkai: Gongkai, tmp_path: Path) -> None:
    """A table of the platform has no code and nature of the department: check points at the lines."""
    rows: list[list[Value]] = [
        [TITLE],
        ["部门名称：某某局", None, None, None, "单位：万元"],
        list(HEAD),
        ["合计", None, 71, 71, None],
        ["2010350", "事业运行", 70, 70, None],
        ["乱写的一行", None, 1, None, None],
    ]
    path = written(tmp_path, Sheet("支出", rows))
    result = gongkai("import", str(path), "-o", "新")
    assert result.code == 1
    assert "还要填写或核对：部门/代码" in result.err
    assert "E06" in result.err
    assert "乱写的一行" in result.err
    note = (tmp_path / "新" / "导入说明.txt").read_text(encoding="utf-8")
    assert "支出!A6（第 6 行）：乱写的一行 1" in note
    assert "部门/性质" in note
    checked = gongkai("check", "新")
    assert checked.code == 2
    assert checked.all.count("还没有填") == 2
    text = (tmp_path / "新" / "部门.yaml").read_text(encoding="utf-8")
    text = text.replace("代码: 待填  #", "代码: '101'   #").replace("性质: 待填  #", "性质: 事业   #")
    (tmp_path / "新" / "部门.yaml").write_text(text, encoding="utf-8")
    assert "没有写“职责”" in gongkai("check", "新", "--all").all


def test_into_a_budget_the_patch_is_shown_and_nothing_changes(gongkai: Gongkai, workbook: Path) -> None:
    """Only the patch goes to stdout; --apply makes it."""
    folder = written_to(workbook.parent / "旧", spoiled("金额: 50.00", "金额: 49.00"))
    before = (folder / NAME).read_bytes()
    shown = gongkai("import", str(workbook), "-o", "旧")
    assert shown.code == 0
    assert shown.out.startswith(f"--- a/{NAME}\n+++ b/{NAME}\n@@")
    assert "加上 --apply 就会改" in shown.err
    assert (folder / NAME).read_bytes() == before
    assert gongkai("import", str(workbook), "-o", "旧", "--apply").code == 0
    assert (folder / NAME).read_text(encoding="utf-8") == CONSISTENT
    again = gongkai("import", str(workbook), "-o", "旧")
    assert again.out == ""
    assert "没有要改的" in again.err


def test_another_year_is_refused(gongkai: Gongkai, workbook: Path) -> None:
    """A workbook of 2024 does not go into a budget of 2025."""
    written_to(workbook.parent / "旧", CONSISTENT.replace("年度: 2024", "年度: 2025"))
    result = gongkai("import", str(workbook), "-o", "旧")
    assert result.code == 2
    assert "2024 年的" in result.err


def test_apply_needs_a_budget(gongkai: Gongkai, workbook: Path) -> None:
    """--apply without a budget is a mistake of the path, most likely."""
    assert gongkai("import", str(workbook), "-o", "新", "--apply").code == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptionInfo".encode("utf-16-le"), "密码"),
        (b"a,b\n1,2\n", "CSV"),
        (b"", "空的"),
    ],
)
def test_a_file_that_is_no_workbook(gongkai: Gongkai, tmp_path: Path, data: bytes, said: str) -> None:
    """Exit code 2, one sentence, nothing written."""
    (tmp_path / "表.xlsx").write_bytes(data)
    result = gongkai("import", "表.xlsx", "-o", "新")
    assert result.code == 2
    assert said in result.err
    assert not (tmp_path / "新").exists()


def test_check_does_not_import_the_reader_of_excel() -> None:
    """`check` stays light: neither calamine nor XlsxWriter is loaded."""
    program = (
        "import sys; import generator.cli.checking; "
        "print([name for name in sys.modules if 'calamine' in name or 'xlsxwriter' in name])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_mapping_is_proposed_then_used(gongkai: Gongkai, tmp_path: Path) -> None:
    """Written where it is not there yet, read where it is; never into the budget's folder."""
    written(tmp_path, sheet([*BODY, ["附注", "某行", None, 5, None]]))
    first = gongkai("import", "表.xlsx", "-o", "一", "--name", "某局", "--mapping", "映射.yaml")
    assert "映射写在 映射.yaml" in first.err
    text = (tmp_path / "映射.yaml").read_text(encoding="utf-8")
    assert "内容: 支出（按科目）" in text
    (tmp_path / "映射.yaml").write_text(text.replace("一般公共预算", "单位资金"), encoding="utf-8")
    second = gongkai("import", "表.xlsx", "-o", "二", "--name", "某局", "--mapping", "映射.yaml")
    assert "映射写在" not in second.err
    assert "单位资金: 70" in (tmp_path / "二" / "收支.yaml").read_text(encoding="utf-8")
    inside = gongkai("import", "表.xlsx", "-o", "三", "--mapping", "三/映射.yaml")
    assert (inside.code, "不能放在预算的文件夹" in inside.err) == (2, True)
    plain = gongkai("import", "表.xlsx", "-o", "四", "--name", "某局")
    assert "--mapping 映射.yaml" in plain.err


def test_a_mapping_is_proposed_where_nothing_is_recognised(gongkai: Gongkai, tmp_path: Path) -> None:
    """There it is needed most; it says where the head may stand."""
    written(tmp_path, Sheet("附表", [["附表", None], ["代号", "甲"], ["2010350", 5]]))
    result = gongkai(
        "import", "表.xlsx", "-o", "新", "--year", "2024", "--name", "某局", "--mapping", "映射.yaml"
    )
    assert (result.code, (tmp_path / "新").exists()) == (2, False)
    assert "映射写在 映射.yaml" in result.err
    text = (tmp_path / "映射.yaml").read_text(encoding="utf-8")
    assert "表头行 [2]：A 列“代号”，B 列“甲”" in text
