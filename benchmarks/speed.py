"""How fast the sample is built: cold, after an edit, with nothing changed; beside Chromium and Typst.

    python -m benchmarks.speed [--times 3] [--growth] [--fleet 40]

Prints a table in Markdown. All run by turns, of every round the ratio to Chromium printing the same HTML is
taken, and of these the one in the middle. Processor time counts, not time on the wall: what else the machine
is busy with matters little to it. `--growth` adds builds of about 100, 300 and 900 pages, `--fleet N` builds
of N departments on one and two processes, in two builds of half of them at once, and on a cluster of two
workers, of which time on the wall counts: the ratios, where the machine has other work.

Modules are compiled once, as they are when the program is installed.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.check_900 import budget_text
from benchmarks.measuring import Cost, cost, machine, spent_by
from benchmarks.peers import as_html, as_typst, chromium
from generator.document import compose
from generator.figures import disclose_folder
from generator.shipped import shipped
from tests.press.dask_cluster import cluster_here

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "budgets" / "2024" / "xinzhou-etdz"
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; sys.exit(main())"
GONGKAI = [sys.executable, "-c", START]
TYPST = "import sys, typst; typst.compile(*sys.argv[1:3], font_paths=[sys.argv[3]])"
AMOUNT = (("64.7437}", "64.6437}"), ("金额: 13.35}", "金额: 13.45}"))
"""An amount moved from one 经济科目 to another, in 收支.yaml: no sum changes."""
TEXT = ("变动原因: ", "变动原因: 另外，")
"""A word in the first reason of 说明.yaml."""
PAGES = {100: (96, 32, 59), 300: (374, 78, 262), 900: (1120, 224, 793)}
"""Projects, 项 and performance tables that make about so many pages."""


class Bench:
    """A folder to build in, with the sample as it is and as it is after an edit, and a cache for each run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("as it is", "amount", "text"):
            shutil.copytree(SAMPLE, folder / name / "2024" / SAMPLE.name)
        _edit(folder / "amount" / "2024" / SAMPLE.name / "收支.yaml", *AMOUNT)
        _edit(folder / "text" / "2024" / SAMPLE.name / "说明.yaml", TEXT)
        document = compose(disclose_folder(SAMPLE))
        (folder / "sample.html").write_text(as_html(document), encoding="utf-8")
        (folder / "sample.typ").write_text(as_typst(document), encoding="utf-8")
        self.build("as it is", "kept")

    def build(self, sources: str, cache: str, *more: str) -> Cost:
        """Build one of the samples, or whatever lies in `sources`."""
        settings = {"GONGKAI_CACHE": str(self.folder / cache)}
        command = [*GONGKAI, "build", f"{sources}/2024", "-o", f"out of {sources}", *more]
        return cost(command, self.folder, settings)

    def cold(self) -> Cost:
        """Nothing is kept."""
        shutil.rmtree(self.folder / "new", ignore_errors=True)
        return self.build("as it is", "new", "--jobs", "1")

    def after(self, edit: str) -> Cost:
        """What has not been edited is kept."""
        shutil.rmtree(self.folder / "copy", ignore_errors=True)
        shutil.copytree(self.folder / "kept", self.folder / "copy")
        return self.build(edit, "copy", "--jobs", "1")

    def cases(self) -> Iterator[tuple[str, Callable[[], Cost]]]:
        """Name and run of all that is measured by turns; the browser first."""
        page, typ = self.folder / "sample.html", self.folder / "sample.typ"
        yield "Chromium 打印同样的 HTML", lambda: cost(chromium(page, self.folder / "c.pdf"), self.folder)
        yield "全新（缓存是空的）", self.cold
        yield "改了一个金额", lambda: self.after("amount")
        yield "改了一句话", lambda: self.after("text")
        yield "没有改动", lambda: self.build("as it is", "kept")
        yield "没有改动，--force", lambda: self.build("as it is", "kept", "--force")
        yield "gongkai check", lambda: cost([*GONGKAI, "check", "as it is/2024"], self.folder)
        if shutil.which("typst") or _has_typst():
            command = [sys.executable, "-c", TYPST, typ, self.folder / "t.pdf", shipped("fonts")]
            yield "Typst 排同样的标题、段落和表格", lambda: cost(command, self.folder)


def _has_typst() -> bool:
    try:
        import typst  # noqa: F401
    except ImportError:
        return False
    return True


