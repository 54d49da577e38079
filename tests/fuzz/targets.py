"""What is fuzzed: how a file is made from random choices, and the command that is given it."""

from __future__ import annotations

import contextlib
import io
import re
import resource
import signal
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from generator.cli import main
from tests.budgets import CONSISTENT, once
from tests.fuzz import ours
from tests.press.foreign import foreign_pdf

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parents[1] / "hostile" / "cases"
BOOKS = Path(__file__).parents[1] / "exchange" / "cases"
PROFILE = ROOT / "templates" / "shanxi-2024"
SECONDS = 10
_WORDS = re.compile(r"[A-Za-z]{4,} [a-z]{2,} [a-z]{2,} [a-z]{2,}")
"""A sentence in English: a library speaks."""
_LINE = re.compile(r"^ *\d+ \| .*$", re.MULTILINE)
"""A line of the input that is shown."""


class SurpriseError(AssertionError):
    """What no input may bring about."""


@dataclass(frozen=True)
class Target:
    """`make` writes the input into a folder and gives the arguments of the command."""

    name: str
    make: Callable[[Random, Path], list[str]]


def run_once(target: Target, seed: int) -> int:
    """Run the command on what `seed` makes. Raises SurpriseError for a crash, silence, English or delay."""
    with TemporaryDirectory() as temporary:
        arguments = target.make(Random(seed), Path(temporary))
        out, err = io.StringIO(), io.StringIO()
        begun = _processor_seconds()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _alarm():
            try:
                code = main(arguments)
            except SystemExit as ended:
                code = int(ended.code or 0)
        said = out.getvalue() + err.getvalue()
        if code not in (0, 1, 2) or "内部出错" in said or _processor_seconds() - begun > SECONDS:
            raise SurpriseError(f"{target.name} {seed}: {code} {said[:400]}")
        if code and not re.search("[\u4e00-\u9fff]", said):
            raise SurpriseError(f"{target.name} {seed}: silent")
        if code and (english := _WORDS.search(_LINE.sub("", err.getvalue()))):
            raise SurpriseError(f"{target.name} {seed}: {english[0]}")
        return code


