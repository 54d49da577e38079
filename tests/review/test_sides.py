"""Sides of a comparison: what cannot be compared is said, in one sentence and with exit code 2."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PageObject, PdfWriter

from generator.cli import main
from generator.model.fonts import FONTS
from generator.proof.published import open_pdf
from generator.review.side import open_side
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.press.tampering import rewrite
from tests.review.conftest import Editions, printed


def _changed(source: Path, target: Path, change: Callable[[PdfWriter], object]) -> str:
    writer = PdfWriter(clone_from=source)
    change(writer)
    writer.write(target)
    return str(target)


def _saying_once(text: str, pdf: PdfWriter) -> PageObject:
    return next(page for page in pdf.pages if page.extract_text().count(text) == 1)


def _said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["diff", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


def test_a_budget_and_its_own_pdf_are_the_same(
    editions: Editions, capsys: pytest.CaptureFixture[str]
) -> None:
    """From either side, and the PDF with itself."""
    assert main(["diff", str(editions.old), str(editions.old_pdf)]) == 0
    assert main(["diff", str(editions.old_pdf), str(editions.old_pdf)]) == 0
    assert capsys.readouterr().out == "没有变化。\n" * 2


def test_a_line_of_a_pdf_is_named_by_the_pdf(editions: Editions, capsys: pytest.CaptureFixture[str]) -> None:
    """The cause stands in the PDF's own sources, not in a temporary folder."""
    assert main(["diff", str(editions.old_pdf), str(editions.new_pdf)]) == 1
    assert f"{editions.new_pdf}:预算.yaml:" in capsys.readouterr().out


