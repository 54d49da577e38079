"""The worked examples of CONTRIBUTING, carried out as they are written on a copy of the project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
BUDGET = "budgets/2024/yunling-archive"
EXAMPLE = re.compile(r"### (?P<title>Add [^\n]+)\n(?P<body>.*?)(?=\n##)", re.DOTALL)
EDIT = re.compile(r"(?P<said>[^\n]*`[^`\n]+/[^`\n]+`[^\n]*):\n\n```\w+\n(?P<text>.*?)```", re.DOTALL)
DEBTS = """\
债务:
  - {债权人: 某银行, 期限: 一年以上, 单位资金: 30.00}
  - {债权人: 某公司, 期限: 一年以内, 单位资金: 5.00}
"""
RUN = "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"


class Copy:
    """A copy of the project, in which edits are made and commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("generator", "templates", BUDGET):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "CONTRIBUTING.md"):
            shutil.copy(ROOT / name, folder / name)
        (folder / "fonts").symlink_to(ROOT / "fonts")
        self.budget = folder / BUDGET / "预算.yaml"

    def follow(self, title: str) -> list[str]:
        """Make the edits of an example; the files that it changes."""
        examples = {
            found["title"]: found["body"] for found in EXAMPLE.finditer(self._read("CONTRIBUTING.md"))
        }
        return [self._edit(found["said"], found["text"]) for found in EDIT.finditer(examples[title])]

    def _edit(self, said: str, text: str) -> str:
        name, *marker = re.findall("`([^`]+)`", said)
        path = self.folder / ("budgets/" + name if name.startswith("样式") else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_text(encoding="utf-8") if path.exists() and not said.startswith("All of") else ""
        if marker:
            assert old.count(marker[0]) == 1
            new = old.replace(marker[0], text + marker[0])
        else:
            new = f"{old.rstrip()}\n{text}" if old else text
        path.write_text(new, encoding="utf-8")
        return name

    def _read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, old: str, new: str) -> None:
        """Change the budget."""
        text = self.budget.read_text(encoding="utf-8")
        assert old in text
        self.budget.write_text(text.replace(old, new, 1), encoding="utf-8")

    def run(self, *arguments: str, code: int = 0, program: str = RUN) -> str:
        """What a command of the copy says."""
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def built(self, folder: str = BUDGET, formats: str = "json,xlsx") -> dict[str, Any]:
        """The JSON of a budget that was built."""
        self.run("build", folder, "--format", formats, "-o", "out")
        [path] = (self.folder / "out").rglob(f"{Path(folder).name}.json")
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "copy")


def test_add_a_kind(copy: Copy) -> None:
    """Two files of Python, the declaration: all that is known of kinds knows the new one."""
    assert set(copy.follow("Add a kind")) == {
        "generator/model/lines.py",
        "generator/model/budget.py",
        "templates/shanxi-2024/profile.yaml",
    }
    said = copy.run("check", BUDGET, code=1)
    assert "没有写“债务”" in said
    assert "债务: [{债权人: …, 期限: 一年以内, 一般公共预算: …}]；没有的，写 债务: []" in said
    copy.write("机关运行经费: []\n", f"机关运行经费: []\n{DEBTS}")
    copy.run("check", BUDGET)
    rows = copy.built()["tables"]["表十四"]["rows"]
    assert rows == [
        ["合计", "", "35.00", "35.00"],
        ["某银行", "一年以上", "30.00", "30.00"],
        ["某公司", "一年以内", "5.00", "5.00"],
    ]


