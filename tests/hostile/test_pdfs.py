"""PDFs that others made: bounded before they are worked on, and never an error of the program."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from generator.foreign.losses import Foreign, left_behind
from generator.foreign.survey import UnfitPdfError, enclosed_in
from generator.source import limits
from generator.source.confined import BrokenOffError, confined
from tests.budgets import CONSISTENT, written_to
from tests.cli.conftest import Gongkai, gongkai

__all__ = ["gongkai"]

CASES = Path(__file__).parent / "cases"
WORDS = zlib.compress(b"words")


def a_pdf(
    *,
    box: str = "0 0 595 842",
    content: bytes = b"",
    enclosed: bytes = b"",
    name: str = "a.txt",
    times: int = 1,
) -> bytes:
    """A PDF written by hand; `enclosed` is a deflated stream, named so many times."""
    called = name.encode("latin-1")
    stream = b"<</Type/EmbeddedFile/Length %d/Filter/FlateDecode>>stream\n" % len(enclosed)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[%s]>>>>>>"
        % (b"(%s) 5 0 R " % called * times),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R>>" % box.encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Filespec/F(%s)/UF(%s)/EF<</F 6 0 R>>>>" % (called, called),
        stream + enclosed + b"\nendstream",
    ]
    made, places = b"%PDF-1.7\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 7\n0000000000 65535 f \n" + table
    return made + b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def bomb(size: int) -> bytes:
    """`size` zeros, deflated."""
    deflater = zlib.compressobj(9)
    parts = [deflater.compress(bytes(1 << 20)) for _ in range(size >> 20)]
    return b"".join(parts) + deflater.flush()


def test_enclosed_files_come_back() -> None:
    """What the survey is for."""
    assert enclosed_in(a_pdf(enclosed=zlib.compress(b"words"))) == {"a.txt": b"words"}


def test_files_of_one_name_are_named_in_one_walk() -> None:
    """Each comes back by a name of its own; forty thousand would be compared for hours one by one."""
    files = enclosed_in(a_pdf(enclosed=zlib.compress(b"x"), times=40_000))
    assert len(files) == 40_000
    assert list(files)[:3] == ["a.txt", "a.txt（同名）", "a.txt（同名2）"]


def test_an_enclosed_bomb_is_refused(gongkai: Gongkai, tmp_path: Path) -> None:
    """A few megabytes that would become many gigabytes."""
    path = tmp_path / "a.pdf"
    path.write_bytes(a_pdf(enclosed=bomb(2 << 30)))
    for command in (["verify", path], ["diff", path, path], ["explain", path, "1"]):
        said = gongkai(*map(str, command))
        assert said.code == 2
        assert re.search("太大|太费|超过", said.err)


@pytest.mark.parametrize("box", ["0 0 100000 10", "0 0 1e30 1e30"])
def test_pages_beyond_reason_are_refused(box: str) -> None:
    """A picture of them would fill the memory."""
    with pytest.raises(UnfitPdfError, match=r"第 1 页|有的页"):
        enclosed_in(a_pdf(box=box))


@pytest.mark.parametrize("name", ["数据.json", "收据.json", "上年预算/", "../../a", "/etc/passwd"])
def test_enclosed_names_that_are_ours(gongkai: Gongkai, tmp_path: Path, name: str) -> None:
    """A foreign PDF may enclose a file of any name and content."""
    path = tmp_path / "a.pdf"
    data = a_pdf(enclosed=zlib.compress('{"源文件": {"../../x.yaml": "0"}}'.encode()), name="NAME")
    path.write_bytes(data.replace(b"NAME", b"\xfe\xff" + name.encode("utf-16-be")))
    for command in (["verify", path], ["diff", path, path], ["textconv", path]):
        assert gongkai(*map(str, command)).code in (0, 1, 2)


@pytest.mark.parametrize("case", ["bad-filter.pdf", "zero-mediabox.pdf"])
@pytest.mark.parametrize("command", ["verify", "diff", "build", "explain", "textconv"])
def test_the_cases_end_with_a_sentence(gongkai: Gongkai, tmp_path: Path, case: str, command: str) -> None:
    """In every command that reads PDFs."""
    path = CASES / case
    arguments: list[object] = [path]
    if command == "build":
        folder = written_to(tmp_path / "2024" / "某某局", f"{CONSISTENT}附件: [{{标题: 一, 文件: a.pdf}}]\n")
        (folder / "a.pdf").write_bytes(path.read_bytes())
        arguments = [folder, "--draft", "-o", tmp_path / "out"]
    elif command == "diff":
        arguments = [path, path]
    elif command == "explain":
        arguments = [path, "1"]
    said = gongkai(command, *map(str, arguments))
    assert said.code in (0, 1, 2)
    assert "内部出错" not in said.err


SPOILED = {
    "不认识的压缩方法": (b"<</Length 0>>stream\n\n", b"<</Length 3/Filter/Xyz>>stream\nabc\n"),
    "不认识的压缩方法 ": (
        b"<</Length 0>>stream\n\n",
        b"<</Length 3/Filter[/Fl#61teDecode/Xyz]>>stream\nabc\n",
    ),
    "第 1 页没有大小": (b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 0 0]    "),
    "第 1 页没有大小，": (b"/MediaBox[0 0 595 842]", b"/MediaBox[9 9 9 842]  "),
}


@pytest.mark.parametrize("said", SPOILED)
@pytest.mark.parametrize("name", ["收据.json", "a.txt"])
def test_no_enclosed_file_makes_a_page_that_looks_empty_fit(said: str, name: str) -> None:
    """Whoever spoils a page can enclose files of any name."""
    data = a_pdf(enclosed=WORDS, name="NAME").replace(*SPOILED[said])
    with pytest.raises(UnfitPdfError, match=said.strip()):
        enclosed_in(data.replace(b"NAME", b"\xfe\xff" + name.encode("utf-16-be")))


def test_a_size_that_a_page_has_from_elsewhere_is_its_size() -> None:
    """Most programs write it on every page, some once for all."""
    data = a_pdf(enclosed=WORDS)
    moved = data.replace(b"/MediaBox[0 0 595 842]", b" " * 22).replace(b"/Count 1", b"/Count 1/MediaBox[%s]")
    assert enclosed_in(moved.replace(b"%s", b"595 842 0 0")).keys() == {"a.txt"}
    with pytest.raises(UnfitPdfError, match="没有大小"):
        enclosed_in(moved.replace(b"%s", b"0 0 0 0"))


def test_a_comparison_without_end_is_broken_off(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines that say the same many thousand times match in every way there is."""
    monkeypatch.setattr(limits, "LONGEST_SECONDS", limits.LONGEST_SECONDS._replace(most=2))
    for name, order in (("a", "ab"), ("b", "ba")):
        said = "".join(f"({letter}{letter}) Tj T* " for letter in order * 20_000)
        content = f"BT /F1 9 Tf 10 TL 0 800 Td {said}ET".encode()
        made = a_pdf(enclosed=WORDS).replace(
            b"<</Length 0>>stream\n\n", b"<</Length %d>>stream\n%s\n" % (len(content), content)
        )
        font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>/Contents"
        (tmp_path / f"{name}.pdf").write_bytes(made.replace(b"/Contents", font))
    done = gongkai("diff", str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf"))
    assert (done.code, "比不完（太费时间）" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("function", "why"),
    [("tests.hostile.greedy:memory", "太费内存"), ("tests.hostile.greedy:abort", "读到一半出错")],
)
def test_a_reader_that_breaks_off_is_an_answer(function: str, why: str) -> None:
    """Memory without end, and an abort in native code."""
    with pytest.raises(BrokenOffError, match=why):
        confined(function, b"")


@pytest.mark.parametrize(
    ("name", "said"), [("bad-filter", "不认识的压缩方法"), ("zero-mediabox", "第 1 页没有大小")]
)
def test_a_page_that_would_count_as_empty_is_refused(gongkai: Gongkai, name: str, said: str) -> None:
    file = str(CASES / f"{name}.pdf")
    for command in (["verify", file], ["diff", file, file], ["textconv", file]):
        done = gongkai(*command)
        assert done.code == (0 if command[0] == "textconv" else 2)  # git would show no file at all
        assert said in done.err
        assert "没有变化" not in done.out


def test_objects_within_objects_without_end(gongkai: Gongkai, tmp_path: Path) -> None:
    """Resources of a page that nest deeper than anything that is drawn."""
    folder = written_to(tmp_path / "2024" / "某某局", f"{CONSISTENT}附件: [{{标题: 一, 文件: a.pdf}}]\n")
    nested = b"/Resources<</A " + b"<</A " * 500 + b"1" + b">>" * 501
    (folder / "a.pdf").write_bytes(a_pdf(enclosed=WORDS).replace(b"/Contents", nested + b"/Contents"))
    said = gongkai("build", str(folder), "--draft", "--format", "pdf", "-o", str(tmp_path / "out"))
    assert said.code == 2
    assert "套得太深" in said.err or "不是 PDF，或已损坏" in said.err


APART = {
    "review/legible.py",
    "review/sheets.py",
    "review/ruling.py",
    "review/spaces.py",
    "press/postflight.py",
    "workbench/pictures.py",
}
"""What opens PDFs outside of `foreign`: in a process of its own, or files that we have made ourselves."""


def test_no_other_module_opens_a_pdf() -> None:
    """Whatever others made goes through `foreign` and `confined`."""
    package = Path(limits.__file__).parents[1]
    opening = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"^\s*(import|from) (pypdfium2|pypdf)\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {name for name in opening if not name.startswith("foreign/")} == APART


def test_a_tree_of_names_that_leads_back() -> None:
    """Two ways back at each of 32 levels would be four thousand million; a thousand levels are no error."""
    spec = DictionaryObject({NameObject("/UF"): TextStringObject("a.txt")})
    tree = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), spec])})
    for _ in range(2000):
        tree = DictionaryObject({NameObject("/Kids"): ArrayObject([tree, tree])})
    tree[NameObject("/Kids")].append(tree)
    root = DictionaryObject({NameObject("/Names"): DictionaryObject({NameObject("/EmbeddedFiles"): tree})})
    assert "夹带的文件（a.txt）不带进来" in left_behind(Foreign(root, (), (), ()))