def test_a_page_that_was_changed_is_noticed(
    editions: Editions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A figure, or a page less, while the data inside are as they were."""
    for name, change in (
        ("数", lambda pdf: rewrite(_saying_once("70.00", pdf), "70.00", "79.00")),
        ("页", lambda pdf: pdf.remove_page(12)),
    ):
        file = _changed(editions.old_pdf, tmp_path / f"{name}.pdf", change)
        said = _said(capsys, file, str(editions.new_pdf))
        assert "对不上" in said
        assert "gongkai verify" in said


def test_sources_that_are_not_those_of_the_receipt_are_noticed(
    editions: Editions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file inside was replaced after the PDF had been made, whatever version made it."""
    published = open_pdf(editions.old_pdf)
    files = dict(published.files)
    files["预算.yaml"] = files["预算.yaml"].replace(b"7.00", b"8.00")
    assert replace(published, files=files).changed_sources == ["预算.yaml"]
    assert published.changed_sources == []

    def swapped(pdf: PdfWriter) -> None:
        for name, content in list(pdf.attachments.items()):
            if name == "预算.yaml":
                item = next(a for a in pdf.attachment_list if a.name == name)
                item.content = content[0].replace(b"7.00", b"8.00")

    file = _changed(editions.old_pdf, tmp_path / "换.pdf", swapped)
    assert "与收据对不上（预算.yaml）" in _said(capsys, file, str(editions.new_pdf))


def test_a_pdf_is_known_by_its_beginning(
    editions: Editions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the file is called."""
    file = tmp_path / "没有后缀"
    file.write_bytes(editions.old_pdf.read_bytes())
    assert main(["diff", str(file), str(editions.old)]) == 0
    assert capsys.readouterr().out == "没有变化。\n"


def test_encrypted_broken_and_missing_files_are_said(
    editions: Editions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each with its name, on either side."""
    locked = _changed(editions.old_pdf, tmp_path / "锁.pdf", lambda pdf: pdf.encrypt("secret"))
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(editions.old_pdf.read_bytes()[:2000])
    empty = tmp_path / "空.pdf"
    empty.write_bytes(b"")
    for file, words in (
        (locked, "有密码或加密"),
        (str(broken), "不是 PDF"),
        (str(empty), "不是 PDF"),
        (str(tmp_path / "没有.pdf"), "找不到文件"),
    ):
        for sides in ((file, str(editions.old)), (str(editions.old), file), (file, str(editions.old_pdf))):
            said = _said(capsys, *sides)
            assert words in said
            assert Path(file).name in said


def test_a_pdf_without_data_cannot_be_compared_with_a_budget(
    editions: Editions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing says where its numbers come from."""
    bare = tmp_path / "无.pdf"
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(bare)
    assert "没有附预算的源文件" in _said(capsys, str(bare), str(editions.old))


def _enclose(writer: PdfWriter, name: str, data: bytes) -> None:
    """Put `data` in place of what is enclosed as `name`."""
    listed = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    file = dict(zip(listed[::2], listed[1::2], strict=True))[name].get_object()
    file["/EF"]["/F"].get_object().set_data(data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("版面.json", "{", "页面位置"),
        ("版面.json", "{}", "页面位置"),
        ("版面.json", '{"纸": [[595, 842]], "数": {"甲": [[0, 1]]}, "文": {}}', "页面位置"),
        ("版面.json", '{"纸": [[595, 842]], "数": {"甲": [[9, 1, 1, 2, 2]]}, "文": {}}', "页数"),
        ("收据.json", '{"源文件": 5}', "没有附预算的源文件"),
        ("收据.json", '{"源文件": [[]]}', "没有附预算的源文件"),
    ],
)
def test_spoiled_enclosures_are_said(
    name: str, data: str, words: str, editions: Editions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What somebody has written into a PDF is no error of the program."""
    file = _changed(editions.old_pdf, tmp_path / "改.pdf", lambda pdf: _enclose(pdf, name, data.encode()))
    assert words in _said(capsys, file, str(editions.old))


def test_two_departments_are_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither code nor name is the same."""
    other = spoiled(' 名称: 某某局, 代码: "001"', ' 名称: 另一局, 代码: "002"')
    one, two = written_to(tmp_path / "一"), written_to(tmp_path / "二", other)
    said = _said(capsys, str(one), str(two))
    assert "某某局（001）" in said
    assert "另一局（002）" in said
    assert "不是同一个部门" in said
    moved = written_to(tmp_path / "三", spoiled(' 名称: 某某局, 代码: "001"', ' 名称: 某某局, 代码: "009"'))
    assert main(["diff", str(one), str(moved)]) == 1


def test_the_working_tree_is_compared_with_what_was_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cause of a revision is named by revision and file."""
    folder = written_to(tmp_path / "budgets" / "2024" / "局")
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=甲", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "预算"]):
        subprocess.run([*git, *command], check=True)
    next(folder.glob("*.yaml")).write_text(spoiled("金额: 7.00", "金额: 8.00"), encoding="utf-8")
    assert main(["diff", "budgets/2024/局", "HEAD:budgets/2024/局"]) == 1
    line = 1 + CONSISTENT[: CONSISTENT.index("金额: 7.00")].count("\n")
    assert f"HEAD:budgets/2024/局/预算.yaml:{line}" in capsys.readouterr().out


def test_a_committed_pdf_is_a_side(
    editions: Editions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """REVISION:FILE.pdf is the PDF as it was committed; what is not in the revision is said."""
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    shutil.copy(editions.old_pdf, "out/局.pdf")
    git = ["git", "-c", "user.name=甲", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "公开"]):
        subprocess.run([*git, *command], check=True)
    shutil.copy(editions.new_pdf, "out/局.pdf")
    assert main(["diff", "HEAD:out/局.pdf", str(editions.old)]) == 0
    assert main(["diff", "HEAD:out/局.pdf", "out/局.pdf"]) == 1
    monkeypatch.chdir("out")
    assert main(["diff", "HEAD:局.pdf", str(editions.old)]) == 0
    capsys.readouterr()
    assert "版本 HEAD 里没有文件“没有.pdf”" in _said(capsys, "HEAD:没有.pdf", "局.pdf")
    assert "找不到版本“没有”" in _said(capsys, "没有:局.pdf", "局.pdf")


def test_own_fonts_are_not_missed_in_a_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A PDF does not enclose the files of an office's fonts: no finding for diff, a sentence for verify."""
    folder = written_to(tmp_path / "局", CONSISTENT + "字体: {正文: 正文.ttf}\n")
    shutil.copy(FONTS / "GWKai-Regular.ttf", folder / "正文.ttf")
    file = printed(folder, tmp_path / "局.pdf")
    assert main(["diff", str(folder), str(file)]) == 0
    assert main(["verify", str(file)]) == 2
    assert "用了单位自己的字体（正文.ttf）" in capsys.readouterr().err


def test_html_goes_into_a_file(
    editions: Editions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder is no file; nothing is written then."""
    said = _said(capsys, str(editions.old), str(editions.new), "--html", str(tmp_path))
    assert "是文件夹" in said
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_made_with_another_template_is_none_that_was_changed(editions: Editions) -> None:
    """What it was made with is known by the prints in its receipt: the note names what differs."""
    with open_side(str(editions.old_pdf)) as side:
        assert side.notes == ()
        assert side.published is not None
        made_with = side.published.receipt
        other = made_with | {"样式": made_with["样式"] | {"overview.html.j2": "0" * 64}}
        vars(side.published)["receipt"] = other
        [note] = side.notes
        assert "样式不同：overview.html.j2" in note
        assert "按现在的排出文字来比较" in note
