"""gongkai cache, and the options of a build that go with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.budgets import written_to
from tests.cli.conftest import Gongkai


def test_what_is_kept_is_told_and_cleared(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a build there are prints; after --clear there are none, and the next build is the same."""
    monkeypatch.setenv("GONGKAI_CACHE", str(tmp_path / "留着"))
    written_to(tmp_path / "某某局")
    assert gongkai("cache").out.startswith(f"{tmp_path / '留着'}：0 份")
    assert gongkai("build", "某某局", "--jobs", "1").code == 0
    [built] = (tmp_path / "out").rglob("*局.pdf")
    first = built.read_bytes()
    assert "：0 份" not in gongkai("cache").out
    assert gongkai("build", "某某局").code == 0
    assert built.read_bytes() == first
    assert "已清空" in gongkai("cache", "--clear").out
    assert "：0 份" in gongkai("cache").out


def test_nothing_is_kept_without_the_cache(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--no-cache neither reads nor writes."""
    monkeypatch.setenv("GONGKAI_CACHE", str(tmp_path / "留着"))
    written_to(tmp_path / "某某局")
    assert gongkai("build", "某某局", "--no-cache").code == 0
    assert not (tmp_path / "留着").exists()


@pytest.mark.parametrize("count", ["0", "-3"])
def test_a_number_of_processes_that_is_none_is_told(gongkai: Gongkai, tmp_path: Path, count: str) -> None:
    """As wrong usage."""
    written_to(tmp_path / "某某局")
    said = gongkai("build", "某某局", "--jobs", count)
    assert (said.code, "--jobs 要写 1 以上的整数" in said.err) == (2, True)
