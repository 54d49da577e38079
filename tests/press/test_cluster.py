"""Sections set by a cluster: the same bytes, whoever is lost; sentences when there is none."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.errors import GongkaiError, PressError, UsageError
from generator.press import print_pdf
from generator.press.jobs import Job, SectionJob, Style
from generator.press.kept.coding import encoded
from generator.press.kept.store import Store, opened, sealed
from generator.press.pool import cluster as clusters
from generator.press.pool import crew, far
from generator.press.pool.cluster import Cluster, connected
from generator.press.pool.far import Luggage, set_far
from generator.press.section.values import SectionPrint
from generator.press.workshop import Workshop
from tests.built_sample import Book
from tests.press.dask_cluster import Here, cluster_here
from tests.press.small import small
from tests.press.test_workshop import own_fonts, with_attachments


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """A scheduler and two workers."""
    with cluster_here(tmp_path_factory.mktemp("cluster"), 2) as found:
        yield found


@pytest.fixture(scope="module")
def ready(here: Here) -> Iterator[Cluster]:
    """These, found to be like this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "CONNECTING", 60.0)  # so many other tests may be running
        with connected(here.address) as cluster:
            yield cluster


def _jobs() -> list[SectionJob]:
    document = small()
    style = Style(document.disclosure.profile.folder)
    return [SectionJob(style, section) for section in document.sections]


@dataclass(frozen=True)
class Lethal(SectionJob):
    """A job that kills its process, once only where there is a `flag` to remember it by."""

    flag: Path | None = None

    def made(self) -> SectionPrint:
        if self.flag is None or not self.flag.exists():
            if self.flag:
                self.flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().made()


@dataclass(frozen=True)
class Beheading(SectionJob):
    """A job that kills the scheduler."""

    scheduler: int = 0

    def made(self) -> SectionPrint:
        os.kill(self.scheduler, signal.SIGKILL)
        return super().made()


@pytest.mark.parametrize("draft", [False, True])
def test_a_document_has_the_same_bytes(ready: Cluster, tmp_path: Path, draft: bool) -> None:
    """With own fonts and an attachment, as a draft; and again from the prints that came, which are kept."""
    options = with_attachments(tmp_path) | {"fonts": own_fonts(tmp_path), "draft": draft}
    plain = print_pdf(**options).data
    kept = Workshop(store=Store(tmp_path / "kept"), far=ready)
    assert print_pdf(**options, workshop=kept).data == plain
    assert print_pdf(**options, workshop=replace(kept, far=None)).data == plain


def test_a_department_of_units_has_the_same_bytes(ready: Cluster, three_units: Book) -> None:
    """Sections of units do not differ from others."""
    printed = print_pdf(three_units.document, workshop=Workshop(far=ready))
    assert printed.data == three_units.printed.data


def test_what_a_lost_worker_was_at_is_done_by_others(ready: Cluster, tmp_path: Path) -> None:
    """It is killed in the middle of a section: prints come all the same, in order."""
    jobs: list[Job] = list(_jobs())
    alone = Workshop().made(jobs)
    jobs[2] = Lethal(jobs[2].style, jobs[2].section, tmp_path / "flag")  # type: ignore[union-attr]
    assert Workshop(far=ready).made(jobs) == alone
    assert (tmp_path / "flag").exists()


def test_a_section_that_kills_one_after_another_is_told(ready: Cluster) -> None:
    """And the others that were to be printed with it are not waited for; the cluster is as it was."""
    jobs: list[Job] = list(_jobs())
    jobs[2] = Lethal(jobs[2].style, jobs[2].section)  # type: ignore[union-attr]
    with pytest.raises(PressError, match="在集群里换了 2 个进程都没有排完"):
        Workshop(far=ready).made(jobs)
    assert ready.gone == ""
    assert len(Workshop(far=ready).made(_jobs()[:1])) == 1


