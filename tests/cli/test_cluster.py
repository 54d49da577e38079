"""gongkai build --cluster: the same files, what its options say, and what is left when the cluster goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.cli import build, building
from generator.errors import PressError
from generator.press.jobs import Job
from generator.press.pool import cluster
from generator.press.workshop import Workshop
from tests.budgets import CONSISTENT, SMALLEST, spoiled, written_to
from tests.cli.conftest import Gongkai
from tests.press.dask_cluster import cluster_here

LOADED = """
import sys
from generator.cli import main
code = main(["build", sys.argv[1], "-o", sys.argv[2], "--jobs", "2"])
names = ("dask", "distributed", "generator.press.pool.cluster")
far = [name for name in names if name in sys.modules]
sys.exit(f"{code} {far}" if code or far else 0)
"""
WITHOUT = """
import sys
sys.modules["distributed"] = None
from generator.cli import main
sys.exit(main(["build", sys.argv[1], "--cluster", "tcp://127.0.0.1:9"]))
"""


def _run(program: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": root},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def _budgets(folder: Path, *names: str) -> None:
    for name in names:
        text = spoiled("名称: 某某局,", f"名称: {name},", CONSISTENT)
        written_to(folder / "budgets" / "2024" / name, text)


def test_a_fleet_has_the_same_bytes(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `build --check` finds, which makes all of it anew in this process."""
    monkeypatch.setattr(cluster, "CONNECTING", 60.0)
    _budgets(tmp_path, "甲局", "乙局")
    with cluster_here(tmp_path, 2) as here:
        said = gongkai("build", "--cluster", here.address)
    assert (said.code, said.out.splitlines()[-1]) == (0, "共 2 份：生成 2 份。")
    said = gongkai("build", "--check", "budgets/2024/甲局", "--no-cache", "--jobs", "1")
    assert (said.code, said.out.count("一致 ")) == (0, 2)


def test_nothing_of_it_is_loaded_without_it(tmp_path: Path) -> None:
    """A build on one machine does not wait for what it does not need."""
    done = _run(LOADED, str(SMALLEST), str(tmp_path), folder=tmp_path)
    assert done.returncode == 0, done.stderr


def test_what_is_not_installed_is_told(tmp_path: Path) -> None:
    """With what to do, before anything is made."""
    done = _run(WITHOUT, str(SMALLEST), folder=tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "pip install 'gongkai[cluster]'" in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--cluster", "10.0.0.1:8786"), "--cluster 要写调度程序的地址"),
        (("--cluster", "tcp://127.0.0.1:9", "--jobs", "2"), "--jobs 和 --cluster 只能写一个"),
        (("--cluster", "tcp://127.0.0.1:9"), "连不上集群的调度程序 tcp://127.0.0.1:9（1 秒没有回答）"),
    ],
)
def test_what_cannot_be_is_told(
    gongkai: Gongkai, tmp_path: Path, options: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence; no file is made."""
    monkeypatch.setattr(cluster, "CONNECTING", 1.0)
    _budgets(tmp_path, "甲局")
    said = gongkai("build", *options)
    assert (said.code, told in said.err) == (2, True)
    assert not (tmp_path / "out").exists()


class Leaving:
    """Somebody far away who is gone as soon as there is something to do."""

    count = 1
    gone = ""

    def submit(self, job: Job) -> Future[bytes]:
        self.gone = "与集群失去了联系。"
        raise PressError(self.gone)

    def data_of(self, job: Job, future: Future[bytes]) -> bytes:
        raise AssertionError

    def waited(self, seconds: float) -> bool:
        raise AssertionError


def test_when_it_goes_every_budget_is_told(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first has begun, the others are not even checked; the report has them all."""
    checks = []

    @contextmanager
    def leaving(_: object) -> Iterator[Workshop]:
        yield Workshop(far=Leaving())

    checked = building.checked
    monkeypatch.setattr(building, "checked", lambda *given: checks.append(given) or checked(*given))
    monkeypatch.setattr(build, "workshop_of", leaving)
    _budgets(tmp_path, "甲局", "乙局", "丙局")
    said = gongkai("build", "--report", "报告.json")
    assert said.code == 2
    assert said.out.count("：与集群失去了联系。") == 3
    assert [one["state"] for one in json.loads(Path("报告.json").read_bytes())["builds"]] == ["failed"] * 3
    assert len(checks) == 1
    assert not (tmp_path / "out").exists()