def _processor_seconds() -> float:
    """Of this process and those it has started: on a busy machine the clock says little."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@contextlib.contextmanager
def _alarm() -> Iterator[None]:
    def late(*_: object) -> None:
        raise SurpriseError("too slow")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(12 * SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _spoiled(random: Random, data: bytes) -> bytes:
    """`data` with bytes changed, runs removed, doubled, moved or blown up."""
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 16, 64))):
        if not made:
            break
        at, size = random.randrange(len(made)), random.choice((1, 1, 4, 30, 300))
        part = bytes(made[at : at + size])
        choice = random.randrange(6)
        if choice == 0:
            made[at] = random.randrange(256)
        elif choice == 1:
            del made[at : at + size]
        elif choice == 2:
            made[at:at] = part * random.choice((1, 2, 50))
        elif choice == 3:
            made[at : at + size] = random.choice(_PIECES)
        elif choice == 4:
            made[at:at] = random.choice(_PIECES) * random.choice((1, 1, 3, 200))
        else:
            to = random.randrange(len(made))
            made[to:to] = part
    return bytes(made)


_PIECES = [
    text.encode("utf-8")
    for text in (
        *("{{", "}}", "{{ 表三.合计.合计 }}", " ", "\n", "\t", "- ", ": ", "#", "&a ", "*a", "：", "\0"),
        *("{%", "%}", "{% for a in range(99999) %}", "{% endfor %}", " | ", "budget.", "fig(", "__class__"),
        *("[", "]", "{", "}", "|", ">", "'", '"', "\\", "\x1b[31m", "\u202e", "\ufeff", "待填", "年度"),
        *("0", "-1", "1e999", "9" * 40, "项目", "../../a", "/etc/passwd", "NaN", 'r="a1"', "\x80"),
        *("/FlateDecode", "obj", "endobj", "<<", ">>", "R", "[0 0 0 0]"),
    )
] + [b"\xff\xfe", b"\x80"]


def _budget(random: Random, top: Path) -> list[str]:
    cases = [path.read_bytes() for path in sorted(CASES.glob("*.yaml")) if path.stat().st_size < 9_000]
    seed = random.choice([CONSISTENT.encode()] if random.random() < 0.7 else cases)
    folder = top / "2024" / "某局"
    folder.mkdir(parents=True)
    spoil = _spoiled if random.random() < 0.4 else _spoiled_values
    (folder / "预算.yaml").write_bytes(spoil(random, seed))
    return ["check", str(folder)] if random.random() < 0.7 else ["diff", str(folder), str(folder)]


def _spoiled_values(random: Random, data: bytes) -> bytes:
    """YAML that can still be read: values are odd ones, or those of other lines; lines go or come twice."""
    lines = data.decode("utf-8", "replace").splitlines()
    for _ in range(random.choice((1, 1, 2, 4))):
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        head, colon, _ = lines[at].partition(": ")
        choice = random.randrange(6)
        if choice < 3:
            lines[at] = head + colon + random.choice((*_VALUES, lines[other].partition(": ")[2]))
        elif choice == 3:
            lines[at] = lines[other]
        elif choice == 4:
            lines[at] = random.choice(_VALUES).join(lines[at].rsplit(random.choice(lines[at] or " "), 1))
        elif len(lines) > 1:
            del lines[at]
    return "\n".join([*lines, ""]).encode("utf-8", "replace")


_VALUES = (
    *("0", "-1", "1e999", "-0.004", "9" * 40, "0x10", "1,000.50", "1_000", "010", "２０２４", "５万元", ".5"),
    *(
        "",
        "无",
        "待填",
        "[]",
        "{}",
        "~",
        "true",
        "''",
        '"\\0"',
        '"\\u202e"',
        "2024-01-01",
        "&a 1",
        "*a",
        "<<",
    ),
    *("{{ 表三.合计.合计 }}", "{{ 表一.没有 }}", "!!python/object:os.system x", "[[[[1]]]]", "{甲: {乙: 1}}"),
    *(
        "../../a",
        "/etc/passwd",
        "a" * 1_200,
        "[1, 2, 3]",
        "[{科目: 2010301, 金额: 1}]",
        "10 %",
        "100",
        "2010301",
    ),
)


def _profile(random: Random, top: Path) -> list[str]:
    """A profile of the budget's own: its declaration, a template or its style sheet is spoiled."""
    own = top / "样式" / "外来-1"
    own.mkdir(parents=True)
    whole = (PROFILE / "profile.yaml").read_bytes()
    based = "基于: shanxi-2024\n名称: 外来-1\n章节: [{模板: cover.html.j2}]\n".encode()
    files = {"profile.yaml": random.choice((based, whole.replace(b"shanxi-2024", "外来-1".encode())))}
    templates = (
        sorted(PROFILE.glob("*.j2")) if files["profile.yaml"] != based else [PROFILE / "cover.html.j2"]
    )
    files |= {path.name: path.read_bytes() for path in templates}
    chosen = random.choice(sorted(files))
    files[chosen] = _spoiled(random, files[chosen])
    for name, data in files.items():
        (own / name).write_bytes(data)
    folder = top / "2024" / "某局"
    folder.mkdir(parents=True)
    (folder / "预算.yaml").write_text(f"样式: 外来-1\n{once(CONSISTENT)}", encoding="utf-8")
    return ["diff", str(folder), str(folder)] if random.random() < 0.7 else ["check", str(folder)]


def _references(random: Random, top: Path) -> list[str]:
    pieces = [
        "{{",
        "}}",
        " ",
        "表三",
        ".",
        "/",
        "合计",
        "基本支出",
        "{",
        "}",
        "\\n",
        "2010350",
        "某",
        "\\t",
        "更正.1",
    ]
    text = "".join(
        random.choice(pieces) * random.choice((1, 1, 1, 2, 30, 900)) for _ in range(random.randrange(1, 40))
    )
    folder = top / "2024" / "某局"
    folder.mkdir(parents=True)
    (folder / "预算.yaml").write_text(f'{CONSISTENT}其他说明: ["{text}"]\n', encoding="utf-8")
    return ["check", str(folder)]


