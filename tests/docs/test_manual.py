"""使用手册: the budget that its sections make up, copied block by block, is what the manual says it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.figures import Disclosure, disclose_folder
from generator.figures.figure import Unit
from generator.findings import Level
from generator.model import Budget
from generator.rules import apply_rules

MANUAL = (Path(__file__).parents[2] / "docs" / "使用手册.md").read_text(encoding="utf-8")
WRITING = MANUAL[MANUAL.index("## 五、逐个文件填写") : MANUAL.index("## 六、")]
FILES = {
    "部门.yaml": ("年度: 2024",),
    "收支.yaml": ("收入: {一般公共预算: 326.50}", "科目名称:", "基本支出:", "政府性基金收入: []"),
    "项目.yaml": ("项目:",),
    "绩效目标/技术部.yaml": ("绩效目标:",),
    "说明.yaml": ("说明:", "其他说明:"),
}
"""The blocks of each file of the library's budget; the others of its section show how a thing is written."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library's budget, copied out of the manual."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", WRITING, flags=re.MULTILINE | re.DOTALL)
    folder = tmp_path_factory.mktemp("手册") / "budgets" / "2024" / "云岭县图书馆"
    for name, beginnings in FILES.items():
        own = [next(block for block in blocks if block.startswith(beginning)) for beginning in beginnings]
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(own), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def disclosure(folder: Path) -> Disclosure:
    """It can be read."""
    return disclose_folder(folder)


def test_the_manuals_budget_has_no_errors_and_no_warnings(disclosure: Disclosure, folder: Path) -> None:
    """What a reader copies is right."""
    found = [finding for finding in apply_rules(disclosure, folder) if finding.level is not Level.UNCHECKED]
    assert [str(finding.message) for finding in found] == []


def test_references_print_what_the_manual_says(disclosure: Disclosure) -> None:
    """The table of 引用: every row is a figure, printed like that."""
    rows = re.findall(r"^\| `\{\{ (.+?) \}\}`.*?\| (.+?) \|$", WRITING, flags=re.MULTILINE)
    assert len(rows) > 5
    for name, printed in rows:
        figure = disclosure.book[name]
        assert figure.printed + ("" if figure.unit is Unit.COUNT else figure.unit) == printed


def test_the_manual_says_of_every_key_what_it_is_in_a_units_file() -> None:
    """The table of the chapter on departments of many units leaves none out."""
    chapter = MANUAL[MANUAL.index("## 十四、") : MANUAL.index("## 十五、")]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", chapter, flags=re.MULTILINE)
    told = {key for row in rows for key in row.split("、")}
    keys = {field.alias for field in Budget.model_fields.values() if field.alias}
    assert keys - told == {"单位", "分单位"}
