"""Files are written on the version that was read, and only what was changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.source.limits import YAML_FILE
from generator.workbench.writing import Changed, StaleError, file_of, files_of, save, step

NAME = "预算.yaml"
LINES = st.lists(st.text("ab：# ", max_size=3), max_size=8)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def _written(folder: Path, data: bytes) -> str:
    (folder / NAME).write_bytes(data)
    return file_of(folder, NAME).version


def test_a_file_is_saved_as_it_was_typed(tmp_path: Path) -> None:
    """And what it said before is known."""
    version = _written(tmp_path, b"a: 1\n")
    assert save(tmp_path, NAME, "a: 2\n", version) == Changed(NAME, "a: 1\n", "a: 2\n")
    assert (tmp_path / NAME).read_bytes() == b"a: 2\n"
    assert save(tmp_path, NAME, "a: 2\n", version).before == "a: 2\n"  # who has not heard that it was saved


def test_a_stale_save_changes_nothing(tmp_path: Path) -> None:
    """The one who comes second is shown what the first has written."""
    version = _written(tmp_path, b"a: 1\n")
    save(tmp_path, NAME, "a: 2\n", version)
    with pytest.raises(StaleError) as refused:
        save(tmp_path, NAME, "a: 3\n", version)
    assert refused.value.now.text == "a: 2\n"
    assert (tmp_path / NAME).read_bytes() == b"a: 2\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_marks_and_rights_stay(tmp_path: Path, mark: bytes) -> None:
    """What an editor of Windows writes before the text, and who may read the file."""
    version = _written(tmp_path, mark + b"a: 1\r\n")
    (tmp_path / NAME).chmod(0o640)
    save(tmp_path, NAME, "a: 1\nb: 2\n", version)
    assert (tmp_path / NAME).read_bytes() == mark + b"a: 1\r\nb: 2\r\n"
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o640


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(LINES, LINES, st.data())
def test_lines_that_stay_keep_their_ends(
    tmp_path: Path, before: list[str], after: list[str], data: st.DataObject
) -> None:
    """Whatever ends a file has: saved as it was it stays, and what is saved is what is read again."""
    old = "".join(line + data.draw(ENDS) for line in before)
    version = _written(tmp_path, old.encode())
    text = file_of(tmp_path, NAME).text
    save(tmp_path, NAME, text, version)
    assert (tmp_path / NAME).read_bytes() == old.encode()
    new = "".join(f"{line}\n" for line in after)
    save(tmp_path, NAME, new, version)
    assert file_of(tmp_path, NAME).text == new
    if "\r" not in old:
        assert b"\r" not in (tmp_path / NAME).read_bytes()


def test_what_is_not_utf8_is_told(tmp_path: Path) -> None:
    """And not overwritten."""
    (tmp_path / NAME).write_bytes("名称: 某局\n".encode("gbk"))
    with pytest.raises(UsageError, match="UTF-8"):
        file_of(tmp_path, NAME)


def test_only_files_that_are_read_are_files_of_the_budget(tmp_path: Path) -> None:
    """Hidden ones, those of the reviewers and of other programs are not."""
    for name in (NAME, "审核.yaml", ".隐.yaml", "说明.txt"):
        (tmp_path / name).write_text("a: 1\n", encoding="utf-8")
    assert files_of(tmp_path) == [NAME]


@pytest.mark.parametrize(
    "afters",
    [[None], ["a: 2\n", None], ["a: 2\n", "a: 3\n"], ["a: 2\n", "a: 2\n"], ["#" * (YAML_FILE.most + 1)]],
)
def test_a_step_does_what_a_save_does(tmp_path: Path, afters: list[str | None]) -> None:
    """A budget's file neither goes nor grows too large to be read, nor is changed twice at a time."""
    _written(tmp_path, b"a: 1\n")
    with pytest.raises(UsageError):
        step(tmp_path, [Changed(NAME, "a: 1\n", after) for after in afters])
    assert (tmp_path / NAME).read_bytes() == b"a: 1\n"
    assert step(tmp_path, [Changed(NAME, "a: 1\n", "a: 2\n")])
    assert (tmp_path / NAME).read_bytes() == b"a: 2\n"
