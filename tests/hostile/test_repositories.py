"""A repository that came from others: nothing that it names is run, and what is odd in it is told."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

import generator
from generator.source import limits
from tests.budgets import CONSISTENT, written_to
from tests.cli.conftest import Gongkai, gongkai
from tests.repository import commit, git

__all__ = ["gongkai"]

BUDGET = "budgets/2024/某某局"

TRAPS = {
    "core.fsmonitor": "{trap}",
    "core.pager": "{trap}",
    "core.editor": "{trap}",
    "diff.external": "{trap}",
    "diff.trap.textconv": "{trap}",
    "diff.trap.command": "{trap}",
    "filter.trap.clean": "{trap}",
    "filter.trap.smudge": "{trap}",
    "filter.a.b c.process": "{trap}",
    "filter.trap.required": "true",
    "gpg.program": "{trap}",
    "log.showSignature": "true",
    "pager.log": "{trap}",
    "pager.show": "{trap}",
    "core.sshCommand": "{trap}",
    "core.askPass": "{trap}",
    "submodule.a.update": "!{trap}",
    "uploadpack.packObjectsHook": "{trap}",
    "core.alternateRefsCommand": "{trap}",
    "alias.log": "!{trap}",
    "credential.helper": "!{trap}",
    "remote.origin.url": "ext::{trap}",
    "remote.origin.promisor": "true",
    "extensions.partialClone": "origin",
}

INCLUDED = """[filter "trap"]
    clean = {trap}
[core]
    fsmonitor = {trap}
