"""gongkai build of many budgets: only what is out of date, in several processes, one failure stops none."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from generator.cli import building, main
from generator.errors import PressError
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.cli.conftest import Gongkai

PROGRAM = (sys.executable, "-c", "import sys; from generator.cli import main; sys.exit(main())")
WRONG = spoiled("30101, 金额: 50.00", "30101, 金额: 51.00")
NAMES = ("乙局", "甲局", "丙局")


def _renamed(name: str, text: str = CONSISTENT) -> str:
    return spoiled("名称: 某某局,", f"名称: {name},", text)


def _report(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "报告.json").read_bytes())
    return read


def _paths(folder: Path) -> dict[str, Path]:
    return {name: folder / "out" / "2024" / f"{name}.pdf" for name in NAMES}


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three budgets, built in two processes, with what was kept."""
    folder = tmp_path_factory.mktemp("fleet")
    for name in NAMES:
        written_to(folder / "budgets" / "2024" / name, _renamed(name))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("GONGKAI_CACHE", str(folder / "kept"))
        assert main(["build", "--jobs", "2"]) == 0
    return folder


@pytest.fixture
def there(fleet: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch) -> Gongkai:
    """The command among the three budgets."""
    monkeypatch.chdir(fleet)
    monkeypatch.setenv("GONGKAI_CACHE", str(fleet / "kept"))
    return gongkai


def test_what_is_current_is_not_made(there: Gongkai, fleet: Path) -> None:
    """Every file is told; none is touched; the others do not matter to it."""
    before = {name: path.stat().st_mtime_ns for name, path in _paths(fleet).items()}
    said = there("build", "--report", "报告.json")
    assert said.code == 0
    assert [line for line in said.out.splitlines() if line.endswith(".pdf")] == [
        f"已是最新 out/2024/{name}.pdf" for name in sorted(NAMES)
    ]
    assert said.out.endswith("共 3 份：已是最新 3 份。\n")
    assert {name: path.stat().st_mtime_ns for name, path in _paths(fleet).items()} == before
    report = _report(fleet)
    assert report["counts"] == {"built": 0, "current": 3, "same": 0, "failed": 0}
    assert {build["files"][0]["file"] for build in report["builds"]} == {
        f"out/2024/{name}.pdf" for name in NAMES
    }


@pytest.mark.parametrize("spoil", ["altered", "lost", "receipt lost", "forced", "no data inside"])
def test_what_is_not_current_is_made(there: Gongkai, fleet: Path, spoil: str) -> None:
    """A file that is not the one that was made, or not the one that is wanted; the bytes are the same."""
    path = _paths(fleet)["甲局"]
    receipt = path.with_name("甲局.收据.json")
    whole, beside = path.read_bytes(), receipt.read_bytes()
    if spoil == "altered":
        path.write_bytes(whole[:-1] + b"x")
    elif spoil == "lost":
        path.unlink()
    elif spoil == "receipt lost":
        receipt.unlink()
    more = {"forced": ("--force",), "no data inside": ("--no-attachments",)}.get(spoil, ())
    said = there("build", "budgets/2024/甲局", *more)
    assert "已生成 out/2024/甲局.pdf" in said.out
    assert (path.read_bytes() == whole) == (spoil != "no data inside")
    path.write_bytes(whole)
    receipt.write_bytes(beside)


