"""How a file that is there differs from the one made anew, in words."""

from __future__ import annotations

from collections.abc import Sequence
from operator import ne
from typing import Any

from generator.errors import UsageError
from generator.proof.paper import Paper
from generator.proof.published import DATA, Published, object_in, page_prints, published_in
from generator.proof.receipt import NAME, PRINT, differences

MOST_PAGES = 20
MOST_FIGURES = 10


def file_differences(name: str, theirs: bytes, ours: bytes) -> list[str]:
    """What is different in the file `name`, which holds `theirs` and would be `ours` if it were made now."""
    if name.endswith(".pdf"):
        try:
            return pdf_differences(published_in(theirs, name), published_in(ours, name))
        except UsageError as error:
            return [str(error).rstrip("。")]
    if name.endswith(NAME):
        return _receipt_differences(theirs, ours)
    if name.endswith(".json"):
        return _data_differences(theirs, ours) or ["数都相同，只是行号或写法不同"]
    return ["内容不同"]


def pdf_differences(theirs: Published, ours: Published) -> list[str]:
    """What differs between two PDFs of ours: receipts, drawing of the pages, enclosed files."""
    if bool(theirs.receipt) is bool(ours.receipt):
        found = differences(ours.receipt, theirs.receipt)
        found += _data_differences(theirs.files.get(DATA, b"{}"), ours.files.get(DATA, b"{}"))
    else:
        found = [f"文件里{'附' if theirs.receipt else '没有附'}源文件和数据，重新生成的相反"]
    found += _page_differences(theirs.data, ours.data)
    names = sorted((theirs.files.keys() | ours.files.keys()) - {NAME})
    other = [name for name in names if theirs.files.get(name) != ours.files.get(name)]
    if other:
        found.append(f"附在里面的文件与源文件对不上：{'、'.join(other)}")
    found = found or _shown_differences(theirs.paper, ours.paper)
    return found or ["页面和附带的文件都相同，只是文件的其他部分被改写过（例如另存、加盖或压缩）"]


def _page_differences(theirs: bytes, ours: bytes) -> list[str]:
    found = []
    one, other = page_prints(theirs), page_prints(ours)
    if len(one) != len(other):
        found.append(f"文件有 {len(one)} 页，重新生成的有 {len(other)} 页")
    pages = [str(i) for i, (a, b) in enumerate(zip(one, other, strict=False), 1) if a != b]
    if pages:
        found.append(f"页面内容不同：{_listed(pages)}")
    return found


def _shown_differences(one: Paper, other: Paper) -> list[str]:
    """Pages on which the same is drawn, and looks or reads otherwise: a font or a picture is not the same.

    A reader may show another number of pages than are drawn: their tree says how many there are.
    """
    counts = len(one.sizes), len(other.sizes)
    numbers = range(min(counts))
    looks = map(ne, one.pictures(numbers), other.pictures(numbers))
    pages = [
        str(number + 1)
        for number, looks_otherwise in zip(numbers, looks, strict=True)
        if looks_otherwise or one.words[number] != other.words[number]
    ]
    shown = f"文件打开来显示 {counts[0]} 页，重新生成的显示 {counts[1]} 页：记页数的地方被改过"
    return [
        *([shown] if counts[0] != counts[1] else []),
        *([f"字体或图被改过，看到的或复制出来的文字不同：{_listed(pages)}"] if pages else []),
    ]


def _listed(pages: Sequence[str]) -> str:
    more = f" 等 {len(pages)} 页" if len(pages) > MOST_PAGES else ""
    return f"第 {'、'.join(pages[:MOST_PAGES])} 页{more}"


def _receipt_differences(theirs: bytes, ours: bytes) -> list[str]:
    one, other = object_in(theirs), object_in(ours)
    if PRINT not in one:
        return ["不是 gongkai 写的收据，或已损坏"]
    found = differences(other | {PRINT: ""}, one | {PRINT: ""})
    return found or [f"只是所记的 PDF 的 {PRINT} 不同"]


def _data_differences(theirs: bytes, ours: bytes) -> list[str]:
    """The figures that differ between two exports, a few of them by name."""
    one, other = _values(object_in(theirs)), _values(object_in(ours))
    names = [name for name in other | one if one.get(name) != other.get(name)]
    if not names:
        return []
    shown = names[:MOST_FIGURES]
    told = [f"{name}：文件里是 {one.get(name, '没有')}，现在是 {other.get(name, '没有')}" for name in shown]
    more = [f"……另有 {len(names) - len(shown)} 个数不同"] if len(shown) < len(names) else []
    return [f"有 {len(names)} 个数不同：", *(f"  {line}" for line in [*told, *more])]


def _values(data: dict[str, Any]) -> dict[str, Any]:
    figures = data.get("figures")
    known = figures.items() if isinstance(figures, dict) else ()
    return {name: figure.get("value") for name, figure in known if isinstance(figure, dict)}