def _workbook(random: Random, top: Path) -> list[str]:
    data = random.choice(_workbooks())
    path = top / "2024年预算.xlsx"
    if random.random() < 0.3:
        path.write_bytes(_spoiled(random, data))
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        chosen = random.choice(sorted(parts))
        parts[chosen] = _spoiled(random, parts[chosen])
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
    return ["import", str(path), "-o", str(top / "新的")]


def _old_workbook(random: Random, top: Path) -> list[str]:
    """A workbook of the old format: of several hundred bytes that say where things are, some are spoiled."""
    path = top / "2024年预算.xls"
    path.write_bytes(_spoiled(random, random.choice(sorted(BOOKS.glob("*.xls"))).read_bytes()))
    return ["import", str(path), "-o", str(top / "新的")]


def _mapping(random: Random, top: Path) -> list[str]:
    """The mapping that the program itself proposes for a workbook, spoiled."""
    book = random.choice([path for path in sorted(BOOKS.glob("*.xlsx")) if _proposed(path)])
    (top / "映射.yaml").write_bytes(_spoiled(random, _proposed(book)))
    to = ["--year", "2024", "--name", "某局", "-o", str(top / "新的")]
    return ["import", str(book), "--mapping", str(top / "映射.yaml"), *to]


@cache
def _proposed(book: Path) -> bytes:
    with TemporaryDirectory() as temporary, contextlib.redirect_stdout(io.StringIO()):
        path = Path(temporary) / "映射.yaml"
        to = ["--year", "2024", "--name", "某局", "-o", f"{temporary}/新的"]
        with contextlib.redirect_stderr(io.StringIO()):
            main(["import", str(book), "--mapping", str(path), *to])
        return path.read_bytes() if path.exists() else b""


def _subjects(random: Random, top: Path) -> list[str]:
    """A finance bureau's table of 科目 as CSV."""
    rows = "".join(
        f"{code},{name}\n" for code, name in (("205", "教育"), ("20502", "普通教育"), ("301", "工资"))
    )
    (top / "科目.csv").write_bytes(_spoiled(random, ("类,款,项,名称\n201,01,02,机关\n" + rows).encode()))
    return ["codes", "import", str(top / "科目.csv"), "--year", "2026", "--budgets", str(top)]


@cache
def _workbooks() -> list[bytes]:
    """Those that are read to their end, and the cases, whose archives are whole."""
    found = []
    for path in [*sorted(BOOKS.glob("*.xlsx")), *sorted(CASES.glob("*.xlsx"))]:
        with contextlib.suppress(Exception), zipfile.ZipFile(path) as archive:
            if archive.testzip() is None:
                found.append(path.read_bytes())
    return found


def _pdf(random: Random, top: Path) -> bytes:
    if random.random() < 0.3:
        return random.choice([path.read_bytes() for path in sorted(CASES.glob("*.pdf"))])
    return foreign_pdf(top / "seed.pdf", pages=2, form=True, enclosed=True).read_bytes()


def _diff(random: Random, top: Path) -> list[str]:
    data = _pdf(random, top)
    (top / "a.pdf").write_bytes(data)
    (top / "b.pdf").write_bytes(_spoiled(random, data))
    return ["diff", str(top / "a.pdf"), str(top / "b.pdf")]


def _verify(random: Random, top: Path) -> list[str]:
    whole = random.random()
    if whole < 0.5:
        made = ours.spoiled(random, _spoiled)
    else:
        made = _spoiled(random, ours.built() if whole < 0.7 else _pdf(random, top))
    (top / "a.pdf").write_bytes(made)
    return ["verify", str(top / "a.pdf")]


TARGETS = {
    name: Target(name, make)
    for name, make in {
        "yaml": _budget,
        "profile": _profile,
        "references": _references,
        "xlsx": _workbook,
        "xls": _old_workbook,
        "mapping": _mapping,
        "subjects": _subjects,
        "diff": _diff,
        "verify": _verify,
    }.items()
}