[diff "trap"]
    textconv = {trap}
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with two revisions of a budget, in which every setting that can run something does."""
    folder = written_to(tmp_path / BUDGET, CONSISTENT)
    commit(tmp_path, "一")
    (folder / "更多.yaml").write_text("说明: {收入变动原因: 调整。}\n", encoding="utf-8")
    commit(tmp_path, "二", "2024-03-02")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "post-checkout", "fsmonitor-watchman", "pre-commit"):
        (hooks / name).write_text(trap.read_text(), encoding="utf-8")
        (hooks / name).chmod(0o755)
    (tmp_path / ".git" / "info").mkdir(exist_ok=True)
    (tmp_path / ".git" / "info" / "attributes").write_text("* filter=trap diff=trap\n*.yaml filter=a.b\\ c\n")
    git(tmp_path, "config", "core.hooksPath", str(hooks))
    included = tmp_path / "included"
    included.write_text(INCLUDED.format(trap=trap), encoding="utf-8")
    for name, value in TRAPS.items():
        git(tmp_path, "config", name, value.format(trap=trap))
    git(tmp_path, "config", "includeIf.gitdir:/**.path", str(included))
    git(tmp_path, "config", "include.path", str(included))
    for path in folder.iterdir():  # as after a checkout: the index must look at the files
        os.utime(path, (1, 1))
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["log", BUDGET],
        ["diff", f"HEAD~1:{BUDGET}", BUDGET],
        ["diff", f"HEAD~1:{BUDGET}", f"HEAD:{BUDGET}"],
        ["build", BUDGET, "--format", "json", "--check"],
        ["check", BUDGET],
    ],
)
def test_nothing_that_a_repository_names_is_run(gongkai: Gongkai, top: Path, command: list[str]) -> None:
    """Monitors, filters, converters, hooks, pagers, helpers, remotes."""
    said = gongkai(*command)
    assert said.code in (0, 1, 2)
    assert "内部出错" not in said.err
    assert not (top / "sprung").exists()
    if command[0] == "log":
        assert said.out.count("错误 0") == 2


@pytest.mark.parametrize("name", ["a=b", "=", "a.clean=x.b", "", "A", "trap.process", "甲"])
def test_no_filter_is_run_whatever_it_is_called(gongkai: Gongkai, top: Path, name: str) -> None:
    """Options end what they name at the first "="; a repository with such a name is told of."""
    (top / ".git" / "info" / "attributes").write_text(f"*.yaml filter={name}\n", encoding="utf-8")
    for setting in ("clean", "process"):
        git(top, "config", f"filter.{name}.{setting}", str(top / "trap"))
    for command in (["log", BUDGET], ["build", BUDGET, "--format", "json", "--check"]):
        said = gongkai(*command)
        assert said.code in (0, 1, 2)
        assert ("不可信" in said.err) is ("=" in name)
    assert not (top / "sprung").exists()


def test_git_is_called_in_one_place() -> None:
    """Where the options and the environment are."""
    found = set()
    for path in Path(generator.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value == "git":
                found.add(path.name)
    assert found == {"git.py"}


LINKS = ["圈", "../../../../../etc/passwd", "/etc/passwd", "没有", "链接/更多.yaml"]


@pytest.mark.parametrize("target", LINKS)
def test_links_in_a_revision(gongkai: Gongkai, tmp_path: Path, target: str) -> None:
    """A link to itself, to nowhere or out of the repository is left out, and ends nothing."""
    folder = written_to(tmp_path / BUDGET, CONSISTENT)
    (folder / "圈").symlink_to("圈")
    (folder / "链接").symlink_to(".")
    (folder / "更多.yaml").symlink_to(target)
    commit(tmp_path, "一")
    said = gongkai("log", BUDGET)
    assert (said.code, "错误 0" in said.out) == (0, True)
    assert "root:" not in said.all


@pytest.mark.parametrize(("limit", "most"), [("COMMITTED", 100_000), ("YAML_FOLDERS", 20)])
def test_links_to_one_file_count_as_files(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    """A file of some megabytes with thousands of links to it would fill a disk."""
    folder = written_to(tmp_path / BUDGET, CONSISTENT)
    (folder / "大.txt").write_text("一" * 5_000, encoding="utf-8")
    for number in range(20):
        (folder / f"{number}.txt").symlink_to("大.txt")
    commit(tmp_path, "一")
    assert gongkai("diff", f"HEAD:{BUDGET}", BUDGET).code == 0
    monkeypatch.setattr(limits, limit, getattr(limits, limit)._replace(most=most, unit="个"))
    said = gongkai("diff", f"HEAD:{BUDGET}", BUDGET)
    assert (said.code, "超过" in said.err) == (2, True)


def test_a_submodule_is_told(gongkai: Gongkai, tmp_path: Path) -> None:
    """Its files are in another repository."""
    written_to(tmp_path / BUDGET, CONSISTENT)
    commit(tmp_path, "一")
    head = git(tmp_path, "rev-parse", "HEAD").strip()
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"160000,{head},{BUDGET}/子模块")
    git(tmp_path, "commit", "-q", "-m", "二")
    said = gongkai("log", BUDGET)
    assert "是子模块" in said.all


def test_names_with_line_feeds_and_escapes(gongkai: Gongkai, tmp_path: Path) -> None:
    """They are names like others, and shown escaped."""
    folder = written_to(tmp_path / BUDGET, CONSISTENT)
    (folder / "换\n行\x1b[31m.yaml").write_text("说明: {收入变动原因: 调整。}\n不认识: 1\n", encoding="utf-8")
    commit(tmp_path, "一")
    said = gongkai("log", BUDGET)
    assert "\x1b" not in said.all
    assert said.code == 0
    assert "\x1b" not in gongkai("check", BUDGET).all


def test_a_part_that_is_not_there_is_told_and_not_fetched(gongkai: Gongkai, top: Path) -> None:
    """As in a clone without blobs, whose remote would be asked for them."""
    [blob] = [line.split()[2] for line in git(top, "ls-tree", f"HEAD~1:{BUDGET}").splitlines()]
    (top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    said = gongkai("diff", f"HEAD~1:{BUDGET}", BUDGET)
    assert (said.code, "git 仓库不完整" in said.err) == (2, True)
    assert not (top / "sprung").exists()


def test_history_is_what_was_committed(gongkai: Gongkai, top: Path) -> None:
    """Grafts and replacements would show another."""
    before = gongkai("log", BUDGET).out
    head, first = (git(top, "rev-parse", one).strip() for one in ("HEAD", "HEAD~1"))
    (top / ".git" / "info" / "grafts").write_text(f"{head}\n")
    git(top, "replace", "-f", head, first)
    assert gongkai("log", BUDGET).out == before


def test_a_repository_that_does_not_answer(
    gongkai: Gongkai, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe in the place of a file holds git up for ever."""
    monkeypatch.setattr(limits, "GIT_SECONDS", limits.GIT_SECONDS._replace(most=1))
    (top / ".git" / "HEAD").unlink()
    os.mkfifo(top / ".git" / "HEAD")
    said = gongkai("log", BUDGET)
    assert (said.code, "超过 1 秒没有回答" in said.err) == (2, True)


@pytest.mark.parametrize("settings", [("core.worktree", "/"), ("include.path", "/etc/passwd")])
def test_settings_that_lead_out(gongkai: Gongkai, top: Path, settings: tuple[str, str]) -> None:
    """Nothing of what lies there is read, or shown."""
    git(top, "config", *settings)
    for command in (["log", BUDGET], ["build", BUDGET, "--format", "json", "--check"]):
        said = gongkai(*command)
        assert said.code in (0, 1, 2)
        assert "root:" not in said.all
        assert "内部出错" not in said.err
    assert not (top / "sprung").exists()
