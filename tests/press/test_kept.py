"""Kept prints: whole or not at all, never a wrong one, and never an error."""

from __future__ import annotations

import errno
import os
import pickle
import tempfile
import time
import zlib
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.press import print_pdf
from generator.press.jobs import SectionJob, Style
from generator.press.kept.coding import SpoiledError, decoded, encoded
from generator.press.kept.store import Store, default_folder, store_here
from generator.press.section.values import Kid, SectionPrint
from generator.press.workshop import Workshop
from tests.press.conftest import Pressed
from tests.press.small import small

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def _print(pressed: Pressed) -> SectionPrint:
    return pressed.printed.sections[2].print


def _file(store: Store) -> Path:
    [entry] = store.entries()
    return entry.path


def test_what_is_kept_is_found_again(store: Store) -> None:
    """Under its key, and under no other."""
    assert store.get(KEY) is None
    store.put(KEY, b"print")
    assert store.get(KEY) == b"print"
    assert store.get(OTHER) is None


@given(cut=st.integers(0, 200), at=st.integers(0, 200), to=st.integers(0, 255))
@settings(max_examples=60)
def test_a_spoiled_entry_is_no_entry(
    tmp_path_factory: pytest.TempPathFactory, cut: int, at: int, to: int
) -> None:
    """Cut off anywhere, or with any byte altered, it is as if nothing were there."""
    store = Store(tmp_path_factory.mktemp("kept"))
    store.put(KEY, bytes(80))
    path, whole = _file(store), _file(store).read_bytes()
    path.write_bytes(whole[:cut])
    assert (store.get(KEY) is None) == (cut < len(whole))
    altered = bytearray(whole)
    altered[at % len(whole)] = to
    path.write_bytes(altered)
    assert (store.get(KEY) is None) == (bytes(altered) != whole)


def test_words_of_a_list_are_kept_by_their_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11.2, which Debian 12 has, would name `getattr`, and no print could be read again."""
    word = next(iter(Kid))
    monkeypatch.setattr(Kid, "__reduce_ex__", lambda self, protocol: (getattr, (type(self), self.name)))
    assert b"getattr" in pickle.dumps(word)
    assert b"getattr" not in zlib.decompress(encoded(cast("SectionPrint", word)))


def test_an_entry_under_the_wrong_key_is_no_entry(store: Store) -> None:
    """Whoever renames files does not bring another section onto a page."""
    store.put(KEY, b"print")
    other = store._path(OTHER)
    other.parent.mkdir(parents=True, exist_ok=True)
    _file(store).rename(other)
    assert store.get(OTHER) is None


def test_a_folder_that_is_none_is_no_error(tmp_path: Path) -> None:
    """A file in its place, or a place that cannot be written to: nothing is kept, nothing is said."""
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/none")):
        store = Store(folder)
        store.put(KEY, b"print")
        assert store.get(KEY) is None
        store.tidy()
        store.clear()
        assert store.entries() == []


def test_what_was_used_longest_ago_goes_first(store: Store) -> None:
    """Above the limit the oldest are dropped; one that was used lately stays."""
    keys = [bytes([number] * 32) for number in range(5)]
    for number, key in enumerate(keys):
        store.put(key, bytes(1000))
        path = store._path(key)
        os.utime(path, (number * 10_000, number * 10_000))
    assert store.get(keys[0]) is not None  # used now
    replace(store, limit=3500).tidy()
    assert [store.get(key) is not None for key in keys] == [True, False, False, True, True]


def test_what_was_never_finished_is_swept_away(store: Store) -> None:
    """After an hour: whoever was writing it has been stopped."""
    store.put(KEY, b"print")
    left = _file(store).with_suffix(".new")
    left.write_bytes(b"half")
    store.tidy()
    assert left.exists()
    os.utime(left, (time.time() - 7200,) * 2)
    store.tidy()
    assert not left.exists()
    assert store.get(KEY) == b"print"


@pytest.mark.parametrize("odd", ["pipe", "endless", "folder", "link to itself"])
def test_what_is_no_file_is_no_entry(store: Store, odd: str) -> None:
    """Nobody waits for it, nobody reads it for ever; the print takes its place, where it can."""
    store.put(KEY, b"print")
    path = _file(store)
    path.unlink()
    match odd:
        case "pipe":
            os.mkfifo(path)
        case "endless":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case _:
            path.symlink_to(path)
    assert store.get(KEY) is None
    store.put(KEY, b"print")
    assert (store.get(KEY) is None) == (odd == "folder")


def test_what_lies_behind_a_link_is_not_ours_to_drop(store: Store, tmp_path: Path) -> None:
    """Whoever shares the folder could have others delete their own files."""
    own = tmp_path / "own" / "text.new"
    own.parent.mkdir()
    own.write_bytes(b"own")
    os.utime(own, (0, 0))
    store.put(KEY, b"print")
    (store.folder / "zz").symlink_to(own.parent)
    _file(store).with_name("b.new").symlink_to(own)
    store.tidy()
    store.clear()
    assert own.exists()


def test_an_entry_of_another_user_is_used(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it cannot be marked as used just now."""
    store.put(KEY, b"print")
    os.utime(_file(store), (0, 0))

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "")

    monkeypatch.setattr(os, "utime", refused)
    assert store.get(KEY) == b"print"


