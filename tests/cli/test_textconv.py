"""gongkai textconv: what git shows of a PDF and of a file of YAML, and that it never stops git."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from generator.cli import main
from tests.budgets import CONSISTENT, SMALLEST, spoiled
from tests.cli.conftest import Gongkai
from tests.repository import commit, git

pytestmark = pytest.mark.kept_together


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of the smallest budget."""
    output = tmp_path_factory.mktemp("out")
    assert main(["build", str(SMALLEST), "-o", str(output)]) == 0
    return output / "2024" / f"{SMALLEST.name}.pdf"


def test_a_pdf_of_ours_is_figures_tables_and_words(gongkai: Gongkai, published: Path) -> None:
    """The data inside come first, then the words of every page."""
    said = gongkai("textconv", str(published))
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "## 数"
    assert "表三/合计/合计: 96.40万元" in lines
    assert any(line.startswith("2012604 | 档案馆 | 79.85 |") for line in lines)
    assert lines[lines.index("## 第 1 页") + 1].startswith("云岭县档案馆")
    pages = [line for line in lines if line.startswith("## 第 ")]
    assert pages == [f"## 第 {number} 页" for number in range(1, len(PdfReader(published).pages) + 1)]


def test_any_other_pdf_is_its_words(gongkai: Gongkai, tmp_path: Path) -> None:
    """A PDF that others made has pages and no data."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "别人的.pdf")
    said = gongkai("textconv", "别人的.pdf")
    assert (said.code, said.out, said.err) == (0, "## 第 1 页\n", "")


def test_yaml_is_a_fact_a_line(gongkai: Gongkai, tmp_path: Path) -> None:
    """Whatever git calls the temporary file that it hands over."""
    (tmp_path / "XyZ_预算").write_text(CONSISTENT, encoding="utf-8")
    said = gongkai("textconv", "XyZ_预算")
    assert (said.code, said.err) == (0, "")
    assert "支出/2010399·项目支出/上年结转/一般公共预算: 3\n" in said.out


@pytest.mark.parametrize(
    ("data", "shown", "said"),
    [
        ("年度：2024\n部门: 甲\n".encode(), "年度：2024\n部门: 甲\n", "S52"),
        ("年度: 2024\n年度: 2025\n".encode(), "年度: 2024\n年度: 2025\n", "S03"),
        ("名称: 甲\n".encode("gbk"), "名称: 甲\n", "S02"),
        (b"\x00\x01\x02", f"## 没有可比的文字：3 字节，SHA-256 {sha256(bytes(range(3))).hexdigest()}\n", ""),
        (b"\xff\xfe\xfd\n", "\ufffd\ufffd\ufffd\n", "S02"),
        (
            b"%PDF-1.7 nothing",
            f"## 没有可比的文字：16 字节，SHA-256 {sha256(b'%PDF-1.7 nothing').hexdigest()}\n",
            "“文件”不是 PDF，或已损坏。",
        ),
        (b"", "", ""),
    ],
)
def test_a_broken_file_is_shown_as_far_as_it_goes(
    gongkai: Gongkai, tmp_path: Path, data: bytes, shown: str, said: str
) -> None:
    """The text as it is, what is wrong on the other stream, and 0, so that git goes on."""
    (tmp_path / "文件").write_bytes(data)
    answer = gongkai("textconv", "文件")
    assert (answer.code, answer.out) == (0, shown)
    assert said in answer.err


def _one(exact: str) -> bytes:
    """Data with one figure, whose exact value is that."""
    figure = {"value": "1", "exact": exact, "unit": "万元"}
    return json.dumps({"figures": {"a": figure}}).encode()


@pytest.mark.parametrize(
    "data",
    [
        *(b'{"figures": {"a": 1}}', b"[]", b"{", b'{"tables": {"a": {}}}'),
        *map(_one, ("1e999999", "1e-999999", "1e99999999", "NaN", "Infinity")),
    ],
)
def test_spoiled_data_in_a_pdf_are_told(
    gongkai: Gongkai, tmp_path: Path, published: Path, data: bytes
) -> None:
    """Data that are no JSON of ours do not keep the pages from being shown."""
    writer = PdfWriter(clone_from=published)
    names = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    for name, reference in zip(names[::2], names[1::2], strict=True):
        if name == "数据.json":
            stream = DecodedStreamObject()
            stream.set_data(data)
            reference.get_object()["/EF"][NameObject("/F")] = writer._add_object(stream)
    writer.write(tmp_path / "改过.pdf")
    said = gongkai("textconv", "改过.pdf")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("## 里面的数据读不出来，被改动过\n## 第 1 页\n")


def test_a_file_that_is_not_there_is_a_wrong_usage(gongkai: Gongkai) -> None:
    """Exit 2, a sentence, nothing shown."""
    said = gongkai("textconv", "没有.pdf")
    assert (said.code, said.out) == (2, "")
    assert said.err == "错误：找不到文件“没有.pdf”。\n"


def test_git_diff_shows_facts(tmp_path: Path) -> None:
    """With the driver set as the manual says, git compares facts; a broken file does not stop it."""
    driver = f"{sys.executable} -c 'import sys; from generator.cli import main; sys.exit(main())' textconv"
    (tmp_path / ".gitattributes").write_text("*.yaml diff=gongkai\n", encoding="utf-8")
    one, other = tmp_path / "好.yaml", tmp_path / "坏.yaml"
    one.write_text(CONSISTENT, encoding="utf-8")
    other.write_text("年度：2024\n", encoding="utf-8")
    commit(tmp_path, "预算")
    one.write_text(spoiled("金额: 7.00", "金额: 7.010"), encoding="utf-8")
    other.write_text("年度：2025\n", encoding="utf-8")
    shown = git(
        tmp_path, "-c", f"diff.gongkai.textconv={driver}", "-c", "core.quotePath=false", "diff", "-U0"
    )
    assert "-基本支出/30201/金额: 7\n+基本支出/30201/金额: 7.01\n" in shown
    assert "-年度：2024\n+年度：2025\n" in shown
