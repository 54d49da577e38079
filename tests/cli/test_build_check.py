"""gongkai build --check: whether what was published is what the sources give; and the receipt beside it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from generator.cli import main
from tests.budgets import CONSISTENT, copied_to, spoiled, written_to
from tests.cli.conftest import Gongkai
from tests.repository import commit, git

pytestmark = pytest.mark.kept_together

FOLDER = "budgets/2024/某某局"
JSON = ("--format", "json", "-o", "公开")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A budget and its published files, by way of the command."""
    top = tmp_path_factory.mktemp("库")
    copied_to(top / FOLDER)
    assert main(["build", str(top / FOLDER), "-o", str(top / "公开")]) == 0
    return top


@pytest.fixture
def here(published: Path, tmp_path: Path) -> Path:
    """A copy of them in the working directory, to be spoiled."""
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    return tmp_path


def _everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_the_receipt_beside_is_the_one_inside(published: Path) -> None:
    """It says the same as 收据.json in the PDF, and the print of the finished file."""
    pdf = published / "公开" / "2024" / "某某局.pdf"
    beside = json.loads(pdf.with_name("某某局.收据.json").read_bytes())
    assert beside.pop("SHA-256") == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert beside == json.loads(PdfReader(pdf).attachments["收据.json"][0])


def test_what_is_as_it_was_made_agrees(gongkai: Gongkai, here: Path) -> None:
    """Each file is named with 一致, exit 0, and nothing at all is written, git's index included."""
    commit(here, "公开")
    before = _everything(here)
    said = gongkai("build", "--check", FOLDER, "-o", "公开")
    assert said.out == "一致 公开/2024/某某局.pdf\n一致 公开/2024/某某局.收据.json\n"
    assert said.code == 0
    assert _everything(here) == before


def test_what_is_stale_or_missing_is_told(gongkai: Gongkai, here: Path) -> None:
    """A changed amount is found in the PDF by receipt, figure and page, and the gone receipt is missed."""
    file = here / FOLDER / "预算.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("2.60", "2.70", 1), encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace("1.30", "1.20", 1), encoding="utf-8")
    (here / "公开" / "2024" / "某某局.收据.json").unlink()
    before = _everything(here)
    said = gongkai("build", "--check", FOLDER, "-o", "公开")
    assert said.code == 1
    assert said.out.startswith("不一致 公开/2024/某某局.pdf\n  源文件不同：预算.yaml\n  有 ")
    assert "\n    基本支出/30206：文件里是 2.60，现在是 2.70\n" in said.out
    assert "  页面内容不同：第 " in said.out
    assert "\n缺少 公开/2024/某某局.收据.json\n要换成现在的：" in said.out
    assert _everything(here) == before


def test_a_pdf_that_was_saved_again_is_told(gongkai: Gongkai, here: Path) -> None:
    """Other bytes with the same pages and enclosures: not the published file, but nothing in it changed."""
    pdf = here / "公开" / "2024" / "某某局.pdf"
    PdfWriter(clone_from=pdf).write(pdf)
    said = gongkai("build", "--check", FOLDER, "-o", "公开")
    assert said.code == 1
    assert "页面和附带的文件都相同" in said.out
    assert "一致 公开/2024/某某局.收据.json" in said.out


def test_the_receipt_is_all_that_a_bare_pdf_has(gongkai: Gongkai, here: Path) -> None:
    """With --no-attachments the receipt beside is written too; verify reads it, and knows what it proves."""
    assert gongkai("build", FOLDER, "-o", "公开", "--no-attachments").code == 0
    pdf = here / "公开" / "2024" / "某某局.pdf"
    assert not PdfReader(pdf).attachments
    assert gongkai("build", "--check", "--no-attachments", FOLDER, "-o", "公开").code == 0
    said = gongkai("verify", str(pdf))
    assert (said.code, said.out) == (2, "")
    assert "与旁边的收据 某某局.收据.json 所记的相同" in said.err
    other = gongkai("build", "--check", FOLDER, "-o", "公开")
    assert other.code == 1
    assert "文件里没有附源文件和数据，重新生成的相反" in other.out
    PdfWriter(clone_from=pdf).write(pdf)
    said = gongkai("verify", str(pdf))
    assert said.code == 1
    assert "核验不一致：" in said.out


@pytest.mark.parametrize("broken", [b"", b"{", b"[1]", b'{"figures": 1}', b"\xff"])
def test_a_spoiled_file_is_only_different(gongkai: Gongkai, tmp_path: Path, broken: bytes) -> None:
    """Whatever stands in the place of a file of ours, the answer is 不一致 and 1."""
    written_to(tmp_path / FOLDER)
    for kind in ("json", "pdf", "xlsx"):
        path = tmp_path / "公开" / "2024" / f"某某局.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(broken)
    said = gongkai("build", "--check", FOLDER, "-o", "公开", "--format", "json,xlsx")
    assert said.code == 1
    assert said.out.count("不一致 ") == 2


