"""Documents that are printed once for all tests of the press."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdf
import pytest

from generator.document import Document
from generator.press import Printed, print_pdf
from generator.press.enclosures import Enclosure
from tests.built_sample import Sample
from tests.inspection.budgets import with_performance, with_projects
from tests.press.small import small

ENCLOSURES = (
    Enclosure("绩效目标/某部.yaml", "甲: 1\n".encode(), "预算源文件", "Source"),
    Enclosure("a.yaml", b"a: 1\n", "预算源文件", "Source"),
    Enclosure("数据.json", b"{}", "全部数据", "Data"),
    Enclosure("报表.xlsx", b"PK", "报表", "Data"),
    Enclosure("b.pdf", b"%PDF-1.7", "附件原件", "Source"),
    Enclosure("检查报告.txt", "没有错误\n".encode(), "检查报告", "Supplement"),
)


@dataclass(frozen=True)
class Pressed:
    """A document and what was printed of it."""

    document: Document
    printed: Printed

    @property
    def reader(self) -> pypdf.PdfReader:
        """The PDF, read strictly."""
        return pypdf.PdfReader(io.BytesIO(self.printed.data), strict=True)


@pytest.fixture(scope="session")
def pressed() -> Pressed:
    """Five pages with files inside."""
    document = small()
    return Pressed(document, print_pdf(document, enclosures=ENCLOSURES))


@pytest.fixture(scope="session")
def long_table() -> Pressed:
    """A table of figures over four pages, and text with a chart."""
    projects = [(f"某某项目{number}", "12.34") for number in range(180)]
    document = small(with_projects(projects), ("cover", "表十二", "explanations-1"))
    return Pressed(document, print_pdf(document))


@pytest.fixture(scope="session")
def long_performance() -> Pressed:
    """A performance table over pages, whose merged cells are cut."""
    document = small(with_performance(600, (20, 20, 9, 0, 1, 2), 20, 4), ("cover", "绩效1"))
    return Pressed(document, print_pdf(document))


@pytest.fixture(scope="session")
def sample_reader(sample: Sample) -> pypdf.PdfReader:
    """The PDF of the sample, read strictly."""
    return pypdf.PdfReader(io.BytesIO(sample.printed.data), strict=True)
