"""gongkai sign: a reviewer signs, the author changes, check tells the reviewer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.source.workspace import SIGN_OFFS
from tests.budgets import copied_to, spoiled, written_to
from tests.cli.conftest import Gongkai
from tests.many_units import many_units

pytestmark = pytest.mark.kept_together

SIGN = ("--by", "张三", "--date", "2024-03-01")


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    """A small budget in 2024/局."""
    return written_to(tmp_path / "2024" / "局")


def test_signed_changed_and_signed_again(gongkai: Gongkai, budget: Path) -> None:
    """The whole way: sign, nothing to say, a change, the warning, the list, a new signature."""
    said = gongkai("sign", "2024/局", "表三", "甲", "表三", *SIGN)
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "张三 2024-03-01 审核“表三”\n张三 2024-03-01 审核“绩效目标/甲”\n已记在 2024/局/审核.yaml。\n"
    )
    assert "R0" not in gongkai("check", "2024/局").out
    changed = spoiled("基本支出, 一般公共预算: 60.00", "基本支出, 一般公共预算: 60.01")
    (budget / "预算.yaml").write_text(changed, encoding="utf-8")
    said = gongkai("check", "2024/局")
    assert "警告 R01 张三 2024-03-01 审核的“表三”有 " in said.out
    assert "（" not in said.out.partition("再签一次：")[2].partition("\n")[0]
    said = gongkai("sign", "2024/局")
    assert said.out.startswith("表三  张三  2024-03-01  8 处改动\n    表三/合计/合计 137.00 → 137.01\n")
    assert said.out.endswith("绩效目标/甲  张三  2024-03-01  没有改动\n")
    said = gongkai("sign", "2024/局", "表三", "--by", "张三", "--date", "2024年3月5日", "--note", "看过")
    assert said.out.startswith("张三 2024-03-05 审核“表三”（代替 2024-03-01 的）\n")
    assert "R0" not in gongkai("check", "2024/局").out


def test_all_tables_can_be_signed(gongkai: Gongkai, budget: Path) -> None:
    """--all is every table and every performance table, once."""
    assert gongkai("sign", "2024/局", "表三", "--all", *SIGN).code == 0
    written = (budget / SIGN_OFFS).read_text(encoding="utf-8")
    assert written.count("- 内容:") == written.count("- 内容: 表") + 1 == 14


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("全部", 14),
        ("所有的表", 14),
        ("2024年预算支出总表", 1),
        ("表三 支出总表", 1),
        ("一般公共预算支出表", 1),
        ("“三公”经费支出表", 1),
    ],
)
def test_what_people_call_tables_can_be_signed(
    gongkai: Gongkai, budget: Path, name: str, tables: int
) -> None:
    """All in one word, a title as it is printed or without what is in most of them, behind its number."""
    assert gongkai("sign", "2024/局", name, *SIGN).code == 0
    assert (budget / SIGN_OFFS).read_text(encoding="utf-8").count("- 内容:") == tables


def test_without_a_date_it_is_today(gongkai: Gongkai, budget: Path) -> None:
    """The file is no output of a build; a day is written all the same."""
    assert gongkai("sign", "2024/局", "收入", "--by", "张三").code == 0
    assert "    日期: 20" in (budget / SIGN_OFFS).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("表十四", *SIGN), "没有“表十四”可以审核。是否想写：“表四”、“表十”"),
        (("表3", *SIGN), "没有“表3”可以审核。是否想写：“表三”？"),
        (("表三 收支总表", *SIGN), "“表三”是“2024年预算支出总表”，“收支总表”是“表一”的标题"),
        (("乙", *SIGN), "没有“乙”可以审核。这个项目没有绩效目标表；要审核它的金额，写“项目/乙”。"),
        (("绩效目标/ 甲", *SIGN), "没有“绩效目标/ 甲”可以审核。是否想写：“绩效目标/甲”？"),
        (("政府采够", *SIGN), "没有“政府采够”可以审核。是否想写：“政府采购”？"),
        (("", *SIGN), "没有“”可以审核。可以写表号"),
        (("表三",), "没有写审核人。加上 --by 姓名。"),
        (SIGN, "没有写审核了什么。"),
        (("表三", "--by", "张三", "--date", "2024-13-01"), "--date “2024-13-01”不是日期"),
        (("表三", "--unit", "7", *SIGN), "没有代码为“7”的单位。"),
    ],
)
def test_what_cannot_be_signed_is_said(
    gongkai: Gongkai, budget: Path, arguments: tuple[str, ...], said: str
) -> None:
    """One sentence, exit 2, and no file."""
    answer = gongkai("sign", "2024/局", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"错误：{said}")
    assert not (budget / SIGN_OFFS).exists()


def test_one_name_that_is_wrong_signs_nothing(gongkai: Gongkai, budget: Path) -> None:
    """All or nothing."""
    assert gongkai("sign", "2024/局", "表三", "表十四", *SIGN).code == 2
    assert not (budget / SIGN_OFFS).exists()


def test_a_broken_file_is_left_alone(gongkai: Gongkai, budget: Path) -> None:
    """check says where it is broken, with 2, beside its other findings; sign touches nothing."""
    (budget / SIGN_OFFS).write_text("审核: {}\n", encoding="utf-8")
    for command in (("check", "2024/局"), ("sign", "2024/局"), ("sign", "2024/局", "表三", *SIGN)):
        said = gongkai(*command)
        assert said.code == 2
        assert "2024/局/审核.yaml:1:1: 错误 S12" in said.all
    assert (budget / SIGN_OFFS).read_text(encoding="utf-8") == "审核: {}\n"


def test_windows_line_ends_stay(gongkai: Gongkai, budget: Path) -> None:
    """A file with CRLF keeps it on every line."""
    (budget / SIGN_OFFS).write_bytes("# 话\r\n审核: []\r\n".encode())
    assert gongkai("sign", "2024/局", "收入", *SIGN).code == 0
    data = (budget / SIGN_OFFS).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 5


def test_the_warning_is_in_every_format(gongkai: Gongkai, budget: Path) -> None:
    """JSON with the ids, SARIF with the title, JUnit with a case; exit 0."""
    gongkai("sign", "2024/局", "表三", *SIGN)
    text = (budget / SIGN_OFFS).read_text(encoding="utf-8")
    (budget / SIGN_OFFS).write_text(text.replace("{合计: 137.00", "{合计: 136.00"), encoding="utf-8")
    said = gongkai("check", "2024/局", "--format", "json")
    (finding,) = [f for f in json.loads(said.out)["findings"] if f["code"] == "R01"]
    assert said.code == 0
    assert finding["figures"] == ["表三/合计/合计"]
    assert finding["file"] == "2024/局/审核.yaml"
    (run,) = json.loads(gongkai("check", "2024/局", "--format", "sarif").out)["runs"]
    assert {"id": "R01", "shortDescription": {"text": "审核后有改动"}} in run["tool"]["driver"]["rules"]
    assert 'name="R01 审核后有改动"' in gongkai("check", "2024/局", "--format", "junit").out


def test_a_unit_signs_for_itself(gongkai: Gongkai, tmp_path: Path) -> None:
    """What was signed of a unit's own disclosure is compared with that, not with the department's."""
    many_units(tmp_path / "2024" / "某局")
    assert gongkai("sign", "2024/某局", "表三", "--unit", "101002", *SIGN).code == 0
    assert gongkai("sign", "2024/某局", "表三", *SIGN).code == 0
    for unit in ((), ("--unit", "101002"), ("--unit", "101003")):
        assert "R0" not in gongkai("check", "2024/某局", *unit).out
    said = gongkai("sign", "2024/某局", "--unit", "101003")
    assert "另有 2 条是别的公开文件的：101002、部门" in said.out


def test_signing_changes_no_output(gongkai: Gongkai, tmp_path: Path) -> None:
    """The PDF, the JSON and the workbook have the same bytes, the file is not inside, and PDFs verify."""
    last, folder = copied_to(tmp_path / "2023" / "局"), copied_to(tmp_path / "2024" / "局")
    text = (folder / "预算.yaml").read_text(encoding="utf-8")
    (last / "预算.yaml").write_text(text.replace("年度: 2024", "年度: 2023"), encoding="utf-8")
    (folder / "预算.yaml").write_text(re.sub(r"(?m)^上年: .*\n", "", text), encoding="utf-8")

    def built(name: str) -> list[bytes]:
        assert gongkai("build", "2024/局", "-o", name, "--format", "pdf,json,xlsx").code == 0
        return [path.read_bytes() for path in sorted(Path(name, "2024").iterdir())]

    before = built("前")
    assert gongkai("sign", "2024/局", "--all", *SIGN).code == 0
    (last / SIGN_OFFS).write_text("审核: 坏的\n", encoding="utf-8")
    signed = (folder / SIGN_OFFS).read_text(encoding="utf-8")
    (folder / SIGN_OFFS).write_text(signed.replace("{合计: ", "{合计: 9"), encoding="utf-8")
    assert "R01" in gongkai("check", "2024/局").out
    assert built("后") == before
    assert gongkai("verify", "后/2024/局.pdf").code == 0


def test_the_next_year_begins_unsigned(gongkai: Gongkai, budget: Path) -> None:
    """roll leaves the file behind, and does not read it."""
    (budget / SIGN_OFFS).write_text("审核: 坏的\n", encoding="utf-8")
    assert gongkai("roll", "2024/局", "--to", "2025").code == 0
    assert {path.name for path in Path("2025/局").iterdir()} == {"预算.yaml"}


def test_a_folder_with_nothing_else_is_no_budget(gongkai: Gongkai, budget: Path) -> None:
    """A file put one folder too high does not make one budget of all that are below."""
    (budget.parent / SIGN_OFFS).write_text("审核: []\n", encoding="utf-8")
    assert gongkai("check", "2024").out.endswith("检查通过：1 份预算没有错误。\n")


def test_a_folder_that_cannot_be_written_is_said(
    gongkai: Gongkai, budget: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence, and nothing half written."""

    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("generator.exchange.files.scratch", refused)
    said = gongkai("sign", "2024/局", "表三", *SIGN)
    assert said.code == 2
    assert "不能写入“2024/局/审核.yaml”：没有权限" in said.err
    assert [path.name for path in budget.iterdir()] == ["预算.yaml"]


