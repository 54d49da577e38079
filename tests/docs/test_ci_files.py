"""What departments copy into their repositories: files for CI, hooks, commands in the documents."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli import main
from generator.cli.commands import command_line
from tests.many_units import many_units

TOP = Path(__file__).parents[2]
GITHUB = TOP / "docs" / "持续集成" / "github-actions.yml"
GITLAB = TOP / "docs" / "持续集成" / "gitlab-ci.yml"
SCRIPTS = (TOP / ".ci" / "changes", TOP / ".ci" / "published")
PAGES = tuple(TOP / name for name in ("docs/持续集成.md", "docs/使用手册.md", "README.md"))

GONGKAI = re.compile(
    r"(?:^|[\s`(])(?:\.venv/bin/)?gongkai ((?:check|build|diff|verify|log|textconv) [^`\n#]*)"
)


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {str(key): value for key, value in loaded.items()}


def _steps() -> list[dict[str, Any]]:
    [job] = _load(GITHUB)["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


def _jobs() -> dict[str, dict[str, Any]]:
    return {name: job for name, job in _load(GITLAB).items() if isinstance(job, dict) and "script" in job}


def _blocks(page: Path) -> Iterator[str]:
    yield from re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _snippets() -> list[str]:
    """Every piece of shell that people copy or a server runs."""
    github = [step["run"] for step in _steps() if "run" in step]
    gitlab = [line for job in _jobs().values() for line in job["script"]]
    scripts = [path.read_text(encoding="utf-8") for path in SCRIPTS]
    pages = [block for page in PAGES for block in _blocks(page)]
    return [*github, *gitlab, *_load(GITLAB)["default"]["before_script"], *scripts, *pages]


def _commands() -> list[str]:
    """Every command line of ours in them, without what the shell does with its output."""
    found = [match for text in _snippets() for match in GONGKAI.findall(text)]
    return [re.split(r" (?:\|\||>>?|\|)", line.rstrip("; "))[0] for line in found]


@pytest.mark.parametrize("snippet", _snippets())
def test_shell_is_shell(snippet: str) -> None:
    """Each snippet is syntactically right."""
    done = subprocess.run(["bash", "-n"], input=snippet, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", sorted(set(_commands())))
def test_the_parser_takes_every_command(command: str) -> None:
    """No option and no value in a command line is one that the command does not have."""
    assert command_line().parse_args(shlex.split(command)).command == command.split()[0]


def test_all_that_ci_is_for_is_done() -> None:
    """Both check, build, compare what is published and tell what changed; so do the scripts they call."""
    github = "\n".join(step["run"] for step in _steps() if "run" in step)
    gitlab = "\n".join(line for job in _jobs().values() for line in job["script"])
    for text, report in ((github, "sarif"), (gitlab, "junit")):
        assert f"gongkai check --format {report}" in text
        assert "gongkai build -o out" in text
        assert ".ci/changes" in text
        assert ".ci/published" in text
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    for command in ("gongkai build --check", "gongkai verify", "gongkai diff"):
        assert command in scripts
    assert all(path.stat().st_mode & 0o111 for path in SCRIPTS)


def test_actions_are_pinned_and_permissions_small() -> None:
    """Each action stands at a commit; nothing may be written but the results of the check; no secret."""
    uses = [step["uses"] for step in _steps() if "uses" in step]
    assert len(uses) == 3
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) for action in uses)
    workflow = _load(GITHUB)
    [job] = workflow["jobs"].values()
    assert workflow["permissions"] == {}
    assert job["permissions"] == {"contents": "read", "security-events": "write"}
    for path in (GITHUB, GITLAB):
        text = path.read_text(encoding="utf-8").lower()
        assert not re.search(r"secrets|token|password", text)


def test_no_expression_stands_in_a_script() -> None:
    """What GitHub puts into a script by text could be a command; variables of the environment cannot."""
    assert not any("${{" in step.get("run", "") for step in _steps())


def test_the_hook_is_one_of_pre_commit() -> None:
    """It takes the YAML of budgets, and nothing else, in one run; the page's local hook is the same."""
    [hook] = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "gongkai-check"
    assert hook["require_serial"] is True
    assert (
        command_line().parse_args([*hook["entry"].split()[1:], "budgets/2024/局/预算.yaml"]).command
        == "check"
    )
    for name in ("budgets/2024/局/预算.yaml", "budgets/局/绩效目标/一.yml"):
        assert re.search(hook["files"], name)
    for name in ("budgets/2024/局/附件.pdf", "docs/budgets/a.yaml", ".pre-commit-config.yaml"):
        assert not re.search(hook["files"], name)
    page = PAGES[0].read_text(encoding="utf-8")
    configurations = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    local, remote = (configuration["repos"][0]["hooks"][0] for configuration in configurations)
    assert {key: local[key] for key in ("id", "files", "require_serial")} == {
        key: hook[key] for key in ("id", "files", "require_serial")
    }
    assert remote == {"id": hook["id"]}


def test_what_units_have_published_is_compared_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FOLDER-CODE.pdf is no longer what the budget gives as soon as the unit's file is another."""
    folder = many_units(tmp_path / "budgets" / "2024" / "某局")
    (tmp_path / ".ci").mkdir()
    shutil.copy(TOP / ".ci" / "published", tmp_path / ".ci")
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    monkeypatch.chdir(tmp_path)
    assert main(["build", "budgets/2024/某局", "--unit", "101002", "-o", "公开文件"]) == 0
    script = [str(tmp_path / ".ci" / "published"), "公开文件/2024"]
    assert subprocess.run(script, check=False, capture_output=True).returncode == 0
    unit = folder / "单位" / "1-中心.yaml"
    unit.write_text(unit.read_text("utf-8").replace("中心的原因。", "别的原因。"), encoding="utf-8")
    done = subprocess.run(script, check=False, capture_output=True, text=True)
    assert (done.returncode, "不一致 公开文件/2024/某局-101002.pdf" in done.stdout) == (1, True)
