"""gongkai build: what is made, under which name, and what a failure leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.errors import PressError
from generator.press.engine import Engine
from tests.budgets import CONSISTENT, SMALLEST, copied_to, spoiled, written_to
from tests.cli.conftest import Gongkai
from tests.printed_pages import read_pages

SAMPLE = SMALLEST.parent / "xinzhou-etdz"
CHECK = """
import sys
before = set(sys.modules)
from generator.cli import main
code = main(["check", sys.argv[1]])
loaded = set(sys.modules) - before
own = {name.split(".")[1] for name in loaded if name.startswith("generator.")}
others = {name.split(".")[0] for name in loaded} - {*sys.stdlib_module_names, "generator"}
print(code, *sorted(own), *sorted(name for name in others if not name.startswith("_")))
"""
OF_A_CHECK = {
    *(
        "errors",
        "findings",
        "shipped",
        "source",
        "classification",
        "model",
        "figures",
        "rules",
        "signoff",
        "cli",
    ),
    *("pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"),
    *("yaml", "cython_runtime"),
}
"""The steps that a check takes, and the libraries that read; all else is time that is waited for nothing."""
BUILD = "import sys; from generator.cli import main; sys.exit(main())"


@pytest.mark.parametrize("budget", [SMALLEST, SAMPLE], ids=["smallest", "sample"])
def test_check_imports_nothing_but_what_it_takes(budget: Path) -> None:
    """A check makes no pages and no files, so it does not wait for what makes them."""
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(budget)], check=True, capture_output=True, encoding="utf-8"
    )
    code, *loaded = done.stdout.splitlines()[-1].split()
    assert (code, set(loaded) - OF_A_CHECK) == ("0", set())


@pytest.fixture(scope="module")
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the smallest budget was built into."""
    output = tmp_path_factory.mktemp("out")
    assert main(["build", str(SMALLEST), "-o", str(output), "--format", "pdf,json"]) == 0
    return output


def test_the_smallest_budget_is_built(smallest: Path) -> None:
    """The PDF with its receipt, and the JSON, stand under OUT/<year>/ with the folder's name."""
    endings = ("pdf", "收据.json", "json")
    pdf, receipt, exported = (smallest / "2024" / f"{SMALLEST.name}.{kind}" for kind in endings)
    assert sorted(smallest.rglob("*.*")) == sorted((pdf, receipt, exported))
    assert read_pages(pdf.read_bytes())[0].text == "云岭县档案馆2024年度部门预算公开"
    assert json.loads(exported.read_bytes())["tables"]["表三"]["rows"][0][2] == "96.40"


def test_empty_tables_are_built_with_their_note(smallest: Path) -> None:
    """A department with 基本支出 only publishes 表七 to 表九 and 表十一 to 表十三 all the same."""
    data = (smallest / "2024" / f"{SMALLEST.name}.pdf").read_bytes()
    text = "".join(page.text for page in read_pages(data))
    for number, name in zip((7, 8, 9, 11, 12, 13), ["七", "八", "九", "十一", "十二", "十三"], strict=True):
        start = text.index(f"预算公开表{number}表{name}2024年")
        assert "注：本表无数据。" in text[start : start + 400], f"表 {number}"
    assert text.count("注：本表无数据。") == 7
    assert "本次没有公开的项目绩效目标表。" in text


def test_a_build_says_where(gongkai: Gongkai) -> None:
    """What was made is told, with its size, as the user gave the folder."""
    said = gongkai("build", str(SMALLEST), "-o", "公开/文件", "--format", "json")
    assert said.code == 0
    assert f"已生成 公开/文件/2024/{SMALLEST.name}.json（" in said.out
    assert Path(f"公开/文件/2024/{SMALLEST.name}.json").is_file()


