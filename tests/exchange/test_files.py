"""Files appear whole under their final name, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.exchange import write_whole
from generator.exchange.files import write_all
from generator.exchange.importer.log import Log
from generator.exchange.importer.patching import Patch, apply_patch
from generator.exchange.importer.workbook import Imported
from generator.source.failures import reason


def _fails(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """Folders are made as needed; nothing but the file is left in them."""
    path = tmp_path / "2024" / "某某局" / "某某局.pdf"
    write_whole(path, b"one")
    assert path.read_bytes() == b"one"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_replaced(tmp_path: Path) -> None:
    """The next build takes the place of the last one, also when that cannot be written to."""
    path = tmp_path / "某某局.pdf"
    write_whole(path, b"one, and longer")
    path.chmod(0o444)
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_everyone_may_read_what_was_made(tmp_path: Path) -> None:
    """The temporary file's private mode does not stay."""
    path = tmp_path / "某某局.pdf"
    write_whole(path, b"one")
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Whatever fails, the last good file stays as it was, and no half-written one beside it."""
    path = tmp_path / "某某局.pdf"
    write_whole(path, b"one")
    monkeypatch.setattr(os if step == "fsync" else Path, step, _fails)
    with pytest.raises(UsageError, match=r"不能写入“.*某某局\.pdf”：磁盘满了。请换"):
        write_whole(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_files_that_belong_together_fail_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A full disk is noticed before any of them has taken its place."""
    paths = [tmp_path / name for name in ("某某局.pdf", "某某局.收据.json")]
    write_all(dict.fromkeys(paths, b"one"))
    monkeypatch.setattr(os if step == "fsync" else Path, step, _fails)
    with pytest.raises(UsageError, match="磁盘满了"):
        write_all(dict.fromkeys(paths, b"two"))
    assert [path.read_bytes() for path in paths] == [b"one", b"one"]
    assert sorted(tmp_path.iterdir()) == sorted(paths)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """What was made for files that did not come goes again; what was there before stays."""
    (tmp_path / "旧").mkdir()
    monkeypatch.setattr(os if step == "fsync" else Path, step, _fails)
    with pytest.raises(UsageError, match="磁盘满了"):
        write_all({tmp_path / "2024" / "甲" / "一": b"1", tmp_path / "2024" / "乙": b"2"})
    with pytest.raises(UsageError, match="磁盘满了"):
        write_all({tmp_path / "旧" / "一": b"1"})
    assert [path.name for path in tmp_path.rglob("*")] == ["旧"]


def test_a_folder_that_cannot_be_made_leaves_none_above_it(tmp_path: Path) -> None:
    """A name that is too long is noticed below folders that were made for it."""
    with pytest.raises(UsageError, match="文件名太长"):
        write_all({tmp_path / "2024" / ("局" * 100) / "一": b"1"})
    assert list(tmp_path.iterdir()) == []


def test_what_belongs_where_it_is_cannot_go_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can choose another folder for a budget that is changed in its place."""
    (tmp_path / "收支.yaml").write_text("年度: 2024\n", encoding="utf-8")
    imported = Imported({}, Log(), 2024)
    monkeypatch.setattr(Path, "replace", _fails)
    with pytest.raises(UsageError, match=r"磁盘满了。请检查磁盘和权限。$"):
        apply_patch(tmp_path, Patch(imported, [("收支.yaml", "年度: 2024\n", "年度: 2025\n")]))


def test_a_folder_in_the_place_of_one_file_keeps_all_from_being_written(tmp_path: Path) -> None:
    """What cannot be written is noticed first, wherever it stands in the row."""
    (tmp_path / "某某局.收据.json").mkdir()
    with pytest.raises(UsageError, match="同名的文件夹已经存在"):
        write_all({tmp_path / "某某局.pdf": b"one", tmp_path / "某某局.收据.json": b"one"})
    assert [path.name for path in tmp_path.iterdir()] == ["某某局.收据.json"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "没有权限"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EIO, "系统不允许"),
        (None, "系统不允许"),
    ],
)
def test_the_reason_is_chinese(number: int | None, said: str) -> None:
    """The system's English message is never shown; what is not foreseen has a sentence too."""
    assert reason(OSError(number, "Permission denied")) == said


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    """An output folder that cannot be made is a sentence, and the file in its place stays."""
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="不能写入"):
        write_whole(tmp_path / "out" / "2024" / "某某局.pdf", b"one")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    """A folder that has the name of the file is neither removed nor filled."""
    (tmp_path / "某某局.pdf").mkdir()
    with pytest.raises(UsageError, match="不能写入"):
        write_whole(tmp_path / "某某局.pdf", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["某某局.pdf"]
    assert not list((tmp_path / "某某局.pdf").iterdir())


def test_a_device_is_not_replaced() -> None:
    """What is there and is no file stays what it is."""
    with pytest.raises(UsageError, match="不是普通文件"):
        write_whole(Path("/dev/null"), b"1")
    assert Path("/dev/null").is_char_device()