def test_a_spoiled_pdf_is_only_different(gongkai: Gongkai, here: Path) -> None:
    """A PDF that cannot be read is said to be so."""
    (here / "公开" / "2024" / "某某局.pdf").write_bytes(b"%PDF-1.7 nothing")
    said = gongkai("build", "--check", FOLDER, "-o", "公开")
    assert said.code == 1
    assert "不一致 公开/2024/某某局.pdf\n  “某某局.pdf”不是 PDF，或已损坏\n" in said.out


@pytest.mark.parametrize("change", ["budget", "new file", "last year", "output", "new output", "gone output"])
def test_a_dirty_tree_is_refused(gongkai: Gongkai, tmp_path: Path, change: str) -> None:
    """An answer about what is not committed would mislead: exit 2, the files named, nothing compared."""
    written_to(tmp_path / FOLDER)
    written_to(tmp_path / "budgets" / "2023" / "某某局", spoiled("年度: 2024", "年度: 2023"))
    assert gongkai("build", FOLDER, *JSON).code == 0
    output = tmp_path / "公开" / "2024" / "某某局.json"
    if change == "new output":
        (tmp_path / ".gitignore").write_text("公开/\n", encoding="utf-8")
        commit(tmp_path, "预算")
        (tmp_path / ".gitignore").write_text("", encoding="utf-8")
    commit(tmp_path, "预算") if change != "new output" else None
    assert change == "new output" or gongkai("build", "--check", FOLDER, *JSON).code == 0
    paths = {
        "budget": tmp_path / FOLDER / "预算.yaml",
        "last year": tmp_path / "budgets" / "2023" / "某某局" / "预算.yaml",
        "new file": tmp_path / FOLDER / "又一个.yaml",
        "output": output,
    }
    if change in paths:
        path = paths[change]
        path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n# \n")
    if change == "gone output":
        output.unlink()
    said = gongkai("build", "--check", FOLDER, *JSON)
    assert (said.code, said.out) == (2, "")
    assert f"{FOLDER}：有 1 个文件的改动还没有提交（" in said.err


def test_ignored_outputs_and_other_files_do_not_make_it_dirty(gongkai: Gongkai, tmp_path: Path) -> None:
    """An out/ that git ignores, what reviewers sign, and work in another budget leave the answer as it is."""
    written_to(tmp_path / FOLDER)
    (tmp_path / ".gitignore").write_text("out/\n", encoding="utf-8")
    commit(tmp_path, "预算")
    written_to(tmp_path / "budgets" / "2024" / "别的局")
    (tmp_path / FOLDER / "审核.yaml").write_text("审核: []\n", encoding="utf-8")
    assert gongkai("build", FOLDER, "--format", "json").code == 0
    assert git(tmp_path, "status", "--porcelain") != ""
    said = gongkai("build", "--check", FOLDER, "--format", "json")
    assert (said.code, said.out) == (0, "一致 out/2024/某某局.json\n")


def test_without_git_the_files_are_compared(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no git there is nothing uncommitted."""
    written_to(tmp_path / FOLDER)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert gongkai("build", FOLDER, *JSON).code == 0
    assert gongkai("build", "--check", FOLDER, *JSON).code == 0


def test_a_budget_with_errors_is_not_compared(gongkai: Gongkai, tmp_path: Path) -> None:
    """The errors are told as by build; one budget's do not keep another from being compared."""
    written_to(tmp_path / FOLDER, spoiled("30101, 金额: 50.00", "30101, 金额: 51.00"))
    written_to(tmp_path / "budgets" / "2024" / "别的局", CONSISTENT)
    said = gongkai("build", "--check", *JSON)
    assert said.code == 1
    assert f"{FOLDER}：有错误，没有生成文件。" in said.err
    assert said.out.startswith("缺少 公开/2024/别的局.json\n")


def test_files_of_a_budget_stand_for_it_once(gongkai: Gongkai, tmp_path: Path) -> None:
    """Names of changed files, as a hook has them, give one build and one check of their budget."""
    copied_to(tmp_path / FOLDER)
    (tmp_path / FOLDER / "又一个.yaml").write_text("接受: []\n", encoding="utf-8")
    files = [f"{FOLDER}/预算.yaml", f"{FOLDER}/又一个.yaml"]
    assert gongkai("check", *files).out.endswith("检查通过：1 份预算没有错误。\n")
    assert gongkai("build", *files, "--format", "json").out.count("已生成") == 1