def test_the_new_kind_is_imported_rolled_and_compared(copy: Copy) -> None:
    """Its Excel is read back; its amounts are asked anew in the next year; what is wrong in it is told."""
    copy.follow("Add a kind")
    copy.write("机关运行经费: []\n", f"机关运行经费: []\n{DEBTS}")
    table = copy.built()["tables"]["表十四"]
    [book] = (copy.folder / "out").rglob("*.xlsx")
    copy.run("import", str(book), "-o", "budgets/2024/again")
    read = (copy.folder / "budgets/2024/again/收支.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(read)["债务"] == yaml.safe_load(DEBTS)["债务"]
    assert copy.built("budgets/2024/again", "json")["tables"]["表十四"] == table
    copy.run("roll", BUDGET, "--to", "2025")
    rolled = (copy.folder / "budgets/2025/yunling-archive/预算.yaml").read_text(encoding="utf-8")
    assert "  - {债权人: 某银行, 期限: 一年以上, 单位资金: 待填}" in rolled
    assert '"债务"' in copy.run("schema")
    forms = "from generator.workbench.forms.topics import TOPICS; print(TOPICS)"
    assert "'债务'" in copy.run(program=forms)
    assert "债务" not in copy.run("profile", "check", "shanxi-2024")
    copy.write("期限: 一年以上", "期限: 一年以上, 单位: 999")
    assert "没有代码为“999”的单位" in copy.run("check", BUDGET, code=2)


def _in_a_county(copy: Copy) -> None:
    copy.write("年度: 2024\n", "年度: 2024\n样式: 某县-2024\n")


def test_add_a_source(copy: Copy) -> None:
    """No Python: a word of the profile is a key of every amount, and a property of its records."""
    assert copy.follow("Add a source") == ["样式/某县-2024/profile.yaml"]
    _in_a_county(copy)
    copy.write("性质: 基本支出, 一般公共预算: 79.85", "性质: 基本支出, 一般公共预算: 79.85, 专项债券: 12.00")
    copy.write("一般公共预算: 96.40}", "一般公共预算: 96.40, 专项债券: 12.00}")
    for command in (("profile", "check", "某县-2024"), ("build", BUDGET)):
        told = copy.run(*command, code=2)
        assert "S96 表一的“本年收入合计”里有资金“专项债券”的钱，没有一行是它的" in told
        assert "提示：这是底子里的：照样写进自己的样式（表写同一个号），再改。加一行" in told
    declared, own = (
        copy.folder / "templates/shanxi-2024/profile.yaml",
        copy.folder / "budgets/样式/某县-2024/profile.yaml",
    )
    base = declared.read_text(encoding="utf-8")
    table = base[base.index("  - 号: 表一\n") : base.index("  - 号: 表二\n")]
    last = "          - {名: 五、单位资金, 键: 单位资金, 取: {资金: 单位资金}}\n"
    written = table.replace(
        last, last + last.replace("五、单位资金", "六、专项债券").replace("单位资金", "专项债券")
    )
    with own.open("a", encoding="utf-8") as file:
        file.write(written)
    tables = copy.built(formats="json")["tables"]
    assert tables["表十四"]["rows"][0] == ["合计", "12.00"]
    assert tables["表一"]["rows"][5][:2] == ["六、专项债券", "12.00"]
    copy.run("profile", "check", "某县-2024")


def test_add_a_section_and_a_number_format(copy: Copy) -> None:
    """No Python: a template more, and amounts in 元 wherever they are printed."""
    for title in ("Add a source", "Add a section", "Add a number format"):
        copy.follow(title)
    _in_a_county(copy)
    built = copy.built(formats="json")
    assert "本年支出总计964,000元，咨询请到政务服务大厅。" in json.dumps(built, ensure_ascii=False)
    assert "964,000.00" in [cell for row in built["tables"]["表一"]["rows"] for cell in row]


def test_a_mistake_in_a_template_is_told_where_it_stands(copy: Copy) -> None:
    """In the folder that the template is from: the county's own, or that of the profile it is based on."""
    for title in ("Add a source", "Add a section"):
        copy.follow(title)
    _in_a_county(copy)
    own = copy.folder / "budgets/样式/某县-2024/contact.html.j2"
    own.write_text(own.read_text(encoding="utf-8") + "{{ nothing.at_all }}\n", encoding="utf-8")
    assert "样式模板 某县-2024/contact.html.j2:3:4 有误" in copy.run("build", BUDGET, "-o", "out", code=2)
    theirs = copy.folder / "templates/shanxi-2024/glossary.html.j2"
    own.write_text("<p>联系方式</p>\n", encoding="utf-8")
    theirs.write_text("{{ nothing.at_all }}\n", encoding="utf-8")
    assert "样式模板 shanxi-2024/glossary.html.j2:1:4 有误" in copy.run("build", BUDGET, "-o", "out", code=2)