def test_check_imports_nothing_that_writes_or_prints(budget: Path) -> None:
    """Comparing what was signed needs neither a rendering library nor Excel."""
    assert main(["sign", str(budget), "--all", *SIGN]) == 0
    program = (
        "import sys; from generator.cli import main; main(['check', sys.argv[1]]);"
        "print([n for n in ('weasyprint', 'pypdf', 'fontTools', 'jinja2', 'xlsxwriter') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(budget)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize(
    ("names", "signed"),
    [
        (("三公",), ["表十"]),
        (("办公费",), ["表六/30201"]),
        (("表六", "办公费"), ["表六/30201"]),
        (("表六 办公费 公用经费",), ["表六/30201/公用经费"]),
        (("表三", "表六", "办公费", "表十"), ["表三", "表六/30201", "表十"]),
    ],
)
def test_printed_words_are_signed(
    gongkai: Gongkai, tmp_path: Path, names: tuple[str, ...], signed: list[str]
) -> None:
    """A table by its title, a row by its name; words behind a table are of it, and no more is signed."""
    written_to(tmp_path / "局")
    said = gongkai("sign", "局", *names, "--by", "李审", "--date", "2024-03-01")
    assert said.code == 0, said.err
    assert re.findall("审核“(.*?)”", said.out) == signed


def test_ambiguous_words_are_not_signed(gongkai: Gongkai, tmp_path: Path) -> None:
    """Every meaning is named."""
    written_to(tmp_path / "局")
    said = gongkai("sign", "局", "事业运行", "--by", "李审")
    assert said.code == 2
    assert "“事业运行”可以是 “表二/" in said.err