def _edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def table(rows: list[tuple[str, ...]], *head: str) -> None:
    """Print a table in Markdown."""
    for row in (head, tuple("---" for _ in head), *rows):
        print(f"| {' | '.join(row)} |")
    print()


def by_turns(bench: Bench, times: int) -> None:
    """The sample beside its peers."""
    rounds = [{name: run() for name, run in bench.cases()} for _ in range(times)]
    browser = next(iter(rounds[0]))
    rows = []
    for name in rounds[0]:
        seconds = median(one[name].processor for one in rounds)
        ratio = median(one[name].processor / one[browser].processor for one in rounds)
        memory = max(one[name].memory for one in rounds)
        rows.append((name, f"{seconds:.2f}", f"{ratio:.2f}", f"{memory:.0f}"))
    table(rows, f"示例，{times} 轮的中位数", "处理器秒", "与 Chromium 之比", "内存最多 MB")


def growth(bench: Bench) -> None:
    """One cold build each of budgets that grow."""
    rows = []
    for wanted, (projects, subjects, tables) in PAGES.items():
        name = f"grown {wanted}"
        folder = bench.folder / name / "2024" / "大局"
        folder.mkdir(parents=True)
        (folder / "预算.yaml").write_text(budget_text(projects, subjects, tables), encoding="utf-8")
        spent = bench.build(name, f"kept {wanted}", "--jobs", "2", "--report", "r.json")
        found = re.search(r'"pages": (\d+)', (bench.folder / "r.json").read_text(encoding="utf-8"))
        pages = int(found[1]) if found else 0
        each = f"{spent.processor / pages:.3f}"
        rows.append((str(pages), f"{spent.processor:.1f}", each, f"{spent.wall:.0f}", f"{spent.memory:.0f}"))
    table(rows, "页", "处理器秒", "每页处理器秒", "时钟秒（2 个进程）", "全部进程的内存最多 MB")


def fleet(bench: Bench, count: int) -> None:
    """Departments that have nothing in common, on one process and on two."""
    for number in range(-1, count):
        folder = bench.folder / ("fleet" if number >= 0 else "first") / "2024" / f"第{number}局"
        folder.mkdir(parents=True)
        text = budget_text(8 + number % 5, 4, 2 + number % 3, f"云岭县第{number}建设局")
        (folder / "预算.yaml").write_text(text, encoding="utf-8")
    rows = []
    for name, run in (
        ("1 个进程", lambda: bench.build("fleet", "", "--no-cache", "--jobs", "1")),
        ("2 个进程", lambda: bench.build("fleet", "", "--no-cache", "--jobs", "2")),
        ("两批同时，各 1 个进程", lambda: in_halves(bench)),
        ("集群，2 个排版的进程", lambda: on_cluster(bench)),
    ):
        spent = run()
        each = f"{spent.processor / count:.2f}"
        rows.append((name, f"{spent.wall:.0f}", f"{spent.processor:.0f}", each, f"{spent.memory:.0f}"))
    table(rows, f"{count} 个部门", "时钟秒", "处理器秒", "每个部门处理器秒", "全部进程的内存最多 MB")


def in_halves(bench: Bench) -> Cost:
    """Two builds of every second department, at the same time."""
    folders = sorted((bench.folder / "fleet" / "2024").iterdir())
    build = [*GONGKAI, "build", "--no-cache", "--jobs", "1", "-o", "out of halves"]
    halves = [shlex.join([*build, *map(str, folders[first::2])]) for first in (0, 1)]
    return cost(["sh", "-c", " & ".join([*halves, "wait"])], bench.folder)


def on_cluster(bench: Bench) -> Cost:
    """The fleet on a scheduler and two workers that run already; what it costs them is in it."""
    place = bench.folder / "cluster"
    place.mkdir()
    with cluster_here(place, 2) as here:
        bench.build("first", "", "--no-cache", "--cluster", here.address)  # so that all are there
        before = spent_by(here.processes)
        ours = bench.build("fleet", "", "--no-cache", "--cluster", here.address)
        theirs = spent_by(here.processes)
        processor = ours.processor + theirs.processor - before.processor
        return Cost(processor, ours.wall, ours.memory + theirs.memory)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--fleet", type=int, default=0)
    options = parser.parse_args()
    print(f"{machine()}\n")
    with tempfile.TemporaryDirectory(prefix="gongkai-speed-") as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        bench = Bench(Path(folder))
        if options.times:
            by_turns(bench, options.times)
        if options.growth:
            growth(bench)
        if options.fleet:
            fleet(bench, options.fleet)


if __name__ == "__main__":
    main()
