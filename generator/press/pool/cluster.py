"""Sections set on other machines, by Dask: what a section is set from goes with it, its print comes back."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from generator.errors import PressError, UsageError
from generator.press.jobs import Job, Style
from generator.press.kept.store import opened
from generator.press.pool.far import Luggage, carried, parts_there, set_far

if TYPE_CHECKING:
    from distributed import Client

CONNECTING = 10.0
"""Seconds for the scheduler to answer, and for a first worker to be there."""
COMPARING = 120.0
"""Seconds for all workers to say what they are made of: they may have just been started."""
DESERTED = 30.0
"""Seconds after which it is given up when no worker, or nobody at all, is there."""
_LUGGAGE = 8
"""Styles whose files are kept ready on the machines."""
_LOUD = ("distributed", "distributed.client", "distributed.core", "tornado.application", "asyncio")
_NOTHING_MADE = "没有生成文件。"


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler has this `address`, its machines found to be like this one.

    Raises UsageError for an address that is none, PressError when nobody answers or somebody differs.
    """
    _check_address(address)
    client = _client(address)
    try:
        workers = _workers(client, address)
        _compare(client, address)
        yield Cluster(client, address, len(workers))
    finally:
        with suppress(Exception):
            client.close(timeout=CONNECTING)


class Cluster:
    """Sets sections in `count` processes of other machines.

    Once `gone` says why, there is nobody any more, and whatever is asked for fails with it.
    """

    def __init__(self, client: Client, address: str, count: int) -> None:
        self.client, self.address, self.count = client, address, count
        self.executor = client.get_executor(pure=False)
        self.luggage: dict[bytes, Any] = {}
        self.gone = ""
        self.unseen = 0.0

    def submit(self, job: Job) -> Future[bytes]:
        """Have `job` done. Raises PressError."""
        if self.gone or self.client.status != "running":
            raise PressError(self._lost())
        files = Luggage.of(job.style) if job.style.key not in self.luggage else None
        try:
            if files:
                self._carry(job.style, files)
            future: Future[bytes] = self.executor.submit(set_far, self.luggage[job.style.key], job)
        except Exception:  # it went away between the question and the task
            raise PressError(self._lost()) from None
        return future

    def data_of(self, job: Job, future: Future[bytes]) -> bytes:
        """The bytes of a print that has come with its key. Raises PressError, or what setting it raised."""
        from distributed.scheduler import KilledWorker

        if self.gone and not future.done():
            raise PressError(self.gone)
        try:
            data = opened(job.key(), future.result())
        except CancelledError:
            raise PressError(self._lost()) from None
        except KilledWorker as killed:
            times, cure = killed.allowed_failures + 1, "请给每个进程多留些内存（--memory-limit）再试一次。"
            said = f"“{job.name}”在集群里换了 {times} 个进程都没有排完，进程都中止了，多半是内存不够。"
            raise PressError(said + cure) from None
        if data is None:
            raise PressError(f"集群送回的“{job.name}”不完整，没有用。")
        return data

    def waited(self, seconds: float) -> bool:
        """Whether anybody is there, now that nothing has come for so long, or was there a while ago."""
        with suppress(Exception):
            if self.client.status == "running" and self.client.ncores(callback_timeout=CONNECTING):
                self.unseen = 0.0
                return True
        self.unseen += seconds
        if self.unseen >= DESERTED:
            self.gone = f"集群 {self.address} 里没有排版的进程了。请看各台机器，再运行一次。"
        return not self.gone

    def _lost(self) -> str:
        self.gone = self.gone or f"与集群 {self.address} 失去了联系。请看调度程序，再运行一次。"
        return self.gone

    def _carry(self, style: Style, files: Luggage) -> None:
        """Send the `files` of `style` once; should they be lost with a machine, Dask sends them again."""
        if len(self.luggage) >= _LUGGAGE:
            del self.luggage[next(iter(self.luggage))]
        self.luggage[style.key] = self.client.submit(carried, files, pure=False)


def _check_address(address: str) -> None:
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.scheme in ("tcp", "tls") and parts.hostname and parts.port and not parts.path.strip("/"):
            return
    raise UsageError(f"--cluster 要写调度程序的地址，例如 tcp://10.0.0.1:8786，现在是“{address}”。")


def _client(address: str) -> Client:
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise UsageError("没有装 --cluster 用的软件包。请运行 pip install 'gongkai[cluster]'。") from None
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # An office's own fonts are larger than what Dask finds sensible.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
    try:
        asyncio.run(asyncio.wait_for(_answer(address), CONNECTING))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions are compared below
            return Client(address, timeout=CONNECTING, set_as_default=False)
    except Exception as error:  # of many kinds, also for a certificate that does not fit
        cure = "请看地址、防火墙，和 tls:// 要的证书。"
        raise PressError(f"连不上集群的调度程序 {address}（{_why(error)}）。{cure}") from None


def _why(error: Exception) -> str:
    """Why nobody could be reached, without the words of libraries; what they call it, for who looks it up."""
    late = isinstance(error, TimeoutError)
    return f"{CONNECTING:.0f} 秒没有回答" if late else type(error).__name__


async def _answer(address: str) -> None:
    """Have the scheduler say who it is: a client waits for ever for one that listens and says nothing."""
    from distributed.core import rpc
    from distributed.security import Security

    connection = Security().get_connection_args("client")
    async with rpc(address, timeout=2 * CONNECTING, connection_args=connection) as scheduler:
        await scheduler.identity(n_workers=0)


def _workers(client: Client, address: str) -> list[str]:
    try:
        client.wait_for_workers(1, timeout=CONNECTING)
        return list(client.ncores(callback_timeout=CONNECTING))
    except Exception:  # TimeoutError of several kinds
        cure = "请先启动，例如：dask worker 调度程序的地址 --nthreads 1"
        raise PressError(f"集群 {address} 里没有排版的进程。{cure}") from None


def _compare(client: Client, address: str) -> None:
    """Raises PressError when somebody has another program, and says who and how it differs."""
    try:
        found = {"调度程序": client.run_on_scheduler(parts_there, callback_timeout=COMPARING)}
        found |= client.run(parts_there, on_error="return", callback_timeout=COMPARING)
    except Exception as error:
        found = {"调度程序": error}
    here, groups = parts_there(), dict[str, list[str]]()
    for who, there in found.items():
        differs = _difference(there, here)
        if differs:
            groups.setdefault(differs, []).append(who)
    if groups:
        lines = [f"  {_called(who)}：{differs}" for differs, who in groups.items()]
        head = f"集群 {address} 里装的与本机不同，排出来的页可能不同："
        raise PressError("\n".join([head, *lines, f"请把各台机器装成一样的。{_NOTHING_MADE}"]))


def _called(who: list[str]) -> str:
    return who[0] if len(who) == 1 else f"{who[0]} 等 {len(who)} 个进程"


def _difference(there: Mapping[str, str] | Exception, here: Mapping[str, str]) -> str:
    if isinstance(there, Exception):
        return f"没有说明装的是什么，多半没有装同样的 gongkai（{type(there).__name__}）"
    names = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    return "；".join(
        f"{name} 是 {there.get(name, '没有')}，本机是 {here.get(name, '没有')}" for name in names
    )
