"""A file as lines of text, for git's diff drivers: a PDF or a file of YAML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from generator.errors import InputError, UsageError
from generator.history.facts import facts_of
from generator.source import Mapping, Sequence, limits, read_yaml
from generator.source.gate import Sort, content

PDF_OR_YAML = Sort("PDF 或 YAML", limits.PDF_FILE)


def text_lines(path: Path, name: str) -> Iterator[str]:
    """The lines of the file at `path`, which people know as `name`.

    Raises a GongkaiError when the file is not what it seems; what was read of it until then is good.
    """
    data = content(path, PDF_OR_YAML)
    if data.startswith(b"%PDF"):
        yield from _data_lines(data, name)
        yield from _page_lines(data, name)
    else:
        value, findings = read_yaml(path, name)
        if findings:
            raise InputError(findings)  # Why: what was written twice must not vanish from a diff.
        if not isinstance(value, Mapping | Sequence):
            yield from raw_lines(path)
            return
        for where, said in facts_of(value).items():
            yield f"{'/'.join(where)}: {said}" if said else "/".join(where)


def raw_lines(path: Path) -> list[str]:
    """The file as it is, where it cannot be read as anything better; its print for bytes that are no text."""
    data = content(path, PDF_OR_YAML)
    if b"\0" in data or data.startswith(b"%PDF"):
        return [f"## 没有可比的文字：{len(data):,} 字节，SHA-256 {hashlib.sha256(data).hexdigest()}"]
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace").splitlines()


def _data_lines(data: bytes, name: str) -> Iterator[str]:
    """Figures and tables from the data inside a PDF of ours; nothing for any other."""
    from generator.proof.published import DATA, published_in

    try:
        inside = json.loads(published_in(data, name).files.get(DATA, b"{}"))
        lines = [*_figures(inside.get("figures", {})), *_tables(inside.get("tables", {}))]
    except UsageError:
        return  # Why: the reader of the pages says what is wrong with the file.
    except (ValueError, AttributeError, LookupError, TypeError, InvalidOperation, RecursionError):
        lines = ["## 里面的数据读不出来，被改动过"]
    yield from lines


def _figures(figures: dict[str, Any]) -> Iterator[str]:
    if figures:
        yield "## 数"
    for figure, said in figures.items():
        if said["value"] is None:
            yield f"{figure}: 没有写"
            continue
        exact, value = Decimal(said["exact"]), Decimal(said["value"])
        hidden = f"（未舍入 {exact.normalize():f}）" if said["unit"] != "%" and exact != value else ""
        yield f"{figure}: {said['value']}{said['unit']}{hidden}"


def _tables(tables: dict[str, Any]) -> Iterator[str]:
    for number, table in tables.items():
        yield f"## {number} {table['title']}（{table['unit']}）"
        for row in (table["header"], *table["rows"]):
            yield " | ".join(str(cell) for cell in row)


def _page_lines(data: bytes, name: str) -> Iterator[str]:
    """The words of every page."""
    import pypdfium2

    from generator.foreign.survey import UnfitPdfError, enclosed_in

    try:
        enclosed_in(data)
        pdf = pypdfium2.PdfDocument(data)
    except UnfitPdfError as error:
        raise UsageError(f"“{name}”{error.why}") from None
    except pypdfium2.PdfiumError:
        raise UsageError(f"“{name}”不是 PDF，或已损坏") from None
    try:
        for number in range(1, len(pdf) + 1):
            yield f"## 第 {number} 页"
            text = pdf[number - 1].get_textpage().get_text_range()
            yield from (line.rstrip() for line in text.splitlines() if line.strip())
    except pypdfium2.PdfiumError:
        raise UsageError(f"“{name}”的第 {number} 页读不出来") from None
    finally:
        pdf.close()
