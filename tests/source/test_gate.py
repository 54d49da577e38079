"""The gate: what comes in lies inside, is a regular file of its sort, and is not too large."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import generator
from generator.source.gate import (
    FONT,
    PDF,
    YAML,
    MissingError,
    OutsideError,
    RefusedError,
    Sort,
    TooBigError,
    content,
    content_within,
    path_within,
)
from generator.source.limits import Limit

INSIDE, OUTSIDE = b"%PDF-inside", b"%PDF-outside"
SMALL = Sort("", Limit("文件", 4, "字节"))

PARTS = ("..", ".", "", "下", "a.pdf", "外", "去外面", "去文件", "回来", "圈", "budget", "~", "没有")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A budget's folder with links of every sort, and files around it that must not come in."""
    top = tmp_path_factory.mktemp("top")
    inside, outside = top / "budget", top / "外"
    for place, data in ((inside, INSIDE), (inside / "下", INSIDE), (outside, OUTSIDE), (top, OUTSIDE)):
        place.mkdir(parents=True, exist_ok=True)
        (place / "a.pdf").write_bytes(data)
    (top / "budget-2").mkdir()
    (top / "budget-2" / "a.pdf").write_bytes(OUTSIDE)
    (inside / "去外面").symlink_to(outside)
    (inside / "去文件").symlink_to(outside / "a.pdf")
    (inside / "回来").symlink_to(inside / "下")
    (inside / "圈").symlink_to("圈")
    return inside


@given(parts=st.lists(st.sampled_from(PARTS), min_size=1, max_size=8), absolute=st.booleans())
def test_whatever_a_source_names_lies_inside(folder: Path, parts: list[str], absolute: bool) -> None:
    """Any path of .., links, loops and names: either it is refused, or the file is one of the folder's."""
    name = "/".join(parts)
    name = f"{folder}/{name}" if absolute else name
    with contextlib.suppress(RefusedError):
        assert content_within(folder, name, PDF) == INSIDE


@example(name="长" * 90)
@given(name=st.text(max_size=300) | st.text(st.sampled_from("./~\\\0\x1b\udcff:*a"), max_size=12))
def test_no_name_is_an_error_of_the_program(folder: Path, name: str) -> None:
    """Names of any characters: NUL, surrogates, hundreds of them."""
    with pytest.raises(RefusedError):
        content_within(folder, name, PDF)


@pytest.mark.parametrize("name", ["../a.pdf", "../budget-2/a.pdf", "/etc/passwd", "去文件", "去外面/a.pdf"])
def test_what_lies_outside_is_told_as_such(folder: Path, name: str) -> None:
    """Also beside the folder, under a name that begins as its own does."""
    with pytest.raises(OutsideError, match="不在预算的文件夹里"):
        content_within(folder, name, PDF)


def test_links_inside_are_followed(folder: Path) -> None:
    """A link that stays in the folder is a way to write a name."""
    assert content_within(folder, "回来/a.pdf", PDF) == INSIDE
    assert path_within(folder, "回来/新的.pdf") == folder / "下" / "新的.pdf"


@pytest.mark.parametrize("make", ["fifo", "device", "folder", "socket"])
def test_only_regular_files_are_read(tmp_path: Path, make: str) -> None:
    """A pipe that nobody writes to does not stop us, and a device is not asked."""
    path = tmp_path / "a.pdf"
    if make == "fifo":
        os.mkfifo(path)
    elif make == "device":
        path = Path("/dev/zero")
    elif make == "folder":
        path.mkdir()
    else:
        code = f"import socket; socket.socket(socket.AF_UNIX).bind({str(path)!r})"
        subprocess.run(["python3", "-c", code], check=True)
    with pytest.raises(RefusedError, match=r"不是普通文件|是文件夹"):
        content(path, PDF)


def test_the_limit_holds_up_to_and_including_itself(tmp_path: Path) -> None:
    """A file above it is told before it is read, by its size."""
    (tmp_path / "a").write_bytes(b"1234")
    assert content(tmp_path / "a", SMALL) == b"1234"
    with (tmp_path / "a").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(TooBigError, match="超过 4 字节"):
        content(tmp_path / "a", SMALL)


@pytest.mark.parametrize(
    ("sort", "data", "fits"),
    [
        (PDF, b"%PDF-1.7", True),
        (PDF, b"\n" * 1000 + b"%PDF-1.7", True),
        (PDF, b"\n" * 2000 + b"%PDF-1.7", False),
        (PDF, b"", False),
        (FONT, b"OTTO", True),
        (FONT, b"xOTTO", False),
        (FONT, b"%PDF-", False),
        (YAML, b"", True),
    ],
)
def test_a_sort_is_known_by_how_it_begins(tmp_path: Path, sort: Sort, data: bytes, fits: bool) -> None:
    """Names prove nothing."""
    (tmp_path / "a").write_bytes(data)
    if fits:
        assert content(tmp_path / "a", sort) == data
    else:
        with pytest.raises(RefusedError, match="不是"):
            content(tmp_path / "a", sort)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """In a sentence of its own."""
    with pytest.raises(MissingError, match=r"找不到文件“.*没有\.pdf”"):
        content(tmp_path / "没有.pdf", PDF)


ELSEWHERE = {
    "source/gate.py": "the gate itself",
    "source/pools.py": "what the program's own processes give back",
    "classification/tables.py": "the program's own tables",
    "review/html_report.py": "the program's own templates",
    "rolling/beginning.py": "the program's own skeletons",
    "press/fonts.py": "the program's own fonts and its private configuration",
    "press/kept/keys.py": "the program itself and the profile",
    "press/kept/store.py": "prints that are kept, each with its checksum",
    "press/pool/far.py": "the program's own fonts, private copies of an office's, the profile's style sheet",
    "press/join/identity.py": "the engine's own colour profile",
    "press/join/joining.py": "the program's own fonts, and private copies of an office's",
    "proof/receipt.py": "the program's own profile and fonts",
    "review/side.py": "five bytes of a regular file, to see whether it is a PDF",
    "workbench/rendering.py": "the workbench's own pages and scripts",
    "web/page.py": "the program's own page for browsers",
    "rules/pages/__init__.py": "pages of the docs, made by maintainers",
}
"""Modules that open files by themselves, and why they may."""


def test_nothing_else_opens_files() -> None:
    """Whoever reads a file of an author's without the gate is found here."""
    top = Path(generator.__file__).parent
    opening = re.compile(r"\.read_bytes\(|\.read_text\(|(?<![\w.])(?<!def )open\(|\.open\(\"r")
    found = {
        path.relative_to(top).as_posix()
        for path in top.rglob("*.py")
        if opening.search(path.read_text(encoding="utf-8"))
    }
    assert found - ELSEWHERE.keys() == set()
