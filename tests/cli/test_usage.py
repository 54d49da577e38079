"""Usage: help and every slip on the command line in Chinese, and the exit codes."""

from __future__ import annotations

import gc
import os
import re
import signal
import subprocess
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from generator import __version__
from generator.cli import check, main
from generator.cli.commands import COMMANDS as COMMAND_NAMES
from generator.cli.options import year
from generator.errors import FindingsError
from generator.source import scratch
from generator.source.place import display_width
from tests.budgets import SMALLEST, errors_of, spoiled
from tests.built_sample import BUDGET
from tests.cli.conftest import Gongkai

COMMANDS = ("build", "check", "new", "sign")
PROGRAM = (sys.executable, "-c", "import sys; from generator.cli import main; sys.exit(main())")
ENGLISH = ("usage", "error", "optional", "required", "argument", "invalid", "positional", "show this")


def test_the_command_is_installed() -> None:
    """The distribution's command `gongkai` is this one."""
    [command] = entry_points(group="console_scripts", name="gongkai")
    assert command.load() is main


@pytest.mark.parametrize("folder", [str(SMALLEST), "没有"])
def test_a_check_is_hidden_from_the_collector(gongkai: Gongkai, folder: str) -> None:
    """What a check made is not looked through when Python ends; whoever goes on has the collector back."""
    gc.unfreeze()
    gongkai("check", folder)
    assert gc.get_freeze_count() > 0
    assert gc.isenabled()


def test_a_mistyped_option_is_told_before_the_missing_command(gongkai: Gongkai) -> None:
    """Whoever asks for the version forgot no command."""
    said = gongkai("--versoin")
    assert (said.code, said.out) == (2, "")
    assert "--versoin，是否想写“--version”" in said.err


@pytest.mark.parametrize("given", [("-5,360.79",), ("--", "-x")])
def test_what_begins_with_a_dash_may_be_no_option(gongkai: Gongkai, given: tuple[str, ...]) -> None:
    """An amount below nil, and whatever stands behind --."""
    said = gongkai("explain", *given)
    assert said.code == 2
    assert "还缺少参数" in said.err
    assert "不认识" not in said.err


@pytest.mark.parametrize("arguments", [("--help",), ("-h",)])
def test_help_names_every_command(gongkai: Gongkai, arguments: tuple[str, ...]) -> None:
    """Chinese throughout, on the standard output, exit 0."""
    said = gongkai(*arguments)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("用法：gongkai")
    for command in COMMANDS:
        assert f"    {command} " in said.out
    assert not any(word in said.out for word in ENGLISH)


@pytest.mark.parametrize(
    ("command", "mentioned"),
    [
        ("build", ("-o", "--format", "BUDGET")),
        ("check", ("BUDGET",)),
        ("new", ("DIR", "--year", "--name")),
        ("sign", ("BUDGET", "NAME", "--by", "--date", "--note", "--all", "--unit")),
    ],
)
def test_every_command_has_its_help(gongkai: Gongkai, command: str, mentioned: tuple[str, ...]) -> None:
    """Each argument and option is explained, in Chinese."""
    said = gongkai(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"用法：gongkai {command}")
    assert all(word in said.out for word in mentioned)
    assert not any(word in said.out for word in ENGLISH)


@pytest.mark.parametrize("command", COMMAND_NAMES)
def test_help_keeps_within_a_terminal(gongkai: Gongkai, command: str) -> None:
    """80 columns, a Chinese character being two; examples are not broken."""
    said = gongkai(command, "--help").out
    assert [line for line in said.splitlines() if display_width(line) > 80] == []
    assert all(
        example in said
        for example in {"explain": ["收支.yaml:11"], "diff": ["HEAD~1:budgets/…"]}.get(command, [])
    )


