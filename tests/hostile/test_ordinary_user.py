"""An ordinary user, for whom modes of files hold: a sentence in Chinese, the right code, nothing half."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.budgets import CONSISTENT, SMALLEST, written_to
from tests.hostile.ordinary import ROOT, possible, run
from tests.press.foreign import foreign_pdf
from tests.tiny_fonts import tiny_font

pytestmark = pytest.mark.skipif(not possible(), reason="root cannot renounce its powers here")
STRANGER = 65534


def _said(done: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    assert (done.returncode, "Traceback" in done.stderr, "内部出错" in done.stderr) == (code, False, False)
    assert words in done.stderr, done.stderr


def _budget(top: Path, more: str = "") -> Path:
    return written_to(top / "budgets" / "2024" / "某局", CONSISTENT + more)


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("command", ["check", "build", "roll"])
@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("预算.yaml", "", "预算.yaml:1:1: 错误 S09 文件读不了"),
        ("a.pdf", "附件: [{标题: 一, 文件: a.pdf}]\n", "附件“a.pdf”读不了"),
        ("a.ttf", "字体: {标题: a.ttf}\n", "“a.ttf”读不了"),
    ],
)
def test_a_file_that_may_not_be_read(tmp_path: Path, command: str, name: str, more: str, words: str) -> None:
    """Told at its line, by every command that reads it; a roll leaves attachments where they are."""
    folder = _budget(tmp_path, more)
    if name == "a.pdf":
        foreign_pdf(folder / name)
    elif name == "a.ttf":
        tiny_font(folder / name)
    (folder / name).chmod(0)
    options = ["--to", "2025"] if command == "roll" else []
    done = run(command, folder, *options, cwd=tmp_path)
    if (command, name) == ("roll", "a.pdf"):
        assert done.returncode == 0
    else:
        assert (done.returncode, words in done.stdout + done.stderr) == (2, True), done.stderr
        assert "Traceback" not in done.stderr
        assert _names(tmp_path / "budgets") == {
            "2024",
            "2024/某局",
            *(f"2024/某局/{n}" for n in {name, "预算.yaml"}),
        }


COMMANDS = {
    "build": ("build", "{budget}", "--format", "json", "-o", "{there}/out"),
    "build into": ("build", "{budget}", "--format", "json", "-o", "{there}"),
    "new": ("new", "{there}/新局", "--year", "2025", "--name", "新局"),
    "roll": ("roll", "{budget}", "--to", "2025", "-o", "{there}/下年"),
    "import": ("import", "{book}", "-o", "{there}/导入"),
    "schema": ("schema", "-o", "{there}/a.json"),
    "diff": ("diff", "{budget}", "{budget}", "--html", "{there}/a.html"),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook to import."""
    folder = tmp_path_factory.mktemp("book")
    done = run("build", SMALLEST, "--format", "xlsx", "-o", folder, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "2024" / f"{SMALLEST.name}.xlsx"


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "diff"])
def test_a_folder_that_may_not_be_written(tmp_path: Path, book: Path, command: str) -> None:
    """Nothing is there afterwards, and nothing else has changed."""
    folder, there = _budget(tmp_path), tmp_path / "只读"
    there.mkdir(mode=0o555)
    words = [word.format(budget=folder, there=there, book=book) for word in COMMANDS[command]]
    before = _names(tmp_path)
    _said(run(*words, cwd=tmp_path), 2, "权限")
    assert _names(tmp_path) == before


def test_what_is_signed_in_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    folder = _budget(tmp_path)
    folder.chmod(0o555)
    _said(run("sign", folder, "表三", "--by", "张三", cwd=tmp_path), 2, "权限")
    assert _names(folder) == {"预算.yaml"}


@pytest.mark.parametrize("where", ["missing", "read-only", "a file", "another's"])
@pytest.mark.parametrize("what", ["TMPDIR", "XDG_CACHE_HOME", "HOME"])
def test_places_of_the_surroundings_that_are_of_no_use(tmp_path: Path, what: str, where: str) -> None:
    """What is kept or passing goes elsewhere; the answer is the same."""
    folder, place = _budget(tmp_path), tmp_path / "地方"
    if where == "read-only":
        place.mkdir(mode=0o555)
    elif where == "a file":
        place.write_text("", encoding="utf-8")
    elif where == "another's":
        if os.geteuid():
            pytest.skip("only root can make a folder another's")
        place.mkdir(mode=0o755)
        os.chown(place, STRANGER, STRANGER)
    others = {"HOME": str(tmp_path / "家"), "XDG_CACHE_HOME": None, "TMPDIR": None}
    command = ("diff", folder, folder)
    done = run(*command, cwd=tmp_path, environment={**others, what: str(place)})
    assert (done.returncode, done.stdout, done.stderr) == (0, "没有变化。\n", "")
    assert where != "another's" or _names(place) == set()


def test_no_place_at_all(tmp_path: Path) -> None:
    """A sentence; and an error of the program itself still says so, without its report."""
    folder = _budget(tmp_path)
    nowhere = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "TMPDIR", "GONGKAI_CACHE"), "/proc/没有")
    done = run("diff", folder, folder, cwd=tmp_path, environment=nowhere)
    assert done.returncode in (0, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert re.search("[\u4e00-\u9fff]", done.stdout + done.stderr)


def test_an_installation_that_may_not_be_written(tmp_path: Path) -> None:
    """Pages are set, with a home that may not be written either, nor the place where pages are kept."""
    top = tmp_path / "程序"
    ours = shutil.ignore_patterns("__pycache__")
    for part, to in {"generator": "", "templates": "_data/templates", "fonts": "_data/fonts"}.items():
        shutil.copytree(ROOT / part, top / "generator" / to, ignore=ours, dirs_exist_ok=True)
    for path in [top, *top.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    home = tmp_path / "家"
    home.mkdir(mode=0o555)
    folder = Path(shutil.copytree(SMALLEST, tmp_path / "budgets" / "2024" / "某局"))
    environment = {"HOME": str(home), "XDG_CACHE_HOME": None, "GONGKAI_CACHE": str(home)}
    done = run("build", folder, cwd=tmp_path, environment=environment, top=top)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "2024" / "某局.pdf").is_file()
    assert _names(home) == set()
    for path in [top, *top.rglob("*")]:
        path.chmod(0o755)
