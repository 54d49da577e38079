"""What a budget is compared with in the workbench: last year's, a revision, a PDF; never an error of ours."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdfium2
import pytest

from generator.cli import main
from generator.press.workshop import Workshop, untold
from generator.workbench.comparing import LAST_YEAR, UPLOADED, Compared, compared, others
from tests.budgets import CONSISTENT, written_to
from tests.repository import commit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A budget of this year, with last year's beside it, as two revisions of git."""
    written_to(tmp_path / "2023" / "某局", CONSISTENT.replace("年度: 2024", "年度: 2023"))
    this = written_to(tmp_path / "2024" / "某局", CONSISTENT)
    commit(tmp_path, "上报")
    file = this / "预算.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# 核对过\n", encoding="utf-8")
    commit(tmp_path, "核对", day="2024-03-02")
    return this


def _compared(folder: Path, key: str, unit: str = "", pdf: Path | bytes = b"") -> Compared:
    return compared(folder, unit, key, pdf, Workshop(), untold)


def test_all_that_is_there_is_offered(folder: Path) -> None:
    found = others(folder, folder / "没有.pdf")
    assert [one.called for one in found] == [
        "上年（2023 年）的预算",
        "git 2024-03-02　核对",
        "git 2024-03-01　上报",
    ]


def test_with_last_years(folder: Path) -> None:
    made = _compared(folder, LAST_YEAR)
    assert made.said == "与上年的预算比较好了。"
    assert "2023" in made.report.decode()


def test_with_a_revision_that_says_the_same(folder: Path) -> None:
    """A comment is no change."""
    (_, _, first) = others(folder, folder / "没有.pdf")
    made = _compared(folder, first.key)
    assert made == Compared("与2024-03-01 的版本相比没有改动。")


def test_what_is_gone_by_now_is_said(folder: Path) -> None:
    """A window may be older than what it offers."""
    assert _compared(folder, "git:0000000").said == "不能比较：没有这个版本。"
    shutil.rmtree(folder.parents[1] / "2023")
    assert _compared(folder, LAST_YEAR).said == "不能比较：上年的预算不在了。"


def test_with_a_pdf_that_another_program_made(folder: Path, tmp_path: Path) -> None:
    """Last year's, or what was published before there was this program: by what stands on the pages."""
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1"]) == 0
    there, made = pypdfium2.PdfDocument(tmp_path / "out" / "2024" / "某局.pdf"), io.BytesIO()
    bare = pypdfium2.PdfDocument.new()
    bare.import_pages(there)
    bare.save(made)
    assert _compared(folder, UPLOADED, pdf=made.getvalue()).said == "与公开的 PDF 相比，页面上没有看出变化。"
    file = folder / "预算.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("负责某项工作", "做另一项工作"), encoding="utf-8"
    )
    other = _compared(folder, UPLOADED, pdf=made.getvalue())
    assert other.said == "与公开的 PDF 比较好了。它不是这个程序做的，只比较了页面上的文字和图形。"
    assert "做另一" in other.report.decode()