def test_other_files_stay(store: Store) -> None:
    """Clearing drops what is ours."""
    store.put(KEY, b"print")
    other = _file(store).with_name("notes.txt")
    other.write_text("notes")
    store.clear()
    assert other.exists()
    assert store.entries() == []


def test_a_print_comes_back_as_it_was(pressed: Pressed) -> None:
    """Value for value."""
    for part in pressed.printed.sections:
        assert decoded(encoded(part.print)) == part.print


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        zlib.compress(b"x"),
        zlib.compress(pickle.dumps(os.getcwd)),
        zlib.compress(pickle.dumps(Path())),
    ],
)
def test_bytes_of_others_make_nothing(data: bytes) -> None:
    """Nothing but our own values is ever made from what lies in the folder."""
    with pytest.raises(SpoiledError):
        decoded(data)


def test_what_makes_a_print_another_one_is_in_its_key() -> None:
    """HTML, classes, draft, fonts and the files of the profile."""
    section = small().sections[2]
    style = Style(small().disclosure.profile.folder)
    job = SectionJob(style, section)
    others = [
        SectionJob(style, replace(section, html=section.html + " ")),
        SectionJob(style, replace(section, classes="text")),
        SectionJob(replace(style, draft=True), section),
        SectionJob(replace(style, fonts=(("标题", Path(__file__)),)), section),
    ]
    assert SectionJob(style, replace(section, key="别的", running="别的")).key() == job.key()
    assert len({one.key() for one in [job, *others]}) == len(others) + 1


def test_a_style_sheet_is_in_the_key(tmp_path: Path) -> None:
    """Templates are not: what they give is in the HTML."""
    (tmp_path / "style.css").write_text("p {}", encoding="utf-8")
    section = small().sections[2]
    first = SectionJob(Style(tmp_path), section).key()
    (tmp_path / "a.html.j2").write_text("x", encoding="utf-8")
    assert SectionJob(Style(tmp_path), section).key() == first
    (tmp_path / "style.css").write_text("p { color: red }", encoding="utf-8")
    assert SectionJob(Style(tmp_path), section).key() != first


def test_a_second_build_sets_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """All comes from the folder, and the file is the same, byte for byte."""
    document, workshop = small(), Workshop(store=store)
    plain = print_pdf(document).data
    assert print_pdf(document, workshop=workshop).data == plain

    def refused(_: object) -> None:
        raise AssertionError("a section was set again")

    monkeypatch.setattr(SectionJob, "made", refused)
    assert print_pdf(document, workshop=workshop).data == plain


def test_only_what_changed_is_set_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spoiled entry is made again, the others are not."""
    document, workshop = small(), Workshop(store=store)
    plain = print_pdf(document, workshop=workshop).data
    spoiled = store._path(SectionJob(Style(document.disclosure.profile.folder), document.sections[2]).key())
    spoiled.write_bytes(spoiled.read_bytes()[:-1])
    made = []
    before = SectionJob.made

    def counted(job: SectionJob) -> SectionPrint:
        made.append(job.section.key)
        return before(job)

    monkeypatch.setattr(SectionJob, "made", counted)
    assert print_pdf(document, workshop=workshop).data == plain
    assert made == ["表三"]


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """GONGKAI_CACHE, else the user's folder of caches; the limit is a number of MB."""
    monkeypatch.setenv("GONGKAI_CACHE", str(tmp_path / "a"))
    assert default_folder() == tmp_path / "a"
    monkeypatch.delenv("GONGKAI_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "b"))
    assert default_folder() == tmp_path / "b" / "gongkai"
    monkeypatch.setenv("GONGKAI_CACHE_LIMIT", "5")
    assert store_here().limit == 5 * 1024**2
    monkeypatch.setenv("GONGKAI_CACHE_LIMIT", "很多")
    with pytest.raises(UsageError, match="GONGKAI_CACHE_LIMIT"):
        store_here()


@pytest.mark.parametrize("step", ["mkdir", "mkstemp", "fdopen", "chmod", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_folder_that_takes_nothing_is_no_error(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    """A full disk, one that is read-only, another user's folder: nothing is kept, nothing left."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(number, "")

    owner = {"mkdir": Path, "mkstemp": tempfile}.get(step, os)
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, refused)
        store.put(KEY, b"print")
    assert store.get(KEY) is None
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_a_print_of_another_version_is_none(store: Store, pressed: Pressed) -> None:
    """Values that have lost or gained a field, and whole ones of another kind, are made again."""
    print_ = _print(pressed)
    for spoiled in (
        zlib.compress(pickle.dumps({"pages": print_.pages})),
        zlib.compress(pickle.dumps([print_])),
        encoded(print_)[:-8],
    ):
        with pytest.raises(SpoiledError):
            decoded(spoiled)
