"""An installed wheel has everything the program needs beside its modules."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
_TELL = """
from generator.model.fonts import FONTS, ROLES
from generator.model.profiles import TEMPLATES
print(FONTS); print(TEMPLATES)
print(all((FONTS / file).is_file() for _, file in ROLES.values()))
print((TEMPLATES / "shanxi-2024" / "profile.yaml").is_file())
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of this checkout installs."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=TOP, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_a_wheel_finds_its_templates_and_fonts(installed: Path) -> None:
    """Inside the package, wherever that was put."""
    tell = subprocess.run(
        [sys.executable, "-c", _TELL], cwd=installed, check=True, capture_output=True, encoding="utf-8"
    )
    fonts, templates, *there = tell.stdout.splitlines()
    data = installed / "generator" / "_data"
    assert [Path(fonts), Path(templates)] == [data / "fonts", data / "templates"]
    assert there == ["True", "True"]


def test_a_wheel_says_that_it_is_typed_and_holds_no_tests(installed: Path) -> None:
    """PEP 561; and what only the project itself needs stays at home."""
    assert (installed / "generator" / "py.typed").is_file()
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"generator"}


def test_an_installed_wheel_checks_a_budget(installed: Path) -> None:
    """The main command runs from there, with what it reads besides modules: codes, rules' lists, profile."""
    run = "import sys; from generator.cli import main; sys.exit(main())"
    budget = TOP / "budgets" / "2024" / "xinzhou-etdz"
    command = [sys.executable, "-c", run, "check", str(budget)]
    done = subprocess.run(command, cwd=installed, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
