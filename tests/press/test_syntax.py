"""The syntax of finished files: read strictly to the last object, and by qpdf where it is installed."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import IndirectObject, StreamObject

from generator.press import open_attachments, print_pdf
from tests.budgets import CONSISTENT
from tests.built_sample import Sample
from tests.press.conftest import Pressed
from tests.press.foreign import foreign_pdf
from tests.press.small import small


def errors_in(data: bytes, folder: Path) -> list[str]:
    """What is wrong with the syntax of `data`."""
    return [*_strictly_read(data), *_said_by_qpdf(data, folder)]


def _strictly_read(data: bytes) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    errors = []
    numbers = {number for generation in reader.xref.values() for number in generation} | set(
        reader.xref_objStm
    )
    for number in sorted(numbers - {0}):
        item = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(item, StreamObject):
            item.get_data()
        if item is None:
            errors.append(f"object {number} is not there")
    return errors if len(reader.pages) else ["no pages"]


def _said_by_qpdf(data: bytes, folder: Path) -> list[str]:
    qpdf = shutil.which("qpdf")
    if not qpdf:
        return []
    path = folder / "checked.pdf"
    path.write_bytes(data)
    done = subprocess.run([qpdf, "--check", path], check=False, capture_output=True, text=True)
    clean = done.returncode == 0 and not done.stderr
    return [] if clean else (done.stdout + done.stderr).splitlines()


def test_broken_syntax_is_found(pressed: Pressed, tmp_path: Path) -> None:
    """The check itself: a file that was cut off does not pass."""
    data = pressed.printed.data
    with pytest.raises((AssertionError, pypdf.errors.PyPdfError)):
        assert errors_in(data[: len(data) // 2], tmp_path) == []


def test_the_sample_is_clean(sample: Sample, tmp_path: Path) -> None:
    """The whole document with everything in it."""
    assert errors_in(sample.printed.data, tmp_path) == []


def test_tables_over_pages_are_clean(long_table: Pressed, long_performance: Pressed, tmp_path: Path) -> None:
    """Also where the tag tree was mended most."""
    for made in (long_table, long_performance):
        assert errors_in(made.printed.data, tmp_path) == []


def test_a_draft_is_clean(tmp_path: Path) -> None:
    """With the mark across every page."""
    assert errors_in(print_pdf(small(), draft=True).data, tmp_path) == []


def test_a_bound_document_is_clean(tmp_path: Path) -> None:
    """With pages of others in it."""
    foreign_pdf(tmp_path / "a.pdf", pages=2, script=True, form=True, enclosed=True)
    text = CONSISTENT + "附件: [{标题: 甲, 文件: a.pdf}]\n"
    bound, _ = open_attachments(small(text, ()).disclosure.budget.attachments, tmp_path)
    document = small(text, ("cover", "contents", "附件1"), {"a.pdf": bound[0].wide})
    assert errors_in(print_pdf(document, bound=bound).data, tmp_path) == []