def test_who_differs_is_told_before_anything_runs(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both workers and the scheduler, in one line, with what they have and what is here."""
    monkeypatch.setattr(clusters, "CONNECTING", 60.0)
    other = far.program_parts() | {"pango-1.0": "1"}
    monkeypatch.setattr(far, "program_parts", lambda: other)
    with pytest.raises(PressError, match=r"装的与本机不同") as told, connected(here.address):
        pass
    [line] = [line for line in str(told.value).splitlines() if "pango-1.0 是 " in line]
    assert line.startswith("  调度程序 等 ")
    assert line.endswith("，本机是 1")


def test_a_lost_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for, and nothing is asked for any more."""
    monkeypatch.setattr(clusters, "CONNECTING", 60.0)
    with cluster_here(tmp_path, 1) as found, connected(found.address) as cluster:
        monkeypatch.setattr(clusters, "CONNECTING", 0.5)  # to leave it
        jobs: list[Job] = [Beheading(job.style, job.section, found.scheduler) for job in _jobs()]
        for wanted in (jobs, jobs[:1]):
            with pytest.raises(PressError, match="失去了联系"):
                Workshop(far=cluster).made(wanted)
        assert cluster.gone


def test_no_workers_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler alone sets nothing."""
    with cluster_here(tmp_path, 0) as found:
        monkeypatch.setattr(clusters, "CONNECTING", 2.0)
        with pytest.raises(PressError, match="没有排版的进程"), connected(found.address):
            pass


def test_nobody_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing listens at the address, or what listens says nothing; TLS has no certificates."""
    monkeypatch.setattr(clusters, "CONNECTING", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for address in (f"tcp://127.0.0.1:{port}", "tcp://127.0.0.1:9", "tls://127.0.0.1:9"):
            with pytest.raises(PressError, match=f"连不上集群的调度程序 {address}"), connected(address):
                pass


@pytest.mark.parametrize(
    "address", ["", "10.0.0.1:8786", "http://a:1", "tcp://a", "tcp://:1", "tcp://a:99999", "tcp://a:1/b"]
)
def test_an_address_that_is_none_is_told(address: str) -> None:
    """As wrong usage, with one that is right."""
    with pytest.raises(UsageError, match=r"例如 tcp://10\.0\.0\.1:8786"), connected(address):
        pass


def _client(**more: Any) -> Any:
    return SimpleNamespace(status="running", get_executor=lambda pure: None, **more)


@pytest.mark.parametrize("spoilt", ["altered", "of another", "cut off", "nothing"])
def test_a_print_that_is_not_the_one_is_refused(spoilt: str) -> None:
    """Only what has the key that was asked for, and its checksum, gets as far as a page."""
    job, other = _jobs()[:2]
    data = encoded(job.made())
    whole = {
        "altered": sealed(job.key(), data)[:-1] + b"?",
        "of another": sealed(other.key(), data),
        "cut off": sealed(job.key(), data)[:-9],
        "nothing": b"",
    }[spoilt]
    cluster, future = Cluster(_client(), "tcp://a:1", 1), Future[bytes]()
    future.set_result(whole)
    with pytest.raises(PressError, match="不完整"):
        cluster.data_of(job, future)


def test_another_program_gives_no_print() -> None:
    """A worker that came later, and is not like the others, finds another key."""
    job = _jobs()[0]
    luggage = Luggage.of(job.style)
    assert opened(job.key(), set_far(luggage, job)) == encoded(job.made())
    job.style.__dict__["key"] = bytes(32)
    with pytest.raises(PressError, match="程序与本机不同"):
        set_far(luggage, job)


@dataclass
class Deserted:
    """Takes jobs and never does one."""

    looks: int
    count: int = 2
    gone: str = ""
    futures: list[Future[bytes]] = field(default_factory=list)

    def submit(self, job: Job) -> Future[bytes]:
        if self.gone:
            raise PressError(self.gone)
        self.futures.append(Future())
        return self.futures[-1]

    def data_of(self, job: Job, future: Future[bytes]) -> bytes:
        raise PressError(self.gone)

    def waited(self, seconds: float) -> bool:
        self.looks -= 1
        self.gone = "" if self.looks else "都走了"
        return not self.gone


def test_when_all_have_left_nothing_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every piece that was begun is told, and so are those that come after."""
    monkeypatch.setattr(crew, "LOOK", 0.01)
    deserted = Deserted(looks=3)
    with pytest.raises(PressError, match="都走了"):
        Workshop(far=deserted).made(_jobs())
    assert len(deserted.futures) == len(_jobs())
    assert sum(future.cancelled() for future in deserted.futures) == len(_jobs()) - 1  # one was told
    with pytest.raises(PressError, match="都走了"):
        Workshop(far=deserted).made(_jobs())


def test_whether_somebody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers may come back for half a minute; a scheduler that does not answer is as good as none."""
    monkeypatch.setattr(clusters, "DESERTED", 30.0)
    answers: list[Any] = [{}, {"w": 1}, {}, TimeoutError(), {}]

    def ncores(callback_timeout: float) -> Any:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    cluster = Cluster(_client(ncores=ncores), "tcp://a:1", 1)
    assert [cluster.waited(10.0) for _ in range(5)] == [True, True, True, True, False]
    assert "没有排版的进程了" in cluster.gone
    with pytest.raises(GongkaiError, match="没有排版的进程了"):
        cluster.submit(_jobs()[0])