def test_one_failure_stops_none(there: Gongkai, fleet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the budget, of the press, of the program: each is told; the exit code is the worst."""
    texts = {name: fleet / "budgets" / "2024" / name / "预算.yaml" for name in NAMES}
    before = {name: path.read_text(encoding="utf-8") for name, path in texts.items()}
    whole = _paths(fleet)["乙局"].read_bytes()
    texts["乙局"].write_text(_renamed("乙局", WRONG), encoding="utf-8")
    materials = building.materials

    def failing(disclosure: object, folder: Path, *more: object, **options: object) -> object:
        if folder.name == "丙局":
            raise PressError("排版没有成功。")
        return materials(disclosure, folder, *more, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "materials", failing)
    said = there("build", "--report", "报告.json", "--jobs", "1")  # which is where this is as it is here
    assert said.code == 2
    assert "budgets/2024/丙局：排版没有成功。" in said.err
    assert "budgets/2024/乙局：有错误，没有生成文件。" in said.err
    assert (
        "共 3 份：已是最新 1 份，没有做成 2 份。\n没有做成的：\n  budgets/2024/丙局：排版没有成功。\n"
        in said.out
    )
    assert "  budgets/2024/乙局：budgets/2024/乙局/预算.yaml:" in said.out
    states = [
        (b["budget"][-2:], b["state"], b["code"])
        for b in json.loads(Path("报告.json").read_bytes())["builds"]
    ]
    assert states == [("丙局", "failed", 2), ("乙局", "failed", 1), ("甲局", "current", 0)]
    assert _paths(fleet)["乙局"].read_bytes() == whole

    def broken(*_: object, **__: object) -> object:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(building, "materials", broken)
    said = there("build", "budgets/2024/甲局", "budgets/2024/丙局", "--jobs", "1")
    assert said.code == 70
    assert said.err.count("程序内部出错（RuntimeError）") == 2
    for name, path in texts.items():
        path.write_text(before[name], encoding="utf-8")


def test_only_what_has_changed_is_made(there: Gongkai, fleet: Path) -> None:
    """After an edit in one of them."""
    path = fleet / "budgets" / "2024" / "丙局" / "预算.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "# 改过\n", encoding="utf-8")
    said = there("build")
    assert said.code == 0
    assert "已生成 out/2024/丙局.pdf" in said.out
    assert said.out.endswith("共 3 份：生成 1 份，已是最新 2 份。\n")
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("first", "second", "more"),
    [
        ("budgets/2024/丁局", "补/2024/丁局", ()),
        ("budgets/2024/丁局", "budgets/补2024/丁局", ()),
        ("budgets/2024/丁局", "budgets/2024/丁局-001001", ("--units", "001001")),
        ("budgets/2024/丁局.收据", "budgets/2024/丁局", ("--format", "json,pdf")),
    ],
)
def test_files_of_one_name_are_refused(
    gongkai: Gongkai, tmp_path: Path, first: str, second: str, more: tuple[str, ...]
) -> None:
    """Whatever makes the names alike: the first is made, no other is written over it, and that is told."""
    for folder in (first, second):
        written_to(tmp_path / folder, _renamed("丁局"))
    said = gongkai("build", first, second, "--format", "json", *more)
    assert said.code == 2
    [told] = [line for line in said.err.splitlines() if "会生成同名的文件" in line]
    assert told.startswith(f"{second}：和“{first}")
    assert "没有做成 1 份。" in said.out


def _running(folder: Path, count: int, budgets: int = 1) -> tuple[subprocess.Popen[bytes], list[int]]:
    """A build of new budgets in `count` processes, and these processes, while they are at work."""
    for number in range(budgets):
        written_to(folder / "预算" / f"某{number}局", _renamed(f"某{number}局"))
    folders = {"GONGKAI_CACHE": "kept", "XDG_CACHE_HOME": "own", "TMPDIR": "passing"}
    settings = {name: str(folder / called) for name, called in folders.items()}
    (folder / "passing").mkdir()
    building = subprocess.Popen(
        [*PROGRAM, "build", "预算", "--jobs", str(count)],
        cwd=folder,
        env=os.environ | settings | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    children: list[int] = []
    until = time.monotonic() + 60
    while len(children) < count and time.monotonic() < until and building.poll() is None:
        time.sleep(0.02)
        listed = Path(f"/proc/{building.pid}/task/{building.pid}/children")
        children = [int(child) for child in listed.read_text().split()] if listed.exists() else []
    assert len(children) == count
    return building, children


def _left(folder: Path) -> list[Path]:
    """What was only for the time of the build."""
    return [*(folder / "passing").iterdir(), *(folder / "own").rglob(".gongkai-*")]


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(("count", "budgets", "wait"), [(2, 1, 0.0), (8, 1, 0.6), (2, 4, 0.8)])
def test_whoever_is_interrupted_leaves_nothing(tmp_path: Path, count: int, budgets: int, wait: float) -> None:
    """Ctrl-C reaches all processes: one sentence, no file, no process, whenever it comes."""
    running, children = _running(tmp_path, count, budgets)
    time.sleep(wait)
    os.killpg(running.pid, signal.SIGINT)
    said, _ = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.decode().splitlines()[-1] == "已中断，没有留下半成品。"
    assert "Traceback" not in said.decode()
    assert not any(map(_alive, children))
    assert _left(tmp_path) == []
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").rglob("*.*"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("budgets", [1, 3])
def test_a_process_that_is_killed_is_told_and_replaced(tmp_path: Path, budgets: int) -> None:
    """As the system does when memory runs out: the files are made all the same."""
    running, children = _running(tmp_path, 2, budgets)
    time.sleep(0.3)
    os.kill(children[0], signal.SIGKILL)
    said, _ = running.communicate(timeout=120)
    assert running.returncode == 0, said.decode()
    assert "排版的一个进程被系统中止了，多半是内存不够；换新的进程再排一次。" in said.decode()
    assert said.decode().count("已生成 out/2024/某") == 2 * budgets
    assert not any(map(_alive, children))
    assert _left(tmp_path) == []