def test_the_version_is_told(gongkai: Gongkai) -> None:
    """`--version` is the distribution's."""
    assert gongkai("--version").out == f"gongkai {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "还缺少参数：命令"),
        (("bulid",), "没有“bulid”这个命令，是否想写“build”"),
        (("qqq",), "没有“qqq”这个命令。"),
        (("check", "--formt", "json"), "不认识的参数：--formt，是否想写“--format”"),
        (("check", "--format", "jsn"), "--format 不能是“jsn”，是否想写“json”"),
        (("codes", "fnd", "水利"), "ACTION 不能是“fnd”，是否想写“find”"),
        (("check", "--没有"), "不认识的参数：--没有"),
        (("build", "--output"), "-o/--output 后面要写一个值"),
        (("build", "--outp", "out"), "不认识的参数：--outp"),
        (("new", "某局"), "还缺少参数：--year、--name"),
        (("new", "某局", "--name", "某局", "--year", "今年"), "--year 应是年度，例如 2025，现在是“今年”"),
        (("new", "--year", "2025", "--name", "某局"), "还缺少参数：DIR"),
    ],
)
def test_a_slip_is_told_in_chinese(gongkai: Gongkai, arguments: tuple[str, ...], said: str) -> None:
    """Wrong usage: one sentence, a pointer to the help, exit 2, nothing on the standard output."""
    answer = gongkai(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"错误：{said}")
    assert "--help" in answer.err
    assert not any(word in answer.err for word in ENGLISH)


def _swapped(word: str) -> str:
    """`word` with its last two letters the other way round, or all but the last where they are alike."""
    changed = f"{word[:-2]}{word[-1]}{word[-2]}"
    return changed if changed != word else word[:-1]


@pytest.mark.parametrize("command", COMMAND_NAMES)
def test_every_command_and_option_is_found_again(gongkai: Gongkai, command: str) -> None:
    """What one slip leads away from is what is meant."""
    assert f"是否想写“{command}”" in gongkai(_swapped(command)).err
    helped = gongkai(command, "--help").out
    for option in set(re.findall(r"(?<![\w-])--[a-z-]{4,}", helped)):
        said = gongkai(command, *("x", "x"), _swapped(option)).err
        assert f"是否想写“{option[:6]}" in said or "还缺少参数" in said or "不能是“x”" in said


@pytest.mark.parametrize(
    ("formats", "unknown"), [("pdf,docx", "docx"), ("doc,docx", "doc、docx"), ("", ""), (",", ",")]
)
def test_an_unknown_format_is_told(gongkai: Gongkai, formats: str, unknown: str) -> None:
    """The formats there are, are named; nothing is made."""
    said = gongkai("build", str(SMALLEST), "--format", formats)
    assert said.code == 2
    assert f"不认识的格式“{unknown}”" in said.err
    assert "pdf" in said.err
    assert not Path("out").exists()


def test_a_good_budget_passes(gongkai: Gongkai) -> None:
    """Exit 0, and a sentence."""
    said = gongkai("check", str(SMALLEST))
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("检查通过：1 份预算没有错误。\n")


