"""What happens around the workbench while it serves: processes killed, files that never rest, two at once."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from generator.errors import PressError
from generator.press.jobs import Job
from generator.workbench import bench as benches
from generator.workbench import office as offices
from generator.workbench.bench import Worker
from generator.workbench.office import Office
from generator.workbench.sheets import setting_of
from generator.workbench.shelf import Shelf
from tests.budgets import CONSISTENT, copied_to
from tests.workbench.asked import OURS, ask, post
from tests.workbench.conftest import KEY, Bench

PATIENCE = 60
"""Seconds, on any machine."""


def _until(done: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def _killed(*_: object) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


class _Asked(Worker):
    """Its first processes are killed over what they are asked for."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def _submitted(self, process: Any, job: Job) -> Future[bytes]:  # type: ignore[override]
        self.times -= 1
        return process.submit(_killed if self.times >= 0 else bytes, 3)  # type: ignore[no-any-return]


@pytest.mark.parametrize("times", [1, benches.TRIES])
def test_a_page_comes_all_the_same_when_its_process_is_killed(times: int) -> None:
    """In another process; that each of them was killed is told, and the next page finds one again."""
    worker = _Asked(times)
    try:
        if times < benches.TRIES:
            assert worker.made(None) == bytes(3)  # type: ignore[arg-type]
        else:
            with pytest.raises(PressError, match="被系统中止了，多半是内存不够"):
                worker.made(None)  # type: ignore[arg-type]
            assert worker.made(None) == bytes(3)  # type: ignore[arg-type]
    finally:
        worker.close()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Office, Path]]:
    """An office at work, with one budget."""
    monkeypatch.setattr(offices, "RESTLESS", 0.5)
    folder = copied_to(tmp_path / "budgets" / KEY)
    office = Office(Shelf([tmp_path / "budgets"]), tmp_path / "out", None)
    office.start()
    yield office, folder
    office.close()


class _Window:
    """Looks at a budget."""

    def tell(self, event: str, text: str) -> None:
        """Hear what happens."""


def test_a_window_that_comes_later_is_told_how_far_it_is(bench: Bench) -> None:
    """As that of somebody who closed it while the files of all units are made."""

    class Heard(_Window):
        events: tuple[tuple[str, str], ...] = ()

        def tell(self, event: str, text: str) -> None:
            self.events += ((event, text),)

    for told in ('{"done":3,"all":61,"what":"生成"}', '{"done":1,"all":1,"what":""}'):
        bench.desk.tell("progress", json.loads(told))
        heard = Heard()
        bench.desk.listen(heard)  # type: ignore[arg-type]
        assert ("progress", told) in heard.events


def test_files_that_never_rest_are_read_all_the_same(served: tuple[Office, Path]) -> None:
    """Whatever writes them: what they say now and then is shown."""
    office, folder = served
    desk = office.open(KEY)
    assert desk is not None
    desk.listeners.add(_Window())  # type: ignore[arg-type]
    _until(lambda: desk.reading)
    first, stop = desk.reading, threading.Event()

    def churn() -> None:
        text, number = (folder / "预算.yaml").read_text(encoding="utf-8"), 0
        while not stop.wait(0.01):
            number += 1
            (folder / "预算.yaml").write_text(f"{text}# {number}\n", encoding="utf-8")

    writer = threading.Thread(target=churn)
    writer.start()
    try:
        _until(lambda: desk.reading is not first)
    finally:
        stop.set()
        writer.join()


@pytest.mark.parametrize("odd", ["pipe", "link", "circle", "device"])
def test_odd_things_that_appear_are_told(bench: Bench, odd: str) -> None:
    """As a file of the budget: nobody waits for it, and it is not read."""
    path = bench.folder / "新的.yaml"
    if odd == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"link": "/etc/passwd", "circle": "新的.yaml", "device": "/dev/zero"}[odd])
    bench.desk.read()
    assert bench.desk.reading is not None
    assert any("新的.yaml" in str(f.place) or "新的.yaml" in f.message for f in bench.desk.reading.findings)
    answer = ask(bench.app, f"/b/{KEY}/-/file", "name=新的.yaml")
    assert answer.status == 422
    assert "新的.yaml" in answer.text


@pytest.mark.parametrize("gone", ["file", "folder", "replaced"])
def test_what_is_taken_away_is_told(bench: Bench, gone: str) -> None:
    """In the midst of editing; nothing is written in its place."""
    file = f"/b/{KEY}/-/file"
    version = ask(bench.app, file, "name=预算.yaml").data["version"]
    if gone == "file":
        (bench.folder / "预算.yaml").unlink()
    else:
        bench.folder.rename(bench.folder.with_name("另名"))
    if gone == "replaced":
        bench.folder.write_text("", encoding="utf-8")
    answer = post(bench.app, file, {"name": "预算.yaml", "text": "年度: 2024\n", "version": version})
    assert answer.status == (422 if gone == "file" else 404)
    assert "预算.yaml" in answer.text or "已经移走" in answer.text
    assert not (bench.folder / "预算.yaml").exists()


def test_of_two_uploads_at_once_one_is_taken(bench: Bench, tmp_path: Path) -> None:
    """And the other is told why not, in words about it."""
    from generator.exchange import to_xlsx
    from generator.figures import disclose_folder

    book = to_xlsx(disclose_folder(bench.folder))
    bench.folder.rename(tmp_path / "别处")
    query = "file=a.xlsx&year=2024&name=某局"
    said: list[tuple[int, str]] = []

    def upload() -> None:
        answer = ask(bench.app, "/-/import", query, "POST", book, OURS)
        said.append((answer.status, answer.text))

    threads = [threading.Thread(target=upload) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, _ in said) == [200, 422, 422]
    assert all("已经有" in text or "已经存在" in text for status, text in said if status == 422), said


def test_an_upload_that_is_broken_off_is_nothing(bench: Bench) -> None:
    """It never came to its end."""
    answer = ask(bench.app, "/-/import", "file=a.xlsx", "POST", b"PK", whole=False)
    assert answer.status == 400
    assert [path.name for path in bench.folder.parent.iterdir()] == [bench.folder.name]


def test_what_is_half_set_can_be_looked_at(bench: Bench) -> None:
    """Tables that shared a page and do not any more stand beside new ones, when the files change again."""
    more = "".join(f"  - {{科目: 20103{n % 9 + 1:02}, 性质: 项目支出, 单位资金: {n}}}\n" for n in range(200))
    long = CONSISTENT.replace("基本支出:\n", f"{more}基本支出:\n", 1)
    desk = bench.desk
    desk.listeners.add(_Window())  # type: ignore[arg-type]
    for text in (CONSISTENT, long, CONSISTENT):
        (bench.folder / "预算.yaml").write_text(text, encoding="utf-8")
        assert desk.read()
        assert desk.shown is not None
        if text is CONSISTENT:
            desk.set()
        desk._show(setting_of(desk.shown.manuscript, desk.bench).as_far(desk.sheets))
        for sheet in desk.sheets[:4]:
            desk.sheet(sheet.key)
