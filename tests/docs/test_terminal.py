"""What stands below a command in the documents is what it says, and every option there is one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.commands import COMMANDS, module_of
from generator.cli.parser import Parser
from tests.built_sample import Sample
from tests.cli.conftest import Gongkai
from tests.docs.terminal import CI, DOCS, MANUAL, SCENES, blocks
from tests.repository import git

PAGES = {page: blocks(page) for page in (MANUAL, CI)}
PATHS = (*DOCS.glob("*.md"), DOCS.parent / "README.md")
TRIED_ELSEWHERE = {(MANUAL, "九"), (MANUAL, "十三")}
"""tests/docs/test_manual.py makes the slips, and the next year."""


def test_all_that_the_terminal_shows_is_known() -> None:
    """A new block of output is tried, or said not to be."""
    shown = {(page, chapter): len(found) for page in PAGES for chapter, found in PAGES[page].items()}
    assert {where: len(steps) for where, steps in SCENES.items()} == {
        where: count for where, count in shown.items() if where not in TRIED_ELSEWHERE
    }


@pytest.mark.parametrize("where", SCENES, ids="-".join)
def test_the_terminal_says_what_is_shown(gongkai: Gongkai, tmp_path: Path, where: tuple[str, str]) -> None:
    """Block by block, with what happens to the budget between; sizes and revisions may differ."""
    page, chapter = where
    for step, block in zip(SCENES[where], PAGES[page][chapter], strict=True):
        if step is not None:
            step.before(tmp_path)
            said = "".join(_run(gongkai, tmp_path, step.command or block.shell))
            assert _plain(block.shown) in _plain(said)


def _run(gongkai: Gongkai, folder: Path, shell: str) -> Iterator[str]:
    """What the commands say, the report of a build before its files as a terminal shows them."""
    for line in shell.splitlines():
        name, *words = shlex.split(line)
        if name == "gongkai":
            said = gongkai(*words)
            yield said.err + said.out
        elif line == "git diff":
            yield git(folder, "diff")


def _plain(text: str) -> str:
    """Without what need not be the same: sizes of files, names of revisions, blanks at the ends of lines."""
    text = re.sub(r"[，（][\d,]+ KB）", "）", text)
    text = re.sub(r"(?<=-\d\d  )[0-9a-f]{7}(?=  )|^index .*\n|^diff --git .*\n", "", text, flags=re.MULTILINE)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def test_the_sample_has_as_many_pages_as_the_manual_says(sample: Sample) -> None:
    """It is too large to be built once more."""
    [block] = PAGES[MANUAL]["二"]
    assert re.findall(r"（(\d+) 页", block.shown) == [str(len(sample.pages))]


def _options() -> dict[str, set[str]]:
    """The options of every command, by its name."""
    parsers = {name: Parser(prog=name) for name in COMMANDS}
    for name, parser in parsers.items():
        module_of(name).declare(parser)
    return {name: set(parser._option_string_actions) for name, parser in parsers.items()}


def test_every_command_and_every_option_is_in_the_documents() -> None:
    """By its name in the text; of an option with two names one is enough."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in PATHS)
    assert [name for name in COMMANDS if f"gongkai {name}" not in text] == []
    beside = {"-h", "--help", "--output"}  # -o
    options = set().union(*_options().values()) - beside
    assert sorted(one for one in options if not re.search(rf"(?<![\w-]){one}(?![\w-])", text)) == []


def test_no_document_has_an_option_that_is_none() -> None:
    """In a line with one of our commands, up to what the shell does with it: an option of that command."""
    own, wrong = _options(), []
    for path in PATHS:
        for line in re.findall(r"gongkai [a-z]+ [^`|#\n]*", path.read_text(encoding="utf-8")):
            name, words = line.split()[1], line.split()[2:]
            if name in own:
                wrong += [(path.name, line) for word in words if _is_option(word) and word not in own[name]]
    assert wrong == []


def _is_option(word: str) -> bool:
    return bool(re.fullmatch(r"--?[a-z][a-z-]*", word))