def test_an_interruption_leaves_a_sentence(gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is answered with a sentence and the usual exit code."""

    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "run", interrupted)
    said = gongkai("check")
    assert (said.code, said.out) == (130, "")
    assert said.err == "已中断，没有留下半成品。\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_termination_puts_everything_away(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C, a shutdown, a closed terminal: a sentence, 128 + the signal, no temporary folder, no output."""
    command = (*PROGRAM, "build", str(SMALLEST), "-o", str(tmp_path / "out"))
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    places = {"TMPDIR": str(temporary), "XDG_CACHE_HOME": str(temporary)}
    surroundings = {**os.environ, **places, "TERM": "dumb"}
    with subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not any(temporary.glob("gongkai*")):
            time.sleep(0.01)
        process.send_signal(number)
        said = process.communicate()[1]
    assert process.returncode == 128 + number
    assert said.endswith("已中断，没有留下半成品。\n")
    assert not (tmp_path / "out").exists()
    left = {path.name for path in temporary.rglob("*") if path.parent.name != "fonts"}
    assert left <= {"gongkai", "fonts"}  # what is kept between runs, as far as it had come


STOPPED = """
import os, signal, sys, time
from generator.cli import check, main
class Lost:
    def __del__(self):
        os.kill(os.getpid(), int(sys.argv[1]))
        time.sleep(0.1)
def run(options):
    try:
        lost = Lost()
        del lost
        time.sleep(60)
    finally:
        for _ in range(2):
            os.kill(os.getpid(), int(sys.argv[1]))
            time.sleep(1.1)
        print("put away")
check.run = run
sys.exit(main(["check"]))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_is_stopped_more_than_once_still_puts_everything_away(number: signal.Signals) -> None:
    """What is lost while an object is taken apart is said again; what comes in the midst of tidying waits."""
    done = subprocess.run(
        [sys.executable, "-c", STOPPED, str(int(number))], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (128 + number, "put away\n")
    assert done.stderr.endswith("已中断，没有留下半成品。\n")


def test_what_is_ignored_stays_ignored() -> None:
    """A command that goes on without its terminal (nohup) is not ended when that is closed."""
    script = STOPPED.replace("        time.sleep(60)\n", "")
    begin = "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); exec(sys.argv.pop(1))"
    done = subprocess.run(
        [sys.executable, "-c", begin, script, str(int(signal.SIGHUP))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "put away\n"
    assert "已中断" not in done.stderr


@pytest.mark.parametrize("command", [("check",), ("textconv",)])
def test_a_reader_that_has_seen_enough_is_no_answer(command: tuple[str, ...]) -> None:
    """A closed pipe ends the command with 128 + 13 and no words: it must not pass for “no errors”."""
    path = BUDGET / "项目.yaml" if command == ("textconv",) else BUDGET
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run((*PROGRAM, *command, str(path)), stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (process.returncode, process.stderr) == (128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_a_sentence() -> None:
    """What the system will not write is told, with exit code 2."""
    with open("/dev/full", "w") as full:
        process = subprocess.run(
            (*PROGRAM, "check", str(BUDGET)),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (process.returncode, process.stderr) == (2, "错误：输出：磁盘满了。\n")


def test_an_unforeseen_error_is_no_stack_trace(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug of ours is a sentence for the user; the details go to a file for the maintainers."""

    def broken(_: object) -> int:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr(check, "run", broken)
    monkeypatch.setattr(scratch, "private_folder", lambda: tmp_path)
    said = gongkai("check")
    assert (said.code, said.out) == (70, "")
    assert "程序内部出错" in said.err
    assert "nobody thought of this" not in said.err
    [details] = tmp_path.glob("*.txt")
    assert "nobody thought of this" in details.read_text(encoding="utf-8")


def test_findings_that_no_command_catches_are_printed(
    gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings that come up in a command are told like any other, with the exit code of their error."""

    def found(_: object) -> int:
        raise FindingsError(errors_of(spoiled("30101, 金额: 50.00", "30101, 金额: 51.00")))

    monkeypatch.setattr(check, "run", found)
    said = gongkai("check")
    assert said.code == 2
    assert "错误 T03" in said.err


_WITHOUT = """
import os, signal, sys
sys.modules["fcntl"] = sys.modules["resource"] = None
for name in ("SIGALRM", "SIGPIPE", "SIGXCPU", "SIGKILL", "alarm"):
    delattr(signal, name)
for name in ("getuid", "O_CLOEXEC", "O_NONBLOCK", "O_DIRECTORY", "O_NOFOLLOW"):
    delattr(os, name)
from generator.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", str(SMALLEST)),
        ("new", "新局", "--year", "2025", "--name", "新局"),
        ("build", str(SMALLEST), "--format", "json,xlsx"),
        ("schema", "-o", "schema.json"),
    ],
)
def test_nothing_is_asked_of_the_system_that_windows_lacks(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    """No locks, no users, no alarm: what needs no pages works without them."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, *arguments], cwd=tmp_path, env=environment, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("text", ["2_025", "+2025", "-3", "2025.0", "二〇二五", "9" * 5000, "年"])
def test_a_year_is_digits(text: str) -> None:
    """Of any width, and 年度 behind them; not all that Python takes for a number."""
    assert (year("2025"), year(" ２０２５年度")) == (2025, 2025)
    with pytest.raises(ValueError, match=re.escape(text)):
        year(text)