def test_a_build_takes_the_place_of_the_last(gongkai: Gongkai, tmp_path: Path) -> None:
    """Only the formats that were asked for are made anew."""
    written_to(tmp_path / "某某局")
    last = tmp_path / "out" / "2024" / "某某局.json"
    last.parent.mkdir(parents=True)
    last.write_bytes(b"last year's")
    last.with_suffix(".pdf").write_bytes(b"untouched")
    assert gongkai("build", "某某局", "--format", " JSON ").code == 0
    assert json.loads(last.read_bytes())["部门"] == "某某局"
    assert last.with_suffix(".pdf").read_bytes() == b"untouched"


def test_a_failure_in_the_press_makes_nothing(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If one of two formats cannot be made, neither is written, and the last good files stay."""

    def failing(*_: object, **__: object) -> None:
        raise PressError("排版没有成功。")

    monkeypatch.setattr(Engine, "lay_out", failing)
    written_to(tmp_path / "某某局")
    last = tmp_path / "out" / "2024" / "某某局.pdf"
    last.parent.mkdir(parents=True)
    last.write_bytes(b"last good")
    said = gongkai("build", "某某局", "--format", "json,pdf")
    assert said.code == 2
    assert "某某局：排版没有成功。" in said.err
    assert list(last.parent.iterdir()) == [last]
    assert last.read_bytes() == b"last good"


def test_an_output_folder_that_is_a_file_is_told(gongkai: Gongkai, tmp_path: Path) -> None:
    """Where no file can be written: a sentence, exit 2, nothing lost."""
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    written_to(tmp_path / "某某局")
    said = gongkai("build", "某某局", "--format", "json")
    assert said.code == 2
    assert "不能写入" in said.err
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_folder_stands_for_all_budgets_in_it(gongkai: Gongkai, tmp_path: Path) -> None:
    """Without a folder, `budgets` is built: every budget below it, each into its year."""
    written_to(tmp_path / "budgets" / "2024" / "甲局")
    written_to(tmp_path / "budgets" / "2025" / "乙局", spoiled("年度: 2024", "年度: 2025"))
    said = gongkai("build", "--format", "json")
    assert said.code == 0
    made = [path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json")]
    assert sorted(made) == ["2024/甲局.json", "2025/乙局.json"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CONSISTENT, 0),
        (spoiled("30101, 金额: 50.00", "30101, 金额: 51.00"), 1),
        (spoiled("{科目: 2080505", "{科目: 2080550"), 2),
        (spoiled("年度: 2024", "年度: ["), 2),
    ],
)
@pytest.mark.parametrize("command", [("check", "某某局"), ("build", "某某局", "--format", "json")])
def test_exit_codes(gongkai: Gongkai, tmp_path: Path, command: tuple[str, ...], text: str, code: int) -> None:
    """0 done, 1 a rule is broken, 2 the input cannot be read as a budget."""
    written_to(tmp_path / "某某局", text)
    assert gongkai(*command).code == code
    assert (tmp_path / "out").exists() == (command[0] == "build" and code == 0)


def test_the_same_budget_makes_the_same_bytes(tmp_path: Path) -> None:
    """Two folders, time zones, locales and hash seeds, and something to report: identical PDF and JSON."""
    places = {
        "一": {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1"},
        "另 一个": {"TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "de_DE", "PYTHONHASHSEED": "2"},
    }
    running = []
    for name, settings in places.items():
        file = copied_to(tmp_path / name / SMALLEST.name) / "预算.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(spoiled("\n年度: 2024\n", "\n年度: 2025\n", text), encoding="utf-8")
        arguments = ["build", SMALLEST.name, "--format", "pdf,json"]
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", BUILD, *arguments],
                cwd=tmp_path / name,
                env=os.environ | settings | {"PYTHONPATH": str(SMALLEST.parents[2])},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
    assert [process.wait() for process in running] == [0, 0]
    for kind in ("pdf", "json"):
        one, other = (tmp_path / name / "out" / "2025" / f"{SMALLEST.name}.{kind}" for name in places)
        assert one.read_bytes() == other.read_bytes(), kind
